//! Ledger lines, and what is left without lines.

use crate::drawing::{Sheet, found, level};

#[test]
fn ledger_lines_place_what_is_beyond_the_staff() {
    let mut sheet = Sheet::new(1200, 500, level);
    sheet.staff(100.0, 1100.0, 250.0, 18.0, 5);
    // Ledger lines that are farther apart than the lines.
    for y in [230.0, 208.5] {
        sheet.bar(582.0, y - 1.0, 618.0, y + 1.0);
    }
    sheet.note(600.0, 208.5, 18.0);
    let layout = found(&sheet);
    let ledgers = layout.ledgers(0, 588.0, 612.0);
    let numbers: Vec<i32> = ledgers.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(ledgers[1].position, 8);
    assert!((ledgers[1].y_px - 208.5).abs() < 1.0);
    let position = layout
        .position_by_ledgers(0, 600.0, 208.5, 12.0)
        .expect("there is a staff");
    assert!((position - 8.0).abs() < 0.15, "{position}");
    assert!(layout.ledgers(0, 300.0, 330.0).is_empty());
    assert!(layout.ledgers(7, 300.0, 330.0).is_empty());
    assert_eq!(layout.position_by_ledgers(7, 600.0, 208.5, 12.0), None);
}

#[test]
fn ledger_lines_below_have_negative_numbers() {
    let mut sheet = Sheet::new(1200, 500, level);
    sheet.staff(100.0, 1100.0, 150.0, 18.0, 5);
    for line in 1..=3 {
        let y = 150.0 + 18.0 * (4.0 + f64::from(line));
        sheet.bar(582.0, y - 1.0, 618.0, y + 1.0);
    }
    sheet.note(600.0, 150.0 + 18.0 * 7.0, 18.0);
    let layout = found(&sheet);
    let ledgers = layout.ledgers(0, 590.0, 610.0);
    let numbers: Vec<i32> = ledgers.iter().map(|it| it.number).collect();
    let positions: Vec<i32> = ledgers.iter().map(|it| it.position).collect();
    assert_eq!((numbers, positions), (vec![-1, -2, -3], vec![-6, -8, -10]));
    for (ledger, left) in ledgers.iter().zip([582.0, 582.0, 582.0]) {
        assert!((ledger.left_px - left).abs() < 2.0 && (ledger.right_px - 618.0).abs() < 4.0);
    }
}

#[test]
fn the_level_part_of_a_slur_is_no_ledger_line() {
    let mut sheet = Sheet::new(1200, 500, level);
    sheet.staff(100.0, 1100.0, 250.0, 18.0, 5);
    for at in 0..300 {
        let x = 450.0 + f64::from(at);
        let y = 231.0 - 12.0 * (1.0 - (f64::from(at) / 150.0 - 1.0).powi(2));
        sheet.bar(x, y - 1.5, x + 1.0, y + 1.5);
    }
    let layout = found(&sheet);
    for x in [480.0, 540.0, 600.0, 660.0] {
        assert_eq!(layout.ledgers(0, x - 10.0, x + 10.0), [], "{x}");
    }
}

#[test]
fn what_is_left_without_lines_is_the_notes() {
    let mut sheet = Sheet::new(1200, 400, level);
    sheet.staff(100.0, 1100.0, 150.0, 18.0, 5);
    sheet.note(600.0, 177.0, 18.0);
    let left = found(&sheet).without_lines();
    assert!(left.is_ink(600, 177));
    assert!(!left.is_ink(300, 150) && !left.is_ink(900, 222));
}
