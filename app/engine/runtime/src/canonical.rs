//! Models as ONNX Runtime understands them: simplified, and with the type of every value.

use std::path::{Path, PathBuf};

use jobs::Work;

use crate::convert;
use crate::error::RuntimeError;
use crate::load::{LoadOptions, Loader};
use crate::provider::Provider;
use crate::runtime::Runtime;
use crate::session::{Optimisation, Settings};
use crate::spec::TensorSpec;

/// Name of the graph that [`canonicalise`] writes.
const GRAPH_FILE: &str = "model.onnx";

/// Writes a model into a folder as ONNX Runtime simplifies it at [`Optimisation::Basic`], and gives
/// the path of the graph: functions are written out, constants folded, normalisations joined with
/// the convolutions before them, and every operator is a standard one. Weights stand in a file of
/// their own beside it, so that the graph itself is small.
///
/// # Errors
/// [`RuntimeError::Model`] for a model that does not load, or a folder that cannot be written to,
/// and [`RuntimeError::Cancelled`].
pub fn canonicalise(
    runtime: &Runtime,
    path: &Path,
    folder: &Path,
    work: &Work,
) -> Result<PathBuf, RuntimeError> {
    let graph = folder.join(GRAPH_FILE);
    let settings = Settings {
        save_to: Some(&graph),
        ..unrun(Optimisation::Basic)
    };
    loader(runtime, path, work).open(path, settings)?;
    Ok(graph)
}

/// The type and shape of every output of a model. Outputs may be declared by name alone: ONNX
/// Runtime finds what they are. Those that are no tensors of numbers, truth values or strings are
/// left out.
///
/// # Errors
/// [`RuntimeError::Model`] for a model that does not load, and [`RuntimeError::Cancelled`].
pub fn value_specs(
    runtime: &Runtime,
    path: &Path,
    work: &Work,
) -> Result<Vec<TensorSpec>, RuntimeError> {
    let session = loader(runtime, path, work).open(path, unrun(Optimisation::Off))?;
    let outputs = session.outputs().iter();
    Ok(outputs
        .filter_map(|outlet| convert::spec(outlet).ok())
        .collect())
}

fn loader<'a>(runtime: &'a Runtime, path: &'a Path, work: &'a Work) -> Loader<'a> {
    Loader {
        runtime,
        path,
        options: LoadOptions::default(),
        work,
    }
}

fn unrun(optimisation: Optimisation) -> Settings<'static> {
    Settings {
        is_run: false,
        ..Settings::running(Provider::Cpu, optimisation)
    }
}
