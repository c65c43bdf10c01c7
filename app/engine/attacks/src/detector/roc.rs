//! How well scores tell attacked pictures from clean ones, at every threshold.

use super::calibration::{CalibrationError, fewest_clean, threshold};

/// The false-positive rates of the paper's table 1, lowest first.
pub const RATES: [f64; 3] = [0.01, 0.05, 0.1];

/// The receiver operating characteristic of some scores.
#[derive(Clone, PartialEq, Debug)]
pub struct Roc {
    points: Vec<RocPoint>,
    area: f64,
    clean: Vec<f64>,
    attacked: Vec<f64>,
}

/// What a threshold does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RocPoint {
    /// Scores above this count as an attack, in bits; minus infinity where all do.
    pub threshold_bits: f64,
    /// The share of clean pictures above it.
    pub false_positive_rate: f64,
    /// The share of attacked pictures above it.
    pub detection_rate: f64,
}

impl Roc {
    /// Compares the scores of clean and of attacked pictures, in bits. None where one of the lists
    /// is empty or holds what is no number.
    #[must_use]
    pub fn new(clean: &[f64], attacked: &[f64]) -> Option<Self> {
        let sorted = |scores: &[f64]| {
            let mut sorted = scores.to_vec();
            sorted.sort_by(f64::total_cmp);
            let is_good = !sorted.is_empty() && sorted.iter().all(|bits| bits.is_finite());
            is_good.then_some(sorted)
        };
        let (clean, attacked) = (sorted(clean)?, sorted(attacked)?);
        let mut thresholds: Vec<f64> = clean.iter().chain(&attacked).copied().collect();
        thresholds.sort_by(|a, b| b.total_cmp(a));
        thresholds.dedup();
        thresholds.push(f64::NEG_INFINITY);
        let points: Vec<RocPoint> = thresholds
            .into_iter()
            .map(|threshold_bits| RocPoint {
                threshold_bits,
                false_positive_rate: share_above(&clean, threshold_bits),
                detection_rate: share_above(&attacked, threshold_bits),
            })
            .collect();
        Some(Self {
            area: area(&points),
            points,
            clean,
            attacked,
        })
    }

    /// The points from the highest threshold, (0, 0), to the lowest, (1, 1). Scores that are equal
    /// share one, so that a clean and an attacked picture of one score make a slanted line.
    #[must_use]
    pub fn points(&self) -> &[RocPoint] {
        &self.points
    }

    /// The area under the curve by trapezoids: the probability that an attacked picture has a
    /// higher score than a clean one, where equal scores count half.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.area
    }

    /// The share of attacked pictures above the threshold that a calibration would take from the
    /// clean ones at a false-positive rate.
    ///
    /// # Errors
    /// [`CalibrationError::Rate`], and [`CalibrationError::TooFew`] where there are too few clean
    /// pictures to see that rate.
    pub fn detection_rate(&self, false_positive_rate: f64) -> Result<f64, CalibrationError> {
        let needed = fewest_clean(false_positive_rate)?;
        if self.clean.len() < needed {
            return Err(CalibrationError::TooFew {
                found: self.clean.len(),
                needed,
                rate: false_positive_rate,
            });
        }
        let threshold_bits = threshold(&self.clean, false_positive_rate);
        Ok(share_above(&self.attacked, threshold_bits))
    }
}

/// The share of scores, lowest first, that are above a threshold.
fn share_above(sorted: &[f64], threshold: f64) -> f64 {
    let not_above = sorted.partition_point(|bits| *bits <= threshold);
    (sorted.len() - not_above) as f64 / sorted.len() as f64
}

fn area(points: &[RocPoint]) -> f64 {
    let pairs = points.windows(2);
    pairs
        .map(|pair| {
            let width = pair[1].false_positive_rate - pair[0].false_positive_rate;
            width * f64::midpoint(pair[0].detection_rate, pair[1].detection_rate)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn corners(roc: &Roc) -> Vec<(f64, f64)> {
        let points = roc.points().iter();
        points
            .map(|point| (point.false_positive_rate, point.detection_rate))
            .collect()
    }

    #[test]
    fn points_and_area_by_hand_with_ties() {
        let roc = Roc::new(&[1.0, 2.0, 2.0, 3.0], &[2.0, 4.0]).unwrap();
        let expected = [(0.0, 0.0), (0.0, 0.5), (0.25, 0.5), (0.75, 1.0), (1.0, 1.0)];
        assert_eq!(corners(&roc), expected);
        // 4 beats all four; 2 beats one of four and ties with two: (4 + 1 + 2 / 2) / 8.
        assert!((roc.area() - 0.75).abs() < 1e-12);
        let thresholds: Vec<f64> = roc.points().iter().map(|it| it.threshold_bits).collect();
        assert_eq!(thresholds, [4.0, 3.0, 2.0, 1.0, f64::NEG_INFINITY]);
    }

    #[test]
    fn perfect_useless_and_upside_down() {
        let (low, high) = ([0.1, 0.2, 0.3], [1.0, 2.0]);
        assert_eq!(Roc::new(&low, &high).unwrap().area(), 1.0);
        assert_eq!(Roc::new(&high, &low).unwrap().area(), 0.0);
        let same = Roc::new(&[1.0; 4], &[1.0; 3]).unwrap();
        assert_eq!(corners(&same), [(0.0, 0.0), (1.0, 1.0)]);
        assert_eq!(same.area(), 0.5);
    }

    #[test]
    fn detection_rates_follow_the_clean_quantile() {
        let clean: Vec<f64> = (0..100).map(|it| f64::from(it) / 100.0).collect();
        let attacked: Vec<f64> = (0..10).map(|it| 0.905 + f64::from(it) * 0.01).collect();
        let roc = Roc::new(&clean, &attacked).unwrap();
        // The thresholds are 0.98, 0.94 and 0.89.
        let found = RATES.map(|rate| roc.detection_rate(rate).unwrap());
        assert_eq!(found, [0.2, 0.6, 1.0]);
    }

    #[test]
    fn a_rate_that_cannot_be_seen_is_not_given() {
        let clean: Vec<f64> = (0..99).map(f64::from).collect();
        let roc = Roc::new(&clean, &[50.5]).unwrap();
        let refused = roc.detection_rate(0.01).unwrap_err();
        assert!(matches!(
            refused,
            CalibrationError::TooFew {
                found: 99,
                needed: 100,
                ..
            }
        ));
        assert_eq!(roc.detection_rate(0.5), Ok(1.0));
        assert!(roc.detection_rate(1.5).is_err());
    }

    #[test]
    fn without_scores_there_is_no_curve() {
        assert_eq!(Roc::new(&[], &[1.0]), None);
        assert_eq!(Roc::new(&[1.0], &[]), None);
        assert_eq!(Roc::new(&[1.0, f64::NAN], &[1.0]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_area_is_the_share_of_pairs_in_order(
            clean in proptest::collection::vec(0_u8..12, 1..30),
            attacked in proptest::collection::vec(0_u8..12, 1..30),
        ) {
            let floats = |levels: &[u8]| levels.iter().map(|it| f64::from(*it)).collect::<Vec<_>>();
            let (clean, attacked) = (floats(&clean), floats(&attacked));
            let mut won = 0.0;
            for high in &attacked {
                for low in &clean {
                    won += match high.total_cmp(low) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            let expected = won / (clean.len() * attacked.len()) as f64;
            let roc = Roc::new(&clean, &attacked).unwrap();
            prop_assert!((roc.area() - expected).abs() < 1e-9, "{} {expected}", roc.area());
            let last = roc.points().last().unwrap();
            prop_assert_eq!((last.false_positive_rate, last.detection_rate), (1.0, 1.0));
        }
    }
}
