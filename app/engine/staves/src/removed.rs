//! A page without its staff lines.

use crate::ink::Ink;
use crate::lines::seen::line_at;
use crate::staff::Staff;

/// The ink that is left when the lines of staves are taken away where nothing lies over them.
pub(crate) fn without_lines(ink: &Ink, staves: &[Staff]) -> Ink {
    let mut left = ink.clone();
    for staff in staves {
        let columns =
            staff.left_px().max(0.0) as usize..(staff.right_px() as usize + 1).min(ink.width());
        for x in columns {
            for line in 0..staff.line_count() {
                let y = staff.line_px(line, x as f64 + 0.5);
                if let Some(run) = line_at(ink, &staff.scale(), x as isize, y) {
                    left.erase(x, run);
                }
            }
        }
    }
    left
}
