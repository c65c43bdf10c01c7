//! The bars of a page that may be beams: everything thick and straight that is no other symbol.

use staves::Layout;

use crate::known::{Known, KnownKind};
use crate::plane::Plane;
use crate::tracing::{Bar, BarSizes, bars};

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

/// The bars of a page, and how thick one is on it.
pub(crate) struct Bars {
    pub bars: Vec<Bar>,
    /// In staff spaces.
    pub thickness: f64,
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
        let mut found = bars(&smooth, sizes, |x, y| {
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

/// Whether a bar has no more of a bow than paper.
fn is_straight(bar: &Bar, interline: f64) -> bool {
    let third = bar.middles.len() / 3;
    if third == 0 {
        return true;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let all = &bar.middles;
    let ends = f64::midpoint(mean(&all[..third]), mean(&all[all.len() - third..]));
    // The middles of the thirds of an arc are off its chord by less than its height.
    let sag = 1.125 * (mean(&all[third..all.len() - third]) - ends).abs();
    sag <= MOST_SAG.0 * interline + MOST_SAG.1 * bar.length_px()
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

/// Boxes by column.
pub(crate) struct Boxes<'a> {
    columns: Vec<Vec<&'a Known>>,
}

/// How many columns of pixels one of boxes has.
const BOX_COLUMN: f64 = 32.0;

impl<'a> Boxes<'a> {
    pub fn new(known: &'a [Known], width: usize, is_in: impl Fn(KnownKind) -> bool) -> Self {
        let count = width / BOX_COLUMN as usize + 1;
        let mut columns = vec![Vec::new(); count];
        for it in known.iter().filter(|it| is_in(it.kind)) {
            let at = |x: f64| ((x / BOX_COLUMN).max(0.0) as usize).min(count - 1);
            // Those beside are asked for with a margin.
            for column in &mut columns[at(it.left_px - BOX_COLUMN)..=at(it.right_px + BOX_COLUMN)] {
                column.push(it);
            }
        }
        Self { columns }
    }

    pub fn hold(&self, x: f64, y: f64, margin_px: f64) -> bool {
        let column = self.columns.get((x.max(0.0) / BOX_COLUMN) as usize);
        column.is_some_and(|it| it.iter().any(|it| it.holds(x, y, margin_px)))
    }
}
