//! Slurs and ties.

use strokes::{Arc, ArcKind, Strokes};

use crate::drawing::{LENGTH, Sheet, Way, is_near};

fn only(found: &Strokes) -> &Arc {
    assert_eq!(found.arcs.len(), 1, "{:?}", found.arcs);
    &found.arcs[0]
}

#[test]
fn an_arc_between_heads_of_one_place_is_a_tie() {
    let mut sheet = Sheet::of_staves(1);
    let heads = [
        sheet.note(0, 20.0, -3, Way::Up),
        sheet.note(0, 27.0, -3, Way::Up),
    ];
    let (from, to) = (sheet.at(0, 20.9, -4.0), sheet.at(0, 26.1, -4.0));
    sheet.arc(from, to, -0.7);
    let found = sheet.found();
    let tie = only(&found);
    assert_eq!((tie.kind, tie.heads), (ArcKind::Tie, heads.map(Some)));
    assert!(!tie.is_above);
    assert!(
        is_near(tie.left_px, from, 0.3) && is_near(tie.right_px, to, 0.3),
        "{tie:?}"
    );
    assert!(is_near(tie.middle_px, sheet.at(0, 23.5, -5.4), 0.5));
    assert!(tie.thickness_px > 4.0 && tie.thickness_px < 8.0 && tie.seen > 0.8);
}

#[test]
fn a_tie_goes_through_a_bar_line() {
    let mut sheet = Sheet::of_staves(1);
    let heads = [
        sheet.note(0, 20.0, -1, Way::Up),
        sheet.note(0, 27.0, -1, Way::Up),
    ];
    let (top, bottom) = (sheet.at(0, 23.0, 4.0), sheet.at(0, 23.0, -4.0));
    sheet.upright(top[0], top[1], bottom[1], 3.0);
    let (from, to) = (sheet.at(0, 20.9, -1.6), sheet.at(0, 26.1, -1.6));
    sheet.arc(from, to, -0.6);
    let found = sheet.found();
    assert_eq!(
        (only(&found).kind, only(&found).heads),
        (ArcKind::Tie, heads.map(Some))
    );
}

#[test]
fn an_arc_between_heads_of_different_places_is_a_slur() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 20.0, -3, Way::Up);
    sheet.note(0, 27.0, -1, Way::Up);
    let (from, to) = (sheet.at(0, 20.3, -5.0), sheet.at(0, 27.0, -3.0));
    sheet.arc(from, to, -1.0);
    let found = sheet.found();
    assert_eq!(
        (only(&found).kind, only(&found).heads),
        (ArcKind::Slur, [None, None])
    );
}

#[test]
fn an_arc_over_other_heads_is_a_slur() {
    let mut sheet = Sheet::of_staves(1);
    for (x, place) in [(20.0, 2), (25.0, 2), (30.0, 2)] {
        sheet.note(0, x, place, Way::Down);
    }
    let (from, to) = (sheet.at(0, 20.1, 4.0), sheet.at(0, 29.9, 4.0));
    sheet.arc(from, to, 1.0);
    let found = sheet.found();
    assert_eq!(only(&found).kind, ArcKind::Slur);
    assert!(only(&found).is_above && is_near(only(&found).right_px, to, 0.4));
}

#[test]
fn a_tie_may_go_over_to_the_next_system() {
    let mut sheet = Sheet::of_staves(1);
    let head = sheet.note(0, LENGTH - 4.0, -3, Way::Up);
    let (from, to) = (
        sheet.at(0, LENGTH - 3.1, -4.0),
        sheet.at(0, LENGTH - 0.5, -4.0),
    );
    sheet.arc(from, to, -0.6);
    let found = sheet.found();
    assert_eq!(
        (only(&found).kind, only(&found).heads),
        (ArcKind::Tie, [Some(head), None])
    );
}

#[test]
fn every_head_of_a_chord_has_its_tie() {
    let mut sheet = Sheet::of_staves(1);
    let mut pairs = Vec::new();
    for (place, up) in [(2, 0.7), (-2, -0.7)] {
        let heads = [20.0, 28.0].map(|x| sheet.note(0, x, place, Way::Up));
        let y = f64::from(place) + 1.0 * f64::signum(up);
        let (from, to) = (sheet.at(0, 21.0, y), sheet.at(0, 27.0, y));
        sheet.arc(from, to, up);
        pairs.push(heads.map(Some));
    }
    let found = sheet.found();
    let mut tied: Vec<_> = found.arcs.iter().map(|it| it.heads).collect();
    tied.sort();
    assert_eq!(tied, pairs);
}

#[test]
fn a_straight_line_and_a_known_symbol_are_no_arcs() {
    let mut sheet = Sheet::of_staves(1);
    let (from, to) = (sheet.at(0, 10.0, 9.0), sheet.at(0, 18.0, 9.0));
    sheet.line(from, to, 3.0);
    let (from, to) = (sheet.at(0, 30.0, 7.0), sheet.at(0, 32.4, 7.0));
    sheet.arc(from, to, 1.0);
    assert_eq!(sheet.found().arcs.len(), 1);
    // A fermata is.
    let middle = sheet.at(0, 31.2, 8.0);
    sheet.sign(middle, 2.6, 1.6);
    assert_eq!(sheet.found().arcs, []);
}
