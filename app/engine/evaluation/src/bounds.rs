//! How far a counted share can be from the true one: Clopper–Pearson, with Wilson beside it.

mod binomial;

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::error::EvaluationError;

/// How many of some cases are of a kind, such as misses among defects.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many are of the kind.
    pub hits: u64,
    /// How many are not.
    pub others: u64,
}

/// How sure a bound is: the share of repetitions in which it holds, above 0 and below 1.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Confidence(f64);

/// Two bounds that a share lies between.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The lower bound, from 0 to 1.
    pub low: f64,
    /// The upper bound, from 0 to 1.
    pub high: f64,
}

impl Confidence {
    /// 95 %.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// A confidence such as 0.95.
    ///
    /// # Errors
    /// [`EvaluationError::Confidence`] unless it is above 0 and below 1.
    pub fn new(value: f64) -> Result<Self, EvaluationError> {
        if value > 0.0 && value < 1.0 {
            Ok(Self(value))
        } else {
            Err(EvaluationError::Confidence(value))
        }
    }

    /// As a number above 0 and below 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// How often the bound fails, `α = 1 − confidence`.
    fn alpha(self) -> f64 {
        1.0 - self.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}

impl TryFrom<f64> for Confidence {
    type Error = EvaluationError;

    fn try_from(value: f64) -> Result<Self, EvaluationError> {
        Self::new(value)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}

impl Share {
    /// `hits` of the kind and `others` that are not.
    #[must_use]
    pub fn new(hits: u64, others: u64) -> Self {
        Self { hits, others }
    }

    /// How many cases there are.
    #[must_use]
    pub fn total(self) -> u64 {
        self.hits + self.others
    }

    /// The share that was counted, from 0 to 1. None without cases.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.total() > 0).then(|| self.hits as f64 / self.total() as f64)
    }

    /// The one-sided upper bound of Clopper and Pearson ("The use of confidence or fiducial limits
    /// illustrated in the case of the binomial", Biometrika 26, 1934): the share `p` at which no
    /// more than `k` hits in `n` would be seen with probability `α`. It is the quantile
    /// `B(1 − α; k + 1, n − k)` of the beta distribution; 1 where all are hits, and
    /// `1 − α^(1/n)` without a hit: no miss in 40 leaves up to 7.2 % at 95 %. None without cases.
    #[must_use]
    pub fn upper(self, confidence: Confidence) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| binomial::upper_limit(self.hits, total, confidence.alpha()))
    }

    /// The one-sided lower bound of Clopper and Pearson, the quantile `B(α; k, n − k + 1)`; 0
    /// without a hit. None without cases.
    #[must_use]
    pub fn lower(self, confidence: Confidence) -> Option<f64> {
        let mirrored = Self::new(self.others, self.hits);
        mirrored.upper(confidence).map(|bound| 1.0 - bound)
    }

    /// The two-sided interval of Clopper and Pearson: each bound fails with probability `α / 2`.
    /// It holds at least as often as the confidence says, whatever the true share is. None without
    /// cases.
    #[must_use]
    pub fn interval(self, confidence: Confidence) -> Option<Interval> {
        let one_sided = Confidence(1.0 - confidence.alpha() / 2.0);
        Some(Interval {
            low: self.lower(one_sided)?,
            high: self.upper(one_sided)?,
        })
    }

    /// The interval of Wilson ("Probable inference, the law of succession, and statistical
    /// inference", JASA 22, 1927), for comparison: shorter, and true as often as the confidence
    /// says only in the mean over shares. With `z` the normal quantile of `1 − α / 2` and `p` the
    /// counted share, `(p + z²/2n ± z √(p (1 − p) / n + z²/4n²)) / (1 + z²/n)`. None without cases.
    #[must_use]
    pub fn wilson(self, confidence: Confidence) -> Option<Interval> {
        let share = self.value()?;
        let n = self.total() as f64;
        let z = Normal::standard().inverse_cdf(1.0 - confidence.alpha() / 2.0);
        let middle = share + z * z / (2.0 * n);
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        Some(Interval {
            low: ((middle - half) / scale).max(0.0),
            high: ((middle + half) / scale).min(1.0),
        })
    }
}

/// How many cases without a single hit are needed until the upper bound of [`Share::upper`] is not
/// above `bound`: `n = ln α / ln(1 − bound)`, rounded up. For 1 % at 95 % that is 299.
///
/// # Errors
/// [`EvaluationError::Share`] unless the bound is above 0 and below 1.
pub fn fewest_for_bound(bound: f64, confidence: Confidence) -> Result<u64, EvaluationError> {
    if bound > 0.0 && bound < 1.0 {
        let needed = confidence.alpha().ln() / (-bound).ln_1p();
        Ok(needed.ceil() as u64)
    } else {
        Err(EvaluationError::Share(bound))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const C95: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn no_miss_in_forty_leaves_seven_per_cent() {
        let bound = Share::new(0, 40).upper(C95).unwrap();
        assert!((bound - (1.0 - 0.05_f64.powf(1.0 / 40.0))).abs() < 1e-15);
        assert!((bound - 0.072).abs() < 5e-4);
        for (n, expected) in [(59, 0.0495), (300, 0.0099), (1000, 0.0030)] {
            let bound = Share::new(0, n).upper(C95).unwrap();
            assert!((bound - expected).abs() < 5e-5, "{n}: {bound}");
        }
    }

    #[test]
    fn all_none_and_nothing() {
        let all = Share::new(7, 0);
        assert_eq!(all.upper(C95), Some(1.0));
        assert!((all.lower(C95).unwrap() - 0.05_f64.powf(1.0 / 7.0)).abs() < 1e-15);
        assert_eq!(all.wilson(C95).unwrap().high, 1.0);
        let none = Share::new(0, 7);
        assert_eq!(none.lower(C95), Some(0.0));
        assert_eq!(none.wilson(C95).unwrap().low, 0.0);
        let nothing = Share::default();
        assert_eq!(nothing.value(), None);
        assert_eq!(nothing.upper(C95), None);
        assert_eq!(nothing.interval(C95), None);
        assert_eq!(nothing.wilson(C95), None);
    }

    #[test]
    fn needed_numbers_are_the_fewest_that_do() {
        assert_eq!(fewest_for_bound(0.01, C95), Ok(299));
        for bound in [0.5, 0.072, 0.05, 0.01, 0.003] {
            let needed = fewest_for_bound(bound, C95).unwrap();
            assert!(Share::new(0, needed).upper(C95).unwrap() <= bound);
            assert!(Share::new(0, needed - 1).upper(C95).unwrap_or(1.0) > bound);
        }
        assert!(fewest_for_bound(0.0, C95).is_err());
        assert!(fewest_for_bound(1.0, C95).is_err());
    }

    #[test]
    fn a_confidence_survives_a_file_and_a_wrong_one_is_refused() {
        assert_eq!(serde_json::to_string(&C95).unwrap(), "0.95");
        assert_eq!(serde_json::from_str::<Confidence>("0.95").unwrap(), C95);
        let refused = serde_json::from_str::<Confidence>("95").unwrap_err();
        assert!(refused.to_string().contains("no confidence"), "{refused}");
        assert!(Confidence::new(1.0).is_err());
    }

    /// The probability of `k` hits in `n`, by the definition.
    fn probability(k: u64, n: u64, p: f64) -> f64 {
        let ways: f64 = (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product();
        ways * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bounds_hold_as_often_as_they_say(
            n in 1_u64..60,
            true_share in 0.001_f64..0.999,
            level in 0.6_f64..0.999,
        ) {
            let confidence = Confidence::new(level).unwrap();
            // How often each bound holds.
            let (mut upper, mut lower, mut both) = (0.0, 0.0, 0.0);
            for k in 0..=n {
                let counted = Share::new(k, n - k);
                let chance = probability(k, n, true_share);
                let interval = counted.interval(confidence).unwrap();
                let if_holds = |holds: bool| if holds { chance } else { 0.0 };
                upper += if_holds(true_share <= counted.upper(confidence).unwrap());
                lower += if_holds(true_share >= counted.lower(confidence).unwrap());
                both += if_holds((interval.low..=interval.high).contains(&true_share));
            }
            let least = upper.min(lower).min(both);
            prop_assert!(least > level - 1e-9, "{upper} {lower} {both}");
        }

        #[test]
        fn the_upper_bound_is_where_so_few_hits_get_unlikely(
            k in 0_u64..30,
            more in 1_u64..30,
            level in 0.1_f64..0.999,
        ) {
            let n = k + more;
            let bound = Share::new(k, more).upper(Confidence::new(level).unwrap()).unwrap();
            let so_few: f64 = (0..=k).map(|hits| probability(hits, n, bound)).sum();
            prop_assert!((so_few - (1.0 - level)).abs() < 1e-10, "{so_few} {level}");
        }
    }
}
