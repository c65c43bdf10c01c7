//! Which model looks for defects: the first that is there, one that was chosen, or one that was
//! brought from elsewhere. The project remembers it.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Ui};
use jobs::{Lane, Latest};
use packs::{MANIFEST_NAME, Pack, PackError};
use workbench::{CaseContext, Notification, tr};

/// The project's setting that holds the folder of the pack that was chosen.
const SETTING: &str = "quality.model";

/// The choice of a model.
#[derive(Default)]
pub struct ModelChoice {
    /// The folder of the pack that was chosen; none for the first that is there.
    chosen: Option<PathBuf>,
    /// A pack that does not lie where packs are searched.
    brought: Option<Pack>,
    opening: Latest<Result<Pack, PackError>>,
    /// Whether the project was asked what was chosen before.
    has_asked: bool,
    remembered: Latest<Option<PathBuf>>,
    /// The pack that was used last, and what tells its model from every other.
    identity: Option<(PathBuf, String)>,
}

impl ModelChoice {
    /// Takes up what was opened, and what the project remembers.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        self.recall(context);
        match self.opening.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok(Ok(pack))) if pack.manifest.map_output().is_some() => {
                self.chosen = Some(pack.dir.clone());
                remember(&pack.dir, context);
                self.brought = Some(pack);
            }
            Some(Ok(Ok(pack))) => {
                let body = tr!("quality-not-by-pixel", name = pack.manifest.name);
                say_unusable(body, context);
            }
            Some(Ok(Err(error))) => say_unusable(error.to_string(), context),
            Some(Err(stopped)) => say_unusable(stopped.to_string(), context),
        }
        let identity = self.pack(context).and_then(|pack| {
            let known = self.identity.as_ref().filter(|(dir, _)| *dir == pack.dir);
            let is_new = known.is_none();
            is_new.then(|| (pack.dir.clone(), pack.manifest.identity()))
        });
        if identity.is_some() {
            self.identity = identity;
        }
    }

    /// Asks the project which model was used before.
    fn recall(&mut self, context: &CaseContext<'_>) {
        if let (false, Some(project)) = (self.has_asked, context.document.project()) {
            self.has_asked = true;
            let reader = project.reader();
            self.remembered
                .ask(context.jobs, Lane::Interactive, SETTING, move |_| {
                    let dir: PathBuf = reader.setting(SETTING).ok().flatten()?;
                    // Where it is gone, the first that is there takes its place.
                    dir.join(MANIFEST_NAME).is_file().then_some(dir)
                });
        }
        if let Some(Ok(Some(dir))) = self.remembered.poll() {
            self.open(dir, context);
        }
    }

    /// Uses the pack in a folder. False when there is none.
    pub fn take_file(&mut self, path: &Path, context: &CaseContext<'_>) -> bool {
        let dir = match path.file_name() {
            Some(name) if name == MANIFEST_NAME => path.parent().unwrap_or(path),
            _ => path,
        };
        let is_pack = dir.join(MANIFEST_NAME).is_file();
        if is_pack {
            self.open(dir.to_owned(), context);
        }
        is_pack
    }

    fn open(&mut self, dir: PathBuf, context: &CaseContext<'_>) {
        self.opening
            .ask(context.jobs, Lane::Interactive, SETTING, move |_| {
                Pack::open(&dir)
            });
    }

    /// The pack that is used.
    pub fn pack<'a>(&'a self, context: &'a CaseContext<'_>) -> Option<&'a Pack> {
        let mut packs = self.packs(context);
        match &self.chosen {
            Some(dir) => packs.find(|pack| pack.dir == *dir),
            None => packs.next(),
        }
    }

    /// The pack that is used, and what tells its model from every other.
    pub fn identified<'a>(&'a self, context: &'a CaseContext<'_>) -> Option<(&'a Pack, &'a str)> {
        let pack = self.pack(context)?;
        let (dir, identity) = self.identity.as_ref()?;
        (*dir == pack.dir).then_some((pack, identity))
    }

    /// The packs whose models say something of every pixel.
    fn packs<'a>(&'a self, context: &'a CaseContext<'_>) -> impl Iterator<Item = &'a Pack> {
        let found = context.packs.of_case(crate::ID);
        let found = found.filter(|pack| pack.manifest.map_output().is_some());
        let brought = self.brought.iter().filter(|brought| {
            let mut found = context.packs.of_case(crate::ID);
            !found.any(|pack| pack.dir == brought.dir)
        });
        found.chain(brought)
    }

    /// Paints the choice. `pack` is the one that is used.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, context: &CaseContext<'_>) {
        let label = ui.label(tr!("quality-model"));
        let mut chosen = None;
        let combo = ComboBox::from_id_salt("finder")
            .selected_text(name)
            .show_ui(ui, |ui| {
                for pack in self.packs(context) {
                    let is_chosen = pack.manifest.name == name;
                    if ui
                        .selectable_label(is_chosen, &pack.manifest.name)
                        .clicked()
                    {
                        chosen = Some(pack.dir.clone());
                    }
                }
            });
        combo.response.labelled_by(label.id);
        if let Some(dir) = chosen {
            remember(&dir, context);
            self.chosen = Some(dir);
        }
    }
}

/// Remembers the choice in a project that can be written to.
fn remember(dir: &Path, context: &CaseContext<'_>) {
    if let Some(project) = context.document.project()
        && project.access().can_write()
        && let Err(error) = project.writer().send_setting(SETTING, dir)
    {
        tracing::warn!(%error, "the model is not remembered");
    }
}

fn say_unusable(reason: String, context: &CaseContext<'_>) {
    let notification = Notification::error(tr!("quality-model-unusable"), reason);
    context.commands.send(notification);
}
