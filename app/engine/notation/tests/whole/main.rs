//! The crate as its users see it.
#![allow(clippy::unwrap_used, missing_docs)]

mod checking;
mod golden;
mod laws;
mod order;
mod playing;
mod reading;
mod refusals;
mod samples;
mod strategies;
mod support;
