//! What the detector says of one picture.

use attacks::{Calibration, Verdict};

/// What the detector says of one picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Judgement {
    /// The picture's score: the average local spatial entropy of its response, in bits.
    pub bits: f64,
    /// Scores above this count as an attack, in bits.
    pub threshold_bits: f64,
    /// Whether the score is above the threshold.
    pub verdict: Verdict,
}

impl Judgement {
    /// Compares a score with a calibrated threshold.
    #[must_use]
    pub fn of(bits: f64, calibration: &Calibration) -> Self {
        Self {
            bits,
            threshold_bits: calibration.threshold_bits,
            verdict: calibration.verdict(bits),
        }
    }
}
