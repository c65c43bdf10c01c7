//! Brackets over notes: those of tuplets and those of endings.

use crate::straight::extender::Extender;
use crate::straight::hooks::hook;
use crate::straight::segment::{Segment, sort};
use crate::surroundings::Surroundings;

/// What a bracket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BracketKind {
    /// With short hooks at both ends, and most often a gap for a digit.
    Tuplet,
    /// With a long hook down at its left end: the first or second time around.
    Volta,
}

/// A bracket over or under notes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// What it is.
    pub kind: BracketKind,
    /// Its left end as column and row, in pixels.
    pub left_px: [f64; 2],
    /// Its right end.
    pub right_px: [f64; 2],
    /// From where to where there is a gap for a digit, in pixels; none where it goes through.
    pub gap_px: Option<[f64; 2]>,
    /// Whether its hooks point down, as those of a bracket above the notes do.
    pub points_down: bool,
    /// Whether it has a hook at its right end.
    pub is_closed: bool,
}

impl Bracket {
    /// Whether a level line is its own and no other one: a bracket that goes through, with a hook at
    /// each end, may be that of a pedal as well.
    pub(crate) fn has_line_of(&self, line: &Extender) -> bool {
        let is_sure = self.kind == BracketKind::Volta || self.gap_px.is_some();
        let overlap = self.right_px[0].min(line.right_px[0]) - self.left_px[0].max(line.left_px[0]);
        let row = |ends: [[f64; 2]; 2]| f64::midpoint(ends[0][1], ends[1][1]);
        let apart = row([self.left_px, self.right_px]) - row([line.left_px, line.right_px]);
        is_sure && !line.is_dashed && overlap > 0.0 && apart.abs() <= SAME_ROW_PX
    }
}

/// How many pixels apart rows are that are one.
const SAME_ROW_PX: f64 = 2.0;
/// The length of a hook of a tuplet, and of an ending, in staff spaces.
const SHORT_HOOK: std::ops::Range<f64> = 0.3..1.5;
const LONG_HOOK: std::ops::Range<f64> = 1.2..3.2;
/// How long a line must be of an ending, and a half of a bracket of a tuplet, in staff spaces.
const LEAST_VOLTA: f64 = 4.0;
const LEAST_HALF: f64 = 0.3;
/// How long a bracket without a gap is, in staff spaces, how much longer one of its hooks may be, and
/// how much less it counts than one with a gap.
const LEAST_WHOLE: f64 = 1.5;
const ALIKE: std::ops::Range<f64> = 0.6..1.67;
const WHOLE: f64 = 2.0;
/// The width of a gap for a digit, in staff spaces.
const GAP: std::ops::Range<f64> = 0.5..5.0;
/// How far from being in line the halves may be, in staff spaces, and how much they may differ in
/// length, as a share of the longer one.
const IN_LINE: f64 = 0.3;
const UNEVEN: f64 = 0.55;
/// How steep brackets are against the staff at the most.
const STEEPEST: f64 = 0.6;

/// The brackets among lines and their pieces: those of tuplets and those of endings.
/// `is_in_staff` says whether a place is in a staff.
pub(crate) fn brackets(
    pieces: &[Segment],
    lines: &[Segment],
    page: &Surroundings<'_>,
    is_in_staff: impl Fn(f64, f64) -> bool,
) -> Vec<Bracket> {
    let voltas = lines.iter().filter_map(|it| volta(it, page, &is_in_staff));
    let mut found: Vec<Bracket> = voltas.collect();
    // Where print is broken, a half is a line of several pieces.
    let is_piece = |line: &&Segment| pieces.iter().any(|it| it == *line);
    let of_pieces = lines.iter().filter(|it| !is_piece(it));
    let mut halves: Vec<Segment> = pieces.iter().chain(of_pieces).copied().collect();
    sort(&mut halves);
    let mut tuplets = tuplets(&halves, pieces, page);
    tuplets.sort_by(|a, b| {
        let by_fit = a.0.total_cmp(&b.0);
        by_fit.then(a.1.left_px[0].total_cmp(&b.1.left_px[0]))
    });
    for (_, bracket) in tuplets {
        if found.iter().all(|it| !is_double(it, &bracket)) {
            found.push(bracket);
        }
    }
    found.sort_by(|a, b| a.left_px[0].total_cmp(&b.left_px[0]));
    found
}

/// Whether two brackets have ink in common.
fn is_double(a: &Bracket, b: &Bracket) -> bool {
    let overlap = a.right_px[0].min(b.right_px[0]) - a.left_px[0].max(b.left_px[0]);
    let middle = |it: &Bracket| f64::midpoint(it.left_px[1], it.right_px[1]);
    overlap > 0.0 && (middle(a) - middle(b)).abs() <= SAME_ROW_PX
}

/// All that may be brackets of tuplets, with how badly each fits: two of some lines, in order of their
/// left ends, or one whole piece.
fn tuplets(lines: &[Segment], pieces: &[Segment], page: &Surroundings<'_>) -> Vec<(f64, Bracket)> {
    let hooks: Vec<[(f64, f64); 2]> = lines
        .iter()
        .map(|it| [hook(page, it, true), hook(page, it, false)])
        .collect();
    let mut found = Vec::new();
    for (at, a) in lines.iter().enumerate() {
        if a.lean().abs() > STEEPEST || a.length() < LEAST_HALF {
            continue;
        }
        for points_down in [true, false] {
            let [left, right] = hooks[at];
            if !has_hook(left, points_down) {
                continue;
            }
            let length = |it: (f64, f64)| if points_down { it.1 } else { it.0 };
            let ratio = length(left) / length(right).max(1e-9);
            let is_whole = has_hook(right, points_down)
                && ALIKE.contains(&ratio)
                && a.length() > LEAST_WHOLE
                && pieces.contains(a);
            if is_whole {
                found.push((WHOLE, tuplet(a, a, points_down)));
            }
            for (other, b) in lines.iter().enumerate().skip(at + 1) {
                let gap = (b.left[0] - a.right[0]) / a.room.interline_px;
                if b.left[0] > a.right[0] + 2.0 * GAP.end * a.room.interline_px {
                    break;
                }
                let [inner, outer] = hooks[other];
                if let Some(off) = fit(a, b, gap)
                    && has_hook(outer, points_down)
                    && !has_hook(right, points_down)
                    && !has_hook(inner, points_down)
                {
                    found.push((off, tuplet(a, b, points_down)));
                }
            }
        }
    }
    found
}

/// Whether a hook is one of a tuplet: it goes one way only.
fn has_hook(hook: (f64, f64), points_down: bool) -> bool {
    let (with, against) = if points_down {
        (hook.1, hook.0)
    } else {
        (hook.0, hook.1)
    };
    SHORT_HOOK.contains(&with) && against < 0.25
}

/// How badly two halves fit; none where they do not.
fn fit(a: &Segment, b: &Segment, gap: f64) -> Option<f64> {
    let interline = a.room.interline_px;
    let x = f64::midpoint(a.right[0], b.left[0]);
    // The slope of short halves says little; the line from end to end says it.
    let slope = (b.right[1] - a.left[1]) / (b.right[0] - a.left[0]).max(1.0);
    let at = |end: [f64; 2]| end[1] + slope * (x - end[0]);
    let off = (at(a.right) - at(b.left)).abs() / interline;
    let (shorter, longer) = (a.length().min(b.length()), a.length().max(b.length()));
    let uneven = (longer - shorter) / longer.max(1e-9);
    let is_fit = GAP.contains(&gap)
        && off <= IN_LINE
        && (slope - a.room.slope).abs() <= STEEPEST
        && (uneven <= UNEVEN || longer - shorter < 1.0)
        && shorter >= LEAST_HALF;
    is_fit.then_some(off + uneven + 0.2 * gap)
}

/// The bracket of a tuplet from the left end of a line to the right end of the same or another one.
fn tuplet(a: &Segment, b: &Segment, points_down: bool) -> Bracket {
    let is_through = a == b;
    Bracket {
        kind: BracketKind::Tuplet,
        left_px: a.left,
        right_px: b.right,
        gap_px: (!is_through).then_some([a.right[0], b.left[0]]),
        points_down,
        is_closed: true,
    }
}

/// The bracket of an ending that a line is; none where it is none.
fn volta(
    line: &Segment,
    page: &Surroundings<'_>,
    is_in_staff: impl Fn(f64, f64) -> bool,
) -> Option<Bracket> {
    let is_level = line.lean().abs() < 0.03;
    if line.length() < LEAST_VOLTA || !is_level || is_in_staff(line.left[0], line.left[1]) {
        return None;
    }
    let (left, right) = (hook(page, line, true), hook(page, line, false));
    let is_long = |hook: (f64, f64)| LONG_HOOK.contains(&hook.1) && hook.0 < 0.3;
    is_long(left).then_some(Bracket {
        kind: BracketKind::Volta,
        left_px: line.left,
        right_px: line.right,
        gap_px: None,
        points_down: true,
        is_closed: is_long(right),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{drawn, segment, with_page};

    /// Kind, left and right column, and whether there is a gap.
    fn found(lines: &[Segment], uprights: &[[f64; 3]]) -> Vec<(BracketKind, f64, f64, bool)> {
        let ink = drawn(lines, uprights);
        let found = with_page(&ink, &[], |page| brackets(lines, lines, page, |_, _| false));
        let told = found.iter();
        told.map(|it| (it.kind, it.left_px[0], it.right_px[0], it.gap_px.is_some()))
            .collect()
    }

    #[test]
    fn halves_with_hooks_at_their_outer_ends_are_one_bracket() {
        let halves = [
            segment([100.0, 50.0], [150.0, 50.0]),
            segment([180.0, 50.0], [230.0, 50.0]),
        ];
        let hooks = [[101.0, 50.0, 65.0], [229.0, 50.0, 65.0]];
        let both = [(BracketKind::Tuplet, 100.0, 230.0, true)];
        assert_eq!(found(&halves, &hooks), both);
        // Hooks that point to different sides, one that is missing.
        assert_eq!(found(&halves, &[hooks[0], [229.0, 35.0, 50.0]]), []);
        assert_eq!(found(&halves, &hooks[..1]), []);
        let off = [halves[0], segment([180.0, 60.0], [230.0, 60.0])];
        assert_eq!(found(&off, &[hooks[0], [229.0, 60.0, 75.0]]), []);
    }

    #[test]
    fn a_half_may_be_broken() {
        let pieces = [
            segment([100.0, 50.0], [124.0, 50.0]),
            segment([128.0, 50.0], [150.0, 50.0]),
            segment([186.0, 50.0], [235.0, 50.0]),
        ];
        let lines = [segment([100.0, 50.0], [150.0, 50.0]), pieces[2]];
        let ink = drawn(&pieces, &[[101.0, 50.0, 65.0], [234.0, 50.0, 65.0]]);
        let found = with_page(&ink, &[], |page| {
            brackets(&pieces, &lines, page, |_, _| false)
        });
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].left_px[0], found[0].right_px[0]), (100.0, 235.0));
        assert_eq!(found[0].gap_px, Some([150.0, 186.0]));
    }

    #[test]
    fn two_whole_brackets_are_not_halves_of_one() {
        let lines = [
            segment([100.0, 50.0], [150.0, 50.0]),
            segment([180.0, 50.0], [230.0, 50.0]),
        ];
        let hooks = [101.0, 149.0, 181.0, 229.0].map(|x| [x, 50.0, 65.0]);
        let whole = |left: f64, right: f64| (BracketKind::Tuplet, left, right, false);
        assert_eq!(
            found(&lines, &hooks),
            [whole(100.0, 150.0), whole(180.0, 230.0)]
        );
    }

    #[test]
    fn a_long_hook_at_the_left_is_of_an_ending() {
        let line = [segment([100.0, 50.0], [300.0, 50.0])];
        let volta = [(BracketKind::Volta, 100.0, 300.0, false)];
        assert_eq!(found(&line, &[[101.0, 50.0, 95.0]]), volta);
        assert_eq!(found(&line, &[[299.0, 50.0, 95.0]]), []);
    }
}
