//! The attack lab: an attack on the picture that is looked at, or on all of the project.

mod grid;
mod names;
mod numbers;

use std::path::Path;
use std::sync::Arc;

use attacks::{Attack, Goal, Settings};
use egui::Ui;
use figures::{Fonts, Format, PRINT_DPI};
use imaging::Picture;
use insight::{Reasoner, unit_raster};
use jobs::{Lane, Latest, Stopped, Work};
use workbench::theme::{FONT_REGULAR, FONT_STRONG};
use workbench::tokens::{self, space};
use workbench::widgets::Placeholder;
use workbench::{CaseContext, Exported, FileExport, PathKind, icons, tr};

pub use names::attack_name;

use crate::method::{
    AttackFolder, InspectError, Sight, TABLE_NAME, attack_to_files, attempt, attempt_figure,
    save_attacked, save_picture, save_tensor,
};
use crate::subject::{Attacked, Attempt, PicturePage};
use grid::AttemptGrid;

/// What the lab works on in a frame.
pub struct LabSubject<'a> {
    /// The model.
    pub reasoner: &'a Arc<Reasoner>,
    /// The picture that is looked at.
    pub picture: &'a Arc<Picture>,
    /// What people call it.
    pub name: String,
    /// What is seen of an attack.
    pub sight: Sight,
}

/// The attack lab.
pub struct AttackLab {
    attack: Attack,
    settings: Settings,
    asking: Latest<Result<Attempt, InspectError>>,
    attempt: Option<Arc<Attempt>>,
    failure: Option<String>,
    grid: AttemptGrid,
    /// Writes what was found on the picture that is looked at.
    export: FileExport,
    /// Attacks all pictures into a folder.
    batch: FileExport,
}

impl Default for AttackLab {
    fn default() -> Self {
        let attack = Attack::Fgsm;
        Self {
            attack,
            settings: Settings::as_files(attack),
            asking: Latest::default(),
            attempt: None,
            failure: None,
            grid: AttemptGrid::default(),
            export: FileExport::default(),
            batch: FileExport::default(),
        }
    }
}

impl AttackLab {
    /// Forgets what was found: the model is another.
    pub fn forget(&mut self) {
        self.asking.cancel();
        self.attempt = None;
        self.failure = None;
        self.settings.goal = Goal::Untargeted;
    }

    /// Takes up what was found.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        self.export.logic(context);
        self.batch.logic(context);
        match self.asking.poll() {
            None => {}
            Some(Ok(Ok(attempt))) => {
                self.attempt = Some(Arc::new(attempt));
                self.failure = None;
            }
            Some(Ok(Err(error))) => self.failure = Some(error.to_string()),
            Some(Err(Stopped::Cancelled)) => self.failure = Some(tr!("inspect-attack-cancelled")),
            Some(Err(stopped)) => self.failure = Some(stopped.to_string()),
        }
    }

    fn start(&mut self, context: &CaseContext<'_>, subject: &LabSubject<'_>) {
        self.failure = None;
        let (reasoner, picture) = (Arc::clone(subject.reasoner), Arc::clone(subject.picture));
        let (name, sight) = (subject.name.clone(), subject.sight.clone());
        let attack = (self.attack, self.settings);
        let title = tr!(
            "inspect-job-attack",
            attack = attack_name(self.attack),
            name = name.as_str()
        );
        self.asking
            .ask(context.jobs, Lane::Background, title, move |work| {
                attempt(&reasoner, (name, &picture), attack, &sight, work)
            });
    }

    /// Paints the choice of the attack and what can be done with what it found.
    pub fn inspector_ui(
        &mut self,
        ui: &mut Ui,
        context: &CaseContext<'_>,
        subject: Option<&LabSubject<'_>>,
    ) {
        self.choice_ui(ui);
        let labels = subject.map(|subject| subject.reasoner.manifest().labels.as_slice());
        numbers::ui(
            ui,
            self.attack,
            &mut self.settings,
            labels.unwrap_or_default(),
        );
        ui.add_space(space::S);
        if let Some(progress) = self.asking.is_busy().then(|| self.asking.progress()) {
            let progress = progress.unwrap_or_default();
            ui.horizontal(|ui| {
                if ui.button(tr!("inspect-attack-cancel")).clicked() {
                    self.asking.cancel();
                    self.failure = Some(tr!("inspect-attack-cancelled"));
                }
                let fraction = progress.fraction().unwrap_or(0.0);
                ui.add(egui::ProgressBar::new(fraction).text(progress.stage));
            });
        } else {
            let is_ready = subject.is_some();
            let start =
                egui::Button::new((icons::atom(icons::ICON_BOLT), tr!("inspect-attack-start")));
            let response = ui.add_enabled(is_ready, start);
            if let Some(subject) = subject.filter(|_| response.clicked()) {
                self.start(context, subject);
            }
        }
        if let Some(progress) = self.batch.progress() {
            ui.horizontal(|ui| {
                if ui.button(tr!("inspect-attack-cancel")).clicked() {
                    self.batch.cancel();
                }
                let text = format!("{} / {}", progress.done, progress.total);
                let fraction = progress.fraction().unwrap_or(0.0);
                ui.add(egui::ProgressBar::new(fraction).text(text));
            });
        } else {
            let count = context.document.pictures().len();
            let all = tr!("inspect-attack-all", count = count);
            let is_ready = subject.is_some() && count > 0;
            let response = ui.add_enabled(is_ready, egui::Button::new(all));
            let response = response.on_hover_text(tr!("inspect-attack-all-tip"));
            if let Some(subject) = subject.filter(|_| response.clicked()) {
                self.attack_all(context, subject);
            }
        }
        if let Some(attempt) = self.attempt.clone() {
            self.keep_ui(ui, context, subject, &attempt);
        }
    }

    fn choice_ui(&mut self, ui: &mut Ui) {
        let before = self.attack;
        let combo = egui::ComboBox::from_id_salt("attack")
            .selected_text(attack_name(self.attack))
            .width(ui.available_width() - space::S)
            .show_ui(ui, |ui| {
                for attack in Attack::ALL {
                    ui.selectable_value(&mut self.attack, attack, attack_name(attack))
                        .on_hover_text(names::attack_tip(attack));
                }
            });
        combo.response.accessible_name(tr!("inspect-attack"));
        if self.attack != before {
            self.settings = Settings::as_files(self.attack);
        }
        ui.weak(names::attack_tip(self.attack));
    }

    /// Paints what can be done with what the attack found.
    fn keep_ui(
        &mut self,
        ui: &mut Ui,
        context: &CaseContext<'_>,
        subject: Option<&LabSubject<'_>>,
        attempt: &Arc<Attempt>,
    ) {
        let stem = Path::new(&attempt.picture).file_stem().unwrap_or_default();
        let stem = format!("{}-{}", stem.to_string_lossy(), attempt.outcome.attack);
        let new_file = |ending: &str, extensions: &'static [&'static str]| PathKind::NewFile {
            file_name: format!("{stem}{ending}.{}", extensions[0]),
            extensions,
        };
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let title = tr!("inspect-attack-save-picture");
            if let Some(subject) = subject
                && ui.button(&title).clicked()
            {
                let attempt = Arc::clone(attempt);
                let input = subject.reasoner.manifest().input.clone();
                self.export.ask(
                    context,
                    title,
                    new_file("", &["png"]),
                    Lane::Interactive,
                    move |path, _| {
                        let raster = unit_raster(&attempt.outcome.adversarial, &input);
                        written(path, save_picture(&raster, path))
                    },
                );
            }
            let title = tr!("inspect-attack-save-tensor");
            if ui.button(&title).clicked() {
                let attempt = Arc::clone(attempt);
                self.export.ask(
                    context,
                    title,
                    new_file("", &["npy"]),
                    Lane::Interactive,
                    move |path, _| written(path, save_tensor(&attempt.outcome, path)),
                );
            }
            let title = tr!("inspect-attack-save-figure");
            if let Some(subject) = subject
                && ui.button(&title).clicked()
            {
                let attempt = Arc::clone(attempt);
                let manifest = subject.reasoner.manifest();
                let footer = format!("{} {}", manifest.name, manifest.version);
                self.export.ask(
                    context,
                    title,
                    new_file("-figure", &["png", "svg"]),
                    Lane::Interactive,
                    move |path, _| written(path, save_figure(&attempt, footer, path)),
                );
            }
        });
    }

    /// Asks for a folder, and attacks every picture of the project into it.
    fn attack_all(&mut self, context: &CaseContext<'_>, subject: &LabSubject<'_>) {
        let reasoner = Arc::clone(subject.reasoner);
        let rows = Arc::clone(context.document.pictures());
        let (attack, settings) = (self.attack, self.settings);
        let title = tr!("inspect-attack-folder");
        self.batch.ask(
            context,
            title,
            PathKind::Folder,
            Lane::Background,
            move |folder, work| {
                let pages: Vec<PicturePage> = rows
                    .iter()
                    .map(|row| PicturePage {
                        path: row.path.clone(),
                        page: row.page,
                    })
                    .collect();
                attack_pages(&reasoner, &pages, (attack, settings), folder, work)
            },
        );
    }

    /// Paints what the attack found, or what to do.
    pub fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, subject: Option<&LabSubject<'_>>) {
        ui.painter()
            .rect_filled(ui.max_rect(), 0.0, tokens::palette(ui).panel);
        if let (Some(reason), None) = (self.failure.clone(), &self.attempt) {
            let title = tr!("inspect-attack-failed");
            let placeholder = Placeholder::new(icons::ICON_ERROR, title, reason);
            let placeholder = match subject {
                Some(_) => placeholder.action(icons::ICON_BOLT, tr!("inspect-attack-again")),
                None => placeholder,
            };
            if placeholder.ui(ui).is_some()
                && let Some(subject) = subject
            {
                self.start(context, subject);
            }
        } else if let Some(attempt) = &self.attempt {
            if let Some(reason) = &self.failure {
                ui.colored_label(tokens::palette(ui).warning, reason);
            }
            if subject.is_some_and(|subject| subject.name != attempt.picture) {
                let other = tr!("inspect-attack-other", picture = attempt.picture.as_str());
                ui.colored_label(tokens::palette(ui).warning, other);
            }
            ui.scope(|ui| {
                if self.asking.is_busy() {
                    ui.set_opacity(0.5);
                }
                self.grid.ui(ui, context.jobs, attempt);
            });
        } else if self.asking.is_busy() {
            ui.centered_and_justified(Ui::spinner);
        } else {
            let placeholder = Placeholder::new(
                icons::ICON_BOLT,
                tr!("inspect-attack-none"),
                tr!("inspect-attack-none-body"),
            );
            let placeholder = match subject {
                Some(_) => placeholder.action(icons::ICON_BOLT, tr!("inspect-attack-start")),
                None => placeholder,
            };
            if placeholder.ui(ui).is_some()
                && let Some(subject) = subject
            {
                self.start(context, subject);
            }
        }
    }

    /// Shows all of every picture.
    pub fn fit(&mut self) {
        self.grid.fit();
    }
}

/// Says where something was written, or why it was not.
fn written(path: &Path, result: Result<(), InspectError>) -> Result<Exported, String> {
    match result {
        Ok(()) => Ok(Exported::whole(path.display().to_string())),
        Err(error) => Err(error.to_string()),
    }
}

fn save_figure(attempt: &Attempt, footer: String, path: &Path) -> Result<(), InspectError> {
    let fonts = Fonts::new(FONT_REGULAR, FONT_STRONG)?;
    let drawing = attempt_figure(attempt, footer, &fonts)?;
    Ok(drawing.save(path, Format::of(path, PRINT_DPI)?)?)
}

/// Attacks every picture into a folder, with a table of what came of it; says how many were turned.
fn attack_pages(
    reasoner: &Reasoner,
    pages: &[PicturePage],
    (attack, settings): (Attack, Settings),
    folder: &Path,
    work: &Work,
) -> Result<Exported, String> {
    if folder.join(TABLE_NAME).exists() {
        return Err(tr!("inspect-attack-folder-taken"));
    }
    let mut files = AttackFolder::open(folder).map_err(|error| error.to_string())?;
    let inner = work.without_progress();
    let (mut attacked, mut failed) = (Vec::new(), Vec::new());
    for (done, page) in pages.iter().enumerate() {
        work.progress(done as u64, pages.len() as u64, &page.name());
        match attack_to_files(reasoner, page, (attack, &settings), &mut files, &inner) {
            Ok(found) => attacked.push(found),
            Err(_) if inner.is_cancelled() => break,
            Err(error @ InspectError::Write { .. }) => return Err(error.to_string()),
            Err(error) => failed.push(format!("{}: {error}", page.name())),
        }
    }
    save_attacked(folder, (attack, &settings), &attacked).map_err(|error| error.to_string())?;
    // A picture that was of the wanted class as it is has fooled nobody.
    let is_turned = |it: &&Attacked| it.succeeded && it.before.class != it.after.class;
    let turned = attacked.iter().filter(is_turned).count();
    let word = tr!(
        "inspect-attack-all-done",
        turned = turned,
        count = attacked.len()
    );
    Ok(Exported {
        word,
        left_out: failed,
    })
}
