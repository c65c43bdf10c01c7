//! What does not add up is found, and what only looks so is not.

use notation::{
    Accidental, BarStyle, Barline, Finding, FindingKind, Repeat, Score, ShownAccidental, check,
};

use crate::samples::samples;
use crate::support::{Ids, adorned, pitch, q};

fn findings_of(measures: &[&str]) -> Vec<Finding> {
    check(&Ids::default().melody(3, 4, measures))
}

fn kinds(score: &Score) -> Vec<(usize, FindingKind)> {
    check(score)
        .into_iter()
        .map(|it| (it.measure, it.kind))
        .collect()
}

#[test]
fn measures_are_compared_with_their_time() {
    assert_eq!(findings_of(&["c4/2.", "c4/4 d4/2", "r/m3", "c4/2."]), []);
    let found = findings_of(&["c4/2.", "c4/2 d4/4 e4/8", "c4/2", "c4/2."]);
    assert_eq!(found.len(), 2);
    let (end, expected) = (q(7, 2), q(3, 1));
    assert_eq!(found[0].kind, FindingKind::VoiceTooLong { end, expected });
    assert_eq!(
        (found[0].measure, found[0].voice, found[0].ids.len()),
        (1, Some(1), 1)
    );
    assert_eq!(
        found[0].to_string(),
        "part 1, measure 2, staff 1, voice 1: it lasts 7/2 quarters where the time signature asks \
         for 3"
    );
    let (end, expected) = (q(2, 1), q(3, 1));
    assert_eq!(found[1].kind, FindingKind::StaffTooShort { end, expected });
}

#[test]
fn a_time_that_no_measure_keeps_is_said_once() {
    let measures = [["c4/2."; 2], ["c4/1"; 2], ["c4/1"; 2]].concat();
    let found = findings_of(&[&measures[..], &["c4/1 d4/8"]].concat());
    let (says, lasting) = (q(3, 1), q(4, 1));
    let doubtful = FindingKind::TimeDoubtful {
        says,
        lasting,
        measures: 4,
    };
    assert_eq!((found[0].measure, found[0].kind), (2, doubtful));
    let (end, expected) = (q(9, 2), q(4, 1));
    assert_eq!(found[1].kind, FindingKind::VoiceTooLong { end, expected });
    assert_eq!(found.len(), 2);
}

#[test]
fn only_what_no_voice_of_the_staff_fills_is_a_gap() {
    let mut ids = Ids::default();
    let voices = vec![
        ids.voice(1, 1, "c5/4 _/2 d5/4"),
        ids.voice(2, 1, "_/4 e4/4"),
    ];
    let score = ids.score(4, 4, 1, vec![voices]);
    let (from, to) = (q(2, 1), q(3, 1));
    assert_eq!(kinds(&score), [(0, FindingKind::Gap { from, to })]);
}

#[test]
fn a_second_voice_may_end_early_and_a_first_may_cross() {
    let mut ids = Ids::default();
    let upper = vec![
        ids.voice(1, 1, "c5/2 d5/2"),
        ids.voice(2, 1, "e4/4"),
        ids.voice(5, 2, "c3/4 d3/4 e4@1/2"),
    ];
    assert_eq!(kinds(&ids.score(4, 4, 2, vec![upper])), []);
}

#[test]
fn pickups_and_divided_measures_may_be_short() {
    let repeat = |ids: &mut Ids, repeat| Barline {
        repeat: Some(repeat),
        ..Barline::new(ids.next(), BarStyle::LightHeavy)
    };
    let mut ids = Ids::default();
    let mut score = ids.melody(3, 4, &["c4/4", "d4/2.", "e4/2", "f4/4", "g4/2.", "a4/2"]);
    let measures = &mut score.parts[0].measures;
    measures[2].right = Some(repeat(&mut ids, Repeat::Backward));
    measures[3].left = Some(repeat(&mut ids, Repeat::Forward));
    assert_eq!(kinds(&score), []);
    // Without the repeat, both halves are short, and the last one has no pickup left to fill it.
    score.parts[0].measures[2].right = None;
    score.parts[0].measures[3].left = None;
    assert_eq!(kinds(&score).len(), 2);
    // A measure that a line break divides says that its second part is not counted.
    score.parts[0].measures[3].is_implicit = true;
    assert_eq!(kinds(&score), []);
}

#[test]
fn staves_must_agree_even_in_a_pickup() {
    let mut ids = Ids::default();
    let pickup = vec![ids.voice(1, 1, "c5/4"), ids.voice(5, 2, "r/8")];
    let full = vec![ids.voice(1, 1, "c5/1"), ids.voice(5, 2, "r/m4")];
    let mut score = ids.score(4, 4, 2, vec![pickup, full]);
    let short = |end| {
        (
            0,
            FindingKind::StaffTooShort {
                end,
                expected: q(4, 1),
            },
        )
    };
    assert_eq!(kinds(&score), [short(q(1, 1)), short(q(1, 2))]);
    score.parts[0].measures[0].times.clear();
    score.parts[0].measures[1].times.clear();
    let (end, longest) = (q(1, 2), q(1, 1));
    assert_eq!(
        kinds(&score),
        [(0, FindingKind::StavesDisagree { end, longest })]
    );
}

#[test]
fn ties_need_the_same_pitch() {
    assert_eq!(
        findings_of(&["c4~/2 ~c4/4", "^d4~/16 ~d4~/2.", "~d4/2."]),
        []
    );
    let found = findings_of(&["c4~/2 ~d4/4", "e4/2 f4~/4", "g4/2 ~a4/4"]);
    let kinds: Vec<FindingKind> = found.iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [
            FindingKind::TieToOtherPitch {
                from: pitch("c4"),
                to: pitch("d4"),
            },
            FindingKind::TieWithoutPartner { is_start: true },
            FindingKind::TieWithoutPartner { is_start: false },
        ]
    );
    assert_eq!(found[0].ids.len(), 2);
}

#[test]
fn a_tie_may_go_to_another_voice_and_into_an_ending() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(1, 1, "c5~/2"), ids.voice(2, 1, "_/2 ~c5~/2")];
    let after = vec![ids.voice(1, 1, "d5/1")];
    let mut score = ids.score(4, 4, 1, vec![voices, after]);
    assert_eq!(kinds(&score).len(), 1);
    let repeat = Barline {
        repeat: Some(Repeat::Backward),
        ..Barline::new(ids.next(), BarStyle::LightHeavy)
    };
    score.parts[0].measures[0].right = Some(repeat);
    assert_eq!(kinds(&score), []);
}

#[test]
fn an_accidental_is_said_once_in_a_measure() {
    let sharp = ShownAccidental::plain(Accidental::Sharp);
    let natural = ShownAccidental::plain(Accidental::Natural);
    let found = |shown: [Option<ShownAccidental>; 3]| {
        let mut ids = Ids::default();
        let voice = ids.voice(1, 1, "fs4/4 fs4/4 fs4/4");
        let voice = adorned(voice, |at, chord| chord.notes[0].accidental = shown[at]);
        check(&ids.score(3, 4, 1, vec![vec![voice]])).len()
    };
    assert_eq!(found([Some(sharp), None, None]), 0);
    assert_eq!(found([Some(sharp), None, Some(sharp)]), 1);
    assert_eq!(found([Some(sharp), Some(natural), Some(sharp)]), 0);
    let reminder = ShownAccidental {
        is_in_parentheses: true,
        ..sharp
    };
    assert_eq!(found([Some(sharp), Some(reminder), None]), 0);
}

#[test]
fn sound_samples_have_no_findings() {
    for (name, score) in samples() {
        // The others are made of what is odd.
        if ["grand_staff", "repeats"].contains(&name) {
            assert_eq!(check(&score), [], "{name}");
        }
    }
}
