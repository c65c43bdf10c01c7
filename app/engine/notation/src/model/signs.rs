//! Clefs, key signatures and time signatures.

use std::ops::RangeInclusive;

use crate::{ElementId, Quarters};

/// A clef, key signature or time signature where it stands. A key or time signature that all staves
/// show is a sign on each, all with one identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign<T> {
    /// Where its evidence is found.
    pub id: ElementId,
    /// From where on it holds, from the start of the measure.
    pub onset: Quarters,
    /// The staff of the part that it stands on, from 1 at the top.
    pub staff: u8,
    /// What it says.
    pub value: T,
}

impl<T: Copy> Sign<T> {
    /// One sign on several staves.
    #[must_use]
    pub fn on_staves(
        staves: RangeInclusive<u8>,
        id: ElementId,
        onset: Quarters,
        value: T,
    ) -> Vec<Self> {
        let on_staff = |staff| Self {
            id,
            onset,
            staff,
            value,
        };
        staves.map(on_staff).collect()
    }
}

impl<T: PartialEq> Sign<T> {
    /// Whether both are one sign that stands on several staves.
    pub(crate) fn is_one_with(&self, other: &Self) -> bool {
        (self.id, self.onset) == (other.id, other.onset)
            && self.staff != other.staff
            && self.value == other.value
    }
}

/// A clef.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clef {
    /// Its shape.
    pub sign: ClefSign,
    /// The line that it names, from 1 at the bottom.
    pub line: u8,
    /// By how many octaves notes sound higher than it says, as its small 8 or 15 shows.
    pub octaves: i8,
}

impl Clef {
    /// The treble clef.
    pub const TREBLE: Self = Self::new(ClefSign::G, 2);
    /// The bass clef.
    pub const BASS: Self = Self::new(ClefSign::F, 4);

    /// A clef without a small number.
    #[must_use]
    pub const fn new(sign: ClefSign, line: u8) -> Self {
        Self {
            sign,
            line,
            octaves: 0,
        }
    }
}

/// The shape of a clef.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the trade")]
pub enum ClefSign {
    G,
    F,
    C,
    Percussion,
}

/// A key signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeySignature {
    /// The number of sharps, or of flats where it is below 0. A signature of naturals alone has 0.
    pub fifths: i8,
}

/// A time signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeSignature {
    beats: u8,
    unit: u8,
    symbol: TimeSymbol,
}

impl TimeSignature {
    /// `beats` notes of a `unit`-th; the unit is a power of two up to 128. None for other numbers.
    #[must_use]
    pub fn new(beats: u8, unit: u8, symbol: TimeSymbol) -> Option<Self> {
        (beats > 0 && unit.is_power_of_two()).then_some(Self {
            beats,
            unit,
            symbol,
        })
    }

    /// The upper number.
    #[must_use]
    pub const fn beats(self) -> u8 {
        self.beats
    }

    /// The lower number.
    #[must_use]
    pub const fn unit(self) -> u8 {
        self.unit
    }

    /// How it is printed.
    #[must_use]
    pub const fn symbol(self) -> TimeSymbol {
        self.symbol
    }

    /// The time that a full measure takes.
    #[must_use]
    pub fn measure(self) -> Quarters {
        Quarters::new(4 * i64::from(self.beats), self.unit.into())
    }
}

/// How a time signature is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeSymbol {
    /// As two numbers.
    Numbers,
    /// As a C.
    Common,
    /// As a C with a stroke through it.
    Cut,
}
