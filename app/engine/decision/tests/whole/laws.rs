//! What holds for every inspection.

use std::collections::{BTreeMap, BTreeSet};

use decision::{
    Agreement, Judging, Level, PersonVerdict, Reading, Rule, Scope, Thresholds, Verdict,
};
use evaluation::match_greedily;
use proptest::prelude::*;

use crate::support::{BUBBLE, Inspection, SCRATCH, finding, mark, similarity};

const CLASSES: [&str; 3] = [SCRATCH, BUBBLE, "pit"];

/// A picture: marks by class, place, track and whether they are ignored, none where nobody looked;
/// and findings by class, score in twentieths, and place, none where the model did not look.
type Drawn = (
    Option<Vec<(usize, u32, Option<i64>, bool)>>,
    Option<Vec<(usize, u32, u32)>>,
);

fn picture() -> impl Strategy<Value = Drawn> {
    let mark = (
        0..3usize,
        0..3u32,
        proptest::option::of(0..2i64),
        proptest::bool::weighted(0.1),
    );
    let found = (0..3usize, 0..=20u32, 0..4u32);
    (
        proptest::option::weighted(0.9, proptest::collection::vec(mark, 0..3)),
        proptest::option::weighted(0.9, proptest::collection::vec(found, 0..4)),
    )
}

/// Parts of up to three pictures.
fn inspection() -> impl Strategy<Value = Inspection> {
    let part = proptest::collection::vec(picture(), 1..4);
    proptest::collection::vec(part, 1..12).prop_map(|parts| {
        let mut all = Inspection::default();
        for (part, pictures) in (0..).zip(parts) {
            for (marks, findings) in pictures {
                let marks = marks.map(|marks| {
                    let marks = marks.into_iter().map(|(class, place, track, is_ignored)| {
                        let mut mark = mark(CLASSES[class], place, track);
                        mark.is_ignored = is_ignored;
                        mark
                    });
                    marks.collect()
                });
                let findings = findings.map(|findings| {
                    let findings = findings.into_iter().map(|(class, score, place)| {
                        finding(CLASSES[class], f64::from(score) / 20.0, place)
                    });
                    findings.collect()
                });
                all.add(
                    part,
                    if part % 2 == 0 { "good" } else { "glare" },
                    marks,
                    findings,
                );
            }
        }
        all
    })
}

fn thresholds() -> impl Strategy<Value = Thresholds> {
    proptest::array::uniform4(0.0..=1.0).prop_map(|[scratch, bubble, pit, otherwise]| {
        Thresholds::one(otherwise)
            .with(SCRATCH, scratch)
            .with(BUBBLE, bubble)
            .with("pit", pit)
    })
}

/// Found, missed and false alarms: of pictures, defects and parts.
type Counted = [[u64; 3]; 3];

fn counted(reading: &Reading) -> Counted {
    [Level::Pictures, Level::Defects, Level::Parts].map(|level| {
        let counts = reading.of(level).counts;
        let alarms = counts.false_positives.unwrap();
        [counts.true_positives, counts.false_negatives, alarms]
    })
}

/// Counts picture by picture with nothing prepared: findings below their thresholds are thrown away
/// before anything is matched.
fn recount(inspection: &Inspection, thresholds: &Thresholds) -> Counted {
    let mut pictures = [0; 3];
    let mut false_finds = 0;
    // Of each defect whether it is found; of each part its defects, its calls, and its gaps.
    let mut defects: BTreeMap<String, bool> = BTreeMap::new();
    let mut parts: BTreeMap<_, (bool, bool, bool)> = BTreeMap::new();
    for truth in &inspection.truths {
        let part = parts.entry(truth.part).or_default();
        let found = inspection
            .findings
            .iter()
            .find(|it| it.picture == truth.picture);
        let Some(found) = found.filter(|_| truth.is_reviewed) else {
            part.2 = true;
            continue;
        };
        let mut called: Vec<_> = found.findings.iter().collect();
        called.retain(|it| it.score >= thresholds.of(&it.class));
        // Equally sure findings choose in the order of their classes.
        called.sort_by(|a, b| a.class.cmp(&b.class));
        let marks: Vec<_> = truth.marks.iter().filter(|it| !it.is_ignored).collect();
        let scores: Vec<f64> = called.iter().map(|it| it.score).collect();
        let of_own_class_first = |mark: usize, find: usize| {
            let similarity = similarity(&marks[mark].shape, &called[find].shape)?;
            Some(similarity + f64::from(u8::from(marks[mark].class == called[find].class)))
        };
        let matching = match_greedily(marks.len(), &scores, of_own_class_first, 0.0);
        let taken: BTreeSet<usize> = matching.pairs.iter().map(|it| it.truth).collect();
        for (number, mark) in marks.iter().enumerate() {
            let name = match mark.track {
                Some(track) => format!("{:?} {track}", truth.part),
                None => format!("{:?} {number} alone", truth.picture),
            };
            *defects.entry(name).or_default() |= taken.contains(&number);
        }
        let mut is_called = !matching.pairs.is_empty();
        for find in matching.unmatched_finds {
            let shape = &called[find].shape;
            let lies_on = |ignored: bool| {
                let mut marks = truth.marks.iter().filter(|it| it.is_ignored == ignored);
                marks.any(|it| similarity(&it.shape, shape).is_some())
            };
            if lies_on(false) {
                is_called = true;
            } else if !lies_on(true) {
                is_called = true;
                false_finds += 1;
            }
        }
        match (marks.is_empty(), is_called) {
            (false, true) => pictures[0] += 1,
            (false, false) => pictures[1] += 1,
            (true, true) => pictures[2] += 1,
            (true, false) => {}
        }
        part.0 |= !marks.is_empty();
        part.1 |= is_called;
    }
    let found = defects.values().filter(|it| **it).count() as u64;
    let of_parts = |is_bad: bool, is_called: bool| {
        let parts = parts.values();
        parts
            .filter(|it| (it.0, it.1) == (is_bad, is_called) && (is_bad || !it.2))
            .count() as u64
    };
    [
        pictures,
        [found, defects.len() as u64 - found, false_finds],
        [
            of_parts(true, true),
            of_parts(true, false),
            of_parts(false, true),
        ],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slider_says_what_counting_anew_says(inspection in inspection(), thresholds in thresholds()) {
        let study = inspection.study();
        let reading = study.at(&thresholds).unwrap();
        prop_assert_eq!(counted(&reading), recount(&inspection, &thresholds));
        let one = Thresholds::one(thresholds.of("anything"));
        let reading = study.at(&one).unwrap();
        prop_assert_eq!(counted(&reading), recount(&inspection, &one));
    }

    #[test]
    fn curves_and_tables_say_what_readings_say(inspection in inspection(), threshold in 0.0..=1.0) {
        let study = inspection.study();
        let thresholds = Thresholds::one(threshold);
        let reading = counted(&study.at(&thresholds).unwrap());
        let levels = [Level::Pictures, Level::Defects, Level::Parts];
        let curves = levels.map(|level| {
            let point = study.curve(level, level, &Scope::All).at(threshold);
            [point.true_positives, point.false_negatives, point.false_positives].map(|it| it as u64)
        });
        prop_assert_eq!(curves, reading);
        let table = study.table(&thresholds, None).unwrap();
        let of_table = [&table.pictures, &table.defects, &table.parts].map(|level| {
            let counts = level.overall.counts;
            let alarms = counts.false_positives.unwrap();
            [counts.true_positives, counts.false_negatives, alarms]
        });
        prop_assert_eq!(of_table, reading);
        // The rows of the table are the curves of classes and regimes.
        for (class, row) in &table.defects.by_kind.rows {
            let curve = study.curve(Level::Defects, Level::Defects, &Scope::Class(class.clone()));
            let point = curve.at(threshold);
            prop_assert_eq!(point.true_positives as u64, row.counts.true_positives);
            prop_assert_eq!(point.false_negatives as u64, row.counts.false_negatives);
        }
        for (regime, row) in &table.parts.by_regime.rows {
            let curve = study.curve(Level::Parts, Level::Parts, &Scope::Regime(regime.clone()));
            let point = curve.at(threshold);
            prop_assert_eq!(point.false_positives as u64, row.counts.false_positives.unwrap());
            prop_assert_eq!(point.true_positives as u64, row.counts.true_positives);
        }
    }

    #[test]
    fn recall_falls_with_every_threshold(
        inspection in inspection(),
        lower in thresholds(),
        class in 0..3usize,
        share in 0.0..=1.0,
    ) {
        let class = CLASSES[class];
        let higher = lower.with(class, lower.of(class) + share * (1.0 - lower.of(class)));
        let study = inspection.study();
        let (low, high) = (study.at(&lower).unwrap(), study.at(&higher).unwrap());
        for (low, high) in counted(&low).iter().zip(counted(&high)) {
            prop_assert!(high[0] <= low[0] && high[1] >= low[1]);
        }
        for level in [Level::Pictures, Level::Parts] {
            let alarms = |it: &Reading| it.of(level).counts.false_positives;
            prop_assert!(alarms(&high) <= alarms(&low));
        }
    }

    #[test]
    fn a_part_escapes_only_where_all_its_defects_do(
        inspection in inspection(), thresholds in thresholds(),
    ) {
        let study = inspection.study();
        let [pictures, defects, parts] = counted(&study.at(&thresholds).unwrap());
        prop_assert!(parts[1] <= defects[1] && parts[1] <= pictures[1]);
        prop_assert!(parts[2] <= pictures[2]);
        // Defects of one part at least each.
        prop_assert!(parts[0] + parts[1] <= defects[0] + defects[1]);
    }

    #[test]
    fn verdicts_are_what_is_counted(inspection in inspection(), thresholds in thresholds()) {
        let study = inspection.study();
        let verdicts = study.verdicts(&thresholds, |_| 0.0).unwrap();
        let complete: Vec<_> = verdicts
            .iter()
            .filter(|it| it.unreviewed.is_empty() && it.uninspected.is_empty())
            .collect();
        for it in &verdicts {
            prop_assert_eq!(it.verdict == Verdict::Reject, !it.evidence.is_empty());
            let is_escape = it.verdict == Verdict::Accept && it.person == PersonVerdict::Defective;
            prop_assert_eq!(it.agreement == Agreement::Escape, is_escape);
        }
        let [_, _, parts] = counted(&study.at(&thresholds).unwrap());
        let alarms = complete.iter().filter(|it| it.agreement == Agreement::FalseAlarm).count();
        prop_assert!(alarms as u64 == parts[2]);
        let escapes = complete.iter().filter(|it| it.agreement == Agreement::Escape).count();
        prop_assert!(escapes as u64 <= parts[1]);
    }

    #[test]
    fn what_is_chosen_does_what_was_asked_for(
        inspection in inspection(), target in 0.05..=1.0, level in 0..3usize, by_class: bool,
    ) {
        let of = [Level::Pictures, Level::Defects, Level::Parts][level];
        let rule = Rule::Recall { target, of, is_promised: false, by_class };
        let study = inspection.study();
        let Ok(decision) = study.decide(&rule, Judging::SameParts) else {
            return Ok(());
        };
        let recall = |it: &Reading| it.of(of).recall.value.unwrap();
        // Pictures and parts of several classes can be missed once for each.
        if of == Level::Defects || !by_class {
            prop_assert!(recall(&decision.chosen.reading) >= target - 1e-9);
        }
        if let Thresholds::OneForAll { threshold } = decision.thresholds
            && threshold < 1.0
        {
            let above = Thresholds::one(threshold.next_up());
            prop_assert!(recall(&study.at(&above).unwrap()) < target);
        }
    }
}
