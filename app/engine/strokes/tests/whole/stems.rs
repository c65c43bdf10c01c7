//! Stems and the heads on them.

use strokes::{KnownKind, StemWay};

use crate::drawing::{SPACE, Sheet, Way, is_near};

#[test]
fn stems_go_up_at_the_right_and_down_at_the_left_of_their_heads() {
    let mut sheet = Sheet::of_staves(1);
    let low = sheet.note(0, 10.0, -4, Way::Up);
    let high = sheet.note(0, 20.0, 4, Way::Down);
    let found = sheet.found();
    let told: Vec<_> = found
        .stems
        .iter()
        .map(|it| (it.way, it.heads.clone()))
        .collect();
    assert_eq!(
        told,
        [(StemWay::Up, vec![low]), (StemWay::Down, vec![high])]
    );
    let tips = [sheet.at(0, 10.56, 3.0), sheet.at(0, 19.44, -3.0)];
    for (stem, tip) in found.stems.iter().zip(tips) {
        assert!(is_near(stem.tip_px(), tip, 0.15), "{stem:?}");
        assert!((stem.thickness_px - 3.0).abs() <= 1.0 && stem.lean.abs() < 0.02);
        assert_eq!(stem.beams(), 0);
        assert!(stem.evidence.inked > 0.95 && stem.evidence.gaps == 0);
        assert!((stem.evidence.free_spaces - 3.5).abs() < 0.2);
    }
}

#[test]
fn a_chord_with_a_second_has_one_stem() {
    let mut sheet = Sheet::of_staves(1);
    let x = 20.0;
    sheet.stem(0, x, -3, 4.0);
    let heads = [
        sheet.head(KnownKind::BlackHead, 0, x, -3),
        // The upper head of a second is on the other side of the stem.
        sheet.head(KnownKind::BlackHead, 0, x + 1.12, -2),
        sheet.head(KnownKind::BlackHead, 0, x, 0),
    ];
    let found = sheet.found();
    assert_eq!(found.stems.len(), 1);
    let mut on_it = found.stems[0].heads.clone();
    on_it.sort_unstable();
    assert_eq!((on_it, found.stems[0].way), (heads.to_vec(), StemWay::Up));
}

#[test]
fn two_voices_at_one_column_have_a_stem_each() {
    let mut sheet = Sheet::of_staves(1);
    let upper = sheet.note(0, 20.0, 3, Way::Up);
    let lower = sheet.note(0, 20.0, -3, Way::Down);
    let found = sheet.found();
    let mut told: Vec<_> = found
        .stems
        .iter()
        .map(|it| (it.heads.clone(), it.way))
        .collect();
    told.sort_by_key(|it| it.0[0]);
    assert_eq!(
        told,
        [(vec![upper], StemWay::Up), (vec![lower], StemWay::Down)]
    );
}

#[test]
fn a_stem_may_be_broken() {
    let mut sheet = Sheet::of_staves(1);
    let head = sheet.note(0, 20.0, -5, Way::Up);
    let [x, y] = sheet.at(0, 20.56, -1.0);
    sheet.wipe(x - 5.0, y - 2.0, x + 5.0, y + 2.0);
    let found = sheet.found();
    assert_eq!(found.stems.len(), 1);
    let stem = &found.stems[0];
    assert_eq!(
        (stem.heads.as_slice(), stem.evidence.gaps),
        (&[head][..], 1)
    );
    assert!((stem.bottom_px - stem.top_px) > 3.3 * SPACE);
}

#[test]
fn whole_heads_and_heads_beside_bar_lines_have_no_stem() {
    let mut sheet = Sheet::of_staves(1);
    sheet.head(KnownKind::WholeHead, 0, 10.0, 0);
    sheet.stem(0, 10.0, 0, 7.0);
    sheet.head(KnownKind::HalfHead, 0, 30.0, 1);
    let (top, bottom) = (sheet.at(0, 32.0, 4.0), sheet.at(0, 32.0, -4.0));
    sheet.upright(top[0], top[1], bottom[1], 3.0);
    assert_eq!(sheet.found().stems, []);
}

#[test]
fn what_is_within_another_symbol_is_no_stem() {
    let draw = |is_known: bool| {
        let mut sheet = Sheet::of_staves(1);
        let head = sheet.head(KnownKind::BlackHead, 0, 20.0, -2);
        let [x, y] = sheet.at(0, 20.62, 1.0);
        sheet.upright(x, y - 1.5 * SPACE, y + 1.5 * SPACE, 3.0);
        if is_known {
            sheet.sign([x, y], 1.0, 3.0);
        }
        (head, sheet.found())
    };
    let (head, bare) = draw(false);
    assert_eq!(bare.stems.len(), 1);
    assert_eq!(bare.stems[0].heads, [head]);
    assert_eq!(draw(true).1.stems, []);
}

#[test]
fn a_small_stem_may_be_slashed() {
    let draw = |has_slash: bool| {
        let mut sheet = Sheet::of_staves(1);
        let head = sheet.note(0, 20.0, 2, Way::Up);
        sheet.known[head].is_small = true;
        if has_slash {
            let (from, to) = (sheet.at(0, 20.1, 5.6), sheet.at(0, 21.3, 8.0));
            sheet.line(from, to, 3.0);
        }
        sheet.found()
    };
    let [slashed, plain] = [draw(true), draw(false)];
    assert!(slashed.stems[0].is_small && slashed.stems[0].is_slashed);
    assert!(plain.stems[0].is_small && !plain.stems[0].is_slashed);
}
