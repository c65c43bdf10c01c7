//! What a study rests on.

use serde::{Deserialize, Serialize};

use super::{PartState, Study};

/// What was judged, and what was left out because nobody knows whether it is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Parts with a defect.
    pub bad_parts: usize,
    /// Parts all of whose pictures are judged, and none of which shows a defect.
    pub good_parts: usize,
    /// Parts that are left out, because no defect is known on them and some of their pictures are
    /// not judged.
    pub undecided_parts: usize,
    /// Pictures that are judged: reviewed by a person, and looked at by the model.
    pub judged_pictures: usize,
    /// Those of them that show a defect.
    pub bad_pictures: usize,
    /// Defects, each counted once however many pictures show it.
    pub defects: usize,
    /// Pictures that are left out, because nobody has reviewed them.
    pub unreviewed_pictures: usize,
    /// Pictures that were reviewed and are left out, because the model has not looked at them.
    pub uninspected_pictures: usize,
    /// Pictures with findings about which nothing else was given.
    pub unknown_pictures: usize,
}

impl Coverage {
    /// Parts that are judged.
    #[must_use]
    pub const fn judged_parts(&self) -> usize {
        self.bad_parts + self.good_parts
    }
}

impl Study {
    pub(super) fn counted(&self) -> Coverage {
        let mut coverage = Coverage {
            unknown_pictures: self.cases.unknown_pictures,
            ..Coverage::default()
        };
        for (_, part) in self.parts() {
            match part.state {
                PartState::Bad => coverage.bad_parts += 1,
                PartState::Good => coverage.good_parts += 1,
                PartState::Undecided => coverage.undecided_parts += 1,
            }
        }
        let mut is_counted = vec![false; self.cases.defects.len()];
        for (_, shot) in self.shots() {
            match (shot.truth.is_reviewed, shot.findings.is_some()) {
                (false, _) => coverage.unreviewed_pictures += 1,
                (true, false) => coverage.uninspected_pictures += 1,
                (true, true) => coverage.judged_pictures += 1,
            }
            coverage.bad_pictures += usize::from(shot.is_bad());
            for mark in &self.cases.marks[shot.marks.clone()] {
                is_counted[mark.defect] = true;
            }
        }
        coverage.defects = is_counted.iter().filter(|it| **it).count();
        coverage
    }
}
