//! Labels out to formats and back in.
#![allow(clippy::unwrap_used, missing_docs)]

mod choices;
mod laws;
mod series;
mod support;
mod writing;
