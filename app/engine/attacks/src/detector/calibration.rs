//! A threshold from clean pictures.

use serde::{Deserialize, Serialize};

use super::settings::DetectorSettings;

/// The fewest clean pictures that a threshold is taken from, whatever the rate.
const FEWEST: usize = 10;

/// Half of the last digit that shares of counts are compared by, so that 29 of 100 is 0.29.
const ROUNDING: f64 = 1e-9;

/// A threshold, and all that it was taken from. It holds for one model and one set of settings.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Scores above this count as an attack, in bits.
    pub threshold_bits: f64,
    /// The share of clean pictures that may be called attacks, as it was chosen.
    pub false_positive_rate: f64,
    /// The scores of all clean pictures in bits, lowest first.
    pub clean_bits: Vec<f64>,
    /// The settings that the scores were made with.
    pub settings: DetectorSettings,
    /// The name of the model that the scores were made with.
    pub model: String,
}

/// What the detector says of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The score is not above the threshold.
    Clean,
    /// The score is above the threshold.
    Attack,
}

/// Why there is no threshold, or why it cannot be used.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum CalibrationError {
    /// The rate is no share.
    #[error("the false-positive rate is {0}, but must be a share above 0 and below 1")]
    Rate(f64),
    /// There are too few clean pictures for the rate.
    #[error(
        "{found} clean pictures are too few to see {:.2} % of false positives; at least {needed} \
         are needed. Add clean pictures, or choose a higher rate",
        rate * 100.0
    )]
    TooFew {
        /// How many there are.
        found: usize,
        /// How many there must be.
        needed: usize,
        /// The rate that was chosen.
        rate: f64,
    },
    /// A score is infinite or no number.
    #[error("the score of a clean picture is not a finite number; leave that picture out")]
    NotFinite,
    /// The threshold belongs to another model.
    #[error(
        "the threshold was chosen with the model {calibrated:?} and means nothing for {used:?}; \
         calibrate the detector with this model"
    )]
    OtherModel {
        /// The model that it was chosen with.
        calibrated: String,
        /// The model that it should be used with.
        used: String,
    },
    /// The threshold belongs to other settings.
    #[error(
        "the threshold was chosen with other settings of the response and means nothing for these; \
         calibrate the detector again, or go back to its settings"
    )]
    OtherSettings,
}

/// How many clean pictures a rate needs: as many that one of them may be a false positive, and at
/// least ten.
///
/// # Errors
/// [`CalibrationError::Rate`].
pub fn fewest_clean(false_positive_rate: f64) -> Result<usize, CalibrationError> {
    if false_positive_rate > 0.0 && false_positive_rate < 1.0 {
        let needed = (1.0 / false_positive_rate - ROUNDING).ceil();
        Ok((needed as usize).max(FEWEST))
    } else {
        Err(CalibrationError::Rate(false_positive_rate))
    }
}

impl Calibration {
    /// Takes the threshold from the scores of clean pictures: the lowest score that no more than
    /// the rate of them are above.
    ///
    /// # Errors
    /// [`CalibrationError::Rate`], [`CalibrationError::TooFew`] and [`CalibrationError::NotFinite`].
    pub fn from_clean(
        clean_bits: &[f64],
        false_positive_rate: f64,
        settings: DetectorSettings,
        model: &str,
    ) -> Result<Self, CalibrationError> {
        let needed = fewest_clean(false_positive_rate)?;
        if clean_bits.len() < needed {
            return Err(CalibrationError::TooFew {
                found: clean_bits.len(),
                needed,
                rate: false_positive_rate,
            });
        }
        if clean_bits.iter().any(|bits| !bits.is_finite()) {
            return Err(CalibrationError::NotFinite);
        }
        let mut sorted = clean_bits.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self {
            threshold_bits: threshold(&sorted, false_positive_rate),
            false_positive_rate,
            clean_bits: sorted,
            settings,
            model: model.to_owned(),
        })
    }

    /// The same pictures at another rate.
    ///
    /// # Errors
    /// As [`Calibration::from_clean`].
    pub fn at_rate(&self, false_positive_rate: f64) -> Result<Self, CalibrationError> {
        Self::from_clean(
            &self.clean_bits,
            false_positive_rate,
            self.settings,
            &self.model,
        )
    }

    /// Whether the threshold may be used with a model and settings.
    ///
    /// # Errors
    /// [`CalibrationError::OtherModel`] and [`CalibrationError::OtherSettings`].
    pub fn check(&self, model: &str, settings: &DetectorSettings) -> Result<(), CalibrationError> {
        if self.model != model {
            return Err(CalibrationError::OtherModel {
                calibrated: self.model.clone(),
                used: model.to_owned(),
            });
        }
        if self.settings != *settings {
            return Err(CalibrationError::OtherSettings);
        }
        Ok(())
    }

    /// What the detector says of a score in bits.
    #[must_use]
    pub fn verdict(&self, bits: f64) -> Verdict {
        if bits > self.threshold_bits {
            Verdict::Attack
        } else {
            Verdict::Clean
        }
    }

    /// How many of the clean pictures are called attacks; fewer than the rate allows where scores
    /// are equal.
    #[must_use]
    pub fn false_positives(&self) -> usize {
        let clean = self.clean_bits.iter();
        clean.filter(|bits| **bits > self.threshold_bits).count()
    }
}

/// The lowest of some scores, at least one and lowest first, that no more than a share of them are
/// above.
pub(super) fn threshold(sorted: &[f64], rate: f64) -> f64 {
    let allowed = (rate * sorted.len() as f64 + ROUNDING).floor() as usize;
    sorted[sorted.len() - 1 - allowed.min(sorted.len() - 1)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 0.00, 0.01 … 0.99 bits, not in order.
    fn hundred() -> Vec<f64> {
        (0..100)
            .map(|it| f64::from(it * 37 % 100) / 100.0)
            .collect()
    }

    fn calibrated(clean: &[f64], rate: f64) -> Result<Calibration, CalibrationError> {
        Calibration::from_clean(clean, rate, DetectorSettings::default(), "net")
    }

    #[test]
    fn thresholds_are_quantiles_of_the_clean_scores() {
        for (rate, threshold, false_positives) in [
            (0.01, 0.98, 1),
            (0.05, 0.94, 5),
            (0.1, 0.89, 10),
            (0.29, 0.70, 29),
        ] {
            let calibration = calibrated(&hundred(), rate).unwrap();
            assert_eq!(calibration.threshold_bits, threshold, "{rate}");
            assert_eq!(calibration.false_positives(), false_positives, "{rate}");
            assert_eq!(calibration.verdict(threshold), Verdict::Clean);
            assert_eq!(calibration.verdict(threshold + 1e-6), Verdict::Attack);
        }
    }

    #[test]
    fn equal_scores_are_on_the_same_side() {
        let mut clean = vec![1.0; 15];
        clean.extend([2.0; 5]);
        // Two of twenty may be above, but the five highest are equal.
        let calibration = calibrated(&clean, 0.1).unwrap();
        assert_eq!(calibration.threshold_bits, 2.0);
        assert_eq!(calibration.false_positives(), 0);
        let calibration = calibration.at_rate(0.25).unwrap();
        assert_eq!(calibration.threshold_bits, 1.0);
        assert_eq!(calibration.false_positives(), 5);
    }

    #[test]
    fn too_few_pictures_are_refused_with_how_many_it_takes() {
        let needed = [(0.01, 100), (0.03, 34), (0.05, 20), (0.1, 10), (0.5, 10)];
        for (rate, needed) in needed {
            assert_eq!(fewest_clean(rate), Ok(needed), "{rate}");
            calibrated(&hundred()[..needed], rate).unwrap();
            let refused = calibrated(&hundred()[..needed - 1], rate).unwrap_err();
            let found = needed - 1;
            assert_eq!(
                refused,
                CalibrationError::TooFew {
                    found,
                    needed,
                    rate
                }
            );
            assert!(refused.to_string().contains(&format!("at least {needed}")));
        }
    }

    #[test]
    fn what_is_no_rate_and_no_score_is_refused() {
        for rate in [0.0, 1.0, -0.1, f64::NAN] {
            assert!(matches!(
                calibrated(&hundred(), rate),
                Err(CalibrationError::Rate(_))
            ));
        }
        let mut clean = hundred();
        clean[3] = f64::NAN;
        assert_eq!(calibrated(&clean, 0.1), Err(CalibrationError::NotFinite));
    }

    #[test]
    fn it_survives_a_file_and_holds_for_its_model_and_settings_alone() {
        let calibration = calibrated(&hundred(), 0.05).unwrap();
        let json = serde_json::to_string(&calibration).unwrap();
        let read: Calibration = serde_json::from_str(&json).unwrap();
        assert_eq!(read, calibration);
        let same = DetectorSettings::default();
        assert_eq!(read.check("net", &same), Ok(()));
        let refused = read.check("other net", &same).unwrap_err();
        assert!(matches!(refused, CalibrationError::OtherModel { .. }));
        let other = DetectorSettings {
            trace: super::super::Trace::Guided,
            ..same
        };
        assert_eq!(
            read.check("net", &other),
            Err(CalibrationError::OtherSettings)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_more_than_the_rate_are_above_and_no_lower_threshold_would_do(
            levels in proptest::collection::vec(0_u8..40, 20..200),
            rate in 0.05_f64..0.9,
        ) {
            let clean: Vec<f64> = levels.iter().map(|it| f64::from(*it) / 8.0).collect();
            let calibration = calibrated(&clean, rate).unwrap();
            let most = rate * clean.len() as f64 + 1e-6;
            prop_assert!(calibration.false_positives() as f64 <= most);
            let below = calibration.threshold_bits - 1e-9;
            let above_lower = clean.iter().filter(|bits| **bits > below).count();
            prop_assert!(above_lower as f64 > rate * clean.len() as f64);
        }
    }
}
