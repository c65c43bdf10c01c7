//! Choosing thresholds, and judging them on other parts.

use std::collections::BTreeMap;

use decision::{DecisionError, Judging, Level, OperatingPoint, Rule, Thresholds, Warning};
use jiff::Timestamp;

use crate::costs::{cost, two_classes};
use crate::support::{BUBBLE, Inspection, SCRATCH, finding, mark};

fn recall(target: f64, is_promised: bool) -> Rule {
    Rule::Recall {
        target,
        of: Level::Parts,
        is_promised,
        by_class: false,
    }
}

/// So many bad parts with scores from 0.5 up and good ones from 0.1 up, a thousandth apart.
fn graded(bad: u32, good: u32) -> Inspection {
    let mut all = Inspection::default();
    for number in 0..bad {
        all.add_simple(
            i64::from(number),
            SCRATCH,
            true,
            0.5 + f64::from(number) / 1000.0,
        );
    }
    for number in 0..good {
        let part = i64::from(bad + number);
        all.add_simple(part, SCRATCH, false, 0.1 + f64::from(number) / 1000.0);
    }
    all
}

#[test]
fn the_largest_threshold_that_reaches_the_recall_is_taken() {
    let study = graded(40, 10).study();
    let decision = study
        .decide(&recall(0.95, false), Judging::SameParts)
        .unwrap();
    // 38 of 40: the third lowest score.
    assert_eq!(decision.thresholds, Thresholds::one(0.502));
    let parts = decision.chosen.reading.parts;
    assert_eq!(
        (parts.counts.false_negatives, parts.counts.false_positives),
        (2, Some(0))
    );
    assert_eq!(decision.chosen, decision.judged);
    // 40 cannot promise 95 %: that takes 59.
    let too_few = Warning::TooFewToPromise {
        of: Level::Parts,
        class: None,
        positives: 40,
        needed: 59,
    };
    assert!(
        decision.warnings.contains(&too_few),
        "{:?}",
        decision.warnings
    );
    assert!(decision.warnings.contains(&Warning::SameData));
}

#[test]
fn what_cannot_be_promised_is_refused_with_the_reason() {
    let refused = graded(40, 10)
        .study()
        .decide(&recall(0.95, true), Judging::SameParts);
    let expected = DecisionError::TooFew {
        of: Level::Parts,
        class: None,
        positives: 40,
        needed: 59,
        target: 0.95,
    };
    assert_eq!(refused.unwrap_err(), expected);
    let message = expected.to_string();
    assert!(
        message.contains("40 defective parts") && message.contains("59"),
        "{message}"
    );
    // 93 with one miss leave just 5 %, so that the second lowest score is the threshold.
    let decision = graded(93, 10)
        .study()
        .decide(&recall(0.95, true), Judging::SameParts)
        .unwrap();
    assert_eq!(decision.thresholds, Thresholds::one(0.501));
    assert!(decision.chosen.reading.parts.escape_rate.upper.unwrap() <= 0.05);
    for (target, is_promised) in [(0.0, false), (1.1, false), (f64::NAN, false), (1.0, true)] {
        let refused = graded(93, 10)
            .study()
            .decide(&recall(target, is_promised), Judging::SameParts)
            .unwrap_err();
        assert!(matches!(refused, DecisionError::Target(_)), "{refused}");
    }
}

#[test]
fn what_the_model_never_finds_is_out_of_reach() {
    let mut inspection = graded(9, 3);
    inspection.add_simple(100, SCRATCH, true, 0.0);
    let study = inspection.study();
    let expected = DecisionError::OutOfReach {
        of: Level::Parts,
        class: None,
        found: 9,
        positives: 10,
        target: 0.95,
    };
    let decide = |target| study.decide(&recall(target, false), Judging::SameParts);
    assert_eq!(decide(0.95).unwrap_err(), expected);
    assert_eq!(decide(0.9).unwrap().thresholds, Thresholds::one(0.5));
}

#[test]
fn good_parts_alone_say_nothing_of_misses() {
    let study = graded(0, 10).study();
    let refused = study
        .decide(&recall(0.95, false), Judging::SameParts)
        .unwrap_err();
    assert_eq!(refused, DecisionError::NoDefects { class: None });
    let refused = study
        .decide(&cost(10.0, false), Judging::SameParts)
        .unwrap_err();
    assert_eq!(refused, DecisionError::NoDefects { class: None });
    let by_hand = Rule::ByHand {
        thresholds: Thresholds::one(0.105),
    };
    let decision = study.decide(&by_hand, Judging::SameParts).unwrap();
    assert!(decision.warnings.contains(&Warning::OnlyGoodParts));
    assert_eq!(
        decision.judged.reading.parts.counts.false_positives,
        Some(5)
    );
    let bad = graded(10, 0).study();
    let refused = bad
        .decide(&cost(10.0, false), Judging::SameParts)
        .unwrap_err();
    assert_eq!(refused, DecisionError::NoGoodParts);
    let decision = bad.decide(&by_hand, Judging::SameParts).unwrap();
    assert!(decision.warnings.contains(&Warning::OnlyBadParts));
}

#[test]
fn each_class_reaches_the_recall_by_itself() {
    let mut inspection = two_classes();
    // A class that was never labelled.
    let pit = vec![finding("pit", 0.2, 5)];
    inspection.add(20, "good", Some(Vec::new()), Some(pit));
    let rule = |target| Rule::Recall {
        target,
        of: Level::Defects,
        is_promised: false,
        by_class: true,
    };
    let decide = |target| {
        inspection
            .study()
            .decide(&rule(target), Judging::SameParts)
            .unwrap()
    };
    let by_class = BTreeMap::from([(SCRATCH.to_owned(), 0.8), (BUBBLE.to_owned(), 0.9)]);
    let half = decide(0.5);
    // Of all four defects, two are found from 0.8 on.
    let expected = Thresholds::ByClass {
        by_class,
        otherwise: 0.8,
    };
    assert_eq!(half.thresholds, expected);
    let pit = Warning::ClassWithoutDefects {
        class: "pit".to_owned(),
    };
    assert!(half.warnings.contains(&pit));
    let all = decide(1.0);
    assert_eq!(
        (all.thresholds.of(SCRATCH), all.thresholds.of(BUBBLE)),
        (0.3, 0.35)
    );
    assert_eq!(all.judged.reading.defects.recall.value, Some(1.0));
}

#[test]
fn parts_that_are_kept_back_are_whole() {
    let mut inspection = Inspection::default();
    for part in 0..20 {
        // Two pictures each; the defect of a bad part is on the second.
        let score = 0.3 + 0.03 * f64::from(part);
        inspection.add(i64::from(part), "good", Some(Vec::new()), Some(Vec::new()));
        let marks = if part % 2 == 0 {
            vec![mark(SCRATCH, 0, None)]
        } else {
            Vec::new()
        };
        let found = vec![finding(SCRATCH, score, 0)];
        inspection.add(i64::from(part), "good", Some(marks), Some(found));
    }
    let study = inspection.study();
    let held_out = Judging::HeldOut {
        share: 0.3,
        seed: 7,
    };
    let decision = study.decide(&recall(0.9, false), held_out).unwrap();
    let (chosen, judged) = (decision.chosen.coverage, decision.judged.coverage);
    assert_eq!((chosen.bad_parts, chosen.good_parts), (7, 7));
    assert_eq!((judged.bad_parts, judged.good_parts), (3, 3));
    assert_eq!((chosen.judged_pictures, judged.judged_pictures), (28, 12));
    assert!(!decision.warnings.contains(&Warning::SameData));
    assert_eq!(
        decision,
        study.decide(&recall(0.9, false), held_out).unwrap()
    );
    let by_seed = |seed| {
        let held_out = Judging::HeldOut { share: 0.3, seed };
        study.decide(&recall(0.9, false), held_out).unwrap()
    };
    assert!((0..20).any(|seed| by_seed(seed).thresholds != decision.thresholds));
    let all_back = Judging::HeldOut {
        share: 1.0,
        seed: 7,
    };
    let refused = study.decide(&recall(0.9, false), all_back).unwrap_err();
    assert_eq!(refused, DecisionError::TooFewParts { parts: 20 });
}

#[test]
fn folds_judge_every_part_once_by_thresholds_of_others() {
    let study = graded(10, 10).study();
    let fitted = Judging::CrossFit { folds: 5, seed: 3 };
    let decision = study.decide(&recall(1.0, false), fitted).unwrap();
    let judged = decision.judged.reading.parts.counts;
    assert_eq!(judged.true_positives + judged.false_negatives, 10);
    assert_eq!(
        judged.false_positives.unwrap() + judged.true_negatives.unwrap(),
        10
    );
    // The lowest bad part is missed by the fold that did not know it; all together, none is.
    assert_eq!(judged.false_negatives, 1);
    assert_eq!(decision.chosen.reading.parts.counts.false_negatives, 0);
    assert_eq!(decision.thresholds, Thresholds::one(0.5));
    let one_fold = Judging::CrossFit { folds: 1, seed: 3 };
    assert!(study.decide(&recall(1.0, false), one_fold).is_err());
}

#[test]
fn good_parts_that_are_kept_back_alone_say_nothing() {
    let mut inspection = graded(1, 0);
    for part in 10..14 {
        inspection.add_simple(part, SCRATCH, false, 0.2);
    }
    // Of a single bad part, no share below a half is kept back.
    let held_out = Judging::HeldOut {
        share: 0.4,
        seed: 1,
    };
    let decision = inspection
        .study()
        .decide(&recall(1.0, false), held_out)
        .unwrap();
    assert_eq!(decision.judged.coverage.good_parts, 2);
    assert!(decision.warnings.contains(&Warning::JudgedOnGoodParts));
}

#[test]
fn an_operating_point_survives_a_file_and_knows_its_data() {
    let study = graded(40, 10).study();
    let decision = study
        .decide(&recall(0.95, false), Judging::SameParts)
        .unwrap();
    let now: Timestamp = "2026-03-01T08:30:00Z".parse().unwrap();
    let point = study.put_in_force(decision, "unet 1.2 (3fa9)", "Ada", now);
    let written = serde_json::to_string(&point).unwrap();
    assert_eq!(
        serde_json::from_str::<OperatingPoint>(&written).unwrap(),
        point
    );
    assert!(point.is_of(&study));
    assert!(!point.is_of(&graded(41, 10).study()));
}
