//! What a model is worth on the pictures of a project: its finds against what people said.

use std::collections::HashMap;

use annotation::{Document, LayerId, PictureId};
use decision::{
    DecisionError, Finding, OperatingPoint, PictureFindings, Study, StudySettings, truths_of,
};
use packs::Manifest;
use store::PictureRow;

use super::naming::class_name;
use super::proposing::InForce;
use crate::subject::Look;

/// The threshold of a model that comes without one.
const USUAL_THRESHOLD: f64 = 0.5;

/// Findings of a model against what people said, and what is missing for more.
pub struct Judged {
    /// The findings against the labels, where both are there.
    pub study: Study,
    /// Pictures that the model has not looked at, or whose files have changed since.
    pub not_looked_at: Vec<PictureId>,
}

/// Judges what a model found by the labels of a layer. Call it from a job.
///
/// # Errors
/// As [`Study::new`].
pub fn judge(
    document: &Document,
    layer: LayerId,
    rows: &[PictureRow],
    looks: Vec<Look>,
) -> Result<Judged, DecisionError> {
    let by_picture: HashMap<PictureId, Look> =
        looks.into_iter().map(|look| (look.picture, look)).collect();
    let mut not_looked_at = Vec::new();
    let mut findings = Vec::new();
    for row in rows {
        match by_picture.get(&row.id).filter(|look| is_of(look, row)) {
            Some(look) => findings.push(PictureFindings {
                picture: row.id,
                findings: named(document, look),
            }),
            None => not_looked_at.push(row.id),
        }
    }
    let truths = truths_of(document, layer, rows.iter().map(|row| row.id));
    Ok(Judged {
        study: Study::new(truths, findings, StudySettings::default())?,
        not_looked_at,
    })
}

/// From where on what a model finds counts: by the point in force, or else by that of the pack.
pub fn in_force(
    document: &Document,
    manifest: &Manifest,
    point: Option<&OperatingPoint>,
) -> InForce {
    let of_label = |label: &str| match (point, &manifest.operating_point) {
        (Some(point), _) => point.thresholds().of(class_name(document, label)),
        (None, Some(point)) => point.threshold_of(label),
        (None, None) => USUAL_THRESHOLD,
    };
    let labels = manifest.labels.iter();
    InForce {
        by_label: labels
            .map(|label| (label.clone(), of_label(label)))
            .collect(),
        otherwise: of_label(""),
    }
}

/// Whether a picture is still what the model looked at.
fn is_of(look: &Look, row: &PictureRow) -> bool {
    match (&look.content, row.content_hash) {
        (Some(then), Some(now)) => *then == now.to_string(),
        _ => true,
    }
}

/// What was found, called as the classes of the project, and as sure as all shots together make it.
fn named(document: &Document, look: &Look) -> Vec<Finding> {
    let findings = look.sightings.iter().map(|sighting| Finding {
        class: class_name(document, &sighting.class).to_owned(),
        score: sighting.trust,
        shape: sighting.shape.clone(),
    });
    findings.collect()
}
