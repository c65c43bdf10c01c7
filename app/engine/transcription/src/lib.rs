//! From the symbols of a page to the music that they write.
//!
//! [`transcribe()`] reads pages whose staves, symbols and strokes are known, and says with the music
//! what each note and rest was made of ([`Evidence`]) and what may be wrong ([`Problem`]), with edits
//! that would mend it ([`Fix`]). A [`Reader`] does the same again and again while somebody corrects
//! symbols, and only looks again at what has changed. What somebody said ([`Given`]) is never
//! overruled.

mod accents;
mod bars;
mod beams;
mod beginnings;
mod chords;
mod clefs;
mod directions;
mod dots;
mod dynamics;
mod endings;
mod events;
mod evidence;
mod held;
mod hooks;
mod ids;
mod keys;
mod last_look;
mod marks;
mod measure;
mod measures;
mod memo;
mod metre;
mod numbering;
mod octaves;
mod paired_ties;
mod parts;
mod pitches;
mod place;
mod prepared;
mod problems;
mod proof;
mod reader;
mod reading;
pub mod rhythm;
mod sign;
mod slurs;
mod split_chords;
mod stem_heads;
mod ties;
mod times;
mod transcribe;
mod tuplet_numbers;
mod unread_figures;
mod voices;
mod walk;

pub use clefs::staves_begun_by_clefs;
pub use evidence::{
    AlterRule, ClefRule, Evidence, LengthRule, PitchRule, TupletRule, ValueRule, VoiceRule,
};
pub use problems::{Edit, Fix, Problem, ProblemKind};
pub use reader::Reader;
pub use reading::{Given, PageReading, Symbol};
pub use sign::{Head, Sign};
pub use transcribe::{MeasurePlace, Transcription, transcribe};
