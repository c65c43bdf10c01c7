//! Chords whose stem reaches over two staves.

mod drawing;

use drawing::{Drawing, Way};
use notation::{Chord, Measure, Quarters, Step};
use transcription::Transcription;

fn begun(quarters: u8) -> Drawing {
    let mut drawing = Drawing::of_staves(2);
    drawing.clef(0, 3.0, "gClef").clef(1, 3.0, "gClef");
    drawing.time(0, 9.0, quarters, 4).time(1, 9.0, quarters, 4);
    drawing
}

fn measure(read: &Transcription) -> &Measure {
    &read.score.parts[0].measures[0]
}

/// The chords of a measure with their onsets and the number of their voice.
fn chords(measure: &Measure) -> Vec<(u8, Quarters, &Chord)> {
    let mut chords = Vec::new();
    for voice in &measure.voices {
        for entry in voice.entries() {
            chords.extend(entry.as_chord().map(|it| (voice.number(), entry.onset, it)));
        }
    }
    chords
}

/// The staves of the notes of a chord.
fn staves(chord: &Chord) -> Vec<u8> {
    chord.notes.iter().map(|it| it.staff).collect()
}

fn quarters(it: i64) -> Quarters {
    Quarters::from_integer(it)
}

#[test]
fn a_chord_over_two_staves_is_a_chord_on_each() {
    let mut drawing = begun(2);
    drawing
        .note(0, 16.0, 1, Way::Down)
        .note(1, 16.0, 1, Way::Down);
    // A third on the lower staff and a note on the upper one.
    drawing.chord(26.0, &[(1, 1), (1, 3), (0, -3)], Way::Up, 7);
    let read = drawing.read();
    assert_eq!(read.measures[0].faults, []);
    let found = chords(measure(&read));
    let at_end: Vec<_> = found.iter().filter(|it| it.1 == quarters(1)).collect();
    assert_eq!(at_end.len(), 2);
    let (upper, lower) = (at_end[0], at_end[1]);
    assert_eq!(staves(upper.2), [1]);
    assert_eq!(staves(lower.2), [2, 2]);
    assert_ne!(upper.0, lower.0);
    assert_eq!(upper.2.length, lower.2.length);
    assert_eq!(upper.2.stem, lower.2.stem);
    let steps = |it: &Chord| {
        it.notes
            .iter()
            .map(|it| it.pitch.step())
            .collect::<Vec<_>>()
    };
    assert_eq!(steps(upper.2), [Step::F]);
    assert_eq!(steps(lower.2), [Step::C, Step::E]);
}

/// Where the beams of two chords over both staves stand, as the staves of their notes.
fn staves_with_beams(drawing: &Drawing) -> Vec<(Vec<u8>, usize)> {
    let read = drawing.read();
    let found = chords(measure(&read));
    found
        .iter()
        .map(|it| (staves(it.2), it.2.beams.len()))
        .collect()
}

#[test]
fn a_chord_over_two_staves_is_at_home_where_its_stem_points_to() {
    let mut drawing = begun(1);
    for x in [16.0, 22.0] {
        drawing.chord(x, &[(1, 3), (0, -3)], Way::Up, 7);
    }
    drawing.beam(0, 16.0, 22.0, 4, 0);
    let on = |staff: u8, beams: usize| (vec![staff], beams);
    assert_eq!(
        staves_with_beams(&drawing),
        [on(1, 1), on(1, 1), on(2, 0), on(2, 0)]
    );
    let mut drawing = begun(1);
    for x in [16.0, 22.0] {
        drawing.chord(x, &[(0, -3), (1, 3)], Way::Down, 7);
    }
    drawing.beam_down(1, 16.0, 22.0, -4);
    assert_eq!(
        staves_with_beams(&drawing),
        [on(1, 0), on(1, 0), on(2, 1), on(2, 1)]
    );
}

#[test]
fn what_stands_at_a_chord_over_two_staves_stands_there_once() {
    let mut drawing = begun(1);
    drawing.chord(16.0, &[(1, 3), (0, -3)], Way::Up, 7);
    drawing.accent(0, 16.0, 6);
    let read = drawing.read();
    let found = chords(measure(&read));
    let accents: Vec<_> = found
        .iter()
        .map(|it| (it.2.notes[0].staff, it.2.articulations.len()))
        .collect();
    assert_eq!(accents, [(1, 1), (2, 0)]);
}

#[test]
fn chords_of_one_staff_stay_together() {
    let mut drawing = begun(1);
    drawing.chord(16.0, &[(0, -4), (0, -2), (0, 0)], Way::Up, 7);
    let read = drawing.read();
    let found = chords(measure(&read));
    assert_eq!(found.len(), 1);
    assert_eq!(staves(found[0].2), [1, 1, 1]);
}
