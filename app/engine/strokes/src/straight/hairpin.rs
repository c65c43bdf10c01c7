//! Wedges that say that music grows louder or softer.

use crate::straight::segment::Segment;

/// Which way a wedge opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HairpinKind {
    /// It opens to the right: louder.
    Crescendo,
    /// It opens to the left: softer.
    Diminuendo,
}

/// A wedge, or the part of one on one system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hairpin {
    /// Which way it opens.
    pub kind: HairpinKind,
    /// The left and the right end of its upper line as column and row, in pixels.
    pub upper_px: [[f64; 2]; 2],
    /// The same of its lower line.
    pub lower_px: [[f64; 2]; 2],
    /// Whether its lines do not meet, because it goes on on another system.
    pub is_open: bool,
}

/// The shortest wedge, in staff spaces.
const SHORTEST: f64 = 1.5;
/// How wide it opens, in staff spaces.
const OPENING: std::ops::Range<f64> = 0.35..4.5;
/// How far apart the open ends may be in columns, in staff spaces, and as a share of the length.
const ENDS: (f64, f64) = (1.0, 0.06);
/// How far from its narrow end the lines meet, in staff spaces, and as a share of the length.
const MEETS: (f64, f64) = (1.0, 0.12);
/// How much steeper than the other one a line may be, as a share of the angle between them.
const UNEVEN: f64 = 0.6;
/// The share of the longer line that the shorter one must have.
const LEAST_COMMON: f64 = 0.45;
/// The angle between the lines, as a difference of slopes.
const ANGLE: std::ops::Range<f64> = 0.012..0.6;
/// How much narrower the narrow end of an open wedge is than the wide one.
const LEAST_NARROWED: f64 = 0.8;

/// The wedges that lines make.
pub(crate) fn hairpins(lines: &[Segment], is_at_end: impl Fn(f64, f64) -> bool) -> Vec<Hairpin> {
    let mut fits: Vec<(f64, usize, usize, Hairpin)> = Vec::new();
    let long: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].length() >= LEAST_COMMON * SHORTEST)
        .collect();
    for (number, first) in long.iter().enumerate() {
        for second in &long[number + 1..] {
            let (a, b) = (&lines[*first], &lines[*second]);
            if b.left[0] > a.right[0] {
                break;
            }
            let is_a_upper = a.y_at(b.left[0]) + a.y_at(b.right[0]) < b.left[1] + b.right[1];
            let (upper, lower) = if is_a_upper { (a, b) } else { (b, a) };
            if let Some((off, hairpin)) = hairpin(upper, lower, &is_at_end) {
                fits.push((off, *first, *second, hairpin));
            }
        }
    }
    fits.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut is_taken = vec![false; lines.len()];
    let mut found = Vec::new();
    for (_, a, b, hairpin) in fits {
        if !is_taken[a] && !is_taken[b] {
            (is_taken[a], is_taken[b]) = (true, true);
            found.push(hairpin);
        }
    }
    found
}

/// The wedge of two lines, with how far they are from a perfect one.
fn hairpin(
    upper: &Segment,
    lower: &Segment,
    is_at_end: impl Fn(f64, f64) -> bool,
) -> Option<(f64, Hairpin)> {
    let interline = upper.room.interline_px;
    let (left, right) = (
        upper.left[0].min(lower.left[0]),
        upper.right[0].max(lower.right[0]),
    );
    let length = (right - left) / interline;
    let common = upper.right[0].min(lower.right[0]) - upper.left[0].max(lower.left[0]);
    let angle = lower.slope() - upper.slope();
    if length < SHORTEST || common < LEAST_COMMON * (right - left) || !ANGLE.contains(&angle.abs())
    {
        return None;
    }
    let uneven = (upper.lean() + lower.lean()).abs();
    if uneven > UNEVEN * angle.abs() + 0.02 {
        return None;
    }
    let opens_right = angle > 0.0;
    let gap = |x: f64| (lower.y_at(x) - upper.y_at(x)) / interline;
    let (wide, narrow) = if opens_right {
        (right, left)
    } else {
        (left, right)
    };
    let ends_off = if opens_right {
        (upper.right[0] - lower.right[0]).abs()
    } else {
        (upper.left[0] - lower.left[0]).abs()
    } / interline;
    if ends_off > ENDS.0 + ENDS.1 * length || !OPENING.contains(&gap(wide)) {
        return None;
    }
    // Where the lines meet, counted from the narrow end outwards.
    let meets_at = upper.left[0] + (lower.y_at(upper.left[0]) - upper.left[1]) / -angle;
    let outwards = if opens_right { -1.0 } else { 1.0 };
    let beyond = (meets_at - narrow) * outwards / interline;
    let most = MEETS.0 + MEETS.1 * length;
    let is_open = beyond > most;
    if beyond < -most {
        return None;
    }
    if is_open
        && (gap(narrow) > LEAST_NARROWED * gap(wide) || !is_at_end(narrow, upper.y_at(narrow)))
    {
        return None;
    }
    let row = |line: &Segment, x: f64| [x, line.y_at(x)];
    // The lines run together before they end.
    let narrow = if is_open {
        narrow
    } else {
        narrow + outwards * beyond.clamp(-0.5, 0.5) * interline
    };
    let (from, to) = if opens_right {
        (narrow, wide)
    } else {
        (wide, narrow)
    };
    let found = Hairpin {
        kind: if opens_right {
            HairpinKind::Crescendo
        } else {
            HairpinKind::Diminuendo
        },
        upper_px: [row(upper, from), row(upper, to)],
        lower_px: [row(lower, from), row(lower, to)],
        is_open,
    };
    let off = ends_off + beyond.abs().min(most) / most + uneven / angle.abs() - 0.1 * length;
    Some((off, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::segment;

    fn kinds(lines: &[Segment], is_at_end: bool) -> Vec<(HairpinKind, bool)> {
        let found = hairpins(lines, |_, _| is_at_end);
        found.iter().map(|it| (it.kind, it.is_open)).collect()
    }

    #[test]
    fn two_lines_that_meet_are_a_wedge() {
        let upper = segment([100.0, 200.0], [250.0, 185.0]);
        let lower = segment([100.0, 201.0], [252.0, 216.0]);
        assert_eq!(
            kinds(&[upper, lower], false),
            [(HairpinKind::Crescendo, false)]
        );
        let upper = segment([100.0, 185.0], [250.0, 200.0]);
        let lower = segment([101.0, 216.0], [250.0, 201.0]);
        assert_eq!(
            kinds(&[upper, lower], false),
            [(HairpinKind::Diminuendo, false)]
        );
    }

    #[test]
    fn other_pairs_of_lines_are_none() {
        let line = segment([100.0, 200.0], [250.0, 185.0]);
        let rest = [
            // Level with the other one, ending elsewhere, leaning the same way.
            segment([100.0, 230.0], [250.0, 215.0]),
            segment([100.0, 201.0], [180.0, 209.0]),
            segment([100.0, 205.0], [250.0, 201.0]),
        ];
        for other in rest {
            assert_eq!(kinds(&[line, other], true), [], "{other:?}");
        }
    }

    #[test]
    fn an_open_wedge_is_at_the_end_of_a_system() {
        let upper = segment([100.0, 180.0], [250.0, 190.0]);
        let lower = segment([100.0, 220.0], [250.0, 210.0]);
        assert_eq!(
            kinds(&[upper, lower], true),
            [(HairpinKind::Diminuendo, true)]
        );
        assert_eq!(kinds(&[upper, lower], false), []);
    }
}
