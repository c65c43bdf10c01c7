//! Music read from pages that are drawn here: staves and strokes are found in the picture, and the
//! symbols are those that were drawn.

mod drawing;

use drawing::{Drawing, Way, strokes_of};
use notation::{Clef, Entry, Measure, Pitch, Quarters, Step};
use strokes::StemWay;
use transcription::{PageReading, transcribe};

fn entries(measure: &Measure) -> Vec<&Entry> {
    measure.voices.iter().flat_map(|it| it.entries()).collect()
}

/// Onset in eighths, and name and octave of each note.
fn notes(measure: &Measure) -> Vec<(i64, Step, i8, u8)> {
    let of_entry = |it: &Entry| {
        let onset = (it.onset * 2).to_integer();
        let notes = it.as_chord().map(|it| it.notes.clone()).unwrap_or_default();
        let named = notes.into_iter().map(move |note| {
            let Pitch { .. } = note.pitch;
            (
                onset,
                note.pitch.step(),
                note.pitch.alter(),
                note.pitch.octave(),
            )
        });
        named.collect::<Vec<_>>()
    };
    entries(measure).into_iter().flat_map(of_entry).collect()
}

#[test]
fn a_measure_in_a_treble_clef() {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 4, 4);
    drawing
        .note(0, 14.0, 1, Way::Down)
        .note(0, 20.0, -2, Way::Up);
    drawing.beamed(0, 26.0, 4.0, &[-4, -3], Way::Up);
    drawing.note(0, 35.0, -6, Way::Up).bar(40.0);
    let read = drawing.read();
    assert_eq!(read.score.parts.len(), 1);
    let measure = &read.score.parts[0].measures[0];
    assert_eq!(measure.clefs[0].value, Clef::TREBLE);
    assert_eq!(measure.times[0].value.beats(), 4);
    assert_eq!(
        notes(measure),
        [
            (0, Step::C, 0, 5),
            (2, Step::G, 0, 4),
            (4, Step::E, 0, 4),
            (5, Step::F, 0, 4),
            (6, Step::C, 0, 4),
        ]
    );
    assert_eq!(read.measures[0].faults, []);
}

#[test]
fn accidentals_hold_for_their_measure() {
    let mut drawing = Drawing::of_staves(1);
    // One flat in the key; a natural takes it back until the bar line.
    drawing
        .clef(0, 3.0, "gClef")
        .accidental(0, 8.0, 0, "accidentalFlat")
        .time(0, 11.0, 2, 4);
    drawing.note(0, 16.0, 0, Way::Down).bar(20.0);
    drawing
        .accidental(0, 23.0, 0, "accidentalNatural")
        .note(0, 25.0, 0, Way::Down);
    drawing.note(0, 30.0, 0, Way::Down).bar(34.0);
    drawing
        .note(0, 37.0, 0, Way::Down)
        .note(0, 42.0, -7, Way::Up)
        .bar(46.0);
    let read = drawing.read();
    let measures = &read.score.parts[0].measures;
    assert_eq!(measures[0].keys[0].value.fifths, -1);
    assert!(measures[1].keys.is_empty());
    let alters: Vec<i8> = measures.iter().flat_map(notes).map(|it| it.2).collect();
    assert_eq!(alters, [-1, 0, 0, -1, -1]);
    // The first measure has one quarter of two.
    assert_eq!(read.measures[0].faults.len(), 1);
    assert_eq!(read.measures[1].faults, []);
}

#[test]
fn a_key_is_read_with_the_clef_before_it() {
    let mut drawing = Drawing::of_staves(1);
    drawing
        .clef(0, 3.0, "gClef")
        .accidental(0, 7.0, 0, "accidentalFlat")
        .accidental(0, 8.5, 3, "accidentalFlat")
        .time(0, 11.0, 2, 4);
    // The first note is in another clef than the signature.
    drawing
        .clef(0, 15.0, "fClef")
        .note(0, 20.0, 0, Way::Down)
        .note(0, 25.0, 0, Way::Down)
        .bar(30.0);
    let read = drawing.read();
    let measure = &read.score.parts[0].measures[0];
    assert_eq!(measure.keys[0].value.fifths, -2);
    let steps: Vec<Step> = notes(measure).iter().map(|it| it.1).collect();
    assert_eq!(steps, [Step::D, Step::D]);
}

#[test]
fn two_staves_of_a_part_share_their_time() {
    let mut drawing = Drawing::of_staves(2);
    drawing.clef(0, 3.0, "gClef").clef(1, 3.0, "fClef");
    drawing.time(0, 9.0, 3, 4).time(1, 9.0, 3, 4);
    drawing
        .note(0, 14.0, 1, Way::Down)
        .note(0, 20.0, 2, Way::Down);
    drawing.note(0, 26.0, 3, Way::Down);
    drawing
        .half(1, 14.0, -1, Way::Up)
        .dot(1, 16.0, -1)
        .bar(32.0);
    let read = drawing.read();
    let parts = &read.score.parts;
    assert_eq!(parts.iter().map(|it| it.staves).collect::<Vec<_>>(), [2]);
    let measure = &parts[0].measures[0];
    assert_eq!(measure.voices.len(), 2);
    assert_eq!(measure.voices[1].number(), 5);
    let bass = measure.voices[1].entries()[0].as_chord().expect("a chord");
    assert_eq!(bass.notes[0].staff, 2);
    assert_eq!(
        (bass.notes[0].pitch.step(), bass.notes[0].pitch.octave()),
        (Step::C, 3)
    );
    assert_eq!(bass.duration(), Quarters::from_integer(3));
    assert_eq!(read.measures[0].faults, []);
}

#[test]
fn a_clef_that_is_not_there_is_assumed() {
    let mut drawing = Drawing::of_staves(2);
    drawing
        .note(0, 14.0, 0, Way::Down)
        .note(1, 14.0, 0, Way::Down)
        .bar(20.0);
    let read = drawing.read();
    let measure = &read.score.parts[0].measures[0];
    assert!(measure.clefs.is_empty());
    assert_eq!(notes(measure), [(0, Step::B, 0, 4), (0, Step::D, 0, 3)]);
}

#[test]
fn what_is_read_can_be_written() {
    let mut drawing = Drawing::of_staves(2);
    drawing.clef(0, 3.0, "gClef").clef(1, 3.0, "fClef");
    drawing
        .note(0, 14.0, 1, Way::Down)
        .beamed(1, 14.0, 4.0, &[0, 1, 2], Way::Down)
        .bar(30.0);
    drawing.note(1, 35.0, 2, Way::Up);
    let read = drawing.read();
    let mut written = Vec::new();
    notation::musicxml::write(&read.score, &mut written).expect("written");
    let back = notation::musicxml::read(&written).expect("read");
    assert_eq!(back.score.parts[0].measures.len(), 2);
}

#[test]
fn nothing_is_no_music() {
    assert_eq!(transcribe(&[]).measures, []);
    let drawing = Drawing::of_staves(1);
    let read = drawing.read();
    assert!(
        read.score.parts[0]
            .measures
            .iter()
            .all(|it| it.voices.is_empty())
    );
}

/// How many notes the chords of a page have whose stem upwards is said to reach its lowest head.
fn notes_where_the_stem_is_said_to_reach(drawing: &Drawing) -> Vec<usize> {
    let (layout, symbols) = drawing.found();
    let mut strokes = strokes_of(&layout, &symbols);
    let lowest = symbols.len() - 1;
    for stem in &mut strokes.stems {
        if stem.way == StemWay::Up && !stem.heads.contains(&lowest) {
            stem.heads.push(lowest);
        }
    }
    let read = transcribe(&[PageReading {
        layout: &layout,
        symbols: &symbols,
        strokes: &strokes,
    }]);
    let voices = read.score.parts[0].measures[0].voices.iter();
    let chords = voices
        .flat_map(|it| it.entries())
        .filter_map(Entry::as_chord);
    chords.map(|it| it.notes.len()).collect()
}

#[test]
fn a_head_below_a_stem_is_of_the_other_voice() {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 1, 4);
    // The lower voice begins below the upper one, in the same column.
    drawing
        .note(0, 16.0, 3, Way::Up)
        .note(0, 16.0, 0, Way::Down);
    assert_eq!(notes_where_the_stem_is_said_to_reach(&drawing), [1, 1]);
    // With a stem upwards of its own it is of both.
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 1, 4);
    drawing
        .note(0, 16.0, 3, Way::Up)
        .long_stem(0, 16.0, 0, 10)
        .note(0, 16.0, 0, Way::Down);
    assert_eq!(notes_where_the_stem_is_said_to_reach(&drawing), [2, 1]);
}

/// Two systems of one staff in two quarters.
fn two_systems() -> Drawing {
    let mut drawing = Drawing::of_systems(&[1, 1]);
    drawing
        .clef(0, 3.0, "gClef")
        .time(0, 9.0, 2, 4)
        .clef(1, 3.0, "gClef");
    drawing
}

#[test]
fn an_octave_line_goes_on_on_the_next_system() {
    let mut drawing = two_systems();
    drawing
        .note(0, 16.0, 1, Way::Down)
        .note(0, 30.0, 1, Way::Down);
    drawing
        .note(1, 12.0, 1, Way::Down)
        .note(1, 34.0, 1, Way::Down);
    drawing.dashes(0, "ottava", 15.0, 47.5, 9, false);
    drawing.dashes(1, "", 8.0, 20.0, 9, true);
    let read = drawing.read();
    let octaves = read.score.parts[0].measures.iter().flat_map(notes);
    assert_eq!(octaves.map(|it| it.3).collect::<Vec<_>>(), [6, 6, 6, 5]);
}

#[test]
fn a_tie_keeps_its_accidental_over_the_end_of_a_system() {
    let mut drawing = two_systems();
    drawing
        .half(0, 30.0, 0, Way::Down)
        .accidental(0, 28.0, 0, "accidentalFlat");
    drawing.tie(0, 30.0, 47.0, 0).tie(1, 6.0, 16.0, 0);
    drawing
        .note(1, 16.0, 0, Way::Down)
        .note(1, 30.0, 0, Way::Down);
    let read = drawing.read();
    let alters = read.score.parts[0].measures.iter().flat_map(notes);
    assert_eq!(alters.map(|it| it.2).collect::<Vec<_>>(), [-1, -1, 0]);
}

#[test]
fn many_small_notes_take_their_time() {
    let read = |count: u32| {
        let mut drawing = Drawing::of_staves(1);
        drawing.clef(0, 3.0, "gClef").time(0, 9.0, 2, 4);
        drawing.note(0, 14.0, 0, Way::Down);
        for at in 0..count {
            drawing.small(0, 17.0 + 2.5 * f64::from(at), 0);
        }
        drawing.note(0, 42.0, 0, Way::Down);
        drawing.read()
    };
    let onset_of_last = |count| {
        let read = read(count);
        notes(&read.score.parts[0].measures[0])
            .last()
            .map(|it| it.0)
    };
    assert_eq!(onset_of_last(2), Some(2));
    assert_eq!(onset_of_last(9), Some(2 + 2 * 9));
}

#[test]
fn small_notes_before_a_bar_line_follow_what_is_before() {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 1, 4);
    drawing.note(0, 14.0, 0, Way::Down).small(0, 20.0, 1);
    let read = drawing.read();
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    assert_eq!(entries.len(), 2);
    assert!(entries[1].as_chord().is_some_and(|it| it.grace.is_some()));
    assert_eq!(entries[1].onset, Quarters::from_integer(1));
}
