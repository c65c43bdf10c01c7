//! The one ONNX Runtime of the process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ort::environment::Environment;
use ort::logging::LogLevel;
use parking_lot::Mutex;

use crate::error::{FailedLibrary, RuntimeError};
use crate::library::LibraryCandidate;
use crate::probe::{self, LibraryProblem};
use crate::provider::Provider;
use crate::trial::{self, ProviderReport, Trial};

/// The name under which ONNX Runtime logs.
const ENVIRONMENT_NAME: &str = "sightglass";

/// ONNX Runtime, loaded and started. Clones are the same one, and there is one a process: it stays
/// until the process ends, because ONNX Runtime cannot be started twice.
#[derive(Clone)]
pub struct Runtime {
    inner: Arc<Inner>,
}

struct Inner {
    environment: Environment,
    library_path: PathBuf,
    version: String,
    /// What came of trying each provider, in the order of [`Provider::ALL`].
    trials: [OnceLock<Trial>; Provider::ALL.len()],
}

static LOADED: Mutex<Option<Runtime>> = Mutex::new(None);

impl Runtime {
    /// Loads the first candidate that serves, see [`crate::library_candidates`]. Once a library is
    /// loaded, every later call returns that one, whatever the candidates.
    ///
    /// # Errors
    /// [`RuntimeError::NoLibrary`] with the reason for each candidate.
    pub fn load(candidates: &[LibraryCandidate]) -> Result<Self, RuntimeError> {
        let mut loaded = LOADED.lock();
        if let Some(runtime) = &*loaded {
            return Ok(runtime.clone());
        }
        let mut tried = Vec::new();
        for candidate in candidates {
            match Self::start(&candidate.path) {
                Ok(runtime) => {
                    let (path, version) = (runtime.library_path(), runtime.version());
                    tracing::info!(path = %path.display(), version, "ONNX Runtime loaded");
                    return Ok(loaded.insert(runtime).clone());
                }
                Err(problem) => tried.push(FailedLibrary::new(candidate, problem)),
            }
        }
        Err(RuntimeError::NoLibrary { tried })
    }

    fn start(path: &Path) -> Result<Self, LibraryProblem> {
        let version = probe::version(path)?;
        let environment = ort::init_from(path)
            .map_err(|error| LibraryProblem::NotStarting(error.to_string()))?
            .with_name(ENVIRONMENT_NAME)
            .with_telemetry(false)
            .build()
            .map_err(|error| LibraryProblem::NotStarting(error.to_string()))?;
        // At its finest level ONNX Runtime writes thousands of lines for each model.
        environment.set_log_level(LogLevel::Warning);
        Ok(Self {
            inner: Arc::new(Inner {
                environment,
                library_path: path.to_path_buf(),
                version,
                trials: Default::default(),
            }),
        })
    }

    /// Absolute path of the library that was loaded.
    #[must_use]
    pub fn library_path(&self) -> &Path {
        &self.inner.library_path
    }

    /// Version of the library, such as `1.31.1`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.inner.version
    }

    /// Every provider with what came of trying it. The first call runs a tiny model on each that is
    /// compiled in, which takes a second or more where there is a graphics card: call it from a job.
    #[must_use]
    pub fn providers(&self) -> Vec<ProviderReport> {
        Provider::ALL
            .into_iter()
            .map(|provider| trial::report(provider, self.trial(provider)))
            .collect()
    }

    /// What came of trying a provider, once a process.
    pub(crate) fn trial(&self, provider: Provider) -> &Trial {
        let index = Provider::ALL.iter().position(|known| *known == provider);
        let slot = &self.inner.trials[index.expect("every provider is in Provider::ALL")];
        slot.get_or_init(|| trial::try_out(&self.inner.environment, provider))
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.inner.environment
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime")
            .field("library_path", &self.inner.library_path)
            .field("version", &self.inner.version)
            .finish_non_exhaustive()
    }
}
