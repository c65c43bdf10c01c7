//! What somebody said, which reading never overrules.

mod drawing;

use drawing::{Drawing, Way, read};
use notation::{NoteValue, Quarters, TupletRatio};
use transcription::{Given, Sign, Symbol, TupletRule, ValueRule, VoiceRule};

/// A 2/4 measure with two quarters.
fn two_quarters() -> Drawing {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 2, 4);
    drawing.note(0, 14.0, 1, Way::Down);
    drawing.note(0, 20.0, 1, Way::Down);
    drawing
}

/// The heads, as numbers of the symbols of [`two_quarters`].
const HEADS: [usize; 2] = [3, 4];

fn with(change: impl FnOnce(&mut Vec<Symbol>)) -> transcription::Transcription {
    let (layout, mut symbols) = two_quarters().found();
    change(&mut symbols);
    read(&layout, &symbols)
}

#[test]
fn a_length_that_is_said_counts() {
    let read = with(|symbols| symbols[HEADS[1]].given.length = Some((NoteValue::Eighth, 1)));
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    assert_eq!(entries[1].duration(), Quarters::new(3, 4));
    let last = entries[1].ids().next().expect("a note");
    assert_eq!(read.evidence[&last].length.value, ValueRule::Said);
    assert_eq!(read.evidence[&last].length.dots, 1);
}

#[test]
fn a_tuplet_that_is_said_counts() {
    let ratio = TupletRatio::new(3, 2).expect("a ratio");
    let read = with(|symbols| symbols[HEADS[0]].given.tuplet = Some(ratio));
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    assert_eq!(entries[0].duration(), Quarters::new(2, 3));
    assert_eq!(entries[1].duration(), Quarters::from_integer(1));
    let first = entries[0].ids().next().expect("a note");
    assert_eq!(read.evidence[&first].length.tuplet, Some(TupletRule::Said));
}

#[test]
fn a_voice_that_is_said_counts() {
    let read = with(|symbols| {
        symbols[HEADS[0]].given.voice = Some(2);
        symbols[HEADS[1]].given.voice = Some(1);
    });
    let voices = &read.score.parts[0].measures[0].voices;
    let numbers: Vec<u8> = voices.iter().map(notation::Voice::number).collect();
    assert_eq!(numbers, [1, 2]);
    let of_second = voices[1].entries();
    assert_eq!(of_second[0].onset, Quarters::from_integer(0));
    let id = of_second[0].ids().next().expect("a note");
    assert_eq!(read.evidence[&id].voice, VoiceRule::Said);
}

#[test]
fn a_place_on_the_staff_that_is_said_counts() {
    let octave = |given: Option<i32>| {
        let read = with(|symbols| symbols[HEADS[0]].given.staff_position = given);
        let entries = read.score.parts[0].measures[0].voices[0].entries();
        entries[0].as_chord().expect("a chord").notes[0]
            .pitch
            .octave()
    };
    assert_eq!([octave(None), octave(Some(-6)), octave(Some(8))], [5, 4, 6]);
}

#[test]
fn a_tie_that_is_said_counts() {
    let tied = |drawing: &Drawing, said: Option<bool>| {
        let (layout, mut symbols) = drawing.found();
        symbols[HEADS[0]].given.tie_to_next = said;
        let read = read(&layout, &symbols);
        let entries = read.score.parts[0].measures[0].voices[0].entries();
        let note = |at: usize| entries[at].as_chord().expect("a chord").notes[0].clone();
        (note(0).is_tied_to_next, note(1).is_tied_from_previous)
    };
    let mut without = two_quarters();
    assert_eq!(tied(&without, None), (false, false));
    assert_eq!(tied(&without, Some(true)), (true, true));
    let with = without.tie(0, 14.0, 20.0, 1);
    assert_eq!(tied(with, None), (true, true));
    assert_eq!(tied(with, Some(false)), (false, false));
}

#[test]
fn what_somebody_added_is_not_lost() {
    // A head far from its stem, and one far from all staves.
    let read = with(|symbols| {
        let head = Sign::of_name("noteheadBlack").expect("a sign");
        symbols.push(Symbol::new(90, head, [600.0, 170.0, 624.0, 188.0], 1.0));
        symbols.push(Symbol::new(91, head, [600.0, -900.0, 624.0, -882.0], 1.0));
    });
    let is_said = |id: u64| read.problems.iter().any(|it| it.symbols == [id]);
    assert!(read.evidence.contains_key(&notation::ElementId(90)));
    assert!(is_said(90) && is_said(91));
}

#[test]
fn what_nobody_said_is_nothing() {
    assert!(Given::default().is_nothing());
    assert_eq!(with(|_| {}).problems, []);
}
