//! What a voice consists of: chords and rests.

use crate::{
    Arpeggio, Articulation, Beam, ElementId, Length, Note, Ornament, Placement, Quarters, SlurEnd,
    Stem, Step, Tremolo, TupletEnd,
};

/// A chord or a rest at its place in the measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it begins, from the start of the measure. A grace chord has the onset of what it leads
    /// to, or that of the end of what it follows.
    pub onset: Quarters,
    /// What it is.
    pub content: Content,
}

impl Entry {
    /// A chord at its place.
    #[must_use]
    pub const fn chord(onset: Quarters, chord: Chord) -> Self {
        Self {
            onset,
            content: Content::Chord(chord),
        }
    }

    /// A rest at its place.
    #[must_use]
    pub const fn rest(onset: Quarters, rest: Rest) -> Self {
        Self {
            onset,
            content: Content::Rest(rest),
        }
    }

    /// The time that it takes in the measure; none where it is a grace chord.
    #[must_use]
    pub fn duration(&self) -> Quarters {
        match &self.content {
            Content::Chord(chord) => chord.duration(),
            Content::Rest(rest) => rest.length.quarters(),
        }
    }

    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> Quarters {
        self.onset + self.duration()
    }

    /// The staff of its first note, or of the rest; none for a chord without notes.
    #[must_use]
    pub fn staff(&self) -> Option<u8> {
        match &self.content {
            Content::Chord(chord) => chord.notes.first().map(|it| it.staff),
            Content::Rest(rest) => Some(rest.staff),
        }
    }

    /// The chord, where it is one.
    #[must_use]
    pub const fn as_chord(&self) -> Option<&Chord> {
        match &self.content {
            Content::Chord(chord) => Some(chord),
            Content::Rest(_) => None,
        }
    }

    /// The identifiers of its notes, or that of the rest.
    pub fn ids(&self) -> impl Iterator<Item = ElementId> {
        let (notes, rest) = match &self.content {
            Content::Chord(chord) => (chord.notes.as_slice(), None),
            Content::Rest(rest) => (&[][..], Some(rest.id)),
        };
        notes.iter().map(|it| it.id).chain(rest)
    }
}

/// A chord or a rest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Content {
    Chord(Chord),
    Rest(Rest),
}

/// Notes that are played together, of one voice and one length: also a single one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chord {
    /// The notes, upwards.
    pub notes: Vec<Note>,
    /// The length as it is written.
    pub length: Length,
    /// Whether it is a grace chord, which takes no time of the measure.
    pub grace: Option<Grace>,
    /// Where the stem points.
    pub stem: Option<Stem>,
    /// What the beams do at the stem: the first is that of eighths, the second that of sixteenths, at
    /// most eight.
    pub beams: Vec<Beam>,
    /// Whether a shown tuplet begins or ends here.
    pub tuplet: Option<TupletEnd>,
    /// The slurs that begin or end here.
    pub slurs: Vec<SlurEnd>,
    /// How it is played.
    pub articulations: Vec<Articulation>,
    /// What it is adorned with.
    pub ornaments: Vec<Ornament>,
    /// Strokes for quick repetition.
    pub tremolo: Option<Tremolo>,
    /// The sign before it that says how its notes follow each other.
    pub arpeggio: Option<Arpeggio>,
    /// On which side a fermata stands.
    pub fermata: Option<Placement>,
}

impl Chord {
    /// A chord with nothing at it.
    #[must_use]
    pub const fn new(notes: Vec<Note>, length: Length) -> Self {
        Self {
            notes,
            length,
            grace: None,
            stem: None,
            beams: Vec::new(),
            tuplet: None,
            slurs: Vec::new(),
            articulations: Vec::new(),
            ornaments: Vec::new(),
            tremolo: None,
            arpeggio: None,
            fermata: None,
        }
    }

    /// The time that it takes in the measure.
    #[must_use]
    pub fn duration(&self) -> Quarters {
        if self.grace.is_some() {
            Quarters::ZERO
        } else if self.tremolo.is_some_and(Tremolo::is_double) {
            self.length.quarters() / 2
        } else {
            self.length.quarters()
        }
    }
}

/// What kind of grace chord it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grace {
    /// Whether a stroke goes through its stem.
    pub is_slashed: bool,
}

/// A rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Where its evidence is found.
    pub id: ElementId,
    /// The staff of the part that it stands on, from 1 at the top.
    pub staff: u8,
    /// The length.
    pub length: RestLength,
    /// Where it stands on the staff, if not at the usual place.
    pub position: Option<RestPosition>,
    /// Whether a shown tuplet begins or ends here.
    pub tuplet: Option<TupletEnd>,
    /// On which side a fermata stands.
    pub fermata: Option<Placement>,
}

impl Rest {
    /// A rest with nothing at it.
    #[must_use]
    pub const fn new(id: ElementId, staff: u8, length: RestLength) -> Self {
        Self {
            id,
            staff,
            length,
            position: None,
            tuplet: None,
            fermata: None,
        }
    }
}

/// The length of a rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestLength {
    /// As it is written.
    Written(Length),
    /// The whole measure, whatever its time: a rest in the shape of that of a whole note.
    Measure(Quarters),
}

impl RestLength {
    /// The time that the rest takes.
    #[must_use]
    pub fn quarters(self) -> Quarters {
        match self {
            Self::Written(length) => length.quarters(),
            Self::Measure(quarters) => quarters,
        }
    }
}

/// A line or space of a staff, by the note that would stand there under the clef.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RestPosition {
    /// The letter of that note.
    pub step: Step,
    /// Its octave, from 0 to 9; 4 begins with middle C.
    pub octave: u8,
}
