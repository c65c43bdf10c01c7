//! What reaches over several notes: hairpins, slurs, octave lines, tuplets and endings.

mod drawing;

use drawing::{Drawing, Way};
use notation::{
    Articulation, DirectionKind, EndingEnd, Measure, OctaveShift, OctaveShiftEnd, Quarters,
    Tremolo, TupletEnd, TupletLook, WedgeEnd,
};
use transcription::{Sign, Symbol, Transcription, TupletRule};

fn begun(quarters: u8) -> Drawing {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, quarters, 4);
    drawing
}

fn measures(read: &Transcription) -> &[Measure] {
    &read.score.parts[0].measures
}

/// The directions of a measure with their onsets.
fn directions(measure: &Measure) -> Vec<(Quarters, &DirectionKind)> {
    measure
        .directions
        .iter()
        .map(|it| (it.onset, &it.kind))
        .collect()
}

#[test]
fn a_hairpin_is_a_wedge_from_note_to_note() {
    let mut drawing = begun(4);
    for at in 0..4 {
        drawing.note(0, 14.0 + 7.0 * f64::from(at), 1, Way::Down);
    }
    let read = drawing.crescendo(0, 20.5, 34.0, -13).read();
    let found = directions(&measures(&read)[0]);
    let end = |at: usize| match found[at] {
        (onset, DirectionKind::Wedge { end, .. }) => Some((onset, *end)),
        _ => None,
    };
    assert_eq!(found.len(), 2);
    assert_eq!(
        end(0),
        Some((Quarters::from_integer(1), WedgeEnd::Crescendo))
    );
    assert_eq!(end(1), Some((Quarters::from_integer(3), WedgeEnd::Stop)));
}

#[test]
fn a_slur_goes_from_chord_to_chord() {
    let mut drawing = begun(3);
    drawing
        .note(0, 14.0, -1, Way::Up)
        .note(0, 20.0, 0, Way::Down);
    drawing.note(0, 26.0, 1, Way::Down);
    let read = drawing.slur(0, 20.0, 26.0, 3).read();
    let entries = measures(&read)[0].voices[0].entries();
    let slurs = |at: usize| {
        let chord = entries[at].as_chord().expect("a chord");
        chord.slurs.iter().map(|it| it.is_start).collect::<Vec<_>>()
    };
    assert_eq!(
        [slurs(0), slurs(1), slurs(2)],
        [vec![], vec![true], vec![false]]
    );
    assert!(
        entries
            .iter()
            .filter_map(|it| it.as_chord())
            .all(|it| !it.notes[0].is_tied_to_next)
    );
}

#[test]
fn notes_under_an_octave_line_sound_higher() {
    let mut drawing = begun(4);
    for at in 0..4 {
        drawing.note(0, 14.0 + 7.0 * f64::from(at), 1, Way::Down);
    }
    let read = drawing.octave_line(0, 21.0, 28.5, 9).read();
    let measure = &measures(&read)[0];
    let chords = measure.voices[0]
        .entries()
        .iter()
        .filter_map(|it| it.as_chord());
    let octaves: Vec<u8> = chords.map(|it| it.notes[0].pitch.octave()).collect();
    assert_eq!(octaves, [5, 6, 6, 5]);
    let ends = directions(measure)
        .into_iter()
        .filter_map(|(onset, kind)| match kind {
            DirectionKind::OctaveShift { end, .. } => Some((onset, *end)),
            _ => None,
        });
    let start = OctaveShiftEnd::Start(OctaveShift::OctaveHigher);
    let ends: Vec<_> = ends.collect();
    let quarters = Quarters::from_integer;
    assert_eq!(
        ends,
        [(quarters(1), start), (quarters(3), OctaveShiftEnd::Stop)]
    );
}

#[test]
fn a_bracket_with_a_digit_makes_a_tuplet() {
    let mut drawing = begun(4);
    drawing
        .note(0, 14.0, -3, Way::Up)
        .note(0, 19.0, -2, Way::Up)
        .note(0, 24.0, -3, Way::Up);
    drawing
        .half(0, 32.0, 1, Way::Down)
        .tuplet(0, 13.6, 24.6, 9, 3);
    let read = drawing.read();
    assert_eq!(read.measures[0].faults, []);
    let entries = measures(&read)[0].voices[0].entries();
    assert_eq!(entries[1].onset, Quarters::new(2, 3));
    let end = |at: usize| entries[at].as_chord().and_then(|it| it.tuplet);
    let start = TupletEnd::Start(TupletLook::Bracket);
    assert_eq!(
        [end(0), end(1), end(2)],
        [Some(start), None, Some(TupletEnd::Stop)]
    );
    let first = entries[0].ids().next().expect("a note");
    assert_eq!(
        read.evidence[&first].length.tuplet,
        Some(TupletRule::Bracket)
    );
}

#[test]
fn brackets_over_endings_are_numbered() {
    let mut drawing = begun(2);
    drawing.half(0, 14.0, 1, Way::Down).bar(18.0);
    drawing.half(0, 21.0, 1, Way::Down).bar(30.0);
    drawing.half(0, 34.0, 1, Way::Down);
    drawing.ending(18.0, 30.0, 11, 1).ending(30.3, 47.5, 11, 2);
    let read = drawing.read();
    let of = |at: usize| {
        let measure = &measures(&read)[at];
        let start = measure.left.as_ref().and_then(|it| it.ending.clone());
        let stop = measure.right.as_ref().and_then(|it| it.ending.clone());
        let numbers = start.as_ref().map(|it| it.numbers[0].get());
        (numbers, start.map(|it| it.end), stop.map(|it| it.end))
    };
    assert_eq!(of(0), (None, None, None));
    let both = (Some(EndingEnd::Start), Some(EndingEnd::Stop));
    assert_eq!(of(1), (Some(1), both.0, both.1));
    assert_eq!(of(2), (Some(2), both.0, both.1));
    // The digits are no tuplets.
    assert!(read.measures.iter().all(|it| it.faults.is_empty()));
}

/// The page with one more symbol, whose box is that of the `nth` head, moved by staff spaces to the right
/// and up, of a size in staff spaces.
fn with_symbol(
    drawing: &Drawing,
    sign: Sign,
    (nth, [right, up], [wide, high]): (usize, [f64; 2], [f64; 2]),
) -> Transcription {
    const SPACE: f64 = 20.0;
    let (layout, mut symbols) = drawing.found();
    let heads: Vec<[f64; 2]> = symbols
        .iter()
        .filter(|it| matches!(it.sign, Sign::Head { .. }))
        .map(|it| {
            let [left, top, right, bottom] = it.box_px;
            [f64::midpoint(left, right), f64::midpoint(top, bottom)]
        })
        .collect();
    let [x, y] = [heads[nth][0] + right * SPACE, heads[nth][1] - up * SPACE];
    let [half_width, half_height] = [wide * SPACE / 2.0, high * SPACE / 2.0];
    let box_px = [
        x - half_width,
        y - half_height,
        x + half_width,
        y + half_height,
    ];
    symbols.push(Symbol::new(999, sign, box_px, 0.9));
    drawing::read(&layout, &symbols)
}

#[test]
fn a_two_without_a_bracket_is_no_tuplet() {
    let rule = |digit: u8, quarters: u8| {
        let mut drawing = begun(quarters);
        let places = vec![1; usize::from(digit)];
        drawing.beamed(0, 14.0, 4.0, &places, Way::Down);
        drawing.half(0, 34.0, 1, Way::Down);
        if quarters == 4 {
            drawing.flag(0, 42.0, -3);
        }
        let middle = 2.0 * f64::from(digit - 1);
        let place = (0, [middle, -4.8], [0.8, 1.2]);
        let read = with_symbol(&drawing, Sign::TupletDigit(digit), place);
        let entries = measures(&read)[0].voices[0].entries();
        let first = entries[0].ids().next().expect("a note");
        read.evidence[&first].length.tuplet
    };
    assert_eq!(rule(3, 3), Some(TupletRule::Number));
    // Two in the time of three would fill the measure; but it may be a fingering.
    assert_eq!(rule(2, 4), None);
}

#[test]
fn strokes_beside_a_stem_are_no_tremolo() {
    let mut drawing = begun(2);
    drawing
        .note(0, 14.0, 1, Way::Down)
        .note(0, 24.0, 1, Way::Down);
    let tremolo = |right: f64| {
        let place = (0, [right, -1.8], [1.2, 1.2]);
        let read = with_symbol(&drawing, Sign::Tremolo(2), place);
        let chord = measures(&read)[0].voices[0].entries()[0].as_chord();
        chord.and_then(|it| it.tremolo)
    };
    // The stem is at the left edge of its head.
    assert_eq!(tremolo(-0.6), Some(Tremolo::Single(2)));
    assert_eq!(tremolo(0.1), None);
}

#[test]
fn a_short_wedge_at_a_note_is_its_accent() {
    let mut drawing = begun(2);
    drawing.note(0, 14.0, 1, Way::Up).note(0, 26.0, 1, Way::Up);
    let accents = |read: &Transcription| -> Vec<bool> {
        let entries = measures(read)[0].voices[0].entries().iter();
        let chords = entries.filter_map(|it| it.as_chord());
        let accent = Articulation::Accent;
        chords
            .map(|it| it.articulations.contains(&accent))
            .collect()
    };
    let read = drawing.diminuendo(0, 25.0, 27.1, -9).read();
    assert_eq!(accents(&read), [false, true]);
    assert_eq!(directions(&measures(&read)[0]), []);
    let mut drawing = begun(2);
    drawing.note(0, 14.0, 1, Way::Up).note(0, 26.0, 1, Way::Up);
    let read = drawing.diminuendo(0, 14.0, 25.0, -9).read();
    assert_eq!(accents(&read), [false, false]);
    assert_eq!(directions(&measures(&read)[0]).len(), 2);
}
