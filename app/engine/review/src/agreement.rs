//! How far two people agree who labelled the same series, each on a layer of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotation::{Document, Label, LayerId, PictureId, Review, SeriesId};
use evaluation::{Alpha, CohenKappa, EvaluationError, cohen_kappa, object_alpha};
use serde::Serialize;

use crate::difference::{SAME_THING, differences, kept};
use crate::{Difference, similarity};

/// What somebody says of a picture, or of a part by all of its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureVerdict {
    /// There is nothing wrong.
    Good,
    /// There is a defect.
    Defective,
}

/// How far two people agree. Only pictures on which both were count; the first one of a pair is
/// always the one asked for first.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// On whether a picture shows a defect. Of each verdict it has the positive agreement and the
    /// prevalence, which κ alone hides where defects are rare.
    pub pictures: CohenKappa<PictureVerdict>,
    /// On whether a series has a defect, over the series of which both looked at every picture.
    pub series: CohenKappa<PictureVerdict>,
    /// On single things: where they are and what they are called, after matching by
    /// [`similarity()`].
    pub things: Alpha,
    /// How many pictures one of them looked at and the other one did not.
    pub not_by_both: usize,
    /// Where they differ, in the order of the pictures.
    pub differences: Vec<Difference>,
}

/// How far two people agree on series. Somebody looked at a picture of which they labelled
/// something, or said that there is nothing, or that it is done. Proposals and what is to be ignored
/// do not count.
///
/// # Errors
/// None in practice: verdicts come in pairs.
pub fn agreement(
    document: &Document,
    series: &[SeriesId],
    first: LayerId,
    second: LayerId,
) -> Result<Agreement, EvaluationError> {
    let mut of_pictures = [Vec::new(), Vec::new()];
    let mut of_series = [Vec::new(), Vec::new()];
    let mut things: Vec<Vec<Option<Vec<Arc<Label>>>>> = Vec::new();
    let mut found = Vec::new();
    let mut not_by_both = 0;
    for id in series {
        let Some(series) = document.one_series(*id) else {
            continue;
        };
        let mut worst = Some([PictureVerdict::Good; 2]);
        for shot in &series.shots {
            let seen = [first, second].map(|layer| seen(document, shot.picture, layer));
            let [Some(by_first), Some(by_second)] = seen else {
                not_by_both += usize::from(seen.iter().any(Option::is_some));
                worst = None;
                continue;
            };
            let both = [&by_first, &by_second].map(|labels| verdict(labels));
            for (verdicts, verdict) in of_pictures.iter_mut().zip(both) {
                verdicts.push(verdict);
            }
            worst = worst.map(|worst| [worst[0].max(both[0]), worst[1].max(both[1])]);
            found.extend(differences(shot.picture, &by_first, &by_second));
            things.push(vec![Some(by_first), Some(by_second)]);
        }
        if let Some(worst) = worst.filter(|_| !series.shots.is_empty()) {
            for (verdicts, verdict) in of_series.iter_mut().zip(worst) {
                verdicts.push(verdict);
            }
        }
    }
    Ok(Agreement {
        pictures: cohen_kappa(&of_pictures[0], &of_pictures[1])?,
        series: cohen_kappa(&of_series[0], &of_series[1])?,
        things: object_alpha(
            &things,
            |a, b| similarity(&a.shape, &b.shape),
            SAME_THING,
            |label| label.class,
        ),
        not_by_both,
        differences: found,
    })
}

/// What somebody labelled on a picture; none where they did not look at it.
fn seen(document: &Document, picture: PictureId, layer: LayerId) -> Option<Vec<Arc<Label>>> {
    let labels = kept(document, picture, layer);
    let mark = document.mark(layer, picture);
    let is_said = mark.is_some_and(|mark| mark.has_nothing || mark.review != Review::New);
    (is_said || !labels.is_empty()).then_some(labels)
}

fn verdict(labels: &[Arc<Label>]) -> PictureVerdict {
    if labels.is_empty() {
        PictureVerdict::Good
    } else {
        PictureVerdict::Defective
    }
}

impl Agreement {
    /// How many differences each picture has.
    #[must_use]
    pub fn differences_by_picture(&self) -> BTreeMap<PictureId, usize> {
        let mut counts = BTreeMap::new();
        for difference in &self.differences {
            *counts.entry(difference.picture).or_default() += 1;
        }
        counts
    }
}
