//! Bad prints, torn and cut pages, photographed pages.

use crate::drawing::{Sheet, bar_places, check_piano, found, level, piano};

#[test]
fn dirt_and_breaks_do_not_hide_staves() {
    let mut sheet = piano(18.0, 3, level);
    sheet.breaks(0.05, 18.0);
    sheet.specks(4.0);
    check_piano(&sheet, 3, 18.0);
}

#[test]
fn a_torn_corner_shortens_the_staves_that_it_takes_away() {
    for dark in [255, 0] {
        let mut sheet = piano(16.0, 4, level);
        let width = sheet.width;
        // The upper right corner, to a third of the way down and left.
        for at in 0..sheet.levels.len() {
            let (x, y) = (at % width, at / width);
            if 3 * (width - x) + y < 850 {
                sheet.levels[at] = dark;
            }
        }
        let layout = found(&sheet);
        assert_eq!(layout.staves.len(), 8, "{dark}");
        assert_eq!(layout.systems.len(), 4, "{dark}");
        let right = |at: usize| layout.staves[at].right_px();
        assert!(right(0) < right(1) && right(1) < right(2) - 20.0, "{dark}");
        assert!((right(7) - 84.0 * 16.0).abs() < 4.0);
        assert_eq!(bar_places(&layout, 3, 16.0), [6.0, 30.0, 55.0, 84.0]);
    }
}

#[test]
fn staves_that_run_off_the_page_end_with_it() {
    let whole = piano(16.0, 3, level);
    let cut = whole.cut((20 * 16, 70 * 16), (10, whole.height - 10));
    let layout = found(&cut);
    assert_eq!(layout.staves.len(), 6);
    assert_eq!(layout.systems.len(), 3, "joined by their bar lines");
    for staff in &layout.staves {
        assert!(staff.left_px() < 8.0 && staff.right_px() > 50.0 * 16.0 - 8.0);
    }
    for system in 0..3 {
        assert_eq!(bar_places(&layout, system, 16.0), [10.0, 35.0]);
    }
}

#[test]
fn a_system_that_is_cut_through_keeps_its_other_staff() {
    let whole = piano(16.0, 2, level);
    // The cut goes through the upper staff of the first system.
    let cut = whole.cut((0, whole.width), (13 * 16 + 8, whole.height));
    let layout = found(&cut);
    assert_eq!(
        layout.staves.last().map(|it| it.left_px().round()),
        Some(96.0)
    );
    assert!(layout.staves.len() >= 3);
    assert_eq!(layout.systems[layout.systems.len() - 1].staves.len(), 2);
}

#[test]
fn a_photographed_page_is_read_through_its_shadow() {
    let mut sheet = piano(18.0, 2, |x: f64| 10.0 * (x / 500.0).sin());
    let width = sheet.width;
    for at in 0..sheet.levels.len() {
        let (x, y) = ((at % width) as f64, (at / width) as f64);
        let light = 0.35 + 0.6 * (1.0 - (x / width as f64) * 0.8) * (1.0 - y / 4000.0);
        let paper = f64::from(sheet.levels[at]) * 0.72 + 60.0;
        let grain = 10.0 * sheet.chance();
        sheet.levels[at] = (paper * light + grain).min(255.0) as u8;
    }
    check_piano(&sheet, 2, 18.0);
}

#[test]
fn a_slur_along_a_line_does_not_take_it_away() {
    let mut sheet = Sheet::new(1600, 500, level);
    sheet.staff(100.0, 1500.0, 200.0, 18.0, 5);
    // It comes down onto the top line, hides it for a while and goes on to the second one.
    for x in 600..900 {
        let along = f64::from(x - 600) / 300.0;
        let y = 185.0 + 33.0 * along * along;
        sheet.bar(f64::from(x), y - 2.5, f64::from(x) + 1.0, y + 2.5);
    }
    // The line itself is gone where the slur leaves it.
    sheet.wipe(790.0, 198.0, 830.0, 202.0);
    let staff = &found(&sheet).staves[0];
    for x in [300.0, 700.0, 860.0, 950.0, 1200.0, 1450.0] {
        for line in 0..5 {
            let off = staff.line_px(line, x) - 200.0 - 18.0 * line as f64;
            assert!(off.abs() < 1.5, "{x} {line} {off}");
        }
    }
}
