//! What notes and rests are made of, and by which rules.

mod drawing;

use drawing::{Drawing, Way};
use notation::{Clef, ElementId};
use transcription::{AlterRule, ClefRule, Evidence, Transcription, ValueRule, VoiceRule};

/// The evidence of the notes and rests of a measure in their order.
fn of_measure(read: &Transcription, measure: usize) -> Vec<&Evidence> {
    let voices = &read.score.parts[0].measures[measure].voices;
    let entries = voices.iter().flat_map(|it| it.entries());
    let ids = entries.flat_map(|it| it.ids().collect::<Vec<_>>());
    ids.map(|it| &read.evidence[&it]).collect()
}

#[test]
fn everything_in_the_score_has_its_evidence() {
    let mut drawing = Drawing::of_staves(1);
    drawing.clef(0, 3.0, "gClef").time(0, 9.0, 3, 4);
    drawing.accidental(0, 12.0, 1, "accidentalSharp");
    let sharp = drawing.last().id;
    drawing.note(0, 14.0, 1, Way::Down).dot(0, 16.0, 1);
    let dot = drawing.last().id;
    drawing.note(0, 19.0, -2, Way::Up).flag(0, 19.0, -2);
    let flag = drawing.last().id;
    drawing.note(0, 25.0, 1, Way::Down).bar(30.0);
    drawing
        .beamed(0, 33.0, 4.0, &[-4, -3], Way::Up)
        .rest(0, 41.0, "restHalf")
        .bar(46.0);
    let read = drawing.read();
    let first = of_measure(&read, 0);
    assert_eq!(
        (first[0].dots.as_slice(), first[1].flags.as_slice()),
        ([dot].as_slice(), [flag].as_slice())
    );
    assert_eq!(first[0].accidental, Some(sharp));
    assert!(first[0].symbols().any(|it| it == dot));
    assert_eq!(first[2].accidental, Some(sharp));
    let pitch = |at: usize| first[at].pitch.expect("a pitch");
    assert_eq!(pitch(0).alter_from, AlterRule::Own);
    assert_eq!(pitch(1).alter_from, AlterRule::Nothing);
    assert_eq!(pitch(2).alter_from, AlterRule::Earlier);
    assert_eq!(
        (pitch(0).clef, pitch(0).clef_from),
        (Clef::TREBLE, ClefRule::Read { symbol: 1 })
    );
    assert_eq!(first[1].length.value, ValueRule::Flags);
    assert_eq!(
        (first[0].length.value, first[0].length.dots),
        (ValueRule::Head, 1)
    );
    assert_eq!(first[0].voice, VoiceRule::Only);
    assert!(first[0].stem.is_some());
    let second = of_measure(&read, 1);
    assert_eq!(second[0].length.value, ValueRule::Beams);
    assert_eq!(second[0].beams, second[1].beams);
    assert_eq!(second[0].beams.len(), 1);
    assert_eq!(second[2].length.value, ValueRule::Rest);
    let carried = second[0].pitch.expect("a pitch").clef_from;
    assert_eq!(carried, ClefRule::CarriedOn { from_measure: 0 });
    assert_eq!(second[2].pitch, None);
    let ids = read.score.parts[0]
        .measures
        .iter()
        .flat_map(|it| &it.voices);
    let ids: Vec<ElementId> = ids
        .flat_map(|it| it.entries())
        .flat_map(|it| it.ids().collect::<Vec<_>>())
        .collect();
    assert_eq!(ids.len(), read.evidence.len());
}
