//! A logistic curve through finds and misses: the probability of detection.
//!
//! `recall(x) = 1 / (1 + exp(−(intercept + slope · x)))`, fitted by maximum likelihood, as
//! MIL-HDBK-1823A ("Nondestructive evaluation system reliability assessment", 2009, appendix G)
//! does for finds and misses. The steps are Newton's, which for this curve are those of iteratively
//! reweighted least squares (McCullagh and Nelder, "Generalized linear models", 1989, section 4.4).

use serde::{Deserialize, Serialize};

use super::{Graded, check_covariates};
use crate::error::EvaluationError;

/// After so many steps, the fit is given up; usually fewer than ten are needed.
const MOST_STEPS: usize = 100;

/// Steps smaller than this, of covariates that vary by 1, end the fit.
const SMALL_STEP: f64 = 1e-10;

/// A logistic curve of recall over a covariate.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logistic {
    /// The logarithm of the odds of being found at covariate 0.
    pub intercept: f64,
    /// How much the logarithm of the odds rises by one unit of the covariate.
    pub slope: f64,
}

impl Logistic {
    /// The recall at a covariate, from 0 to 1.
    #[must_use]
    pub fn recall_at(&self, covariate: f64) -> f64 {
        sigmoid(self.intercept + self.slope * covariate)
    }

    /// The covariate at which the recall is `recall`, above 0 and below 1: 0.9 gives what
    /// MIL-HDBK-1823A calls `a90`. None without a slope, and for the recalls 0 and 1, which
    /// the curve never reaches.
    #[must_use]
    pub fn covariate_at(&self, recall: f64) -> Option<f64> {
        let log_odds = (recall / (1.0 - recall)).ln();
        let covariate = (log_odds - self.intercept) / self.slope;
        covariate.is_finite().then_some(covariate)
    }
}

/// Fits a logistic curve.
///
/// # Errors
/// [`EvaluationError::Covariate`]. [`EvaluationError::Separated`] where all that was found lies on
/// one side of all that was missed, or one of them is empty: then no curve fits best (Albert and
/// Anderson, "On the existence of maximum likelihood estimates in logistic regression models",
/// Biometrika 71, 1984). [`EvaluationError::NotConverged`].
pub fn fit_logistic(items: &[Graded]) -> Result<Logistic, EvaluationError> {
    check_covariates(items)?;
    let (found, missed) = (range(items, true), range(items, false));
    let (Some(found), Some(missed)) = (found, missed) else {
        return Err(EvaluationError::Separated);
    };
    let overlap = found.0 < missed.1 && missed.0 < found.1;
    if !overlap {
        return Err(EvaluationError::Separated);
    }
    // Around their mean and in units of their spread, covariates of any size are fitted as well.
    let n = items.len() as f64;
    let mean = items.iter().map(|it| it.covariate).sum::<f64>() / n;
    let squares = items.iter().map(|it| (it.covariate - mean).powi(2));
    let spread = (squares.sum::<f64>() / n).sqrt();
    let (mut level, mut slope) = (0.0, 0.0);
    for _ in 0..MOST_STEPS {
        let (level_step, slope_step) = step(items, mean, spread, level, slope);
        level += level_step;
        slope += slope_step;
        if !(level.is_finite() && slope.is_finite()) {
            break;
        }
        if level_step.abs().max(slope_step.abs()) < SMALL_STEP {
            return Ok(Logistic {
                intercept: level - slope * mean / spread,
                slope: slope / spread,
            });
        }
    }
    Err(EvaluationError::NotConverged)
}

/// Newton's step: the gradient of the log-likelihood, divided by its curvature.
fn step(items: &[Graded], mean: f64, spread: f64, level: f64, slope: f64) -> (f64, f64) {
    let (mut g0, mut g1) = (0.0, 0.0);
    let (mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0);
    for item in items {
        let x = (item.covariate - mean) / spread;
        let recall = sigmoid(level + slope * x);
        let error = f64::from(u8::from(item.is_found)) - recall;
        let weight = recall * (1.0 - recall);
        g0 += error;
        g1 += error * x;
        h00 += weight;
        h01 += weight * x;
        h11 += weight * x * x;
    }
    let determinant = h00 * h11 - h01 * h01;
    (
        (h11 * g0 - h01 * g1) / determinant,
        (h00 * g1 - h01 * g0) / determinant,
    )
}

fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The lowest and the highest covariate of what was found, or of what was missed.
fn range(items: &[Graded], is_found: bool) -> Option<(f64, f64)> {
    let of_kind = items.iter().filter(|it| it.is_found == is_found);
    let covariates = of_kind.map(|it| (it.covariate, it.covariate));
    covariates.reduce(|(low, high), (it, _)| (low.min(it), high.max(it)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn graded(pairs: &[(f64, bool)]) -> Vec<Graded> {
        let pairs = pairs.iter();
        pairs
            .map(|(covariate, is_found)| Graded {
                covariate: *covariate,
                is_found: *is_found,
            })
            .collect()
    }

    #[test]
    fn two_places_are_fitted_exactly() {
        // One of four found at 0, three of four at 2: log odds −ln 3 and ln 3.
        let items = graded(&[
            (0.0, true),
            (0.0, false),
            (0.0, false),
            (0.0, false),
            (2.0, true),
            (2.0, true),
            (2.0, true),
            (2.0, false),
        ]);
        let fit = fit_logistic(&items).unwrap();
        assert!((fit.intercept + 3_f64.ln()).abs() < 1e-9);
        assert!((fit.slope - 3_f64.ln()).abs() < 1e-9);
        assert!((fit.recall_at(2.0) - 0.75).abs() < 1e-9);
        assert!((fit.covariate_at(0.5).unwrap() - 1.0).abs() < 1e-9);
        // ln 9 = 2 ln 3.
        assert!((fit.covariate_at(0.9).unwrap() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_recall_that_no_covariate_has_is_none() {
        let fit = Logistic {
            intercept: 0.5,
            slope: 0.0,
        };
        assert_eq!(fit.covariate_at(0.9), None);
        let steep = Logistic {
            intercept: 0.5,
            slope: 2.0,
        };
        assert_eq!(
            (steep.covariate_at(1.0), steep.covariate_at(0.0)),
            (None, None)
        );
    }

    #[test]
    fn where_a_step_would_fit_best_there_is_no_curve() {
        for items in [
            graded(&[]),
            graded(&[(0.0, true), (1.0, true)]),
            graded(&[(0.0, false), (1.0, true)]),
            graded(&[(1.0, false), (0.0, true)]),
            graded(&[(0.0, false), (1.0, false), (1.0, true), (2.0, true)]),
            graded(&[(1.0, false), (1.0, true)]),
        ] {
            assert_eq!(
                fit_logistic(&items),
                Err(EvaluationError::Separated),
                "{items:?}"
            );
        }
        assert!(fit_logistic(&graded(&[(f64::NAN, true)])).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fit_follows_the_unit_of_the_covariate(
            pairs in proptest::collection::vec((0_u8..20, any::<bool>()), 4..60),
            scale in 0.001_f64..1000.0,
            offset in -100.0_f64..100.0,
        ) {
            let of_unit = |scale: f64, offset: f64| -> Vec<Graded> {
                let graded = pairs.iter().map(|(covariate, is_found)| Graded {
                    covariate: f64::from(*covariate) * scale + offset,
                    is_found: *is_found,
                });
                graded.collect()
            };
            let (items, moved) = (of_unit(1.0, 0.0), of_unit(scale, offset));
            let (Ok(one), Ok(other)) = (fit_logistic(&items), fit_logistic(&moved)) else {
                prop_assert_eq!(fit_logistic(&items).is_ok(), fit_logistic(&moved).is_ok());
                return Ok(());
            };
            for (item, twin) in items.iter().zip(&moved) {
                let recall = one.recall_at(item.covariate);
                prop_assert!((recall - other.recall_at(twin.covariate)).abs() < 1e-6);
            }
            // At the best fit, as many finds are expected as there are.
            let expected: f64 = items.iter().map(|it| one.recall_at(it.covariate)).sum();
            let found = items.iter().filter(|it| it.is_found).count() as f64;
            prop_assert!((expected - found).abs() < 1e-6);
        }
    }
}
