//! Thresholds by cost.

use std::collections::BTreeMap;

use evaluation::Costs;

use crate::study::{Call, LevelCurve, NEVER, PartState};
use crate::{ClassCosts, DecisionError, Study, Thresholds, Warning};

/// What a part is scored that other classes reject already: above every score.
const ALWAYS: f64 = 2.0;

/// How often the thresholds of all classes are gone through at most. Every change lowers the cost,
/// so that it comes to an end by itself, mostly after two or three rounds.
const MOST_ROUNDS: usize = 20;

/// A part that is judged.
struct CostedPart {
    /// What passing it costs; none where it is good.
    miss: Option<f64>,
    /// The highest score of each class on it.
    scores: Vec<f64>,
}

/// What is cheapest for one threshold.
struct Cheapest {
    threshold: f64,
    cost: f64,
    /// Whether it would be cheaper if nothing were called by it.
    is_cheaper_without: bool,
}

impl Study {
    pub(super) fn choose_by_cost(
        &self,
        costs: &ClassCosts,
        by_class: bool,
    ) -> Result<(Thresholds, Vec<Warning>), DecisionError> {
        let parts = self.costed_parts(costs);
        let bad: Vec<f64> = parts.iter().filter_map(|part| part.miss).collect();
        if bad.is_empty() {
            return Err(DecisionError::NoDefects { class: None });
        }
        if bad.len() == parts.len() {
            return Err(DecisionError::NoGoodParts);
        }
        let mean = Costs {
            miss: bad.iter().sum::<f64>() / bad.len() as f64,
            false_alarm: costs.false_alarm,
            prevalence: costs
                .prevalence
                .unwrap_or(bad.len() as f64 / parts.len() as f64),
        };
        let highest = |part: &CostedPart| part.scores.iter().copied().fold(NEVER, f64::max);
        let common = cheapest(&parts, &mean, highest).filter(|it| !it.is_cheaper_without);
        let common = common.ok_or(DecisionError::NothingToReject)?;
        if !by_class {
            return Ok((Thresholds::one(common.threshold), Vec::new()));
        }
        Ok(self.descend(&parts, &mean, &common))
    }

    /// Moves the threshold of one class after the other to where the cost is least.
    fn descend(
        &self,
        parts: &[CostedPart],
        mean: &Costs,
        common: &Cheapest,
    ) -> (Thresholds, Vec<Warning>) {
        let mut of_class = vec![common.threshold; self.classes().len()];
        let mut is_cheaper_without = vec![false; of_class.len()];
        let mut least = common.cost;
        for _ in 0..MOST_ROUNDS {
            let before = least;
            for class in 0..of_class.len() {
                let score = |part: &CostedPart| {
                    let mut others = part.scores.iter().zip(&of_class).enumerate();
                    let is_rejected = others
                        .any(|(other, (score, threshold))| other != class && score >= threshold);
                    if is_rejected {
                        ALWAYS
                    } else {
                        part.scores[class]
                    }
                };
                let Some(best) = cheapest(parts, mean, score) else {
                    continue;
                };
                is_cheaper_without[class] = best.is_cheaper_without;
                if best.cost < least {
                    of_class[class] = best.threshold;
                    least = best.cost;
                }
            }
            if least >= before {
                break;
            }
        }
        let names = || self.classes().iter();
        let never = names().zip(&is_cheaper_without).filter(|(_, it)| **it);
        let warnings = never
            .map(|(class, _)| Warning::CheaperNeverCalled {
                class: class.clone(),
            })
            .collect();
        let by_class: BTreeMap<String, f64> = names().cloned().zip(of_class).collect();
        let thresholds = Thresholds::ByClass {
            by_class,
            otherwise: common.threshold,
        };
        (thresholds, warnings)
    }

    fn costed_parts(&self, costs: &ClassCosts) -> Vec<CostedPart> {
        let cases = &*self.cases;
        let class_count = cases.classes.len();
        let mut scores = vec![vec![NEVER; class_count]; cases.parts.len()];
        self.walk(&|_| true, |shot, find, call| {
            let shot = &cases.shots[shot];
            if shot.is_judged() && call != Call::Ignored {
                let find = &cases.finds[find];
                let highest = &mut scores[shot.part][find.class];
                *highest = highest.max(find.score);
            }
        });
        let miss_of = |shots: &[usize]| {
            let marks = shots.iter().flat_map(|it| cases.shots[*it].marks.clone());
            let classes = marks.map(|it| cases.defects[cases.marks[it].defect].class);
            classes
                .map(|class| costs.of_miss(&cases.classes[class]))
                .fold(0.0, f64::max)
        };
        let judged = self
            .parts()
            .filter(|(_, part)| part.state != PartState::Undecided);
        judged
            .map(|(number, part)| CostedPart {
                miss: (part.state == PartState::Bad).then(|| miss_of(&part.shots)),
                scores: std::mem::take(&mut scores[number]),
            })
            .collect()
    }
}

/// The threshold of least cost. Every threshold down to the next lower score costs the same, so that it
/// lies halfway to that: as far from the defects that are just found as from what just is not called.
/// Of equally cheap stretches the lowest counts, which misses least. None where no part has a score
/// to put it at. Each miss weighs as much as it costs, so that with `mean`, which
/// has the mean cost of a miss, the weighted escape rate becomes the true cost.
fn cheapest(
    parts: &[CostedPart],
    mean: &Costs,
    score: impl Fn(&CostedPart) -> f64,
) -> Option<Cheapest> {
    let bad: Vec<(f64, f64)> = parts
        .iter()
        .filter_map(|part| Some((score(part), part.miss?)))
        .collect();
    let good = parts.iter().filter(|part| part.miss.is_none());
    let good: Vec<f64> = good.map(&score).collect();
    let is_free = bad.iter().all(|(_, weight)| *weight == 0.0);
    let curve = LevelCurve::new(&bad, &good);
    let cost_of = |point: &evaluation::CurvePoint| {
        if is_free {
            // Nothing that is missed costs anything, and shares of no weight are none.
            let of_alarms = (1.0 - mean.prevalence) * mean.false_alarm;
            return point.overkill().map(|overkill| of_alarms * overkill);
        }
        mean.per_part(point)
    };
    let mut best: Option<(f64, f64)> = None;
    let mut without = f64::INFINITY;
    let points = curve.points();
    for (place, point) in points.iter().enumerate() {
        let Some(cost) = cost_of(point) else { continue };
        if point.threshold > 1.0 {
            // What is rejected in any case stays so.
            without = cost;
        } else if best.is_none_or(|(_, least)| cost <= least) {
            let lower = points
                .get(place + 1)
                .map_or(0.0, |next| next.threshold.max(0.0));
            best = Some((f64::midpoint(point.threshold, lower), cost));
        }
    }
    best.map(|(threshold, cost)| Cheapest {
        threshold,
        cost,
        is_cheaper_without: without < cost,
    })
}
