//! What to look at first.
//!
//! Each picture gets points for what is doubtful about it, and a series those of its pictures. The
//! points only set an order; the reasons stay beside them, for people.

use std::collections::BTreeMap;

use annotation::{Document, Label, LayerId, Origin, PictureId, Review, SeriesId};

use crate::{Difference, Findings, Severity};

/// Points of a finding of each severity.
const HINT: f64 = 1.0;
const WARNING: f64 = 3.0;
const ERROR: f64 = 6.0;
/// Points of a proposal that is as near to the operating point as can be.
const UNCERTAIN: f64 = 4.0;
/// Points of any proposal: somebody has to decide about it.
const PROPOSAL: f64 = 1.0;
/// Scores further than this from the operating point are as sure as can be.
const SURE: f32 = 0.25;
/// Points of a place where two people differ.
const DISAGREEMENT: f64 = 5.0;
/// Points of a picture that was returned, and of one that nobody has said to be done.
const RETURNED: f64 = 8.0;
const NEW: f64 = 2.0;
/// From this score on, propagation proposes.
const PROPAGATION_POINT: f32 = propagation::PROPOSED_FROM;

/// A picture in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// The picture.
    pub picture: PictureId,
    /// Its series.
    pub series: Option<SeriesId>,
    /// Its points: more come first.
    pub points: f64,
    /// Why it is there, the weightiest reason first.
    pub reasons: Vec<Reason>,
}

/// Why a picture should be looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A rule found something, so often.
    Found {
        /// The name of the rule.
        rule: &'static str,
        /// How bad the worst of it is.
        severity: Severity,
        /// How often.
        count: usize,
    },
    /// There are proposals that nobody decided about.
    Proposals {
        /// How many.
        count: usize,
        /// How far the score of the least certain one is from the operating point; none where no
        /// score is known.
        nearest: Option<f32>,
    },
    /// Two people differ, in so many places.
    Differences {
        /// How many.
        count: usize,
    },
    /// The review returned it.
    Returned {
        /// What is to be changed.
        note: String,
    },
    /// Nobody said that it is done.
    New,
}

/// The pictures of all series and all pictures with labels, the most doubtful first; equally
/// doubtful ones in the order of their numbers. Pictures without a reason are left out.
#[must_use]
pub fn queue(
    document: &Document,
    layer: LayerId,
    findings: &Findings,
    differences: &[Difference],
) -> Vec<Queued> {
    let mut reasons: BTreeMap<PictureId, Vec<(f64, Reason)>> = BTreeMap::new();
    for (picture, found) in found(layer, findings) {
        reasons.entry(picture).or_default().extend(found);
    }
    let mut differing: BTreeMap<PictureId, usize> = BTreeMap::new();
    for difference in differences {
        *differing.entry(difference.picture).or_default() += 1;
    }
    for (picture, count) in differing {
        let reason = (DISAGREEMENT * count as f64, Reason::Differences { count });
        reasons.entry(picture).or_default().push(reason);
    }
    for picture in pictures(document) {
        let own = reasons.entry(picture).or_default();
        own.extend(proposals(document, picture, layer));
        own.extend(review(document, picture, layer));
    }
    let queued = reasons.into_iter().filter(|(_, own)| !own.is_empty());
    let mut queued: Vec<Queued> = queued
        .map(|(picture, mut own)| {
            own.sort_by(|a, b| b.0.total_cmp(&a.0));
            Queued {
                picture,
                series: document.series_of(picture).map(|series| series.id),
                points: own.iter().map(|(points, _)| points).sum(),
                reasons: own.into_iter().map(|(_, reason)| reason).collect(),
            }
        })
        .collect();
    queued.sort_by(|a, b| {
        b.points
            .total_cmp(&a.points)
            .then(a.picture.cmp(&b.picture))
    });
    queued
}

/// Every picture that something is known of, each once.
fn pictures(document: &Document) -> Vec<PictureId> {
    let of_series = document.all_series().flat_map(|series| &series.shots);
    let of_series = of_series.map(|shot| shot.picture);
    let labelled = document.labelled_pictures().map(|(picture, _)| picture);
    let mut all: Vec<PictureId> = of_series.chain(labelled).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn found(layer: LayerId, findings: &Findings) -> BTreeMap<PictureId, Vec<(f64, Reason)>> {
    let mut counts: BTreeMap<(PictureId, &'static str), (f64, Severity, usize)> = BTreeMap::new();
    for finding in findings.all().filter(|finding| finding.layer == layer) {
        let key = (finding.picture, finding.doubt.rule());
        let (points, severity, count) = counts.entry(key).or_insert((0.0, Severity::Hint, 0));
        *points += match finding.severity {
            Severity::Hint => HINT,
            Severity::Warning => WARNING,
            Severity::Error => ERROR,
        };
        *severity = (*severity).max(finding.severity);
        *count += 1;
    }
    let mut found: BTreeMap<PictureId, Vec<(f64, Reason)>> = BTreeMap::new();
    for ((picture, rule), (points, severity, count)) in counts {
        let reason = Reason::Found {
            rule,
            severity,
            count,
        };
        found.entry(picture).or_default().push((points, reason));
    }
    found
}

/// What proposals of a picture say, where it has some.
fn proposals(document: &Document, picture: PictureId, layer: LayerId) -> Option<(f64, Reason)> {
    let labels = document.labels_on(picture, layer);
    let proposed: Vec<_> = labels.filter(|label| !label.is_kept()).collect();
    if proposed.is_empty() {
        return None;
    }
    let margins: Vec<Option<f32>> = proposed.iter().map(|label| margin(label)).collect();
    let nearest = margins.iter().flatten().copied().reduce(f32::min);
    let points = margins.iter().map(|margin| {
        // Of what has no score nothing is certain.
        let unsure = margin.map_or(0.5, |margin| 1.0 - (margin / SURE).min(1.0));
        PROPOSAL + UNCERTAIN * f64::from(unsure)
    });
    let reason = Reason::Proposals {
        count: proposed.len(),
        nearest,
    };
    Some((points.sum(), reason))
}

/// How far the score of a proposal is from the operating point.
fn margin(label: &Label) -> Option<f32> {
    match &label.origin {
        Origin::Model(source) => Some((source.score - source.threshold).abs()),
        Origin::Propagated { score } => score.map(|score| (score - PROPAGATION_POINT).abs()),
        Origin::Hand | Origin::Imported { .. } => None,
    }
}

fn review(document: &Document, picture: PictureId, layer: LayerId) -> Option<(f64, Reason)> {
    let Some(mark) = document.mark(layer, picture) else {
        return Some((NEW, Reason::New));
    };
    match &mark.review {
        Review::New if !mark.has_nothing => Some((NEW, Reason::New)),
        Review::Returned { note } => Some((RETURNED, Reason::Returned { note: note.clone() })),
        Review::New | Review::Labelled | Review::InReview | Review::Accepted => None,
    }
}
