//! The bars of a page that may be beams: everything thick and straight that is no other symbol.

use staves::Layout;

use crate::arcs::arc::Arc;
use crate::beams::bar::Bar;
use crate::beams::tracing::{BarSizes, traced};
use crate::boxes::Boxes;
use crate::known::{Known, KnownKind};
use crate::plane::Plane;

/// The least and the greatest thickness of one bar, in staff spaces.
const THICKNESS: (f64, f64) = (0.24, 0.95);
/// The greatest thickness of bars that have run together, in staff spaces.
const MOST_THICKNESS: f64 = 4.6;
/// How far to both sides columns say together what is ink, in staff spaces.
const SMOOTHED: f64 = 0.2;
/// How near bars are that are one, in staff spaces, and on how much of the shorter one.
const SAME: f64 = 0.3;
const MOST_DOUBLE: f64 = 0.5;
/// How far the middle of a bar may be from the line between its ends, in staff spaces, and how much
/// more for each staff space of its length, as paper bends.
const MOST_SAG: (f64, f64) = (0.15, 0.015);
/// The share of a bar that may be in the box of another symbol.
const MOST_KNOWN: f64 = 0.6;
/// How far around heads no bar begins, in staff spaces.
const AROUND_HEADS: f64 = 0.1;
/// The length from which on bars say how thick beams are on a page, in staff spaces.
const TELLING: f64 = 2.0;
/// The thickness of a beam where no bar tells it, in staff spaces.
const USUAL: f64 = 0.5;

/// How far beyond the ends of a bar an arc goes at the least whose middle it is, in staff spaces.
const BEYOND: f64 = 0.1;
/// At how many places of an arc a bar is compared with it, how far from it the bar may be there, in
/// staff spaces, and how much thicker it may be.
const SAMPLES: usize = 31;
const NEAR_ARC: f64 = 0.35;
const THICKER_THAN_ARC: f64 = 1.5;
/// How much such a bar is bowed at the least, in staff spaces.
const LEAST_BOW: f64 = 0.05;

/// The bars of a page, and how thick one is on it.
pub(crate) struct Bars {
    pub bars: Vec<Bar>,
    /// In staff spaces.
    pub thickness: f64,
}

impl Bars {
    /// The bars without those that are the thick middle of a slur or a tie.
    pub fn without_arcs(mut self, arcs: &[Arc]) -> Self {
        self.bars
            .retain(|bar| !arcs.iter().any(|arc| is_middle(bar, arc)));
        self
    }
}

/// Whether a bar is the middle of an arc, which goes on beyond both of its ends.
fn is_middle(bar: &Bar, arc: &Arc) -> bool {
    let reach = BEYOND * arc.interline_px;
    let (left, right) = (bar.left as f64, bar.right() as f64);
    if arc.left_px[0] + reach > left || arc.right_px[0] - reach < right {
        return false;
    }
    let places = arc.sampled(SAMPLES);
    let mut beside = places.iter().filter(|it| (left..right).contains(&it[0]));
    let is_on_bar = |it: &[f64; 2]| (bar.y_at(it[0]) - it[1]).abs() <= NEAR_ARC * arc.interline_px;
    let bow = if arc.is_above { -sag(bar) } else { sag(bar) };
    bow >= LEAST_BOW * arc.interline_px
        && bar.thickness_px <= THICKER_THAN_ARC * arc.thickness_px
        && beside.all(is_on_bar)
}

/// The bars of a page that may be beams; `free` is its ink without staff lines.
pub(crate) fn possible(layout: &Layout, free: &Plane, known: &[Known]) -> Bars {
    let interlines = layout.staves.iter().map(|it| it.scale().interline_px);
    let (least, most) = interlines.fold((f64::INFINITY, 0.0), |(least, most), it| {
        (f64::min(least, it), f64::max(most, it))
    });
    let interline_px = layout.interline_px().max(1.0);
    let one = BarSizes {
        thickness_px: ((THICKNESS.0 * least).max(1.5), THICKNESS.1 * most),
        interline_px,
    };
    let several = BarSizes {
        thickness_px: (THICKNESS.1 * most, MOST_THICKNESS * most),
        interline_px,
    };
    let heads = Boxes::new(known, free.width(), |it| it.is_head());
    let others = Boxes::new(known, free.width(), |it| it == KnownKind::Other);
    let smooth = free.as_beside((SMOOTHED * least).round().max(1.0) as usize);
    let margin = AROUND_HEADS * interline_px;
    let of_sizes = |sizes: &BarSizes| {
        let mut found = traced(&smooth, sizes, |x, y| {
            !heads.hold(x as f64 + 0.5, y, margin)
        });
        found.retain(|bar| {
            let places = || (bar.left..bar.right()).map(|x| x as f64 + 0.5);
            let inside = places().filter(|x| {
                let y = bar.y_at(*x);
                others.hold(*x, y, 0.0) || heads.hold(*x, y, margin)
            });
            let is_free = (inside.count() as f64) < MOST_KNOWN * bar.length_px();
            is_free && is_straight(bar, interline_px)
        });
        apart(found, interline_px)
    };
    let (mut bars, thick) = rayon::join(|| of_sizes(&one), || of_sizes(&several));
    let mut telling: Vec<f64> = bars
        .iter()
        .filter(|it| it.length_px() >= TELLING * interline_px)
        .map(|it| it.thickness_px / interline_px)
        .collect();
    telling.sort_by(f64::total_cmp);
    let thickness = telling.get(telling.len() / 2).copied().unwrap_or(USUAL);
    bars.extend(thick);
    Bars { bars, thickness }
}

/// How far the middle of a bar is below the line between its ends, in pixels.
fn sag(bar: &Bar) -> f64 {
    let all = &bar.middles;
    let third = all.len() / 3;
    if third == 0 {
        return 0.0;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let ends = f64::midpoint(mean(&all[..third]), mean(&all[all.len() - third..]));
    // The middles of the thirds of an arc are off its chord by less than its height.
    1.125 * (mean(&all[third..all.len() - third]) - ends)
}

/// Whether a bar has no more of a bow than paper.
fn is_straight(bar: &Bar, interline: f64) -> bool {
    sag(bar).abs() <= MOST_SAG.0 * interline + MOST_SAG.1 * bar.length_px()
}

/// The bars without those that lie on longer ones.
fn apart(mut bars: Vec<Bar>, interline: f64) -> Vec<Bar> {
    bars.sort_by(|a, b| b.seen.cmp(&a.seen).then(a.left.cmp(&b.left)));
    let mut kept: Vec<Bar> = Vec::new();
    for bar in bars {
        let is_double = kept.iter().any(|other| {
            let (left, right) = (bar.left.max(other.left), bar.right().min(other.right()));
            let near = (left..right).filter(|x| {
                let x = *x as f64 + 0.5;
                (bar.y_at(x) - other.y_at(x)).abs() < SAME * interline
            });
            right > left && near.count() as f64 > MOST_DOUBLE * bar.length_px()
        });
        if !is_double {
            kept.push(bar);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::slur;

    fn bar(columns: [usize; 2], y: f64, thickness_px: f64) -> Bar {
        let count = columns[1] - columns[0];
        Bar {
            left: columns[0],
            middles: vec![y; count],
            thickness_px,
            seen: count,
        }
    }

    #[test]
    fn the_middle_of_an_arc_is_no_bar() {
        let arc = slur([100.0, 60.0], [200.0, 60.0], 10.0);
        let kept = |mut bar: Bar, bow: f64| {
            let half = bar.length_px() / 2.0;
            for (at, y) in bar.middles.iter_mut().enumerate() {
                *y += bow * (at as f64 / half - 1.0).powi(2);
            }
            let bars = Bars {
                bars: vec![bar],
                thickness: 0.5,
            };
            bars.without_arcs(std::slice::from_ref(&arc)).bars.len()
        };
        assert_eq!(kept(bar([115, 185], 50.0, 5.0), 5.0), 0);
        // Straight, bowed the other way, thicker than the arc, elsewhere, as long as it.
        assert_eq!(kept(bar([115, 185], 53.0, 5.0), 0.0), 1);
        assert_eq!(kept(bar([115, 185], 53.0, 5.0), -5.0), 1);
        assert_eq!(kept(bar([115, 185], 50.0, 10.0), 5.0), 1);
        assert_eq!(kept(bar([115, 185], 75.0, 5.0), 5.0), 1);
        assert_eq!(kept(bar([100, 185], 50.0, 5.0), 5.0), 1);
    }

    #[test]
    fn bars_are_straight_and_lie_apart() {
        let mut bowed = bar([100, 200], 50.0, 8.0);
        assert!(is_straight(&bowed, 20.0));
        for (at, y) in bowed.middles.iter_mut().enumerate() {
            *y += (at as f64 - 50.0).powi(2) / 250.0;
        }
        assert!(!is_straight(&bowed, 20.0));
        let (long, double) = (bar([100, 200], 50.0, 8.0), bar([120, 180], 52.0, 8.0));
        let next = bar([100, 200], 65.0, 8.0);
        let kept = apart(vec![double, next.clone(), long.clone()], 20.0);
        assert_eq!(kept, [next, long]);
    }
}
