//! The methods on small networks: what they answer, and what they say of models and pictures that do
//! not fit.
#![allow(clippy::unwrap_used)]

mod answers;
mod bench;
mod caveats;
mod half;
mod unfit;
