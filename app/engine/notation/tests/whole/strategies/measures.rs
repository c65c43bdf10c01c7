//! Any measure.

use std::num::NonZeroU8;

use notation::{
    BarStyle, Barline, Break, Clef, ClefSign, Direction, DirectionKind, ElementId, Ending,
    EndingEnd, Jump, KeySignature, Measure, OctaveShift, OctaveShiftEnd, Pedal, Quarters, Repeat,
    Sign, TimeSignature, TimeSymbol, Voice, WedgeEnd,
};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::chords::entries;
use super::{place, placement, span, words};

fn sign<T: std::fmt::Debug>(
    staves: u8,
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Vec<Sign<T>>> {
    let onset = prop_oneof![Just(Quarters::ZERO), place()];
    let sign = (onset, 1..=staves, value).prop_map(|(onset, staff, value)| Sign {
        id: ElementId(0),
        onset,
        staff,
        value,
    });
    vec(sign, 0..3).prop_map(|mut signs| {
        signs.sort_by_key(|it| (it.onset, it.staff));
        signs
    })
}

fn kind() -> impl Strategy<Value = DirectionKind> {
    let shifts = [
        OctaveShift::OctaveHigher,
        OctaveShift::OctaveLower,
        OctaveShift::TwoOctavesHigher,
        OctaveShift::TwoOctavesLower,
    ];
    let shift = prop_oneof![
        select(shifts.to_vec()).prop_map(OctaveShiftEnd::Start),
        Just(OctaveShiftEnd::Stop)
    ];
    let wedge = select(vec![
        WedgeEnd::Crescendo,
        WedgeEnd::Diminuendo,
        WedgeEnd::Stop,
    ]);
    let jump = select(vec![Jump::DaCapo, Jump::DalSegno, Jump::ToCoda, Jump::Fine]);
    let dynamics = prop_oneof![
        select(vec!["p", "mf", "sfz", "ffff"]).prop_map(str::to_owned),
        words()
    ];
    prop_oneof![
        dynamics.prop_map(DirectionKind::Dynamics),
        (span(), wedge).prop_map(|(number, end)| DirectionKind::Wedge { number, end }),
        select(vec![Pedal::Start, Pedal::Stop, Pedal::Change]).prop_map(DirectionKind::Pedal),
        (span(), shift).prop_map(|(number, end)| DirectionKind::OctaveShift { number, end }),
        Just(DirectionKind::Segno),
        Just(DirectionKind::Coda),
        (jump, words()).prop_map(|(jump, words)| DirectionKind::Jump { jump, words }),
        words().prop_map(DirectionKind::Words),
    ]
}

fn directions(staves: u8) -> impl Strategy<Value = Vec<Direction>> {
    let direction = (place(), 1..=staves, of(placement()), kind());
    let direction = direction.prop_map(|(onset, staff, placement, kind)| Direction {
        id: ElementId(0),
        onset,
        staff,
        placement,
        kind,
    });
    vec(direction, 0..4).prop_map(|mut directions| {
        directions.sort_by_key(|it| (it.onset, it.staff));
        directions
    })
}

fn barline() -> impl Strategy<Value = Option<Barline>> {
    let styles = [
        BarStyle::Regular,
        BarStyle::Dotted,
        BarStyle::LightHeavy,
        BarStyle::None,
    ];
    let ends = [EndingEnd::Start, EndingEnd::Stop, EndingEnd::Discontinue];
    let numbers = vec((1_u8..=9).prop_map(|it| NonZeroU8::new(it).unwrap()), 0..3);
    let ending = (numbers, select(ends.to_vec()));
    let ending = ending.prop_map(|(numbers, end)| Ending { numbers, end });
    let repeat = select(vec![Repeat::Forward, Repeat::Backward]);
    let barline = (
        select(styles.to_vec()),
        weighted(0.3, repeat),
        weighted(0.3, ending),
    );
    of(barline.prop_map(|(style, repeat, ending)| Barline {
        repeat,
        ending,
        ..Barline::new(ElementId(0), style)
    }))
}

pub fn measure(staves: u8) -> impl Strategy<Value = Measure> {
    let clefs = [ClefSign::G, ClefSign::F, ClefSign::C, ClefSign::Percussion];
    let clef = (select(clefs.to_vec()), 1_u8..=5, -2_i8..=2);
    let clef = clef.prop_map(|it| Clef {
        sign: it.0,
        line: it.1,
        octaves: it.2,
    });
    let key = (-7_i8..=7).prop_map(|fifths| KeySignature { fifths });
    let symbols = [TimeSymbol::Numbers, TimeSymbol::Common, TimeSymbol::Cut];
    let time = (1_u8..=15, 0_u32..=7, select(symbols.to_vec()));
    let time = time.prop_map(|it| TimeSignature::new(it.0, 1 << it.1, it.2).unwrap());
    let voices = subsequence((1..=8).collect::<Vec<u8>>(), 0..4).prop_shuffle();
    let voices = voices.prop_flat_map(move |numbers| {
        let count = numbers.len();
        (Just(numbers), vec(entries(staves), count))
    });
    let voices = voices.prop_map(|(numbers, all)| {
        let each = numbers.into_iter().zip(all);
        each.map(|(number, it)| Voice::new(number, it).unwrap())
            .collect()
    });
    let head = (
        "[0-9]{1,3}[a-c]?",
        any::<bool>(),
        select(vec![Break::None, Break::System, Break::Page]),
        barline(),
        barline(),
    );
    let signs = (sign(staves, clef), sign(staves, key), sign(staves, time));
    (head, signs, directions(staves), voices).prop_map(|(head, signs, directions, voices)| {
        Measure {
            number: head.0,
            is_implicit: head.1,
            break_before: head.2,
            left: head.3,
            right: head.4,
            clefs: signs.0,
            keys: signs.1,
            times: signs.2,
            directions,
            voices,
        }
    })
}
