//! What the model on the bench has said about the pictures so far, for the list of pictures.

use std::collections::HashMap;
use std::path::PathBuf;

use jobs::{Lane, Latest};
use packs::OperatingPoint;
use store::{PictureId, StoreError};
use workbench::{CaseContext, PictureNote, PictureNotes, tr};

use crate::method::LoadedModel;
use crate::record::{self, Finding};

/// The stored findings of one model in one project.
#[derive(Default)]
pub struct Findings {
    notes: PictureNotes,
    found: HashMap<PictureId, Finding>,
    /// The detector's threshold in bits. A verdict by another one is not shown.
    threshold_bits: Option<f64>,
    /// The model's operating point: what is less sure is marked as a guess.
    operating_point: Option<OperatingPoint>,
    shown: Option<(PathBuf, String)>,
    reading: Latest<Result<HashMap<PictureId, Finding>, StoreError>>,
}

impl Findings {
    /// Reads what is stored, whenever project or model are others.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        model: Option<&LoadedModel>,
        threshold_bits: Option<f64>,
    ) {
        self.operating_point = model.and_then(|model| model.manifest().operating_point.clone());
        if self.threshold_bits != threshold_bits {
            self.threshold_bits = threshold_bits;
            let notes = self.found.iter();
            let notes = notes.map(|(picture, finding)| (*picture, self.note(finding)));
            self.notes.replace(notes.collect());
        }
        let model = model.map(LoadedModel::key);
        let project = context.document.project();
        let wanted = project
            .map(|project| project.dir().to_path_buf())
            .zip(model);
        if wanted != self.shown {
            self.notes.replace(HashMap::new());
            self.found.clear();
            self.reading.cancel();
            if let (Some((_, model)), Some(project)) = (wanted.clone(), project) {
                let reader = project.reader();
                let title = tr!("inspect-job-findings");
                self.reading
                    .ask(context.jobs, Lane::Interactive, title, move |_| {
                        reader.read(|connection| record::findings(connection, &model))
                    });
            }
            self.shown = wanted;
        }
        match self.reading.poll() {
            Some(Ok(Ok(stored))) => {
                // What was found while the stored findings were read is newer than they are.
                for (picture, finding) in stored {
                    if self.notes.get(picture).is_none() {
                        self.add(picture, &finding);
                    }
                }
            }
            Some(Ok(Err(error))) => tracing::warn!(%error, "stored findings were not read"),
            Some(Err(_)) | None => {}
        }
    }

    /// Takes one more finding. One without a verdict keeps that of the finding before it.
    pub fn add(&mut self, picture: PictureId, finding: &Finding) {
        let before = self.found.get(&picture).and_then(|before| before.verdict);
        let finding = Finding {
            verdict: finding.verdict.or(before),
            ..finding.clone()
        };
        self.notes.set(picture, self.note(&finding));
        self.found.insert(picture, finding);
    }

    fn note(&self, finding: &Finding) -> PictureNote {
        let is_unsure = finding
            .confidence
            .zip(self.operating_point.as_ref())
            .is_some_and(|(confidence, point)| !point.accepts(&finding.label, confidence));
        let label = if is_unsure {
            tr!("inspect-unsure", label = finding.label.as_str())
        } else {
            finding.label.clone()
        };
        let is_alarming = finding.verdict.is_some_and(|verdict| {
            Some(verdict.threshold_bits) == self.threshold_bits && verdict.is_attack()
        });
        let label = if is_alarming {
            tr!("inspect-looks-attacked", label = label.as_str())
        } else {
            label
        };
        PictureNote {
            label,
            // Outputs that are no classes would not fit below a thumbnail.
            is_short: finding.confidence.is_some(),
            confidence: finding.confidence,
        }
    }

    /// The findings as notes.
    #[must_use]
    pub fn notes(&self) -> &PictureNotes {
        &self.notes
    }
}
