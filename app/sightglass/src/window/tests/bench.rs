//! A window in a home of its own, and how tests wait for what it does in the background.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use annotation::{Class, ClassId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use testbench::window::{render_state, renderer};
use workbench::text::Language;
use workbench::{LanguageChoice, SettingsKeeper, ThemeChoice};

use crate::window::{App, Start};

/// The interface's language belongs to the process, so windows are tested one after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// How long a window may take for what a test waits for. No test measures time: this only ends one
/// that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder of `count` small pictures, `0000.png` and so on, and their paths.
pub(crate) fn series(count: u32) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let pictures = testbench::pictures::write_series(folder.path(), count).unwrap();
    (folder, pictures)
}

/// A class of defects.
pub(crate) fn class(name: &str) -> Class {
    Class {
        id: ClassId(0),
        name: name.to_owned(),
        colour: [255, 0, 0],
        key: Some(1),
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    }
}

/// How a window is started.
pub(crate) struct Opening {
    paths: Vec<PathBuf>,
    pack_roots: Vec<PathBuf>,
    theme: ThemeChoice,
    onnxruntime: Option<PathBuf>,
    sample: Option<PathBuf>,
    home: Option<tempfile::TempDir>,
    renders: bool,
}

/// A window, and the folder that it takes for the user's.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
    pub(crate) home: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Window {
    /// A window in English that opens these pictures or this project, with the packs of the source
    /// tree.
    pub(crate) fn on<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Opening {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
        Opening {
            paths: paths
                .into_iter()
                .map(|path| path.as_ref().to_owned())
                .collect(),
            pack_roots: vec![models],
            theme: ThemeChoice::Dark,
            onnxruntime: None,
            sample: None,
            home: None,
            renders: true,
        }
    }
}

/// A file that was dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Opening {
    pub(crate) fn theme(mut self, theme: ThemeChoice) -> Self {
        self.theme = theme;
        self
    }

    pub(crate) fn without_packs(mut self) -> Self {
        self.pack_roots.clear();
        self
    }

    pub(crate) fn packs_in(mut self, folder: PathBuf) -> Self {
        self.pack_roots = vec![folder];
        self
    }

    pub(crate) fn onnxruntime(mut self, library: &Path) -> Self {
        self.onnxruntime = Some(library.to_owned());
        self
    }

    pub(crate) fn sample(mut self, pictures: &Path) -> Self {
        self.sample = Some(pictures.to_owned());
        self
    }

    /// Lays frames out without drawing them, where it is not the picture that is tested.
    pub(crate) fn without_rendering(mut self) -> Self {
        self.renders = false;
        self
    }

    /// Takes over the settings that an earlier window left.
    pub(crate) fn at_home(mut self, home: tempfile::TempDir) -> Self {
        self.home = Some(home);
        self
    }

    pub(crate) fn open(self) -> Window {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let home = self.home.unwrap_or_else(|| tempfile::tempdir().unwrap());
        let (mut settings, trouble) = SettingsKeeper::open(Some(home.path().join("config")));
        assert!(trouble.is_none());
        settings.change(|settings| {
            settings.language = LanguageChoice::Only(Language::English);
            settings.theme = self.theme;
        });
        let start = Start {
            settings,
            onnxruntime: self.onnxruntime,
            pack_roots: self.pack_roots,
            sample: self
                .sample
                .map(|pictures| super::super::opener::Request::Sample {
                    dir: home.path().join("sample.sight"),
                    pictures,
                }),
            paths: self.paths,
        };
        // The harness stands for a system with a theme of its own.
        let system_theme = match self.theme {
            ThemeChoice::Light => egui::Theme::Light,
            ThemeChoice::Dark | ThemeChoice::System => egui::Theme::Dark,
        };
        let harness = Harness::builder()
            .with_size([1200.0, 800.0])
            .with_theme(system_theme)
            .with_render_every_step(self.renders)
            .renderer(renderer(render_state()))
            .build_eframe(move |creation| App::new(creation, start).unwrap());
        Window {
            harness,
            home,
            _turn: turn,
        }
    }
}

impl Window {
    /// Paints frames until `is_done`.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, is_done: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.harness.step();
            if is_done(self) {
                return;
            }
            assert!(
                Instant::now() < end,
                "{what} never came: {:#?}",
                self.texts()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Paints frames until some widget's name or text contains `text`.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.until(text, |window| window.shows(text));
    }

    /// Paints frames until nothing is running any more.
    #[track_caller]
    pub(crate) fn settle(&mut self) {
        self.until("rest", |window| {
            let app = window.harness.state();
            app.services.jobs.list().is_empty() && !app.opener.is_opening()
        });
        // The last results are collected, and what they changed is painted.
        for _ in 0..4 {
            self.harness.step();
        }
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.texts().iter().any(|shown| shown.contains(text))
    }

    /// Every name and text in the window.
    pub(crate) fn texts(&self) -> Vec<String> {
        let root = self.harness.root();
        root.children_recursive()
            .flat_map(|node| {
                let node = node.accesskit_node();
                [node.label(), node.value()]
            })
            .flatten()
            .collect()
    }

    #[track_caller]
    pub(crate) fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.step();
    }

    /// Clicks what may be scrolled out of view, as a screen reader does.
    #[track_caller]
    pub(crate) fn click_unseen(&mut self, label: &str) {
        self.harness.get_by_label(label).click_accesskit();
        self.harness.step();
    }

    /// Clicks the last of several widgets of one name.
    #[track_caller]
    pub(crate) fn click_last(&mut self, label: &str) {
        let last = self.harness.get_all_by_label(label).last();
        last.unwrap().click();
        self.harness.step();
    }

    /// Clicks with the pointer, as a hand does.
    #[track_caller]
    pub(crate) fn point_and_click(&mut self, label: &str) {
        let middle = self.harness.get_by_label(label).rect().center();
        self.harness.hover_at(middle);
        self.harness.drag_at(middle);
        self.harness.drop_at(middle);
        self.harness.step();
    }

    pub(crate) fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Drops files on the window.
    pub(crate) fn drop_files(&mut self, paths: &[&Path]) {
        let files = paths
            .iter()
            .map(|path| Arc::new(Dropped(path.to_path_buf())) as egui::DroppedFileHandle);
        self.harness.input_mut().dropped_files = files.collect();
        self.harness.step();
    }

    /// The name of the picture that is being looked at.
    pub(crate) fn current(&self) -> Option<String> {
        let row = self.harness.state().services.document.current()?;
        Some(workbench::file_name(&row.path))
    }

    /// Ends the program, as closing its window does, and leaves the user's folder.
    pub(crate) fn close(mut self) -> tempfile::TempDir {
        eframe::App::on_exit(self.harness.state_mut());
        self.home
    }
}
