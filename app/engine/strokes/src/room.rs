//! How large a staff space is at a place of the page, and which way is up there.

use staves::{Layout, Staff};

/// What the nearest staff says about a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// A staff space in pixels.
    pub interline_px: f64,
    /// How many pixels staff lines go down for each pixel to the right.
    pub slope: f64,
    /// The number of the staff.
    pub staff: usize,
}

impl Room {
    /// A length in staff spaces as pixels.
    pub fn px(&self, spaces: f64) -> f64 {
        spaces * self.interline_px
    }

    /// How many pixels upright lines go to the right for each pixel down.
    pub fn lean(&self) -> f64 {
        -self.slope
    }
}

/// What the staff says that is nearest to a place; none on a page without staves.
pub(crate) fn room(layout: &Layout, x: f64, y: f64) -> Option<Room> {
    let distance = |staff: &Staff| {
        let within = x.clamp(staff.left_px(), staff.right_px());
        let above = staff.top_px(within) - y;
        let below = y - staff.bottom_px(within);
        (x - within).abs() + above.max(below).max(0.0)
    };
    let all = layout.staves.iter().enumerate();
    let (number, staff) = all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
    let within = x.clamp(staff.left_px(), staff.right_px());
    Some(Room {
        interline_px: staff.interline_at(within).max(2.0),
        slope: staff.slope_at(within),
        staff: number,
    })
}
