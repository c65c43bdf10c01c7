//! What may be wrong, in words.

use std::fmt;

use notation::{Clef, ClefSign, Pitch, Quarters, TimeSignature};

use crate::sign::Sign;

/// What is wrong, or may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ProblemKind {
    /// A voice goes on after the measure is full.
    VoiceTooLong {
        /// Where it ends, in quarters.
        end: Quarters,
        /// How long the measure should be.
        expected: Quarters,
    },
    /// Everything on a staff ends before the measure is full.
    VoiceTooShort {
        /// Where it ends, in quarters.
        end: Quarters,
        /// How long the measure should be.
        expected: Quarters,
    },
    /// On a staff there is neither note nor rest for a while.
    Gap {
        /// From where, in quarters.
        from: Quarters,
        /// To where.
        to: Quarters,
    },
    /// The staves of a measure end at different times.
    StavesDisagree {
        /// Where this staff ends, in quarters.
        end: Quarters,
        /// Where the longest ends.
        longest: Quarters,
    },
    /// What stands above each other cannot begin at one time.
    ColumnsNotAligned {
        /// By how much one begins too early, in quarters; none where nothing ends at that time.
        by: Option<Quarters>,
    },
    /// From a measure on, most last for another time than the time signature says.
    TimeDoubtful {
        /// What it says, in quarters.
        says: Quarters,
        /// How long most measures last.
        lasting: Quarters,
        /// How many do.
        measures: usize,
    },
    /// A head has no stem, or is on no staff.
    OrphanHead,
    /// A rest is on no staff.
    OrphanRest,
    /// A stem has no head.
    OrphanStem,
    /// A flag has no stem.
    OrphanFlag,
    /// An accidental stands before no note and is in no key signature.
    OrphanAccidental,
    /// A dot stands behind no note or rest.
    OrphanDot,
    /// A beam is at one stem only.
    BeamWithOneStem,
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
    /// What is written on the lower staff of a system sounds above what is on the staff over it: a
    /// clef may be wrong.
    LowerStaffAbove {
        /// By how many half tones, on the average.
        half_tones: u8,
    },
    /// Accidentals stand where a key signature does, but not on its places.
    KeyOnIllegalPlaces,
    /// The staves of a system have different key signatures.
    KeysDiffer {
        /// What is read as holding: the number of sharps, or of flats below 0.
        taken: i8,
        /// What one of the staves shows.
        other: i8,
    },
    /// The staves of a system have different time signatures.
    TimesDiffer {
        /// What is taken as holding.
        taken: TimeSignature,
        /// What one of the staves shows.
        other: TimeSignature,
    },
    /// A staff shows no clef, and the usual one is taken.
    ClefDefaulted {
        /// Which.
        clef: Clef,
    },
    /// A system shows no key signature where the one before it had one.
    KeyDefaulted {
        /// The number of sharps of the one before, or of flats below 0.
        before: i8,
    },
    /// No time signature is shown.
    TimeDefaulted {
        /// How long measures are taken to be, in quarters.
        measure: Quarters,
        /// Whether the music itself says so; otherwise it is only the commonest.
        is_inferred: bool,
    },
    /// The detector is not sure of a symbol.
    LowScore {
        /// What it is taken for.
        sign: Sign,
        /// How sure that is, from 0 to 1.
        score: f64,
    },
    /// An accidental says what another one before it in the measure has said.
    AccidentalRepeated,
}

impl ProblemKind {
    /// Whether it is that a measure does not come out.
    #[must_use]
    pub const fn is_rhythm(&self) -> bool {
        matches!(
            self,
            Self::VoiceTooLong { .. }
                | Self::VoiceTooShort { .. }
                | Self::Gap { .. }
                | Self::StavesDisagree { .. }
                | Self::ColumnsNotAligned { .. }
        )
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VoiceTooLong { end, expected } => write!(
                f,
                "a voice lasts {end} quarters where the time signature asks for {expected}"
            ),
            Self::VoiceTooShort { end, expected } => write!(
                f,
                "there are {end} quarters on the staff where the time signature asks for {expected}"
            ),
            Self::Gap { from, to } => {
                write!(f, "there is neither note nor rest from {from} to {to} quarters")
            }
            Self::StavesDisagree { end, longest } => {
                write!(f, "a staff ends at {end} quarters, another one at {longest}")
            }
            Self::ColumnsNotAligned { by: Some(by) } => write!(
                f,
                "this begins {by} quarters before what it follows has ended; a length nearby is wrong"
            ),
            Self::ColumnsNotAligned { by: None } => f.write_str(
                "nothing ends where this begins; a length before it is wrong, or something is missing",
            ),
            Self::TimeDoubtful {
                says,
                lasting,
                measures,
            } => write!(
                f,
                "from here on, {measures} measures last {lasting} quarters where the time signature \
                 says {says}: it is wrong, or another one was not seen"
            ),
            Self::OrphanHead => f.write_str("a note head has no stem, or stands on no staff"),
            Self::OrphanRest => f.write_str("a rest stands on no staff"),
            Self::OrphanStem => f.write_str("a stem has no note head"),
            Self::OrphanFlag => f.write_str("a flag hangs on no stem"),
            Self::OrphanAccidental => {
                f.write_str("an accidental stands before no note and in no key signature")
            }
            Self::OrphanDot => f.write_str("a dot stands behind no note or rest"),
            Self::BeamWithOneStem => f.write_str("a beam hangs on one stem only"),
            Self::TieToOtherPitch { .. } => f.write_str(
                "a tie goes to a note of another pitch: it may be a slur, or an accidental is wrong",
            ),
            Self::TieWithoutPartner { is_start: true } => {
                f.write_str("a tie begins here and ends at no note")
            }
            Self::TieWithoutPartner { is_start: false } => {
                f.write_str("a tie ends here and begins at no note")
            }
            Self::LowerStaffAbove { half_tones } => write!(
                f,
                "the lower staff sounds {half_tones} half tones above the upper one: a clef may be \
                 wrong"
            ),
            Self::KeyOnIllegalPlaces => {
                f.write_str("accidentals stand like a key signature, but not on its places")
            }
            Self::KeysDiffer { taken, other } => write!(
                f,
                "the staves show different key signatures: {} here, {} taken",
                Fifths(*other),
                Fifths(*taken)
            ),
            Self::TimesDiffer { taken, other } => write!(
                f,
                "the staves show different time signatures: {}/{} here, {}/{} taken",
                other.beats(),
                other.unit(),
                taken.beats(),
                taken.unit()
            ),
            Self::ClefDefaulted { clef } => {
                write!(f, "the staff shows no clef, and {} is taken", name(*clef))
            }
            Self::KeyDefaulted { before } => write!(
                f,
                "the system shows no key signature, the one before it {}",
                Fifths(*before)
            ),
            Self::TimeDefaulted {
                measure,
                is_inferred: true,
            } => write!(
                f,
                "no time signature is shown; most measures last {measure} quarters"
            ),
            Self::TimeDefaulted { measure, .. } => write!(
                f,
                "no time signature is shown; {measure} quarters are taken for a measure"
            ),
            Self::LowScore { score, .. } => {
                write!(f, "it is not sure what this is ({:.0} %)", 100.0 * score)
            }
            Self::AccidentalRepeated => f.write_str(
                "an accidental says what one before it in the measure has said already",
            ),
        }
    }
}

/// A key signature in words.
struct Fifths(i8);

impl fmt::Display for Fifths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.unsigned_abs();
        match (self.0, count) {
            (0, _) => f.write_str("no key signature"),
            (1, _) => f.write_str("one sharp"),
            (-1, _) => f.write_str("one flat"),
            (2.., _) => write!(f, "{count} sharps"),
            _ => write!(f, "{count} flats"),
        }
    }
}

const fn name(clef: Clef) -> &'static str {
    match clef.sign {
        ClefSign::G => "a treble clef",
        ClefSign::F => "a bass clef",
        ClefSign::C => "a C clef",
        ClefSign::Percussion => "a percussion clef",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_said_in_words() {
        let kind = ProblemKind::VoiceTooLong {
            end: Quarters::new(9, 2),
            expected: Quarters::from_integer(4),
        };
        let said = "a voice lasts 9/2 quarters where the time signature asks for 4";
        assert_eq!(kind.to_string(), said);
        let kind = ProblemKind::KeysDiffer {
            taken: -3,
            other: 1,
        };
        assert_eq!(
            kind.to_string(),
            "the staves show different key signatures: one sharp here, 3 flats taken"
        );
        let sign = Sign::Coda;
        let kind = ProblemKind::LowScore { sign, score: 0.314 };
        assert_eq!(kind.to_string(), "it is not sure what this is (31 %)");
    }
}
