//! The whole table of an inspection, by class and by regime.

use std::collections::BTreeSet;

use evaluation::{JudgedPicture, Sighting, Table, TableSettings, Verdict};

use super::calls::Call;
use super::{PartState, Study};
use crate::{DecisionError, Thresholds};

impl Study {
    /// The whole table at some thresholds: per picture, per defect and per part, overall, by class
    /// and by regime, and which class was called which. `prevalence` is the share of defective parts
    /// in production, from 0 to 1, where that is known. It takes longer than [`Study::at`].
    ///
    /// # Errors
    /// [`DecisionError::Threshold`], and [`DecisionError::Evaluation`] where the prevalence is no
    /// share.
    pub fn table(
        &self,
        thresholds: &Thresholds,
        prevalence: Option<f64>,
    ) -> Result<Table, DecisionError> {
        thresholds.check()?;
        let cases = &*self.cases;
        let class = |number: usize| cases.classes[number].clone();
        let mut shot_called = vec![false; cases.shots.len()];
        let mut called_as: Vec<Option<usize>> = vec![None; cases.marks.len()];
        let mut sightings = Vec::new();
        self.walk(&self.called_at(thresholds), |number, place, call| {
            let shot = &cases.shots[number];
            if !shot.is_judged() || call == Call::Ignored {
                return;
            }
            shot_called[number] = true;
            match call {
                Call::Found(mark) => called_as[mark] = Some(cases.finds[place].class),
                Call::False => sightings.push(Sighting {
                    object: format!("find {place}"),
                    regime: shot.truth.regime.clone(),
                    verdict: Verdict::False {
                        called: class(cases.finds[place].class),
                    },
                }),
                Call::Repeated(_) | Call::Ignored => {}
            }
        });
        let (mut pictures, mut of_parts) = (Vec::new(), Vec::new());
        for (number, shot) in self.judged() {
            let mut kinds = BTreeSet::new();
            for mark in shot.marks.clone() {
                let defect = cases.marks[mark].defect;
                let kind = class(cases.defects[defect].class);
                kinds.insert(kind.clone());
                sightings.push(Sighting {
                    object: format!("defect {defect}"),
                    regime: shot.truth.regime.clone(),
                    verdict: match called_as[mark] {
                        Some(called) => Verdict::Found {
                            kind,
                            called: class(called),
                        },
                        None => Verdict::Missed { kind },
                    },
                });
            }
            let picture = JudgedPicture {
                part: shot.part.to_string(),
                regime: shot.truth.regime.clone(),
                kinds,
                is_called: shot_called[number],
            };
            if cases.parts[shot.part].state != PartState::Undecided {
                of_parts.push(picture.clone());
            }
            pictures.push(picture);
        }
        let settings = TableSettings {
            confidence: cases.settings.confidence,
            prevalence,
        };
        let parts = Table::new(&of_parts, &[], settings)?;
        Ok(Table {
            parts: parts.parts,
            escapes: parts.escapes,
            ..Table::new(&pictures, &sightings, settings)?
        })
    }
}
