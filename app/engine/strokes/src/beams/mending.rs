//! Stems whose print is broken before their beam.

use crate::beams::meeting::{BEYOND_TIP, Joined, meets, tip};
use crate::plane::Plane;
use crate::stems::stem::{Stem, StemWay};
use crate::stems::upright::{inked_rows, widest_px};

/// How far a broken stem may end before its bar, in staff spaces: without any ink between, and
/// with ink on a share of the rows between.
const BROKEN: (f64, f64) = (0.8, 4.5);
const LEAST_BROKEN: f64 = 0.4;
/// How far it may end before a bar that goes on on both sides without any ink between, where all stems
/// that end at the bar point to its side and are not that near, as one of another voice is.
const BROKEN_WITHIN: f64 = 0.65;
const LEAST_APART: f64 = 1.3;

/// A stem that ends at a bar as it is printed: its column, and where it points.
type Ended = (f64, StemWay);

/// The stems that end at each bar as they are printed.
pub(crate) fn ended(stems: &[Stem], joined: &[Joined], ink: &Plane) -> Vec<Vec<Ended>> {
    let at = |it: &Joined| {
        let ends =
            |stem: &&Stem| meets(stem, it, ink).is_some() && is_at_tip(beyond(stem, it), stem, it);
        let places = stems.iter().filter(ends);
        places.map(|stem| (stem.x_px, stem.way)).collect()
    };
    joined.iter().map(at).collect()
}

/// How far beyond the tip of a stem a bar begins, in pixels.
fn beyond(stem: &Stem, it: &Joined) -> f64 {
    let (tip, inwards) = tip(stem);
    (tip - it.bar.y_at(it.place(stem))) * inwards - it.bar.thickness_px / 2.0
}

/// Whether a stem reaches a bar that begins so far beyond its tip.
fn reaches(beyond: f64, stem: &Stem, it: &Joined) -> bool {
    beyond <= (BEYOND_TIP * stem.interline_px - it.bar.thickness_px / 2.0).max(0.0)
}

/// Whether a stem ends at a bar that begins so far beyond its tip.
fn is_at_tip(beyond: f64, stem: &Stem, it: &Joined) -> bool {
    let least = -it.bar.thickness_px - BEYOND_TIP * stem.interline_px;
    reaches(beyond, stem, it) && beyond > least
}

/// Makes a stem that is broken before a bar as long as it was. `ended` has the stems that end at each
/// bar.
pub(crate) fn mend(stem: &mut Stem, joined: &[Joined], ended: &[Vec<Ended>], ink: &Plane) {
    let (tip, inwards) = tip(stem);
    let interline = stem.interline_px;
    let mut nearest: Option<(f64, f64)> = None;
    for (it, ended) in joined.iter().zip(ended) {
        let Some(is_end) = meets(stem, it, ink) else {
            continue;
        };
        let y = it.bar.y_at(it.place(stem));
        let half = it.bar.thickness_px / 2.0;
        let beyond = beyond(stem, it);
        if is_at_tip(beyond, stem, it) && it.is_thick {
            return;
        }
        if reaches(beyond, stem, it) {
            continue;
        }
        if beyond > BROKEN.1 * interline || !it.is_thick {
            continue;
        }
        let edge = y + inwards * half;
        let widest = widest_px(interline);
        let (top, bottom) = (edge.min(tip), edge.max(tip));
        let inked = inked_rows(ink, |y| stem.x_at(y), top, bottom, widest);
        let share = inked as f64 / (bottom - top).max(1.0);
        let least = if is_end {
            LEAST_BROKEN
        } else {
            1.6 * LEAST_BROKEN
        };
        let is_of_group = || {
            let is_like = |(x, way): &Ended| {
                *way == stem.way && (x - stem.x_px).abs() >= LEAST_APART * interline
            };
            !ended.is_empty() && ended.iter().all(is_like)
        };
        let most = match is_end {
            true => BROKEN.0,
            false if is_of_group() => BROKEN_WITHIN,
            false => 0.0,
        };
        let is_mended = share >= least || beyond <= most * interline;
        if is_mended && nearest.is_none_or(|it| beyond < it.0) {
            nearest = Some((beyond, y - inwards * half));
        }
    }
    if let Some((_, row)) = nearest {
        match stem.way {
            StemWay::Up => stem.top_px = row,
            StemWay::Down => stem.bottom_px = row,
        }
    }
}
