//! Whatever comes in, nothing panics and nothing is without end.

use proptest::prelude::*;
use strokes::{Known, KnownKind, Strokes, find};

use crate::drawing::{SPACE, Sheet, Way};

const KINDS: [KnownKind; 5] = [
    KnownKind::BlackHead,
    KnownKind::HalfHead,
    KnownKind::WholeHead,
    KnownKind::Flag,
    KnownKind::Other,
];

fn known(kind: KnownKind, [left, top, right, bottom]: [f64; 4]) -> Known {
    Known {
        kind,
        is_small: false,
        left_px: left,
        top_px: top,
        right_px: right,
        bottom_px: bottom,
        score: 0.5,
    }
}

/// Whether all numbers can be of something, and all names of heads are in what was known.
fn check(found: &Strokes, known: &[Known]) {
    let is_head = |it: &usize| known.get(*it).is_some_and(|it| it.kind.is_head());
    for stem in &found.stems {
        assert!(!stem.heads.is_empty() && stem.heads.iter().all(is_head));
        assert!(stem.top_px < stem.bottom_px && stem.x_px.is_finite() && stem.lean.is_finite());
    }
    for beam in &found.beams {
        assert!(beam.left_px[0] < beam.right_px[0] && !beam.stems.is_empty());
        assert!(beam.stems.iter().all(|it| *it < found.stems.len()));
    }
    for arc in &found.arcs {
        assert!(arc.left_px[0] < arc.right_px[0] && (0.0..=1.0).contains(&arc.seen));
        assert!(arc.heads.iter().flatten().all(is_head));
    }
    for it in &found.hairpins {
        assert!(it.upper_px[0][0] < it.upper_px[1][0] && it.lower_px[0][0] < it.lower_px[1][0]);
    }
    for it in &found.brackets {
        assert!(it.left_px[0] < it.right_px[0]);
        assert!(it.gap_px.is_none_or(|gap| gap[0] < gap[1]));
    }
    for it in &found.extenders {
        assert!(it.left_px[0] < it.right_px[0] && it.hook_up >= 0.0 && it.hook_down >= 0.0);
    }
}

/// Numbers from 0 to 1, always the same.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn a_layout_without_staves_gives_nothing() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 20.0, 0, Way::Up);
    let mut layout = sheet.layout();
    layout.staves.clear();
    layout.systems.clear();
    assert_eq!(find(&layout, &sheet.known), Strokes::default());
}

#[test]
fn a_page_without_symbols_gives_no_stems() {
    let mut sheet = Sheet::of_staves(2);
    sheet.note(0, 20.0, 0, Way::Up);
    let found = find(&sheet.layout(), &[]);
    assert_eq!((found.stems.len(), found.beams.len()), (0, 0));
}

#[test]
fn boxes_that_cannot_be_are_passed_over() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 20.0, 0, Way::Up);
    let tie = [
        sheet.note(0, 30.0, -3, Way::Up),
        sheet.note(0, 36.0, -3, Way::Up),
    ];
    let (from, to) = (sheet.at(0, 31.0, -4.0), sheet.at(0, 35.0, -4.0));
    sheet.arc(from, to, -0.6);
    let plain = sheet.found();
    assert_eq!(plain.stems.len(), 3);
    assert_eq!(plain.arcs[0].heads, tie.map(Some));
    let nan = f64::NAN;
    let sides = [
        [nan, nan, nan, nan],
        [100.0, nan, 120.0, 50.0],
        [f64::NEG_INFINITY, 0.0, f64::INFINITY, 400.0],
        [-1e300, -1e300, 1e300, 1e300],
        [500.0, 300.0, 400.0, 200.0],
        [500.0, 300.0, 500.0, 300.0],
    ];
    let bad: Vec<Known> = KINDS
        .iter()
        .flat_map(|kind| sides.iter().map(|it| known(*kind, *it)))
        .collect();
    // They stand before the others, which keep their numbers.
    let mut all = bad.clone();
    all.extend(&sheet.known);
    let found = find(&sheet.layout(), &all);
    check(&found, &all);
    let moved = |heads: &[usize]| -> Vec<usize> { heads.iter().map(|it| it + bad.len()).collect() };
    for (stem, plain) in found.stems.iter().zip(&plain.stems) {
        assert_eq!(stem.heads, moved(&plain.heads));
    }
    assert_eq!(found.stems.len(), plain.stems.len());
    assert_eq!(found.arcs[0].heads, tie.map(|it| Some(it + bad.len())));
}

#[test]
fn boxes_beside_the_page_do_no_harm() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 20.0, 0, Way::Up);
    let plain = sheet.found();
    let far = [-90_000.0, -50.0, 5000.0, 90_000.0];
    for kind in KINDS {
        for x in far {
            for y in far {
                sheet.known.push(known(kind, [x, y, x + 25.0, y + 20.0]));
            }
        }
    }
    let found = sheet.found();
    check(&found, &sheet.known);
    assert_eq!(found, plain);
}

#[test]
fn ten_thousand_symbols_on_a_page_come_to_an_end() {
    let mut sheet = Sheet::of_staves(2);
    let mut chance = Chance(5);
    for at in 0..10_000 {
        let (x, y) = (
            chance.next() * sheet.width as f64,
            chance.next() * sheet.height as f64,
        );
        if at % 20 == 0 {
            sheet.upright(x + 1.2 * SPACE, y - 3.0 * SPACE, y + 0.5 * SPACE, 3.0);
        }
        let kind = KINDS[at % KINDS.len()];
        sheet
            .known
            .push(known(kind, [x, y, x + 1.2 * SPACE, y + SPACE]));
    }
    let found = sheet.found();
    assert!(!found.stems.is_empty());
    check(&found, &sheet.known);
}

#[test]
fn noise_around_a_staff_comes_to_an_end() {
    for share in [0.02, 0.1, 0.3, 0.5] {
        let mut sheet = Sheet::of_staves(1);
        let head = sheet.note(0, 20.0, 0, Way::Up);
        let staff = sheet.at(0, 0.0, 12.0)[1] as usize..sheet.at(0, 0.0, -8.0)[1] as usize;
        let mut chance = Chance(11);
        for (at, level) in sheet.levels.iter_mut().enumerate() {
            if !staff.contains(&(at / sheet.width)) && chance.next() < share {
                *level = 0;
            }
        }
        let found = sheet.found();
        check(&found, &sheet.known);
        assert_eq!(found.stems.len(), 1, "{share}");
        assert_eq!(found.stems[0].heads, [head]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn lines_and_boxes_anywhere_do_no_harm(
        lines in prop::collection::vec((0.0_f64..60.0, -14.0_f64..14.0, 0.2_f64..30.0, -6.0_f64..6.0, 1.0_f64..14.0), 0..40),
        boxes in prop::collection::vec((-10.0_f64..70.0, -20.0_f64..20.0, 0.01_f64..9.0, 0.01_f64..9.0, 0_usize..5), 0..40),
        uprights in prop::collection::vec((0.0_f64..60.0, -14.0_f64..14.0, 0.1_f64..9.0), 0..20),
    ) {
        let mut sheet = Sheet::of_staves(1);
        let layout = sheet.layout();
        for (x, place, long, rise, thick) in lines {
            let (from, to) = (sheet.at(0, x, place), sheet.at(0, x + long, place + rise));
            sheet.line(from, to, thick);
        }
        for (x, place, long) in uprights {
            let [x, y] = sheet.at(0, x, place);
            sheet.upright(x, y, y + long * SPACE, 3.0);
        }
        for (x, place, wide, high, kind) in boxes {
            let [x, y] = sheet.at(0, x, place);
            sheet.known.push(known(KINDS[kind], [x, y, x + wide * SPACE, y + high * SPACE]));
        }
        let page = staves::Page::new(sheet.width, sheet.height, &sheet.levels).expect("a page");
        let drawn = staves::find(&page, None).map_or(layout.clone(), |it| staves::Layout { ink: it.ink, ..layout });
        check(&find(&drawn, &sheet.known), &sheet.known);
    }
}
