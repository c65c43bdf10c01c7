//! Pages without staves say what they show instead.

use staves::{NoStaves, find};

use crate::drawing::{Sheet, level, piano};

fn found(sheet: &Sheet) -> NoStaves {
    let count = find(&sheet.page(), None).map(|it| it.staves.len());
    count.expect_err("no staves")
}

#[test]
fn a_blank_page_is_blank() {
    assert!(matches!(
        found(&Sheet::new(800, 900, level)),
        NoStaves::Blank { .. }
    ));
    let mut specked = Sheet::new(800, 900, level);
    specked.specks(0.1);
    assert!(matches!(found(&specked), NoStaves::Blank { .. }));
}

#[test]
fn ruled_paper_has_lines_without_groups() {
    let mut ruled = Sheet::new(800, 900, level);
    ruled.staff(50.0, 750.0, 40.0, 27.0, 31);
    let NoStaves::LinesWithoutGroups {
        interline_px,
        lines,
    } = found(&ruled)
    else {
        panic!("{}", found(&ruled));
    };
    assert!((interline_px - 27.0).abs() < 0.5);
    assert_eq!(lines, 31);
}

/// Letters of stems, bows and serifs in rows, as wide as the page.
fn text(width: usize, height: usize, size: f64, pitch: f64) -> Sheet {
    let mut text = Sheet::new(width, height, level);
    let mut base = 60.0 + size;
    while base < height as f64 - 60.0 {
        let mut x = 60.0;
        while x < width as f64 - 60.0 - size {
            let stems = 1 + (text.chance() * 3.0) as usize;
            let top = base - size * if text.chance() < 0.3 { 1.4 } else { 1.0 };
            for stem in 0..stems {
                let left = x + 0.5 * size * stem as f64;
                text.bar(left, top, left + 0.14 * size, base);
                text.bar(
                    left - 0.1 * size,
                    base - 0.08 * size,
                    left + 0.25 * size,
                    base,
                );
            }
            let right = x + 0.5 * size * stems as f64 - 0.3 * size;
            text.bar(x, base - size, right, base - 0.92 * size);
            x += 0.5 * size * stems as f64 + 0.2 * size;
            if text.chance() < 0.2 {
                x += 0.4 * size;
            }
        }
        base += pitch * size;
    }
    text
}

#[test]
fn text_is_no_music() {
    for (size, pitch) in [(12.0, 2.2), (20.0, 1.7), (34.0, 1.9), (60.0, 1.6)] {
        let upright = text(1300, 1500, size, pitch);
        for sheet in [upright.turned(), upright] {
            let none = found(&sheet);
            assert!(
                matches!(
                    none,
                    NoStaves::NoRegularSpacing { .. } | NoStaves::LinesWithoutGroups { .. }
                ),
                "{size}: {none}"
            );
        }
    }
}

#[test]
fn a_table_is_no_music() {
    let mut table = Sheet::new(1000, 900, level);
    for row in 0..9 {
        let y = 80.0 + 90.0 * f64::from(row);
        table.bar(60.0, y, 940.0, y + 2.0);
    }
    for column in 0..5 {
        let x = 60.0 + 219.0 * f64::from(column);
        table.bar(x, 80.0, x + 2.0, 802.0);
    }
    let none = found(&table);
    assert!(
        matches!(
            none,
            NoStaves::NoRegularSpacing { .. }
                | NoStaves::LinesWithoutGroups { .. }
                | NoStaves::TooCoarse { .. }
        ),
        "{none}"
    );
}

/// A picture of soft shapes with grain, as a camera makes it.
fn photograph(width: usize, height: usize) -> Sheet {
    let mut photo = Sheet::new(width, height, level);
    for at in 0..width * height {
        let (x, y) = ((at % width) as f64, (at / width) as f64);
        let fur = 30.0 * photo.chance();
        let shapes = 60.0 * (x / 70.0).sin() * (y / 90.0).cos()
            + 30.0 * ((x + 2.0 * y) / 31.0).sin() * (y / 200.0).sin();
        photo.levels[at] = (110.0 + shapes + fur).clamp(0.0, 255.0) as u8;
    }
    photo
}

#[test]
fn a_photograph_is_no_music() {
    for (width, height) in [(600, 500), (500, 600), (1300, 900)] {
        let none = found(&photograph(width, height));
        assert!(
            matches!(
                none,
                NoStaves::NoRegularSpacing { .. } | NoStaves::LinesWithoutGroups { .. }
            ),
            "{none}"
        );
    }
}

#[test]
fn noise_is_no_music() {
    let mut noise = Sheet::new(500, 500, level);
    noise.specks(400.0);
    let none = found(&noise);
    assert!(!none.is_cancelled(), "{none}");
}

#[test]
fn a_page_on_its_side_is_told_either_way_round() {
    let lying = piano(14.0, 3, level).turned();
    assert!(matches!(
        found(&lying),
        NoStaves::Sideways { staves: 6, .. }
    ));
    let mut other_way = lying;
    other_way.levels.reverse();
    assert!(matches!(
        found(&other_way),
        NoStaves::Sideways { staves: 6, .. }
    ));
}

#[test]
fn staves_beyond_the_sizes_that_are_read_say_their_size() {
    let mut fine = Sheet::new(500, 400, level);
    for top in [60.0, 120.0, 200.0, 300.0] {
        fine.staff(20.0, 480.0, top, 4.0, 5);
    }
    let NoStaves::TooFine { interline_px } = found(&fine) else {
        panic!("{}", found(&fine));
    };
    assert!((interline_px - 4.0).abs() < 0.3);

    let mut coarse = Sheet::new(3000, 1500, level);
    for top in [200.0, 800.0] {
        coarse.staff(100.0, 2900.0, top, 80.0, 5);
    }
    let NoStaves::TooCoarse { interline_px } = found(&coarse) else {
        panic!("{}", found(&coarse));
    };
    assert!((interline_px - 80.0).abs() < 1.0);
}

#[test]
fn every_message_says_what_to_do() {
    let all = [
        NoStaves::UnusablePage {
            width: 1,
            height: 1,
            levels: 1,
        },
        NoStaves::Blank { ink_share: 0.0 },
        NoStaves::NoRegularSpacing {
            ink_share: 0.1,
            lines: 2,
        },
        NoStaves::LinesWithoutGroups {
            interline_px: 20.0,
            lines: 30,
        },
        NoStaves::TooFine { interline_px: 4.0 },
        NoStaves::TooCoarse { interline_px: 80.0 },
        NoStaves::Sideways {
            staves: 6,
            interline_px: 18.0,
        },
    ];
    for none in all {
        assert!(none.to_string().contains("; "), "{none}");
    }
}
