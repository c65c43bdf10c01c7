//! Curves, their areas, and what can be sorted out.

use std::collections::BTreeMap;

use evaluation::{Curve, Scored, presorted_bad, presorted_good};
use serde::Deserialize;

use crate::{assert_near, cases};

#[derive(Deserialize)]
struct Case {
    scores: Vec<f64>,
    truth: Vec<u8>,
    weights: Vec<f64>,
    average_precision: f64,
    roc_area: f64,
    /// Mean recall by the limit of overkill.
    partial: BTreeMap<String, f64>,
    /// PGn and PBn by share.
    presorted: BTreeMap<String, [f64; 2]>,
    thresholds: Vec<f64>,
    overkill: Vec<f64>,
    recall: Vec<f64>,
    precision: Vec<f64>,
    precision_recall: Vec<f64>,
}

#[test]
fn curves_are_those_of_scikit_learn() {
    for case in cases::<Case>(include_str!("curves.json")) {
        let items: Vec<Scored> = (0..case.scores.len())
            .map(|it| Scored {
                score: case.scores[it],
                is_positive: case.truth[it] == 1,
                weight: case.weights[it],
            })
            .collect();
        let curve = Curve::new(&items).unwrap();
        let near = |found: Option<f64>, expected, what: &str| {
            assert_near(found.unwrap(), expected, 1e-12, what);
        };
        near(curve.average_precision(), case.average_precision, "AP");
        near(curve.roc_area(), case.roc_area, "AUROC");
        for (limit, expected) in &case.partial {
            let found = curve.partial_roc_area(limit.parse().unwrap()).unwrap();
            near(found, *expected, &format!("AUROC up to {limit}"));
        }
        for (share, [good, bad]) in &case.presorted {
            let share: f64 = share.parse().unwrap();
            near(presorted_good(&items, share).ok(), *good, "PGn");
            near(presorted_bad(&items, share).ok(), *bad, "PBn");
        }
        let points = &curve.points()[1..];
        assert_eq!(points.len(), case.thresholds.len());
        assert_eq!(points.len(), case.precision.len());
        for (number, point) in points.iter().enumerate() {
            assert_eq!(point.threshold, case.thresholds[number]);
            near(point.overkill(), case.overkill[number], "overkill");
            near(point.recall(), case.recall[number], "recall");
            near(point.precision(), case.precision[number], "precision");
            near(point.recall(), case.precision_recall[number], "recall");
        }
    }
}
