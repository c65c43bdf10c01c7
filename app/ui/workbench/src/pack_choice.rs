//! Which model a pane uses: the first that is there, one that was chosen, or one that was brought
//! from elsewhere. The project remembers it.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Ui};
use jobs::{Lane, Latest};
use packs::{MANIFEST_NAME, Manifest, Pack, PackError};

use crate::{CaseContext, Notification, tr};

/// What a pane chooses among.
#[derive(Debug, Clone, Copy)]
pub struct PackWish {
    /// The case whose packs are offered.
    pub case: &'static str,
    /// The project's setting that holds the folder of the pack that was chosen.
    pub setting: &'static str,
    /// Whether a model does what the pane needs.
    pub is_usable: fn(&Manifest) -> bool,
}

/// The choice of a model.
pub struct PackChoice {
    wish: PackWish,
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

impl PackChoice {
    /// The first pack that is there.
    pub fn new(wish: PackWish) -> Self {
        Self {
            wish,
            chosen: None,
            brought: None,
            opening: Latest::default(),
            has_asked: false,
            remembered: Latest::default(),
            identity: None,
        }
    }

    /// Takes up what was opened, and what the project remembers.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        self.recall(context);
        match self.opening.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok(Ok(pack))) if (self.wish.is_usable)(&pack.manifest) => {
                self.chosen = Some(pack.dir.clone());
                self.remember(&pack.dir, context);
                self.brought = Some(pack);
            }
            Some(Ok(Ok(pack))) => {
                let body = tr!("model-unsuited", name = pack.manifest.name);
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
            let (reader, setting) = (project.reader(), self.wish.setting);
            self.remembered
                .ask(context.jobs, Lane::Interactive, setting, move |_| {
                    let dir: PathBuf = reader.setting(setting).ok().flatten()?;
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
        let setting = self.wish.setting;
        self.opening
            .ask(context.jobs, Lane::Interactive, setting, move |_| {
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

    /// The packs whose models do what is needed.
    fn packs<'a>(&'a self, context: &'a CaseContext<'_>) -> impl Iterator<Item = &'a Pack> {
        let found = context.packs.of_case(self.wish.case);
        let found = found.filter(|pack| (self.wish.is_usable)(&pack.manifest));
        let brought = self.brought.iter().filter(|brought| {
            let mut found = context.packs.of_case(self.wish.case);
            !found.any(|pack| pack.dir == brought.dir)
        });
        found.chain(brought)
    }

    /// Paints the choice. `name` is that of the pack that is used.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, context: &CaseContext<'_>) {
        let label = ui.label(tr!("model"));
        let mut chosen = None;
        let combo = ComboBox::from_id_salt(self.wish.setting)
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
            self.remember(&dir, context);
            self.chosen = Some(dir);
        }
    }

    /// Remembers the choice in a project that can be written to.
    fn remember(&self, dir: &Path, context: &CaseContext<'_>) {
        if let Some(project) = context.document.project()
            && project.access().can_write()
            && let Err(error) = project.writer().send_setting(self.wish.setting, dir)
        {
            tracing::warn!(%error, "the model is not remembered");
        }
    }
}

fn say_unusable(reason: String, context: &CaseContext<'_>) {
    let notification = Notification::error(tr!("model-unusable"), reason);
    context.commands.send(notification);
}
