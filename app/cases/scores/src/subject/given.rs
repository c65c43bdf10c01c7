//! What somebody said of a note or a rest, as attributes of its label.

use std::collections::BTreeMap;

use notation::{NoteValue, TupletRatio};
use transcription::Given;

const VALUE: &str = "value";
const DOTS: &str = "dots";
const TUPLET: &str = "tuplet";
const VOICE: &str = "voice";
const POSITION: &str = "staff position";
const TIE: &str = "tie";
const YES: &str = "yes";
const NO: &str = "no";

/// The values of notes by their names in MusicXML.
const VALUES: [(&str, NoteValue); 10] = [
    ("breve", NoteValue::Breve),
    ("whole", NoteValue::Whole),
    ("half", NoteValue::Half),
    ("quarter", NoteValue::Quarter),
    ("eighth", NoteValue::Eighth),
    ("16th", NoteValue::Sixteenth),
    ("32nd", NoteValue::ThirtySecond),
    ("64th", NoteValue::SixtyFourth),
    ("128th", NoteValue::HundredTwentyEighth),
    ("256th", NoteValue::TwoHundredFiftySixth),
];

/// What the attributes of a label say; what cannot be understood says nothing.
#[must_use]
pub fn given_of(attributes: &BTreeMap<String, String>) -> Given {
    let text = |key: &str| attributes.get(key).map(String::as_str);
    let value = text(VALUE).and_then(|name| VALUES.iter().find(|it| it.0 == name));
    let dots = text(DOTS).and_then(|it| it.parse().ok()).unwrap_or(0);
    let tuplet = text(TUPLET).and_then(|it| it.split_once(':'));
    Given {
        length: value.map(|(_, value)| (*value, dots)),
        tuplet: tuplet.and_then(|(actual, normal)| {
            TupletRatio::new(actual.parse().ok()?, normal.parse().ok()?)
        }),
        voice: text(VOICE).and_then(|it| it.parse().ok()),
        staff_position: text(POSITION).and_then(|it| it.parse().ok()),
        tie_to_next: text(TIE).map(|it| it == YES),
    }
}

/// The attributes of a label after somebody said something; others stay.
#[must_use]
pub fn attributes_of(given: &Given, before: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut attributes = before.clone();
    let mut set = |key: &str, text: Option<String>| match text {
        Some(text) => {
            attributes.insert(key.to_owned(), text);
        }
        None => {
            attributes.remove(key);
        }
    };
    let name = |value: NoteValue| VALUES.iter().find(|it| it.1 == value).map(|it| it.0);
    let value = given.length.and_then(|(value, _)| name(value));
    let dots = given.length.filter(|(_, dots)| *dots > 0);
    set(VALUE, value.map(str::to_owned));
    set(DOTS, dots.map(|(_, dots)| dots.to_string()));
    let tuplet = given.tuplet;
    set(
        TUPLET,
        tuplet.map(|it| format!("{}:{}", it.actual(), it.normal())),
    );
    set(VOICE, given.voice.map(|it| it.to_string()));
    set(POSITION, given.staff_position.map(|it| it.to_string()));
    let tie = given
        .tie_to_next
        .map(|is_tied| if is_tied { YES } else { NO });
    set(TIE, tie.map(str::to_owned));
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_comes_back_and_other_attributes_stay() {
        let other = BTreeMap::from([("colour".to_owned(), "red".to_owned())]);
        for (_, value) in VALUES {
            let given = Given {
                length: Some((value, 2)),
                tuplet: TupletRatio::new(5, 4),
                voice: Some(3),
                staff_position: Some(-7),
                tie_to_next: Some(false),
            };
            let attributes = attributes_of(&given, &other);
            assert_eq!(attributes.len(), 7);
            assert_eq!(given_of(&attributes), given);
            assert_eq!(attributes_of(&Given::default(), &attributes), other);
        }
    }

    #[test]
    fn what_cannot_be_understood_says_nothing() {
        let texts = [
            (VALUE, "long"),
            (TUPLET, "3/2"),
            (VOICE, "-1"),
            (POSITION, ""),
        ];
        let attributes = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        assert_eq!(given_of(&BTreeMap::from(attributes)), Given::default());
    }
}
