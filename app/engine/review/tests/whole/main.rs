//! Rules, queue and agreement over whole documents.
#![allow(clippy::unwrap_used)]

mod agreeing;
mod laws;
mod pixels;
mod queueing;
mod rules;
mod support;
