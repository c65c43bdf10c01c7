//! Where a bar meets a stem.

use staves::Ink;

use crate::beams::bar::Bar;
use crate::plane::Plane;
use crate::stems::stem::{Stem, StemWay};

/// How far from the end of a bar its stem may be, in staff spaces.
const END_REACH: f64 = 0.4;
/// The same where the bar runs into a staff line before it reaches the tip of the stem, so that its
/// end went with the line; and how far from the tip it points.
const LINE_REACH: f64 = 1.6;
const LINE_OFF: f64 = 0.6;
/// How much paper may be between them, in staff spaces.
const END_GAP: f64 = 0.09;
/// How far beyond the tip of a stem the middle of a bar may be, in staff spaces.
pub(crate) const BEYOND_TIP: f64 = 0.45;
/// What a small stem has of the lengths of a large one.
pub(crate) const SMALL: f64 = 0.72;

/// A bar with the stems at it.
pub(crate) struct Joined {
    pub bar: Bar,
    pub interline: f64,
    /// Stems at which it is a beam or a hook, or between which it floats.
    pub stems: Vec<usize>,
    /// Stems that it only crosses, away from their beams.
    pub crossed: Vec<usize>,
    /// Whether it is away from the beams of its stem.
    pub is_crossing: bool,
    /// Whether it is as thick as a beam.
    pub is_thick: bool,
    /// Whether it touches none of its stems.
    pub is_floating: bool,
}

impl Joined {
    /// A thick bar that is not yet at any stem.
    pub fn of(bar: Bar, interline: f64) -> Self {
        Self {
            bar,
            interline,
            stems: Vec::new(),
            crossed: Vec::new(),
            is_crossing: false,
            is_thick: true,
            is_floating: false,
        }
    }

    /// Its ends as columns.
    pub fn ends(&self) -> (f64, f64) {
        (self.bar.left as f64, self.bar.right() as f64)
    }

    /// The column of a stem at it.
    pub fn place(&self, stem: &Stem) -> f64 {
        stem.x_at(self.bar.y_at(stem.x_px))
    }
}

/// The row of the tip of a stem and the sign of inwards.
pub(crate) fn tip(stem: &Stem) -> (f64, f64) {
    match stem.way {
        StemWay::Up => (stem.top_px, 1.0),
        StemWay::Down => (stem.bottom_px, -1.0),
    }
}

/// Whether a bar is at the column of a stem; whether it ends there, if so.
pub(crate) fn meets(stem: &Stem, it: &Joined, ink: &Plane) -> Option<bool> {
    let reach = END_REACH * stem.interline_px;
    let (left, right) = it.ends();
    let x = stem.x_px;
    if x < left - reach || x > right + reach {
        return None;
    }
    let x = it.place(stem);
    let beyond = (left - x).max(x - right);
    if beyond > reach {
        return None;
    }
    if beyond > 0.0 {
        // Between its end and the stem there must be ink.
        let half = (stem.thickness_px / 2.0).floor();
        let (from, to) = if x < left {
            (x + half, left)
        } else {
            (right, x - half)
        };
        let columns = from.floor() as isize + 1..to.ceil() as isize;
        let empty = columns.filter(|x| {
            let y = it.bar.y_at(*x as f64 + 0.5).floor() as isize;
            !(-1..=1).any(|off| ink.is_on(*x, y + off))
        });
        if empty.count() as f64 > (END_GAP * stem.interline_px).max(1.0) {
            return None;
        }
    }
    Some(x < left + reach || x > right - reach)
}

/// Whether a thick bar points at the tip of a stem that it does not reach, with a staff line all the
/// way between. `lines` is the ink with the staff lines.
pub(crate) fn runs_along_line(stem: &Stem, it: &Joined, lines: &Ink) -> bool {
    let (left, right) = it.ends();
    let x = it.place(stem);
    if x > left && x < right {
        return false;
    }
    let (from, to) = if x < left { (x, left) } else { (right, x) };
    // A flag's end is shorter than its way to the next stem.
    let most = it.bar.length_px().min(LINE_REACH * stem.interline_px);
    if !it.is_thick || to - from > most {
        return false;
    }
    let off = (it.bar.y_at(x) - tip(stem).0).abs();
    let mut columns = from.ceil() as isize..to.floor() as isize;
    off <= LINE_OFF * stem.interline_px
        && columns.all(|x| {
            let y = it.bar.y_at(x as f64 + 0.5).floor() as isize;
            let reach = (it.bar.thickness_px / 2.0) as isize;
            (-reach..=reach).any(|off| lines.run_at(x, y + off).is_some())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stems::stem::StemWay;
    use crate::testing::stem;

    #[test]
    fn bars_end_at_stems_or_pass_them() {
        let bar = Bar {
            left: 100,
            middles: vec![50.0; 100],
            thickness_px: 10.0,
            seen: 100,
        };
        let joined = Joined::of(bar, 20.0);
        let ink = Plane::drawn(300, 100, |x, y| {
            (45..55).contains(&y) && (100..200).contains(&x) || (45..55).contains(&y) && x > 203
        });
        let meets = |x: f64| meets(&stem(StemWay::Up, x, [45.0, 95.0], &[]), &joined, &ink);
        assert_eq!(meets(101.0), Some(true));
        assert_eq!(meets(150.0), Some(false));
        assert_eq!(meets(199.0), Some(true));
        // Too far, and with paper between.
        assert_eq!((meets(60.0), meets(207.0)), (None, None));
    }

    #[test]
    fn the_end_of_a_flag_does_not_run_along_a_line_to_the_next_stem() {
        let layout = crate::testing::layout();
        let runs = |left: usize| {
            let count = 200 - left;
            let bar = Bar {
                left,
                middles: vec![140.0; count],
                thickness_px: 10.0,
                seen: count,
            };
            let next = stem(StemWay::Up, 222.0, [140.0, 200.0], &[]);
            runs_along_line(&next, &Joined::of(bar, 20.0), &layout.ink)
        };
        assert!(runs(100));
        assert!(!runs(189));
    }

    #[test]
    fn the_tip_is_away_from_the_heads() {
        assert_eq!(tip(&stem(StemWay::Up, 5.0, [10.0, 60.0], &[])), (10.0, 1.0));
        assert_eq!(
            tip(&stem(StemWay::Down, 5.0, [10.0, 60.0], &[])),
            (60.0, -1.0)
        );
    }
}
