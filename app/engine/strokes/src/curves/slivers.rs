//! Thin ink beside staff lines, which goes with them when lines are taken away whole.

use staves::{Layout, Run};

use crate::plane::Plane;

/// How far from its course a line is taken away, in staff spaces.
const NEAR: f64 = 0.16;
/// How much thicker than its line ink is that has something else in it, in pixels.
const THICKER_PX: f64 = 1.8;

/// The ink without staff lines, with what lies beside a line but not on it: where slurs and ties
/// cross a line slowly, they and the line together are hardly thicker than a line.
pub(crate) fn with_slivers(layout: &Layout, free: &Plane) -> Plane {
    let mut all = free.clone();
    for staff in &layout.staves {
        let thickness = staff.scale().thickness_px;
        let reach = (NEAR * staff.scale().interline_px).max(1.0);
        let columns =
            staff.left_px().max(0.0) as usize..(staff.right_px() as usize + 1).min(free.width());
        for x in columns {
            for line in 0..staff.line_count() {
                let y = staff.line_px(line, x as f64 + 0.5);
                let rows = (y - reach).floor() as isize..=(y + reach).floor() as isize;
                let mut runs = rows.filter_map(|row| layout.ink.run_at(x as isize, row));
                let Some(run) = runs.next() else {
                    continue;
                };
                let is_taken = !free.is_on(x as isize, run.top as isize);
                if !is_taken || (run.length_px() as f64) < thickness + THICKER_PX {
                    continue;
                }
                let (from, to) = (y - thickness / 2.0, y + thickness / 2.0);
                let (from, to) = (from.round().max(0.0) as usize, to.round().max(0.0) as usize);
                for (top, bottom) in [
                    (run.top, from.min(run.bottom)),
                    (to.max(run.top), run.bottom),
                ] {
                    if top < bottom {
                        all.put(x, Run { top, bottom });
                    }
                }
            }
        }
    }
    all
}
