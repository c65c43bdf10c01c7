//! What is printed at chords and rests beside their notes.

/// Tells apart things of one kind that are open at the same time: slurs, hairpins, octave shifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanNumber(u8);

impl SpanNumber {
    /// The number where nothing else is open.
    pub const ONE: Self = Self(1);

    /// A number from 1 to 16; none for others.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=16).contains(&number).then_some(Self(number))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// On which side something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Placement {
    Above,
    Below,
}

/// Where a stem points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stem {
    Up,
    Down,
    Double,
    /// There is none, though the value has one.
    None,
}

/// What one beam does at a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Beam {
    Begin,
    Continue,
    End,
    /// A short beam to the right.
    ForwardHook,
    /// A short beam to the left.
    BackwardHook,
}

/// An end of a slur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlurEnd {
    /// What both ends of the slur have in common.
    pub number: SpanNumber,
    /// Whether it begins here; otherwise it ends here.
    pub is_start: bool,
}

/// An end of a tuplet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TupletEnd {
    /// It begins here, and looks so.
    Start(TupletLook),
    /// It ends here.
    Stop,
}

/// What is printed of a tuplet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TupletLook {
    /// Nothing: whoever plays it knows.
    Hidden,
    /// Its number.
    Number,
    /// Its number and a bracket.
    Bracket,
}

/// How a chord is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of MusicXML")]
pub enum Articulation {
    Accent,
    StrongAccent,
    Staccato,
    Tenuto,
    /// A tenuto over a staccato.
    DetachedLegato,
    Staccatissimo,
    Spiccato,
    Stress,
    Unstress,
    BreathMark,
    Caesura,
}

/// What a chord is adorned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of MusicXML")]
pub enum Ornament {
    TrillMark,
    Turn,
    DelayedTurn,
    InvertedTurn,
    /// The zigzag with a stroke through it.
    Mordent,
    /// The zigzag without a stroke.
    InvertedMordent,
}

/// The sign before a chord that says how its notes follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arpeggio {
    /// A wavy line.
    Plain,
    /// A wavy line with an arrow upwards.
    Up,
    /// A wavy line with an arrow downwards.
    Down,
    /// A bracket: all at once.
    Together,
}

/// Strokes that ask for quick repetition, from 1 to 8 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tremolo {
    /// Through the stem of one chord.
    Single(u8),
    /// Between this chord and the next of its voice. Both are written in the length that they take
    /// together, so that each takes half of it.
    Start(u8),
    /// Between this chord and the one before it.
    Stop(u8),
}

impl Tremolo {
    /// The number of strokes.
    #[must_use]
    pub const fn strokes(self) -> u8 {
        match self {
            Self::Single(strokes) | Self::Start(strokes) | Self::Stop(strokes) => strokes,
        }
    }

    /// Whether it is between two chords.
    #[must_use]
    pub const fn is_double(self) -> bool {
        !matches!(self, Self::Single(_))
    }
}
