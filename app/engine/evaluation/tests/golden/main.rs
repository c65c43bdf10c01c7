//! Figures beside those of scikit-learn, SciPy, statsmodels and krippendorff, from `*.json` that
//! `make_goldens.py` has written.
#![allow(clippy::unwrap_used)]

mod agreement;
mod bounds;
mod contrast;
mod curves;
mod matching;
mod pixels;

use serde::de::DeserializeOwned;

/// The cases of a file, of which there is at least one.
fn cases<T: DeserializeOwned>(json: &str) -> Vec<T> {
    let cases: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!cases.is_empty());
    cases
}

/// Fails where two numbers differ by more than a share of the larger, or of 1.
#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!(
        (found - expected).abs() <= tolerance * scale,
        "{what}: {found} instead of {expected}"
    );
}
