//! Attacks and the detector on small models in ONNX Runtime.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may panic, and compares what must be exact"
)]

mod bench;
mod bounds;
mod cancelling;
mod detector;
mod forms;
mod linear;
mod network;
mod refusals;
mod rounding;
