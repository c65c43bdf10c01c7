//! Cutting a training set out of the pictures of a project.

use std::path::Path;
use std::sync::Arc;

use annotation::{Document, EditId, LayerId, SHARED_LAYER};
use exchange::ProjectPictures;
use imaging::{Limits, Picture};
use jiff::Timestamp;
use jobs::Work;
use store::PictureRow;
use training::{Manifest, Source, TrainingError, TrainingOptions, plan_export};

/// The state of a project that a training set is made of.
pub struct LabelledProject {
    /// All that is labelled.
    pub document: Document,
    /// The pictures.
    pub rows: Arc<Vec<PictureRow>>,
    /// The name of the project.
    pub name: String,
    /// The last entry of its journal.
    pub journal: Option<EditId>,
    /// Who exports it.
    pub labeller: String,
}

/// Writes a training set into a new folder; gives what is in it. Reads the pictures: call it from a
/// job. Progress counts crops.
///
/// # Errors
/// When nothing can be trained on, a picture cannot be read, or the folder cannot be written.
/// Nothing is left behind.
pub fn write_training_set(
    project: &LabelledProject,
    options: TrainingOptions,
    folder: &Path,
    work: &Work,
) -> Result<Manifest, TrainingError> {
    let (pictures, _) = ProjectPictures::of_rows(&project.rows);
    let source = Source {
        program: format!("Sightglass {}", env!("CARGO_PKG_VERSION")),
        project: project.name.clone(),
        journal: project.journal,
        exported_at: Timestamp::now(),
        labeller: project.labeller.clone(),
        layer: options.layer,
        layer_name: layer_name(&project.document, options.layer),
    };
    let plan = plan_export(&project.document, &pictures, options, source)?;
    let page_of = |id| {
        let row = project.rows.iter().find(|row| row.id == id);
        row.map_or(1, |row| row.page)
    };
    let quiet = work.without_progress();
    plan.write(
        folder,
        |picture| {
            Picture::open(
                &picture.path,
                page_of(picture.id),
                &Limits::default(),
                &quiet,
            )
            .map(Arc::new)
            .map_err(|error| error.to_string())
        },
        work,
    )
}

fn layer_name(document: &Document, layer: LayerId) -> String {
    if layer == SHARED_LAYER {
        return String::new();
    }
    document
        .layer(layer)
        .map_or_else(String::new, |layer| layer.name.clone())
}
