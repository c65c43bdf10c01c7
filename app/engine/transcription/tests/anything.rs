//! Whatever is on pages: nothing panics, and what is read can be written.

mod drawing;

use std::collections::BTreeSet;

use drawing::{Drawing, Way, strokes_of};
use notation::{ElementId, NoteValue, TupletRatio};
use proptest::prelude::*;
use staves::Layout;
use transcription::{Given, PageReading, Reader, Sign, Symbol, Transcription, transcribe};

/// Reads pages with these symbols, and asserts what is true of all music.
fn read(layout: &Layout, symbols: &[Symbol]) -> Transcription {
    let strokes = strokes_of(layout, symbols);
    let page = PageReading {
        layout,
        symbols,
        strokes: &strokes,
    };
    let read = transcribe(&[page]);
    assert_sound(&read);
    let mut reader = Reader::default();
    // As text, in which what is no number is like itself.
    let said = format!("{read:?}");
    assert!(format!("{:?}", reader.read(&[page])) == said);
    assert!(format!("{:?}", reader.read(&[page])) == said);
    read
}

fn assert_sound(read: &Transcription) {
    let measures = read.score.parts.iter().flat_map(|it| &it.measures);
    let entries = measures
        .flat_map(|it| &it.voices)
        .flat_map(|it| it.entries());
    let ids: Vec<ElementId> = entries
        .flat_map(|it| it.ids().collect::<Vec<_>>())
        .collect();
    let different: BTreeSet<ElementId> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len());
    assert!(different.iter().all(|it| read.evidence.contains_key(it)));
    assert_eq!(different.len(), read.evidence.len());
    for part in &read.score.parts {
        assert_eq!(part.measures.len(), read.measures.len());
    }
    for problem in &read.problems {
        assert!(problem.fixes.len() <= 5);
        assert!(problem.measure.is_none_or(|it| it < read.measures.len()));
        assert!(!problem.kind.to_string().is_empty());
    }
    if read.score.parts.is_empty() {
        return;
    }
    let mut written = Vec::new();
    notation::musicxml::write(&read.score, &mut written).expect("written");
    let back = notation::musicxml::read(&written).expect("read");
    assert_eq!(back.score.parts.len(), read.score.parts.len());
}

const NAMES: [&str; 34] = [
    "noteheadBlack",
    "noteheadHalf",
    "noteheadWhole",
    "noteheadBlackSmall",
    "restWhole",
    "restHalf",
    "restQuarter",
    "rest8th",
    "rest16th",
    "flag8thUp",
    "flag16thDown",
    "accidentalSharp",
    "accidentalFlat",
    "accidentalNatural",
    "accidentalDoubleSharp",
    "gClef",
    "fClef",
    "cClef",
    "timeSig3",
    "timeSig4",
    "timeSigCommon",
    "augmentationDot",
    "repeatDot",
    "articStaccato",
    "fermataAbove",
    "dynamicForte",
    "dynamicPiano",
    "tuplet3",
    "tuplet6",
    "segno",
    "keyboardPedalPed",
    "ottava",
    "arpeggiato",
    "tremolo3",
];

fn any_sign() -> impl Strategy<Value = Sign> {
    prop::sample::select(NAMES.to_vec()).prop_map(|it| Sign::of_name(it).expect("a sign"))
}

fn any_given() -> impl Strategy<Value = Given> {
    let length = prop::option::weighted(0.1, (0_usize..10, 0_u8..6));
    let tuplet = prop::option::weighted(0.1, (1_u16..9, 1_u16..9));
    let voice = prop::option::weighted(0.1, 0_u8..12);
    let position = prop::option::weighted(0.1, -90_i32..90);
    let tie = prop::option::weighted(0.1, any::<bool>());
    (length, tuplet, voice, position, tie).prop_map(|(length, tuplet, voice, position, tie)| {
        Given {
            length: length.map(|(value, dots)| (NoteValue::ALL[value], dots)),
            tuplet: tuplet.and_then(|(actual, normal)| TupletRatio::new(actual, normal)),
            voice,
            staff_position: position,
            tie_to_next: tie,
        }
    })
}

fn any_symbol() -> impl Strategy<Value = Symbol> {
    let place = (
        -100.0_f64..1300.0,
        -100.0_f64..900.0,
        2.0_f64..60.0,
        2.0_f64..60.0,
    );
    let others = prop::collection::vec((any_sign(), 0.0_f64..1.0), 0..3);
    (any_sign(), place, 0.0_f64..1.3, others, any_given()).prop_map(
        |(sign, (x, y, width, height), score, others, given)| Symbol {
            others,
            given,
            ..Symbol::new(0, sign, [x, y, x + width, y + height], score.min(1.0))
        },
    )
}

fn numbered(mut symbols: Vec<Symbol>) -> Vec<Symbol> {
    for (id, symbol) in symbols.iter_mut().enumerate() {
        symbol.id = id as u64 + 1;
    }
    symbols
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_symbols_can_be_read(
        symbols in prop::collection::vec(any_symbol(), 0..90),
        bars in prop::collection::vec(4.0_f64..46.0, 0..4),
        systems in prop::sample::select(vec![vec![1], vec![2], vec![1, 2], vec![2, 1, 1]]),
    ) {
        let mut drawing = Drawing::of_systems(&systems);
        for bar in bars {
            drawing.bar(bar);
        }
        let (layout, _) = drawing.found();
        read(&layout, &numbered(symbols));
    }
}

#[test]
fn a_page_without_staves_is_read() {
    let (mut layout, _) = Drawing::of_staves(1).found();
    layout.staves.clear();
    layout.systems.clear();
    let head = Sign::of_name("noteheadBlack").expect("a sign");
    let symbols = [Symbol::new(1, head, [10.0, 10.0, 30.0, 25.0], 1.0)];
    let read = read(&layout, &symbols);
    assert_eq!(read.measures, []);
    assert_eq!(read.problems.len(), 1);
}

#[test]
fn symbols_without_a_place_are_said() {
    let (layout, _) = Drawing::of_staves(1).found();
    let head = Sign::of_name("noteheadBlack").expect("a sign");
    let boxes = [
        [f64::NAN, 0.0, 1.0, 1.0],
        [f64::INFINITY; 4],
        [f64::NEG_INFINITY, 0.0, f64::INFINITY, 100.0],
        [-1e12, -1e12, -1e12, -1e12],
    ];
    let symbols = boxes.map(|it| Symbol::new(0, head, it, 1.0));
    let read = read(&layout, &numbered(symbols.to_vec()));
    assert_eq!(read.evidence.len(), 0);
    let heads: BTreeSet<u64> = read
        .problems
        .iter()
        .flat_map(|it| it.symbols.clone())
        .collect();
    assert_eq!(heads.len(), symbols.len());
}

#[test]
fn a_system_of_forty_staves_is_read() {
    let mut drawing = Drawing::of_staves(40);
    for staff in 0..40 {
        drawing
            .clef(staff, 3.0, "gClef")
            .note(staff, 14.0, 1, Way::Down);
    }
    let (layout, symbols) = drawing.found();
    let read = read(&layout, &symbols);
    assert_eq!(read.evidence.len(), 40);
}

#[test]
fn systems_of_different_sizes_are_read() {
    let mut drawing = Drawing::of_systems(&[2, 1, 2]);
    for staff in 0..5 {
        drawing.note(staff, 14.0, 1, Way::Down);
    }
    let (layout, symbols) = drawing.found();
    let read = read(&layout, &symbols);
    assert_eq!(read.score.parts[0].staves, 2);
    assert_eq!(read.measures.len(), 3);
    assert_eq!(read.evidence.len(), 5);
}

#[test]
fn a_measure_of_five_hundred_events_is_read() {
    let (layout, _) = Drawing::of_staves(1).found();
    let names = ["noteheadBlack", "restQuarter", "rest8th", "noteheadWhole"];
    let symbols = (0..500_u32).map(|at| {
        let sign = Sign::of_name(names[at as usize % 4]).expect("a sign");
        let left = 200.0 + 1.7 * f64::from(at);
        let top = 150.0 + f64::from(at * 37 % 90);
        Symbol::new(0, sign, [left, top, left + 20.0, top + 18.0], 0.6)
    });
    let read = read(&layout, &numbered(symbols.collect()));
    assert_eq!(read.evidence.len(), 500);
}
