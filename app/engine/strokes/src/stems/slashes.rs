//! The small strokes across the stems of short grace notes.

use crate::plane::Plane;
use crate::stems::stem::{Stem, StemWay};

/// From where to where beside a stem a slash is looked for, in staff spaces.
const BESIDE: (f64, f64) = (0.08, 0.24);
/// The part of a stem, from its tip, that a slash crosses, in staff spaces.
const FROM_TIP: (f64, f64) = (0.2, 2.0);
/// How steep slashes are.
const SLOPES: [f64; 5] = [0.6, 0.8, 1.0, 1.2, 1.4];
/// How far above and below a slash there is none of its ink, in staff spaces.
const AROUND: f64 = 0.25;
/// How far it goes to the right at the least, and how far to the left at the most, in staff spaces.
const LEAST_RIGHT: f64 = 0.38;
const MOST_LEFT: f64 = 0.75;
/// The share of the columns on which a slash must be seen alone.
const LEAST_SEEN: f64 = 0.8;

/// Looks for slashes across small stems. They rise to the right; on the right a flag may hide them.
pub(crate) fn find(stems: &mut [Stem], ink: &Plane) {
    for stem in stems.iter_mut().filter(|it| it.is_small && it.beams() == 0) {
        stem.is_slashed = is_slashed(stem, ink);
    }
}

fn is_slashed(stem: &Stem, ink: &Plane) -> bool {
    let interline = stem.interline_px;
    let inwards = match stem.way {
        StemWay::Up => 1.0,
        StemWay::Down => -1.0,
    };
    let tip = stem.tip_px()[1];
    let most = FROM_TIP
        .1
        .min((stem.bottom_px - stem.top_px) / interline - 0.5);
    let steps = ((most - FROM_TIP.0) * interline).max(0.0) as usize;
    (0..=steps).any(|step| {
        let y = tip + inwards * (FROM_TIP.0 * interline + step as f64);
        let x = stem.x_at(y);
        SLOPES
            .iter()
            .any(|slope| is_line(ink, [x, y], *slope, interline))
    })
}

/// Whether a thin line passes a place, a little to the left and farther to the right.
fn is_line(ink: &Plane, from: [f64; 2], slope: f64, interline: f64) -> bool {
    let at = |off: f64, above: f64| {
        let (x, y) = (from[0] + off, from[1] - slope * off - above);
        ink.is_on(x.floor() as isize, y.floor() as isize)
    };
    let away = AROUND * interline * (1.0 + slope * slope).sqrt();
    let share = |from: f64, to: f64, is_seen: &dyn Fn(f64) -> bool| {
        let columns = (from * interline).ceil() as isize..=(to * interline).floor() as isize;
        let all = columns.clone().count().max(1);
        let seen = columns.filter(|off| is_seen(*off as f64));
        seen.count() as f64 / all as f64
    };
    let is_alone = |off: f64| at(off, 0.0) && !at(off, away) && !at(off, -away);
    share(-BESIDE.1, -BESIDE.0, &is_alone) >= LEAST_SEEN
        && share(BESIDE.0, LEAST_RIGHT, &|off| at(off, 0.0)) >= LEAST_SEEN
        && share(-MOST_LEFT, -BESIDE.1, &|off| at(off, 0.0)) < LEAST_SEEN
}
