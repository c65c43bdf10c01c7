//! Asking for files: with the desktop's dialog, or by typing a path where there is none.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::Ui;
use jobs::{Jobs, Pending};
use workbench::tokens::space;
use workbench::{PathKind, PathRequest, tr};

/// What the chosen files are for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// Pictures to look at.
    OpenPictures,
    /// A folder of pictures.
    OpenFolder,
    /// A project to open.
    OpenProject,
    /// Where to make a project.
    NewProject,
    /// A model file.
    ChooseModel,
    /// Where to write the current picture.
    ExportPicture,
    /// Where moved pictures are to be looked for.
    FindMoved,
    /// What a pane asked for.
    Asked(PathRequest),
}

/// What the user chose.
pub struct Choice {
    /// What for.
    pub purpose: Purpose,
    /// The files or the folder.
    pub paths: Vec<PathBuf>,
    /// Whether a file that is to be written may replace one: the desktop's dialogs have asked.
    pub may_replace: bool,
}

/// A desktop dialog that answers faster than anybody can has not been shown at all.
const SHOWN_AT_LEAST: Duration = Duration::from_secs(1);

struct Desktop {
    purpose: Purpose,
    since: Instant,
    answer: Pending<Vec<PathBuf>>,
}

struct Prompt {
    purpose: Purpose,
    text: String,
    wants_focus: bool,
}

/// The dialog that is open, if any.
pub struct Dialogs {
    /// Whether the desktop can show dialogs at all.
    has_desktop: bool,
    desktop: Option<Desktop>,
    prompt: Option<Prompt>,
}

impl Dialogs {
    /// No dialog. Looks once whether the desktop has any.
    #[must_use]
    pub fn new() -> Self {
        Self {
            has_desktop: desktop_has_dialogs(),
            desktop: None,
            prompt: None,
        }
    }

    /// No dialog, and none of the desktop's ever.
    #[cfg(test)]
    pub(super) fn without_desktop() -> Self {
        Self {
            has_desktop: false,
            desktop: None,
            prompt: None,
        }
    }

    /// Asks for files. Opened on the window's thread, as some systems demand, and awaited off it.
    pub fn ask(&mut self, jobs: &Jobs, purpose: Purpose) {
        if self.desktop.is_some() {
            return;
        }
        if !self.has_desktop {
            self.type_path(purpose);
            return;
        }
        let dialog = rfd::AsyncFileDialog::new().set_title(title(&purpose));
        let answer = start(jobs, dialog, &purpose);
        self.desktop = Some(Desktop {
            purpose,
            since: Instant::now(),
            answer,
        });
    }

    /// What was chosen, once. Where the desktop has no dialog, a field for the path appears.
    pub fn poll(&mut self) -> Option<Choice> {
        let desktop = self.desktop.as_mut()?;
        let answer = desktop.answer.poll()?;
        let was_shown = desktop.since.elapsed() >= SHOWN_AT_LEAST;
        let purpose = self.desktop.take()?.purpose;
        let paths = answer.unwrap_or_default();
        if !paths.is_empty() {
            return Some(Choice {
                purpose,
                paths,
                may_replace: true,
            });
        }
        if !was_shown {
            self.type_path(purpose);
        }
        None
    }

    /// Shows the field for a path. The path of a new file is suggested, in the user's own folder.
    pub fn type_path(&mut self, purpose: Purpose) {
        self.prompt = Some(Prompt {
            text: suggested_path(&purpose),
            purpose,
            wants_focus: true,
        });
    }

    /// Paints the field for a path, and gives back what was typed.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Choice> {
        let prompt = self.prompt.as_mut()?;
        let mut choice = None;
        let mut close = false;
        let frame = egui::Frame::popup(ui.style()).inner_margin(space::L);
        let modal = egui::Modal::new(egui::Id::unique("path prompt")).frame(frame);
        let modal = modal.show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            ui.heading(title(&prompt.purpose));
            ui.label(tr!("sightglass-type-path"));
            let field = egui::TextEdit::singleline(&mut prompt.text)
                .desired_width(f32::INFINITY)
                .hint_text(hint(&prompt.purpose));
            let response = ui.add(field);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr!("sightglass-path"))
            });
            if std::mem::take(&mut prompt.wants_focus) {
                response.request_focus();
                select_all(ui, response.id, &prompt.text);
            }
            let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                let ready = !prompt.text.trim().is_empty();
                let go = ui.add_enabled(ready, egui::Button::new(tr!("sightglass-continue")));
                if ready && (go.clicked() || entered) {
                    choice = Some(Choice {
                        purpose: prompt.purpose.clone(),
                        paths: vec![typed_path(&prompt.text)],
                        may_replace: false,
                    });
                }
                close = ui.button(tr!("sightglass-cancel")).clicked();
            });
        });
        if choice.is_some() || close || modal.should_close() {
            self.prompt = None;
        }
        choice
    }
}

/// Whether there is somebody to show a dialog: on Unix desktops a service on the session's bus, or
/// the program `zenity`.
fn desktop_has_dialogs() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    let has_address = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let runtime_dir = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let has_bus = has_address || runtime_dir.is_some_and(|dir| dir.join("bus").exists());
    has_bus
        || std::env::var_os("PATH").is_some_and(|path| {
            std::env::split_paths(&path).any(|dir| dir.join("zenity").is_file())
        })
}

/// A typed path, with quotation marks and `~` understood as the shells do.
fn typed_path(text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']);
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

/// Selects the whole of a field, so that what is typed takes its place.
fn select_all(ui: &Ui, field: egui::Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let whole = egui::text::CCursorRange::select_all_str(text);
    state.cursor.set_char_range(Some(whole));
    state.store(ui.ctx(), field);
}

/// The path that can be confirmed as it is; empty where there is none to suggest.
fn suggested_path(purpose: &Purpose) -> String {
    let Purpose::Asked(request) = purpose else {
        return String::new();
    };
    match (&request.kind, std::env::home_dir()) {
        (PathKind::NewFile { file_name, .. }, Some(home)) => {
            home.join(file_name).display().to_string()
        }
        _ => String::new(),
    }
}

/// What a path for this looks like.
fn hint(purpose: &Purpose) -> String {
    match purpose {
        Purpose::OpenPictures | Purpose::ChooseModel => tr!("sightglass-path-hint"),
        Purpose::OpenFolder | Purpose::FindMoved => tr!("sightglass-folder-hint"),
        Purpose::OpenProject | Purpose::NewProject => tr!("sightglass-project-hint"),
        Purpose::ExportPicture => tr!("sightglass-export-hint"),
        Purpose::Asked(request) => match &request.kind {
            PathKind::Folder => tr!("sightglass-folder-hint"),
            PathKind::File { .. } => tr!("sightglass-file-hint"),
            PathKind::NewFile { file_name, .. } => file_name.clone(),
        },
    }
}

fn title(purpose: &Purpose) -> String {
    match purpose {
        Purpose::OpenPictures => tr!("sightglass-ask-pictures"),
        Purpose::OpenFolder => tr!("sightglass-ask-folder"),
        Purpose::OpenProject => tr!("sightglass-ask-project"),
        Purpose::NewProject => tr!("sightglass-ask-new-project"),
        Purpose::ChooseModel => tr!("sightglass-ask-model"),
        Purpose::ExportPicture => tr!("sightglass-ask-export"),
        Purpose::FindMoved => tr!("sightglass-ask-moved"),
        Purpose::Asked(request) => request.title.clone(),
    }
}

fn start(jobs: &Jobs, dialog: rfd::AsyncFileDialog, purpose: &Purpose) -> Pending<Vec<PathBuf>> {
    use std::future::Future;
    use std::pin::Pin;

    type Answer = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;
    let path = |file: rfd::FileHandle| file.path().to_path_buf();
    let one = move |file: Option<rfd::FileHandle>| file.map(path).into_iter().collect();
    let answer: Answer = match purpose {
        Purpose::OpenPictures => {
            let extensions: Vec<_> = imaging::picture_extensions().collect();
            let files = dialog
                .add_filter(tr!("sightglass-pictures"), &extensions)
                .pick_files();
            Box::pin(async move {
                files
                    .await
                    .unwrap_or_default()
                    .into_iter()
                    .map(path)
                    .collect()
            })
        }
        Purpose::OpenFolder | Purpose::OpenProject | Purpose::FindMoved => {
            let folder = dialog.pick_folder();
            Box::pin(async move { one(folder.await) })
        }
        Purpose::NewProject => {
            let file = dialog
                .set_file_name(tr!("sightglass-new-project-name"))
                .save_file();
            Box::pin(async move { one(file.await) })
        }
        Purpose::ChooseModel => {
            let file = dialog.add_filter("ONNX", &["onnx"]).pick_file();
            Box::pin(async move { one(file.await) })
        }
        Purpose::ExportPicture => {
            let file = dialog.add_filter("PNG", &["png"]).save_file();
            Box::pin(async move { one(file.await) })
        }
        Purpose::Asked(request) => match &request.kind {
            PathKind::Folder => {
                let folder = dialog.pick_folder();
                Box::pin(async move { one(folder.await) })
            }
            PathKind::File { extensions } => {
                let filter = extensions.join(", ").to_uppercase();
                let file = dialog.add_filter(filter, extensions).pick_file();
                Box::pin(async move { one(file.await) })
            }
            PathKind::NewFile {
                file_name,
                extensions,
            } => {
                let filter = extensions.join(", ").to_uppercase();
                let file = dialog
                    .set_file_name(file_name)
                    .add_filter(filter, extensions)
                    .save_file();
                Box::pin(async move { one(file.await) })
            }
        },
    };
    jobs.wait_aside(tr!("sightglass-job-dialog"), move |_| {
        pollster::block_on(answer)
    })
}
