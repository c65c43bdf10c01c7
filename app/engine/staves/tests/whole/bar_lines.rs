//! Bar lines: those that are there, of every kind, and what only looks like one.

use staves::BarKind;

use crate::drawing::{Sheet, bar_places, found, level, piano};

/// Two staves of a piano, joined at the left and closed at the right, without notes.
fn two_staves() -> Sheet {
    let mut sheet = Sheet::new(1600, 700, level);
    for top in [150.0, 350.0] {
        sheet.staff(100.0, 1500.0, top, 18.0, 5);
    }
    sheet.bar(100.0, 150.0, 103.0, 422.0);
    sheet.bar(1497.0, 150.0, 1500.0, 422.0);
    sheet
}

fn kinds(sheet: &Sheet) -> Vec<BarKind> {
    let layout = found(sheet);
    layout.systems[0]
        .bar_lines
        .iter()
        .map(|it| it.kind)
        .collect()
}

#[test]
fn a_clean_page_has_its_bar_lines_and_no_stems_among_them() {
    let sheet = piano(18.0, 4, level);
    let layout = found(&sheet);
    for system in 0..4 {
        assert_eq!(bar_places(&layout, system, 18.0), [6.0, 30.0, 55.0, 84.0]);
        for bar in &layout.systems[system].bar_lines {
            assert_eq!(bar.kind, BarKind::Single);
            assert!(bar.is_through && (bar.seen - 1.0).abs() < 1e-9);
        }
    }
}

#[test]
fn kinds_of_bar_lines_are_told_apart() {
    let mut sheet = two_staves();
    sheet.wipe(1497.0, 140.0, 1501.0, 430.0);
    for (x, width) in [
        (400.0, 3.0),
        (410.0, 3.0),
        (700.0, 9.0),
        (716.0, 3.0),
        (1200.0, 3.0),
        (1210.0, 9.0),
        (1224.0, 9.0),
        (1238.0, 3.0),
        (1482.0, 3.0),
        (1491.0, 9.0),
    ] {
        sheet.bar(x, 150.0, x + width, 422.0);
    }
    for at in 0..23 {
        let y = 150.0 + 12.0 * f64::from(at);
        sheet.bar(1000.0, y, 1003.0, y + 6.0);
    }
    assert_eq!(
        kinds(&sheet),
        [
            BarKind::Single,
            BarKind::Double,
            BarKind::HeavyLight,
            BarKind::Dotted,
            BarKind::Both,
            BarKind::LightHeavy
        ]
    );
    let width = found(&sheet).systems[0].bar_lines[1].width_px;
    assert!((width - 13.0).abs() < 2.0, "{width}");
}

#[test]
fn two_heavy_strokes_that_have_run_together_are_both() {
    let mut sheet = two_staves();
    sheet.bar(700.0, 150.0, 711.0, 422.0);
    sheet.bar(714.0, 150.0, 725.0, 422.0);
    // The paper between them is full of ink in places.
    for at in 0..9 {
        let y = 150.0 + 30.0 * f64::from(at);
        sheet.bar(711.0, y, 714.0, y + 18.0);
    }
    assert_eq!(
        kinds(&sheet),
        [BarKind::Single, BarKind::Both, BarKind::Single]
    );
}

#[test]
fn single_lines_stay_single_where_ink_has_spread() {
    let mut sheet = two_staves();
    for x in [99.0, 400.0, 700.0, 1000.0, 1494.0] {
        sheet.bar(x, 150.0, x + 7.0, 422.0);
    }
    assert_eq!(kinds(&sheet), [BarKind::Single; 5]);
}

#[test]
fn a_bar_line_is_broken_for_a_word() {
    let mut sheet = two_staves();
    for (x, bottom, top) in [(600.0, 250.0, 300.0), (1000.0, 240.0, 285.0)] {
        sheet.bar(x, 150.0, x + 3.0, bottom);
        sheet.bar(x, top, x + 3.0, 422.0);
        // A letter in the break.
        sheet.bar(x - 8.0, bottom + 8.0, x + 10.0, top - 8.0);
    }
    sheet.bar(1300.0, 150.0, 1303.0, 422.0);
    let layout = found(&sheet);
    assert_eq!(bar_places(&layout, 0, 100.0), [1.0, 6.0, 10.0, 13.0, 15.0]);
}

#[test]
fn a_bar_line_is_found_that_is_badly_printed_on_one_staff() {
    let mut sheet = two_staves();
    sheet.bar(700.0, 150.0, 703.0, 350.0);
    let mut y = 350.0;
    while y < 422.0 {
        sheet.bar(700.0, y, 703.0, y + 7.0);
        y += 10.0;
    }
    assert_eq!(bar_places(&found(&sheet), 0, 100.0), [1.0, 7.0, 15.0]);
}

#[test]
fn stems_of_chords_on_both_staves_are_no_bar_lines() {
    let mut sheet = two_staves();
    sheet.bar(1200.0, 150.0, 1203.0, 422.0);
    // A stem from the lower staff to the top line of the upper one, and two chords at one place.
    sheet.bar(600.0, 150.0, 602.0, 420.0);
    for y in [170.0, 386.0, 404.0, 422.0] {
        sheet.head(592.0, y, 18.0);
    }
    sheet.bar(900.0, 150.0, 902.0, 250.0);
    sheet.bar(900.0, 340.0, 902.0, 422.0);
    for y in [222.0, 240.0, 350.0] {
        sheet.head(892.0, y, 18.0);
    }
    assert_eq!(bar_places(&found(&sheet), 0, 100.0), [1.0, 12.0, 15.0]);
}

#[test]
fn stems_in_line_with_letters_between_them_are_no_bar_line() {
    let mut sheet = two_staves();
    sheet.bar(1200.0, 150.0, 1203.0, 422.0);
    // Pointed heads touch their stems on one side, over fewer rows than they are high.
    sheet.bar(600.0, 150.0, 602.0, 270.0);
    sheet.bar(590.0, 275.0, 610.0, 300.0);
    sheet.bar(600.0, 310.0, 602.0, 422.0);
    for y in [159.0, 195.0, 359.0, 377.0] {
        sheet.head(606.0, y, 11.0);
    }
    // What touches a broken bar line on both sides is a slur.
    sheet.bar(900.0, 150.0, 902.0, 265.0);
    sheet.bar(890.0, 275.0, 910.0, 300.0);
    sheet.bar(900.0, 310.0, 902.0, 422.0);
    sheet.bar(870.0, 200.0, 930.0, 208.0);
    assert_eq!(bar_places(&found(&sheet), 0, 100.0), [1.0, 9.0, 12.0, 15.0]);
}

#[test]
fn digits_of_a_time_signature_are_no_bar_line() {
    let mut two = two_staves();
    two.bar(1200.0, 150.0, 1203.0, 422.0);
    let mut one = Sheet::new(1600, 400, level);
    one.staff(100.0, 1500.0, 150.0, 18.0, 5);
    one.bar(1200.0, 150.0, 1203.0, 222.0);
    for (sheet, tops) in [(&mut two, &[150.0, 350.0][..]), (&mut one, &[150.0])] {
        for top in tops {
            for y in [*top, top + 36.0] {
                // Something like a 4: a thick stroke, a thin slope and a foot.
                sheet.bar(200.0, y, 208.0, y + 36.0);
                sheet.bar(186.0, y + 22.0, 214.0, y + 26.0);
                sheet.bar(196.0, y + 33.0, 213.0, y + 36.0);
                sheet.bar(194.0, y + 6.0, 200.0, y + 14.0);
            }
        }
    }
    assert_eq!(bar_places(&found(&two), 0, 100.0), [1.0, 12.0, 15.0]);
    assert_eq!(bar_places(&found(&one), 0, 100.0), [12.0]);
}

#[test]
fn bar_lines_of_a_choir_do_not_cross() {
    let mut sheet = Sheet::new(1600, 1000, level);
    for voice in 0..4 {
        let top = 120.0 + 200.0 * f64::from(voice);
        sheet.staff(100.0, 1500.0, top, 18.0, 5);
        for x in [500.0, 900.0, 1497.0] {
            sheet.bar(x, top, x + 3.0, top + 72.0);
        }
        sheet.notes(180.0, 460.0, top, 18.0);
        sheet.notes(560.0, 860.0, top, 18.0);
    }
    sheet.bar(100.0, 120.0, 103.0, 792.0);
    let layout = found(&sheet);
    assert_eq!(layout.systems.len(), 1);
    assert_eq!(bar_places(&layout, 0, 100.0), [1.0, 5.0, 9.0, 15.0]);
    let through: Vec<bool> = layout.systems[0]
        .bar_lines
        .iter()
        .map(|it| it.is_through)
        .collect();
    assert_eq!(through, [true, false, false, false]);
}

#[test]
fn a_system_without_a_line_at_the_left_is_joined_by_its_bar_lines() {
    let mut sheet = Sheet::new(1600, 1200, level);
    for top in [150.0, 350.0, 700.0, 900.0] {
        sheet.staff(100.0, 1500.0, top, 18.0, 5);
        sheet.notes(150.0, 550.0, top, 18.0);
        sheet.notes(660.0, 1400.0, top, 18.0);
    }
    for top in [150.0, 700.0] {
        for x in [600.0, 1497.0] {
            sheet.bar(x, top, x + 3.0, top + 272.0);
        }
    }
    let layout = found(&sheet);
    let members: Vec<&[usize]> = layout
        .systems
        .iter()
        .map(|it| it.staves.as_slice())
        .collect();
    assert_eq!(members, [&[0, 1], &[2, 3]]);
    for system in 0..2 {
        assert_eq!(bar_places(&layout, system, 100.0), [6.0, 15.0]);
    }
}
