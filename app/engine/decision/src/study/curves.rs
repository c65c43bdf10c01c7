//! What every threshold does, for charts and for choosing.

use evaluation::{Curve, CurvePoint, Scored};

use super::sides::Sides;
use super::{NEVER, Study};
use crate::{Level, Scope};

/// What each threshold does, when it is the same for all classes, from above all scores down to the
/// lowest score that there is. What no threshold calls bad is never called so.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelCurve {
    /// With what is never called as a last point, below all scores.
    curve: Curve,
    /// How many points are of real thresholds.
    real_points: usize,
}

impl LevelCurve {
    /// The curve of what is bad and good, each counting as much as its weight.
    pub(crate) fn new(bad: &[(f64, f64)], good: &[f64]) -> Self {
        let bad = bad.iter().map(|(score, weight)| Scored {
            score: *score,
            is_positive: true,
            weight: *weight,
        });
        let good = good.iter().map(|score| Scored::new(*score, false));
        let items: Vec<Scored> = bad.chain(good).collect();
        // Scores are from 0 to 1 or [`NEVER`], and weights are finite, as was checked before.
        let curve = Curve::new(&items).unwrap_or_else(|_| unreachable!("all items are sound"));
        let real_points = curve.points().partition_point(|it| it.threshold > NEVER);
        Self { curve, real_points }
    }

    pub(crate) fn of_sides(sides: &Sides) -> Self {
        let once: Vec<(f64, f64)> = sides.bad.iter().map(|score| (*score, 1.0)).collect();
        Self::new(&once, &sides.good)
    }

    /// The points, highest threshold first; the first is above all scores. Recall, escape rate and
    /// overkill are shares of them.
    #[must_use]
    pub fn points(&self) -> &[CurvePoint] {
        &self.curve.points()[..self.real_points]
    }

    /// What a threshold does, from 0 to 1, that need not be a score.
    #[must_use]
    pub fn at(&self, threshold: f64) -> CurvePoint {
        self.curve.at(threshold.max(0.0))
    }

    /// The point of highest threshold whose recall is at least `target`, from 0 to 1. None where no
    /// threshold reaches it.
    #[must_use]
    pub fn at_recall(&self, target: f64) -> Option<CurvePoint> {
        let point = self.curve.at_recall(target)?;
        (point.threshold > NEVER).then_some(*point)
    }

    /// The point of greatest recall whose overkill is not above `limit`, from 0 to 1; of several, the
    /// one of highest threshold. [`evaluation::OVERKILL_RATES`] are the usual limits. None without
    /// anything bad or good.
    #[must_use]
    pub fn recall_at_overkill(&self, limit: f64) -> Option<CurvePoint> {
        let point = self.curve.recall_at_overkill(limit)?;
        if point.threshold > NEVER {
            return Some(*point);
        }
        // Even the lowest threshold is within the limit.
        self.at_recall(self.points().last()?.recall()?)
    }
}

impl Study {
    /// What each threshold does, when it is the same for all classes: what of `bad` is found against
    /// what of `good` is called bad, such as defects found against good parts rejected. Of defects,
    /// the good side are the false finds.
    #[must_use]
    pub fn curve(&self, bad: Level, good: Level, scope: &Scope) -> LevelCurve {
        let mut sides = self.sides(bad, scope, &|_| true);
        if good != bad {
            sides.good = self.sides(good, scope, &|_| true).good;
        }
        LevelCurve::of_sides(&sides)
    }
}
