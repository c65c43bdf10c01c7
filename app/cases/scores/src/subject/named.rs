//! Signs of music by the names of their classes.

use notation::{Accidental, NoteValue};
use transcription::{Head, Sign};

/// All classes that a page may be labelled with, in the order in which they are offered.
pub const CLASSES: [&str; 97] = [
    "noteheadBlack",
    "noteheadHalf",
    "noteheadWhole",
    "noteheadDoubleWhole",
    "noteheadBlackSmall",
    "noteheadHalfSmall",
    "restDoubleWhole",
    "restWhole",
    "restHalf",
    "restQuarter",
    "rest8th",
    "rest16th",
    "rest32nd",
    "rest64th",
    "flag8thUp",
    "flag8thDown",
    "flag16thUp",
    "flag16thDown",
    "flag32ndUp",
    "flag32ndDown",
    "flag64thUp",
    "flag64thDown",
    "accidentalFlat",
    "accidentalNatural",
    "accidentalSharp",
    "accidentalDoubleSharp",
    "accidentalDoubleFlat",
    "augmentationDot",
    "gClef",
    "gClef8vb",
    "gClef8va",
    "fClef",
    "cClef",
    "unpitchedPercussionClef1",
    "timeSig0",
    "timeSig1",
    "timeSig2",
    "timeSig3",
    "timeSig4",
    "timeSig5",
    "timeSig6",
    "timeSig7",
    "timeSig8",
    "timeSig9",
    "timeSigCommon",
    "timeSigCutCommon",
    "tuplet0",
    "tuplet1",
    "tuplet2",
    "tuplet3",
    "tuplet4",
    "tuplet5",
    "tuplet6",
    "tuplet7",
    "tuplet8",
    "tuplet9",
    "fingering0",
    "fingering1",
    "fingering2",
    "fingering3",
    "fingering4",
    "fingering5",
    "repeatDot",
    "articAccent",
    "articStaccato",
    "articTenuto",
    "articStaccatissimo",
    "articMarcato",
    "fermataAbove",
    "fermataBelow",
    "breathMarkComma",
    "caesura",
    "ornamentTrill",
    "ornamentTurn",
    "ornamentTurnInverted",
    "ornamentShortTrill",
    "ornamentMordent",
    "dynamicPiano",
    "dynamicMezzo",
    "dynamicForte",
    "dynamicRinforzando",
    "dynamicSforzando",
    "dynamicZ",
    "segno",
    "coda",
    "keyboardPedalPed",
    "keyboardPedalUp",
    "ottava",
    "ottavaAlta",
    "ottavaBassa",
    "quindicesima",
    "tremolo1",
    "tremolo2",
    "tremolo3",
    "tremolo4",
    "arpeggiato",
    "text",
];

/// The class of a sign: the first of those that mean it.
#[must_use]
pub fn class_of(sign: Sign) -> Option<&'static str> {
    CLASSES
        .into_iter()
        .find(|name| Sign::of_name(name) == Some(sign))
}

/// The class of a note head of a form.
#[must_use]
pub const fn head_class(head: Head, is_small: bool) -> &'static str {
    match (head, is_small) {
        (Head::Black, false) => "noteheadBlack",
        (Head::Black, true) => "noteheadBlackSmall",
        (Head::Half, false) => "noteheadHalf",
        (Head::Half, true) => "noteheadHalfSmall",
        (Head::Whole, _) => "noteheadWhole",
        (Head::DoubleWhole, _) => "noteheadDoubleWhole",
    }
}

/// The class of an accidental, where the model knows one.
#[must_use]
pub fn accidental_class(accidental: Accidental) -> Option<&'static str> {
    class_of(Sign::Accidental(accidental))
}

/// The class of a rest, where the model knows one.
#[must_use]
pub fn rest_class(value: NoteValue) -> Option<&'static str> {
    class_of(Sign::Rest(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_a_sign_and_leads_back_to_one_that_means_the_same() {
        for name in CLASSES {
            let sign = Sign::of_name(name).unwrap();
            let class = class_of(sign).unwrap();
            assert_eq!(Sign::of_name(class), Some(sign), "{name}");
        }
        for head in [Head::Black, Head::Half, Head::Whole, Head::DoubleWhole] {
            assert!(CLASSES.contains(&head_class(head, false)));
        }
    }
}
