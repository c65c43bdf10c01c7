//! Optimal matchings beside SciPy's assignments.

use evaluation::match_optimally;
use serde::Deserialize;

use crate::{assert_near, cases};

#[derive(Deserialize)]
struct Case {
    similarity: Vec<Vec<f64>>,
    threshold: f64,
    sum: f64,
}

#[test]
fn sums_are_those_of_scipy() {
    for case in cases::<Case>(include_str!("matching.json")) {
        let rows = &case.similarity;
        let similarity = |truth: usize, find: usize| Some(rows[truth][find]);
        let matching = match_optimally(rows.len(), rows[0].len(), similarity, case.threshold);
        let sum: f64 = matching.pairs.iter().map(|pair| pair.similarity).sum();
        assert_near(sum, case.sum, 1e-12, "sum of similarities");
    }
}
