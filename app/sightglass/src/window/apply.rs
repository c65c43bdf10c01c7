//! Applying commands between frames: the only place where the program's state changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use workbench::text::Language;
use workbench::{
    ChosenPath, Command, LanguageChoice, Notification, Settings, UserCommand, theme, tr,
};

use super::app::App;
use super::dialogs::{Choice, Purpose};
use super::opener::{self, Request};
use super::shell::Dock;

impl App {
    /// Applies everything that was sent since the last frame.
    pub(super) fn apply_commands(&mut self, context: &egui::Context) {
        for command in self.services.queue.drain() {
            self.apply(context, command);
        }
    }

    fn apply(&mut self, context: &egui::Context, command: Command) {
        match command {
            Command::User(command) => self.apply_user(context, command),
            Command::OpenProject(path) => self.open(Request::project(path)),
            Command::AddPictures(paths) => self.add_pictures(paths),
            Command::ShowPicture(id) => {
                self.services.document.select(id);
            }
            Command::ShowCase(id) => {
                let index = self.cases.iter().position(|open| open.case.id() == id);
                if let Some(index) = index {
                    self.show_case(index);
                }
            }
            Command::ChoosePack(path) | Command::ChooseModel(path) => self.offer_file(&path),
            Command::ShowHelp(topic) => self.shell.show_help(&topic),
            Command::AskPath(request) => self.ask(Purpose::Asked(request)),
            Command::CancelJob(id) => self.services.jobs.cancel(id),
            Command::Notify(notification) => self.shell.notifications.push(notification),
            Command::CopyText(text) => context.copy_text(text),
            Command::ChangeSettings(change) => {
                self.services
                    .settings
                    .change(|settings| change.apply(settings));
                self.apply_look(context);
            }
            Command::Label(wish) => self.services.labels.perform(&wish),
            Command::WriteLabelsAgain => self.services.labels.retry(),
            Command::SearchPacks => self.services.packs.search_again(&self.services.jobs),
        }
    }

    fn apply_user(&mut self, context: &egui::Context, command: UserCommand) {
        match command {
            UserCommand::OpenPictures => self.ask(Purpose::OpenPictures),
            UserCommand::OpenFolder => self.ask(Purpose::OpenFolder),
            UserCommand::OpenProject => self.ask(Purpose::OpenProject),
            UserCommand::NewProject => self.ask(Purpose::NewProject),
            UserCommand::ChooseModel => self.ask(Purpose::ChooseModel),
            UserCommand::ExportPicture => self.ask(Purpose::ExportPicture),
            UserCommand::FindMovedPictures => self.ask(Purpose::FindMoved),
            UserCommand::OpenRecent | UserCommand::ChoosePack => self.shell.palette.open_entries(),
            UserCommand::OpenSample => {
                if let Some(sample) = self.sample.clone() {
                    self.open(sample);
                }
            }
            UserCommand::CloseProject => {
                self.leave_project();
                self.services
                    .settings
                    .change(|settings| settings.last_project = None);
            }
            UserCommand::RemovePicture => self.remove_picture(),
            // A step of what is being drawn is taken back before what was done.
            UserCommand::Undo if self.pane_command(command) => {}
            UserCommand::Undo => self.services.labels.step(&self.services.jobs, false),
            UserCommand::Redo => self.services.labels.step(&self.services.jobs, true),
            UserCommand::NextPicture => self.go(|app| app.neighbour(1)),
            UserCommand::PreviousPicture => self.go(|app| app.neighbour(-1)),
            UserCommand::NextPage => self.go(|app| app.page(true)),
            UserCommand::PreviousPage => self.go(|app| app.page(false)),
            UserCommand::CancelJobs => self.services.jobs.cancel_all(),
            UserCommand::Palette => self.shell.palette.open(),
            UserCommand::Settings => self.shell.toggle(Dock::Settings),
            UserCommand::EditShortcuts => self.shell.toggle(Dock::Shortcuts),
            UserCommand::ShowNotifications => self.shell.toggle(Dock::Notifications),
            UserCommand::ShowJobs => self.shell.toggle(Dock::Jobs),
            UserCommand::Doctor => self.shell.toggle(Dock::Doctor),
            UserCommand::About => self.shell.toggle(Dock::About),
            UserCommand::Help => {
                let topic = self.cases[self.front].case.id();
                self.shell.show_help(topic);
            }
            UserCommand::ToggleTheme => {
                let choice = theme::opposite(context);
                self.change_look(context, |settings| settings.theme = choice);
            }
            UserCommand::SwitchLanguage => {
                let next = match workbench::text::language() {
                    Language::English => Language::German,
                    Language::German => Language::English,
                };
                let choice = LanguageChoice::Only(next);
                self.change_look(context, |settings| settings.language = choice);
            }
            UserCommand::InterfaceZoomIn => self.change_look(context, |it| it.zoom_interface(1)),
            UserCommand::InterfaceZoomOut => self.change_look(context, |it| it.zoom_interface(-1)),
            UserCommand::InterfaceZoomReset => {
                self.change_look(context, |settings| settings.interface_zoom = 1.0);
            }
            UserCommand::ToggleFullScreen => {
                let full = context.input(|input| input.viewport().fullscreen.unwrap_or(false));
                context.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            UserCommand::ToggleCases => self.toggle_panel(|panels| &mut panels.cases),
            UserCommand::ToggleFilmstrip => self.toggle_panel(|panels| &mut panels.filmstrip),
            UserCommand::ToggleInspector => self.toggle_panel(|panels| &mut panels.inspector),
            UserCommand::FilterPictures => self.pictures.focus_filter(),
            UserCommand::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
            pane_command => {
                if !self.pane_command(pane_command) {
                    tracing::debug!(command = pane_command.id(), "nobody took a command");
                }
            }
        }
    }

    fn ask(&mut self, purpose: Purpose) {
        self.dialogs.ask(&self.services.jobs, purpose);
    }

    /// Carries on with what the user chose in a dialog.
    pub(super) fn take_choice(&mut self, choice: Choice) {
        let mut paths = choice.paths;
        match choice.purpose {
            Purpose::OpenPictures | Purpose::OpenFolder => self.take_paths(paths),
            purpose => {
                let Some(path) = paths.pop() else { return };
                match purpose {
                    Purpose::OpenProject => self.open(Request::project(path)),
                    Purpose::NewProject => self.new_project(path),
                    Purpose::ChooseModel => self.offer_file(&path),
                    Purpose::ExportPicture => self.export(path, choice.may_replace),
                    Purpose::FindMoved => self.find_moved(path),
                    Purpose::Asked(request) => request.answer(ChosenPath {
                        path,
                        may_replace: choice.may_replace,
                    }),
                    Purpose::OpenPictures | Purpose::OpenFolder => {}
                }
            }
        }
    }

    /// Takes files of any kind: projects are opened, models offered to the pane, pictures added.
    fn take_paths(&mut self, paths: Vec<PathBuf>) {
        let (projects, files): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| opener::is_project(path));
        let (models, pictures): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|path| is_model(path));
        for model in models {
            self.offer_file(&model);
        }
        if let Some(dir) = projects.into_iter().next() {
            self.open(Request::Project { dir, pictures });
        } else if !pictures.is_empty() {
            self.add_pictures(pictures);
        }
    }

    /// Takes what was dropped on the window in this frame.
    pub(super) fn take_dropped(&mut self, context: &egui::Context) {
        let dropped: Vec<PathBuf> = context.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_path_buf()).collect()
        });
        if !dropped.is_empty() {
            self.take_paths(dropped);
        }
    }

    fn add_pictures(&mut self, paths: Vec<PathBuf>) {
        match self.services.document.project().cloned() {
            Some(project) => self.opener.add(&self.services.jobs, &project, paths),
            None => self.open(Request::Pictures(paths)),
        }
    }

    /// A new project takes over the pictures that were opened without one, and all that was done with
    /// them.
    pub(super) fn new_project(&mut self, dir: PathBuf) {
        let document = &self.services.document;
        let scratch = document.project().filter(|_| document.is_scratch());
        let scratch = scratch.cloned();
        self.open(Request::NewProject { dir, scratch });
    }

    fn offer_file(&mut self, path: &Path) {
        let context = self.services.case_context();
        let taken = self.cases[self.front]
            .pane
            .as_mut()
            .is_some_and(|pane| pane.take_file(path, &context));
        if !taken {
            let title = tr!("sightglass-file-not-taken");
            self.notify(super::failure(title, path.display().to_string()));
        }
    }

    fn export(&mut self, path: PathBuf, may_replace: bool) {
        let context = self.services.case_context();
        if let workbench::ShelfState::Ready(picture) = context.current_picture() {
            let picture = Arc::clone(picture);
            self.exporter
                .start(&self.services.jobs, picture, path, may_replace);
        }
    }

    fn find_moved(&mut self, folder: PathBuf) {
        if let Some(project) = self.services.document.project().cloned() {
            self.scanner
                .find_moved(&self.services.jobs, &project, folder);
        }
    }

    fn remove_picture(&mut self) {
        let document = &self.services.document;
        let (Some(project), Some(row)) = (document.project().cloned(), document.current()) else {
            return;
        };
        let id = row.id;
        let title = tr!("sightglass-removed", name = workbench::file_name(&row.path));
        let body = tr!("sightglass-removed-body");
        self.scanner.remove(&self.services.jobs, &project, id);
        self.notify(Notification::info(title, body));
    }

    fn go(&mut self, target: impl Fn(&Self) -> Option<store::PictureId>) {
        if let Some(id) = target(self) {
            self.services.document.select(id);
        }
    }

    fn neighbour(&self, by: isize) -> Option<store::PictureId> {
        let row = self.pictures.neighbour(&self.services.document, by)?;
        Some(row.id)
    }

    fn page(&self, forwards: bool) -> Option<store::PictureId> {
        let row = self
            .pictures
            .neighbour_page(&self.services.document, forwards)?;
        Some(row.id)
    }

    fn toggle_panel(&mut self, panel: impl Fn(&mut workbench::Panels) -> &mut bool) {
        self.services.settings.change(|settings| {
            let shown = panel(&mut settings.panels);
            *shown = !*shown;
        });
    }

    /// Changes what the settings say about theme, language or zoom, and shows it.
    fn change_look(&mut self, context: &egui::Context, change: impl FnOnce(&mut Settings)) {
        self.services.settings.change(change);
        self.apply_look(context);
    }
}

fn is_model(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "onnx")
        || path.join("pack.toml").is_file()
}
