//! Local spatial entropy beside scikit-image's, from `golden/entropy.json`.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use ndarray::Array2;
use response::{EntropyParameters, Estimator, entropy};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    levels: Vec<Vec<u8>>,
    /// Rows of bits by footprint.
    bits: BTreeMap<String, Vec<Vec<f64>>>,
}

#[test]
fn entropy_is_that_of_scikit_image() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/entropy.json")).unwrap();
    let mut compared = 0;
    for case in golden.cases {
        let shape = (case.levels.len(), case.levels[0].len());
        let levels = Array2::from_shape_vec(shape, case.levels.concat()).unwrap();
        for (footprint, expected) in case.bits {
            let parameters = EntropyParameters {
                footprint: footprint.parse().unwrap(),
                bins: 256,
                estimator: Estimator::Histogram,
            };
            let map = entropy(&levels, &parameters).unwrap();
            for ((y, x), &bits) in map.indexed_iter() {
                let expected = expected[y][x];
                assert!(
                    (f64::from(bits) - expected).abs() < 1e-6,
                    "{}, {footprint}, column {x}, row {y}: {bits} instead of {expected}",
                    case.name
                );
                compared += 1;
            }
        }
    }
    // Every pixel of the three pictures with each of the four footprints.
    assert_eq!(compared, 4 * (13 * 19 + 17 * 14 + 2 * 3));
}
