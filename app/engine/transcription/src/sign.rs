//! What a symbol is to the music, by its name in SMuFL.

use notation::{Accidental, Articulation, ClefSign, NoteValue, Ornament};

/// The form of a note head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Head {
    /// Filled: a quarter note or a shorter one.
    Black,
    /// Hollow, with a stem.
    Half,
    /// Hollow, without a stem.
    Whole,
    /// Of two whole notes.
    DoubleWhole,
}

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// A note head.
    Head {
        /// Its form.
        head: Head,
        /// Whether it is of the small size of grace notes and cues.
        is_small: bool,
    },
    /// A rest.
    Rest(NoteValue),
    /// Flags on a stem: how many.
    Flag(u8),
    /// An accidental, before a note or in a key signature.
    Accidental(Accidental),
    /// A clef, and by how many octaves its small 8 changes it.
    Clef(ClefSign, i8),
    /// A digit of a time signature.
    TimeDigit(u8),
    /// The C of four quarters.
    CommonTime,
    /// The C with a stroke through it, of two halves.
    CutTime,
    /// A dot that makes a note or rest longer.
    AugmentationDot,
    /// A dot at a bar line.
    RepeatDot,
    /// An articulation.
    Articulation(Articulation),
    /// A fermata.
    Fermata,
    /// An ornament.
    Ornament(Ornament),
    /// A letter of a dynamic.
    Dynamic(char),
    /// A digit of a tuplet.
    TupletDigit(u8),
    /// A digit that says which finger to use.
    Fingering(u8),
    /// The segno.
    Segno,
    /// The coda.
    Coda,
    /// The sign for pressing the pedal.
    PedalDown,
    /// The sign for letting it go.
    PedalUp,
    /// Notes sound so many octaves higher, or lower where it is below 0; 0 where only the place says
    /// which.
    OctaveShift(i8),
    /// Strokes of a tremolo through a stem: how many.
    Tremolo(u8),
    /// The wavy line before a broken chord.
    Arpeggio,
    /// Anything that is no sign of music, such as letters.
    Other,
}

impl Sign {
    /// The sign of a class of the detector; none of a name that is not known.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let head = |head, is_small| Self::Head { head, is_small };
        Some(match name {
            "noteheadBlack" => head(Head::Black, false),
            "noteheadHalf" => head(Head::Half, false),
            "noteheadWhole" => head(Head::Whole, false),
            "noteheadDoubleWhole" => head(Head::DoubleWhole, false),
            "noteheadBlackSmall" => head(Head::Black, true),
            "noteheadHalfSmall" => head(Head::Half, true),
            "restDoubleWhole" => Self::Rest(NoteValue::Breve),
            "restWhole" => Self::Rest(NoteValue::Whole),
            "restHalf" => Self::Rest(NoteValue::Half),
            "restQuarter" => Self::Rest(NoteValue::Quarter),
            "rest8th" => Self::Rest(NoteValue::Eighth),
            "rest16th" => Self::Rest(NoteValue::Sixteenth),
            "rest32nd" => Self::Rest(NoteValue::ThirtySecond),
            "rest64th" => Self::Rest(NoteValue::SixtyFourth),
            "flag8thUp" | "flag8thDown" => Self::Flag(1),
            "flag16thUp" | "flag16thDown" => Self::Flag(2),
            "flag32ndUp" | "flag32ndDown" => Self::Flag(3),
            "flag64thUp" | "flag64thDown" => Self::Flag(4),
            "accidentalFlat" => Self::Accidental(Accidental::Flat),
            "accidentalNatural" => Self::Accidental(Accidental::Natural),
            "accidentalSharp" => Self::Accidental(Accidental::Sharp),
            "accidentalDoubleSharp" => Self::Accidental(Accidental::DoubleSharp),
            "accidentalDoubleFlat" => Self::Accidental(Accidental::DoubleFlat),
            "gClef" => Self::Clef(ClefSign::G, 0),
            "gClef8vb" => Self::Clef(ClefSign::G, -1),
            "gClef8va" => Self::Clef(ClefSign::G, 1),
            "fClef" => Self::Clef(ClefSign::F, 0),
            "cClef" => Self::Clef(ClefSign::C, 0),
            "unpitchedPercussionClef1" => Self::Clef(ClefSign::Percussion, 0),
            "timeSigCommon" => Self::CommonTime,
            "timeSigCutCommon" => Self::CutTime,
            "augmentationDot" => Self::AugmentationDot,
            "repeatDot" => Self::RepeatDot,
            "articAccent" => Self::Articulation(Articulation::Accent),
            "articStaccato" => Self::Articulation(Articulation::Staccato),
            "articTenuto" => Self::Articulation(Articulation::Tenuto),
            "articStaccatissimo" => Self::Articulation(Articulation::Staccatissimo),
            "articMarcato" => Self::Articulation(Articulation::StrongAccent),
            "breathMarkComma" => Self::Articulation(Articulation::BreathMark),
            "caesura" => Self::Articulation(Articulation::Caesura),
            "fermataAbove" | "fermataBelow" => Self::Fermata,
            "ornamentTrill" => Self::Ornament(Ornament::TrillMark),
            "ornamentTurn" => Self::Ornament(Ornament::Turn),
            "ornamentTurnInverted" => Self::Ornament(Ornament::InvertedTurn),
            // What MusicXML calls inverted is the one without a stroke.
            "ornamentShortTrill" => Self::Ornament(Ornament::InvertedMordent),
            "ornamentMordent" => Self::Ornament(Ornament::Mordent),
            "dynamicPiano" => Self::Dynamic('p'),
            "dynamicMezzo" => Self::Dynamic('m'),
            "dynamicForte" => Self::Dynamic('f'),
            "dynamicRinforzando" => Self::Dynamic('r'),
            "dynamicSforzando" => Self::Dynamic('s'),
            "dynamicZ" => Self::Dynamic('z'),
            "segno" => Self::Segno,
            "coda" => Self::Coda,
            "keyboardPedalPed" => Self::PedalDown,
            "keyboardPedalUp" => Self::PedalUp,
            "ottava" => Self::OctaveShift(0),
            "ottavaAlta" => Self::OctaveShift(1),
            "ottavaBassa" => Self::OctaveShift(-1),
            "quindicesima" => Self::OctaveShift(2),
            "tremolo1" => Self::Tremolo(1),
            "tremolo2" => Self::Tremolo(2),
            "tremolo3" => Self::Tremolo(3),
            "tremolo4" => Self::Tremolo(4),
            "arpeggiato" => Self::Arpeggio,
            "text" | "other" => Self::Other,
            _ => return numbered(name),
        })
    }

    /// Whether it takes time in a measure.
    #[must_use]
    pub const fn is_timed(self) -> bool {
        matches!(
            self,
            Self::Head {
                is_small: false,
                ..
            } | Self::Rest(_)
        )
    }

    /// How far above the middle of its box the place is that it stands for, in half staff spaces, as
    /// SMuFL's fonts draw it: the bowl of a flat, the line that a clef names.
    #[must_use]
    pub(crate) const fn anchor_positions(self) -> f64 {
        match self {
            Self::Accidental(Accidental::Flat | Accidental::DoubleFlat) => -1.06,
            Self::Clef(ClefSign::G, 0) => -1.76,
            Self::Clef(ClefSign::F, _) => 1.48,
            _ => 0.0,
        }
    }
}

/// The signs that are digits.
fn numbered(name: &str) -> Option<Sign> {
    let digit_of = |kind: &str| {
        let digit: u8 = name.strip_prefix(kind)?.parse().ok()?;
        (digit <= 9).then_some(digit)
    };
    let time = digit_of("timeSig").map(Sign::TimeDigit);
    let tuplet = digit_of("tuplet").map(Sign::TupletDigit);
    time.or(tuplet)
        .or(digit_of("fingering").map(Sign::Fingering))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_digits_are_read() {
        assert_eq!(Sign::of_name("timeSig4"), Some(Sign::TimeDigit(4)));
        assert_eq!(Sign::of_name("tuplet3"), Some(Sign::TupletDigit(3)));
        assert_eq!(Sign::of_name("fingering0"), Some(Sign::Fingering(0)));
        assert_eq!(Sign::of_name("timeSig12"), None);
        assert_eq!(Sign::of_name("clef"), None);
    }
}
