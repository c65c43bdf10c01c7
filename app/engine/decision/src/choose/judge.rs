//! On which parts a choice is made, and on which it is judged.

use std::collections::{BTreeMap, BTreeSet};

use evaluation::{folds, hold_out};

use super::{Decision, Outcome};
use crate::study::{PartState, Tally};
use crate::{DecisionError, Judging, PartId, Reading, Rule, Study, Thresholds, Warning};

impl Study {
    pub(super) fn decide_on_same(&self, rule: &Rule) -> Result<Decision, DecisionError> {
        let (thresholds, mut warnings) = self.choose(rule)?;
        warnings.insert(0, Warning::SameData);
        let outcome = self.outcome(&thresholds)?;
        Ok(Decision {
            thresholds,
            rule: rule.clone(),
            judging: Judging::SameParts,
            chosen: outcome,
            judged: outcome,
            warnings,
        })
    }

    pub(super) fn decide_held_out(
        &self,
        rule: &Rule,
        share: f64,
        seed: u64,
    ) -> Result<Decision, DecisionError> {
        let split = hold_out(&self.strata(), share, seed)?;
        if split.training.is_empty() || split.held_out.is_empty() {
            let parts = split.training.len() + split.held_out.len();
            return Err(DecisionError::TooFewParts { parts });
        }
        let choosing = self.of_parts(&split.training);
        let judging = self.of_parts(&split.held_out);
        let (thresholds, mut warnings) = choosing.choose(rule)?;
        if judging.coverage().bad_parts == 0 {
            warnings.push(Warning::JudgedOnGoodParts);
        }
        Ok(Decision {
            chosen: choosing.outcome(&thresholds)?,
            judged: judging.outcome(&thresholds)?,
            thresholds,
            rule: rule.clone(),
            judging: Judging::HeldOut { share, seed },
            warnings,
        })
    }

    pub(super) fn decide_cross_fit(
        &self,
        rule: &Rule,
        fold_count: usize,
        seed: u64,
    ) -> Result<Decision, DecisionError> {
        let (thresholds, warnings) = self.choose(rule)?;
        let fold_of = folds(&self.strata(), fold_count, seed)?;
        let mut together: Option<Tally> = None;
        for fold in 0..fold_count {
            let inside = |is_inside: bool| -> BTreeSet<PartId> {
                let parts = fold_of.iter();
                parts
                    .filter(|(_, it)| (**it == fold) == is_inside)
                    .map(|(part, _)| *part)
                    .collect()
            };
            let (of_fold, _) = self.of_parts(&inside(false)).choose(rule)?;
            let judged = self.of_parts(&inside(true));
            let tally = judged.tally(&judged.called_at(&of_fold));
            together = Some(together.map_or(tally, |sum| sum.plus(&tally)));
        }
        let judged = together.unwrap_or_default();
        Ok(Decision {
            chosen: self.outcome(&thresholds)?,
            judged: Outcome {
                reading: Reading::new(&judged, self.settings().confidence),
                coverage: *self.coverage(),
            },
            thresholds,
            rule: rule.clone(),
            judging: Judging::CrossFit {
                folds: fold_count,
                seed,
            },
            warnings,
        })
    }

    fn outcome(&self, thresholds: &Thresholds) -> Result<Outcome, DecisionError> {
        Ok(Outcome {
            reading: self.at(thresholds)?,
            coverage: *self.coverage(),
        })
    }

    /// Parts that are dealt alike: bad and good ones of each regime. Undecided ones are dealt too,
    /// because some of their pictures are judged.
    fn strata(&self) -> BTreeMap<PartId, (PartState, String)> {
        let stratum = |shots: &[usize], state: PartState| {
            let first = shots.first().map(|it| &self.cases.shots[*it].truth.regime);
            (state, first.cloned().unwrap_or_default())
        };
        self.parts()
            .map(|(_, part)| (part.id, stratum(&part.shots, part.state)))
            .collect()
    }
}
