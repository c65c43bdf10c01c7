//! Dashed lines whose sign nobody read.

mod drawing;

use drawing::{Drawing, Way, strokes_of};
use notation::{DirectionKind, Entry, OctaveShift, OctaveShiftEnd};

/// Where the line stands, where its dashes begin, and where they end.
const PLACE: i32 = 9;
const FROM: f64 = 24.0;
const TO: f64 = 41.0;
/// How far before its dashes [`Drawing::dashes`] begins.
const BEFORE: f64 = 1.2;

/// Four quarters, of which the last three are under a line, and the line.
fn with_line(place: i32) -> Drawing {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
    for at in 0..4 {
        drawing.note(0, 15.0 + 8.0 * f64::from(at), 1, Way::Down);
    }
    drawing.dashes(0, "", FROM - BEFORE, TO, place, false);
    drawing
}

/// The octaves of the notes.
fn octaves(drawing: &Drawing) -> Vec<u8> {
    let read = drawing.read();
    let voices = &read.score.parts[0].measures[0].voices;
    let chords = voices
        .iter()
        .flat_map(|it| it.entries())
        .filter_map(Entry::as_chord);
    chords.map(|it| it.notes[0].pitch.octave()).collect()
}

#[test]
fn notes_under_a_line_with_an_unread_figure_sound_higher() {
    let mut drawing = with_line(PLACE);
    drawing.ink_figure(0, FROM - 1.2, PLACE);
    assert_eq!(octaves(&drawing), [5, 6, 6, 6]);
    let read = drawing.read();
    let directions = &read.score.parts[0].measures[0].directions;
    let start = OctaveShiftEnd::Start(OctaveShift::OctaveHigher);
    let is_start =
        |it: &DirectionKind| matches!(it, DirectionKind::OctaveShift { end, .. } if *end == start);
    assert_eq!(directions.iter().filter(|it| is_start(&it.kind)).count(), 1);
}

#[test]
fn a_sign_without_dashes_must_be_sure() {
    let with_sign = |score: f64| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
        for at in 0..4 {
            drawing.note(0, 15.0 + 8.0 * f64::from(at), 1, Way::Down);
        }
        drawing.dashes(0, "ottava", FROM - BEFORE, FROM - BEFORE, PLACE, false);
        drawing.last().score = score;
        octaves(&drawing)
    };
    assert_eq!(with_sign(0.9), [5, 6, 5, 5]);
    assert_eq!(with_sign(0.5), [5, 5, 5, 5]);
}

#[test]
fn another_eight_before_dashes_is_an_octave_sign() {
    let with_digit = |name: &str| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
        for at in 0..4 {
            drawing.note(0, 15.0 + 8.0 * f64::from(at), 1, Way::Down);
        }
        drawing.dashes(0, name, FROM - BEFORE, TO, PLACE, false);
        octaves(&drawing)
    };
    assert_eq!(with_digit("tuplet8"), [5, 6, 6, 6]);
    assert_eq!(with_digit("tuplet7"), [5, 5, 5, 5]);
}

#[test]
fn notes_over_a_line_with_an_unread_figure_sound_lower() {
    let mut drawing = with_line(-12);
    drawing.ink_figure(0, FROM - 1.2, -12);
    assert_eq!(octaves(&drawing), [5, 4, 4, 4]);
}

/// Where the dashed lines of a page begin.
fn beginnings(drawing: &Drawing) -> Vec<f64> {
    let (layout, symbols) = drawing.found();
    let extenders = strokes_of(&layout, &symbols).extenders;
    extenders.iter().map(|it| it.left_px[0]).collect()
}

#[test]
fn a_dash_between_the_figure_and_the_line_is_passed_over() {
    let mut drawing = with_line(PLACE);
    let before = beginnings(&drawing);
    // A bit higher than the others, so that the line is found without it.
    drawing
        .blot(0, FROM - 1.0, PLACE + 1, [0.7, 0.15])
        .ink_figure(0, FROM - 2.6, PLACE);
    assert_eq!(beginnings(&drawing), before);
    assert_eq!(octaves(&drawing), [5, 6, 6, 6]);
}

#[test]
fn a_line_without_anything_before_it_says_nothing() {
    assert_eq!(octaves(&with_line(PLACE)), [5, 5, 5, 5]);
}

#[test]
fn a_line_after_a_word_says_nothing() {
    // One whose letters run together.
    let mut drawing = with_line(PLACE);
    drawing.blot(0, FROM - 3.0, PLACE, [4.8, 1.6]);
    assert_eq!(octaves(&drawing), [5, 5, 5, 5]);
    // One whose letters are as large as figures.
    let mut drawing = with_line(PLACE);
    for letter in 0..5 {
        let x = FROM - 1.0 - 1.3 * f64::from(letter);
        drawing.blot(0, x, PLACE, [1.0, 1.4]);
    }
    assert_eq!(octaves(&drawing), [5, 5, 5, 5]);
}

#[test]
fn a_line_after_something_smaller_or_larger_than_a_figure_says_nothing() {
    for size in [[0.4, 1.6], [1.2, 0.7], [1.2, 3.2]] {
        let mut drawing = with_line(PLACE);
        drawing.blot(0, FROM - 1.2, PLACE, size);
        assert_eq!(octaves(&drawing), [5, 5, 5, 5], "{size:?}");
    }
}

#[test]
fn a_short_line_with_an_unread_figure_says_nothing() {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 1, 4);
    drawing.note(0, 26.0, 1, Way::Down);
    drawing.dashes(0, "", FROM - BEFORE, FROM + 4.8, PLACE, false);
    drawing.ink_figure(0, FROM - 1.2, PLACE);
    assert_eq!(octaves(&drawing), [5]);
}

#[test]
fn a_line_with_an_unread_figure_goes_on_on_the_next_system() {
    let mut drawing = Drawing::of_systems(&[1, 1]);
    drawing.clef(0, 3.0, "gClef").clef(1, 3.0, "gClef");
    drawing.time(0, 9.0, 1, 4);
    drawing
        .note(0, 30.0, 1, Way::Down)
        .note(1, 12.0, 1, Way::Down);
    drawing.ink_figure(0, FROM - 1.2, PLACE);
    drawing.dashes(0, "", FROM - BEFORE, 47.5, PLACE, false);
    drawing.dashes(1, "", 8.0, 20.0, PLACE, true);
    let read = drawing.read();
    let entries = read.score.parts[0].measures.iter();
    let entries = entries
        .flat_map(|it| &it.voices)
        .flat_map(|it| it.entries());
    let chords = entries.filter_map(Entry::as_chord);
    let octaves: Vec<u8> = chords.map(|it| it.notes[0].pitch.octave()).collect();
    assert_eq!(octaves, [6, 6]);
}
