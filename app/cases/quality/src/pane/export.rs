//! Labels and training sets out of the project, and labels of other tools in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::Document;
use egui::{ComboBox, DragValue, Ui};
use exchange::{
    Existing, ExportOptions, ImportError, ImportOptions, ImportPlan, ProjectPictures, dataset_of,
    plan_import, write_labels,
};
use interchange::{Format, ReadOptions, WriteOptions, detect, losses};
use jobs::{Lane, Latest};
use marking::Board;
use training::{CropKind, TrainingOptions};
use workbench::labels::LabelWish;
use workbench::{
    CaseContext, ChosenPath, Command, Notification, PathAnswer, PathKind, PathPoll, PathRequest,
    file_name, icons, tr,
};

use super::review::layer_name;
use crate::method::{LabelledProject, write_training_set};

/// The extensions of files that hold the labels of many pictures, or of one.
const LABEL_FILES: &[&str] = &["json", "xml", "csv"];

/// What is being asked for or written.
pub struct ExportPanel {
    format: Format,
    crop_side_px: u32,
    negatives: f64,
    asked: Option<(Purpose, PathAnswer)>,
    working: Latest<Result<Outcome, String>>,
    /// An import that waits for a word, because something about it is worth knowing first.
    plan: Option<(String, ImportPlan)>,
}

/// What a path is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Export,
    ImportFile,
    ImportFolder,
    TrainingSet,
}

/// What a job came to.
enum Outcome {
    /// Something was written: what there is to say, and what is worth knowing.
    Written(String, Vec<String>),
    /// Labels were read, and this would be done with them.
    Planned(String, Box<ImportPlan>, Vec<String>),
}

impl Default for ExportPanel {
    fn default() -> Self {
        let usual = TrainingOptions::default();
        Self {
            format: Format::Coco,
            crop_side_px: usual.crop_side_px,
            negatives: usual.negatives_per_defect_crop,
            asked: None,
            working: Latest::default(),
            plan: None,
        }
    }
}

impl ExportPanel {
    /// Goes on with paths that were chosen, and with what was written.
    pub fn logic(&mut self, board: &Board, context: &CaseContext<'_>) {
        if let Some((purpose, answer)) = &self.asked {
            match answer.poll() {
                PathPoll::Open => {}
                PathPoll::GivenUp => self.asked = None,
                PathPoll::Chosen(chosen) => {
                    let purpose = *purpose;
                    self.asked = None;
                    self.start(purpose, chosen, board, context);
                }
            }
        }
        let outcome = match self.working.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => return,
            Some(Ok(outcome)) => outcome,
            Some(Err(stopped)) => Err(stopped.to_string()),
        };
        match outcome {
            Ok(Outcome::Written(said, remarks)) => {
                let title = tr!("quality-written");
                let notification = if remarks.is_empty() {
                    Notification::success(title, said)
                } else {
                    Notification::warning(title, said).details(remarks.join("\n"))
                };
                context.commands.send(notification);
            }
            Ok(Outcome::Planned(file, plan, remarks)) => {
                if !remarks.is_empty() {
                    let title = tr!("quality-import-remarks", count = remarks.len());
                    let notification = Notification::warning(title, file.clone());
                    context
                        .commands
                        .send(notification.details(remarks.join("\n")));
                }
                self.plan = Some((file, *plan));
            }
            Err(reason) => {
                let title = tr!("quality-not-written");
                context.commands.send(Notification::error(title, reason));
            }
        }
    }

    /// Paints the section.
    pub fn ui(&mut self, ui: &mut Ui, board: &Board, context: &CaseContext<'_>) {
        let label = ui.label(tr!("quality-export-format"));
        let combo = ComboBox::from_id_salt("format")
            .selected_text(self.format.name())
            .show_ui(ui, |ui| {
                for format in Format::ALL {
                    ui.selectable_value(&mut self.format, format, format.name());
                }
            });
        combo.response.labelled_by(label.id);
        ui.horizontal_wrapped(|ui| {
            if button_ui(ui, icons::ICON_FILE_EXPORT, &tr!("quality-export")) {
                self.ask(Purpose::Export, context);
            }
            if button_ui(ui, icons::ICON_FILE_OPEN, &tr!("quality-import-file")) {
                self.ask(Purpose::ImportFile, context);
            }
            if button_ui(ui, icons::ICON_FOLDER_OPEN, &tr!("quality-import-folder")) {
                self.ask(Purpose::ImportFolder, context);
            }
        });
        self.plan_ui(ui, context);
        ui.separator();
        ui.label(tr!("quality-training-body"));
        if let Some(document) = context.labels.document()
            && document.layers().count() > 1
        {
            let layer = layer_name(document, board.layer());
            ui.weak(tr!("quality-training-layer", layer = layer));
        }
        ui.horizontal(|ui| {
            let label = ui.label(tr!("quality-training-crop"));
            let value = DragValue::new(&mut self.crop_side_px)
                .range(32..=1024)
                .suffix(" px");
            ui.add(value).labelled_by(label.id);
        });
        ui.horizontal(|ui| {
            let label = ui.label(tr!("quality-training-negatives"));
            let value = DragValue::new(&mut self.negatives)
                .range(0.0..=50.0)
                .speed(0.1);
            ui.add(value).labelled_by(label.id);
        });
        if button_ui(ui, icons::ICON_MODEL_TRAINING, &tr!("quality-training-set")) {
            self.ask(Purpose::TrainingSet, context);
        }
    }

    /// What an import would do, and whether it shall.
    fn plan_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let Some((file, plan)) = &self.plan else {
            return;
        };
        let mut is_decided = false;
        egui::Frame::group(ui.style()).show(ui, |ui| {
            ui.strong(tr!("quality-import-plan", file = file.as_str()));
            for line in plan.summary().lines() {
                ui.label(line);
            }
            let obstacle = plan.obstacle();
            if let Some(obstacle) = &obstacle {
                ui.colored_label(ui.visuals().error_fg_color, obstacle.to_string());
            }
            ui.horizontal(|ui| {
                let take = egui::Button::new(tr!("quality-import-take"));
                if ui.add_enabled(obstacle.is_none(), take).clicked() {
                    perform(plan.clone(), context);
                    is_decided = true;
                }
                if ui.button(tr!("quality-import-leave")).clicked() {
                    is_decided = true;
                }
            });
        });
        if is_decided {
            self.plan = None;
        }
    }

    fn ask(&mut self, purpose: Purpose, context: &CaseContext<'_>) {
        let (title, kind) = match purpose {
            Purpose::Export if !self.format.is_folder() => (
                tr!("quality-export"),
                PathKind::NewFile {
                    file_name: format!("labels.{}", extension(self.format)),
                    extensions: LABEL_FILES,
                },
            ),
            Purpose::Export => (tr!("quality-export"), PathKind::Folder),
            Purpose::ImportFile => {
                let kind = PathKind::File {
                    extensions: LABEL_FILES,
                };
                (tr!("quality-import-file"), kind)
            }
            Purpose::ImportFolder => (tr!("quality-import-folder"), PathKind::Folder),
            Purpose::TrainingSet => (tr!("quality-training-set"), PathKind::Folder),
        };
        let (request, answer) = PathRequest::new(title, kind);
        self.asked = Some((purpose, answer));
        context.commands.send(Command::AskPath(request));
    }

    fn start(
        &mut self,
        purpose: Purpose,
        chosen: ChosenPath,
        board: &Board,
        context: &CaseContext<'_>,
    ) {
        let Some(labelled) = labelled(context) else {
            return;
        };
        let layer = board.layer();
        match purpose {
            Purpose::Export => {
                let format = self.format;
                let title = tr!("quality-job-export", format = format.name());
                self.working
                    .ask(context.jobs, Lane::Background, title, move |_| {
                        export(&labelled, layer, format, &chosen)
                    });
            }
            Purpose::ImportFile | Purpose::ImportFolder => {
                self.import(chosen.path, labelled, context);
            }
            Purpose::TrainingSet => {
                let options = TrainingOptions {
                    layer,
                    crop_side_px: self.crop_side_px,
                    negatives_per_defect_crop: self.negatives,
                    ..TrainingOptions::default()
                };
                let title = tr!("quality-job-training");
                self.working
                    .ask(context.jobs, Lane::Background, title, move |work| {
                        let folder = free_folder(&chosen.path);
                        let manifest = write_training_set(&labelled, options, &folder, work)
                            .map_err(|error| error.to_string())?;
                        let of_kind = |kind| {
                            let crops = manifest.crops.iter();
                            crops.filter(|crop| crop.kind == kind).count()
                        };
                        let said = tr!(
                            "quality-training-written",
                            defects = of_kind(CropKind::Defect),
                            negatives = of_kind(CropKind::Negative),
                            folder = folder.display().to_string()
                        );
                        Ok(Outcome::Written(said, Vec::new()))
                    });
            }
        }
    }

    /// Takes a file of labels that was dropped. False where it cannot be one.
    pub fn take_file(&mut self, path: &Path, context: &CaseContext<'_>) -> bool {
        let extension = path.extension().unwrap_or_default();
        let is_known = |known: &&str| extension.eq_ignore_ascii_case(known);
        if !LABEL_FILES.iter().any(is_known) {
            return false;
        }
        let Some(labelled) = labelled(context) else {
            return false;
        };
        self.import(path.to_owned(), labelled, context);
        true
    }

    /// Reads labels, to say what would be done with them.
    fn import(&mut self, path: PathBuf, labelled: LabelledProject, context: &CaseContext<'_>) {
        let title = tr!("quality-job-import", file = file_name(&path));
        self.working
            .ask(context.jobs, Lane::Background, title, move |_| {
                planned(&labelled, &path)
            });
    }
}

/// The project with its labels as they are now; none while they are being read.
fn labelled(context: &CaseContext<'_>) -> Option<LabelledProject> {
    let (document, project) = (context.labels.document()?, context.document.project()?);
    Some(LabelledProject {
        document: document.clone(),
        rows: Arc::clone(context.document.pictures()),
        name: project.name(),
        journal: context
            .labels
            .journal()
            .and_then(|journal| journal.entries().last().map(|entry| entry.id)),
        labeller: context.settings.author(),
    })
}

fn export(
    labelled: &LabelledProject,
    layer: annotation::LayerId,
    format: Format,
    chosen: &ChosenPath,
) -> Result<Outcome, String> {
    let (pictures, _) = ProjectPictures::of_rows(&labelled.rows);
    let options = ExportOptions {
        layers: [layer].into(),
        ..ExportOptions::default()
    };
    let exported = dataset_of(&labelled.document, &pictures, &options);
    let write = WriteOptions::default();
    let mut remarks: Vec<String> = exported.forgotten.iter().map(ToString::to_string).collect();
    let lost = losses(format, &exported.dataset, &write);
    remarks.extend(lost.iter().map(ToString::to_string));
    let existing = if chosen.may_replace {
        Existing::Replace
    } else {
        Existing::Refuse
    };
    let dataset = &exported.dataset;
    write_labels(format, dataset, &chosen.path, &write, existing, &pictures)
        .map_err(|error| error.to_string())?;
    let labels = dataset.pictures.iter().flat_map(|it| &it.labels);
    let labels = labels.filter(|label| !label.is_outside()).count();
    let said = tr!(
        "quality-export-written",
        count = labels,
        path = chosen.path.display().to_string()
    );
    Ok(Outcome::Written(said, remarks))
}

/// Reads labels, and says what would be done with them.
fn planned(labelled: &LabelledProject, path: &Path) -> Result<Outcome, String> {
    let (pictures, _) = ProjectPictures::of_rows(&labelled.rows);
    let unknown = || tr!("quality-import-unknown", path = path.display().to_string());
    let format = detect(path).ok_or_else(unknown)?;
    let read = ReadOptions {
        pictures: pictures.known(),
        ..ReadOptions::default()
    };
    let imported = interchange::read(format, path, &read).map_err(|error| error.to_string())?;
    let remarks = imported.remarks.iter().map(ToString::to_string).collect();
    let file = file_name(path);
    let options = ImportOptions::new(file.clone());
    let plan = plan_import(&labelled.document, imported.dataset, &pictures, options)
        .map_err(|error| error.to_string())?;
    Ok(Outcome::Planned(file, Box::new(plan), remarks))
}

/// Does what was planned, as one edit.
fn perform(plan: ImportPlan, context: &CaseContext<'_>) {
    context
        .commands
        .send(LabelWish::new(move |document: &Document, ids| {
            plan.clone()
                .perform(document, ids)
                .map_err(|error| match error {
                    ImportError::Changed(refusal) => refusal,
                    _ => annotation::Refusal::Gone,
                })
        }));
}

/// A folder of this name, or with a number behind it where there is something in it already.
fn free_folder(chosen: &Path) -> PathBuf {
    let is_free = |folder: &PathBuf| {
        folder
            .read_dir()
            .map_or(true, |mut inside| inside.next().is_none())
    };
    let numbered = (1..).map(|number| chosen.join(format!("training-{number}")));
    std::iter::once(chosen.to_owned())
        .chain(numbered)
        .find(is_free)
        .unwrap_or_else(|| chosen.to_owned())
}

const fn extension(format: Format) -> &'static str {
    match format {
        Format::CvatXml => "xml",
        Format::Csv => "csv",
        _ => "json",
    }
}

fn button_ui(ui: &mut Ui, icon: icons::Icon, text: &str) -> bool {
    ui.add(egui::Button::new((icons::atom(icon), text)))
        .clicked()
}
