//! Making a study: everything is matched once, so that a threshold only has to be compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::Arc;

use annotation::{PictureId, TrackId};
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Cases, Coverage, Defect, Find, Mark, Part, PartState, Shot, Study, StudySettings};
use crate::{DecisionError, Finding, MatchSettings, PartId, PictureFindings, PictureTruth};

/// What the findings of a picture can take: for each finding the marks, the one that it takes first
/// in front, and whether it lies on an ignored mark.
type Possible = Vec<(Vec<usize>, bool)>;

impl Study {
    /// Judges findings by what people said. Pictures and parts may come in any order.
    ///
    /// # Errors
    /// [`DecisionError::Score`] where a score is not from 0 to 1, [`DecisionError::Twice`] where a
    /// picture is given twice, [`DecisionError::Matching`].
    pub fn new(
        truths: Vec<PictureTruth>,
        findings: Vec<PictureFindings>,
        settings: StudySettings,
    ) -> Result<Self, DecisionError> {
        settings.matching.check()?;
        let pictures = joined(truths, findings)?;
        let cases = Cases::new(pictures, settings);
        let mut study = Self {
            is_chosen: vec![true; cases.parts.len()],
            cases: Arc::new(cases),
            coverage: Coverage::default(),
        };
        study.coverage = study.counted();
        Ok(study)
    }

    /// The study of some of the parts.
    pub(crate) fn of_parts(&self, parts: &BTreeSet<PartId>) -> Self {
        let is_among = |part: &Part| parts.contains(&part.id);
        let mut study = Self {
            is_chosen: self.cases.parts.iter().map(is_among).collect(),
            ..self.clone()
        };
        study.coverage = study.counted();
        study
    }
}

/// Pictures in the order of their numbers, each with what was found on it.
struct Joined {
    pictures: Vec<(PictureTruth, Option<Vec<Finding>>)>,
    unknown_pictures: usize,
    fingerprint: String,
}

fn joined(
    mut truths: Vec<PictureTruth>,
    mut findings: Vec<PictureFindings>,
) -> Result<Joined, DecisionError> {
    truths.sort_by_key(|truth| truth.picture);
    findings.sort_by_key(|found| found.picture);
    let twice = |ids: Vec<PictureId>| ids.windows(2).find(|it| it[0] == it[1]).map(|it| it[0]);
    let of_truths = twice(truths.iter().map(|it| it.picture).collect());
    let of_findings = twice(findings.iter().map(|it| it.picture).collect());
    if let Some(picture) = of_truths.or(of_findings) {
        return Err(DecisionError::Twice(picture));
    }
    for found in &mut findings {
        let is_wrong = |it: &&Finding| !(0.0..=1.0).contains(&it.score);
        if let Some(wrong) = found.findings.iter().find(is_wrong) {
            return Err(DecisionError::Score {
                picture: found.picture,
                score: wrong.score,
            });
        }
        found.findings.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.class.cmp(&b.class))
        });
    }
    let fingerprint = fingerprint(&truths, &findings);
    let mut found_on: HashMap<PictureId, Vec<Finding>> = findings
        .into_iter()
        .map(|found| (found.picture, found.findings))
        .collect();
    let pictures = truths
        .into_iter()
        .map(|mut truth| {
            if !truth.is_reviewed {
                truth.marks.clear();
            }
            let findings = found_on.remove(&truth.picture);
            (truth, findings)
        })
        .collect();
    Ok(Joined {
        pictures,
        unknown_pictures: found_on.len(),
        fingerprint,
    })
}

/// The SHA-256 of what is given, as JSON, each on a line of its own.
fn fingerprint(truths: &[PictureTruth], findings: &[PictureFindings]) -> String {
    fn lines<T: Serialize + Sync>(items: &[T]) -> Vec<Vec<u8>> {
        // Writing JSON into memory cannot fail for types without maps of odd keys.
        let line = |item: &T| serde_json::to_vec(item).unwrap_or_default();
        items.par_iter().map(line).collect()
    }
    let mut hash = Sha256::new();
    for line in lines(truths).iter().chain(&lines(findings)) {
        hash.update(line);
        hash.update(b"\n");
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl Cases {
    fn new(joined: Joined, settings: StudySettings) -> Self {
        let classes = class_names(&joined.pictures);
        let class_number = |name: &str| classes.partition_point(|it| it.as_str() < name);
        let possible: Vec<Possible> = joined
            .pictures
            .par_iter()
            .map(|(truth, findings)| possible(truth, findings.as_deref(), settings.matching))
            .collect();
        let part_ids: BTreeSet<PartId> = joined.pictures.iter().map(|(it, _)| it.part).collect();
        let part_ids: Vec<PartId> = part_ids.into_iter().collect();
        let mut cases = Self {
            settings,
            fingerprint: joined.fingerprint,
            parts: Vec::new(),
            shots: Vec::new(),
            marks: Vec::new(),
            defects: Vec::new(),
            finds: Vec::new(),
            candidates: Vec::new(),
            unknown_pictures: joined.unknown_pictures,
            classes: classes.clone(),
        };
        let mut defect_of_track: HashMap<(usize, TrackId), usize> = HashMap::new();
        for ((truth, findings), possible) in joined.pictures.into_iter().zip(possible) {
            let part = part_ids.partition_point(|id| *id < truth.part);
            let first_mark = cases.marks.len();
            // Marks are counted where the model has looked too: elsewhere nothing can be missed.
            for (place, mark) in truth.marks.iter().enumerate() {
                if mark.is_ignored || findings.is_none() {
                    continue;
                }
                let class = class_number(&mark.class);
                let mut next = || {
                    cases.defects.push(Defect { class });
                    cases.defects.len() - 1
                };
                let defect = match mark.track {
                    Some(track) => *defect_of_track.entry((part, track)).or_insert_with(next),
                    None => next(),
                };
                cases.marks.push(Mark {
                    class,
                    defect,
                    place,
                });
            }
            let first_find = cases.finds.len();
            let number_of_place: HashMap<usize, usize> = (first_mark..cases.marks.len())
                .map(|mark| (cases.marks[mark].place, mark))
                .collect();
            for (finding, (places, is_on_ignored)) in findings.iter().flatten().zip(possible) {
                let first = cases.candidates.len();
                cases
                    .candidates
                    .extend(places.iter().map(|it| number_of_place[it]));
                cases.finds.push(Find {
                    class: class_number(&finding.class),
                    score: finding.score,
                    candidates: first..cases.candidates.len(),
                    is_on_ignored,
                });
            }
            cases.shots.push(Shot {
                truth,
                findings,
                part,
                marks: first_mark..cases.marks.len(),
                finds: first_find..cases.finds.len(),
            });
        }
        cases.settle_defects();
        cases.settle_parts(&part_ids);
        cases
    }

    /// A defect is what most of its marks say.
    fn settle_defects(&mut self) {
        let mut votes: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); self.defects.len()];
        for mark in &self.marks {
            *votes[mark.defect].entry(mark.class).or_default() += 1;
        }
        for (defect, votes) in self.defects.iter_mut().zip(votes) {
            // Of equal ones `max_by_key` takes the last, which is the first class backwards.
            let most = votes.iter().rev().max_by_key(|(_, count)| **count);
            if let Some((class, _)) = most {
                defect.class = *class;
            }
        }
    }

    fn settle_parts(&mut self, part_ids: &[PartId]) {
        let mut shots_of: Vec<Vec<usize>> = vec![Vec::new(); part_ids.len()];
        for (number, shot) in self.shots.iter().enumerate() {
            shots_of[shot.part].push(number);
        }
        for (id, shots) in part_ids.iter().zip(shots_of) {
            let is_bad = shots.iter().any(|it| self.shots[*it].is_bad());
            let is_all_judged = shots.iter().all(|it| self.shots[*it].is_judged());
            self.parts.push(Part {
                id: *id,
                shots,
                state: match (is_bad, is_all_judged) {
                    (true, _) => PartState::Bad,
                    (false, true) => PartState::Good,
                    (false, false) => PartState::Undecided,
                },
            });
        }
    }
}

fn class_names(pictures: &[(PictureTruth, Option<Vec<Finding>>)]) -> Vec<String> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for (truth, findings) in pictures {
        names.extend(truth.marks.iter().map(|mark| mark.class.as_str()));
        names.extend(findings.iter().flatten().map(|it| it.class.as_str()));
    }
    names.into_iter().map(str::to_owned).collect()
}

fn possible(
    truth: &PictureTruth,
    findings: Option<&[Finding]>,
    settings: MatchSettings,
) -> Possible {
    let of_finding = |finding: &Finding| {
        let mut similar: Vec<(bool, f64, usize)> = Vec::new();
        let mut is_on_ignored = false;
        for (place, mark) in truth.marks.iter().enumerate() {
            let similarity = settings.similarity(&mark.shape, &finding.shape);
            match similarity {
                Some(_) if mark.is_ignored => is_on_ignored = true,
                Some(similarity) => similar.push((mark.class == finding.class, similarity, place)),
                None => {}
            }
        }
        // Own class first, then the more similar, then the one that was marked first.
        similar.sort_by(|a, b| {
            (b.0.cmp(&a.0))
                .then(b.1.total_cmp(&a.1))
                .then(a.2.cmp(&b.2))
        });
        let places = similar.into_iter().map(|(_, _, place)| place).collect();
        (places, is_on_ignored)
    };
    findings.into_iter().flatten().map(of_finding).collect()
}
