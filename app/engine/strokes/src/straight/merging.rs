//! Straight lines made of pieces that are in line.

use crate::straight::hooks::{LEAST_HOOK, hook};
use crate::straight::segment::{Segment, sort};
use crate::surroundings::Surroundings;

/// How far pieces of one line may be apart, in staff spaces, and how far from being in line.
const WIDEST_BREAK: f64 = 2.0;
const IN_LINE: f64 = 0.13;
/// How much pieces of one line may differ in slope, and how much more for one staff space of the
/// shorter one.
const SAME_SLOPE: (f64, f64) = (0.02, 0.1);

/// Lines made of pieces that are in line.
pub(crate) fn merged(pieces: &[Segment], page: &Surroundings<'_>) -> Vec<Segment> {
    let mut lines: Vec<Segment> = Vec::new();
    // The numbers of those that may go on.
    let mut open: Vec<usize> = Vec::new();
    let interlines = pieces.iter().map(|it| it.room.interline_px);
    let widest_px = WIDEST_BREAK * interlines.fold(0.0, f64::max);
    let is_hooked = |segment: &Segment, is_left: bool| {
        let (up, down) = hook(page, segment, is_left);
        up.max(down) > LEAST_HOOK
    };
    for piece in pieces {
        let interline = piece.room.interline_px;
        let fits = |line: &Segment| {
            let gap = piece.left[0] - line.right[0];
            let shorter = line.length().min(piece.length()).max(0.2);
            let widest = (WIDEST_BREAK * interline).min(shorter * interline);
            let most = SAME_SLOPE.0 + SAME_SLOPE.1 / shorter;
            let x = f64::midpoint(piece.left[0], line.right[0]);
            (-0.5 * interline..=widest).contains(&gap)
                && (line.slope() - piece.slope()).abs() <= most
                && (line.y_at(x) - piece.y_at(x)).abs() <= IN_LINE * interline + 0.5
                && !is_hooked(line, false)
                && !is_hooked(piece, true)
        };
        let off = |line: &Segment| (line.y_at(piece.left[0]) - piece.left[1]).abs();
        open.retain(|at| lines[*at].right[0] + widest_px >= piece.left[0]);
        let fitting = open.iter().copied().filter(|at| fits(&lines[*at]));
        let same = fitting.min_by(|a, b| off(&lines[*a]).total_cmp(&off(&lines[*b])));
        match same {
            Some(at) if piece.right[0] > lines[at].right[0] => lines[at].right = piece.right,
            Some(_) => {}
            None => {
                open.push(lines.len());
                lines.push(*piece);
            }
        }
    }
    sort(&mut lines);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{drawn, segment, with_page};

    #[test]
    fn pieces_in_line_are_one() {
        let pieces = [
            segment([100.0, 150.0], [150.0, 150.0]),
            segment([162.0, 150.5], [220.0, 150.5]),
            // Elsewhere, and farther away than it is long.
            segment([100.0, 170.0], [150.0, 170.0]),
            segment([250.0, 150.0], [262.0, 150.0]),
        ];
        let lines = with_page(&drawn(&pieces, &[]), &[], |page| merged(&pieces, page));
        let ends: Vec<(f64, f64)> = lines.iter().map(|it| (it.left[0], it.right[0])).collect();
        assert_eq!(ends, [(100.0, 220.0), (100.0, 150.0), (250.0, 262.0)]);
    }

    #[test]
    fn a_hook_ends_a_line() {
        let pieces = [
            segment([100.0, 150.0], [150.0, 150.0]),
            segment([162.0, 150.0], [220.0, 150.0]),
        ];
        let ink = drawn(&pieces, &[[149.0, 150.0, 170.0]]);
        assert_eq!(with_page(&ink, &[], |page| merged(&pieces, page)).len(), 2);
    }
}
