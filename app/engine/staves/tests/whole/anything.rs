//! Whatever comes in, nothing panics.

use proptest::prelude::*;
use staves::{NoStaves, Page, find};

use crate::drawing::{Sheet, level};

/// Looks at everything that can be asked of what was found.
fn ask_everything(width: usize, height: usize, levels: &[u8]) {
    let page = match Page::new(width, height, levels) {
        Ok(page) => page,
        Err(error) => {
            assert!(matches!(error, NoStaves::UnusablePage { .. }));
            return;
        }
    };
    let layout = match find(&page, None) {
        Ok(layout) => layout,
        Err(none) => {
            assert!(!none.is_cancelled() && !none.to_string().is_empty());
            return;
        }
    };
    let mut in_systems: Vec<usize> = Vec::new();
    for system in &layout.systems {
        in_systems.extend(&system.staves);
        let parts = system.parts().concat();
        assert_eq!(parts, system.staves);
        for bar in &system.bar_lines {
            assert_eq!(bar.x_px.len(), system.staves.len());
        }
    }
    in_systems.sort_unstable();
    let all: Vec<usize> = (0..layout.staves.len()).collect();
    assert_eq!(in_systems, all);
    for (at, staff) in layout.staves.iter().enumerate() {
        assert!(staff.left_px() < staff.right_px());
        for x in [
            -10.0,
            staff.left_px(),
            width as f64 / 2.0,
            width as f64 + 50.0,
        ] {
            assert!(staff.position_at(x, 0.0).is_finite());
            assert!(staff.slope_at(x).is_finite());
            let ledgers = layout.ledgers(at, x - 20.0, x + 20.0);
            assert!(ledgers.iter().all(|it| it.left_px < it.right_px));
            assert!(layout.position_by_ledgers(at, x, 3.0, 20.0).is_some());
        }
    }
    assert!(layout.without_lines().share() <= layout.ink.share());
}

#[test]
fn pages_too_small_for_a_staff_are_refused() {
    for (width, height) in [(0, 0), (1, 1), (1, 5000), (5000, 1), (39, 39), (40_000, 1)] {
        let levels = vec![0; width * height];
        let error = Page::new(width, height, &levels).expect_err("too small");
        assert!(matches!(error, NoStaves::UnusablePage { .. }));
        assert!(error.to_string().contains("40"), "{error}");
    }
}

#[test]
fn one_level_all_over_is_no_music() {
    for level in [0, 1, 100, 127, 128, 200, 254, 255] {
        for (width, height) in [(40, 40), (40, 3000), (3000, 40), (640, 480)] {
            ask_everything(width, height, &vec![level; width * height]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn noise_and_stripes_do_no_harm(
        width in 1_usize..200, height in 1_usize..200,
        seed in any::<u64>(), share in 0.0_f64..1.0,
    ) {
        let mut sheet = Sheet::new(width, height, level);
        let kind = seed % 9;
        for at in 0..sheet.levels.len() {
            let is_striped = kind > 2 && at / width % (5 + kind as usize) < 2;
            let is_upright = kind > 6 && at % width % 17 < 2;
            let is_dark = is_striped || is_upright || sheet.chance() < share;
            sheet.levels[at] = if is_dark { 0 } else { 230 };
        }
        ask_everything(width, height, &sheet.levels);
    }

    #[test]
    fn grey_noise_does_no_harm(
        width in 1_usize..120, height in 1_usize..120,
        levels in prop::collection::vec(any::<u8>(), 64),
    ) {
        let all: Vec<u8> = levels.iter().copied().cycle().take(width * height).collect();
        ask_everything(width, height, &all);
    }

    #[test]
    fn thin_pages_do_no_harm(long in 40_usize..4000, short in 40_usize..60, share in 0.0_f64..0.1) {
        for (width, height) in [(long, short), (short, long)] {
            let mut sheet = Sheet::new(width, height, level);
            sheet.staff(0.0, width as f64, 6.0, 7.0, 5);
            for at in 0..sheet.levels.len() {
                if sheet.chance() < share {
                    sheet.levels[at] = 0;
                }
            }
            ask_everything(width, height, &sheet.levels);
        }
    }

    #[test]
    fn short_staves_with_strokes_at_their_ends_do_no_harm(
        left in 0.0_f64..60.0, length in 30.0_f64..160.0,
        strokes in prop::collection::vec((0.0_f64..1.0, 1.0_f64..30.0), 0..8),
        lines in 1_usize..8,
    ) {
        let mut sheet = Sheet::new(240, 120, level);
        sheet.staff(left, left + length, 30.0, 8.0, lines);
        for (along, width) in strokes {
            let x = left + along * length;
            sheet.bar(x, 30.0, x + width, 62.0);
        }
        ask_everything(240, 120, &sheet.levels);
    }
}
