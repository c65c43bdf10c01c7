//! Thresholds by recall.

use std::collections::BTreeMap;

use evaluation::{Confidence, Share, fewest_for_bound};

use crate::study::LevelCurve;
use crate::{DecisionError, Level, Scope, Study, Thresholds, Warning};

/// What is to be reached.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    pub target: f64,
    pub of: Level,
    pub is_promised: bool,
}

impl Study {
    pub(super) fn choose_by_recall(
        &self,
        aim: Aim,
        by_class: bool,
    ) -> Result<(Thresholds, Vec<Warning>), DecisionError> {
        let mut warnings = Vec::new();
        let all = self.curve(aim.of, aim.of, &Scope::All);
        if !by_class {
            let threshold = self.threshold_for(&all, aim, None, &mut warnings)?;
            return Ok((Thresholds::one(threshold), warnings));
        }
        let mut thresholds = BTreeMap::new();
        for (number, class) in self.classes().iter().enumerate() {
            let scope = Scope::Class(class.clone());
            let own = self.sides(aim.of, &scope, &|find| find.class == number);
            if own.bad.is_empty() {
                warnings.push(Warning::ClassWithoutDefects {
                    class: class.clone(),
                });
                continue;
            }
            let curve = LevelCurve::of_sides(&own);
            let threshold = self.threshold_for(&curve, aim, Some(class), &mut warnings)?;
            thresholds.insert(class.clone(), threshold);
        }
        // Classes that were never labelled have the threshold of all together.
        let counted = Aim {
            is_promised: false,
            ..aim
        };
        let otherwise = self.threshold_for(&all, counted, None, &mut Vec::new())?;
        let thresholds = Thresholds::ByClass {
            by_class: thresholds,
            otherwise,
        };
        Ok((thresholds, warnings))
    }

    /// The largest threshold of a curve that reaches what is aimed at.
    fn threshold_for(
        &self,
        curve: &LevelCurve,
        aim: Aim,
        class: Option<&String>,
        warnings: &mut Vec<Warning>,
    ) -> Result<f64, DecisionError> {
        let class = class.cloned();
        let lowest = curve.points().last();
        let positives = lowest.map_or(0, |it| (it.true_positives + it.false_negatives) as u64);
        if positives == 0 {
            return Err(DecisionError::NoDefects { class });
        }
        let confidence = self.settings().confidence;
        // A recall of 1 would need more than there can be, and cannot be asked to be promised.
        let needed = fewest_for_bound(1.0 - aim.target, confidence).unwrap_or(u64::MAX);
        let target = if aim.is_promised {
            let most = most_misses(positives, 1.0 - aim.target, confidence);
            let Some(misses) = most else {
                return Err(DecisionError::TooFew {
                    of: aim.of,
                    class,
                    positives,
                    needed,
                    target: aim.target,
                });
            };
            (positives - misses) as f64 / positives as f64
        } else {
            aim.target
        };
        match curve.at_recall(target) {
            Some(point) => {
                if !aim.is_promised && positives < needed && aim.target < 1.0 {
                    warnings.push(Warning::TooFewToPromise {
                        of: aim.of,
                        class,
                        positives,
                        needed,
                    });
                }
                // A recall of almost nothing is reached above all scores already.
                Ok(point.threshold.min(1.0))
            }
            None => Err(DecisionError::OutOfReach {
                of: aim.of,
                class,
                found: lowest.map_or(0, |it| it.true_positives as u64),
                positives,
                target: aim.target,
            }),
        }
    }
}

/// The most misses with which the upper bound of their share is not above `bound`; none where it is
/// above it even without a miss.
fn most_misses(positives: u64, bound: f64, confidence: Confidence) -> Option<u64> {
    let holds = |misses: u64| {
        let share = Share::new(misses, positives - misses);
        share.upper(confidence).is_some_and(|upper| upper <= bound)
    };
    // The bound rises with the misses.
    let (mut holding, mut failing) = (None, positives);
    let mut low = 0;
    while low < failing {
        let middle = low + (failing - low) / 2;
        if holds(middle) {
            holding = Some(middle);
            low = middle + 1;
        } else {
            failing = middle;
        }
    }
    holding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_misses_are_the_most_that_hold_the_bound() {
        let at = |positives| most_misses(positives, 0.05, Confidence::NINETY_FIVE);
        // 59 without a miss leave 4.95 %; 93 with one leave 5.00 %.
        assert_eq!(
            (at(58), at(59), at(92), at(93)),
            (None, Some(0), Some(0), Some(1))
        );
        for positives in [59, 93, 500] {
            let upper =
                |misses| Share::new(misses, positives - misses).upper(Confidence::NINETY_FIVE);
            let most = at(positives).unwrap();
            assert!(upper(most) <= Some(0.05) && upper(most + 1) > Some(0.05));
        }
    }
}
