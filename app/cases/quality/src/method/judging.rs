//! What a model is worth on the pictures of a project: its finds against what people said.

use std::collections::HashMap;

use annotation::{Document, LayerId, PictureId};
use decision::{
    DecisionError, Finding, OperatingPoint, PictureFindings, Study, StudySettings, Thresholds,
    truths_of,
};
use packs::Manifest;
use store::PictureRow;

use super::naming::class_name;
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

/// Judges what a model found by the labels of a layer. In a project with series, a picture that is in
/// none and of which nobody has said anything is no part. Call it from a job.
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
    let rows: Vec<&PictureRow> = parts_of(document, layer, rows).collect();
    let mut not_looked_at = Vec::new();
    let mut findings = Vec::new();
    for row in &rows {
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

/// The pictures that show parts.
fn parts_of<'a>(
    document: &'a Document,
    layer: LayerId,
    rows: &'a [PictureRow],
) -> impl Iterator<Item = &'a PictureRow> {
    let has_series = document.all_series().next().is_some();
    rows.iter().filter(move |row| {
        !has_series
            || document.series_of(row.id).is_some()
            || document.mark(layer, row.id).is_some()
            || document.labels_on(row.id, layer).next().is_some()
    })
}

/// From where on what a model finds counts, by the classes of the project: by the point in force, or
/// else by that of the pack.
pub fn thresholds(
    document: &Document,
    manifest: &Manifest,
    point: Option<&OperatingPoint>,
) -> Thresholds {
    match (point, &manifest.operating_point) {
        (Some(point), _) => point.thresholds().clone(),
        (None, Some(of_pack)) if !of_pack.by_class.is_empty() => Thresholds::ByClass {
            by_class: (of_pack.by_class.iter())
                .map(|(label, threshold)| (class_name(document, label).to_owned(), *threshold))
                .collect(),
            otherwise: of_pack.threshold,
        },
        (None, Some(of_pack)) => Thresholds::one(of_pack.threshold),
        (None, None) => Thresholds::one(USUAL_THRESHOLD),
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
        class: class_name(document, sighting.called()).to_owned(),
        score: sighting.trust,
        shape: sighting.shape.clone(),
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use annotation::{IdSource, act};
    use std::path::Path;

    use super::*;
    use crate::subject::balloon_classes;

    #[test]
    fn the_point_of_a_pack_holds_for_the_classes_of_the_project() {
        let (mut document, mut ids) = (Document::default(), IdSource::default());
        for class in balloon_classes() {
            let (_, edit) = act::add_class(&document, class, &mut ids).unwrap();
            document.apply(&edit).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        testbench::packs::map_pack(folder.path());
        let text = std::fs::read_to_string(folder.path().join("pack.toml")).unwrap();
        let mut manifest = Manifest::parse(&text, Path::new("pack.toml")).unwrap();
        assert_eq!(thresholds(&document, &manifest, None), Thresholds::one(0.5));
        let point = manifest.operating_point.as_mut().unwrap();
        point.by_class.insert("axial-scratch".to_owned(), 0.2);
        let of_project = thresholds(&document, &manifest, None);
        let name = class_name(&document, "axial-scratch");
        assert!((of_project.of(name) - 0.2).abs() < 1e-12);
        assert!((of_project.of("anything else") - 0.5).abs() < 1e-12);
        manifest.operating_point = None;
        assert_eq!(
            thresholds(&document, &manifest, None),
            Thresholds::one(USUAL_THRESHOLD)
        );
    }
}
