//! Pixels and regions, with all scores kept and with levels.

use std::collections::BTreeMap;

use evaluation::PixelScores;
use serde::Deserialize;

use crate::{assert_near, cases};

#[derive(Deserialize)]
struct Case {
    /// Scores are whole numbers of this share.
    levels: f32,
    scores: Vec<Vec<u16>>,
    regions: Vec<Vec<u32>>,
    average_precision: f64,
    roc_area: f64,
    /// AU-PRO by its limit.
    pro: BTreeMap<String, f64>,
    /// F1 by threshold.
    f1: BTreeMap<String, f64>,
}

#[test]
fn pixels_are_those_of_scikit_learn_and_regions_those_of_counting() {
    for case in cases::<Case>(include_str!("pixels.json")) {
        for mut pixels in [PixelScores::exact(), PixelScores::binned(0.0, 1.0).unwrap()] {
            for (scores, regions) in case.scores.iter().zip(&case.regions) {
                let scores = scores.iter().map(|it| f32::from(*it) / case.levels);
                pixels
                    .add_picture(&scores.collect::<Vec<f32>>(), regions)
                    .unwrap();
            }
            let curve = pixels.curve();
            assert_near(
                curve.average_precision().unwrap(),
                case.average_precision,
                1e-12,
                "AP",
            );
            assert_near(curve.roc_area().unwrap(), case.roc_area, 1e-12, "AUROC");
            let pro = pixels.pro_curve().unwrap();
            for (limit, expected) in &case.pro {
                let found = pro.area(limit.parse().unwrap()).unwrap();
                assert_near(found, *expected, 1e-12, &format!("AU-PRO up to {limit}"));
            }
            for (threshold, expected) in &case.f1 {
                let found = pixels.segmentation_f1(threshold.parse().unwrap());
                assert_near(found.unwrap(), *expected, 1e-12, "F1");
            }
        }
    }
}
