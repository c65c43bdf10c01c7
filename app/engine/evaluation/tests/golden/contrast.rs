//! Logistic curves beside those of statsmodels.

use evaluation::{Graded, fit_logistic};
use serde::Deserialize;

use crate::{assert_near, cases};

#[derive(Deserialize)]
struct Case {
    covariate: Vec<f64>,
    found: Vec<bool>,
    intercept: f64,
    slope: f64,
}

#[test]
fn fits_are_those_of_statsmodels() {
    for case in cases::<Case>(include_str!("contrast.json")) {
        let items: Vec<Graded> = case
            .covariate
            .iter()
            .zip(&case.found)
            .map(|(covariate, is_found)| Graded {
                covariate: *covariate,
                is_found: *is_found,
            })
            .collect();
        let fit = fit_logistic(&items).unwrap();
        assert_near(fit.intercept, case.intercept, 1e-9, "intercept");
        assert_near(fit.slope, case.slope, 1e-9, "slope");
    }
}
