//! Lines made of pieces that continue each other.

use crate::arcs::line::Line;

/// The widest break in an arc, in staff spaces.
const WIDEST_BREAK: f64 = 3.0;
/// The break from which on a dot continues nothing, in staff spaces.
const NEAR: f64 = 0.3;
/// How far pieces may reach over each other, in staff spaces.
const OVERLAP: f64 = 0.5;
/// How far from there it may be, in staff spaces, and how much more for each one of the break.
const OFF: (f64, f64) = (0.15, 0.1);

/// Lines made of pieces that continue each other.
pub(crate) fn joined(lines: Vec<Line>, interline: f64) -> Vec<Line> {
    // Every fit of a right end to a left end, the best first.
    let mut fits: Vec<(f64, usize, usize)> = Vec::new();
    let mut by_left: Vec<usize> = (0..lines.len()).collect();
    let left = |at: usize| lines[at].left()[0];
    by_left.sort_by(|a, b| left(*a).total_cmp(&left(*b)));
    for at in 0..lines.len() {
        let end = lines[at].right()[0];
        let from = by_left.partition_point(|it| left(*it) < end - OVERLAP * interline);
        for next in by_left[from..].iter().copied() {
            if left(next) > end + WIDEST_BREAK * interline {
                break;
            }
            if next == at || left(next) <= left(at) {
                continue;
            }
            fits.extend(fit(&lines[at], &lines[next], interline).map(|it| (it, at, next)));
        }
    }
    fits.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut after: Vec<Option<usize>> = vec![None; lines.len()];
    let mut before: Vec<Option<usize>> = vec![None; lines.len()];
    for (_, at, next) in fits {
        if after[at].is_none() && before[next].is_none() {
            (after[at], before[next]) = (Some(next), Some(at));
        }
    }
    let mut found = Vec::new();
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    for at in 0..lines.len() {
        if before[at].is_some() {
            continue;
        }
        let (Some(mut line), mut next) = (lines[at].take(), after[at]) else {
            continue;
        };
        while let Some(number) = next {
            if let Some(more) = lines[number].take() {
                line = line.with(&more);
            }
            next = after[number];
        }
        found.push(line);
    }
    found
}

/// How badly a piece continues another one, in staff spaces; none where it does not.
fn fit(a: &Line, b: &Line, interline: f64) -> Option<f64> {
    let (end, begin) = (a.right(), b.left());
    let gap = (begin[0] - end[0]).max(0.0);
    let shorter = a.places.len().min(b.places.len()) as f64;
    let is_dot = gap > NEAR * interline && (a.is_dot(interline) || b.is_dot(interline));
    if is_dot || (begin[1] - end[1]).abs() > 2.0 * interline + gap {
        return None;
    }
    let x = f64::midpoint(end[0], begin[0]);
    let (from_a, slope_a) = a.beyond(true, x, interline);
    let (from_b, slope_b) = b.beyond(false, x, interline);
    let off = (from_a - from_b).abs() / interline;
    let turn = (slope_a.atan() - slope_b.atan()).abs();
    let most = OFF.0 + OFF.1 * gap / interline;
    // Short pieces say little about their direction.
    let most_turn = if shorter < interline.floor() {
        0.6
    } else {
        0.3
    };
    (off <= most && turn <= most_turn).then_some(off + turn + 0.2 * gap / interline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curves::Curve;

    fn piece(columns: std::ops::Range<usize>) -> Line {
        thick_piece(columns, 3.0)
    }

    fn thick_piece(columns: std::ops::Range<usize>, thickness: f64) -> Line {
        let row = |x: usize| 80.0 - 30.0 * (1.0 - ((x as f64 - 200.0) / 120.0).powi(2));
        Line::of(&Curve {
            left: columns.start,
            thickness: vec![Some(thickness); columns.len()],
            middles: columns.map(row).collect(),
        })
    }

    #[test]
    fn pieces_of_one_arc_are_joined() {
        let found = joined(vec![piece(220..320), piece(80..200)], 20.0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].left()[0], found[0].right()[0]), (80.5, 319.5));
    }

    #[test]
    fn what_is_far_short_or_elsewhere_is_not() {
        assert_eq!(joined(vec![piece(80..180), piece(250..320)], 20.0).len(), 2);
        // A dot after the end, and not a dot.
        let mut dot = thick_piece(310..320, 8.0);
        assert_eq!(joined(vec![piece(80..300), piece(310..320)], 20.0).len(), 1);
        let row = dot.places[0][1];
        dot.places.iter_mut().for_each(|it| it[1] = row);
        assert_eq!(joined(vec![piece(80..300), dot], 20.0).len(), 2);
        let mut lower = piece(210..320);
        lower.places.iter_mut().for_each(|it| it[1] += 15.0);
        assert_eq!(joined(vec![piece(80..200), lower], 20.0).len(), 2);
    }
}
