//! The crate as its users see it: small inspections worked out by hand, and laws on drawn ones.
#![allow(clippy::unwrap_used, missing_docs)]

mod by_hand;
mod choosing;
mod costs;
mod documents;
mod languages;
mod laws;
mod reports;
mod support;
mod verdicts;
