//! Curves by hand, and against counting at every threshold.

use proptest::prelude::*;

use super::*;

/// Items that count once: scores of positives, then of negatives.
pub(super) fn items(positives: &[f64], negatives: &[f64]) -> Vec<Scored> {
    let of = |scores: &[f64], is_positive| -> Vec<Scored> {
        let scores = scores.iter();
        scores.map(|it| Scored::new(*it, is_positive)).collect()
    };
    [of(positives, true), of(negatives, false)].concat()
}

pub(super) fn curve(positives: &[f64], negatives: &[f64]) -> Curve {
    Curve::new(&items(positives, negatives)).unwrap()
}

#[test]
fn points_by_hand_with_ties() {
    let curve = curve(&[0.9, 0.5, 0.5], &[0.7, 0.5, 0.1]);
    let counts: Vec<_> = curve
        .points()
        .iter()
        .map(|it| (it.threshold, it.true_positives, it.false_positives))
        .collect();
    assert_eq!(
        counts,
        [
            (f64::INFINITY, 0.0, 0.0),
            (0.9, 1.0, 0.0),
            (0.7, 1.0, 1.0),
            (0.5, 3.0, 2.0),
            (0.1, 3.0, 3.0),
        ]
    );
    let tied = curve.points()[3];
    assert_eq!(tied.recall(), Some(1.0));
    assert_eq!(tied.escape_rate(), Some(0.0));
    assert_eq!(tied.precision(), Some(0.6));
    assert_eq!(tied.overkill(), Some(2.0 / 3.0));
    assert_eq!(tied.f1(), Some(0.75));
}

#[test]
fn nothing_is_positive_above_the_highest_score() {
    let curve = curve(&[0.9], &[0.1]);
    let first = curve.points()[0];
    assert_eq!(first.precision(), None);
    assert_eq!((first.recall(), first.overkill()), (Some(0.0), Some(0.0)));
}

#[test]
fn any_threshold_can_be_asked_for() {
    let curve = curve(&[0.9, 0.5], &[0.7]);
    let true_positives = |threshold| curve.at(threshold).true_positives;
    assert_eq!(true_positives(1.0), 0.0);
    assert_eq!(true_positives(0.9), 1.0);
    assert_eq!(true_positives(0.6), 1.0);
    assert_eq!(true_positives(0.5), 2.0);
    assert_eq!(true_positives(-1.0), 2.0);
    assert_eq!(curve.at(0.6).threshold, 0.6);
    assert_eq!(curve.at(0.6).false_positives, 1.0);
}

#[test]
fn without_items_of_a_class_its_shares_are_none() {
    let good = curve(&[], &[0.1, 0.2]);
    assert!(good.points().iter().all(|it| it.recall().is_none()));
    let bad = curve(&[0.1, 0.2], &[]);
    assert!(bad.points().iter().all(|it| it.overkill().is_none()));
    assert_eq!(curve(&[], &[]).points().len(), 1);
    assert_eq!(curve(&[], &[]).points()[0].f1(), None);
}

#[test]
fn what_cannot_be_sorted_or_weighed_is_refused() {
    let nan = Curve::new(&[Scored::new(f64::NAN, true)]).unwrap_err();
    assert!(matches!(nan, EvaluationError::Score(_)));
    for weight in [-1.0, f64::NAN, f64::INFINITY] {
        let item = Scored {
            weight,
            ..Scored::new(0.5, true)
        };
        let refused = Curve::new(&[item]).unwrap_err();
        assert!(matches!(refused, EvaluationError::Weight(_)));
    }
}

#[test]
fn a_curve_survives_a_file() {
    let curve = curve(&[0.9], &[0.1]);
    let json = serde_json::to_string(&curve).unwrap();
    assert_eq!(serde_json::from_str::<Curve>(&json).unwrap(), curve);
}

/// Some items of few scores and few weights, so that many are equal.
pub(super) fn some_items() -> impl Strategy<Value = Vec<Scored>> {
    let item = (0_u8..12, any::<bool>(), 0_u8..4);
    let item = item.prop_map(|(score, is_positive, weight)| Scored {
        score: f64::from(score) / 4.0 - 1.0,
        is_positive,
        weight: f64::from(weight) / 2.0,
    });
    proptest::collection::vec(item, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_point_is_what_counting_gives_and_both_rates_only_rise(items in some_items()) {
        let curve = Curve::new(&items).unwrap();
        for point in curve.points() {
            let sum = |is_positive: bool, is_called: bool| -> f64 {
                let of_kind = items.iter().filter(|it| {
                    it.is_positive == is_positive && (it.score >= point.threshold) == is_called
                });
                of_kind.map(|it| it.weight).sum()
            };
            prop_assert_eq!(point.true_positives, sum(true, true));
            prop_assert_eq!(point.false_positives, sum(false, true));
            prop_assert_eq!(point.false_negatives, sum(true, false));
            prop_assert_eq!(point.true_negatives, sum(false, false));
        }
        for pair in curve.points().windows(2) {
            prop_assert!(pair[0].threshold > pair[1].threshold);
            prop_assert!(pair[0].recall() <= pair[1].recall());
            prop_assert!(pair[0].overkill() <= pair[1].overkill());
        }
    }
}
