//! A model that is loaded and can be run.

use std::borrow::Cow;
use std::fmt::Display;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jobs::Work;
use ort::session::{RunOptions, Session};
use ort::value::Outlet;
use parking_lot::{Mutex, MutexGuard};

use crate::cast::CastError;
use crate::convert;
use crate::error::{RuntimeError, ValueRole};
use crate::input_check;
use crate::load::{LoadOptions, Loader};
use crate::model_problem::{between, is_out_of_memory, not_empty};
use crate::ort_text::OrtText;
use crate::placement::Placement;
use crate::provider::{Provider, ProviderChoice};
use crate::runtime::Runtime;
use crate::spec::TensorSpec;
use crate::tensor::Tensor;

/// How often a run that waits for another one looks whether it was cancelled.
const WAIT_STEP: Duration = Duration::from_millis(10);

/// A model on a provider, ready to run. It may be shared between threads, and its runs then come
/// one after another.
pub struct Model {
    path: PathBuf,
    inputs: Vec<TensorSpec>,
    outputs: Vec<TensorSpec>,
    placement: Placement,
    session: Mutex<Session>,
}

/// What a run gave.
#[derive(Clone, PartialEq, Debug)]
pub struct RunResult {
    /// The outputs by name, in the model's order.
    pub outputs: Vec<(String, Tensor)>,
    /// The time that the model itself took.
    pub duration: Duration,
}

impl RunResult {
    /// The output of a name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Tensor> {
        Tensor::named(&self.outputs, name)
    }
}

impl Model {
    /// Loads a model with the default [`LoadOptions`].
    ///
    /// # Errors
    /// As [`Model::load_with`].
    pub fn load(
        runtime: &Runtime,
        path: &Path,
        choice: ProviderChoice,
        work: &Work,
    ) -> Result<Self, RuntimeError> {
        Self::load_with(runtime, path, choice, LoadOptions::default(), work)
    }

    /// Loads a model. [`ProviderChoice::Auto`] tries the providers best first and takes the one
    /// that starts and takes at least one node.
    ///
    /// # Errors
    /// [`RuntimeError::Model`] for a model that does not load, [`RuntimeError::Provider`] where the
    /// one provider asked for does not work, [`RuntimeError::UnsupportedValue`] where an input or
    /// output is no tensor, and [`RuntimeError::Cancelled`].
    pub fn load_with(
        runtime: &Runtime,
        path: &Path,
        choice: ProviderChoice,
        options: LoadOptions,
        work: &Work,
    ) -> Result<Self, RuntimeError> {
        let path = absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let file = |_| Ok::<_, RuntimeError>(path.as_path());
        Self::load_from(runtime, &path, choice, options, file, work)
    }

    /// Loads what is made of a model for the provider that runs it, such as the model with its
    /// gradients. `file` makes it for a provider and gives its path, or what keeps the file alive
    /// until it is loaded; it is asked for each provider that is tried, and
    /// [`ProviderChoice::Auto`] passes over one for which it fails. Errors name the model, and so
    /// does [`Model::path`], never the file.
    ///
    /// # Errors
    /// As [`Model::load_with`], and those of `file` for the last provider that is tried.
    pub fn load_made_for<P: AsRef<Path>, E: From<RuntimeError> + Display>(
        runtime: &Runtime,
        path: &Path,
        choice: ProviderChoice,
        file: impl FnMut(Provider) -> Result<P, E>,
        work: &Work,
    ) -> Result<Self, E> {
        let path = absolute(path).unwrap_or_else(|_| path.to_path_buf());
        Self::load_from(runtime, &path, choice, LoadOptions::default(), file, work)
    }

    /// Loads the file that `file` gives for a provider, in the name of the model at `path`.
    fn load_from<P: AsRef<Path>, E: From<RuntimeError> + Display>(
        runtime: &Runtime,
        path: &Path,
        choice: ProviderChoice,
        options: LoadOptions,
        file: impl FnMut(Provider) -> Result<P, E>,
        work: &Work,
    ) -> Result<Self, E> {
        let loader = Loader {
            runtime,
            path,
            options,
            work,
        };
        let (session, placement) = loader.load(choice, file)?;
        Ok(Self {
            inputs: specs(session.inputs(), ValueRole::Input, path)?,
            outputs: specs(session.outputs(), ValueRole::Output, path)?,
            placement,
            session: Mutex::new(session),
            path: path.to_path_buf(),
        })
    }

    /// Absolute path of the model file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the model takes; weights that could be replaced do not count.
    #[must_use]
    pub fn inputs(&self) -> &[TensorSpec] {
        &self.inputs
    }

    /// A tensor in the numeric type in which the model takes an input; as it is where the model has
    /// no such input.
    ///
    /// # Errors
    /// [`CastError`] where the model takes text.
    pub fn as_input(&self, name: &str, tensor: Tensor) -> Result<Tensor, CastError> {
        match self.inputs.iter().find(|input| input.name == name) {
            Some(input) => tensor.cast(input.element),
            None => Ok(tensor),
        }
    }

    /// What the model gives.
    #[must_use]
    pub fn outputs(&self) -> &[TensorSpec] {
        &self.outputs
    }

    /// Where the model really runs.
    #[must_use]
    pub fn placement(&self) -> &Placement {
        &self.placement
    }

    /// Runs the model once. Each input is given by name, with its exact element type
    /// (see [`Tensor::cast`]). Cancelling the work ends the run after the operator it is at.
    ///
    /// # Errors
    /// [`RuntimeError::Input`] before anything runs where the tensors do not fit,
    /// [`RuntimeError::Run`] or [`RuntimeError::OutOfMemory`] where the model fails, and
    /// [`RuntimeError::Cancelled`].
    pub fn run(&self, inputs: &[(String, Tensor)], work: &Work) -> Result<RunResult, RuntimeError> {
        input_check::check(&self.inputs, inputs).map_err(|problem| RuntimeError::Input {
            problem,
            path: self.path.clone(),
        })?;
        let mut session = self.wait_for_session(work)?;
        let failed = |error: ort::Error| {
            if work.is_cancelled() {
                RuntimeError::Cancelled
            } else {
                self.run_error(error.message())
            }
        };
        let values = inputs
            .iter()
            .map(|(name, tensor)| Ok((Cow::from(name), convert::to_ort(tensor)?)))
            .collect::<ort::Result<Vec<_>>>()
            .map_err(failed)?;
        let options = Arc::new(RunOptions::new().map_err(failed)?);
        let to_end = Arc::clone(&options);
        let _hook = work.on_cancel(move || {
            if let Err(error) = to_end.terminate() {
                tracing::warn!(%error, "the run of a model could not be ended");
            }
        });
        let start = Instant::now();
        let values = session
            .run_with_options(values, &*options)
            .map_err(failed)?;
        let duration = start.elapsed();
        let outputs = values
            .iter()
            .map(|(name, value)| match convert::from_ort(&value) {
                Some(tensor) => Ok((name.to_owned(), tensor.map_err(failed)?)),
                None => Err(RuntimeError::UnsupportedValue {
                    name: name.to_owned(),
                    role: ValueRole::Output,
                    kind: value.dtype().to_string(),
                    path: self.path.clone(),
                }),
            })
            .collect::<Result<_, _>>()?;
        work.check()?;
        Ok(RunResult { outputs, duration })
    }

    /// The session, once no other run uses it.
    fn wait_for_session(&self, work: &Work) -> Result<MutexGuard<'_, Session>, RuntimeError> {
        loop {
            work.check()?;
            if let Some(session) = self.session.try_lock_for(WAIT_STEP) {
                return Ok(session);
            }
        }
    }

    fn run_error(&self, text: &str) -> RuntimeError {
        let detail = OrtText::new(text);
        let path = self.path.clone();
        if is_out_of_memory(text) {
            return RuntimeError::OutOfMemory { path, detail };
        }
        // Non-zero status code returned while running Reshape node. Name:'node_7' Status Message: …
        let operator = between(text, "while running ", " node.");
        let name = between(text, "Name:'", "'").and_then(not_empty);
        let node = operator.map(|operator| match name {
            Some(name) => format!("\"{name}\" ({operator})"),
            None => operator.to_owned(),
        });
        RuntimeError::Run { node, path, detail }
    }
}

/// Describes the inputs or outputs of a session.
fn specs(
    outlets: &[Outlet],
    role: ValueRole,
    path: &Path,
) -> Result<Vec<TensorSpec>, RuntimeError> {
    outlets
        .iter()
        .map(|outlet| {
            convert::spec(outlet).map_err(|kind| RuntimeError::UnsupportedValue {
                name: outlet.name().to_owned(),
                role,
                kind,
                path: path.to_path_buf(),
            })
        })
        .collect()
}
