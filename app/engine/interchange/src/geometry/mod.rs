//! What formats need of geometry beyond what `shapes` has.

pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod corners;
pub(crate) mod ellipse;
pub(crate) mod extent;
pub(crate) mod rings;
pub(crate) mod row_runs;
