//! The program's state and its two steps a frame: collecting results, and painting.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use workbench::commands::Category;
use workbench::shortcuts::Scope;
use workbench::{
    Case, Command, Notification, Pane, SettingsKeeper, UserCommand, shortcuts, theme, tr,
};

use super::dialogs::Dialogs;
use super::exporter::Exporter;
use super::opener::{self, Opener, Outcome, Request};
use super::pictures::PictureList;
use super::scanner::Scanner;
use super::services::Services;
use super::shell::Shell;
use super::start_bench::StartBench;
use crate::cases;
use crate::last_place::LastPlace;

/// How long the program waits for its threads at the end.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(1);
/// How many pictures are opened ahead of the one being looked at, and how many behind.
const PREFETCH: [isize; 3] = [1, 2, -1];

/// A case and its pane, which is opened when the case is first shown.
pub struct OpenCase {
    /// The case.
    pub case: Arc<dyn Case>,
    /// Its face, once it has been shown.
    pub pane: Option<Box<dyn Pane>>,
}

/// The program behind the window.
pub struct App {
    pub(super) services: Services,
    pub(super) cases: Vec<OpenCase>,
    pub(super) front: usize,
    pub(super) opener: Opener,
    pub(super) scanner: Scanner,
    pub(super) dialogs: Dialogs,
    pub(super) exporter: Exporter,
    pub(super) pictures: PictureList,
    pub(super) shell: Shell,
    last_place: LastPlace,
    /// The window's title.
    title: String,
    /// What opens the sample project, where it came with the program.
    pub(super) sample: Option<Request>,
    pub(super) scratch: Option<tempfile::TempDir>,
    start_bench: Option<StartBench>,
    /// Whether the user was told what closing the window would lose.
    has_warned_of_loss: bool,
}

/// What the window is started with.
pub struct Start {
    /// The user's settings.
    pub settings: SettingsKeeper,
    /// The library named by `--onnxruntime`, if any.
    pub onnxruntime: Option<PathBuf>,
    /// The folders that are searched for packs.
    pub pack_roots: Vec<PathBuf>,
    /// What opens the sample project, where it came with the program.
    pub sample: Option<Request>,
    /// A project, or pictures, to open.
    pub paths: Vec<PathBuf>,
}

impl App {
    /// Starts the services and asks for what is to be opened first.
    ///
    /// # Errors
    /// When the graphics device has no wgpu, without which no picture can be drawn.
    pub fn new(creation: &eframe::CreationContext<'_>, start: Start) -> anyhow::Result<Self> {
        let render_state = creation
            .wgpu_render_state
            .as_ref()
            .ok_or_else(|| anyhow::anyhow!("the window was opened without wgpu"))?;
        canvas::install(&creation.egui_ctx, render_state);
        let context = &creation.egui_ctx;
        theme::install(context);
        let services =
            Services::start(context, start.settings, start.onnxruntime, start.pack_roots);
        let mut app = Self {
            services,
            cases: cases::all()
                .into_iter()
                .map(|case| OpenCase { case, pane: None })
                .collect(),
            front: 0,
            opener: Opener::default(),
            scanner: Scanner::default(),
            dialogs: Dialogs::new(),
            exporter: Exporter::default(),
            pictures: PictureList::default(),
            shell: Shell::default(),
            last_place: LastPlace::default(),
            title: String::new(),
            sample: start.sample,
            scratch: None,
            start_bench: StartBench::from_environment(),
            has_warned_of_loss: false,
        };
        app.apply_look(context);
        app.show_case(0);
        app.open_first(start.paths);
        Ok(app)
    }

    /// Tells the user something.
    pub fn notify(&self, notification: Notification) {
        self.services.commands.send(Command::Notify(notification));
    }

    /// Opens what the command line names, or else what was open last time; the first time of all,
    /// the sample.
    fn open_first(&mut self, paths: Vec<PathBuf>) {
        let (projects, pictures): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| opener::is_project(path));
        if let Some(dir) = projects.into_iter().next() {
            self.open(Request::Project { dir, pictures });
        } else if !pictures.is_empty() {
            self.open(Request::Pictures(pictures));
        } else if let Some(last) = self.services.settings.get().last_project.clone()
            && last.is_dir()
        {
            self.open(Request::project(last));
        } else if self.services.settings.get().recent_projects.is_empty()
            && let Some(sample) = self.sample.clone()
        {
            self.open(sample);
        }
    }

    pub(super) fn open(&mut self, request: Request) {
        self.opener.open(&self.services.jobs, request);
    }

    /// Takes theme, language and zoom from the settings.
    pub(super) fn apply_look(&self, context: &egui::Context) {
        let settings = self.services.settings.get();
        theme::set(context, settings.theme);
        workbench::text::set_language(settings.language.resolve());
        context.set_zoom_factor(settings.interface_zoom);
    }

    pub(super) fn show_case(&mut self, index: usize) {
        if let Some(open) = self.cases.get_mut(index) {
            open.pane.get_or_insert_with(|| open.case.open());
            self.front = index;
        }
    }

    /// Lets the pane in front carry out a command.
    pub(super) fn pane_command(&mut self, command: UserCommand) -> bool {
        let context = self.services.case_context();
        self.cases
            .get_mut(self.front)
            .and_then(|open| open.pane.as_mut())
            .is_some_and(|pane| pane.command(command, &context))
    }

    /// Whether the commands of a menu that not every pane has are for the pane in front.
    pub(super) fn front_takes(&self, category: Category) -> bool {
        let pane = self.cases[self.front].pane.as_ref();
        pane.is_some_and(|pane| pane.takes(category))
    }

    fn collect(&mut self, context: &egui::Context) {
        if let Some(notification) = self.services.settings.logic(&self.services.jobs) {
            self.notify(notification);
        }
        self.services.engine.logic();
        self.services.packs.logic();
        for panic in self.services.jobs.take_panics() {
            let details = format!("{}\n{}", panic.message, panic.place.unwrap_or_default());
            let title = tr!("sightglass-job-panicked", name = panic.title);
            let body = tr!("sightglass-job-panicked-body");
            self.notify(Notification::error(title, body).details(details));
        }
        if let Some(outcome) = self.opener.poll() {
            self.take_outcome(context, outcome);
        }
        if let Some(choice) = self.dialogs.poll() {
            self.take_choice(choice);
        }
        if let Some(notification) = self.exporter.poll() {
            self.notify(notification);
        }
        self.services.labels.logic(&self.services.jobs);
        for notification in self.services.labels.take_notifications() {
            self.notify(notification);
        }
        if let Some(project) = self.services.document.project().cloned() {
            match self.scanner.logic(&self.services.jobs, &project) {
                Some(Ok(rows)) => self.services.document.set_pictures(Arc::new(rows)),
                Some(Err(reason)) => {
                    self.notify(super::failure(tr!("sightglass-scan-failed"), reason));
                }
                None => {}
            }
            for error in project.writer().take_errors() {
                let title = tr!("sightglass-write-failed");
                self.notify(super::failure(title, error.to_string()));
            }
        }
    }

    fn take_outcome(&mut self, context: &egui::Context, outcome: Outcome) {
        let skipped = match outcome {
            Outcome::Failed(failure) => {
                if let Some(gone) = failure.gone {
                    self.services
                        .settings
                        .change(|settings| settings.forget_project(&gone));
                }
                let title = tr!("sightglass-open-failed");
                self.notify(super::failure(title, failure.reason));
                return;
            }
            Outcome::Added(added) => {
                self.services.document.set_pictures(added.pictures);
                if let Some(first) = added.first {
                    self.services.document.select(first);
                }
                added.skipped
            }
            Outcome::Opened(opened) => {
                let skipped = opened.skipped.clone();
                self.take_project(context, *opened);
                skipped
            }
        };
        if let Some(project) = self.services.document.project().cloned() {
            self.scanner.start(&self.services.jobs, &project);
        }
        if !skipped.is_empty() {
            let title = tr!("sightglass-skipped", count = skipped.len());
            let body = tr!("sightglass-skipped-body");
            self.notify(Notification::warning(title, body).details(skipped.join("\n")));
        }
    }

    fn take_project(&mut self, context: &egui::Context, opened: opener::Opened) {
        self.leave_project();
        let dir = opened.project.dir().to_path_buf();
        let is_scratch = opened.scratch.is_some();
        if let store::Access::ReadOnly { reason } = opened.project.access() {
            let title = tr!("sightglass-read-only");
            self.notify(Notification::warning(title, reason.to_string()));
        }
        let wake = context.clone();
        let author = self.services.settings.get().author();
        self.services
            .labels
            .open(&self.services.jobs, &opened.project, author, move || {
                wake.request_repaint();
            });
        self.scratch = opened.scratch;
        let document = workbench::Document::new(opened.project, is_scratch, opened.pictures);
        self.services.document = document;
        if let Some(picture) = opened.last.picture {
            self.services.document.select(picture);
        }
        let is_last = |open: &OpenCase| opened.last.case.as_deref() == Some(open.case.id());
        if let Some(index) = self.cases.iter().position(is_last) {
            self.show_case(index);
        }
        if !is_scratch {
            self.services
                .settings
                .change(|settings| settings.remember_project(&dir));
        }
        context.request_repaint();
    }

    /// Lets go of the open project, off the window's thread: closing waits for the disk.
    pub(super) fn leave_project(&mut self) {
        self.last_place.save(&self.services.document);
        self.scanner.stop();
        self.pictures.reset();
        let labels = self.services.labels.close();
        let document = std::mem::take(&mut self.services.document);
        let scratch = self.scratch.take();
        let title = tr!("sightglass-job-close");
        self.services
            .jobs
            .start(jobs::Lane::Background, title, move |_| {
                if let Some(labels) = labels {
                    labels.finish();
                }
                drop(document);
                drop(scratch);
            })
            .detach();
    }

    /// Shows the picture and the project in the title that the desktop gives the window.
    fn name_window(&mut self, context: &egui::Context) {
        let parts = self.services.document.titles();
        let title = parts
            .chain(["Sightglass".to_owned()])
            .collect::<Vec<_>>()
            .join(" – ");
        if title != self.title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Keeps the window open, once, where closing it would lose labels: those that the disk does not
    /// take, and those that a person made without a project.
    fn hold_for_labels(&mut self, context: &egui::Context) {
        let is_closing = context.input(|input| input.viewport().close_requested());
        if !is_closing || self.has_warned_of_loss {
            return;
        }
        let warning = if self.services.labels.is_stopped() {
            let title = tr!("labels-unwritten", count = self.services.labels.unwritten());
            Notification::error(title, tr!("labels-unwritten-close"))
        } else if self.has_homeless_labels() {
            Notification::warning(tr!("labels-homeless"), tr!("labels-homeless-close"))
        } else {
            return;
        };
        self.has_warned_of_loss = true;
        context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        self.notify(warning);
    }

    /// Whether a person made or confirmed labels of pictures that are in no project.
    fn has_homeless_labels(&self) -> bool {
        let document = &self.services.document;
        let labels = self.services.labels.document();
        let Some(labels) = labels.filter(|_| document.is_scratch()) else {
            return false;
        };
        let mut pictures = document.pictures().iter();
        pictures.any(|row| {
            let mut of_picture = labels.labels(row.id).into_iter().flat_map(|it| it.iter());
            of_picture.any(|label| label.is_kept())
        })
    }

    /// Sends the commands of the keys that were pressed, unless the editor of shortcuts is waiting
    /// for keys.
    fn take_shortcuts(&self, context: &egui::Context) {
        if self.shell.is_capturing() {
            return;
        }
        let keys = &self.services.settings.get().shortcuts;
        let (active, picture) = (self.keyboard_scope(context), self.picture_scope());
        for command in shortcuts::take_pressed(context, keys, active, picture) {
            self.services.commands.send(command);
        }
    }

    /// Who has the keyboard. When nothing has it, the picture does.
    fn keyboard_scope(&self, context: &egui::Context) -> Scope {
        let pane = self.cases[self.front].pane.as_ref();
        if self.pictures.has_keyboard() {
            Scope::List
        } else if context.memory(|memory| memory.focused()).is_none()
            || pane.is_some_and(|pane| pane.has_keyboard())
        {
            self.picture_scope()
        } else {
            Scope::Window
        }
    }

    /// What keys mean over the picture of the case in front.
    fn picture_scope(&self) -> Scope {
        if self.front_takes(Category::Music) {
            Scope::Score
        } else {
            Scope::Canvas
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.collect(context);
        self.apply_commands(context);
        let case = self.cases[self.front].case.id();
        self.last_place
            .logic(context, &self.services.document, case);
        self.name_window(context);
        let current = self.services.document.current_key();
        let neighbours: Vec<_> = PREFETCH
            .into_iter()
            .filter_map(|by| self.pictures.neighbour(&self.services.document, by))
            .map(workbench::PictureKey::of)
            .collect();
        self.services
            .pictures
            .logic(&self.services.jobs, current.as_ref(), &neighbours);
        let mut lent = self.services.case_context();
        for (place, open) in self.cases.iter_mut().enumerate() {
            lent.is_in_front = place == self.front;
            if let Some(pane) = &mut open.pane {
                pane.logic(&lent);
            }
        }
        let notes = self.cases[self.front]
            .pane
            .as_ref()
            .and_then(|pane| pane.picture_notes());
        self.pictures
            .logic(context, &self.services.jobs, &self.services.document, notes);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.hold_for_labels(ui.ctx());
        self.take_shortcuts(ui.ctx());
        self.take_dropped(ui.ctx());
        let middle = self.panels_ui(ui);
        self.shell_ui(ui, middle);
        if let Some(choice) = self.dialogs.ui(ui) {
            self.take_choice(choice);
        }
        self.remember_window(ui.ctx());
        if let Some(wait) = self.services.settings.wants_logic_in() {
            ui.ctx().request_repaint_after(wait);
        }
        if let Some(bench) = &mut self.start_bench {
            bench.frame(ui.ctx());
        }
    }

    fn on_exit(&mut self) {
        self.last_place.save(&self.services.document);
        if let Some(labels) = self.services.labels.close() {
            labels.finish();
        }
        if let Err(error) = self.services.settings.save_now() {
            tracing::error!(%error, "the settings were not saved");
        }
        if !self.services.jobs.shut_down(SHUTDOWN_LIMIT) {
            tracing::warn!("some background work did not end in time");
        }
    }
}
