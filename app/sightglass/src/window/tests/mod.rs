//! The whole window, without a display: what a person sees and does, by accessible names.
#![allow(clippy::unwrap_used)]

mod attacks;
mod bad_input;
mod bench;
mod cases;
mod deciding;
mod keyboard;
mod kinds;
mod labelling;
mod operator;
mod projects;
mod scores;
mod why;

pub(crate) use bench::{Window, class, series};
