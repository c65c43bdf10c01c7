//! Loading a model: on the one provider asked for, or on the best that works.

use std::fmt::Display;
use std::fs;
use std::io::ErrorKind;
use std::num::NonZeroUsize;
use std::path::Path;

use jobs::Work;
use ort::session::Session;

use crate::assignment::assigned_nodes;
use crate::error::RuntimeError;
use crate::model_problem::ModelProblem;
use crate::ort_text::OrtText;
use crate::placement::{PassedOver, Placement};
use crate::provider::{Provider, ProviderChoice};
use crate::runtime::Runtime;
use crate::session::{self, Optimisation, SessionFailure, Settings, Source};
use crate::trial::ProviderProblem;

/// How a model is loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LoadOptions {
    /// How far the graph may be rewritten.
    pub optimisation: Optimisation,
    /// Threads that work on one operator together; `None` for one a physical core.
    pub threads: Option<NonZeroUsize>,
}

/// What every attempt to load one model shares.
pub(crate) struct Loader<'a> {
    pub(crate) runtime: &'a Runtime,
    /// Absolute path of the model, for errors: the file that is loaded may be made of it.
    pub(crate) path: &'a Path,
    pub(crate) options: LoadOptions,
    pub(crate) work: &'a Work,
}

impl Loader<'_> {
    /// A session for the file that `file` makes for a provider, and where its nodes run.
    pub(crate) fn load<P: AsRef<Path>, E: From<RuntimeError> + Display>(
        &self,
        choice: ProviderChoice,
        mut file: impl FnMut(Provider) -> Result<P, E>,
    ) -> Result<(Session, Placement), E> {
        let provider = match choice {
            ProviderChoice::Auto => return self.load_on_the_best(file),
            ProviderChoice::Only(provider) => provider,
        };
        self.check_trial(provider)?;
        let session = self.attempt(provider, file(provider)?.as_ref())?;
        let placement = Placement::new(choice, provider, Vec::new(), assigned_nodes(&session));
        Ok((session, placement))
    }

    /// Takes the first accelerator that works and takes a node, else the processor.
    fn load_on_the_best<P: AsRef<Path>, E: From<RuntimeError> + Display>(
        &self,
        mut file: impl FnMut(Provider) -> Result<P, E>,
    ) -> Result<(Session, Placement), E> {
        let asked = ProviderChoice::Auto;
        let mut passed_over = Vec::new();
        for provider in Provider::ACCELERATORS {
            let session = self
                .check_trial(provider)
                .map_err(|error| short_reason(&error))
                .and_then(|()| file(provider).map_err(|error| error.to_string()))
                .and_then(|file| {
                    self.attempt(provider, file.as_ref())
                        .map_err(|error| short_reason(&error))
                });
            self.work.check().map_err(RuntimeError::from)?;
            let reason = match session {
                Ok(session) => {
                    let assigned = assigned_nodes(&session);
                    let takes_some = assigned.as_ref().is_ok_and(|nodes| {
                        nodes
                            .iter()
                            .any(|node| node.provider == provider.ort_name())
                    });
                    if takes_some {
                        let placement = Placement::new(asked, provider, passed_over, assigned);
                        return Ok((session, placement));
                    }
                    "it takes no node of this model".to_owned()
                }
                Err(reason) => reason,
            };
            tracing::debug!(%provider, reason, "provider passed over");
            passed_over.push(PassedOver { provider, reason });
        }
        let session = self.attempt(Provider::Cpu, file(Provider::Cpu)?.as_ref())?;
        let assigned = assigned_nodes(&session);
        let placement = Placement::new(asked, Provider::Cpu, passed_over, assigned);
        Ok((session, placement))
    }

    /// Whether a provider may be tried: all but the processor must have passed their trial.
    fn check_trial(&self, provider: Provider) -> Result<(), RuntimeError> {
        self.work.check()?;
        if provider != Provider::Cpu
            && let Err((problem, detail)) = self.runtime.trial(provider)
        {
            return Err(RuntimeError::Provider {
                provider,
                problem: problem.clone(),
                detail: detail.clone(),
            });
        }
        Ok(())
    }

    /// A session for a file on one provider.
    fn attempt(&self, provider: Provider, file: &Path) -> Result<Session, RuntimeError> {
        self.work.check()?;
        let settings = Settings {
            threads: self.options.threads,
            ..Settings::running(provider, self.options.optimisation)
        };
        self.open(file, settings)
    }

    /// A session for a file with these settings.
    pub(crate) fn open(
        &self,
        file: &Path,
        settings: Settings<'_>,
    ) -> Result<Session, RuntimeError> {
        check_file(file).map_err(|problem| self.model_error(problem, None))?;
        let provider = settings.provider;
        let environment = self.runtime.environment();
        session::open(environment, Source::File(file), settings, self.work).map_err(|failure| {
            match failure {
                SessionFailure::Cancelled => RuntimeError::Cancelled,
                SessionFailure::Provider(text) => RuntimeError::Provider {
                    provider,
                    problem: ProviderProblem::NotWorking,
                    detail: Some(text),
                },
                SessionFailure::Graph(code, text) => {
                    let problem = ModelProblem::from_ort(code, text.as_str());
                    self.model_error(problem, Some(text))
                }
            }
        })
    }

    fn model_error(&self, problem: ModelProblem, detail: Option<OrtText>) -> RuntimeError {
        RuntimeError::Model {
            problem,
            path: self.path.to_path_buf(),
            detail,
        }
    }
}

/// Finds what is wrong with the file itself, which ONNX Runtime would report as a broken model.
fn check_file(path: &Path) -> Result<(), ModelProblem> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => ModelProblem::Missing,
        _ => ModelProblem::Unreadable(error.to_string()),
    })?;
    if !metadata.is_file() {
        return Err(ModelProblem::NotAFile);
    }
    if metadata.len() == 0 {
        return Err(ModelProblem::Empty);
    }
    match fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(ModelProblem::Unreadable(error.to_string())),
    }
}

/// One line about why a provider was passed over.
fn short_reason(error: &RuntimeError) -> String {
    match error {
        RuntimeError::Provider {
            problem, detail, ..
        } => match detail {
            Some(text) => format!("{problem} ({})", text.first_line()),
            None => problem.to_string(),
        },
        RuntimeError::Model { problem, .. } => problem.to_string(),
        other => other.to_string(),
    }
}
