//! Clefs with the figure of an octave, which are easily read where there are none.

mod drawing;

use drawing::{Drawing, Way};
use notation::{Clef, Entry};
use transcription::Transcription;

/// How sure what was read is; what somebody says is surer.
const READ: f64 = 0.9;

/// The octaves of the notes of all measures.
fn octaves(read: &Transcription) -> Vec<u8> {
    let voices = read.score.parts[0]
        .measures
        .iter()
        .flat_map(|it| &it.voices);
    let entries = voices.flat_map(|it| it.entries());
    let chords = entries.filter_map(Entry::as_chord);
    chords.map(|it| it.notes[0].pitch.octave()).collect()
}

/// A note after an octave clef at the beginning of the line.
fn at_start(is_inked: bool, score: f64) -> Transcription {
    let mut drawing = Drawing::of_staves(1);
    drawing.octave_clef(0, 3.0, is_inked).last().score = score;
    drawing.time(0, 9.0, 1, 4).note(0, 16.0, 1, Way::Down);
    drawing.read()
}

#[test]
fn an_octave_clef_whose_figure_is_there_counts() {
    let read = at_start(true, READ);
    assert_eq!(octaves(&read), [6]);
    assert_eq!(read.score.parts[0].measures[0].clefs[0].value.octaves, 1);
}

#[test]
fn an_octave_clef_without_its_figure_is_a_plain_one() {
    let read = at_start(false, READ);
    assert_eq!(octaves(&read), [5]);
    let clefs = &read.score.parts[0].measures[0].clefs;
    assert_eq!(clefs[0].value, Clef::TREBLE);
}

#[test]
fn an_octave_clef_that_somebody_says_counts_without_ink() {
    assert_eq!(octaves(&at_start(false, 1.0)), [6]);
}

#[test]
fn the_figure_of_a_clef_for_low_notes_is_below_it() {
    let read = |place: i32| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef8vb").last().score = READ;
        drawing.ink_figure(0, 3.0, place);
        drawing.time(0, 9.0, 1, 4).note(0, 16.0, 1, Way::Down);
        octaves(&drawing.read())
    };
    assert_eq!(read(-9), [4]);
    assert_eq!(read(9), [5]);
}

/// Two notes with an octave clef between them, which has its figure, after a clef at the beginning.
fn in_the_middle(begin: impl FnOnce(&mut Drawing)) -> Vec<u8> {
    let mut drawing = Drawing::of_staves(1);
    begin(&mut drawing);
    drawing.time(0, 9.0, 2, 4).note(0, 16.0, 1, Way::Down);
    drawing.octave_clef(0, 22.0, true).last().score = READ;
    drawing.note(0, 28.0, 1, Way::Down);
    octaves(&drawing.read())
}

#[test]
fn an_octave_clef_alone_in_the_middle_of_a_line_is_a_plain_one() {
    let plain = |drawing: &mut Drawing| {
        drawing.clef(0, 3.0, "gClef");
    };
    assert_eq!(in_the_middle(plain), [5, 5]);
    let bass = |drawing: &mut Drawing| {
        drawing.clef(0, 3.0, "fClef");
    };
    assert_eq!(in_the_middle(bass), [3, 5]);
}

#[test]
fn an_octave_clef_in_the_middle_of_a_line_that_has_one_at_the_beginning_counts() {
    let octave = |drawing: &mut Drawing| {
        drawing.octave_clef(0, 3.0, true).last().score = READ;
    };
    assert_eq!(in_the_middle(octave), [6, 6]);
}

#[test]
fn an_octave_clef_on_one_line_of_several_is_a_plain_one() {
    let read = |second: &str| {
        let mut drawing = Drawing::of_systems(&[1, 1]);
        for (staff, name) in [(0, "gClef8va"), (1, second)] {
            drawing.clef(staff, 3.0, name).last().score = READ;
            drawing.ink_figure(staff, 3.0, 9);
            drawing.note(staff, 16.0, 1, Way::Down);
        }
        drawing.time(0, 9.0, 1, 4);
        octaves(&drawing.read())
    };
    assert_eq!(read("gClef"), [5, 5]);
    assert_eq!(read("gClef8va"), [6, 6]);
}
