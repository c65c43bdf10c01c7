//! The crate as its users see it: small inspections worked out by hand, and laws on drawn ones.

mod by_hand;
mod choosing;
mod documents;
mod laws;
mod reports;
mod support;
mod verdicts;
