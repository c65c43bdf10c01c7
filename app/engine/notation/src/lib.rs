//! Written music as a document.
//!
//! A [`Score`] says what is printed: parts, measures, voices, chords and rests, with signs and
//! directions where they stand. A recogniser fills it; nothing here recognises. Everything printed has
//! an [`ElementId`], by which whoever made the score finds the evidence of it.
//!
//! - Time is in [`Quarters`]: exact fractions of a quarter note, from the start of the measure.
//! - A [`Voice`] can only be built of chords and rests that follow each other, so that no score has
//!   overlapping entries in a voice, and none that take no time.
//! - [`musicxml`] writes a score as MusicXML 4.0, plain or compressed, and reads such files.
//! - [`check`](check()) says what does not add up.
//! - [`Timeline`] is what is played, with repeats and ties; [`write_midi`] writes it as a MIDI file.

mod check;
mod midi;
mod model;
pub mod musicxml;
mod playing;

pub use check::{Finding, FindingKind, check};
pub use midi::{MidiSettings, write_midi};
pub use model::chord::{Chord, Content, Entry, Grace, Rest, RestLength, RestPosition};
pub use model::direction::{
    Direction, DirectionKind, Jump, LineId, OctaveShift, OctaveShiftEnd, Pedal, WedgeEnd,
};
pub use model::length::{Length, NoteValue, Quarters, TupletRatio};
pub use model::marks::{
    Arpeggio, Articulation, Beam, Ornament, Placement, SlurEnd, SpanNumber, Stem, Tremolo,
    TupletEnd, TupletLook,
};
pub use model::measure::{BarStyle, Barline, Break, Ending, EndingEnd, Measure, Repeat};
pub use model::note::{ElementId, Note, Notehead};
pub use model::pitch::{Accidental, Pitch, ShownAccidental, Step};
pub use model::score::{Creator, Header, PageSize, Part, Score};
pub use model::signs::{Clef, ClefSign, KeySignature, Sign, TimeSignature, TimeSymbol};
pub use model::voice::{Voice, VoiceError, VoiceFault, voice_number, without_overlaps};
pub use playing::order::playing_order;
pub use playing::timeline::{PedalPress, PlayedMeasure, PlayedNote, Timeline, TimelineError};
