//! What may be wrong on pages, and edits that mend it.

mod drawing;

use drawing::{Drawing, Way, read};
use notation::{Articulation, Clef, NoteValue, Quarters};
use transcription::{Edit, Head, Problem, ProblemKind, Sign, Transcription};

/// A treble clef, a time signature of so many quarters, and a measure of rest, as the first measure may
/// be short.
fn begun(quarters: u8) -> Drawing {
    let mut drawing = Drawing::of_staves(1);
    drawing
        .clef(0, 3.0, "gClef")
        .time(0, 9.0, quarters, 4)
        .rest(0, 13.0, "restWhole")
        .bar(16.0);
    drawing
}

fn rhythm(read: &Transcription) -> Vec<&Problem> {
    read.problems
        .iter()
        .filter(|it| it.kind.is_rhythm())
        .collect()
}

/// Makes each edit that is offered for the rhythm, and asserts that the measure comes out with it.
/// Gives the edits.
fn mended(drawing: &Drawing) -> Vec<Edit> {
    let (layout, symbols) = drawing.found();
    let before = read(&layout, &symbols);
    let problem = rhythm(&before).into_iter().next().expect("a problem");
    for fix in &problem.fixes {
        let mut symbols = symbols.clone();
        fix.edit.apply(&mut symbols, 900);
        let after = read(&layout, &symbols);
        assert_eq!(rhythm(&after), Vec::<&Problem>::new(), "{fix:?}");
        assert!((0.0..=1.0).contains(&fix.score));
    }
    let scores: Vec<f64> = problem.fixes.iter().map(|it| it.score).collect();
    assert!(scores.is_sorted_by(|one, two| one >= two));
    problem.fixes.iter().map(|it| it.edit.clone()).collect()
}

#[test]
fn a_dot_that_is_none_is_taken_away() {
    let mut drawing = begun(2);
    drawing.note(0, 21.0, 1, Way::Down).dot(0, 23.0, 1);
    drawing.last().score = 0.6;
    drawing.last().others = vec![(Sign::Articulation(Articulation::Staccato), 0.35)];
    let dot = drawing.last().id;
    drawing.note(0, 27.0, 1, Way::Down);
    let edits = mended(&drawing);
    let staccato = Sign::Articulation(Articulation::Staccato);
    assert_eq!(edits[0], Edit::Become(dot, staccato));
    assert!(edits.contains(&Edit::Remove(dot)));
    let kind = rhythm(&drawing.read())[0].kind;
    let expected = Quarters::from_integer(2);
    let end = Quarters::new(5, 2);
    assert_eq!(kind, ProblemKind::VoiceTooLong { end, expected });
}

#[test]
fn a_dot_that_was_not_seen_is_added() {
    let mut drawing = begun(2);
    drawing.note(0, 21.0, 1, Way::Down).ink_dot(0, 23.0, 1);
    drawing.note(0, 27.0, -2, Way::Up).flag(0, 27.0, -2);
    let edits = mended(&drawing);
    assert!(
        matches!(edits[0], Edit::Add { sign: Sign::AugmentationDot, box_px } if box_px[0] > 560.0)
    );
}

#[test]
fn the_second_best_reading_is_offered_first() {
    let mut drawing = begun(3);
    drawing
        .note(0, 21.0, 1, Way::Down)
        .note(0, 27.0, 1, Way::Down);
    drawing.rest(0, 33.0, "rest8th");
    drawing.last().score = 0.55;
    drawing.last().others = vec![(Sign::Rest(NoteValue::Quarter), 0.4)];
    let rest = drawing.last().id;
    assert_eq!(
        mended(&drawing)[0],
        Edit::Become(rest, Sign::Rest(NoteValue::Quarter))
    );
}

#[test]
fn a_hollow_head_may_be_a_black_one() {
    let mut drawing = begun(2);
    drawing
        .note(0, 21.0, 1, Way::Down)
        .half(0, 27.0, 1, Way::Down);
    let black = Sign::Head {
        head: Head::Black,
        is_small: false,
    };
    drawing.last().score = 0.7;
    drawing.last().others = vec![(black, 0.3)];
    let head = drawing.last().id;
    assert!(mended(&drawing).contains(&Edit::Become(head, black)));
}

#[test]
fn what_somebody_confirmed_is_not_to_be_changed() {
    let mut drawing = begun(2);
    drawing
        .note(0, 21.0, 1, Way::Down)
        .dot(0, 23.0, 1)
        .note(0, 27.0, 1, Way::Down);
    for edit in mended(&drawing) {
        assert!(matches!(edit, Edit::Add { .. } | Edit::Say(..)), "{edit:?}");
    }
}

#[test]
fn orphans_are_said() {
    let mut drawing = begun(2);
    drawing
        .note(0, 21.0, 1, Way::Down)
        .note(0, 27.0, 1, Way::Down);
    drawing
        .accidental(0, 29.5, -4, "accidentalSharp")
        .dot(0, 31.0, 6)
        .flag(0, 30.0, -8);
    let kinds: Vec<ProblemKind> = drawing.read().problems.iter().map(|it| it.kind).collect();
    for kind in [
        ProblemKind::OrphanAccidental,
        ProblemKind::OrphanDot,
        ProblemKind::OrphanFlag,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} in {kinds:?}");
    }
}

#[test]
fn what_stands_for_signs_that_are_missing_is_said() {
    let mut drawing = Drawing::of_staves(1);
    drawing.note(0, 14.0, 1, Way::Down);
    let read = drawing.read();
    let kinds: Vec<ProblemKind> = read.problems.iter().map(|it| it.kind).collect();
    let clef = Clef::TREBLE;
    assert!(kinds.contains(&ProblemKind::ClefDefaulted { clef }));
    let is_time = |it: &ProblemKind| {
        matches!(
            it,
            ProblemKind::TimeDefaulted {
                is_inferred: false,
                ..
            }
        )
    };
    assert!(kinds.iter().any(is_time));
}

#[test]
fn a_sharp_on_the_place_of_no_key_signature_is_said() {
    let mut drawing = Drawing::of_staves(1);
    // The first sharp is on the top line, and this one is not.
    drawing
        .clef(0, 3.0, "gClef")
        .accidental(0, 7.0, 0, "accidentalSharp")
        .time(0, 11.0, 2, 4);
    drawing
        .note(0, 18.0, 1, Way::Down)
        .note(0, 24.0, 1, Way::Down);
    let read = drawing.read();
    assert_eq!(read.problems[0].kind, ProblemKind::KeyOnIllegalPlaces);
    assert_eq!(read.problems[0].measure, Some(0));
}

#[test]
fn staves_with_different_signatures_are_said() {
    let mut drawing = Drawing::of_staves(2);
    drawing.clef(0, 3.0, "gClef").clef(1, 3.0, "fClef");
    drawing.accidental(0, 7.0, 0, "accidentalFlat");
    drawing.time(0, 11.0, 2, 4).time(1, 11.0, 3, 4);
    drawing
        .half(0, 18.0, 1, Way::Down)
        .half(1, 18.0, 1, Way::Down);
    let kinds: Vec<ProblemKind> = drawing.read().problems.iter().map(|it| it.kind).collect();
    let is_key = |it: &ProblemKind| matches!(it, ProblemKind::KeysDiffer { .. });
    let is_time = |it: &ProblemKind| matches!(it, ProblemKind::TimesDiffer { .. });
    assert!(
        kinds.iter().any(is_key) && kinds.iter().any(is_time),
        "{kinds:?}"
    );
}

#[test]
fn a_left_hand_above_the_right_one_is_said() {
    let mut drawing = Drawing::of_staves(2);
    drawing
        .clef(0, 3.0, "fClef")
        .clef(1, 3.0, "gClef")
        .time(0, 9.0, 4, 4)
        .time(1, 9.0, 4, 4);
    for at in 0..4 {
        let x = 14.0 + 6.0 * f64::from(at);
        drawing.note(0, x, 1, Way::Down).note(1, x, 1, Way::Down);
    }
    let read = drawing.read();
    let above = read
        .problems
        .iter()
        .find(|it| matches!(it.kind, ProblemKind::LowerStaffAbove { .. }));
    assert_eq!(
        above.map(|it| it.kind),
        Some(ProblemKind::LowerStaffAbove { half_tones: 20 })
    );
}

#[test]
fn a_symbol_with_a_low_score_is_said() {
    let mut drawing = begun(2);
    drawing
        .note(0, 21.0, 1, Way::Down)
        .note(0, 27.0, 1, Way::Down);
    drawing.last().score = 0.3;
    let head = drawing.last().id;
    let read = drawing.read();
    assert!(matches!(read.problems[0].kind, ProblemKind::LowScore { score, .. } if score == 0.3));
    assert_eq!(read.problems[0].symbols, [head]);
    assert!(
        read.problems[0]
            .fixes
            .iter()
            .any(|it| it.edit == Edit::Remove(head))
    );
}
