//! Beams, hooks and tremolos.

use strokes::{BeamKind, KnownKind, Stem, Strokes};

use crate::drawing::{SPACE, Sheet, Way, is_near};

/// How many beams each stem has on its left and its right, from the left to the right.
fn sides(found: &Strokes) -> Vec<(usize, usize)> {
    let side = |it: &Stem| (it.left.beams, it.right.beams);
    found.stems.iter().map(side).collect()
}

fn kinds(found: &Strokes) -> Vec<BeamKind> {
    found.beams.iter().map(|it| it.kind).collect()
}

#[test]
fn a_beam_goes_from_stem_to_stem() {
    let mut sheet = Sheet::of_staves(1);
    let x = sheet.group(0, &[(10.0, -3), (14.0, -1), (18.0, -2)], 6.0);
    let y = sheet.at(0, 0.0, 6.0)[1] + 5.0;
    sheet.beam([x[0] - 1.5, y], [x[2] + 1.5, y]);
    let found = sheet.found();
    assert_eq!(sides(&found), [(0, 1), (1, 1), (1, 0)]);
    assert_eq!(kinds(&found), [BeamKind::Beam]);
    let beam = &found.beams[0];
    assert_eq!(beam.stems, [0, 1, 2]);
    assert!(is_near(beam.left_px, [x[0], y], 0.15) && is_near(beam.right_px, [x[2], y], 0.15));
    assert!((beam.thickness_px - 0.5 * SPACE).abs() <= 1.5);
}

#[test]
fn a_stem_that_ends_shortly_before_a_beam_is_at_it() {
    let with_short = |x: f64, place: i32, gap_px: f64| {
        let mut sheet = Sheet::of_staves(1);
        let ends = sheet.group(0, &[(10.0, -3), (18.0, -3)], 6.0);
        let y = sheet.at(0, 0.0, 6.0)[1] + 5.0;
        sheet.beam([ends[0] - 1.5, y], [ends[1] + 1.5, y]);
        sheet.group(0, &[(x, place)], 6.0 - (10.0 + gap_px) / 10.0);
        sides(&sheet.found())
    };
    assert_eq!(with_short(14.0, -3, 9.0), [(0, 1), (1, 1), (1, 0)]);
    assert_eq!(with_short(14.0, -3, 16.0), [(0, 1), (0, 0), (1, 0)]);
    // Right beside another one it is of another voice.
    assert_eq!(with_short(11.1, -5, 9.0), [(0, 1), (0, 0), (1, 0)]);
}

#[test]
fn beams_of_two_levels_and_steep_ones() {
    let mut sheet = Sheet::of_staves(1);
    let x = sheet.group(0, &[(10.0, -4), (14.0, -4)], 5.0);
    // Of the second stem as much more as the beams rise.
    let rise = 1.5 * SPACE;
    let y = sheet.at(0, 0.0, 5.0)[1] + 5.0;
    sheet.upright(x[1], y - rise - 5.0, y, 3.0);
    for level in [0.0, 0.75 * SPACE] {
        sheet.beam([x[0] - 1.5, y + level], [x[1] + 1.5, y - rise + level]);
    }
    let found = sheet.found();
    assert_eq!(sides(&found), [(0, 2), (2, 0)]);
    assert_eq!(kinds(&found), [BeamKind::Beam, BeamKind::Beam]);
    for beam in &found.beams {
        assert!(
            (beam.left_px[1] - beam.right_px[1] - rise).abs() < 4.0,
            "{beam:?}"
        );
    }
}

#[test]
fn beams_that_have_run_together_are_counted() {
    let mut sheet = Sheet::of_staves(1);
    let x = sheet.group(0, &[(10.0, -4), (14.0, -4)], 5.0);
    let y = sheet.at(0, 0.0, 5.0)[1];
    for pitch in 0..20 {
        let y = y + 5.0 + f64::from(pitch);
        sheet.beam([x[0] - 1.5, y], [x[1] + 1.5, y]);
    }
    // Another pair says how thick one is.
    let single = sheet.group(0, &[(30.0, -4), (35.0, -4)], 5.0);
    sheet.beam([single[0] - 1.5, y + 5.0], [single[1] + 1.5, y + 5.0]);
    assert_eq!(sides(&sheet.found()), [(0, 2), (2, 0), (0, 1), (1, 0)]);
}

#[test]
fn a_hook_is_at_one_stem_only() {
    let mut sheet = Sheet::of_staves(1);
    let x = sheet.group(0, &[(10.0, 2), (14.0, 2)], -6.0);
    let y = sheet.at(0, 0.0, -6.0)[1] - 5.0;
    sheet.beam([x[0] - 1.5, y], [x[1] + 1.5, y]);
    sheet.beam(
        [x[1] - 1.1 * SPACE, y - 0.75 * SPACE],
        [x[1], y - 0.75 * SPACE],
    );
    let found = sheet.found();
    assert_eq!(sides(&found), [(0, 1), (2, 0)]);
    let mut kinds = kinds(&found);
    kinds.sort_by_key(|it| *it == BeamKind::Hook);
    assert_eq!(kinds, [BeamKind::Beam, BeamKind::Hook]);
}

#[test]
fn a_beam_may_join_the_stems_of_two_staves() {
    let mut sheet = Sheet::of_staves(2);
    let upper = sheet.group(0, &[(10.0, -2)], -14.0);
    let lower = sheet.group(1, &[(15.0, 2)], 14.0);
    let y = sheet.at(0, 0.0, -14.0)[1];
    sheet.beam([upper[0] - 1.5, y], [lower[0] + 1.5, y]);
    let found = sheet.found();
    assert_eq!(sides(&found), [(0, 1), (1, 0)]);
    assert_eq!(found.beams[0].stems, [0, 1]);
    assert_ne!(found.stems[0].way, found.stems[1].way);
}

#[test]
fn strokes_of_a_tremolo_cross_one_stem() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 20.0, -5, Way::Up);
    for level in [-0.5, 1.0] {
        let [x, y] = sheet.at(0, 20.56, level);
        let half = 0.55 * SPACE;
        sheet.line([x - half, y + 3.0], [x + half, y - 3.0], 0.42 * SPACE);
    }
    let found = sheet.found();
    assert_eq!(found.stems[0].tremolo_strokes, 2);
    assert_eq!(found.stems[0].beams(), 0);
    assert_eq!(
        kinds(&found),
        [BeamKind::TremoloStroke, BeamKind::TremoloStroke]
    );
}

#[test]
fn bars_between_half_notes_are_a_tremolo() {
    let mut sheet = Sheet::of_staves(1);
    let mut x = Vec::new();
    for at in [10.0, 15.0] {
        sheet.head(KnownKind::HalfHead, 0, at, -3);
        x.push(sheet.stem(0, at, -3, 5.0));
    }
    let y = sheet.at(0, 0.0, 5.0)[1] + 5.0;
    sheet.beam([x[0] - 1.5, y], [x[1] + 1.5, y]);
    let found = sheet.found();
    let told: Vec<_> = found
        .stems
        .iter()
        .map(|it| (it.left.tremolo, it.right.tremolo))
        .collect();
    assert_eq!(
        (told, sides(&found)),
        (vec![(0, 1), (1, 0)], vec![(0, 0), (0, 0)])
    );
}

#[test]
fn thick_bars_without_stems_are_nothing() {
    let mut sheet = Sheet::of_staves(1);
    sheet.note(0, 40.0, -2, Way::Up);
    // A rest of several measures.
    let (from, to) = (sheet.at(0, 10.0, 0.0), sheet.at(0, 20.0, 0.0));
    sheet.line(from, to, 0.6 * SPACE);
    let found = sheet.found();
    assert_eq!((found.beams.len(), found.stems[0].beams()), (0, 0));
}
