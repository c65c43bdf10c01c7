//! Scores in a few letters.
//!
//! A voice is written as its chords and rests: `c4+e4/4 fs5/8. r/8 3:2*bf3/8 ^g4/16 r/m3 c4~/2 ~c4/2`.
//! Before the stroke stand the notes, joined by `+`, each as its letter, `s` or `f` for each sharp or
//! flat, and the octave; `@2` after it puts it on the second staff; `~` at its ends is a tie. After
//! the stroke stand the value, as one over it (0 is a breve), and dots. `3:2*` in front is a tuplet, `^`
//! a grace chord, `r/m3` a measure's rest of three quarters, and `_` a gap instead of a rest.

use notation::{
    Chord, Clef, Content, Direction, DirectionKind, ElementId, Entry, Grace, KeySignature, Length,
    Measure, Note, NoteValue, Part, Pitch, Quarters, Rest, RestLength, Score, Sign, Step,
    TimeSignature, TimeSymbol, TupletRatio, Voice,
};

/// A fraction of a quarter.
pub fn q(numer: i64, denom: i64) -> Quarters {
    Quarters::new(numer, denom)
}

/// Gives everything the next identifier.
#[derive(Default)]
pub struct Ids(u64);

impl Ids {
    pub fn next(&mut self) -> ElementId {
        self.0 += 1;
        ElementId(self.0)
    }

    /// A voice on a staff.
    pub fn voice(&mut self, number: u8, staff: u8, text: &str) -> Voice {
        let mut onset = Quarters::ZERO;
        let mut entries = Vec::new();
        for word in text.split_whitespace() {
            let (what, length) = word.split_once('/').unwrap();
            let (tuplet, what) = match what.split_once('*') {
                Some((ratio, what)) => {
                    let (actual, normal) = ratio.split_once(':').unwrap();
                    let ratio = (actual.parse().unwrap(), normal.parse().unwrap());
                    (TupletRatio::new(ratio.0, ratio.1), what)
                }
                None => (None, what),
            };
            let entry = match length.strip_prefix('m') {
                Some(quarters) => {
                    let length = RestLength::Measure(q(quarters.parse().unwrap(), 1));
                    Entry::rest(onset, Rest::new(self.next(), staff, length))
                }
                None => {
                    let length = length_of(length, tuplet);
                    self.entry(onset, what, staff, length)
                }
            };
            onset = entry.end();
            if what != "_" {
                entries.push(entry);
            }
        }
        Voice::new(number, entries).unwrap()
    }

    fn entry(&mut self, onset: Quarters, what: &str, staff: u8, length: Length) -> Entry {
        if what == "r" || what == "_" {
            let rest = Rest::new(self.next(), staff, RestLength::Written(length));
            return Entry::rest(onset, rest);
        }
        let (notes, is_grace) = match what.strip_prefix('^') {
            Some(notes) => (notes, true),
            None => (what, false),
        };
        let notes = notes.split('+').map(|it| self.note(it, staff));
        let mut chord = Chord::new(notes.collect(), length);
        chord.grace = is_grace.then_some(Grace { is_slashed: true });
        Entry::chord(onset, chord)
    }

    fn note(&mut self, text: &str, staff: u8) -> Note {
        let is_tied_from_previous = text.starts_with('~');
        let is_tied_to_next = text.ends_with('~');
        let text = text.trim_matches('~');
        let (name, staff) = match text.split_once('@') {
            Some((name, staff)) => (name, staff.parse().unwrap()),
            None => (text, staff),
        };
        let mut note = Note::new(self.next(), pitch(name), staff);
        note.is_tied_from_previous = is_tied_from_previous;
        note.is_tied_to_next = is_tied_to_next;
        note
    }

    /// A sign at the start of a measure.
    pub fn sign<T>(&mut self, staff: u8, value: T) -> Sign<T> {
        Sign {
            id: self.next(),
            onset: Quarters::ZERO,
            staff,
            value,
        }
    }

    pub fn direction(&mut self, onset: Quarters, staff: u8, kind: DirectionKind) -> Direction {
        Direction {
            id: self.next(),
            onset,
            staff,
            placement: None,
            kind,
        }
    }

    /// A measure that begins with a time signature on each staff.
    pub fn first_measure(&mut self, beats: u8, unit: u8, voices: Vec<Voice>) -> Measure {
        let staves = voices.iter().map(Voice::staff).max().unwrap();
        let mut measure = plain_measure(1, voices);
        for staff in 1..=staves {
            let clef = if staff == 1 { Clef::TREBLE } else { Clef::BASS };
            measure.clefs.push(self.sign(staff, clef));
            measure
                .keys
                .push(self.sign(staff, KeySignature { fifths: 0 }));
            measure.times.push(self.sign(staff, time(beats, unit)));
        }
        measure
    }

    /// A part of one staff in a time, of these measures of one voice.
    pub fn melody(&mut self, beats: u8, unit: u8, measures: &[&str]) -> Score {
        let voices: Vec<Voice> = measures.iter().map(|it| self.voice(1, 1, it)).collect();
        self.score(
            beats,
            unit,
            1,
            voices.into_iter().map(|it| vec![it]).collect(),
        )
    }

    /// A part of some staves in a time, of these measures.
    pub fn score(&mut self, beats: u8, unit: u8, staves: u8, measures: Vec<Vec<Voice>>) -> Score {
        let measures = measures.into_iter().enumerate().map(|(at, voices)| {
            if at == 0 {
                self.first_measure(beats, unit, voices)
            } else {
                plain_measure(at + 1, voices)
            }
        });
        let part = Part {
            name: "Piano".to_owned(),
            staves,
            measures: measures.collect(),
        };
        Score {
            parts: vec![part],
            ..Score::default()
        }
    }
}

pub fn plain_measure(number: usize, voices: Vec<Voice>) -> Measure {
    Measure {
        number: number.to_string(),
        voices,
        ..Measure::default()
    }
}

pub fn time(beats: u8, unit: u8) -> TimeSignature {
    TimeSignature::new(beats, unit, TimeSymbol::Numbers).unwrap()
}

pub fn pitch(name: &str) -> Pitch {
    let letters = ["c", "d", "e", "f", "g", "a", "b"];
    let (letter, rest) = name.split_at(1);
    let step = Step::ALL[letters.iter().position(|it| *it == letter).unwrap()];
    let (signs, octave) = rest.split_at(rest.len() - 1);
    let alter: i8 = signs.chars().map(|it| if it == 's' { 1 } else { -1 }).sum();
    Pitch::new(step, alter, octave.parse().unwrap()).unwrap()
}

fn length_of(text: &str, tuplet: Option<TupletRatio>) -> Length {
    let number = text.trim_end_matches('.');
    let dots = (text.len() - number.len()) as u8;
    let value = match number.parse::<usize>().unwrap() {
        0 => NoteValue::Breve,
        number => NoteValue::ALL[number.ilog2() as usize + 1],
    };
    Length::new(value, dots, tuplet).unwrap()
}

/// The voice with its chords changed, each told by its place in the voice.
pub fn adorned(voice: Voice, change: impl Fn(usize, &mut Chord)) -> Voice {
    let number = voice.number();
    let mut entries = voice.into_entries();
    for (at, entry) in entries.iter_mut().enumerate() {
        if let Content::Chord(chord) = &mut entry.content {
            change(at, chord);
        }
    }
    Voice::new(number, entries).unwrap()
}
