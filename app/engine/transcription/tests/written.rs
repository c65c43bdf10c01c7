//! What is written so that other programs read it as it is meant: signs of every staff, groups within
//! one voice, rests where they stand, and nothing that takes no time.

mod drawing;

use drawing::{Drawing, Way};
use notation::{Beam, Content, DirectionKind, Measure, TupletEnd, TupletLook};
use transcription::Transcription;

fn begun(staves: usize, quarters: u8) -> Drawing {
    let mut drawing = Drawing::of_staves(staves);
    for staff in 0..staves {
        let name = if staff == 0 { "gClef" } else { "fClef" };
        drawing.clef(staff, 3.0, name).time(staff, 9.0, quarters, 4);
    }
    drawing
}

fn measure(read: &Transcription) -> &Measure {
    &read.score.parts[0].measures[0]
}

/// The ends of tuplets at the entries of the first voice.
fn tuplets(measure: &Measure) -> Vec<Option<TupletEnd>> {
    let entries = measure.voices[0].entries().iter();
    let end = |content: &Content| match content {
        Content::Chord(chord) => chord.tuplet,
        Content::Rest(rest) => rest.tuplet,
    };
    entries.map(|it| end(&it.content)).collect()
}

#[test]
fn keys_and_times_stand_on_every_staff() {
    let mut drawing = begun(2, 4);
    drawing
        .accidental(0, 7.0, 4, "accidentalSharp")
        .accidental(1, 7.0, 2, "accidentalSharp");
    for staff in 0..2 {
        drawing
            .half(staff, 14.0, 1, Way::Down)
            .half(staff, 24.0, 1, Way::Down);
    }
    let read = drawing.read();
    let measure = measure(&read);
    let staves = |of: Vec<u8>| assert_eq!(of, [1, 2]);
    staves(measure.keys.iter().map(|it| it.staff).collect());
    staves(measure.times.iter().map(|it| it.staff).collect());
    assert!(measure.keys.iter().all(|it| it.value.fifths == 1));
    assert_eq!(measure.keys[0].id, measure.keys[1].id);
}

#[test]
fn a_tuplet_that_nothing_shows_is_a_hidden_group() {
    let mut drawing = begun(1, 4);
    drawing.beamed(0, 14.0, 4.0, &[1, 1, 1], Way::Down);
    drawing
        .note(0, 27.0, 1, Way::Down)
        .half(0, 36.0, 1, Way::Down);
    let read = drawing.read();
    assert_eq!(read.measures[0].faults, []);
    let (start, stop) = (TupletEnd::Start(TupletLook::Hidden), TupletEnd::Stop);
    assert_eq!(
        tuplets(measure(&read))[..4],
        [Some(start), None, Some(stop), None]
    );
}

#[test]
fn a_rest_among_several_voices_says_where_it_stands() {
    let mut drawing = begun(1, 4);
    drawing.half(0, 14.0, 6, Way::Up).half(0, 26.0, 6, Way::Up);
    drawing.rest(0, 14.0, "restHalf");
    let symbol = drawing.last();
    for edge in [1, 3] {
        symbol.box_px[edge] += 80.0;
    }
    drawing.half(0, 26.0, -6, Way::Down);
    let read = drawing.read();
    let rests = measure(&read).voices.iter().flat_map(|it| it.entries());
    let positions: Vec<_> = rests
        .filter_map(|it| match &it.content {
            Content::Rest(rest) => Some(
                rest.position
                    .map(|it| (format!("{:?}", it.step), it.octave)),
            ),
            Content::Chord(_) => None,
        })
        .collect();
    // Four spaces, eight steps, below the middle line B4.
    assert_eq!(positions, [Some(("A".to_owned(), 3))]);
}

#[test]
fn a_lone_voice_has_its_rests_at_the_usual_place() {
    let mut drawing = begun(1, 4);
    drawing.half(0, 14.0, 1, Way::Up).rest(0, 26.0, "restHalf");
    let symbol = drawing.last();
    for edge in [1, 3] {
        symbol.box_px[edge] += 40.0;
    }
    let read = drawing.read();
    let entries = measure(&read).voices[0].entries();
    assert!(matches!(&entries[1].content, Content::Rest(rest) if rest.position.is_none()));
}

#[test]
fn beams_join_chords_of_one_voice() {
    let mut drawing = begun(1, 4);
    drawing.beamed(0, 14.0, 4.0, &[1, 1], Way::Down);
    drawing
        .note(0, 24.0, 1, Way::Down)
        .half(0, 34.0, 1, Way::Down);
    let (layout, mut symbols) = drawing.found();
    let beams = |read: &Transcription| -> Vec<Vec<Beam>> {
        let voices = measure(read).voices.iter();
        let chords = voices
            .flat_map(|it| it.entries())
            .filter_map(|it| it.as_chord());
        chords.map(|it| it.beams.clone()).collect()
    };
    let read = drawing::read(&layout, &symbols);
    assert_eq!(beams(&read)[..2], [[Beam::Begin], [Beam::End]]);
    // Somebody says that the second one is in another voice.
    let heads: Vec<usize> = (0..symbols.len())
        .filter(|at| format!("{:?}", symbols[*at].sign).starts_with("Head"))
        .collect();
    symbols[heads[0]].given.voice = Some(1);
    symbols[heads[1]].given.voice = Some(2);
    let read = drawing::read(&layout, &symbols);
    assert!(beams(&read).iter().all(Vec::is_empty));
}

#[test]
fn a_hairpin_that_takes_no_time_is_none() {
    let mut drawing = begun(1, 4);
    drawing
        .half(0, 14.0, 1, Way::Down)
        .half(0, 30.0, 1, Way::Down);
    let read = drawing.crescendo(0, 17.0, 27.0, -13).read();
    assert_eq!(measure(&read).directions.len(), 0);
    let mut drawing = begun(1, 4);
    drawing
        .half(0, 14.0, 1, Way::Down)
        .half(0, 24.0, 1, Way::Down);
    let read = drawing.crescendo(0, 14.0, 27.0, -13).read();
    assert_eq!(measure(&read).directions.len(), 2);
}

#[test]
fn hairpins_of_one_measure_have_numbers_of_their_own() {
    let mut drawing = begun(1, 4);
    for x in [14.0, 22.0, 30.0, 38.0] {
        drawing.note(0, x, 1, Way::Down);
    }
    drawing
        .crescendo(0, 14.0, 20.0, -13)
        .crescendo(0, 30.0, 36.0, -13);
    let read = drawing.read();
    let directions = measure(&read).directions.iter();
    let numbers: Vec<u8> = directions
        .filter_map(|it| match &it.kind {
            DirectionKind::Wedge { number, .. } => Some(number.get()),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [1, 1, 2, 2]);
}
