//! Writes scores for `tests/python/validate.py`, each with what must be read of it.
//!
//!     cargo run -p notation --example write_scores -- FOLDER [COUNT]
//!
//! The samples of the tests go to FOLDER, each with a `.json` beside it that says what notes it has; and
//! COUNT scores drawn at random, always the same ones, plain and compressed.
#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "the tests use more of their modules")]

#[path = "../tests/whole/samples.rs"]
mod samples;
#[path = "../tests/whole/strategies/mod.rs"]
mod strategies;
#[path = "../tests/whole/support.rs"]
mod support;

use std::fs::{self, File};
use std::path::Path;

use notation::{Measure, Note, Pitch, Quarters, Score, musicxml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder is given");
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    for (name, score) in samples::samples() {
        write(folder, name, &score);
        describe(folder, name, &score);
    }
    let count = arguments
        .next()
        .map_or(0, |it| it.parse().expect("a number is given"));
    let mut runner = TestRunner::deterministic();
    for at in 0..count {
        let score = strategies::score().new_tree(&mut runner).unwrap().current();
        let name = format!("random_{at:03}");
        write(folder, &name, &score);
        describe(folder, &name, &score);
        let packed = File::create(folder.join(format!("{name}.mxl"))).unwrap();
        musicxml::write_compressed(&score, packed).unwrap();
    }
}

fn write(folder: &Path, name: &str, score: &Score) {
    let file = File::create(folder.join(format!("{name}.musicxml"))).unwrap();
    musicxml::write(score, std::io::BufWriter::new(file)).unwrap();
}

/// Writes what the score says of its notes, by itself and not by what was written of it.
fn describe(folder: &Path, name: &str, score: &Score) {
    let measures = score.parts[0].measures.len();
    let each = (0..measures).map(|at| {
        let mut notes = Vec::new();
        let mut first_staff = 0;
        for part in &score.parts {
            notes_of(&part.measures[at], first_staff, &mut notes);
            first_staff += part.staves;
        }
        Value::from(notes)
    });
    let staves: u8 = score.parts.iter().map(|it| it.staves).sum();
    let description = json!({ "staves": staves, "measures": each.collect::<Vec<_>>() });
    fs::write(folder.join(format!("{name}.json")), description.to_string()).unwrap();
}

/// The notes of a measure: staff of the score, onset and duration as fractions, pitch, identifier,
/// and whether they are tied. The staff is that of the first note of the chord, because music21 has
/// one for all of them.
fn notes_of(measure: &Measure, first_staff: u8, notes: &mut Vec<Value>) {
    for voice in &measure.voices {
        for entry in voice.entries() {
            let Some(chord) = entry.as_chord() else {
                continue;
            };
            let staff = entry.staff().unwrap();
            let fraction = |it: Quarters| json!([it.numer(), it.denom()]);
            notes.extend(chord.notes.iter().map(|it: &Note| {
                json!({
                    "staff": first_staff + staff - 1,
                    "onset": fraction(entry.onset),
                    "duration": fraction(entry.duration()),
                    "pitch": name_of(it.pitch),
                    "id": format!("e{}", it.id.0),
                    "ties": [it.is_tied_from_previous, it.is_tied_to_next],
                })
            }));
        }
    }
}

/// The pitch: letter, octave and semitones above them.
fn name_of(pitch: Pitch) -> String {
    format!("{:?}{}{:+}", pitch.step(), pitch.octave(), pitch.alter())
}
