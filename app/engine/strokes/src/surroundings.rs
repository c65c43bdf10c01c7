//! What there is around lines.

use crate::boxes::Boxes;
use crate::plane::Plane;

/// What there is around lines.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub ink: &'a Plane,
    /// Everything known.
    pub boxes: &'a Boxes<'a>,
    /// The heads of it.
    pub heads: &'a Boxes<'a>,
}
