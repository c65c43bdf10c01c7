//! A small inspection, counted by hand.

use std::collections::BTreeMap;

use annotation::PictureId;
use decision::{
    Coverage, DecisionError, Level, PictureFindings, Reading, Scope, Study, StudySettings,
    Thresholds,
};
use evaluation::{Confidence, Counts};

use crate::support::{BUBBLE, Inspection, SCRATCH, finding, mark, seven_parts};

/// Found, missed, false alarms and passed: of pictures, defects and parts.
fn counts(reading: &Reading) -> [[Option<u64>; 4]; 3] {
    [Level::Pictures, Level::Defects, Level::Parts].map(|level| of(&reading.of(level).counts))
}

fn of(counts: &Counts) -> [Option<u64>; 4] {
    [
        Some(counts.true_positives),
        Some(counts.false_negatives),
        counts.false_positives,
        counts.true_negatives,
    ]
}

fn all(numbers: [u64; 4]) -> [Option<u64>; 4] {
    numbers.map(Some)
}

fn defects(found: u64, missed: u64, wrong: u64) -> [Option<u64>; 4] {
    [Some(found), Some(missed), Some(wrong), None]
}

#[test]
fn what_nobody_reviewed_is_left_out_and_counted() {
    let expected = Coverage {
        bad_parts: 3,
        good_parts: 2,
        undecided_parts: 2,
        judged_pictures: 8,
        bad_pictures: 4,
        defects: 3,
        unreviewed_pictures: 1,
        uninspected_pictures: 1,
        unknown_pictures: 0,
    };
    let mut inspection = seven_parts();
    assert_eq!(*inspection.study().coverage(), expected);
    inspection.findings.push(PictureFindings {
        picture: PictureId(99),
        findings: Vec::new(),
    });
    assert_eq!(inspection.study().coverage().unknown_pictures, 1);
    assert_eq!(inspection.study().regimes(), ["glare", "good"]);
    assert_eq!(inspection.study().classes(), [SCRATCH, BUBBLE]);
}

#[test]
fn a_threshold_does_what_counting_by_hand_says() {
    let study = seven_parts().study();
    let at = |threshold| counts(&study.at(&Thresholds::one(threshold)).unwrap());
    assert_eq!(
        at(0.5),
        [all([2, 2, 0, 4]), defects(2, 1, 0), all([2, 1, 0, 2])]
    );
    // From a score on, and not above it: 0.3 is called. The false bubble rejects a bad picture.
    assert_eq!(
        at(0.3),
        [all([3, 1, 1, 3]), defects(2, 1, 2), all([2, 1, 1, 1])]
    );
    assert_eq!(
        at(1.0),
        [all([0, 4, 0, 4]), defects(0, 3, 0), all([0, 3, 0, 2])]
    );
}

#[test]
fn each_class_can_have_its_threshold() {
    let study = seven_parts().study();
    let thresholds = Thresholds::ByClass {
        by_class: BTreeMap::from([(SCRATCH.to_owned(), 0.7)]),
        otherwise: 0.2,
    };
    assert_eq!(Thresholds::one(0.2).with(SCRATCH, 0.7), thresholds);
    // The bubble of the second part is found by the bubble now, which the scratch took before.
    let expected = [all([3, 1, 0, 4]), defects(2, 1, 1), all([2, 1, 0, 2])];
    assert_eq!(counts(&study.at(&thresholds).unwrap()), expected);
    let refused = study.at(&thresholds.with(BUBBLE, f64::NAN)).unwrap_err();
    assert!(matches!(refused, DecisionError::Threshold(_)));
}

#[test]
fn bounds_say_how_little_a_few_defects_prove() {
    let mut inspection = Inspection::default();
    for part in 0..40 {
        inspection.add_simple(part, SCRATCH, true, 0.8);
    }
    let reading = inspection.study().at(&Thresholds::one(0.5)).unwrap();
    let escape_rate = reading.defects.escape_rate;
    assert_eq!(escape_rate.value, Some(0.0));
    // 1 − 0.05^(1/40).
    assert!((escape_rate.upper.unwrap() - 0.0722).abs() < 5e-5);
    assert_eq!(reading.parts.confidence, Confidence::NINETY_FIVE);
}

#[test]
fn curves_end_where_no_threshold_finds_more() {
    let study = seven_parts().study();
    let curve = study.curve(Level::Parts, Level::Parts, &Scope::All);
    let points: Vec<(f64, f64, f64)> = curve
        .points()
        .iter()
        .map(|it| (it.threshold, it.true_positives, it.false_positives))
        .collect();
    let expected = [
        (f64::INFINITY, 0.0, 0.0),
        (0.9, 1.0, 0.0),
        (0.6, 2.0, 0.0),
        (0.4, 2.0, 1.0),
    ];
    assert_eq!(points, expected);
    assert_eq!(curve.at_recall(1.0), None);
    assert_eq!(curve.at_recall(0.6).unwrap().threshold, 0.6);
    assert_eq!(curve.recall_at_overkill(0.01).unwrap().threshold, 0.6);
    // Half of the good parts may be rejected, which even the lowest threshold does not exceed.
    assert_eq!(curve.recall_at_overkill(0.5).unwrap().threshold, 0.6);
    assert_eq!(curve.at(0.0).true_positives, 2.0);
    let defects = study.curve(
        Level::Defects,
        Level::Parts,
        &Scope::Class(BUBBLE.to_owned()),
    );
    let lowest = defects.points().last().unwrap();
    // One of two bubbles, against one of two good parts.
    assert_eq!((lowest.recall(), lowest.overkill()), (Some(0.5), Some(0.5)));
    let glare = study.curve(
        Level::Parts,
        Level::Parts,
        &Scope::Regime("glare".to_owned()),
    );
    assert_eq!(glare.points().last().unwrap().recall(), Some(0.0));
}

#[test]
fn the_table_has_classes_and_regimes() {
    let study = seven_parts().study();
    let table = study.table(&Thresholds::one(0.3), Some(0.01)).unwrap();
    let kind = |kind: &str| of(&table.defects.by_kind.rows[kind].counts);
    assert_eq!(kind(SCRATCH), defects(1, 0, 1));
    assert_eq!(kind(BUBBLE), defects(1, 1, 1));
    let regime = |regime: &str| of(&table.parts.by_regime.rows[regime].counts);
    assert_eq!(regime("good"), all([2, 0, 0, 0]));
    assert_eq!(regime("glare"), all([0, 1, 1, 1]));
    // Called another name: bubble (the second class) as scratch (the first).
    assert_eq!(table.kinds.counts, [[1, 0], [1, 0]]);
    // One of three parts is missed, of 1 % of a million.
    let expected = table.escapes.unwrap().expected.unwrap();
    assert!((expected - 1e4 / 3.0).abs() < 1e-6);
    assert!(study.table(&Thresholds::one(0.3), Some(2.0)).is_err());
}

#[test]
fn the_same_defect_by_most_of_its_names() {
    let mut inspection = Inspection::default();
    for class in [BUBBLE, SCRATCH, SCRATCH] {
        let marks = vec![mark(class, 0, Some(5))];
        inspection.add(1, "good", Some(marks), Some(Vec::new()));
    }
    let study = inspection.study();
    assert_eq!(study.coverage().defects, 1);
    let table = study.table(&Thresholds::one(0.5), None).unwrap();
    assert!(table.defects.by_kind.rows.keys().eq([SCRATCH]));
    let of_class = |class: &str| {
        let scope = Scope::Class(class.to_owned());
        study.curve(Level::Defects, Level::Parts, &scope).points()[0].false_negatives
    };
    assert_eq!((of_class(SCRATCH), of_class(BUBBLE)), (1.0, 0.0));
}

#[test]
fn the_fingerprint_is_of_what_is_given_and_not_of_its_order() {
    let inspection = seven_parts();
    let mut turned = inspection.clone();
    turned.truths.reverse();
    turned.findings.reverse();
    let known = inspection.study().fingerprint().to_owned();
    assert_eq!(known.len(), 64);
    assert_eq!(turned.study().fingerprint(), known);
    turned.findings[0].findings.push(finding(BUBBLE, 0.1, 9));
    assert_ne!(turned.study().fingerprint(), known);
    let mut unreviewed = inspection;
    unreviewed.truths[5].is_reviewed = false;
    assert_ne!(unreviewed.study().fingerprint(), known);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |change: fn(&mut Inspection)| {
        let mut inspection = seven_parts();
        change(&mut inspection);
        let settings = StudySettings::default();
        Study::new(inspection.truths, inspection.findings, settings).unwrap_err()
    };
    let score = refused(|it| it.findings[0].findings[0].score = f64::NAN);
    assert!(matches!(
        score,
        DecisionError::Score {
            picture: PictureId(1),
            ..
        }
    ));
    let twice = refused(|it| it.truths.push(it.truths[2].clone()));
    assert_eq!(twice, DecisionError::Twice(PictureId(3)));
    let twice = refused(|it| it.findings.push(it.findings[0].clone()));
    assert_eq!(twice, DecisionError::Twice(PictureId(1)));
}
