//! Tests of whole files: every format, cut short and damaged ones, orientations, pyramids.
#![allow(clippy::unwrap_used)]

mod bad_files;
mod formats;
mod large;
mod make;
mod names;
mod orientation;
mod pyramid;
mod real;
mod refusals;
mod tiff_writer;
mod truncated;
