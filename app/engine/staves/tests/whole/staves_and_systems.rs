//! Staves and systems of pages of all kinds.

use proptest::prelude::*;
use staves::{StaffKind, find};

use crate::drawing::{Sheet, bar_places, check_piano, found, level, piano};

#[test]
fn small_and_large_staves_are_found() {
    check_piano(&piano(6.0, 3, level), 3, 6.0);
    check_piano(&piano(60.0, 1, level), 1, 60.0);
}

#[test]
fn a_bent_page_keeps_its_lines() {
    let bend = |x: f64| 14.0 * (x / 300.0).sin() + x * 0.01;
    let sheet = piano(16.0, 3, bend);
    check_piano(&sheet, 3, 16.0);
    let layout = found(&sheet);
    for x in [150.0, 400.0, 800.0, 1200.0] {
        for line in 0..5 {
            let drawn = 12.0 * 16.0 + 16.0 * line as f64 + bend(x);
            assert!(
                (layout.staves[0].line_px(line, x) - drawn).abs() < 1.5,
                "{x} {line}"
            );
        }
    }
    assert!((layout.staves[0].left_px() - 96.0).abs() < 6.0);
    assert!((layout.staves[0].right_px() - 84.0 * 16.0).abs() < 6.0);
}

#[test]
fn a_page_that_is_turned_a_little_keeps_staves_and_bar_lines() {
    for degrees in [-3.0, -1.3, 2.0, 3.0] {
        let sheet = piano(17.0, 3, level).rotated(degrees);
        check_piano(&sheet, 3, 17.0);
        let layout = found(&sheet);
        assert!((layout.skew.angle_rad().to_degrees() - degrees).abs() < 0.1);
        for system in &layout.systems {
            assert_eq!(system.bar_lines.len(), 4, "{degrees}");
            assert!(system.bar_lines.iter().all(|it| it.is_through));
        }
    }
}

#[test]
fn a_leaning_page_says_how_far() {
    for (bend, degrees) in [
        ((|x: f64| 500.0 - x * 0.1763) as fn(f64) -> f64, -10.0),
        (|x: f64| x * 0.1763, 10.0),
    ] {
        let mut sheet = Sheet::new(1500, 1300, bend);
        for top in [150.0, 300.0, 450.0] {
            sheet.staff(100.0, 1400.0, top, 17.0, 5);
            sheet.notes(160.0, 1380.0, top, 17.0);
        }
        let layout = found(&sheet);
        assert_eq!(layout.staves.len(), 3);
        assert!((layout.skew.angle_rad().to_degrees() - degrees).abs() < 0.3);
    }
}

#[test]
fn one_staff_and_forty_are_found() {
    let mut one = Sheet::new(900, 400, level);
    one.staff(80.0, 820.0, 180.0, 14.0, 5);
    one.notes(140.0, 800.0, 180.0, 14.0);
    let layout = found(&one);
    assert_eq!((layout.staves.len(), layout.systems.len()), (1, 1));
    assert_eq!(layout.systems[0].parts(), [vec![0]]);

    let mut forty = Sheet::new(1400, 4000, level);
    for at in 0..40 {
        let top = 60.0 + 97.0 * f64::from(at);
        forty.staff(80.0, 1320.0, top, 9.0, 5);
        forty.notes(140.0, 1300.0, top, 9.0);
    }
    let layout = found(&forty);
    assert_eq!(layout.staves.len(), 40);
    assert_eq!(layout.systems.len(), 40);
}

#[test]
fn forty_staves_of_one_system_are_one_system() {
    let mut score = Sheet::new(1400, 4000, level);
    for at in 0..40 {
        let top = 60.0 + 97.0 * f64::from(at);
        score.staff(80.0, 1320.0, top, 9.0, 5);
        score.notes(140.0, 650.0, top, 9.0);
        score.notes(720.0, 1300.0, top, 9.0);
        score.bar(700.0, top, 702.0, top + 36.0);
    }
    score.bar(80.0, 60.0, 82.0, 60.0 + 97.0 * 39.0 + 36.0);
    let layout = found(&score);
    assert_eq!((layout.staves.len(), layout.systems.len()), (40, 1));
    assert_eq!(bar_places(&layout, 0, 10.0), [8.0, 70.0]);
}

#[test]
fn kinds_of_staves_are_told_apart() {
    let mut sheet = Sheet::new(1600, 1500, level);
    for (top, lines) in [(150.0, 5), (400.0, 6), (650.0, 4), (1150.0, 5)] {
        sheet.staff(100.0, 1500.0, top, 18.0, lines);
    }
    sheet.staff(100.0, 1500.0, 900.0, 11.0, 5);
    sheet.bar(100.0, 1349.0, 1500.0, 1351.0);
    let layout = found(&sheet);
    let kinds: Vec<StaffKind> = layout.staves.iter().map(staves::Staff::kind).collect();
    assert_eq!(
        kinds,
        [
            StaffKind::FiveLines,
            StaffKind::SixLines,
            StaffKind::FourLines,
            StaffKind::FiveLines,
            StaffKind::FiveLines,
            StaffKind::OneLine
        ]
    );
    assert_eq!(layout.unusual_staves(), [1, 2, 5]);
    assert!((layout.staves[3].scale().interline_px - 11.0).abs() < 0.3);
}

#[test]
fn a_cue_staff_belongs_to_its_system_and_an_ossia_is_found() {
    let mut sheet = Sheet::new(1600, 1300, level);
    // A small staff above two usual ones, joined with them; an ossia over a part of the next system.
    sheet.staff(100.0, 1500.0, 150.0, 12.0, 5);
    for top in [300.0, 480.0, 900.0, 1080.0] {
        sheet.staff(100.0, 1500.0, top, 18.0, 5);
        sheet.notes(200.0, 1480.0, top, 18.0);
    }
    sheet.bar(100.0, 150.0, 103.0, 552.0);
    sheet.bar(100.0, 900.0, 103.0, 1152.0);
    sheet.staff(700.0, 1200.0, 790.0, 12.0, 5);
    let layout = found(&sheet);
    let sizes: Vec<f64> = layout
        .staves
        .iter()
        .map(|it| it.scale().interline_px.round())
        .collect();
    assert_eq!(sizes, [12.0, 18.0, 18.0, 12.0, 18.0, 18.0]);
    let members: Vec<&[usize]> = layout
        .systems
        .iter()
        .map(|it| it.staves.as_slice())
        .collect();
    assert_eq!(members, [&[0, 1, 2][..], &[3], &[4, 5]]);
    assert_eq!(layout.asides(), [1]);
    assert!((layout.staves[3].left_px() - 700.0).abs() < 4.0);
    assert!((layout.staves[3].right_px() - 1200.0).abs() < 4.0);
}

#[test]
fn a_variant_at_the_foot_of_a_full_page_is_beside_the_music() {
    let mut sheet = piano(14.0, 6, level);
    let foot = sheet.height as f64 - 100.0;
    sheet.staff(200.0, 480.0, foot, 9.0, 5);
    sheet.notes(240.0, 470.0, foot, 9.0);
    let layout = found(&sheet);
    assert_eq!((layout.staves.len(), layout.systems.len()), (13, 7));
    assert_eq!(layout.asides(), [6]);
}

#[test]
fn tablature_has_six_lines_in_spite_of_its_digits() {
    let mut sheet = Sheet::new(1500, 1100, level);
    for top in [150.0, 650.0] {
        sheet.staff(100.0, 1400.0, top, 17.0, 5);
        sheet.notes(180.0, 1380.0, top, 17.0);
        sheet.staff(100.0, 1400.0, top + 200.0, 20.0, 6);
        let mut x = 180.0;
        while x < 1370.0 {
            // A digit on a line that it interrupts.
            let y = top + 200.0 + 20.0 * (sheet.chance() * 6.0).floor();
            sheet.wipe(x - 9.0, y - 7.0, x + 9.0, y + 7.0);
            sheet.bar(x - 4.0, y - 6.0, x - 1.0, y + 6.0);
            sheet.bar(x - 4.0, y - 6.0, x + 5.0, y - 4.0);
            sheet.bar(x - 4.0, y + 4.0, x + 5.0, y + 6.0);
            x += 30.0 + 40.0 * sheet.chance();
        }
        sheet.bar(100.0, top, 103.0, top + 300.0);
        sheet.bar(1397.0, top, 1400.0, top + 300.0);
    }
    let layout = found(&sheet);
    assert_eq!(layout.unusual_staves(), [1, 3]);
    assert_eq!(layout.staves[1].kind(), StaffKind::SixLines);
    assert_eq!(layout.systems.len(), 2);
    for system in 0..2 {
        assert_eq!(bar_places(&layout, system, 100.0), [1.0, 14.0]);
    }
}

#[test]
fn percussion_on_one_line_has_bar_lines() {
    let mut sheet = Sheet::new(1500, 800, level);
    sheet.staff(100.0, 1400.0, 150.0, 17.0, 5);
    sheet.notes(180.0, 1380.0, 150.0, 17.0);
    sheet.bar(100.0, 399.0, 1400.0, 401.0);
    for x in [500.0, 900.0, 1397.0] {
        sheet.bar(x, 383.0, x + 3.0, 417.0);
    }
    let layout = found(&sheet);
    assert_eq!(layout.unusual_staves(), [1]);
    assert_eq!(layout.staves[1].kind(), StaffKind::OneLine);
    assert_eq!(bar_places(&layout, 1, 100.0), [5.0, 9.0, 14.0]);
    assert!((layout.staves[1].position_at(700.0, 400.0 - 17.0) - 2.0).abs() < 0.1);
}

#[test]
fn staves_beside_each_other_are_ordered_from_the_left() {
    let mut sheet = Sheet::new(2000, 700, |x: f64| 0.01 * x);
    for top in [120.0, 400.0] {
        for (left, right) in [(80.0, 900.0), (1050.0, 1900.0)] {
            sheet.staff(left, right, top, 16.0, 5);
        }
    }
    let layout = found(&sheet);
    let lefts: Vec<f64> = layout
        .staves
        .iter()
        .map(|it| it.left_px().round())
        .collect();
    assert_eq!(lefts.len(), 4);
    assert!(lefts[0] < lefts[1] && lefts[2] < lefts[3] && lefts[1] > lefts[2]);
}

#[test]
fn a_brace_holds_two_staves() {
    let mut sheet = piano(18.0, 1, level);
    for at in 0..252 {
        let y = 216.0 + f64::from(at);
        let bow = 9.0
            * (f64::from(at) / 252.0 * std::f64::consts::TAU * 1.5)
                .cos()
                .abs();
        sheet.bar(82.0 + bow, y, 88.0 + bow, y + 1.0);
    }
    let system = &found(&sheet).systems[0];
    assert_eq!(system.brackets.len(), 1);
    assert!(system.brackets[0].is_brace());
    assert_eq!(system.parts(), [vec![0, 1]]);
}

#[test]
fn whoever_watches_may_stop() {
    let sheet = piano(10.0, 1, level);
    for last in 0..3 {
        let stopped = find(&sheet.page(), Some(&|done, _| done < last));
        assert!(stopped.is_err_and(|it| it.is_cancelled()));
    }
    assert!(find(&sheet.page(), Some(&|done, all| done <= all)).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn staves_are_found_at_any_size_and_lean(
        interline in 7.0_f64..40.0, systems in 1_usize..4, lean in 0_usize..4,
    ) {
        let bends: [fn(f64) -> f64; 4] =
            [level, |x| 0.01 * x, |x| -0.012 * x, |x| 6.0 * (x / 400.0).cos()];
        check_piano(&piano(interline, systems, bends[lean]), systems, interline);
    }
}
