//! What thresholds do, in figures.

use evaluation::{Confidence, Counts, Figures};
use serde::{Deserialize, Serialize};

use super::calls::{Call, IsCalled};
use super::{PartState, Study};
use crate::{DecisionError, Level, Thresholds};

/// What thresholds do. The upper bound of a share is the one-sided bound of Clopper and Pearson, so
/// that no miss in 40 defects leaves up to 7.2 % at 95 %; the lower bound of the recall is what the
/// upper bound of the escape rate leaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Of pictures.
    pub pictures: Figures,
    /// Of defects. Here the overkill is none: there is no number of places without a defect.
    pub defects: Figures,
    /// Of parts.
    pub parts: Figures,
}

/// The counts of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub pictures: Counts,
    pub defects: Counts,
    pub parts: Counts,
}

impl Reading {
    pub(crate) fn new(tally: &Tally, confidence: Confidence) -> Self {
        Self {
            pictures: Figures::new(tally.pictures, confidence),
            defects: Figures::new(tally.defects, confidence),
            parts: Figures::new(tally.parts, confidence),
        }
    }

    /// The figures of a level.
    #[must_use]
    pub const fn of(&self, level: Level) -> &Figures {
        match level {
            Level::Pictures => &self.pictures,
            Level::Defects => &self.defects,
            Level::Parts => &self.parts,
        }
    }
}

impl Tally {
    /// The counts of both.
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |a: Counts, b: Counts| {
            let both = |a: Option<u64>, b: Option<u64>| a.zip(b).map(|(a, b)| a + b);
            Counts {
                true_positives: a.true_positives + b.true_positives,
                false_negatives: a.false_negatives + b.false_negatives,
                false_positives: both(a.false_positives, b.false_positives),
                true_negatives: both(a.true_negatives, b.true_negatives),
            }
        };
        Self {
            pictures: sum(self.pictures, other.pictures),
            defects: sum(self.defects, other.defects),
            parts: sum(self.parts, other.parts),
        }
    }
}

impl Study {
    /// What thresholds do: quick enough to be asked while a slider is moved.
    ///
    /// # Errors
    /// [`DecisionError::Threshold`].
    pub fn at(&self, thresholds: &Thresholds) -> Result<Reading, DecisionError> {
        thresholds.check()?;
        let tally = self.tally(&self.called_at(thresholds));
        Ok(Reading::new(&tally, self.cases.settings.confidence))
    }

    pub(crate) fn tally(&self, is_called: &IsCalled<'_>) -> Tally {
        let mut shot_called = vec![false; self.cases.shots.len()];
        let mut part_called = vec![false; self.cases.parts.len()];
        let mut is_found = vec![false; self.cases.defects.len()];
        let mut false_finds = 0;
        self.walk(is_called, |number, _, call| {
            let shot = &self.cases.shots[number];
            if !shot.is_judged() {
                return;
            }
            match call {
                Call::Ignored => return,
                Call::Found(mark) => is_found[self.cases.marks[mark].defect] = true,
                Call::Repeated(_) => {}
                Call::False => false_finds += 1,
            }
            shot_called[number] = true;
            part_called[shot.part] = true;
        });
        let found = is_found.iter().filter(|it| **it).count() as u64;
        let pictures = self
            .judged()
            .map(|(number, shot)| (shot.is_bad(), shot_called[number]));
        let parts = self.parts().filter_map(|(number, part)| match part.state {
            PartState::Undecided => None,
            state => Some((state == PartState::Bad, part_called[number])),
        });
        Tally {
            pictures: counts(pictures),
            parts: counts(parts),
            defects: Counts {
                true_positives: found,
                false_negatives: self.coverage.defects as u64 - found,
                false_positives: Some(false_finds),
                true_negatives: None,
            },
        }
    }
}

/// Counts what is bad and what is called so.
fn counts(units: impl Iterator<Item = (bool, bool)>) -> Counts {
    let (mut found, mut missed, mut alarms, mut passed) = (0, 0, 0, 0);
    for unit in units {
        let count = match unit {
            (true, true) => &mut found,
            (true, false) => &mut missed,
            (false, true) => &mut alarms,
            (false, false) => &mut passed,
        };
        *count += 1;
    }
    Counts {
        true_positives: found,
        false_negatives: missed,
        false_positives: Some(alarms),
        true_negatives: Some(passed),
    }
}
