//! What is played when.

use notation::{ElementId, Score};
use playback::{Moment, Piece};

use crate::support::{ending, melody, piece, repeat, score};

fn sounding(piece: &Piece, quarter: f64) -> Vec<u64> {
    let position = piece.position_at(quarter).unwrap();
    position.sounding.iter().map(|it| it.0).collect()
}

#[test]
fn a_position_is_a_measure_a_place_in_it_and_what_sounds() {
    let piece = piece(&melody(&["c4/4 d4+f4/4 r/2", "e4/1"]));
    let position = piece.position_at(1.5).unwrap();
    assert_eq!((position.played, position.measure), (0, 0));
    assert_eq!((position.quarter, position.quarter_in_measure), (1.5, 1.5));
    assert_eq!(position.sounding, [ElementId(2), ElementId(3)]);
    assert_eq!(sounding(&piece, 0.0), [1]);
    assert_eq!(sounding(&piece, 1.0), [2, 3]);
    assert!(sounding(&piece, 3.0).is_empty());
    let position = piece.position_at(4.25).unwrap();
    assert_eq!((position.measure, position.quarter_in_measure), (1, 0.25));
    assert_eq!(piece.quarters(), 8.0);
}

#[test]
fn repeats_count_as_played_measures() {
    let mut score = melody(&["c4/1", "d4/1", "e4/1", "f4/1"]);
    repeat(&mut score, 0, 1);
    ending(&mut score, 1, 1);
    ending(&mut score, 2, 2);
    let piece = piece(&score);
    let measures = (0..5).map(|it| piece.position_at(f64::from(4 * it)).unwrap());
    let measures: Vec<_> = measures
        .map(|it| (it.played, it.measure, it.sounding[0].0))
        .collect();
    assert_eq!(
        measures,
        [(0, 0, 1), (1, 1, 2), (2, 0, 1), (3, 2, 3), (4, 3, 4)]
    );
    assert_eq!(piece.played_measures(), 5);
}

#[test]
fn of_tied_notes_the_one_that_is_come_to_sounds() {
    let piece = piece(&melody(&["r/2 c4~/2", "~c4~/1", "~c4/4 d4/4 r/2"]));
    let notes = [2.0, 3.99, 4.0, 7.99, 8.0, 8.99, 9.0].map(|it| sounding(&piece, it));
    assert_eq!(notes, [[2], [2], [3], [3], [4], [4], [5]]);
}

#[test]
fn moments_are_found_by_measure_and_element() {
    let mut score = melody(&["c4/4 r/4 d4~/2", "~d4/2 ^e4/16 f4/2", "g4/1"]);
    repeat(&mut score, 0, 2);
    let piece = piece(&score);
    let measure = |it| piece.quarter_of(Moment::Measure(it));
    assert_eq!(
        [0, 1, 2, 3].map(measure),
        [Some(0.0), Some(4.0), Some(8.0), None]
    );
    let element = |it| piece.quarter_of(Moment::Element(ElementId(it)));
    let notes = [1, 2, 3, 4, 5, 6, 7].map(element);
    let expected = [0.0, 1.0, 2.0, 4.0, 6.0, 6.125, 8.0].map(Some);
    assert_eq!(notes, expected);
    // The bar line at the end of the last measure stands in this measure.
    assert_eq!(element(1005), Some(8.0));
    assert_eq!(element(99), None);
    assert_eq!(piece.quarter_of(Moment::Start), Some(0.0));
    assert_eq!(piece.quarter_of(Moment::Quarter(23.5)), Some(23.5));
    assert_eq!(piece.quarter_of(Moment::Quarter(24.5)), None);
    assert_eq!(piece.quarter_of(Moment::Quarter(f64::NAN)), None);
}

#[test]
fn what_is_left_out_is_no_moment() {
    let mut score = melody(&["c4/1", "d4/1", "e4/1"]);
    // A first ending that is not gone back from, and so not played the second time either.
    repeat(&mut score, 0, 0);
    ending(&mut score, 1, 7);
    let piece = piece(&score);
    assert_eq!(piece.quarter_of(Moment::Measure(1)), None);
    assert_eq!(piece.quarter_of(Moment::Element(ElementId(2))), None);
    assert_eq!(piece.quarter_of(Moment::Element(ElementId(3))), Some(8.0));
}

#[test]
fn nothing_is_a_piece_too() {
    let piece = piece(&Score::default());
    assert_eq!(piece.quarters(), 0.0);
    assert_eq!(piece.position_at(0.0), None);
    assert_eq!(piece.quarter_of(Moment::Start), Some(0.0));
}

#[test]
fn a_note_over_many_measures_sounds_in_each() {
    let voices: [&[&str]; 3] = [&["c4~/1", "e4/1"], &["~c4~/1", "f4/1"], &["~c4/1", "g4/1"]];
    let piece = piece(&score(&voices));
    assert_eq!(
        [0.0, 4.0, 8.0].map(|it| sounding(&piece, it)),
        [[1, 2], [3, 4], [5, 6]]
    );
}
