//! Thresholds chosen by each rule, and what is warned of.

use proptest::prelude::*;

use super::*;

fn groups(positives: &[f64], negatives: &[f64]) -> Vec<GroupScore> {
    let of = |scores: &[f64], is_positive| -> Vec<GroupScore> {
        let scores = scores.iter();
        scores
            .map(|score| GroupScore {
                score: *score,
                is_positive,
            })
            .collect()
    };
    [of(positives, true), of(negatives, false)].concat()
}

fn chosen(groups: &[GroupScore], how: Rule) -> Choice {
    choose(groups, how, &Promise::default()).unwrap()
}

fn costs(miss: f64, false_alarm: f64, prevalence: f64) -> Rule {
    Rule::Cost(Costs {
        miss,
        false_alarm,
        prevalence,
    })
}

/// Five defective balloons and ten good ones, which overlap.
fn overlapping() -> Vec<GroupScore> {
    groups(
        &[0.95, 0.9, 0.8, 0.6, 0.3],
        &[0.85, 0.5, 0.4, 0.35, 0.25, 0.2, 0.15, 0.1, 0.05, 0.0],
    )
}

#[test]
fn the_largest_threshold_of_a_recall() {
    for (target, threshold, alarms) in [(0.4, 0.9, 0), (0.5, 0.8, 1), (0.8, 0.6, 1), (1.0, 0.3, 4)]
    {
        let choice = chosen(&overlapping(), Rule::Recall { target });
        assert_eq!(choice.threshold, threshold, "{target}");
        assert_eq!(
            choice.figures.counts.false_positives,
            Some(alarms),
            "{target}"
        );
    }
}

#[test]
fn no_miss_in_forty_is_told_with_its_bound() {
    let positives: Vec<f64> = (0..40).map(|it| 1.0 + f64::from(it)).collect();
    let promise = Promise {
        confidence: Confidence::NINETY_FIVE,
        miss_bound: Some(0.01),
    };
    let all = Rule::Recall { target: 1.0 };
    let choice = choose(&groups(&positives, &[0.0]), all, &promise).unwrap();
    assert_eq!(choice.figures.escape_rate.value, Some(0.0));
    assert!((choice.figures.escape_rate.upper.unwrap() - 0.072).abs() < 5e-4);
    let warning = Warning::TooFewPositives {
        positives: 40,
        needed: 299,
        bound: 0.01,
    };
    assert_eq!(choice.warnings, [warning]);
    let text = warning.to_string();
    assert!(
        text.contains("40") && text.contains("299") && text.contains("1 %"),
        "{text}"
    );
}

#[test]
fn the_needed_number_of_positives_is_enough() {
    let promise = Promise {
        miss_bound: Some(0.01),
        ..Promise::default()
    };
    let all = Rule::Recall { target: 1.0 };
    for (count, warnings) in [(298, 1), (299, 0)] {
        let positives: Vec<f64> = (0..count).map(|it| 1.0 + f64::from(it)).collect();
        let choice = choose(&groups(&positives, &[0.0]), all, &promise).unwrap();
        assert_eq!(choice.warnings.len(), warnings, "{count}");
    }
}

#[test]
fn misses_can_break_a_promise_that_the_number_of_positives_could_keep() {
    let positives: Vec<f64> = (0..100).map(f64::from).collect();
    let promise = Promise {
        miss_bound: Some(0.05),
        ..Promise::default()
    };
    let few = Rule::Recall { target: 0.97 };
    let choice = choose(&groups(&positives, &[-1.0]), few, &promise).unwrap();
    let upper = choice.figures.escape_rate.upper.unwrap();
    assert_eq!(
        choice.warnings,
        [Warning::BoundExceeded { upper, bound: 0.05 }]
    );
    let all = Rule::Recall { target: 1.0 };
    assert_eq!(
        choose(&groups(&positives, &[-1.0]), all, &promise)
            .unwrap()
            .warnings,
        []
    );
}

#[test]
fn the_cheapest_threshold_follows_costs_and_prevalence() {
    // At equal prevalence the classes weigh the same, and misses and alarms cost the same: one miss
    // of five costs as much as two alarms of ten. 0.6 has one of each: 0.1 + 0.05.
    let even = chosen(&overlapping(), costs(1.0, 1.0, 0.5));
    assert_eq!(even.threshold, 0.6);
    // Where a miss costs ten times as much, the last defect is worth three more alarms.
    assert_eq!(chosen(&overlapping(), costs(10.0, 1.0, 0.5)).threshold, 0.3);
    // With one defective part in a thousand it is not worth an alarm.
    assert_eq!(
        chosen(&overlapping(), costs(10.0, 1.0, 0.001)).threshold,
        0.9
    );
    // Where nothing is worth an alarm, or misses are free, the fewest misses at that cost.
    assert_eq!(chosen(&overlapping(), costs(0.0, 1.0, 0.5)).threshold, 0.9);
    assert_eq!(chosen(&overlapping(), costs(1.0, 0.0, 0.5)).threshold, 0.0);
}

#[test]
fn the_cost_of_a_part_by_hand() {
    let costs = Costs {
        miss: 100.0,
        false_alarm: 5.0,
        prevalence: 0.2,
    };
    let items: Vec<Scored> = overlapping().into_iter().map(Scored::from).collect();
    let curve = Curve::new(&items).unwrap();
    // At 0.6 one of five is missed, and one of ten rejected: 0.2 · 100 · 0.2 + 0.8 · 5 · 0.1.
    assert!((costs.per_part(&curve.at(0.6)).unwrap() - 4.4).abs() < 1e-12);
}

#[test]
fn where_the_best_part_is_good_calling_nothing_can_be_cheapest() {
    let upside_down = groups(&[0.1], &[0.9, 0.8]);
    let choice = chosen(&upside_down, costs(1.0, 1.0, 0.01));
    assert_eq!(choice.threshold, f64::INFINITY);
    let outside = Warning::OutsideScores {
        lowest: 0.1,
        highest: 0.9,
    };
    assert_eq!(choice.warnings, [outside]);
}

#[test]
fn the_best_f1_by_hand() {
    // At 0.6: four of five found, one alarm, F1 8 / 10. At 0.9: F1 4 / 7. At 0.3: 10 / 14.
    let choice = chosen(&overlapping(), Rule::F1);
    assert_eq!((choice.threshold, choice.figures.f1), (0.6, Some(0.8)));
}

#[test]
fn without_a_defective_part_there_is_no_rule_to_choose_by() {
    let good = groups(&[], &[0.1, 0.7]);
    for how in [Rule::F1, Rule::Recall { target: 0.9 }, costs(1.0, 1.0, 0.1)] {
        let refused = choose(&good, how, &Promise::default()).unwrap_err();
        assert_eq!(refused, EvaluationError::NoPositives, "{how:?}");
    }
    let by_hand = chosen(&good, Rule::ByHand { threshold: 0.5 });
    assert_eq!(by_hand.warnings, [Warning::NoPositives]);
    assert_eq!(by_hand.figures.counts.false_positives, Some(1));
}

#[test]
fn without_a_good_part_costs_cannot_be_weighed() {
    let bad = groups(&[0.1, 0.7], &[]);
    let refused = choose(&bad, costs(1.0, 1.0, 0.1), &Promise::default()).unwrap_err();
    assert_eq!(refused, EvaluationError::NoNegatives);
    assert_eq!(chosen(&bad, Rule::F1).warnings, [Warning::NoNegatives]);
}

#[test]
fn what_data_cannot_carry_is_warned_of() {
    let saturated = groups(&[1.0, 1.0, 1.0], &[0.2]);
    let one = Warning::OneScoreForAllPositives { score: 1.0 };
    assert_eq!(chosen(&saturated, Rule::F1).warnings, [one]);
    let single = groups(&[1.0], &[0.2]);
    assert_eq!(chosen(&single, Rule::F1).warnings, []);

    let fine = chosen(&overlapping(), Rule::Recall { target: 0.9 });
    let warning = Warning::TargetTooFine {
        target: 0.9,
        positives: 5,
    };
    assert_eq!(fine.warnings, [warning]);
    assert_eq!(
        chosen(&overlapping(), Rule::Recall { target: 0.8 }).warnings,
        []
    );

    let outside = Warning::OutsideScores {
        lowest: 0.0,
        highest: 0.95,
    };
    for threshold in [-0.1, 0.96, f64::INFINITY] {
        let choice = chosen(&overlapping(), Rule::ByHand { threshold });
        assert_eq!(
            (choice.threshold, choice.warnings),
            (threshold, vec![outside])
        );
    }
}

#[test]
fn numbers_that_mean_nothing_are_refused() {
    for how in [
        Rule::Recall { target: 90.0 },
        Rule::ByHand {
            threshold: f64::NAN,
        },
        costs(-1.0, 1.0, 0.5),
        costs(1.0, f64::INFINITY, 0.5),
        costs(1.0, 1.0, 2.0),
    ] {
        assert!(
            choose(&overlapping(), how, &Promise::default()).is_err(),
            "{how:?}"
        );
    }
    let promise = Promise {
        miss_bound: Some(0.0),
        ..Promise::default()
    };
    assert!(choose(&overlapping(), Rule::F1, &promise).is_err());
}

#[test]
fn an_operating_point_survives_a_file_and_unknown_fields_are_refused() {
    for how in [
        Rule::Recall { target: 0.99 },
        costs(5.0, 1.0, 0.01),
        Rule::F1,
        Rule::ByHand {
            threshold: f64::INFINITY,
        },
    ] {
        let choice = chosen(&overlapping(), how);
        let point =
            OperatingPoint::new(choice, "operator 3", "2026-03-01T08:30:00Z", "15 balloons");
        let json = serde_json::to_string(&point).unwrap();
        // Bounds can lose their last digit in JSON, and follow from the counts.
        let read: OperatingPoint = serde_json::from_str(&json).unwrap();
        let figures = Figures::new(read.figures.counts, read.figures.confidence);
        assert_eq!(OperatingPoint { figures, ..read }, point, "{json}");
        let more = json.replacen("{", r#"{"more":1,"#, 1);
        assert!(serde_json::from_str::<OperatingPoint>(&more).is_err());
    }
    let written = serde_json::to_string(&Rule::Recall { target: 0.99 }).unwrap();
    assert_eq!(written, r#"{"rule":"recall","target":0.99}"#);
}

#[test]
fn a_score_at_the_threshold_is_positive() {
    let point = OperatingPoint::new(chosen(&overlapping(), Rule::F1), "", "", "");
    assert!(point.is_positive(0.6) && !point.is_positive(0.599));
}

fn some_groups() -> impl Strategy<Value = Vec<GroupScore>> {
    let group = (0_u8..12, any::<bool>());
    let group = group.prop_map(|(score, is_positive)| GroupScore {
        score: f64::from(score) / 4.0,
        is_positive,
    });
    proptest::collection::vec(group, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_recall_is_kept_and_no_larger_threshold_keeps_it(
        groups in some_groups(),
        target in 0.0_f64..=1.0,
    ) {
        prop_assume!(groups.iter().any(|it| it.is_positive));
        let choice = chosen(&groups, Rule::Recall { target });
        prop_assert!(choice.figures.recall.value.unwrap() >= target - 1e-9);
        let larger = groups.iter().map(|it| it.score).filter(|it| *it > choice.threshold);
        if let Some(larger) = larger.reduce(f64::min) {
            let worse = chosen(&groups, Rule::ByHand { threshold: larger });
            prop_assert!(worse.figures.recall.value.unwrap() < target);
        }
    }

    #[test]
    fn no_threshold_is_cheaper_or_has_a_greater_f1(
        groups in some_groups(),
        miss in 0.0_f64..10.0,
        prevalence in 0.0_f64..=1.0,
    ) {
        let has = |is_positive: bool| groups.iter().any(|it| it.is_positive == is_positive);
        prop_assume!(has(true) && has(false));
        let items: Vec<Scored> = groups.iter().map(|it| Scored::from(*it)).collect();
        let curve = Curve::new(&items).unwrap();
        let costs = Costs { miss, false_alarm: 1.0, prevalence };
        let cheapest = curve.at(chosen(&groups, Rule::Cost(costs)).threshold);
        let best = chosen(&groups, Rule::F1).figures.f1.unwrap();
        for point in curve.points() {
            let least = costs.per_part(&cheapest).unwrap();
            prop_assert!(costs.per_part(point).unwrap() >= least - 1e-9);
            prop_assert!(point.f1().is_none_or(|f1| f1 <= best + 1e-9));
        }
    }
}
