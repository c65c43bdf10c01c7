//! A straight line.

use crate::room::Room;

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Segment {
    pub left: [f64; 2],
    pub right: [f64; 2],
    pub thickness_px: f64,
    pub room: Room,
}

impl Segment {
    /// How many pixels it goes down for each to the right.
    pub fn slope(&self) -> f64 {
        (self.right[1] - self.left[1]) / (self.right[0] - self.left[0]).max(1e-9)
    }

    /// Its row at a column, also beyond its ends.
    pub fn y_at(&self, x: f64) -> f64 {
        self.left[1] + self.slope() * (x - self.left[0])
    }

    /// Its length from left to right, in staff spaces.
    pub fn length(&self) -> f64 {
        (self.right[0] - self.left[0]) / self.room.interline_px
    }

    /// How much it leans against the staff.
    pub fn lean(&self) -> f64 {
        self.slope() - self.room.slope
    }
}

pub(crate) fn sort(segments: &mut [Segment]) {
    segments.sort_by(|a, b| {
        let by_left = a.left[0].total_cmp(&b.left[0]);
        by_left.then(a.left[1].total_cmp(&b.left[1]))
    });
}
