//! A voice of a measure: chords and rests one after another, which is made sure of when it is built.

use thiserror::Error;

use crate::{Chord, Content, Entry, Quarters, Rest, RestLength, Tremolo};

/// The latest place in a measure, in quarters.
pub(crate) const LATEST: i64 = 10_000;
/// The finest fraction of a quarter that a place in a measure may be said in.
pub(crate) const FINEST: i64 = 10_000_000;
/// How many voices of a staff have numbers of their own.
const VOICES_OF_STAFF: u8 = 4;

/// The number of a voice as programs commonly give it: 1 to 4 on the first staff, 5 to 8 on the
/// second, and so on. `staff` counts from 1, `nth` from 0; none beyond four voices or 63 staves.
#[must_use]
pub fn voice_number(staff: u8, nth: u8) -> Option<u8> {
    if nth >= VOICES_OF_STAFF {
        return None;
    }
    let before = staff.checked_sub(1)?.checked_mul(VOICES_OF_STAFF)?;
    before.checked_add(nth + 1)
}

/// Chords and rests of a measure that follow each other.
///
/// There is at least one; none begins before the one before it ends; there may be gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    number: u8,
    entries: Vec<Entry>,
}

impl Voice {
    /// A voice of these entries, in order of onset. Its number is usually a [`voice_number`].
    ///
    /// # Errors
    /// The first entry that cannot stand there, with the reason. [`without_overlaps`] tells before
    /// what has to go to other voices.
    pub fn new(number: u8, entries: Vec<Entry>) -> Result<Self, VoiceError> {
        if entries.is_empty() {
            let fault = VoiceFault::Empty;
            return Err(VoiceError {
                number,
                at: 0,
                fault,
            });
        }
        let mut end = Quarters::ZERO;
        for (at, entry) in entries.iter().enumerate() {
            if let Some(fault) = fault_of(entry, end) {
                return Err(VoiceError { number, at, fault });
            }
            end = entry.end();
        }
        Ok(Self { number, entries })
    }

    /// The number of the voice in its part.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// Its chords and rests, at least one, in order of onset.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Its chords and rests, to be changed and put into a new voice.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// The staff that it begins on, from 1.
    #[must_use]
    pub fn staff(&self) -> u8 {
        self.entries.first().and_then(Entry::staff).unwrap_or(1)
    }

    /// Where its last entry ends.
    #[must_use]
    pub fn end(&self) -> Quarters {
        self.entries.last().map_or(Quarters::ZERO, Entry::end)
    }

    /// From where to where nothing is written, up to its end.
    pub fn gaps(&self) -> impl Iterator<Item = (Quarters, Quarters)> {
        let ends = self.entries.iter().map(Entry::end);
        let ends = std::iter::once(Quarters::ZERO).chain(ends);
        let between = ends.zip(self.entries.iter().map(|it| it.onset));
        between.filter(|(end, onset)| end < onset)
    }
}

/// Parts chords and rests, in order of onset, into those that can follow each other in a voice and
/// those that begin before the one before them ends.
#[must_use]
pub fn without_overlaps(mut entries: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>) {
    entries.sort_by_key(|it| it.onset);
    let mut end = Quarters::ZERO;
    entries.into_iter().partition(|entry| {
        let follows = entry.onset >= end;
        if follows {
            end = entry.end();
        }
        follows
    })
}

/// Whether a time can be a place in a measure.
pub(crate) fn is_place(time: Quarters) -> bool {
    time >= Quarters::ZERO && time <= Quarters::from_integer(LATEST) && *time.denom() <= FINEST
}

/// What is wrong with an entry of a voice that has come to `before`.
fn fault_of(entry: &Entry, before: Quarters) -> Option<VoiceFault> {
    let of_content = match &entry.content {
        Content::Chord(chord) => fault_of_chord(chord),
        Content::Rest(rest) => fault_of_rest(rest),
    };
    if of_content.is_some() {
        of_content
    } else if !is_place(entry.onset) {
        Some(VoiceFault::Place(entry.onset))
    } else if !is_place(entry.end()) {
        Some(VoiceFault::Place(entry.end()))
    } else {
        (entry.onset < before).then_some(VoiceFault::Overlap {
            onset: entry.onset,
            end: before,
        })
    }
}

fn fault_of_chord(chord: &Chord) -> Option<VoiceFault> {
    let strokes = chord.tremolo.map_or(1, Tremolo::strokes);
    if chord.notes.is_empty() {
        Some(VoiceFault::NoNotes)
    } else if chord.notes.iter().any(|it| it.staff == 0) {
        Some(VoiceFault::Staff)
    } else if chord.beams.len() > 8 {
        Some(VoiceFault::Beams)
    } else {
        (!(1..=8).contains(&strokes)).then_some(VoiceFault::Strokes)
    }
}

fn fault_of_rest(rest: &Rest) -> Option<VoiceFault> {
    match rest.length {
        _ if rest.staff == 0 => Some(VoiceFault::Staff),
        _ if rest.position.is_some_and(|it| it.octave > 9) => Some(VoiceFault::RestPosition),
        RestLength::Measure(length) if !is_place(length) || length == Quarters::ZERO => {
            Some(VoiceFault::MeasureRest(length))
        }
        _ => None,
    }
}

/// Why entries are no voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("entry {at} cannot stand in voice {number}: {fault}")]
pub struct VoiceError {
    /// The number of the voice.
    pub number: u8,
    /// Which of its entries it is, from 0.
    pub at: usize,
    /// What is wrong with it.
    pub fault: VoiceFault,
}

/// What is wrong with an entry of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VoiceFault {
    /// It begins before the one before it ends.
    #[error(
        "it begins at {onset} while the one before it ends at {end} quarters; put it into another \
         voice, or correct the length of the one before"
    )]
    Overlap {
        /// Where it begins.
        onset: Quarters,
        /// Where the one before it ends.
        end: Quarters,
    },
    /// Where it begins or ends is no place in a measure.
    #[error(
        "{0} quarters is no place in a measure; places are from 0 to {LATEST}, in fractions of at \
         most {FINEST}"
    )]
    Place(Quarters),
    /// A rest of a whole measure that takes no time, or too much.
    #[error("a measure cannot be {0} quarters long")]
    MeasureRest(Quarters),
    /// A rest at an octave that there is not.
    #[error("it stands in an octave beyond 9")]
    RestPosition,
    /// A chord without notes.
    #[error("it is a chord without notes; a rest says that nothing is played")]
    NoNotes,
    /// A staff with the number 0.
    #[error("it is on staff 0; staves are counted from 1")]
    Staff,
    /// Too many beams.
    #[error("it has more than eight beams")]
    Beams,
    /// A tremolo of no strokes or too many.
    #[error("a tremolo has from 1 to 8 strokes")]
    Strokes,
    /// There is no entry at all.
    #[error("there is none; leave a voice without entries out")]
    Empty,
}
