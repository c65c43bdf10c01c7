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
