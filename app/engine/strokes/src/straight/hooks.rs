//! Hooks at the ends of lines.

use crate::straight::segment::Segment;
use crate::surroundings::Surroundings;

/// The longest hook, in staff spaces.
const LONGEST_HOOK: f64 = 4.0;
/// The shortest one, in staff spaces.
pub(crate) const LEAST_HOOK: f64 = 0.3;
/// How far from the end of a line its hook may be, in staff spaces.
const HOOK_REACH: f64 = 0.35;

/// How far upright ink goes up and down from an end of a line, in staff spaces: its hook.
pub(crate) fn hook(page: &Surroundings<'_>, segment: &Segment, is_left: bool) -> (f64, f64) {
    let interline = segment.room.interline_px;
    let (end, outwards) = if is_left {
        (segment.left, -1.0)
    } else {
        (segment.right, 1.0)
    };
    let reach = (HOOK_REACH * interline).ceil() as isize;
    let widest = (0.35 * interline).max(2.0) as isize;
    let limit = (LONGEST_HOOK * interline) as isize;
    for off in (0..=reach).flat_map(|off| [off, -off]) {
        let x = (end[0] + outwards * off as f64).floor() as isize;
        let y = segment.y_at(x as f64 + 0.5).floor() as isize;
        let Some(start) = [0, -1, 1]
            .into_iter()
            .map(|by| y + by)
            .find(|y| page.ink.is_on(x, *y))
        else {
            continue;
        };
        let length = |way: isize| {
            let rows = 1..=limit;
            let narrow = rows.take_while(|by| {
                let y = start + way * by;
                // The first rows are those of the line itself.
                let is_line = *by as f64 <= segment.thickness_px;
                let width = (-widest..=widest)
                    .filter(|by| page.ink.is_on(x + by, y))
                    .count() as isize;
                page.ink.is_on(x, y) && (is_line || width <= widest)
            });
            narrow.count() as f64 / interline
        };
        let (up, down) = (length(-1), length(1));
        // A letter or a digit at the end is no hook.
        let half = LEAST_HOOK / 2.0 * interline * if up > down { -1.0 } else { 1.0 };
        let is_known = page.boxes.hold(x as f64 + 0.5, start as f64 + half, 0.0);
        if up.max(down) >= LEAST_HOOK && !is_known {
            return (up, down);
        }
    }
    (0.0, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known::KnownKind;
    use crate::testing::{drawn, known, segment, with_page};

    #[test]
    fn hooks_are_as_long_as_their_ink() {
        let line = segment([100.0, 150.0], [200.0, 150.0]);
        let ink = drawn(&[line], &[[101.0, 150.0, 170.0], [199.0, 140.0, 150.0]]);
        with_page(&ink, &[], |page| {
            let (up, down) = hook(page, &line, true);
            assert!(up < 0.1 && (down - 1.0).abs() < 0.1, "{up} {down}");
            let (up, down) = hook(page, &line, false);
            assert!((up - 0.5).abs() < 0.1 && down < 0.1, "{up} {down}");
        });
        // A digit there is none.
        let digit = known(KnownKind::Other, 101.0, 160.0, [10.0, 20.0]);
        with_page(&ink, &[digit], |page| {
            assert_eq!(hook(page, &line, true), (0.0, 0.0));
        });
    }

    #[test]
    fn a_bare_end_and_a_thick_one_have_no_hook() {
        let line = segment([100.0, 150.0], [200.0, 150.0]);
        with_page(&drawn(&[line], &[]), &[], |page| {
            assert_eq!(hook(page, &line, true), (0.0, 0.0));
        });
        let bars: Vec<[f64; 3]> = (0..10)
            .map(|at| [f64::from(90 + 2 * at), 150.0, 170.0])
            .collect();
        with_page(&drawn(&[line], &bars), &[], |page| {
            assert_eq!(hook(page, &line, true), (0.0, 0.0));
        });
    }
}
