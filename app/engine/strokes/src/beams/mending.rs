//! Stems whose print is broken before their beam.

use crate::beams::meeting::{BEYOND_TIP, Joined, meets, tip};
use crate::plane::Plane;
use crate::stems::stem::{Stem, StemWay};
use crate::stems::upright::{inked_rows, widest_px};

/// How far a broken stem may end before its bar, in staff spaces: without any ink between, and
/// with ink on a share of the rows between.
const BROKEN: (f64, f64) = (0.8, 4.5);
const LEAST_BROKEN: f64 = 0.4;

/// Makes a stem that is broken before a bar as long as it was.
pub(crate) fn mend(stem: &mut Stem, joined: &[Joined], ink: &Plane) {
    let (tip, inwards) = tip(stem);
    let interline = stem.interline_px;
    let mut nearest: Option<(f64, f64)> = None;
    for it in joined {
        let Some(is_end) = meets(stem, it, ink) else {
            continue;
        };
        let y = it.bar.y_at(it.place(stem));
        let half = it.bar.thickness_px / 2.0;
        let beyond = (tip - y) * inwards - half;
        if beyond <= (BEYOND_TIP * interline - half).max(0.0) {
            if beyond > -2.0 * half - BEYOND_TIP * interline {
                // It ends at a bar as it is.
                return;
            }
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
        let is_mended = share >= least || (is_end && beyond <= BROKEN.0 * interline);
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
