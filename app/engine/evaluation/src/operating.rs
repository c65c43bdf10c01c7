//! Choosing the threshold that an inspection runs at.
//!
//! A threshold is chosen on groups, which are the parts that the decision is about, and on groups
//! that the method has not learnt from ([`crate::hold_out`]). What the data cannot carry is said as
//! a [`Warning`] beside the threshold: with 40 defects, "no miss" leaves up to 7.2 % at 95 %.

mod point;
mod rule;
mod warning;

use serde::{Deserialize, Serialize};

use crate::bounds::{Confidence, fewest_for_bound};
use crate::counts::{Counts, Figures};
use crate::curve::{Curve, CurvePoint, Scored};
use crate::error::EvaluationError;
use crate::grouping::GroupScore;

pub use point::OperatingPoint;
pub use rule::{Costs, Rule};
pub use warning::Warning;

/// What the data should be able to promise of a threshold.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// How sure bounds should be.
    pub confidence: Confidence,
    /// The share of misses, above 0 and below 1, that the upper bound should not be above. None
    /// where nothing is promised.
    pub miss_bound: Option<f64>,
}

/// A threshold with what it does to the data that it was chosen on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Scores from here on are called positive. Infinity, written as `above-all`, where none is.
    #[serde(with = "crate::threshold")]
    pub threshold: f64,
    /// How it was chosen.
    pub how: Rule,
    /// What it does to the groups. The upper bound of the escape rate is that of Clopper and
    /// Pearson.
    pub figures: Figures,
    /// What the data cannot carry.
    pub warnings: Vec<Warning>,
}

/// Chooses a threshold on held-out groups.
///
/// # Errors
/// [`EvaluationError::NoPositives`] where a rule looks at misses and the groups have no positive:
/// there, "the best F1" would be the highest score of a good part. [`EvaluationError::NoNegatives`]
/// where costs are weighed and there is no negative. [`EvaluationError::Score`], and
/// [`EvaluationError::Share`], [`EvaluationError::Cost`] and [`EvaluationError::Threshold`] where
/// the rule or the promise has such a number.
pub fn choose(
    groups: &[GroupScore],
    how: Rule,
    promise: &Promise,
) -> Result<Choice, EvaluationError> {
    how.check()?;
    let items: Vec<Scored> = groups.iter().map(|group| Scored::from(*group)).collect();
    let curve = Curve::new(&items)?;
    let point = match how {
        Rule::Recall { target } => *curve
            .at_recall(target)
            .ok_or(EvaluationError::NoPositives)?,
        Rule::Cost(costs) => cheapest(&curve, &costs)?,
        Rule::F1 => best_f1(&curve)?,
        Rule::ByHand { threshold } => curve.at(threshold),
    };
    let figures = Figures::new(Counts::of_point(&point), promise.confidence);
    let mut warnings = warning::of_data(groups);
    warnings.extend(warning::of_threshold(groups, point.threshold));
    warnings.extend(how.warning(figures.recall.share.total()));
    warnings.extend(broken_promise(promise, &figures)?);
    Ok(Choice {
        threshold: point.threshold,
        how,
        figures,
        warnings,
    })
}

/// The point of least cost; of equal ones, that of fewest misses.
fn cheapest(curve: &Curve, costs: &Costs) -> Result<CurvePoint, EvaluationError> {
    let last = curve.points().last();
    if last.is_none_or(|all| all.recall().is_none()) {
        return Err(EvaluationError::NoPositives);
    }
    let gain = |point: &CurvePoint| costs.per_part(point).map(|cost| -cost);
    greatest(curve, gain).ok_or(EvaluationError::NoNegatives)
}

/// The point of greatest F1; of equal ones, that of fewest misses.
fn best_f1(curve: &Curve) -> Result<CurvePoint, EvaluationError> {
    let f1 = |point: &CurvePoint| point.recall().and(point.f1());
    greatest(curve, f1).ok_or(EvaluationError::NoPositives)
}

/// The point for which a value is greatest; of equal ones, that of the lowest threshold.
fn greatest(curve: &Curve, value: impl Fn(&CurvePoint) -> Option<f64>) -> Option<CurvePoint> {
    let mut best: Option<(f64, CurvePoint)> = None;
    for point in curve.points() {
        if let Some(value) = value(point)
            && best.is_none_or(|(most, _)| value >= most - most.abs() * 1e-12)
        {
            best = Some((value, *point));
        }
    }
    best.map(|(_, point)| point)
}

/// Whether the bound of misses that was asked for is not reached, and why.
fn broken_promise(
    promise: &Promise,
    figures: &Figures,
) -> Result<Option<Warning>, EvaluationError> {
    let Some(bound) = promise.miss_bound else {
        return Ok(None);
    };
    let needed = fewest_for_bound(bound, promise.confidence)?;
    let positives = figures.escape_rate.share.total();
    if positives < needed {
        return Ok(Some(Warning::TooFewPositives {
            positives,
            needed,
            bound,
        }));
    }
    let upper = figures.escape_rate.upper.filter(|upper| *upper > bound);
    Ok(upper.map(|upper| Warning::BoundExceeded { upper, bound }))
}

#[cfg(test)]
mod tests;
