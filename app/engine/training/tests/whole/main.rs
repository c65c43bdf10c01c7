//! Training exports as a whole.
#![allow(clippy::unwrap_used, missing_docs)]

mod choices;
mod laws;
mod support;
mod trouble;
