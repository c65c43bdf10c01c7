//! What is played: measures in the order of repeats and jumps, and notes with their times.

mod dynamics;
pub(crate) mod order;
pub(crate) mod timeline;
mod unfolded;
