//! What lies over the panels: palette, help, notifications, and the windows of the menu.

use egui::Ui;
use workbench::commands::{Category, Change, CommandState};
use workbench::palette::{CommandPalette, Entry};
use workbench::settings::WindowPlace;
use workbench::shortcuts_editor::ShortcutsEditor;
use workbench::{
    Command, Document, Notifications, Panels, UserCommand, icons, jobs_panel, settings, tr,
};

use super::app::App;
use super::reports::{self, DoctorWindow};

/// A window that the menu shows and hides.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dock {
    /// The user's settings.
    Settings,
    /// The keys of every command.
    Shortcuts,
    /// What the program has said so far.
    Notifications,
    /// What is running.
    Jobs,
    /// What works on this machine.
    Doctor,
    /// Version and licences.
    About,
    /// The help.
    Help,
}

/// The state of everything over the panels.
#[derive(Default)]
pub struct Shell {
    /// The command palette.
    pub palette: CommandPalette,
    /// The help.
    pub help: workbench::help::Help,
    /// What the program has said.
    pub notifications: Notifications,
    editor: ShortcutsEditor,
    doctor: DoctorWindow,
    dock: Option<Dock>,
}

impl Shell {
    /// Shows a window, or hides it.
    pub fn toggle(&mut self, dock: Dock) {
        self.dock = (self.dock != Some(dock)).then_some(dock);
    }

    /// Whether the editor of shortcuts waits for keys.
    #[must_use]
    pub fn is_capturing(&self) -> bool {
        self.dock == Some(Dock::Shortcuts) && self.editor.is_capturing()
    }

    /// Shows the help page of a topic.
    pub fn show_help(&mut self, topic: &str) {
        self.help.turn_to(topic);
        self.dock = Some(Dock::Help);
    }
}

/// What menu, toolbar and palette need to know of the window.
pub struct WindowState<'a> {
    /// What is open.
    pub document: &'a Document,
    /// Which panels are shown.
    pub panels: &'a Panels,
    /// Whether anything is running.
    pub has_jobs: bool,
    /// Whether a sample project came with the program.
    pub has_sample: bool,
    /// What was done to the labels, once they were read.
    pub journal: Option<&'a annotation::Journal>,
    /// Whether the commands about labels are for the pane in front.
    pub takes_labels: bool,
    /// Whether those about music are.
    pub takes_music: bool,
}

impl CommandState for WindowState<'_> {
    fn is_enabled(&self, command: UserCommand) -> bool {
        let has_project = self.document.project().is_some();
        let has_picture = self.document.current().is_some();
        match command {
            UserCommand::CloseProject | UserCommand::FindMovedPictures => has_project,
            UserCommand::RemovePicture
            | UserCommand::ExportPicture
            | UserCommand::CopyDetails
            | UserCommand::NextPicture
            | UserCommand::PreviousPicture
            | UserCommand::NextPage
            | UserCommand::PreviousPage
            | UserCommand::FilterPictures
            | UserCommand::Fit
            | UserCommand::OneToOne
            | UserCommand::ZoomIn
            | UserCommand::ZoomOut
            | UserCommand::ToggleSplit
            | UserCommand::TogglePixelGrid
            | UserCommand::ResetLook
            | UserCommand::NextCover
            | UserCommand::CompareMethods
            | UserCommand::ExportFigure
            | UserCommand::RunModel
            | UserCommand::RunOnAll => has_picture,
            UserCommand::Undo => self.journal.is_some_and(|it| it.last_done().is_some()),
            UserCommand::Redo => self.journal.is_some_and(|it| it.last_undone().is_some()),
            UserCommand::CancelJobs => self.has_jobs,
            command if command.category() == Category::Label => has_picture && self.takes_labels,
            command if command.category() == Category::Music => has_picture && self.takes_music,
            UserCommand::OpenSample => self.has_sample,
            _ => true,
        }
    }

    fn is_checked(&self, command: UserCommand) -> Option<bool> {
        match command {
            UserCommand::ToggleCases => Some(self.panels.cases),
            UserCommand::ToggleFilmstrip => Some(self.panels.filmstrip),
            UserCommand::ToggleInspector => Some(self.panels.inspector),
            _ => None,
        }
    }
}

impl App {
    /// Paints what lies over the panels. Messages stand over the picture, which can be moved, and
    /// not over buttons.
    pub(super) fn shell_ui(&mut self, ui: &mut Ui, middle: egui::Rect) {
        let context = ui.ctx().clone();
        self.palette_ui(&context);
        if let Some(dock) = self.shell.dock {
            self.dock_ui(&context, dock);
        }
        self.shell.notifications.toasts_ui(&context, middle);
    }

    fn palette_ui(&mut self, context: &egui::Context) {
        if !self.shell.palette.is_open() {
            return;
        }
        let services = &self.services;
        let settings = services.settings.get();
        let state = WindowState {
            document: &services.document,
            panels: &settings.panels,
            has_jobs: !services.jobs.list().is_empty(),
            has_sample: self.sample.is_some(),
            journal: services.labels.journal(),
            takes_labels: self.front_takes(Category::Label),
            takes_music: self.front_takes(Category::Music),
        };
        let recent = settings.recent_projects.iter().map(|path| Entry {
            title: tr!(
                "sightglass-palette-project",
                name = workbench::file_name(path)
            ),
            subtitle: path.display().to_string(),
            icon: icons::ICON_HISTORY,
            command: Command::OpenProject(path.clone()),
        });
        let packs = services.packs.all();
        let packs = packs.iter().filter_map(|found| {
            let pack = found.pack.as_ref().ok()?;
            Some(Entry {
                title: tr!(
                    "sightglass-palette-pack",
                    name = pack.manifest.name.as_str()
                ),
                subtitle: pack.dir.display().to_string(),
                icon: icons::ICON_MODEL_TRAINING,
                command: Command::ChoosePack(pack.dir.clone()),
            })
        });
        let entries: Vec<Entry> = recent.chain(packs).collect();
        self.shell.palette.show(
            context,
            &settings.shortcuts,
            &state,
            &entries,
            &services.commands,
        );
    }

    fn dock_ui(&mut self, context: &egui::Context, dock: Dock) {
        let mut open = true;
        let services = &mut self.services;
        let window = egui::Window::new(title(dock))
            .id(egui::Id::unique(("dock", dock)))
            .open(&mut open)
            .collapsible(false)
            .default_width(520.0)
            .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
            .max_height(context.content_rect().height() - 120.0);
        window.show(context, |ui| match dock {
            Dock::Settings => {
                let mut changed = services.settings.get().clone();
                if settings::settings_ui(ui, &mut changed) {
                    let change = Change::new(move |settings| settings.clone_from(&changed));
                    services.commands.send(Command::ChangeSettings(change));
                }
            }
            Dock::Shortcuts => {
                let mut shortcuts = services.settings.get().shortcuts.clone();
                if self.shell.editor.ui(ui, &mut shortcuts) {
                    services
                        .settings
                        .change(|settings| settings.shortcuts = shortcuts);
                }
            }
            Dock::Notifications => self.shell.notifications.history_ui(ui),
            Dock::Jobs => {
                if let Some(id) = jobs_panel::jobs_ui(ui, &services.jobs.list()) {
                    services.jobs.cancel(id);
                }
            }
            Dock::Doctor => self.shell.doctor.ui(ui, services),
            Dock::About => reports::about_ui(ui),
            Dock::Help => {
                ui.set_min_height(420.0);
                let shortcuts = &services.settings.get().shortcuts;
                self.shell.help.ui(ui, shortcuts);
            }
        });
        let escaped = !self.shell.is_capturing()
            && context.input(|input| input.key_pressed(egui::Key::Escape));
        if !open || escaped {
            self.shell.dock = None;
        }
    }

    /// Keeps the window's size for the next start.
    pub(super) fn remember_window(&mut self, context: &egui::Context) {
        let place = context.input(|input| {
            let viewport = input.viewport();
            let size = viewport.inner_rect?.size();
            Some(WindowPlace {
                width_pt: size.x,
                height_pt: size.y,
                is_maximised: viewport.maximized.unwrap_or(false),
            })
        });
        if place.is_some() && place != self.services.settings.get().window {
            self.services
                .settings
                .change(|settings| settings.window = place);
        }
    }
}

fn title(dock: Dock) -> String {
    match dock {
        Dock::Settings => tr!("sightglass-settings"),
        Dock::Shortcuts => tr!("sightglass-shortcuts"),
        Dock::Notifications => tr!("sightglass-notifications"),
        Dock::Jobs => tr!("sightglass-jobs"),
        Dock::Doctor => tr!("sightglass-doctor"),
        Dock::About => tr!("sightglass-about"),
        Dock::Help => tr!("sightglass-help"),
    }
}
