//! Printed music from the command line: a page whose music is known, and pages without any.
#![allow(clippy::unwrap_used)]

mod program;

use std::collections::BTreeMap;
use std::path::Path;

use imaging::{Raster, Samples};
use notation::{Content, Quarters, Score, musicxml};
use program::{Home, png, score_data};
use serde_json::Value;

/// A note: measure, staff, when it begins, its step with octave and alteration, and how long it is.
type Sounding = (usize, u8, Quarters, String, Quarters);

fn read(path: &Path) -> Score {
    musicxml::read(&std::fs::read(path).unwrap()).unwrap().score
}

/// How often each note is in a score.
fn notes(score: &Score) -> BTreeMap<Sounding, usize> {
    let mut found = BTreeMap::new();
    for (number, measure) in score.parts[0].measures.iter().enumerate() {
        for entry in measure.voices.iter().flat_map(notation::Voice::entries) {
            let Content::Chord(chord) = &entry.content else {
                continue;
            };
            for note in &chord.notes {
                let pitch = format!("{:?}", note.pitch);
                let key = (number, note.staff, entry.onset, pitch, chord.duration());
                *found.entry(key).or_default() += 1;
            }
        }
    }
    found
}

#[test]
fn a_clean_page_becomes_the_music_that_it_shows() {
    let home = Home::new();
    let (output, midi) = (home.path().join("out.mxl"), home.path().join("out.mid"));
    let report = home.path().join("report.json");
    let options = [
        "--midi",
        midi.to_str().unwrap(),
        "--report",
        report.to_str().unwrap(),
    ];
    let ran = home.scan(&[&score_data("a_small_parade.png")], &output, &options);
    assert!(ran.success, "{ran:?}");
    assert_eq!(
        notes(&read(&output)),
        notes(&read(&score_data("a_small_parade.musicxml")))
    );
    assert!(std::fs::read(midi).unwrap().starts_with(b"MThd"));
    let report: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert_eq!(report["measures"], 16);
    assert_eq!(report["pages"][0]["read"]["systems"], 2);
    let checked = home.run(["scores", "check", "--json"], [&output]);
    assert!(checked.success, "{checked:?}");
    serde_json::from_str::<Value>(&checked.stdout).unwrap();
}

#[test]
fn symbols_are_written_with_their_names() {
    let home = Home::new();
    let output = home.path().join("symbols.json");
    let line = ["scores", "symbols", "-o", output.to_str().unwrap()];
    let ran = home.run(line, [score_data("a_small_parade.png")]);
    assert!(ran.success, "{ran:?}");
    let coco: Value = serde_json::from_slice(&std::fs::read(output).unwrap()).unwrap();
    let of_class = |name: &str| {
        let classes = coco["categories"].as_array().unwrap();
        let class = classes.iter().find(|it| it["name"] == name).unwrap();
        let all = coco["annotations"].as_array().unwrap().iter();
        all.filter(|it| it["category_id"] == class["id"]).count()
    };
    assert_eq!((of_class("gClef"), of_class("fClef")), (2, 2));
    assert_eq!(of_class("accidentalSharp"), 8);
    assert_eq!(of_class("tuplet3"), 1);
}

#[test]
fn pages_without_music_are_passed_over_with_a_word() {
    let home = Home::new();
    let blank = home.path().join("blank.png");
    let white = Raster::new(600, 800, 1, Samples::U8(vec![255; 600 * 800]));
    imaging::save_png(&white, &blank).unwrap();
    let output = home.path().join("out.musicxml");
    let ran = home.scan(&[&blank, &score_data("a_small_parade.png")], &output, &[]);
    assert!(ran.success, "{ran:?}");
    assert!(
        ran.stderr.contains("blank.png page 1: the page is blank"),
        "{ran:?}"
    );
    assert!(output.exists());

    let nothing = home.path().join("nothing.musicxml");
    let ran = home.scan(&[&blank], &nothing, &[]);
    assert!(!ran.success);
    assert!(ran.stderr.contains("no page with music"), "{ran:?}");
    assert!(!nothing.exists());
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is_read() {
    let home = Home::new();
    let picture = png(home.path().join("a.png"), 64, 64);
    let ran = home.scan(&[&picture], &home.path().join("out.pdf"), &[]);
    assert!(
        !ran.success && ran.stderr.contains(".musicxml or .mxl"),
        "{ran:?}"
    );
    let missing = home.path().join("missing.pdf");
    let ran = home.scan(&[&missing], &home.path().join("out.mxl"), &[]);
    assert!(
        !ran.success && ran.stderr.contains("missing.pdf"),
        "{ran:?}"
    );
    let ran = home.scan(&[&picture], &home.path().join("out.mxl"), &["--pages", "2"]);
    assert!(
        !ran.success && ran.stderr.contains("none of those that --pages names"),
        "{ran:?}"
    );
    let broken = home.path().join("broken.musicxml");
    std::fs::write(&broken, "<score").unwrap();
    let ran = home.run(["scores", "check"], [&broken]);
    assert!(
        !ran.success && ran.stderr.contains("no usable MusicXML"),
        "{ran:?}"
    );
}
