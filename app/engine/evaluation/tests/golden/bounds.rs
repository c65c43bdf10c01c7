//! Bounds of shares, up to a million cases.

use evaluation::{Confidence, Share};
use serde::Deserialize;

use crate::cases;

#[derive(Deserialize)]
struct Case {
    hits: u64,
    others: u64,
    confidence: f64,
    upper: f64,
    lower: f64,
    interval: [f64; 2],
    wilson: [f64; 2],
}

#[test]
fn bounds_are_those_of_scipy_and_statsmodels() {
    for case in cases::<Case>(include_str!("bounds.json")) {
        let share = Share::new(case.hits, case.others);
        let confidence = Confidence::new(case.confidence).unwrap();
        let exact = share.interval(confidence).unwrap();
        let wilson = share.wilson(confidence).unwrap();
        for (found, expected) in [
            (share.upper(confidence).unwrap(), case.upper),
            (share.lower(confidence).unwrap(), case.lower),
            (exact.low, case.interval[0]),
            (exact.high, case.interval[1]),
            (wilson.low, case.wilson[0]),
            (wilson.high, case.wilson[1]),
        ] {
            // Relative to the bound itself, which is small where hits are rare.
            let tolerance = 1e-9 * expected + 1e-15;
            assert!(
                (found - expected).abs() <= tolerance,
                "{share:?}: {found} {expected}"
            );
        }
    }
}
