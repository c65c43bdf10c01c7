//! What somebody says about a layout is done, and what is said of nothing changes nothing.

use proptest::prelude::*;
use staves::{BarKind, Correction, Layout};

use crate::drawing::{found, level, piano};

/// The distance of the lines of the page, in pixels.
const SPACE: f64 = 18.0;

/// Two systems of two staves with four bar lines each.
fn layout() -> Layout {
    found(&piano(SPACE, 2, level))
}

/// A place on a staff, some staff spaces from the left of the page.
fn on_staff(layout: &Layout, staff: usize, spaces: f64) -> [f64; 2] {
    let x = spaces * SPACE;
    [x, layout.staves[staff].middle_px(x)]
}

fn bars(layout: &Layout, system: usize) -> Vec<f64> {
    let bars = layout.systems[system].bar_lines.iter();
    bars.map(|it| (it.x_px[0] / SPACE).round()).collect()
}

#[test]
fn bar_lines_come_and_go() {
    let layout = layout();
    let before = bars(&layout, 1);
    let added = layout.corrected(&[Correction::BarLine {
        kind: BarKind::Double,
        at_px: on_staff(&layout, 3, 42.0),
    }]);
    assert_eq!(bars(&added, 1), [6.0, 30.0, 42.0, 55.0, 84.0]);
    let bar = &added.systems[1].bar_lines[2];
    assert_eq!((bar.kind, bar.x_px.len()), (BarKind::Double, 2));
    assert_eq!(bars(&added, 0), before);
    let removed = added.corrected(&[Correction::NoBarLine(on_staff(&added, 2, 29.5))]);
    assert_eq!(bars(&removed, 1), [6.0, 42.0, 55.0, 84.0]);
}

#[test]
fn a_bar_line_says_anew_what_one_looks_like() {
    let layout = layout();
    let kind = BarKind::LightHeavy;
    let at_px = on_staff(&layout, 0, 30.3);
    let said = layout.corrected(&[Correction::BarLine { kind, at_px }]);
    assert_eq!(bars(&said, 0), bars(&layout, 0));
    assert_eq!(said.systems[0].bar_lines[1].kind, kind);
}

#[test]
fn systems_are_parted_and_joined() {
    let layout = layout();
    assert_eq!(layout.systems.len(), 2);
    let x = 40.0 * SPACE;
    let between = |upper: usize| {
        let [above, below] = [upper, upper + 1].map(|it| layout.staves[it].middle_px(x));
        [x, f64::midpoint(above, below)]
    };
    let parted = layout.corrected(&[Correction::Apart(between(0))]);
    let staves = |it: &Layout| {
        it.systems
            .iter()
            .map(|it| it.staves.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(staves(&parted), [vec![0], vec![1], vec![2, 3]]);
    assert_eq!(bars(&parted, 1), bars(&layout, 0));
    let joined = layout.corrected(&[Correction::Together(between(1))]);
    assert_eq!(staves(&joined), [vec![0, 1, 2, 3]]);
    let both = [
        Correction::Apart(between(0)),
        Correction::Together(between(0)),
    ];
    assert_eq!(layout.corrected(&both), layout);
}

#[test]
fn staves_come_and_go() {
    let layout = layout();
    let without = layout.corrected(&[Correction::NoStaff(on_staff(&layout, 1, 50.0))]);
    assert_eq!(without.staves.len(), 3);
    assert_eq!(without.systems[0].staves, [0]);
    // Where it was, it is put again, by a narrow box between its outer lines.
    let [x, middle] = on_staff(&layout, 1, 50.0);
    let box_px = [
        x - 10.0,
        middle - 2.0 * SPACE,
        x + 10.0,
        middle + 2.0 * SPACE,
    ];
    let again = without.corrected(&[Correction::Staff(box_px)]);
    assert_eq!(again.staves.len(), 4);
    assert_eq!(again.systems.len(), 2);
    assert_eq!(bars(&again, 0), bars(&layout, 0));
    for at in [100.0, 700.0, 1400.0] {
        let off = again.staves[1].middle_px(at) - layout.staves[1].middle_px(at);
        assert!(off.abs() < 1.0, "{off}");
    }
    // A staff over another one takes its place.
    assert_eq!(
        layout.corrected(&[Correction::Staff(box_px)]).staves.len(),
        4
    );
}

#[test]
fn the_last_staff_stays() {
    let layout = layout();
    let all: Vec<_> = (0..4)
        .map(|staff| Correction::NoStaff(on_staff(&layout, staff, 50.0)))
        .collect();
    assert_eq!(layout.corrected(&all).staves.len(), 1);
}

fn correction() -> impl Strategy<Value = Correction> {
    let place = || [-50.0..2000.0, -50.0..1500.0];
    prop_oneof![
        place().prop_map(|at_px| Correction::BarLine {
            kind: BarKind::Single,
            at_px
        }),
        place().prop_map(Correction::NoBarLine),
        (place(), place()).prop_map(|([a, b], [c, d])| Correction::Staff([a, b, c, d])),
        place().prop_map(Correction::NoStaff),
        place().prop_map(Correction::Together),
        place().prop_map(Correction::Apart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_said_leaves_a_layout_that_holds_together(
        said in proptest::collection::vec(correction(), 0..8),
    ) {
        let layout = layout().corrected(&said);
        let mut staves: Vec<usize> = layout.systems.iter().flat_map(|it| it.staves.clone()).collect();
        staves.sort_unstable();
        prop_assert!(!staves.is_empty());
        prop_assert_eq!(staves, (0..layout.staves.len()).collect::<Vec<_>>());
        for system in &layout.systems {
            prop_assert!(system.bar_lines.iter().all(|it| it.x_px.len() == system.staves.len()));
            prop_assert!(system.bar_lines.is_sorted_by(|one, two| one.x_px[0] <= two.x_px[0]));
        }
    }
}
