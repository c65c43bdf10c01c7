//! What a model is worth on the pictures of a project: its finds against what people said.

use std::collections::HashMap;

use annotation::{Document, LayerId, PictureId};
use decision::{
    DecisionError, Finding, OperatingPoint, PictureFindings, Study, StudySettings, truths_of,
};
use store::PictureRow;

use super::finding::InForce;
use super::naming::class_name;
use crate::subject::Look;

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

/// From where on labels of a model are proposed by a point in force.
pub fn in_force(document: &Document, labels: &[String], point: Option<&OperatingPoint>) -> InForce {
    let Some(point) = point else {
        return InForce::new();
    };
    let of_label = |label: &String| {
        let name = class_name(document, label);
        (label.clone(), point.thresholds().of(name))
    };
    labels.iter().map(of_label).collect()
}

/// Whether a picture is still what the model looked at.
fn is_of(look: &Look, row: &PictureRow) -> bool {
    match (&look.content, row.content_hash) {
        (Some(then), Some(now)) => *then == now.to_string(),
        _ => true,
    }
}

/// The findings, called as the classes of the project.
fn named(document: &Document, look: &Look) -> Vec<Finding> {
    let findings = look.findings.iter().map(|finding| Finding {
        class: class_name(document, &finding.class).to_owned(),
        ..finding.clone()
    });
    findings.collect()
}
