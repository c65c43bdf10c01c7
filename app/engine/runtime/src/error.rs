//! What can go wrong between a model and its answer, in words for the user.

use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

use jobs::Cancelled;

use crate::input_check::InputProblem;
use crate::library::{LibraryCandidate, LibrarySource};
use crate::model_problem::ModelProblem;
use crate::ort_text::OrtText;
use crate::probe::LibraryProblem;
use crate::provider::Provider;
use crate::trial::ProviderProblem;

/// An error of this crate. The message says what happened and what to do; where ONNX Runtime gave
/// a text of its own, that is the source of the error, and [`RuntimeError::detail`].
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// No candidate is an ONNX Runtime that can be used.
    #[error("{}", no_library(tried))]
    NoLibrary {
        /// Every place that was tried, in order, with its reason.
        tried: Vec<FailedLibrary>,
    },
    /// The provider that was asked for cannot be used.
    #[error(
        "{} cannot be used: {problem}. {}, or choose the provider \"auto\"",
        .provider.label(), .provider.remedy()
    )]
    Provider {
        /// The provider asked for.
        provider: Provider,
        /// Why it does not serve.
        problem: ProviderProblem,
        /// ONNX Runtime's text, where it was asked.
        #[source]
        detail: Option<OrtText>,
    },
    /// The model does not load.
    #[error("the model cannot be loaded: {problem}: {}", .path.display())]
    Model {
        /// What is wrong with it.
        problem: ModelProblem,
        /// The model file.
        path: PathBuf,
        /// ONNX Runtime's text, where it was asked.
        #[source]
        detail: Option<OrtText>,
    },
    /// An input or output of the model is not a tensor of a type that this program handles.
    #[error(
        "the model cannot be used: its {role} \"{name}\" is a {kind}, and only tensors of \
         numbers, truth values or strings can be handled. Export the model again so that this \
         {role} is such a tensor: {}", .path.display()
    )]
    UnsupportedValue {
        /// Name of the value in the graph.
        name: String,
        /// Whether it goes in or comes out.
        role: ValueRole,
        /// What it is, as ONNX Runtime writes types.
        kind: String,
        /// The model file.
        path: PathBuf,
    },
    /// The tensors given do not fit the model's inputs; nothing was run.
    #[error("the model was not run: {problem}: {}", .path.display())]
    Input {
        /// What does not fit.
        problem: InputProblem,
        /// The model file.
        path: PathBuf,
    },
    /// The model failed while it ran.
    #[error(
        "the model failed while it ran{}. Check that the values and sizes given are ones that it \
         was made for; the details say more: {}", at_node(.node.as_deref()), .path.display()
    )]
    Run {
        /// The node that failed with its operator, where ONNX Runtime names it.
        node: Option<String>,
        /// The model file.
        path: PathBuf,
        /// ONNX Runtime's text.
        #[source]
        detail: OrtText,
    },
    /// Memory ran out while the model ran.
    #[error(
        "there is not enough memory to run the model on values of this size. Close other programs \
         or use a smaller picture: {}", .path.display()
    )]
    OutOfMemory {
        /// The model file.
        path: PathBuf,
        /// ONNX Runtime's text.
        #[source]
        detail: OrtText,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl RuntimeError {
    /// The same error about another file: the model that a working copy was made of, because the
    /// path of the copy says nothing to the user.
    #[must_use]
    pub fn about(mut self, model: &Path) -> Self {
        match &mut self {
            Self::Model { path, .. }
            | Self::UnsupportedValue { path, .. }
            | Self::Input { path, .. }
            | Self::Run { path, .. }
            | Self::OutOfMemory { path, .. } => *path = model.to_path_buf(),
            Self::NoLibrary { .. } | Self::Provider { .. } | Self::Cancelled => {}
        }
        self
    }

    /// ONNX Runtime's own text, where there is one.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Provider { detail, .. } | Self::Model { detail, .. } => detail.as_ref(),
            Self::Run { detail, .. } | Self::OutOfMemory { detail, .. } => Some(detail),
            Self::NoLibrary { .. }
            | Self::UnsupportedValue { .. }
            | Self::Input { .. }
            | Self::Cancelled => None,
        }
        .map(OrtText::as_str)
    }
}

impl From<Cancelled> for RuntimeError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A place where the library was looked for in vain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FailedLibrary {
    /// Path of the file.
    pub path: PathBuf,
    /// Who said that it may be there.
    pub from: LibrarySource,
    /// Why it does not serve.
    pub problem: LibraryProblem,
}

impl FailedLibrary {
    pub(crate) fn new(candidate: &LibraryCandidate, problem: LibraryProblem) -> Self {
        Self {
            path: candidate.path.clone(),
            from: candidate.from,
            problem,
        }
    }
}

impl fmt::Display for FailedLibrary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}: {}",
            self.from,
            self.problem,
            self.path.display()
        )
    }
}

/// The side of a model that a value is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueRole {
    /// It goes in.
    Input,
    /// It comes out.
    Output,
}

impl fmt::Display for ValueRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input => "input",
            Self::Output => "output",
        })
    }
}

fn no_library(tried: &[FailedLibrary]) -> String {
    let mut text = "ONNX Runtime could not be loaded, so no model can run; everything else works. \
                    Get it with `cargo xtask setup`, or name its library with --onnxruntime or the \
                    variable ORT_DYLIB_PATH."
        .to_owned();
    if !tried.is_empty() {
        text.push_str(" Tried, in this order:");
    }
    for failed in tried {
        write!(text, "\n- {failed}").expect("writing into a String does not fail");
    }
    text
}

fn at_node(node: Option<&str>) -> String {
    node.map_or_else(String::new, |node| format!(", at the node {node}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    #[test]
    fn a_missing_library_lists_every_place_with_its_reason() {
        let failed = |path: &str, from, problem| FailedLibrary {
            path: path.into(),
            from,
            problem,
        };
        let too_old = LibraryProblem::TooOld {
            found: "1.20.0".to_owned(),
            needed: 24,
        };
        let message = RuntimeError::NoLibrary {
            tried: vec![
                failed("/a/lib.so", LibrarySource::Package, LibraryProblem::Missing),
                failed("/b/lib.so", LibrarySource::DataFolder, too_old),
            ],
        }
        .to_string();
        let lines: Vec<_> = message.lines().collect();
        assert!(lines[0].contains("cargo xtask setup") && lines[0].contains("--onnxruntime"));
        assert_eq!(
            lines[1],
            "- installed package: there is no such file: /a/lib.so"
        );
        assert_eq!(
            lines[2],
            "- data folder: it is ONNX Runtime 1.20.0, and 1.24 or newer is needed: /b/lib.so"
        );
    }

    #[test]
    fn onnx_runtimes_text_is_detail_and_source_but_not_message() {
        let error = RuntimeError::Run {
            node: Some("\"join\" (Concat)".to_owned()),
            path: "/m.onnx".into(),
            detail: OrtText::new("axis 7 is out of range"),
        };
        assert!(error.to_string().contains("at the node \"join\" (Concat)"));
        assert!(!error.to_string().contains("axis 7"));
        assert_eq!(error.detail(), Some("axis 7 is out of range"));
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), error.detail());
    }

    #[test]
    fn an_error_about_a_copy_names_the_model() {
        let of_copy = RuntimeError::Model {
            problem: ModelProblem::Refused,
            path: "/tmp/copy.onnx".into(),
            detail: None,
        };
        let said = of_copy.about(Path::new("/m.onnx")).to_string();
        assert!(said.ends_with(": /m.onnx"), "{said}");
    }
}
