//! What is printed above, between and below staves.

use crate::{ElementId, Placement, Quarters, SpanNumber};

/// A direction where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// Where its evidence is found.
    pub id: ElementId,
    /// From where on it holds, from the start of the measure.
    pub onset: Quarters,
    /// The staff of the part that it belongs to, from 1 at the top.
    pub staff: u8,
    /// On which side of the staff it stands.
    pub placement: Option<Placement>,
    /// What it is.
    pub kind: DirectionKind,
}

/// What a direction is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectionKind {
    /// Loudness, by its letters, as `mf`.
    Dynamics(String),
    /// An end of a hairpin.
    Wedge {
        /// What both ends have in common.
        number: SpanNumber,
        /// Which end.
        end: WedgeEnd,
    },
    /// A pedal sign.
    Pedal(Pedal),
    /// An end of an octave line.
    OctaveShift {
        /// What both ends have in common.
        number: SpanNumber,
        /// Which end.
        end: OctaveShiftEnd,
    },
    /// The sign that a jump goes back to.
    Segno,
    /// The sign at which the coda begins. The same sign where one leaves for the coda is a
    /// [`Jump::ToCoda`].
    Coda,
    /// Words that send the player elsewhere, as `D.C. al Fine`.
    Jump {
        /// Where to.
        jump: Jump,
        /// The words as printed.
        words: String,
    },
    /// Any other words.
    Words(String),
}

/// An end of a hairpin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum WedgeEnd {
    Crescendo,
    Diminuendo,
    Stop,
}

/// A pedal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Pedal {
    Start,
    Stop,
    /// Up and down again.
    Change,
}

/// An end of an octave line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OctaveShiftEnd {
    /// It begins here.
    Start(OctaveShift),
    /// It ends here.
    Stop,
}

/// By how much notes under an octave line sound elsewhere than they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum OctaveShift {
    OctaveHigher,
    OctaveLower,
    TwoOctavesHigher,
    TwoOctavesLower,
}

/// Where words send the player at the end of their measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jump {
    /// To the start.
    DaCapo,
    /// To the segno.
    DalSegno,
    /// To the coda, after a jump back.
    ToCoda,
    /// Nowhere: it ends here after a jump back.
    Fine,
}

/// A line that begins with one direction and ends with another, told from those that are open in its part
/// at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineId {
    /// A hairpin.
    Wedge(SpanNumber),
    /// An octave line.
    OctaveShift(SpanNumber),
}

impl DirectionKind {
    /// Of which line it is an end, and whether it is the beginning.
    #[must_use]
    pub fn line_end(&self) -> Option<(LineId, bool)> {
        match self {
            Self::Wedge { number, end } => Some((LineId::Wedge(*number), *end != WedgeEnd::Stop)),
            Self::OctaveShift { number, end } => {
                let is_start = *end != OctaveShiftEnd::Stop;
                Some((LineId::OctaveShift(*number), is_start))
            }
            _ => None,
        }
    }
}
