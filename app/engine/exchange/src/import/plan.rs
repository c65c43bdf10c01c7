//! What an import would do, found out before anything is changed.

use std::sync::Arc;

use annotation::{Document, Label, LabelId, LayerId, PictureId};
use interchange::{Dataset, Labelled};

use super::classes::{ClassRef, Classes};
use super::error::ImportError;
use super::options::{ImportOptions, OtherSizes, Target};
use super::places;
use super::planner::Planner;
use super::summary::ImportSummary;
use super::tracks::{TrackRef, Tracks};
use crate::ProjectPictures;

/// What an import would do. Nothing is changed until it is [performed](Self::perform).
#[derive(Debug, Clone)]
pub struct ImportPlan {
    pub(super) summary: ImportSummary,
    pub(super) options: ImportOptions,
    /// The layer that labels go to; none where it is new.
    pub(super) layer: Option<LayerId>,
    pub(super) classes: Classes,
    pub(super) labels: Vec<PlannedLabel>,
    pub(super) removed: Vec<(PictureId, LabelId)>,
    pub(super) tracks: Tracks,
    pub(super) marks: Vec<PlannedMark>,
}

/// A label that is added, or that is described anew.
#[derive(Debug, Clone)]
pub(super) struct PlannedLabel {
    pub picture: PictureId,
    pub class: ClassRef,
    /// What the file says of it, with its shape at its place in the picture.
    pub read: Labelled,
    pub track: Option<TrackRef>,
    /// The label that takes over the description.
    pub there: Option<Arc<Label>>,
}

/// Something that will be said of a picture.
#[derive(Debug, Clone)]
pub(super) struct PlannedMark {
    pub picture: PictureId,
    /// Whether there is nothing to label; else it counts as labelled.
    pub has_nothing: bool,
    pub content: Option<String>,
}

/// Finds out what importing a dataset would do to a document. Nothing is changed.
///
/// # Errors
/// When the layer or a class that was chosen is not there.
pub fn plan_import(
    document: &Document,
    dataset: Dataset,
    pictures: &ProjectPictures,
    options: ImportOptions,
) -> Result<ImportPlan, ImportError> {
    let layer = target_layer(document, &options.target)?;
    let mut summary = ImportSummary::default();
    let classes = Classes::plan(document, &dataset, &options, &mut summary)?;
    let matched = places::matched(&dataset, pictures, &mut summary);
    let plan = ImportPlan {
        summary,
        options,
        layer,
        classes,
        labels: Vec::new(),
        removed: Vec::new(),
        tracks: Tracks::default(),
        marks: Vec::new(),
    };
    let mut planner = Planner::new(document, plan);
    for (frame, (picture, known)) in dataset.pictures.into_iter().zip(matched).enumerate() {
        planner.picture(frame, picture, known);
    }
    Ok(planner.finish())
}

fn target_layer(document: &Document, target: &Target) -> Result<Option<LayerId>, ImportError> {
    match target {
        Target::Layer(id) => match document.layer(*id) {
            Some(_) => Ok(Some(*id)),
            None => Err(ImportError::NoLayer),
        },
        Target::Named(name) if name.trim().is_empty() => Err(ImportError::NoName),
        Target::Named(name) => {
            let layer = document.layers().find(|layer| layer.name == *name);
            Ok(layer.map(|layer| layer.id))
        }
    }
}

impl ImportPlan {
    /// What it would do, in numbers and names.
    #[must_use]
    pub fn summary(&self) -> &ImportSummary {
        &self.summary
    }

    /// Why it cannot be performed; none where it can.
    #[must_use]
    pub fn obstacle(&self) -> Option<ImportError> {
        let summary = &self.summary;
        if summary.locked > 0 {
            return Some(ImportError::Locked {
                count: summary.locked,
            });
        }
        let first = summary.other_sizes.first()?;
        let is_refused = self.options.other_sizes == OtherSizes::Refuse;
        is_refused.then(|| ImportError::OtherSizes {
            count: summary.other_sizes.len(),
            name: first.name.clone(),
            said_px: first.said_px,
            is_px: first.is_px,
        })
    }
}
