//! When things sound, in measures as they are printed.

mod events;

use events::{Measure, eighths, eighths_long};
use notation::Quarters;
use proptest::prelude::*;
use transcription::rhythm::{Beam, Event, Fault, Ratio, Stem, What, length, solve};

const TRIPLET: Ratio = Ratio {
    notes: 3,
    in_time_of: 2,
};

#[test]
fn one_voice_follows_itself() {
    let mut measure = Measure::default();
    measure
        .chord(0, 0.0, Stem::Up, 2)
        .rest(0, 4.0, 1)
        .chord(0, 7.0, Stem::Down, 1);
    measure.chord(0, 10.0, Stem::Up, 4);
    assert_eq!(measure.onsets(4), eighths(&[0, 2, 3, 4]));
}

#[test]
fn staves_sound_together_where_they_stand_together() {
    let mut measure = Measure::default();
    measure.beamed(0, 0.0, 3.0, Stem::Up, 4);
    measure
        .chord(1, 0.2, Stem::Down, 2)
        .chord(1, 5.9, Stem::Down, 2);
    assert_eq!(measure.onsets(2), eighths(&[0, 1, 2, 3, 0, 2]));
}

#[test]
fn voices_of_a_staff_are_told_by_their_stems() {
    let mut measure = Measure::default();
    measure
        .chord(0, 0.0, Stem::Up, 6)
        .chord(0, 9.0, Stem::Up, 2);
    measure
        .chord(0, 0.1, Stem::Down, 2)
        .chord(0, 3.0, Stem::Down, 2);
    measure.chord(0, 6.0, Stem::Down, 4);
    assert_eq!(measure.onsets(4), eighths(&[0, 6, 0, 2, 4]));
    let solution = solve(&measure.events, Quarters::from_integer(4));
    let voices: Vec<usize> = solution.placed.iter().map(|it| it.voice).collect();
    assert_eq!(voices[0], voices[1]);
    assert_eq!(voices[2..], [voices[2]; 3]);
    assert_ne!(voices[0], voices[2]);
}

#[test]
fn a_voice_that_was_moved_aside_sounds_at_once() {
    let mut measure = Measure::default();
    measure.put(0, 0.0, What::Chord(Some(Stem::Up)), eighths_long(2), 1);
    measure.put(0, 1.3, What::Chord(Some(Stem::Down)), eighths_long(2), 0);
    measure.chord(0, 5.0, Stem::Up, 2);
    assert_eq!(measure.onsets(2), eighths(&[0, 0, 2]));
}

#[test]
fn a_short_note_beside_a_run_is_not_at_once_with_it() {
    // A double-dotted note over sixteenths: its short note stands between two of them.
    let mut measure = Measure::default();
    measure.beamed(0, 0.0, 6.1, Stem::Up, 2);
    measure.events[0].written = Quarters::new(7, 8);
    measure.events[1].written = Quarters::new(1, 8);
    measure.beamed(1, 0.0, 1.8, Stem::Down, 4);
    for event in &mut measure.events[2..] {
        event.written = Quarters::new(1, 4);
    }
    let onsets = measure.onsets(1);
    assert_eq!(onsets[1], Quarters::new(7, 4));
    assert_eq!(onsets[5], Quarters::new(3, 2));
}

#[test]
fn triplets_without_a_number_are_taken_for_such() {
    let mut measure = Measure::default();
    measure
        .beamed(0, 0.0, 2.0, Stem::Up, 3)
        .beamed(0, 6.0, 2.0, Stem::Up, 3);
    measure
        .chord(1, 0.0, Stem::Down, 2)
        .chord(1, 6.0, Stem::Down, 2);
    let solution = solve(&measure.events, Quarters::from_integer(2));
    assert_eq!(solution.faults, []);
    assert_eq!(solution.tuplets[..6], [Some(TRIPLET); 6]);
    assert_eq!(solution.tuplets[6..], [None; 2]);
    assert_eq!(solution.placed[5].onset, Quarters::new(5, 3));
    // Where they come out as they are, they stay so.
    let solution = solve(&measure.events[..6], Quarters::from_integer(3));
    assert_eq!(solution.tuplets, [None; 6]);
    // So do those whose length somebody said.
    measure.events[1].is_length_said = true;
    let solution = solve(&measure.events, Quarters::from_integer(2));
    assert_eq!(solution.tuplets[..3], [None; 3]);
}

#[test]
fn seconds_of_two_voices_are_one_after_another_with_both() {
    let mut measure = Measure::default();
    // The lower voice is moved to the right, so that its first note is as near to the second note of
    // the upper voice as to the first.
    measure.beamed(0, 0.0, 2.2, Stem::Up, 4);
    measure.beamed(0, 1.1, 2.2, Stem::Down, 4);
    for (at, event) in measure.events.iter_mut().enumerate() {
        event.positions = vec![if at < 4 { 1 } else { 0 }];
    }
    assert_eq!(measure.onsets(2), eighths(&[0, 1, 2, 3, 0, 1, 2, 3]));
}

#[test]
fn the_last_note_of_a_beam_is_before_the_first_of_the_next() {
    let mut measure = Measure::default();
    measure.beamed(0, 0.0, 2.0, Stem::Down, 2);
    measure.beamed(0, 3.4, 2.0, Stem::Down, 2);
    assert_eq!(measure.onsets(2), eighths(&[0, 1, 2, 3]));
}

#[test]
fn a_voice_may_stand_right_of_the_dot_of_the_other() {
    let mut measure = Measure::default();
    measure.put(0, 0.0, What::Chord(Some(Stem::Up)), eighths_long(3), 1);
    measure.events[0].extent_spaces[1] = 1.3;
    measure
        .chord(0, 2.2, Stem::Down, 1)
        .chord(0, 5.0, Stem::Down, 2);
    for event in &mut measure.events[1..] {
        event.positions = vec![0];
    }
    measure
        .chord(0, 9.0, Stem::Up, 1)
        .chord(0, 9.0, Stem::Down, 1);
    assert_eq!(measure.onsets(2), eighths(&[0, 0, 1, 3, 3]));
}

#[test]
fn chords_whose_stems_would_cross_stand_beside_each_other() {
    let mut measure = Measure::default();
    // A half note whose stem would go through the head of the quarter over it.
    measure.put(0, 0.0, What::Chord(Some(Stem::Up)), eighths_long(2), 2);
    measure.put(0, 1.6, What::Chord(Some(Stem::Up)), eighths_long(4), -2);
    measure.put(0, 6.0, What::Chord(Some(Stem::Up)), eighths_long(2), 2);
    assert_eq!(measure.onsets(2), eighths(&[0, 0, 2]));
}

#[test]
fn a_chord_on_two_staves_meets_what_is_on_both() {
    let mut measure = Measure::default();
    measure.put(0, 0.0, What::Chord(Some(Stem::Up)), eighths_long(2), -4);
    measure.events[0].elsewhere = (0..12).map(|at| (1, at)).collect();
    measure.put(1, 1.4, What::Chord(Some(Stem::Up)), eighths_long(4), 1);
    measure.put(0, 6.0, What::Chord(Some(Stem::Up)), eighths_long(2), -4);
    assert_eq!(measure.onsets(2), eighths(&[0, 0, 2]));
}

#[test]
fn what_does_not_come_out_is_said() {
    let mut measure = Measure::default();
    measure
        .chord(0, 0.0, Stem::Up, 2)
        .chord(0, 4.0, Stem::Up, 2);
    let faults = |quarters| solve(&measure.events, Quarters::from_integer(quarters)).faults;
    let by = Quarters::from_integer(1);
    assert_eq!(faults(2), []);
    assert_eq!(faults(3), [Fault::TooShort { by }]);
    assert_eq!(faults(1), [Fault::TooLong { by }]);
    assert_eq!(length(&measure.events), Some(Quarters::from_integer(2)));
}

#[test]
fn a_rest_for_the_measure_lasts_as_long_as_it() {
    let mut measure = Measure::default();
    measure.put(0, 6.0, What::MeasureRest, Quarters::from_integer(4), 0);
    measure.beamed(1, 0.0, 2.0, Stem::Up, 6);
    let solution = solve(&measure.events, Quarters::from_integer(3));
    assert_eq!(solution.faults, []);
    assert_eq!(solution.placed[0].onset, Quarters::from_integer(0));
    assert_eq!(solution.placed[0].length, Quarters::from_integer(3));
}

fn any_event() -> impl Strategy<Value = Event> {
    let what = prop_oneof![
        Just(What::Chord(Some(Stem::Up))),
        Just(What::Chord(Some(Stem::Down))),
        Just(What::Chord(None)),
        Just(What::Rest),
        Just(What::MeasureRest),
    ];
    let beam = prop::option::of((0_usize..4, 0_usize..5));
    (0_usize..3, 0.0_f64..30.0, what, 0_u32..7, -6_i32..7, beam).prop_map(
        |(staff, x_spaces, what, halvings, position, beam)| Event {
            staff,
            part: 0,
            x_spaces,
            extent_spaces: [x_spaces - 0.6, x_spaces + 0.6],
            what,
            positions: vec![position],
            written: Quarters::new(8, 1 << halvings),
            beam: beam.map(|(group, place)| Beam { group, place }),
            tuplet: None,
            hint: None,
            is_length_said: false,
            voice: None,
            elsewhere: Vec::new(),
        },
    )
}

proptest! {
    #[test]
    fn anything_gets_a_place(events in prop::collection::vec(any_event(), 0..24)) {
        let solution = solve(&events, Quarters::from_integer(4));
        prop_assert_eq!(solution.placed.len(), events.len());
        let zero = Quarters::from_integer(0);
        prop_assert!(solution.placed.iter().all(|it| it.onset >= zero && it.length > zero));
    }
}
