//! Studies: findings of a model against what people said, at every threshold.

mod build;
mod calls;
mod coverage;
mod curves;
mod readings;
mod sides;
mod tables;

use std::ops::Range;
use std::sync::Arc;

use evaluation::Confidence;
use serde::{Deserialize, Serialize};

use crate::{Finding, MatchSettings, PartId, PictureTruth};

pub(crate) use calls::Call;
pub use coverage::Coverage;
pub use curves::LevelCurve;
pub use readings::Reading;
pub(crate) use readings::Tally;

/// What a defect is scored that was found at no threshold: below every score that there is.
pub(crate) const NEVER: f64 = -1.0;

/// How findings are judged.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudySettings {
    /// What belongs together.
    pub matching: MatchSettings,
    /// How sure bounds are.
    pub confidence: Confidence,
}

/// Findings of a model against what people said: what any threshold does to pictures, defects and
/// parts.
///
/// A picture is *judged* when a person has reviewed it and the model has looked at it. A part is bad
/// when a judged picture of it has a defect, good when all of its pictures are judged and none has,
/// and undecided otherwise: then it counts neither way.
///
/// Findings take marks in the order of their scores, highest first, as
/// [`evaluation::match_greedily`] says, each the most similar free one of its own class and, where
/// there is none, of another: a defect is found also by another name. A further finding on a defect
/// that is taken repeats it, which is neither right nor wrong: thin defects are found in pieces. A
/// finding that lies on nothing but an ignored mark is passed over.
///
/// A clone shares everything with its original.
#[derive(Debug, Clone)]
pub struct Study {
    pub(crate) cases: Arc<Cases>,
    /// Whether a part is looked at, by its number.
    pub(crate) is_chosen: Vec<bool>,
    pub(crate) coverage: Coverage,
}

/// Everything that was given, matched once. Things are known by their places in these lists.
#[derive(Debug)]
pub(crate) struct Cases {
    pub settings: StudySettings,
    pub fingerprint: String,
    /// The names of all classes, in the order of the alphabet.
    pub classes: Vec<String>,
    pub parts: Vec<Part>,
    pub shots: Vec<Shot>,
    pub marks: Vec<Mark>,
    pub defects: Vec<Defect>,
    pub finds: Vec<Find>,
    /// The marks that finds can take, by [`Find::candidates`].
    pub candidates: Vec<usize>,
    /// How many pictures have findings but no truth.
    pub unknown_pictures: usize,
}

#[derive(Debug)]
pub(crate) struct Part {
    pub id: PartId,
    pub shots: Vec<usize>,
    pub state: PartState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PartState {
    Bad,
    Good,
    Undecided,
}

#[derive(Debug)]
pub(crate) struct Shot {
    pub truth: PictureTruth,
    /// What the model found, highest score first; none where it has not looked.
    pub findings: Option<Vec<Finding>>,
    pub part: usize,
    pub marks: Range<usize>,
    pub finds: Range<usize>,
}

/// A mark that counts.
#[derive(Debug)]
pub(crate) struct Mark {
    pub class: usize,
    pub defect: usize,
    /// Its place in [`PictureTruth::marks`].
    pub place: usize,
}

#[derive(Debug)]
pub(crate) struct Defect {
    /// What most of its marks say, and of equal ones the first in the alphabet.
    pub class: usize,
}

#[derive(Debug)]
pub(crate) struct Find {
    pub class: usize,
    pub score: f64,
    /// The marks that it can take, the one that it takes first in front.
    pub candidates: Range<usize>,
    pub is_on_ignored: bool,
}

impl Shot {
    /// Whether it says something about the model.
    pub fn is_judged(&self) -> bool {
        self.truth.is_reviewed && self.findings.is_some()
    }

    pub fn is_bad(&self) -> bool {
        !self.marks.is_empty()
    }
}

impl Study {
    /// The scores of everything that was found on the parts that are looked at.
    pub(crate) fn find_scores(&self) -> impl Iterator<Item = f64> {
        let shots = self.cases.shots.iter();
        let shots = shots.filter(|shot| shot.is_judged() && self.is_chosen[shot.part]);
        let finds = shots.flat_map(|shot| &self.cases.finds[shot.finds.clone()]);
        finds.map(|find| find.score)
    }

    /// The names of all classes that were labelled or found, in the order of the alphabet.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.cases.classes
    }

    /// The regimes of the pictures that are judged, in the order of the alphabet.
    #[must_use]
    pub fn regimes(&self) -> Vec<&str> {
        let mut regimes: Vec<&str> = self
            .judged()
            .map(|(_, shot)| shot.truth.regime.as_str())
            .collect();
        regimes.sort_unstable();
        regimes.dedup();
        regimes
    }

    /// How findings are judged.
    #[must_use]
    pub fn settings(&self) -> StudySettings {
        self.cases.settings
    }

    /// What was judged, and what was left out.
    #[must_use]
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The SHA-256 of all that was given, in any order, as lower-case hexadecimal digits: the same
    /// for the same truths and findings.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.cases.fingerprint
    }

    /// The shots of the parts that are looked at.
    pub(crate) fn shots(&self) -> impl Iterator<Item = (usize, &Shot)> {
        let shots = self.cases.shots.iter().enumerate();
        shots.filter(|(_, shot)| self.is_chosen[shot.part])
    }

    /// The shots that say something about the model.
    pub(crate) fn judged(&self) -> impl Iterator<Item = (usize, &Shot)> {
        self.shots().filter(|(_, shot)| shot.is_judged())
    }

    /// The parts that are looked at.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (usize, &Part)> {
        let parts = self.cases.parts.iter().enumerate();
        parts.filter(|(number, _)| self.is_chosen[*number])
    }
}
