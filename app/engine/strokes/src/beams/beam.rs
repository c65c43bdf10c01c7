//! What a beam is.

/// What a thick bar at stems is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BeamKind {
    /// A beam from one stem to another.
    Beam,
    /// A partial beam, which ends without a stem.
    Hook,
    /// A bar of a tremolo between two notes.
    Tremolo,
    /// A short stroke of a tremolo across one stem.
    TremoloStroke,
}

/// A thick bar at stems.
#[derive(Debug, Clone, PartialEq)]
pub struct Beam {
    /// What it is.
    pub kind: BeamKind,
    /// The middle of its left end as column and row, in pixels.
    pub left_px: [f64; 2],
    /// The middle of its right end.
    pub right_px: [f64; 2],
    /// How thick it is from edge to edge in a column, in pixels.
    pub thickness_px: f64,
    /// The stems at it from the left to the right, as numbers in [`Strokes::stems`](crate::Strokes::stems).
    pub stems: Vec<usize>,
}

impl Beam {
    /// Whether a place is on its ink, or at most so many pixels beyond its ends and above or below it.
    #[must_use]
    pub fn is_near(&self, [x, y]: [f64; 2], [beyond_px, off_px]: [f64; 2]) -> bool {
        let within = x.clamp(self.left_px[0], self.right_px[0]);
        (x - within).abs() <= beyond_px && self.off_px([within, y]).is_some_and(|it| it <= off_px)
    }

    /// How far a place is above or below its ink, in pixels; none beside it.
    pub(crate) fn off_px(&self, place: [f64; 2]) -> Option<f64> {
        let (left, right) = (self.left_px, self.right_px);
        if !(left[0]..=right[0]).contains(&place[0]) {
            return None;
        }
        let share = (place[0] - left[0]) / (right[0] - left[0]).max(1.0);
        let y = left[1] + share * (right[1] - left[1]);
        Some(((place[1] - y).abs() - self.thickness_px / 2.0).max(0.0))
    }
}
