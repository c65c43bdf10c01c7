//! Wedges, brackets and level lines.

use strokes::{BracketKind, HairpinKind};

use crate::drawing::{LENGTH, SPACE, Sheet, Way, is_near};

/// Two lines from one pair of columns to another with so much between them, in staff spaces, below
/// the staff.
fn wedge(sheet: &mut Sheet, x: [f64; 2], gaps: [f64; 2]) {
    for side in [1.0, -1.0] {
        let [from, to] = [0, 1].map(|end| sheet.at(0, x[end], -10.0 + side * gaps[end]));
        sheet.line(from, to, 2.5);
    }
}

#[test]
fn wedges_open_to_the_right_or_to_the_left() {
    let mut sheet = Sheet::of_staves(1);
    wedge(&mut sheet, [10.0, 20.0], [0.0, 1.4]);
    wedge(&mut sheet, [30.0, 38.0], [1.2, 0.0]);
    let found = sheet.found();
    let kinds: Vec<_> = found
        .hairpins
        .iter()
        .map(|it| (it.kind, it.is_open))
        .collect();
    let (up, down) = (HairpinKind::Crescendo, HairpinKind::Diminuendo);
    assert_eq!(kinds, [(up, false), (down, false)]);
    let first = &found.hairpins[0];
    assert!(
        is_near(first.upper_px[0], sheet.at(0, 10.0, -10.0), 0.6),
        "{first:?}"
    );
    assert!(
        is_near(first.upper_px[1], sheet.at(0, 20.0, -8.6), 0.3),
        "{first:?}"
    );
    assert!(
        is_near(first.lower_px[1], sheet.at(0, 20.0, -11.4), 0.3),
        "{first:?}"
    );
    assert_eq!(
        (
            found.arcs.len(),
            found.brackets.len(),
            found.extenders.len()
        ),
        (0, 0, 0)
    );
}

#[test]
fn a_wedge_goes_over_to_another_system_only_at_its_end() {
    let mut sheet = Sheet::of_staves(1);
    wedge(&mut sheet, [LENGTH - 12.0, LENGTH - 1.0], [2.0, 0.9]);
    let found = sheet.found();
    assert_eq!(found.hairpins.len(), 1);
    assert!(found.hairpins[0].is_open);
    assert_eq!(found.hairpins[0].kind, HairpinKind::Diminuendo);
    let mut sheet = Sheet::of_staves(1);
    wedge(&mut sheet, [20.0, 31.0], [2.0, 0.9]);
    assert_eq!(sheet.found().hairpins, []);
}

#[test]
fn lines_that_do_not_meet_or_lean_alike_are_no_wedge() {
    let mut sheet = Sheet::of_staves(1);
    wedge(&mut sheet, [10.0, 20.0], [1.2, 1.2]);
    let (from, to) = (sheet.at(0, 30.0, -9.0), sheet.at(0, 40.0, -7.0));
    sheet.line(from, to, 2.5);
    let (from, to) = (sheet.at(0, 30.0, -9.4), sheet.at(0, 40.0, -8.2));
    sheet.line(from, to, 2.5);
    assert_eq!(sheet.found().hairpins, []);
}

/// The bracket of a tuplet from one column to another with hooks towards a place, and a digit in its
/// middle.
fn tuplet(sheet: &mut Sheet, x: [f64; 2], place: f64, hooks_to: f64) {
    let middle = f64::midpoint(x[0], x[1]);
    for (from, to) in [(x[0], middle - 0.9), (middle + 0.9, x[1])] {
        let (from, to) = (sheet.at(0, from, place), sheet.at(0, to, place));
        sheet.line(from, to, 2.5);
    }
    for x in x {
        let (one, two) = (sheet.at(0, x, place), sheet.at(0, x, hooks_to));
        sheet.upright(
            one[0],
            one[1].min(two[1]) - 1.0,
            one[1].max(two[1]) + 1.0,
            2.5,
        );
    }
    let digit = sheet.at(0, middle, place);
    sheet.sign(digit, 0.9, 1.5);
    sheet.upright(digit[0], digit[1] - 12.0, digit[1] + 12.0, 6.0);
}

#[test]
fn brackets_of_tuplets_have_a_gap_and_point_to_their_notes() {
    let mut sheet = Sheet::of_staves(1);
    tuplet(&mut sheet, [10.0, 18.0], 9.0, 7.4);
    tuplet(&mut sheet, [30.0, 36.0], -9.0, -7.4);
    let found = sheet.found();
    assert_eq!(found.brackets.len(), 2, "{:?}", found.brackets);
    for (bracket, (x, place, points_down)) in found
        .brackets
        .iter()
        .zip([([10.0, 18.0], 9.0, true), ([30.0, 36.0], -9.0, false)])
    {
        assert_eq!(
            (bracket.kind, bracket.points_down),
            (BracketKind::Tuplet, points_down)
        );
        assert!(bracket.is_closed);
        assert!(
            is_near(bracket.left_px, sheet.at(0, x[0], place), 0.3),
            "{bracket:?}"
        );
        assert!(
            is_near(bracket.right_px, sheet.at(0, x[1], place), 0.3),
            "{bracket:?}"
        );
        let gap = bracket.gap_px.expect("a gap");
        let middle = sheet.at(0, f64::midpoint(x[0], x[1]), place)[0];
        assert!(
            (gap[0] - middle + 0.9 * SPACE).abs() < 6.0
                && (gap[1] - middle - 0.9 * SPACE).abs() < 6.0
        );
    }
    assert_eq!((found.hairpins.len(), found.extenders.len()), (0, 0));
}

#[test]
fn a_bracket_may_go_through_and_lean() {
    let mut sheet = Sheet::of_staves(1);
    let (from, to) = (sheet.at(0, 10.0, 9.0), sheet.at(0, 16.0, 11.0));
    sheet.line(from, to, 2.5);
    for end in [from, to] {
        sheet.upright(end[0], end[1] - 1.0, end[1] + 0.8 * SPACE, 2.5);
    }
    let found = sheet.found();
    assert_eq!(found.brackets.len(), 1);
    let bracket = found.brackets[0];
    assert_eq!((bracket.kind, bracket.gap_px), (BracketKind::Tuplet, None));
    assert!(is_near(bracket.right_px, to, 0.3));
}

#[test]
fn endings_are_closed_or_open() {
    let mut sheet = Sheet::of_staves(1);
    for (x, is_closed) in [([10.0, 25.0], true), ([26.0, 45.0], false)] {
        let (from, to) = (sheet.at(0, x[0], 11.0), sheet.at(0, x[1], 11.0));
        sheet.line(from, to, 2.5);
        let ends = if is_closed {
            vec![from, to]
        } else {
            vec![from]
        };
        for end in ends {
            sheet.upright(end[0], end[1], end[1] + 2.0 * SPACE, 2.5);
        }
    }
    let found = sheet.found();
    let told: Vec<_> = found
        .brackets
        .iter()
        .map(|it| (it.kind, it.is_closed))
        .collect();
    assert_eq!(
        told,
        [(BracketKind::Volta, true), (BracketKind::Volta, false)]
    );
    assert!(is_near(
        found.brackets[1].right_px,
        sheet.at(0, 45.0, 11.0),
        0.3
    ));
}

/// Dashes of 0.7 staff spaces every 1.2 from one column to another.
fn dashes(sheet: &mut Sheet, x: [f64; 2], place: f64) -> f64 {
    let mut from = x[0];
    while from + 0.7 <= x[1] {
        let (left, right) = (sheet.at(0, from, place), sheet.at(0, from + 0.7, place));
        sheet.line(left, right, 2.5);
        from += 1.2;
    }
    from - 0.5
}

#[test]
fn a_dashed_line_has_a_hook_at_its_end() {
    let mut sheet = Sheet::of_staves(1);
    let right = dashes(&mut sheet, [12.0, 30.0], 11.0);
    let end = sheet.at(0, right, 11.0);
    sheet.upright(end[0] - 1.0, end[1], end[1] + SPACE, 2.5);
    let found = sheet.found();
    assert_eq!(found.extenders.len(), 1, "{:?}", found.extenders);
    let line = found.extenders[0];
    assert!(line.is_dashed && line.hook_up == 0.0);
    assert!((line.hook_down - 1.0).abs() < 0.2, "{line:?}");
    assert!(
        is_near(line.left_px, sheet.at(0, 12.0, 11.0), 0.3) && is_near(line.right_px, end, 0.3)
    );
    assert_eq!((found.brackets.len(), found.hairpins.len()), (0, 0));
}

#[test]
fn a_solid_line_has_a_hook_up() {
    let mut sheet = Sheet::of_staves(1);
    let (from, to) = (sheet.at(0, 12.0, -11.0), sheet.at(0, 30.0, -11.0));
    sheet.line(from, to, 2.5);
    sheet.upright(to[0] - 1.0, to[1] - SPACE, to[1] + 1.0, 2.5);
    let found = sheet.found();
    assert_eq!(found.extenders.len(), 1, "{:?}", found.extenders);
    let line = found.extenders[0];
    assert!(!line.is_dashed && line.hook_down == 0.0);
    assert!((line.hook_up - 1.0).abs() < 0.2, "{line:?}");
}

#[test]
fn staves_and_ledger_lines_are_no_level_lines() {
    let mut sheet = Sheet::of_staves(2);
    for x in [10.0, 12.5, 15.0, 17.5, 20.0] {
        sheet.note(0, x, 8, Way::Down);
        for place in [6.0, 8.0] {
            let (from, to) = (sheet.at(0, x - 1.0, place), sheet.at(0, x + 1.0, place));
            sheet.line(from, to, 2.0);
        }
    }
    let found = sheet.found();
    assert_eq!(found.stems.len(), 5);
    assert_eq!(
        (
            found.extenders.len(),
            found.brackets.len(),
            found.hairpins.len()
        ),
        (0, 0, 0)
    );
}
