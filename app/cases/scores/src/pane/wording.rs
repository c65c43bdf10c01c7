//! Music in the words of the window's language.

use notation::{Clef, ClefSign, Note, NoteValue, Quarters, Step};
use transcription::{AlterRule, ClefRule, Edit, Evidence, Given, ProblemKind, Sign, ValueRule};
use workbench::tr;

use crate::subject::class_of;

/// What is wrong, as a sentence.
pub fn problem(kind: &ProblemKind) -> String {
    use ProblemKind as P;
    let time = |it: &Quarters| it.to_string();
    match kind {
        P::VoiceTooLong { end, expected } => tr!(
            "scores-voice-too-long",
            end = time(end),
            expected = time(expected)
        ),
        P::VoiceTooShort { end, expected } => tr!(
            "scores-voice-too-short",
            end = time(end),
            expected = time(expected)
        ),
        P::Gap { from, to } => tr!("scores-gap", from = time(from), to = time(to)),
        P::StavesDisagree { end, longest } => tr!(
            "scores-staves-disagree",
            end = time(end),
            longest = time(longest)
        ),
        P::ColumnsNotAligned { by: Some(by) } => tr!("scores-begins-early", by = time(by)),
        P::ColumnsNotAligned { by: None } => tr!("scores-nothing-ends"),
        P::TimeDoubtful {
            says,
            lasting,
            measures,
        } => tr!(
            "scores-time-doubtful",
            says = time(says),
            lasting = time(lasting),
            measures = *measures
        ),
        P::OrphanHead => tr!("scores-orphan-head"),
        P::OrphanRest => tr!("scores-orphan-rest"),
        P::OrphanStem => tr!("scores-orphan-stem"),
        P::OrphanFlag => tr!("scores-orphan-flag"),
        P::OrphanAccidental => tr!("scores-orphan-accidental"),
        P::OrphanDot => tr!("scores-orphan-dot"),
        P::BeamWithOneStem => tr!("scores-beam-one-stem"),
        P::TieToOtherPitch { .. } => tr!("scores-tie-other-pitch"),
        P::TieWithoutPartner { is_start: true } => tr!("scores-tie-no-end"),
        P::TieWithoutPartner { is_start: false } => tr!("scores-tie-no-start"),
        P::LowerStaffAbove { half_tones } => {
            tr!("scores-lower-above", count = u32::from(*half_tones))
        }
        P::KeyOnIllegalPlaces => tr!("scores-key-places"),
        P::KeysDiffer { taken, other } => tr!(
            "scores-keys-differ",
            taken = fifths(*taken),
            other = fifths(*other)
        ),
        P::TimesDiffer { taken, other } => tr!(
            "scores-times-differ",
            taken = format!("{}/{}", taken.beats(), taken.unit()),
            other = format!("{}/{}", other.beats(), other.unit())
        ),
        P::ClefDefaulted { clef } => tr!("scores-clef-defaulted", clef = clef_name(*clef)),
        P::KeyDefaulted { before } => tr!("scores-key-defaulted", before = fifths(*before)),
        P::TimeDefaulted {
            measure,
            is_inferred: true,
        } => tr!("scores-time-inferred", measure = time(measure)),
        P::TimeDefaulted { measure, .. } => tr!("scores-time-defaulted", measure = time(measure)),
        P::LowScore { sign, score } => tr!(
            "scores-low-score",
            name = sign_name(*sign),
            score = workbench::text::percent(*score, 0)
        ),
        P::AccidentalRepeated => tr!("scores-accidental-repeated"),
    }
}

/// A change that would mend something. `sign_of` says what a symbol is now.
pub fn edit(edit: &Edit, sign_of: impl Fn(u64) -> Option<Sign>) -> String {
    let name_of = |id: &u64| sign_of(*id).map_or_else(String::new, sign_name);
    match edit {
        Edit::Remove(id) => tr!("scores-fix-remove", name = name_of(id)),
        Edit::Become(id, sign) if sign_of(*id) == Some(*sign) => {
            tr!("scores-fix-keep", name = sign_name(*sign))
        }
        Edit::Become(id, sign) => tr!(
            "scores-fix-become",
            name = name_of(id),
            other = sign_name(*sign)
        ),
        Edit::Add { sign, .. } => tr!("scores-fix-add", name = sign_name(*sign)),
        Edit::Say(_, given) => saying(given),
    }
}

fn saying(given: &Given) -> String {
    if let Some((value, dots)) = given.length {
        return tr!("scores-fix-length", length = length_name(value, dots));
    }
    if let Some(tuplet) = given.tuplet {
        return tr!(
            "scores-fix-tuplet",
            notes = u32::from(tuplet.actual()),
            normal = u32::from(tuplet.normal())
        );
    }
    match given.tie_to_next {
        Some(true) => tr!("scores-fix-tie"),
        Some(false) => tr!("scores-fix-no-tie"),
        None => tr!("scores-fix-say"),
    }
}

/// A sign by its class.
pub fn sign_name(sign: Sign) -> String {
    class_of(sign).map_or_else(String::new, class_name)
}

/// A class as people call it.
pub fn class_name(class: &str) -> String {
    tr!("scores-class", class = class, words = words(class))
}

/// The name of SMuFL, taken apart into words.
fn words(class: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for letter in class.chars() {
        let begins = letter.is_uppercase() && !before.is_uppercase();
        let begins_number = letter.is_ascii_digit() && before.is_alphabetic();
        if begins || begins_number {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
        before = letter;
    }
    words
}

/// A value with its dots.
pub fn length_name(value: NoteValue, dots: u8) -> String {
    let name = match value {
        NoteValue::Breve => tr!("scores-breve"),
        NoteValue::Whole => tr!("scores-whole"),
        NoteValue::Half => tr!("scores-half"),
        NoteValue::Quarter => tr!("scores-quarter"),
        shorter => format!("1/{}", (4.0 / quarters(shorter)).round()),
    };
    name + &".".repeat(usize::from(dots))
}

fn quarters(value: NoteValue) -> f64 {
    let quarters = value.quarters();
    *quarters.numer() as f64 / *quarters.denom() as f64
}

/// The pitch of a note, as in F♯4.
pub fn pitch_name(note: &Note) -> String {
    let step = match note.pitch.step() {
        Step::C => "C",
        Step::D => "D",
        Step::E => "E",
        Step::F => "F",
        Step::G => "G",
        Step::A => "A",
        Step::B => "B",
    };
    let alter = match note.pitch.alter() {
        0 => String::new(),
        up @ 1.. => "♯".repeat(up.unsigned_abs().into()),
        down => "♭".repeat(down.unsigned_abs().into()),
    };
    format!("{step}{alter}{}", note.pitch.octave())
}

/// Why a note or rest is read as it is, in sentences.
pub fn reasons(evidence: &Evidence) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(pitch) = &evidence.pitch {
        let clef = clef_name(pitch.clef);
        said.push(match pitch.clef_from {
            ClefRule::Read { .. } => tr!("scores-why-clef-read", clef = clef),
            ClefRule::CarriedOn { from_measure } => {
                tr!(
                    "scores-why-clef-carried",
                    clef = clef,
                    measure = from_measure + 1
                )
            }
            ClefRule::Defaulted => tr!("scores-why-clef-defaulted", clef = clef),
        });
        match pitch.alter_from {
            AlterRule::Own => said.push(tr!("scores-why-own")),
            AlterRule::Earlier => said.push(tr!("scores-why-earlier")),
            AlterRule::Tie => said.push(tr!("scores-why-tie")),
            AlterRule::Key => said.push(tr!("scores-why-key")),
            AlterRule::Nothing => {}
        }
    }
    said.push(match evidence.length.value {
        ValueRule::Head => tr!("scores-why-head"),
        ValueRule::Beams => tr!("scores-why-beams", count = evidence.beams.len()),
        ValueRule::Flags => tr!("scores-why-flags"),
        ValueRule::Rest => tr!("scores-why-rest"),
        ValueRule::MeasureRest => tr!("scores-why-measure-rest"),
        ValueRule::Said => tr!("scores-why-said"),
    });
    if evidence.length.tuplet.is_some() {
        said.push(tr!("scores-why-tuplet"));
    }
    said
}

fn clef_name(clef: Clef) -> String {
    match clef.sign {
        ClefSign::G => tr!("scores-clef-g"),
        ClefSign::F => tr!("scores-clef-f"),
        ClefSign::C => tr!("scores-clef-c"),
        ClefSign::Percussion => tr!("scores-clef-percussion"),
    }
}

fn fifths(fifths: i8) -> String {
    let count = u32::from(fifths.unsigned_abs());
    if fifths == 0 {
        tr!("scores-no-key")
    } else if fifths > 0 {
        tr!("scores-sharps", count = count)
    } else {
        tr!("scores-flats", count = count)
    }
}

#[cfg(test)]
mod tests {
    use workbench::text::{Args, Language, translate_in};

    use super::*;
    use crate::subject::{CLASSES, LAYOUT_CLASSES};

    #[test]
    fn every_class_has_a_name_in_every_language() {
        let mut args = Args::new();
        args.set("words", "?");
        for class in CLASSES.into_iter().chain(LAYOUT_CLASSES) {
            args.set("class", class);
            for language in Language::ALL {
                let name = translate_in(language, "scores-class", Some(&args));
                assert!(!name.contains('?'), "{class} in {language:?}: {name}");
            }
        }
    }

    #[test]
    fn unknown_classes_are_taken_apart_into_words() {
        assert_eq!(class_name("stemTremolo5"), "stem tremolo 5");
        assert_eq!(class_name("noteheadXBlack"), "notehead xblack");
        assert_eq!(class_name("gClef15mb"), "g clef 15mb");
    }
}
