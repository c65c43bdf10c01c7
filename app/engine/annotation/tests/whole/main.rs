//! Labels as a whole: gestures, undo, and the project file.
#![allow(clippy::unwrap_used, missing_docs)]

mod crash;
mod gestures;
mod import;
mod laws;
mod memory;
mod support;
mod trouble;
