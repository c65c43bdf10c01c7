//! What stands at one place of a measure and so sounds at one time.

use super::event::{Event, What};

/// How far apart things of a column may stand, in staff spaces.
const WIDEST: f64 = 0.9;
/// How far two voices of a staff are moved apart where their heads would touch: a head's width.
const MOVED_APART: std::ops::Range<f64> = 0.5..1.5;
/// How far apart two chords of a staff with stems in one direction, or two rests, may stand to sound
/// at once.
const SAME_PLACE: f64 = 0.5;

/// The events by columns from the left, but for rests of whole measures. What stands nearest to each
/// other is joined first.
pub(super) fn columns(events: &[Event]) -> Vec<Vec<usize>> {
    let x_spaces: Vec<f64> = events.iter().map(|it| unmoved(events, it)).collect();
    let mut order: Vec<usize> = (0..events.len())
        .filter(|at| events[*at].what != What::MeasureRest)
        .collect();
    order.sort_by(|a, b| x_spaces[*a].total_cmp(&x_spaces[*b]));
    let mut columns: Vec<Vec<usize>> = order.into_iter().map(|at| vec![at]).collect();
    let middle =
        |column: &[usize]| column.iter().map(|it| x_spaces[*it]).sum::<f64>() / column.len() as f64;
    loop {
        let pairs = columns.windows(2).enumerate();
        let nearest = pairs
            .map(|(at, pair)| (at, middle(&pair[1]) - middle(&pair[0])))
            .filter(|(at, apart)| {
                *apart <= WIDEST && at_once(events, &columns[*at], &columns[at + 1])
            })
            .min_by(|one, two| one.1.total_cmp(&two.1));
        let Some((at, _)) = nearest else {
            return columns;
        };
        let right = columns.remove(at + 1);
        columns[at].extend(right);
    }
}

/// Where an event would stand if nothing else stood on its staff. Where the heads of two voices
/// would touch, one of them is moved to the right by a head's width, most often the lower one.
fn unmoved(events: &[Event], event: &Event) -> f64 {
    let others = events.iter().filter(|it| {
        let apart = event.x_spaces - it.x_spaces;
        it.staff == event.staff && MOVED_APART.contains(&apart) && would_touch(it, event)
    });
    others.map(|it| it.x_spaces).fold(event.x_spaces, f64::min)
}

/// Whether the heads of two chords would lie on each other at one place. Chords of one beam follow
/// each other in any case.
fn would_touch(one: &Event, two: &Event) -> bool {
    let one_beam = match (one.beam, two.beam) {
        (Some(one), Some(two)) => one.group == two.group,
        _ => false,
    };
    let near = |at: &i32| two.positions.iter().any(|it| (it - at).abs() <= 1);
    !one_beam && one.positions.iter().any(near)
}

/// Whether nothing of two columns can only sound one after the other.
fn at_once(events: &[Event], left: &[usize], right: &[usize]) -> bool {
    left.iter().all(|one| {
        right.iter().all(|two| {
            let (one, two) = (&events[*one], &events[*two]);
            let one_beam = match (one.beam, two.beam) {
                (Some(one), Some(two)) => one.group == two.group,
                _ => false,
            };
            let one_voice = one.staff == two.staff
                && one.what == two.what
                && (one.x_spaces - two.x_spaces).abs() > SAME_PLACE
                && !would_touch(one, two);
            !one_beam && !one_voice
        })
    })
}
