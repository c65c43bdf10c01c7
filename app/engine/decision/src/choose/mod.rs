//! Choosing thresholds, and judging the choice on other parts.

mod cost;
mod judge;
mod recall;

use serde::{Deserialize, Serialize};

use crate::study::NEVER;
use crate::{
    Coverage, DecisionError, Judging, Level, Reading, Rule, Scope, Study, Thresholds, Warning,
};

/// Thresholds with what they do to the parts that they were chosen on, and to others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The thresholds.
    pub thresholds: Thresholds,
    /// How they were chosen.
    pub rule: Rule,
    /// Which parts they were judged on.
    pub judging: Judging,
    /// What they do to the parts that they were chosen on.
    pub chosen: Outcome,
    /// What they do to the parts that they were judged on. Of folds, what the thresholds of each did
    /// to the others, together.
    pub judged: Outcome,
    /// What must be known before they are put in force.
    pub warnings: Vec<Warning>,
}

/// What thresholds do to some parts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The figures.
    pub reading: Reading,
    /// How much they rest on.
    pub coverage: Coverage,
}

impl Study {
    /// Chooses thresholds and judges them.
    ///
    /// # Errors
    /// Where the data cannot carry what is asked, with the reason: [`DecisionError::NoDefects`],
    /// [`DecisionError::NoGoodParts`], [`DecisionError::TooFew`], [`DecisionError::OutOfReach`],
    /// [`DecisionError::NothingToReject`] and [`DecisionError::TooFewParts`]. Where a number means
    /// nothing: [`DecisionError::Target`], [`DecisionError::Threshold`] and
    /// [`DecisionError::Evaluation`].
    pub fn decide(&self, rule: &Rule, judging: Judging) -> Result<Decision, DecisionError> {
        rule.check()?;
        match judging {
            Judging::SameParts => self.decide_on_same(rule),
            Judging::HeldOut { share, seed } => self.decide_held_out(rule, share, seed),
            Judging::CrossFit { folds, seed } => self.decide_cross_fit(rule, folds, seed),
        }
    }

    /// The thresholds of a rule, with what is wrong with the choice.
    fn choose(&self, rule: &Rule) -> Result<(Thresholds, Vec<Warning>), DecisionError> {
        let (thresholds, mut warnings) = match rule {
            Rule::Recall {
                target,
                of,
                is_promised,
                by_class,
            } => {
                let aim = recall::Aim {
                    target: *target,
                    of: *of,
                    is_promised: *is_promised,
                };
                self.choose_by_recall(aim, *by_class)?
            }
            Rule::Cost { costs, by_class } => self.choose_by_cost(costs, *by_class)?,
            Rule::ByHand { thresholds } => (thresholds.clone(), Vec::new()),
        };
        warnings.extend(self.data_warnings());
        if let Thresholds::OneForAll { threshold } = &thresholds {
            warnings.extend(self.score_warnings(*threshold)?);
        }
        Ok((thresholds, warnings))
    }

    fn data_warnings(&self) -> Vec<Warning> {
        let coverage = self.coverage();
        let mut warnings = Vec::new();
        if coverage.bad_parts == 0 {
            warnings.push(Warning::OnlyGoodParts);
        } else if coverage.good_parts == 0 {
            warnings.push(Warning::OnlyBadParts);
        }
        if coverage.unreviewed_pictures + coverage.uninspected_pictures > 0 {
            warnings.push(Warning::LeftOut {
                unreviewed_pictures: coverage.unreviewed_pictures,
                uninspected_pictures: coverage.uninspected_pictures,
            });
        }
        warnings
    }

    /// What evaluation says of a threshold and the scores of parts. What it says of missing sides is
    /// said by [`Self::data_warnings`].
    fn score_warnings(&self, threshold: f64) -> Result<Vec<Warning>, DecisionError> {
        use evaluation::{GroupScore, Promise, Rule as ScoreRule, Warning as About};
        let sides = self.sides(Level::Parts, &Scope::All, &|_| true);
        let bad = sides.bad.iter().map(|score| (*score, true));
        let good = sides.good.iter().map(|score| (*score, false));
        let found = bad.chain(good).filter(|(score, _)| *score > NEVER);
        let groups: Vec<GroupScore> = found
            .map(|(score, is_positive)| GroupScore { score, is_positive })
            .collect();
        let by_hand = ScoreRule::ByHand { threshold };
        let choice = evaluation::choose(&groups, by_hand, &Promise::default())?;
        // A part has the score of its surest find only. Where others have lower ones, it is seen
        // what a lower threshold does.
        let of_finds = self.find_scores().reduce(f64::min);
        let said = |about: About| match about {
            About::NoPositives | About::NoNegatives => None,
            About::OutsideScores { lowest, highest } => {
                let lowest = of_finds.map_or(lowest, |of_finds| lowest.min(of_finds));
                let is_outside = threshold < lowest || threshold > highest;
                is_outside.then_some(About::OutsideScores { lowest, highest })
            }
            about => Some(about),
        };
        let about = choice.warnings.into_iter().filter_map(said);
        Ok(about.map(|about| Warning::Scores { about }).collect())
    }
}
