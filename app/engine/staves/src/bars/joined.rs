//! The bar lines of a system: strokes at one place of all its staves, put together with those right
//! beside them.

use crate::bars::candidate::{Candidate, spanned_share};
use crate::bars::stroke::{Stroke, TWO_HEAVY};
use crate::bars::upright::column_at;
use crate::ink::Ink;
use crate::staff::Staff;

/// How far from a known one a stroke is the same, in staff spaces.
const SAME: f64 = 0.2;
/// The share of the rows between two staves that a stroke through both must have.
const LEAST_SPANNED: f64 = 0.9;
/// Up to how far from the left end of the first staff is the line that begins a system, in staff
/// spaces. It joins the staves in any system.
const BEGIN: f64 = 1.0;
/// The distance from stroke to stroke of one bar line, in staff spaces, between their edges.
const WIDEST_GAP: f64 = 0.9;
/// The width from which a stroke is heavy, in staff spaces.
const HEAVY: f64 = 0.36;
/// The same in widths of most strokes of the page, as ink spreads on some prints.
const HEAVY_BY_USUAL: f64 = 1.6;
/// The width up to which ink spreads thin strokes, in staff spaces.
const MOST_SPREAD: f64 = 0.5;

/// What a bar line looks like. Repeat dots are left to whoever detects symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BarKind {
    /// One thin stroke.
    Single,
    /// Two thin strokes or more.
    Double,
    /// A thin stroke and a heavy one after it, as at the end of a piece or a repeat.
    LightHeavy,
    /// A heavy stroke and a thin one after it, as where a repeat begins.
    HeavyLight,
    /// A heavy stroke between thin ones, or two heavy ones: a repeat ends and another one begins.
    Both,
    /// One heavy stroke.
    Heavy,
    /// Dots or dashes.
    Dotted,
}

/// A bar line of a system.
#[derive(Debug, Clone, PartialEq)]
pub struct BarLine {
    /// What it looks like.
    pub kind: BarKind,
    /// Where its middle passes the middle of each staff of the system, in pixels, from the top staff
    /// down.
    pub x_px: Vec<f64>,
    /// From the left edge of its first stroke to the right edge of its last one, in pixels.
    pub width_px: f64,
    /// Whether it goes through from staff to staff, everywhere or somewhere.
    pub is_through: bool,
    /// How much of what a bar line of this system shows is there, from 0 to 1.
    pub seen: f64,
}

/// A stroke of a bar line, on all staves of a system.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    x_px: Vec<f64>,
    width_px: f64,
    is_dotted: bool,
    is_through: bool,
    seen: f64,
}

/// Whether ink goes through from a place on one staff to one on the next.
pub(crate) fn is_spanned(ink: &Ink, upper: (&Staff, f64), lower: (&Staff, f64)) -> bool {
    spanned_share(ink, upper, lower) >= LEAST_SPANNED
}

/// How far a stroke is from the place right above or below a stroke of another staff.
pub(crate) fn off_px(upper: (&Staff, f64), lower: (&Staff, f64)) -> f64 {
    let y = lower.0.middle_px(lower.1);
    lower.1 - column_at(upper.0, upper.1, y)
}

/// The strokes of the bar lines of a system, from the left to the right.
pub(crate) fn columns(ink: &Ink, staves: &[&Staff], strokes: &[&[Stroke]]) -> Vec<Column> {
    let same = SAME * interline_px(staves);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, of_staff) in strokes.iter().enumerate() {
        for stroke in *of_staff {
            let is_same = |it: &Candidate| {
                (it.x_px[at] - stroke.x_px).abs() <= same && it.is_dotted() == stroke.is_dotted
            };
            if !candidates.iter().any(is_same) {
                candidates.push(Candidate::new(ink, staves, strokes, at, stroke));
            }
        }
    }
    let is_crossed = is_crossed(staves, &candidates);
    candidates.retain(|it| it.is_bar_line(&is_crossed));
    // A stroke that is broken in places may look like a row of dashes too.
    let whole: Vec<f64> = candidates
        .iter()
        .filter(|it| !it.is_dotted())
        .map(|it| it.x_px[0])
        .collect();
    let is_double = |it: &Candidate| {
        let near = |x: &f64| (x - it.x_px[0]).abs() <= 2.0 * same;
        it.is_dotted() && whole.iter().any(near)
    };
    candidates.retain(|it| !is_double(it));
    candidates.sort_by(|a, b| a.x_px[0].total_cmp(&b.x_px[0]));
    let columns = candidates.into_iter().map(|it| Column {
        width_px: it.width_px(),
        is_dotted: it.is_dotted(),
        is_through: it.is_through(),
        seen: it.seen(&is_crossed),
        x_px: it.x_px,
    });
    columns.collect()
}

/// Between which staves the bar lines of a system cross: more than half as many of what may be bar lines
/// do as do not, apart from the line that begins the system. Digits and stems that happen to be in
/// line do not.
fn is_crossed(staves: &[&Staff], candidates: &[Candidate]) -> Vec<bool> {
    let begin = BEGIN * interline_px(staves);
    let is_inner = |it: &&Candidate| {
        staves
            .first()
            .is_some_and(|first| it.x_px[0] > first.left_px() + begin)
    };
    let gap = |upper: usize| {
        let crosses = candidates.iter().filter(is_inner);
        let (through, not): (Vec<bool>, Vec<bool>) = crosses
            .filter_map(|it| it.crosses(upper))
            .partition(|it| *it);
        2 * through.len() > not.len()
    };
    (1..staves.len()).map(|lower| gap(lower - 1)).collect()
}

/// The width from which a stroke of a page is heavy, in staff spaces, by all of its strokes with the
/// staff space of each.
pub(crate) fn heavy(columns: &[(&Column, f64)]) -> f64 {
    let mut widths: Vec<f64> = columns
        .iter()
        .map(|(it, space)| it.width_px / space)
        .collect();
    widths.sort_by(f64::total_cmp);
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0.0);
    // Where most strokes are as thick as heavy ones are printed, they are heavy.
    let usual = if usual < MOST_SPREAD { usual } else { 0.0 };
    HEAVY.max(HEAVY_BY_USUAL * usual)
}

/// The bar lines that some strokes of a system make, from the left to the right.
pub(crate) fn bar_lines(columns: Vec<Column>, interline_px: f64, heavy: f64) -> Vec<BarLine> {
    let mut together: Vec<Vec<Column>> = Vec::new();
    for column in columns {
        let is_next = |group: &Vec<Column>| {
            let last = &group[group.len() - 1];
            let apart = column.x_px[0] - last.x_px[0];
            apart - (column.width_px + last.width_px) / 2.0 <= WIDEST_GAP * interline_px
        };
        match together.last_mut() {
            Some(group) if is_next(group) => group.push(column),
            _ => together.push(vec![column]),
        }
    }
    let lines = together.iter().map(|it| bar_line(it, interline_px, heavy));
    lines.collect()
}

/// What some strokes beside each other are together.
fn bar_line(columns: &[Column], interline_px: f64, heavy: f64) -> BarLine {
    let (first, last) = (&columns[0], &columns[columns.len() - 1]);
    let widths = columns.iter().map(|it| it.width_px / interline_px);
    let is_heavy: Vec<bool> = widths.clone().map(|it| it >= heavy).collect();
    let kind = match is_heavy.as_slice() {
        _ if columns.iter().all(|it| it.is_dotted) => BarKind::Dotted,
        _ if widths.fold(0.0, f64::max) >= TWO_HEAVY => BarKind::Both,
        [false] => BarKind::Single,
        [true] => BarKind::Heavy,
        [false, true] => BarKind::LightHeavy,
        [true, false] => BarKind::HeavyLight,
        all if all.contains(&true) => BarKind::Both,
        _ => BarKind::Double,
    };
    let middle = |at: usize| f64::midpoint(first.x_px[at], last.x_px[at]);
    BarLine {
        kind,
        x_px: (0..first.x_px.len()).map(middle).collect(),
        width_px: last.x_px[0] - first.x_px[0] + (first.width_px + last.width_px) / 2.0,
        is_through: columns.iter().any(|it| it.is_through),
        seen: columns.iter().map(|it| it.seen).fold(0.0, f64::max),
    }
}

fn interline_px(staves: &[&Staff]) -> f64 {
    staves.first().map_or(0.0, |it| it.scale().interline_px)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(x: f64, width_px: f64) -> Column {
        Column {
            x_px: vec![x],
            width_px,
            is_dotted: false,
            is_through: true,
            seen: 1.0,
        }
    }

    #[test]
    fn what_is_heavy_depends_on_most_strokes_of_the_page() {
        let of = |widths: &[f64]| {
            let columns: Vec<Column> = widths.iter().map(|it| column(0.0, *it)).collect();
            heavy(&columns.iter().map(|it| (it, 10.0)).collect::<Vec<_>>())
        };
        assert!((of(&[]) - HEAVY).abs() < 1e-9);
        assert!((of(&[2.0, 2.0, 2.0, 5.0]) - HEAVY).abs() < 1e-9);
        let spread = of(&[4.0, 4.0, 4.2, 4.4, 8.0]);
        assert!(spread > 0.45 && spread < 0.8, "{spread}");
        // A page of nothing but heavy ones.
        assert!((of(&[6.0, 6.0]) - HEAVY).abs() < 1e-9);
    }

    #[test]
    fn near_strokes_are_one_bar_line() {
        let kinds = |columns: &[(f64, f64)]| -> Vec<BarKind> {
            let columns = columns.iter().map(|it| column(it.0, it.1)).collect();
            let lines = bar_lines(columns, 10.0, HEAVY);
            lines.iter().map(|it| it.kind).collect()
        };
        let (thin, heavy, two) = (2.0, 5.0, 13.0);
        assert_eq!(
            kinds(&[
                (50.0, thin),
                (90.0, thin),
                (97.0, heavy),
                (140.0, heavy),
                (147.0, thin)
            ]),
            [BarKind::Single, BarKind::LightHeavy, BarKind::HeavyLight]
        );
        assert_eq!(
            kinds(&[(50.0, thin), (56.0, thin), (90.0, two), (140.0, heavy)]),
            [BarKind::Double, BarKind::Both, BarKind::Heavy]
        );
        let four = [(50.0, thin), (57.0, heavy), (66.0, heavy), (73.0, thin)];
        assert_eq!(kinds(&four), [BarKind::Both]);
        let dotted = Column {
            is_dotted: true,
            ..column(50.0, thin)
        };
        assert_eq!(
            bar_lines(vec![dotted], 10.0, HEAVY)[0].kind,
            BarKind::Dotted
        );
    }
}
