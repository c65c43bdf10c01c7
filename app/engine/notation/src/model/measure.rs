//! A measure of a part, and its bar lines.

use std::num::NonZeroU8;

use crate::{Clef, Direction, ElementId, KeySignature, Quarters, Sign, TimeSignature, Voice};

/// A measure of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// Its number as printed, or as counted where none is printed.
    pub number: String,
    /// Whether it is not counted and need not be full: a pickup, or the second part of a measure
    /// that a bar line or a line break divides.
    pub is_implicit: bool,
    /// What ends before it.
    pub break_before: Break,
    /// The bar line at its left, where there is one of its own: after a line break, and where
    /// something begins.
    pub left: Option<Barline>,
    /// The bar line at its right.
    pub right: Option<Barline>,
    /// Clefs, in order of onset and staff.
    pub clefs: Vec<Sign<Clef>>,
    /// Key signatures, in order of onset and staff.
    pub keys: Vec<Sign<KeySignature>>,
    /// Time signatures, in order of onset and staff.
    pub times: Vec<Sign<TimeSignature>>,
    /// Directions, in order of onset and staff.
    pub directions: Vec<Direction>,
    /// The voices of all staves. Each has a number of its own.
    pub voices: Vec<Voice>,
}

impl Measure {
    /// Where the last of its voices ends.
    #[must_use]
    pub fn end(&self) -> Quarters {
        let ends = self.voices.iter().map(Voice::end);
        ends.max().unwrap_or(Quarters::ZERO)
    }

    /// The places and lengths of everything in it.
    pub(crate) fn moments(&self) -> impl Iterator<Item = Quarters> {
        let entries = self.voices.iter().flat_map(Voice::entries);
        let entries = entries.flat_map(|it| [it.onset, it.duration()]);
        entries.chain(self.places().map(|it| it.0))
    }

    /// Where signs and directions stand, each with its staff.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Quarters, u8)> {
        let clefs = self.clefs.iter().map(|it| (it.onset, it.staff));
        let keys = self.keys.iter().map(|it| (it.onset, it.staff));
        let times = self.times.iter().map(|it| (it.onset, it.staff));
        let directions = self.directions.iter().map(|it| (it.onset, it.staff));
        clefs.chain(keys).chain(times).chain(directions)
    }

    /// The identifiers of everything in it: one of a sign, on however many staves it stands.
    pub fn ids(&self) -> impl Iterator<Item = ElementId> {
        let entries = self.voices.iter().flat_map(Voice::entries);
        let barlines = self.barlines().map(|it| it.id);
        let clefs = self.clefs.iter().map(|it| it.id);
        let (keys, times) = (once(&self.keys), once(&self.times));
        let directions = self.directions.iter().map(|it| it.id);
        let signs = clefs.chain(keys).chain(times);
        let others = barlines.chain(signs).chain(directions);
        entries.flat_map(|it| it.ids()).chain(others)
    }

    /// Its bar lines, the left one first.
    pub fn barlines(&self) -> impl Iterator<Item = &Barline> {
        self.left.iter().chain(&self.right)
    }
}

/// The identifiers of signs; one for those that are one sign on several staves.
fn once<T: PartialEq>(signs: &[Sign<T>]) -> impl Iterator<Item = ElementId> {
    let is_first =
        |(at, sign): &(usize, &Sign<T>)| !signs[..*at].iter().any(|it| it.is_one_with(sign));
    signs.iter().enumerate().filter(is_first).map(|it| it.1.id)
}

/// What ends before a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Break {
    /// Nothing.
    #[default]
    None,
    /// A system.
    System,
    /// A page, and so a system.
    Page,
}

/// A bar line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barline {
    /// Where its evidence is found.
    pub id: ElementId,
    /// How it is drawn.
    pub style: BarStyle,
    /// Whether something is repeated here.
    pub repeat: Option<Repeat>,
    /// Whether an ending begins or ends here.
    pub ending: Option<Ending>,
}

impl Barline {
    /// A bar line without repeat and ending.
    #[must_use]
    pub const fn new(id: ElementId, style: BarStyle) -> Self {
        Self {
            id,
            style,
            repeat: None,
            ending: None,
        }
    }

    /// Whether it says more than that a measure ends.
    #[must_use]
    pub fn is_special(&self) -> bool {
        self.style != BarStyle::Regular || self.repeat.is_some() || self.ending.is_some()
    }
}

/// How a bar line is drawn, from the left to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of MusicXML")]
pub enum BarStyle {
    Regular,
    Dotted,
    Dashed,
    Heavy,
    LightLight,
    LightHeavy,
    HeavyLight,
    HeavyHeavy,
    Tick,
    Short,
    /// Nothing is drawn.
    None,
}

/// The dots at a bar line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// What is repeated begins here: dots at the right of the line.
    Forward,
    /// What is repeated ends here: dots at the left of the line.
    Backward,
}

/// An end of the bracket over an ending of what is repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// In which passes it is played.
    pub numbers: Vec<NonZeroU8>,
    /// Which end.
    pub end: EndingEnd,
}

/// Which end of the bracket over an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndingEnd {
    /// It begins at the left bar line.
    Start,
    /// It ends at the right bar line with a stroke downwards.
    Stop,
    /// It ends at the right bar line without a stroke.
    Discontinue,
}
