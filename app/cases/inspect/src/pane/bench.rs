//! The model on the bench: which one is wanted, how far it is loaded, and what is remembered.

use std::path::PathBuf;
use std::sync::Arc;

use jobs::{Lane, Latest};
use runtime::ProviderChoice;
use workbench::{CaseContext, Command, Notification, tr};

use crate::method::{InspectError, LoadedModel};
use crate::subject::ModelSource;

/// The project's setting that holds the model used last.
const SETTING: &str = "inspect.model";

/// How far the wanted model is.
pub enum BenchState<'a> {
    /// No model is wanted, because none is known.
    Empty,
    /// ONNX Runtime is not there; the text says why.
    NoEngine(&'a str),
    /// It is being loaded.
    Loading,
    /// It can be asked.
    Ready(&'a Arc<LoadedModel>),
    /// It cannot be loaded; the text says why.
    Failed(&'a str),
}

/// The model on the bench.
#[derive(Default)]
pub struct ModelBench {
    wanted: Option<ModelSource>,
    asked: Option<(ModelSource, ProviderChoice)>,
    loading: Latest<Result<LoadedModel, InspectError>>,
    loaded: Option<Arc<LoadedModel>>,
    failure: Option<String>,
    engine_trouble: Option<String>,
    project: Option<PathBuf>,
    remembered: Latest<Option<ModelSource>>,
    packing: Latest<Result<PathBuf, packs::PackError>>,
}

impl ModelBench {
    /// Puts another model on the bench, and remembers it in the project.
    pub fn choose(&mut self, source: ModelSource, context: &CaseContext<'_>) {
        if let Some(project) = context.document.project()
            && project.access().can_write()
            && let Err(error) = project.writer().send_setting(SETTING, &source)
        {
            tracing::warn!(%error, "the model is not remembered");
        }
        self.wanted = Some(source);
        self.asked = None;
    }

    /// Reads the pack on the bench anew, because its manifest may have been corrected.
    pub fn reload_pack(&mut self) {
        if let Some(ModelSource::Pack(_)) = self.wanted {
            self.asked = None;
        }
    }

    /// The model that is wanted.
    #[must_use]
    pub fn wanted(&self) -> Option<&ModelSource> {
        self.wanted.as_ref()
    }

    /// The model, where it is ready.
    #[must_use]
    pub fn model(&self) -> Option<&Arc<LoadedModel>> {
        self.loaded.as_ref()
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> BenchState<'_> {
        if let Some(trouble) = &self.engine_trouble {
            BenchState::NoEngine(trouble)
        } else if self.loading.is_busy() {
            BenchState::Loading
        } else if let Some(model) = &self.loaded {
            BenchState::Ready(model)
        } else if let Some(reason) = &self.failure {
            BenchState::Failed(reason)
        } else if self.wanted.is_some() {
            BenchState::Loading
        } else {
            BenchState::Empty
        }
    }

    /// Collects what has been loaded, and loads what is wanted now. True when the model changed.
    pub fn logic(&mut self, context: &CaseContext<'_>) -> bool {
        self.recall(context);
        self.collect_pack(context);
        if self.wanted.is_none() && !self.remembered.is_busy() {
            let first = context.packs.of_case(crate::ID).next();
            self.wanted = first.map(|pack| ModelSource::Pack(pack.dir.clone()));
        }
        self.engine_trouble = match context.engine.state() {
            workbench::EngineState::Missing(reason) => Some(reason.to_owned()),
            workbench::EngineState::Loading | workbench::EngineState::Ready(_) => None,
        };
        self.load(context);
        match self.loading.poll() {
            None => false,
            Some(Ok(Ok(model))) => {
                if let Some(warning) = &model.model.placement().warning {
                    let title = tr!("inspect-placement-warning");
                    let warning = Notification::warning(title, warning.clone());
                    context.commands.send(Command::Notify(warning));
                }
                self.loaded = Some(Arc::new(model));
                true
            }
            Some(Ok(Err(error))) => {
                self.fail(error.to_string());
                true
            }
            Some(Err(stopped)) => {
                self.fail(stopped.to_string());
                true
            }
        }
    }

    /// Writes a pack of the bare model on the bench, with what was guessed, into the user's packs.
    pub fn write_pack(&mut self, context: &CaseContext<'_>) {
        let (Some(ModelSource::Bare(path)), Some(packs_dir)) = (
            self.wanted.clone(),
            workbench::folders::data_dir().map(|dir| dir.join("packs").join(crate::ID)),
        ) else {
            return;
        };
        let title = tr!("inspect-job-pack");
        self.packing
            .ask(context.jobs, Lane::Background, title, move |_| {
                let proposal = packs::propose(&path)?;
                let stem = path.file_stem().unwrap_or_default();
                let dir = packs_dir.join(stem);
                proposal.write(&dir)?;
                Ok(dir)
            });
    }

    fn collect_pack(&mut self, context: &CaseContext<'_>) {
        let notification = match self.packing.poll() {
            None => return,
            Some(Ok(Ok(dir))) => {
                let path = dir.display().to_string();
                self.choose(ModelSource::Pack(dir), context);
                context.commands.send(Command::SearchPacks);
                Notification::success(tr!("inspect-pack-written"), path)
            }
            Some(Ok(Err(error))) => {
                Notification::error(tr!("inspect-pack-failed"), error.to_string())
            }
            Some(Err(stopped)) => {
                Notification::error(tr!("inspect-pack-failed"), stopped.to_string())
            }
        };
        context.commands.send(Command::Notify(notification));
    }

    /// Takes up the model that another project was left with.
    fn recall(&mut self, context: &CaseContext<'_>) {
        let project = context.document.project();
        let dir = project.map(|project| project.dir().to_path_buf());
        if dir != self.project {
            self.project = dir;
            if let Some(project) = project {
                let reader = project.reader();
                self.remembered
                    .ask(context.jobs, Lane::Interactive, SETTING, move |_| {
                        let source: ModelSource = reader.setting(SETTING).ok().flatten()?;
                        source.path().exists().then_some(source)
                    });
            }
        }
        if let Some(Ok(Some(source))) = self.remembered.poll() {
            self.wanted = Some(source);
        }
    }

    fn load(&mut self, context: &CaseContext<'_>) {
        let (Some(wanted), Some(runtime)) = (&self.wanted, context.engine.runtime()) else {
            return;
        };
        let question = (wanted.clone(), context.settings.provider);
        if self.asked.as_ref() == Some(&question) {
            return;
        }
        self.asked = Some(question.clone());
        self.loaded = None;
        self.failure = None;
        let (source, provider) = question;
        let runtime = runtime.clone();
        let title = tr!(
            "inspect-job-load",
            name = workbench::file_name(source.path())
        );
        self.loading
            .ask(context.jobs, Lane::Inference, title, move |work| {
                LoadedModel::load(&source, &runtime, provider, work)
            });
    }

    fn fail(&mut self, reason: String) {
        self.loaded = None;
        self.failure = Some(reason);
    }
}
