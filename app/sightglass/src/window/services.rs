//! What the window has running: jobs, settings, packs, the inference library, opened pictures.

use std::path::PathBuf;

use imaging::Limits;
use jobs::Jobs;
use workbench::labels::LabelDesk;
use workbench::{
    CommandQueue, CommandSender, Document, EngineRoom, PackShelf, PictureShelf, SettingsKeeper,
    commands,
};

/// Pixels of pictures that are kept open besides the one being looked at.
const PICTURE_BUDGET_BYTES: u64 = 1 << 30;

/// The services of the window. Panes see them through `CaseContext`.
pub struct Services {
    /// Background work.
    pub jobs: Jobs,
    /// The user's settings and their file.
    pub settings: SettingsKeeper,
    /// Model packs.
    pub packs: PackShelf,
    /// ONNX Runtime.
    pub engine: EngineRoom,
    /// Opened pictures.
    pub pictures: PictureShelf,
    /// What is open.
    pub document: Document,
    /// Its labels.
    pub labels: LabelDesk,
    /// Commands on their way to be applied.
    pub queue: CommandQueue,
    /// Where commands are sent.
    pub commands: CommandSender,
}

impl Services {
    /// Starts everything; nothing here waits.
    pub fn start(
        context: &egui::Context,
        settings: SettingsKeeper,
        onnxruntime: Option<PathBuf>,
        pack_roots: Vec<PathBuf>,
    ) -> Self {
        let jobs = {
            let context = context.clone();
            Jobs::new(move || context.request_repaint())
        };
        let (commands, queue) = {
            let context = context.clone();
            commands::queue(move || context.request_repaint())
        };
        let explicit = onnxruntime.or_else(|| settings.get().onnxruntime.clone());
        Self {
            engine: EngineRoom::load(&jobs, explicit),
            packs: PackShelf::search(&jobs, pack_roots),
            pictures: PictureShelf::new(Limits::default(), PICTURE_BUDGET_BYTES),
            document: Document::default(),
            labels: LabelDesk::default(),
            settings,
            queue,
            commands,
            jobs,
        }
    }

    /// What a pane may use of this.
    pub fn case_context(&self) -> workbench::CaseContext<'_> {
        workbench::CaseContext {
            jobs: &self.jobs,
            document: &self.document,
            labels: &self.labels,
            pictures: &self.pictures,
            packs: &self.packs,
            engine: &self.engine,
            settings: self.settings.get(),
            commands: &self.commands,
            is_in_front: true,
        }
    }
}
