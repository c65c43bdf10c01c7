//! What is said of each part, and why.

use annotation::PictureId;
use serde::{Deserialize, Serialize};
use shapes::Shape;

use crate::study::{Call, Part, Shot};
use crate::{DecisionError, PartId, Study, Thresholds};

/// What the model says of a part at some thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Something was found on one of its pictures.
    Reject,
    /// All of its pictures were looked at, and nothing was found.
    Accept,
    /// Nothing was found, but the model has not looked at all of its pictures.
    Unsure,
}

/// What people say of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonVerdict {
    /// A defect is marked on one of its pictures.
    Defective,
    /// All of its pictures were reviewed, and none shows a defect.
    Good,
    /// No defect is marked, but nobody has reviewed all of its pictures.
    Unreviewed,
}

/// Whether model and people say the same of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// They do.
    Same,
    /// A defective part is accepted.
    Escape,
    /// A good part is rejected.
    FalseAlarm,
    /// One of them has not said it.
    Unknown,
}

/// What people say of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "kebab-case")]
pub enum PersonSaid {
    /// Nobody has reviewed the picture.
    Nothing,
    /// There is such a defect.
    Same,
    /// There is a defect of another class.
    OtherClass {
        /// That class.
        class: String,
    },
    /// There is a defect, which another finding with a higher score has found already.
    Repeated {
        /// Its class.
        class: String,
    },
    /// There is no defect.
    NoDefect,
}

/// A finding that counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The picture.
    pub picture: PictureId,
    /// What the model calls it.
    pub class: String,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
    /// What people say of it.
    pub person: PersonSaid,
}

/// A defect on a picture that people marked and that the model did not find there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Missed {
    /// The picture.
    pub picture: PictureId,
    /// Its class.
    pub class: String,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
    /// The highest score of a finding that could be it, from 0 to 1: mostly it is too low to count.
    /// None where there is no such finding at all.
    pub score: Option<f64>,
    /// Whether the same defect was found on another picture.
    pub is_found_elsewhere: bool,
}

/// What is said of a part, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartVerdict {
    /// The part.
    pub part: PartId,
    /// What the model says.
    pub verdict: Verdict,
    /// What people say.
    pub person: PersonVerdict,
    /// Whether they say the same.
    pub agreement: Agreement,
    /// The findings that count: the worst class first, and of each class the surest.
    pub evidence: Vec<Evidence>,
    /// What people marked and the model did not find: the worst class first.
    pub missed: Vec<Missed>,
    /// How many pictures it has.
    pub pictures: usize,
    /// Those that nobody has reviewed.
    pub unreviewed: Vec<PictureId>,
    /// Those that the model has not looked at.
    pub uninspected: Vec<PictureId>,
}

/// What was collected of a part.
#[derive(Default)]
struct Collected {
    evidence: Vec<Evidence>,
    missed: Vec<Missed>,
}

impl Study {
    /// What is said of each part at some thresholds, in the order of the parts. `severity` says how
    /// bad a class is, by its name: the higher, the worse.
    ///
    /// # Errors
    /// [`DecisionError::Threshold`].
    pub fn verdicts(
        &self,
        thresholds: &Thresholds,
        severity: impl Fn(&str) -> f64,
    ) -> Result<Vec<PartVerdict>, DecisionError> {
        thresholds.check()?;
        let mut collected = self.collect(thresholds);
        let verdicts = self.parts().map(|(number, part)| {
            let mut of_part = std::mem::take(&mut collected[number]);
            of_part.evidence.sort_by(|a, b| {
                let worst = severity(&b.class).total_cmp(&severity(&a.class));
                worst
                    .then_with(|| a.class.cmp(&b.class))
                    .then(b.score.total_cmp(&a.score))
            });
            of_part.missed.sort_by(|a, b| {
                let worst = severity(&b.class).total_cmp(&severity(&a.class));
                worst.then_with(|| a.class.cmp(&b.class))
            });
            self.verdict_of(part, of_part)
        });
        Ok(verdicts.collect())
    }

    fn collect(&self, thresholds: &Thresholds) -> Vec<Collected> {
        let cases = &*self.cases;
        let class_of_mark = |mark: usize, shot: &Shot| {
            let place = cases.marks[mark].place;
            shot.truth.marks[place].class.clone()
        };
        let mut collected: Vec<Collected> = Vec::new();
        collected.resize_with(cases.parts.len(), Collected::default);
        let mut is_mark_found = vec![false; cases.marks.len()];
        let mut is_defect_found = vec![false; cases.defects.len()];
        self.walk(&self.called_at(thresholds), |number, find, call| {
            let shot = &cases.shots[number];
            let findings = shot.findings.as_deref().unwrap_or_default();
            let Some(finding) = findings.get(find - shot.finds.start) else {
                return;
            };
            let person = match call {
                Call::Ignored => return,
                _ if !shot.truth.is_reviewed => PersonSaid::Nothing,
                Call::False => PersonSaid::NoDefect,
                Call::Repeated(mark) => PersonSaid::Repeated {
                    class: class_of_mark(mark, shot),
                },
                Call::Found(mark) => {
                    is_mark_found[mark] = true;
                    is_defect_found[cases.marks[mark].defect] = true;
                    let class = class_of_mark(mark, shot);
                    if class == finding.class {
                        PersonSaid::Same
                    } else {
                        PersonSaid::OtherClass { class }
                    }
                }
            };
            collected[shot.part].evidence.push(Evidence {
                picture: shot.truth.picture,
                class: finding.class.clone(),
                score: finding.score,
                shape: finding.shape.clone(),
                person,
            });
        });
        for (_, shot) in self.judged() {
            for number in shot.marks.clone().filter(|it| !is_mark_found[*it]) {
                let mark = &cases.marks[number];
                let finds = cases.finds[shot.finds.clone()].iter();
                let on_it = finds
                    .filter(|find| cases.candidates[find.candidates.clone()].contains(&number));
                collected[shot.part].missed.push(Missed {
                    picture: shot.truth.picture,
                    class: class_of_mark(number, shot),
                    shape: shot.truth.marks[mark.place].shape.clone(),
                    score: on_it.map(|find| find.score).reduce(f64::max),
                    is_found_elsewhere: is_defect_found[mark.defect],
                });
            }
        }
        collected
    }

    fn verdict_of(&self, part: &Part, collected: Collected) -> PartVerdict {
        let shots = || part.shots.iter().map(|it| &self.cases.shots[*it]);
        let pictures = |is_among: &dyn Fn(&Shot) -> bool| -> Vec<PictureId> {
            let among = shots().filter(|shot| is_among(shot));
            among.map(|shot| shot.truth.picture).collect()
        };
        let unreviewed = pictures(&|shot| !shot.truth.is_reviewed);
        let uninspected = pictures(&|shot| shot.findings.is_none());
        let has_defect = shots().any(|shot| shot.truth.marks.iter().any(|mark| !mark.is_ignored));
        let verdict = match (collected.evidence.is_empty(), uninspected.is_empty()) {
            (false, _) => Verdict::Reject,
            (true, true) => Verdict::Accept,
            (true, false) => Verdict::Unsure,
        };
        let person = match (has_defect, unreviewed.is_empty()) {
            (true, _) => PersonVerdict::Defective,
            (false, true) => PersonVerdict::Good,
            (false, false) => PersonVerdict::Unreviewed,
        };
        PartVerdict {
            part: part.id,
            verdict,
            person,
            agreement: Agreement::between(verdict, person),
            evidence: collected.evidence,
            missed: collected.missed,
            pictures: part.shots.len(),
            unreviewed,
            uninspected,
        }
    }
}

impl Agreement {
    const fn between(verdict: Verdict, person: PersonVerdict) -> Self {
        match (verdict, person) {
            (Verdict::Reject, PersonVerdict::Defective)
            | (Verdict::Accept, PersonVerdict::Good) => Self::Same,
            (Verdict::Accept, PersonVerdict::Defective) => Self::Escape,
            (Verdict::Reject, PersonVerdict::Good) => Self::FalseAlarm,
            (Verdict::Unsure, _) | (_, PersonVerdict::Unreviewed) => Self::Unknown,
        }
    }
}
