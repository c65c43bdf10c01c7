//! Bar lines: upright strokes on staves, and what they are together.

pub(crate) mod candidate;
pub(crate) mod joined;
pub(crate) mod stroke;
pub(crate) mod strokes;
pub(crate) mod upright;
