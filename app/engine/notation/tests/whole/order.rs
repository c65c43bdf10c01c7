//! In which order things are written, and what is written once: what other programs rely on.

use notation::{
    DirectionKind, KeySignature, OctaveShift, OctaveShiftEnd, PageSize, Score, Sign, SpanNumber,
    WedgeEnd, musicxml,
};

use crate::support::{Ids, q, time};

fn text(score: &Score) -> String {
    let mut text = Vec::new();
    musicxml::write(score, &mut text).unwrap();
    assert_eq!(musicxml::read(&text).unwrap().score, *score);
    String::from_utf8(text).unwrap()
}

/// Where a text begins that stands once.
fn place(text: &str, part: &str) -> usize {
    assert_eq!(text.matches(part).count(), 1, "{part}");
    text.find(part).unwrap()
}

#[test]
fn a_line_ends_after_it_begins() {
    let mut ids = Ids::default();
    // The end comes where only the first voice has come to, the beginning stands with the second.
    let voices = vec![
        ids.voice(1, 1, "c5/4 d5/4 e5/4 f5/4"),
        ids.voice(5, 2, "c3/2 d3/2"),
    ];
    let mut score = ids.score(4, 4, 2, vec![voices]);
    let number = SpanNumber::ONE;
    let wedge = |end| DirectionKind::Wedge { number, end };
    score.parts[0].measures[0].directions = vec![
        ids.direction(q(2, 1), 2, wedge(WedgeEnd::Diminuendo)),
        ids.direction(q(3, 1), 2, wedge(WedgeEnd::Stop)),
    ];
    let text = text(&score);
    let [start, stop] = ["type=\"diminuendo\"", "type=\"stop\""].map(|it| place(&text, it));
    assert!(start < stop);
}

#[test]
fn an_octave_line_says_its_size_at_both_ends() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(1, 1, "c5/2 d5/2")];
    let mut score = ids.score(4, 4, 1, vec![voices]);
    let number = SpanNumber::ONE;
    let shift = |end| DirectionKind::OctaveShift { number, end };
    let start = OctaveShiftEnd::Start(OctaveShift::TwoOctavesHigher);
    score.parts[0].measures[0].directions = vec![
        ids.direction(q(0, 1), 1, shift(start)),
        ids.direction(q(2, 1), 1, shift(OctaveShiftEnd::Stop)),
    ];
    let text = text(&score);
    assert_eq!(text.matches("size=\"15\"").count(), 2);
}

#[test]
fn a_sign_of_all_staves_is_written_once() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(1, 1, "c5/1"), ids.voice(5, 2, "c3/1")];
    let mut score = ids.score(4, 4, 2, vec![voices]);
    let (id, onset) = (ids.next(), q(0, 1));
    let measure = &mut score.parts[0].measures[0];
    measure.keys = (1..=2)
        .map(|staff| Sign {
            id,
            onset,
            staff,
            value: KeySignature { fifths: 3 },
        })
        .collect();
    // Those of the time are two signs with identifiers of their own.
    assert_eq!(measure.times[1].value, time(4, 4));
    let text = text(&score);
    assert_eq!(text.matches("<key ").count(), 1);
    assert!(!text.contains("<key number"));
    assert_eq!(text.matches("<time number").count(), 2);
}

#[test]
fn pages_are_as_long_as_a_sheet() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(1, 1, "c5/1")];
    let mut score = ids.score(4, 4, 1, vec![voices]);
    assert!(!text(&score).contains("<defaults>"));
    score.page = Some(PageSize {
        width_tenths: 1500,
        height_tenths: 2000,
    });
    let text = text(&score);
    // 297 mm are 2000 tenths, so that the 40 of a staff are 5.94 mm.
    assert!(text.contains("<millimeters>5.9400</millimeters>"));
    assert!(text.contains("<page-width>1500</page-width>"));
}
