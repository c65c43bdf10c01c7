//! Beams that only one stem of a group has.

mod drawing;

use drawing::{Drawing, Way};
use notation::{Beam, Entry, NoteValue};
use transcription::Transcription;

/// Where the stems of a group are, and where they point to.
const FIRST: f64 = 14.0;
const STEP: f64 = 4.0;
const TIP: i32 = 5;
/// How long a hook is, in staff spaces.
const HOOK: f64 = 1.1;

fn column(at: usize) -> f64 {
    FIRST + STEP * at as f64
}

/// So many notes under one beam.
fn group(count: usize) -> Drawing {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
    drawing.beamed(0, FIRST, STEP, &vec![-2; count], Way::Up);
    drawing
}

/// A hook to the left of a stem, so many beams away from the first one.
fn hook_left(drawing: &mut Drawing, at: usize, below: u8) {
    drawing.beam(0, column(at) - HOOK, column(at), TIP, below);
}

/// A hook to the right of a stem.
fn hook_right(drawing: &mut Drawing, at: usize, below: u8) {
    drawing.beam(0, column(at), column(at) + HOOK, TIP, below);
}

fn chords(read: &Transcription) -> Vec<&notation::Chord> {
    let voices = &read.score.parts[0].measures[0].voices;
    voices
        .iter()
        .flat_map(|it| it.entries())
        .filter_map(Entry::as_chord)
        .collect()
}

/// How many beams each note is shortened by, and its dots.
fn lengths(drawing: &Drawing) -> Vec<(usize, u8)> {
    let read = drawing.read();
    let beams = |it: NoteValue| it as usize - NoteValue::Quarter as usize;
    chords(&read)
        .iter()
        .map(|it| (beams(it.length.value()), it.length.dots()))
        .collect()
}

#[test]
fn a_hook_that_nothing_explains_shortens_nothing() {
    let mut drawing = group(4);
    hook_left(&mut drawing, 2, 1);
    let strokes = {
        let (layout, symbols) = drawing.found();
        drawing::strokes_of(&layout, &symbols)
    };
    let most = strokes.stems.iter().map(strokes::Stem::beams).max();
    assert_eq!(most, Some(2), "the hook is seen");
    assert_eq!(lengths(&drawing), [(1, 0); 4]);
}

#[test]
fn a_hook_beside_a_dotted_note_counts() {
    let mut drawing = group(4);
    hook_left(&mut drawing, 2, 1);
    drawing.dot(0, column(1) + 1.1, -1);
    assert_eq!(lengths(&drawing), [(1, 0), (1, 1), (2, 0), (1, 0)]);
    // The dotted note may be the one after it too.
    let mut drawing = group(4);
    hook_right(&mut drawing, 1, 1);
    drawing.dot(0, column(2) + 1.1, -1);
    assert_eq!(lengths(&drawing), [(1, 0), (2, 0), (1, 1), (1, 0)]);
}

#[test]
fn a_dot_two_notes_away_explains_no_hook() {
    let mut drawing = group(4);
    hook_left(&mut drawing, 2, 1);
    drawing.dot(0, column(0) + 1.1, -1);
    assert_eq!(lengths(&drawing), [(1, 1), (1, 0), (1, 0), (1, 0)]);
}

#[test]
fn hooks_on_both_sides_of_a_longer_note_count() {
    let mut drawing = group(4);
    hook_right(&mut drawing, 0, 1);
    hook_left(&mut drawing, 2, 1);
    assert_eq!(lengths(&drawing), [(2, 0), (1, 0), (2, 0), (1, 0)]);
    let mut drawing = group(5);
    hook_right(&mut drawing, 1, 1);
    hook_left(&mut drawing, 3, 1);
    assert_eq!(lengths(&drawing), [(1, 0), (2, 0), (1, 0), (2, 0), (1, 0)]);
}

#[test]
fn a_beam_that_two_notes_share_counts() {
    let mut drawing = group(4);
    drawing.beam(0, column(1), column(2), TIP, 1);
    assert_eq!(lengths(&drawing), [(1, 0), (2, 0), (2, 0), (1, 0)]);
}

#[test]
fn a_hook_at_the_end_of_one_beam_counts() {
    let mut drawing = group(3);
    hook_left(&mut drawing, 2, 1);
    assert_eq!(lengths(&drawing), [(1, 0), (1, 0), (2, 0)]);
    // Of two notes, as the dot before the second may have been lost.
    let mut drawing = group(2);
    hook_left(&mut drawing, 1, 1);
    assert_eq!(lengths(&drawing), [(1, 0), (2, 0)]);
}

#[test]
fn a_hook_at_the_end_of_two_beams_needs_a_dotted_note() {
    let mut drawing = group(3);
    drawing.beam(0, column(0), column(2), TIP, 1);
    hook_left(&mut drawing, 2, 2);
    assert_eq!(lengths(&drawing), [(2, 0); 3]);
    drawing.dot(0, column(1) + 1.1, -1);
    assert_eq!(lengths(&drawing), [(2, 0), (2, 1), (3, 0)]);
}

#[test]
fn a_hook_that_counts_is_written_at_its_note() {
    let mut drawing = group(4);
    hook_left(&mut drawing, 2, 1);
    drawing.dot(0, column(1) + 1.1, -1);
    let read = drawing.read();
    let beams: Vec<_> = chords(&read).iter().map(|it| it.beams.clone()).collect();
    assert_eq!(beams[2], [Beam::Continue, Beam::BackwardHook]);
}
