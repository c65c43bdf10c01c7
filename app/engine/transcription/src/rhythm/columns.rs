//! What stands at one place of a measure and so sounds at one time.

use super::event::{Event, Stem, What};

/// How far apart things of a column may stand, in staff spaces.
const WIDEST: f64 = 0.9;
/// How far two voices of a staff are moved apart where their heads would touch: a head's width.
const MOVED_APART: std::ops::Range<f64> = 0.5..1.5;
/// How far they are moved apart where dots or accidentals stand between them, or a stem, and how much
/// room there is between those, from edge to edge.
const MOVED_MORE: std::ops::Range<f64> = 1.0..4.0;
const ROOM: f64 = 0.6;
/// How long a stem is, in half staff spaces.
const STEM: i32 = 7;
/// How far apart two chords of a staff with stems in one direction, or two rests, may stand to sound
/// at once.
const SAME_PLACE: f64 = 0.5;

/// How far apart what sounds at once may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    /// As voices are usually moved apart.
    Usual,
    /// Also as far as chords whose stems would lie on each other's heads, which looks much like one
    /// after the other.
    Wide,
}

/// The events by columns from the left, but for rests of whole measures. What stands nearest to each
/// other is joined first.
pub(super) fn columns(events: &[Event], spread: Spread) -> Vec<Vec<usize>> {
    let x_spaces = unmoved(events, spread);
    let mut order: Vec<usize> = (0..events.len())
        .filter(|at| events[*at].what != What::MeasureRest)
        .collect();
    order.sort_by(|a, b| x_spaces[*a][0].total_cmp(&x_spaces[*b][0]));
    let mut columns: Vec<Vec<usize>> = order.into_iter().map(|at| vec![at]).collect();
    let middle = |column: &[usize], end: usize| {
        column.iter().map(|it| x_spaces[*it][end]).sum::<f64>() / column.len() as f64
    };
    // Voices that were moved apart stand at either of their places.
    let apart = |left: &[usize], right: &[usize]| {
        let from_right_end = middle(right, 0) - middle(left, 1);
        let from_left_end = middle(right, 0) - middle(left, 0);
        from_left_end.min(from_right_end.abs())
    };
    loop {
        let pairs = columns.windows(2).enumerate();
        let nearest = pairs
            .map(|(at, pair)| (at, apart(&pair[0], &pair[1])))
            .filter(|(at, apart)| {
                *apart <= WIDEST && at_once(events, &columns[*at], &columns[at + 1], spread)
            })
            .min_by(|one, two| one.1.total_cmp(&two.1));
        let Some((at, _)) = nearest else {
            return columns;
        };
        let right = columns.remove(at + 1);
        columns[at].extend(right);
    }
}

/// Where events would stand if nothing else stood on their staves. Where the heads of two voices
/// would touch, one of them is moved by a head's width, most often the lower one to the right: both may
/// stand at either place, which is given from the left to the right. Each is
/// moved away from one other at most, the nearest first: in a run of seconds the one before is none
/// that it was moved away from.
fn unmoved(events: &[Event], spread: Spread) -> Vec<[f64; 2]> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (left, one) in events.iter().enumerate() {
        for (right, two) in events.iter().enumerate() {
            let apart = two.x_spaces - one.x_spaces;
            let is_moved = MOVED_APART.contains(&apart) && would_touch(one, two);
            let is_moved_more = spread == Spread::Wide
                && MOVED_MORE.contains(&apart)
                && two.extent_spaces[0] - one.extent_spaces[1] < ROOM
                && !is_one_beam(one, two)
                && (would_touch(one, two) || would_cross(one, two));
            if is_moved || is_moved_more {
                pairs.push((apart, left, right));
            }
        }
    }
    pairs.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut x_spaces: Vec<[f64; 2]> = events.iter().map(|it| [it.x_spaces; 2]).collect();
    let mut is_paired = vec![false; events.len()];
    for (_, left, right) in pairs {
        if !is_paired[left] && !is_paired[right] {
            (is_paired[left], is_paired[right]) = (true, true);
            let both = [events[left].x_spaces, events[right].x_spaces];
            (x_spaces[left], x_spaces[right]) = (both, both);
        }
    }
    x_spaces
}

/// Whether the heads of two chords would lie on each other at one place. Chords of one beam follow
/// each other in any case, and so do those of two beams on one side.
fn would_touch(one: &Event, two: &Event) -> bool {
    let is_near = |staff: usize| {
        let all = two.positions_on(staff);
        one.positions_on(staff)
            .any(|at| all.clone().any(|it| (it - at).abs() <= 1))
    };
    let on_two_beams = one.beam.is_some() && two.beam.is_some() && one.stem() == two.stem();
    !on_two_beams && !is_one_beam(one, two) && staves_of(one).any(is_near)
}

/// The staves that an event is on.
fn staves_of(event: &Event) -> impl Iterator<Item = usize> {
    let elsewhere = event.elsewhere.iter().map(|it| it.0);
    std::iter::once(event.staff).chain(elsewhere)
}

fn is_one_beam(one: &Event, two: &Event) -> bool {
    match (one.beam, two.beam) {
        (Some(one), Some(two)) => one.group == two.group,
        _ => false,
    }
}

/// Whether the stem of one of two chords whose stems point the same way would lie on the heads of the
/// other at one place.
fn would_cross(one: &Event, two: &Event) -> bool {
    let Some(stem) = one.stem().filter(|it| two.stem() == Some(*it)) else {
        return false;
    };
    // Where the stem of each begins and where its last head is, upwards or downwards.
    let from_to = |it: &Event, staff: usize| {
        let signed = it.positions_on(staff).map(|at| match stem {
            Stem::Up => at,
            Stem::Down => -at,
        });
        Some((signed.clone().min()?, signed.max()?))
    };
    staves_of(one).any(|staff| {
        let (Some(one), Some(two)) = (from_to(one, staff), from_to(two, staff)) else {
            return false;
        };
        let (first, second) = if one <= two { (one, two) } else { (two, one) };
        second.0 - first.1 < STEM
    })
}

/// Whether nothing of two columns can only sound one after the other.
fn at_once(events: &[Event], left: &[usize], right: &[usize], spread: Spread) -> bool {
    left.iter().all(|one| {
        right.iter().all(|two| {
            let (one, two) = (&events[*one], &events[*two]);
            let one_voice = one.staff == two.staff
                && one.what == two.what
                && (one.x_spaces - two.x_spaces).abs() > SAME_PLACE
                && !would_touch(one, two)
                && (spread == Spread::Usual || !would_cross(one, two));
            !is_one_beam(one, two) && !one_voice
        })
    })
}
