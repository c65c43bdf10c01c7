//! Rows of dashes or dots.

use crate::arcs::paper::clear_share;
use crate::straight::segment::Segment;
use crate::surroundings::Surroundings;

/// The longest dash and the widest gap between two, in staff spaces.
const LONGEST: f64 = 1.6;
const WIDEST_GAP: f64 = 2.4;
/// The widest gap in a row that has enough dashes, as where words stand in it, in staff spaces.
const WIDEST_BREAK: f64 = 8.0;
/// How much the steps from dash to dash may differ from the usual one, as a share of it.
const UNEVEN: f64 = 0.45;
/// How far from being in line dashes may be, in staff spaces.
const IN_LINE: f64 = 0.15;
/// How many dashes say where the next one is.
const TELLING: usize = 8;
/// The steepest dash against the staff, and the length from which on its slope is asked, in staff
/// spaces.
const STEEPEST: f64 = 0.4;
const HAS_SLOPE: f64 = 0.35;
/// The least number of dashes.
const LEAST: usize = 4;
/// What dashes and steps are of the usual ones in a row, and of how many that must be so.
const ALIKE: std::ops::Range<f64> = 0.55..1.7;
const LEAST_ALIKE: f64 = 0.7;
/// The share of the columns of a dash that have paper above and below.
const LEAST_CLEAR: f64 = 0.6;
/// How near to a head the end of a ledger line is, and how far beyond it the head may be, in staff
/// spaces.
const AT_HEAD: f64 = 0.5;
const BEYOND: f64 = 3.0;
/// The shortest ledger line away from a head, in staff spaces: octave lines have shorter dashes.
const LEAST_LEDGER: f64 = 0.9;

/// A row of dashes.
pub(crate) struct Row {
    /// Its left end.
    pub left: [f64; 2],
    /// Its last dash.
    pub last: Segment,
}

/// The rows of dashes among pieces of lines in order of their left ends. `is_above` says whether a
/// place is above the staff nearest to it.
pub(crate) fn rows(
    pieces: &[Segment],
    page: &Surroundings<'_>,
    is_above: impl Fn(f64, f64) -> bool,
) -> Vec<Row> {
    let is_dash = |it: &&Segment| {
        it.length() <= LONGEST
            && (it.length() < HAS_SLOPE || it.lean().abs() <= STEEPEST)
            && !is_ledger(it, page, &is_above)
            && is_clear(it, page)
    };
    let dashes = once(pieces.iter().filter(is_dash));
    let mut is_taken = vec![false; dashes.len()];
    let mut found = Vec::new();
    for first in 0..dashes.len() {
        if is_taken[first] {
            continue;
        }
        let mut row = vec![first];
        extend(&dashes, &mut row, &is_taken);
        // Where the first steps were wider than the others, those between its dashes are of it too.
        row = with_between(&dashes, &row);
        extend(&dashes, &mut row, &is_taken);
        let row_dashes: Vec<&Segment> = row.iter().map(|at| dashes[*at]).collect();
        if row.len() < LEAST || !is_even(&row_dashes) {
            continue;
        }
        row.iter().for_each(|at| is_taken[*at] = true);
        found.push(Row {
            left: dashes[first].left,
            last: *dashes[row[row.len() - 1]],
        });
    }
    found
}

/// Dashes in order of their left ends, without those that lie on one before.
fn once<'a>(dashes: impl Iterator<Item = &'a Segment>) -> Vec<&'a Segment> {
    let mut kept: Vec<&Segment> = Vec::new();
    for dash in dashes {
        let lies_on = |before: &&&Segment| {
            let shared = before.right[0].min(dash.right[0]) - dash.left[0];
            let apart = (before.y_at(dash.left[0]) - dash.left[1]).abs();
            shared > 0.0 && apart <= IN_LINE * dash.room.interline_px
        };
        let near = kept.iter().rev();
        let mut near = near
            .take_while(|it| dash.left[0] - it.left[0] <= (LONGEST + 1.0) * dash.room.interline_px);
        if near.find(lies_on).is_none() {
            kept.push(dash);
        }
    }
    kept
}

/// Whether a piece of a line is at a head or between one and its staff.
pub(crate) fn is_ledger(
    line: &Segment,
    page: &Surroundings<'_>,
    is_above: impl Fn(f64, f64) -> bool,
) -> bool {
    let interline = line.room.interline_px;
    let margin = AT_HEAD * interline;
    let ends = [line.left, line.right];
    if ends.iter().any(|it| page.heads.hold(it[0], it[1], margin)) {
        return true;
    }
    let (x, y) = (
        f64::midpoint(line.left[0], line.right[0]),
        f64::midpoint(line.left[1], line.right[1]),
    );
    let beyond = if is_above(x, y) { -BEYOND } else { BEYOND } * interline;
    (LEAST_LEDGER..=LONGEST + 1.0).contains(&line.length())
        && page.heads.meet(x, y.min(y + beyond), y.max(y + beyond))
}

/// Whether there is paper above and below a dash.
fn is_clear(dash: &Segment, page: &Surroundings<'_>) -> bool {
    let columns = dash.left[0].floor() as usize..=dash.right[0].floor() as usize;
    let places: Vec<[f64; 2]> = columns
        .map(|x| x as f64 + 0.5)
        .map(|x| [x, dash.y_at(x)])
        .collect();
    let thickness = vec![Some(dash.thickness_px); places.len()];
    clear_share(page.ink, &places, &thickness, dash.room.interline_px) >= LEAST_CLEAR
}

/// Whether most dashes of a row are about as long as the others, and most steps as well.
fn is_even(row: &[&Segment]) -> bool {
    let steps = row.windows(2).map(|it| it[1].left[0] - it[0].left[0]);
    let lengths = row.iter().map(|it| it.right[0] - it.left[0] + 1.0);
    are_alike(steps.collect()) && are_alike(lengths.collect())
}

/// Whether most values are about as large as the middle one.
fn are_alike(mut values: Vec<f64>) -> bool {
    values.sort_by(f64::total_cmp);
    let Some(usual) = values.get(values.len() / 2) else {
        return false;
    };
    let alike = values.iter().filter(|it| ALIKE.contains(&(*it / usual)));
    alike.count() as f64 >= LEAST_ALIKE * values.len() as f64
}

/// Adds to a row of dashes what goes on from it.
fn extend(dashes: &[&Segment], row: &mut Vec<usize>, is_taken: &[bool]) {
    while let Some(next) = next(dashes, row, is_taken) {
        row.push(next);
    }
}

/// A row of dashes with those that lie between them on its line.
fn with_between(dashes: &[&Segment], row: &[usize]) -> Vec<usize> {
    let mut whole = vec![row[0]];
    for step in row.windows(2) {
        let (from, to) = (dashes[step[0]], dashes[step[1]]);
        let slope = (to.left[1] - from.left[1]) / (to.left[0] - from.left[0]);
        let is_on = |at: &usize| {
            let [x, y] = dashes[*at].left;
            let off = (from.left[1] + slope * (x - from.left[0]) - y).abs();
            off <= IN_LINE * from.room.interline_px + 0.5
        };
        whole.extend((step[0] + 1..step[1]).filter(is_on));
        whole.push(step[1]);
    }
    whole
}

/// The dash that goes on a row of dashes.
fn next(dashes: &[&Segment], row: &[usize], is_taken: &[bool]) -> Option<usize> {
    let last = *row.last()?;
    let line = dashes[last];
    let interline = line.room.interline_px;
    let step = |from: usize, to: usize| dashes[to].left[0] - dashes[from].left[0];
    let telling = row[row.len().saturating_sub(TELLING)];
    let usual = (row.len() > 1).then(|| step(row[0], last) / (row.len() - 1) as f64);
    let slope = if row.len() > 2 {
        (line.left[1] - dashes[telling].left[1]) / step(telling, last)
    } else {
        line.room.slope
    };
    let widest = if row.len() < LEAST {
        WIDEST_GAP
    } else {
        WIDEST_BREAK
    };
    for next in last + 1..dashes.len() {
        let gap = dashes[next].left[0] - line.right[0];
        if gap > widest * interline {
            break;
        }
        let expected = line.left[1] + slope * step(last, next);
        let is_level = (dashes[next].left[1] - expected).abs() <= IN_LINE * interline + 0.5;
        // A few dashes may be missing.
        let is_even = usual.is_none_or(|usual| {
            let steps = step(last, next) / usual;
            gap > WIDEST_GAP * interline || (steps - steps.round().max(1.0)).abs() <= UNEVEN
        });
        if gap >= 1.0 && is_level && is_even && !is_taken[next] {
            return Some(next);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{drawn, head, segment, with_page};

    fn dashes(at: &[(f64, f64)]) -> Vec<Segment> {
        let dash = |&(x, long): &(f64, f64)| segment([x, 150.0], [x + long, 150.0]);
        at.iter().map(dash).collect()
    }

    fn ends(pieces: &[Segment], known: &[crate::Known]) -> Vec<(f64, f64)> {
        let ink = drawn(pieces, &[]);
        let rows = with_page(&ink, known, |page| rows(pieces, page, |_, _| true));
        rows.iter()
            .map(|it| (it.left[0], it.last.right[0]))
            .collect()
    }

    #[test]
    fn even_dashes_are_a_row() {
        let even: Vec<(f64, f64)> = (0..8)
            .map(|at| (100.0 + 24.0 * f64::from(at), 14.0))
            .collect();
        assert_eq!(ends(&dashes(&even), &[]), [(100.0, 282.0)]);
        // One is missing, and then some.
        let broken = [&even[..3], &even[4..]].concat();
        assert_eq!(ends(&dashes(&broken), &[]), [(100.0, 282.0)]);
        assert_eq!(ends(&dashes(&even[..3]), &[]), []);
    }

    #[test]
    fn a_dash_that_is_seen_twice_counts_once() {
        let even: Vec<(f64, f64)> = (0..8)
            .flat_map(|at| [(100.0 + 24.0 * f64::from(at), 14.0); 2])
            .collect();
        assert_eq!(ends(&dashes(&even), &[]), [(100.0, 282.0)]);
    }

    #[test]
    fn dashes_between_those_of_a_row_are_of_it() {
        // A stroke as long as a dash before the first one, so that the first step is a wide one.
        let before = [(76.0, 6.0)];
        let even = (0..10).map(|at| (100.0 + 12.0 * f64::from(at), 6.0));
        let all: Vec<(f64, f64)> = before.into_iter().chain(even).collect();
        assert_eq!(ends(&dashes(&all), &[]), [(76.0, 214.0)]);
    }

    #[test]
    fn a_row_goes_on_after_words() {
        let first = (0..6).map(|at| (60.0 + 24.0 * f64::from(at), 14.0));
        let second = (0..6).map(|at| (290.0 + 24.0 * f64::from(at), 14.0));
        let all: Vec<(f64, f64)> = first.chain(second).collect();
        assert_eq!(ends(&dashes(&all), &[]), [(60.0, 424.0)]);
    }

    #[test]
    fn uneven_pieces_and_ledger_lines_are_none() {
        let uneven = [
            (100.0, 4.0),
            (110.0, 30.0),
            (155.0, 6.0),
            (170.0, 5.0),
            (200.0, 29.0),
            (250.0, 3.0),
        ];
        assert_eq!(ends(&dashes(&uneven), &[]), []);
        let even: Vec<(f64, f64)> = (0..6)
            .map(|at| (100.0 + 40.0 * f64::from(at), 28.0))
            .collect();
        let heads: Vec<crate::Known> = even.iter().map(|it| head(it.0 + 14.0, 110.0)).collect();
        assert_eq!(ends(&dashes(&even), &[]).len(), 1);
        assert_eq!(ends(&dashes(&even), &heads), []);
    }
}
