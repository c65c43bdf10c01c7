//! When everything in a measure sounds, and what belongs to one voice.
//!
//! Print says how long each note is and what stands above what, never when it begins. [`solve`]
//! finds that column by column from the left: what stands at one place sounds at one time
//! (`columns`), and that time is one at which something that sounds ends (`onsets`). The strongest
//! sign is a beam, whose notes follow each other at once; then the voice that a stem's direction
//! says. Where the measure does not come out, groups of notes are taken for tuplets without a
//! number, one kind of group at a time, if that makes it come out better (`tuplets`). Where it still
//! does not, voices that fill the measure by themselves keep their times, and the others follow them
//! (`anchors`). No length is ever changed: what does not come out is reported as [`Fault`]s.

mod anchors;
mod columns;
mod event;
mod faults;
mod lines;
mod onsets;
mod solution;
mod sounding;
mod timings;
mod tuplets;

pub use event::{Beam, Event, Quarters, Ratio, Stem, What};
pub use faults::Fault;
pub use onsets::Placed;
pub(crate) use solution::solve_with;
pub use solution::{Solution, length, solve};
