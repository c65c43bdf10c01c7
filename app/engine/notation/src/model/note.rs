//! A note of a chord.

use crate::{Pitch, ShownAccidental};

/// By what the recogniser finds its evidence of something printed. No two things of a score have the
/// same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u64);

/// A note head and what belongs to it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where its evidence is found.
    pub id: ElementId,
    /// The pitch that sounds.
    pub pitch: Pitch,
    /// The staff of the part that it stands on, from 1 at the top. In a chord across staves and in a
    /// voice that changes staves, it is not the same for all.
    pub staff: u8,
    /// The accidental that stands before it.
    pub accidental: Option<ShownAccidental>,
    /// Whether a tie comes to it from a note before.
    pub is_tied_from_previous: bool,
    /// Whether a tie goes from it to a note after.
    pub is_tied_to_next: bool,
    /// Whether its head is of the small size. Grace notes are small without being said to be.
    pub is_small: bool,
    /// The head, where it says more than the value.
    pub head: Option<Notehead>,
    /// The fingering at it, as printed.
    pub fingering: Option<String>,
}

impl Note {
    /// A note with nothing at it.
    #[must_use]
    pub const fn new(id: ElementId, pitch: Pitch, staff: u8) -> Self {
        Self {
            id,
            pitch,
            staff,
            accidental: None,
            is_tied_from_previous: false,
            is_tied_to_next: false,
            is_small: false,
            head: None,
            fingering: None,
        }
    }
}

/// Note heads that say more than a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of MusicXML")]
pub enum Notehead {
    Cross,
    CircleX,
    Diamond,
    Triangle,
    Slash,
    Square,
}
