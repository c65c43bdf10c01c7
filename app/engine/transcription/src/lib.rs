//! From the symbols of a page to the music that they write.

mod bars;
mod beams;
mod chords;
mod clefs;
mod directions;
mod dots;
mod events;
mod held;
mod ids;
mod keys;
mod marks;
mod measure;
mod measures;
mod metre;
mod parts;
mod pitches;
mod place;
mod reading;
pub mod rhythm;
mod sign;
mod ties;
mod times;
mod transcribe;
mod tuplet_numbers;
mod voices;

pub use reading::{PageReading, Symbol};
pub use sign::{Head, Sign};
pub use transcribe::{MeasurePlace, Transcription, transcribe};
