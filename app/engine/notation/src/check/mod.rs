//! What in a score does not add up. Only the document is looked at, never the picture.

mod accidentals;
mod lengths;
mod staves;
mod ties;
mod times;

use std::fmt;

use crate::{ElementId, Pitch, Quarters, Score};

/// Something that does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The part, from 0.
    pub part: usize,
    /// The measure of the part, from 0.
    pub measure: usize,
    /// The staff of the part, from 1, where it is of one.
    pub staff: Option<u8>,
    /// The number of the voice, where it is of one.
    pub voice: Option<u8>,
    /// What is concerned, as far as it can be said.
    pub ids: Vec<ElementId>,
}

/// What does not add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// From a measure on, most last for another time than the time signature says: it is wrong, or
    /// another one was not seen.
    TimeDoubtful {
        /// What it says.
        says: Quarters,
        /// How long most measures last.
        lasting: Quarters,
        /// How many do.
        measures: usize,
    },
    /// A voice goes on after the measure is full.
    VoiceTooLong {
        /// Where it ends.
        end: Quarters,
        /// What the time signature says.
        expected: Quarters,
    },
    /// Everything on a staff ends before the measure is full.
    StaffTooShort {
        /// Where it ends.
        end: Quarters,
        /// What the time signature says.
        expected: Quarters,
    },
    /// On a staff there is neither note nor rest for a while.
    Gap {
        /// From where.
        from: Quarters,
        /// To where.
        to: Quarters,
    },
    /// The staves of a measure end at different times.
    StavesDisagree {
        /// Where this staff ends.
        end: Quarters,
        /// Where the longest ends.
        longest: Quarters,
    },
    /// A tie goes to a note of another pitch.
    TieToOtherPitch {
        /// The pitch that it comes from.
        from: Pitch,
        /// The pitch that it goes to.
        to: Pitch,
    },
    /// A tie begins or ends at a note, and its other end is at none.
    TieWithoutPartner {
        /// Whether it begins there; otherwise it ends there.
        is_start: bool,
    },
    /// An accidental says what another one before it in the measure has said.
    AccidentalRepeated,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimeDoubtful {
                says,
                lasting,
                measures,
            } => write!(
                f,
                "from here on, {measures} measures last {lasting} quarters where the time signature \
                 says {says}: it is wrong, or another one was not seen"
            ),
            Self::VoiceTooLong { end, expected } => write!(
                f,
                "it lasts {end} quarters where the time signature asks for {expected}"
            ),
            Self::StaffTooShort { end, expected } => write!(
                f,
                "there are {end} quarters where the time signature asks for {expected}"
            ),
            Self::Gap { from, to } => {
                write!(f, "there is neither note nor rest from {from} to {to} quarters")
            }
            Self::StavesDisagree { end, longest } => {
                write!(f, "it ends at {end} quarters, another staff at {longest}")
            }
            Self::TieToOtherPitch { .. } => f.write_str(
                "a tie goes to a note of another pitch: it may be a slur, or an accidental is wrong",
            ),
            Self::TieWithoutPartner { is_start: true } => {
                f.write_str("a tie begins here and ends at no note")
            }
            Self::TieWithoutPartner { is_start: false } => {
                f.write_str("a tie ends here and begins at no note")
            }
            Self::AccidentalRepeated => f.write_str(
                "an accidental says what one before it in the measure has said already",
            ),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {}, measure {}", self.part + 1, self.measure + 1)?;
        if let Some(staff) = self.staff {
            write!(f, ", staff {staff}")?;
        }
        if let Some(voice) = self.voice {
            write!(f, ", voice {voice}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// Says what in a score does not add up, by measure and part.
///
/// Of voices that overlap nothing is said, because no [`Voice`](crate::Voice) can be built of them.
#[must_use]
pub fn check(score: &Score) -> Vec<Finding> {
    let mut findings = lengths::check(score);
    for (at, part) in score.parts.iter().enumerate() {
        findings.extend(ties::check(part, at));
        findings.extend(accidentals::check(part, at));
    }
    findings.sort_by_key(|it| (it.measure, it.part));
    findings
}
