//! Making a session: its settings, its provider, and a load that can be cancelled.

use std::num::NonZeroUsize;
use std::path::Path;

use jobs::Work;
use ort::ErrorCode;
use ort::environment::Environment;
use ort::session::Session;
use ort::session::builder::{AutoDevicePolicy, GraphOptimizationLevel, SessionBuilder};

use crate::assignment::RECORD_SETTING;
use crate::ort_text::OrtText;
use crate::provider::Provider;
use crate::registration::registration;

/// How far ONNX Runtime may rewrite a graph before it runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Optimisation {
    /// Not at all: every node runs as it stands in the file.
    Off,
    /// Constants are folded and needless nodes removed; what remains is standard ONNX.
    Basic,
    /// Nodes are also joined into larger ones of ONNX Runtime's own.
    Extended,
    /// Everything, with the order of values in memory; the fastest.
    #[default]
    All,
}

impl From<Optimisation> for GraphOptimizationLevel {
    fn from(level: Optimisation) -> Self {
        match level {
            Optimisation::Off => Self::Disable,
            Optimisation::Basic => Self::Level1,
            Optimisation::Extended => Self::Level2,
            Optimisation::All => Self::All,
        }
    }
}

/// Where a session's graph comes from.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A file, beside which its external weights are found.
    File(&'a Path),
    /// The bytes of a model.
    Bytes(&'a [u8]),
}

/// How a session is made.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    pub(crate) provider: Provider,
    pub(crate) optimisation: Optimisation,
    /// Threads inside one operator; ONNX Runtime's default is one a physical core.
    pub(crate) threads: Option<NonZeroUsize>,
    /// Where to write the graph as it was rewritten, with its weights in a file beside it.
    pub(crate) save_to: Option<&'a Path>,
    /// Whether the session will be run: only then are weights laid out for the kernels.
    pub(crate) is_run: bool,
}

impl Settings<'_> {
    /// A session that runs a graph.
    pub(crate) fn running(provider: Provider, optimisation: Optimisation) -> Self {
        Self {
            provider,
            optimisation,
            threads: None,
            save_to: None,
            is_run: true,
        }
    }
}

/// The file, beside a saved graph, that holds its weights.
pub(crate) const WEIGHTS_FILE: &str = "weights.bin";

/// Constants from this size on go to [`WEIGHTS_FILE`]; smaller ones can be read with the graph.
const WEIGHT_BYTES: &str = "1024";

/// Why there is no session.
pub(crate) enum SessionFailure {
    /// The work was cancelled.
    Cancelled,
    /// The provider is not compiled in, or does not start.
    Provider(OrtText),
    /// The graph does not load.
    Graph(ErrorCode, OrtText),
}

/// Makes a session. Cancelling the work ends the load, which fails then.
pub(crate) fn open(
    environment: &Environment,
    source: Source<'_>,
    settings: Settings<'_>,
    work: &Work,
) -> Result<Session, SessionFailure> {
    let mut builder = builder(environment, settings)
        .map_err(|error| SessionFailure::Provider(OrtText::new(error)))?;
    let canceler = builder.canceler();
    let hook = work.on_cancel(move || {
        if let Err(error) = canceler.cancel() {
            tracing::warn!(%error, "the load of a model could not be cancelled");
        }
    });
    let session = match source {
        Source::File(path) => builder.commit_from_file(path),
        Source::Bytes(bytes) => builder.commit_from_memory(bytes),
    };
    drop(hook);
    session.map_err(|error| {
        let text = OrtText::new(error.message());
        match error.code() {
            _ if work.is_cancelled() => SessionFailure::Cancelled,
            ErrorCode::ExecutionProviderFailure => SessionFailure::Provider(text),
            code => SessionFailure::Graph(code, text),
        }
    })
}

fn builder(environment: &Environment, settings: Settings<'_>) -> ort::Result<SessionBuilder> {
    let (record_key, record_value) = RECORD_SETTING;
    let mut builder = Session::builder(environment)?
        .with_optimization_level(settings.optimisation.into())?
        // Threads that wait actively between two operators make a graph of many small ones several
        // times as fast; but a window is idle most of the time, and then they must sleep.
        .with_intra_op_spinning(true)?
        .with_config_entry("session.force_spinning_stop", "1")?
        .with_inter_op_spinning(false)?
        .with_config_entry(record_key, record_value)?
        // Where no provider is registered, none may be chosen behind the user's back.
        .with_auto_device(AutoDevicePolicy::PreferCPU)?;
    if let Some(threads) = settings.threads {
        builder = builder.with_intra_threads(threads.get())?;
    }
    if let Some(path) = settings.save_to {
        builder = builder
            .with_optimized_model_path(path)?
            .with_config_entry(
                "session.optimized_model_external_initializers_file_name",
                WEIGHTS_FILE,
            )?
            .with_config_entry(
                "session.optimized_model_external_initializers_min_size_in_bytes",
                WEIGHT_BYTES,
            )?;
    }
    if !settings.is_run {
        builder = builder.with_config_entry("session.disable_prepacking", "1")?;
    }
    if settings.provider == Provider::DirectMl {
        // DirectML needs memory that is not planned ahead.
        builder = builder.with_memory_pattern(false)?;
    }
    match registration(settings.provider) {
        None => Err(ort::Error::new(
            "the program is built without this provider",
        )),
        Some(registration) => match registration.dispatch {
            None => Ok(builder),
            Some(dispatch) => Ok(builder.with_execution_providers([dispatch])?),
        },
    }
}
