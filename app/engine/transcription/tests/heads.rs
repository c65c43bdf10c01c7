//! What looks like a head and is none.

mod drawing;

use drawing::{Drawing, Way};
use notation::Entry;
use transcription::Transcription;

/// How many heads there are in the music.
fn heads(read: &Transcription) -> usize {
    let voices = &read.score.parts[0].measures[0].voices;
    let entries = voices.iter().flat_map(|it| it.entries());
    entries
        .filter_map(Entry::as_chord)
        .map(|it| it.notes.len())
        .sum()
}

#[test]
fn a_head_on_a_beam_is_none() {
    let with_head = |at: f64, score: f64| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
        drawing.beamed(0, 14.0, 4.0, &[-2; 4], Way::Up);
        let beam = {
            let (layout, symbols) = drawing.found();
            drawing::strokes_of(&layout, &symbols).beams[0].clone()
        };
        let [x, y] = [beam.left_px[0] + at, beam.left_px[1]];
        let head = drawing.rest(0, 14.0, "noteheadBlack").last();
        head.box_px = [x - 10.0, y - 7.0, x + 10.0, y + 7.0];
        head.score = score;
        heads(&drawing.read())
    };
    // On it and right beyond its end; elsewhere and surely found ones are notes.
    assert_eq!(with_head(30.0, 0.5), 4);
    assert_eq!(with_head(-6.0, 0.5), 4);
    assert_eq!(with_head(30.0, 1.0), 5);
}

#[test]
fn a_letter_with_a_bar_is_no_head() {
    let with_bar = |wide: f64| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
        for at in 0..4 {
            drawing.note(0, 15.0 + 6.0 * f64::from(at), 1, Way::Down);
        }
        // A bar at the place of the first ledger line, on which the head stands.
        drawing.blot(0, 24.0, 6, [wide, 0.15]);
        let (x, y) = {
            let (layout, _) = drawing.found();
            let staff = &layout.staves[0];
            let x = staff.left_px() + 24.0 * layout.interline_px();
            (x, staff.place_of(6.0, x))
        };
        let head = drawing.rest(0, 24.0, "noteheadWhole").last();
        head.box_px = [x - 17.0, y - 9.0, x + 17.0, y + 9.0];
        head.score = 0.6;
        heads(&drawing.read())
    };
    assert_eq!(with_bar(1.6), 4);
    assert_eq!(with_bar(2.0), 5);
}
