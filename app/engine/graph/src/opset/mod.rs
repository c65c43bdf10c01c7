//! Bringing a model to the one operator set version that gradients are written in.
//!
//! Older models are raised: what used to be attributes becomes inputs, and operators that were
//! renamed get their new name. In newer models, operators that came later are written in older ones;
//! then the model is lowered, unless it uses what only newer versions have. In that case it keeps
//! its version, in which the gradients mean the same.

mod expand;
mod lower;
mod raise;
mod rewriter;

use thiserror::Error;

use crate::messages::{GraphProto, ModelProto, OperatorSetIdProto};

use rewriter::Rewriter;

/// The version that gradients are written in: the oldest that has every operator they need, and
/// the newest that all providers' kernels follow.
pub const DIFFERENTIABLE_OPSET: i64 = 18;

/// Oldest version that is read.
const OLDEST_OPSET: i64 = 7;

/// Why a model cannot be brought to the version that gradients are written in.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum OpsetProblem {
    /// The model is older than anything that can be read.
    #[error(
        "the model uses version {version} of ONNX's operators, older than {OLDEST_OPSET}; convert \
         it to a newer version, or export it again"
    )]
    TooOld {
        /// The model's version.
        version: i64,
    },
    /// A node has a form that newer versions do not know.
    #[error("{operator} (node {node:?}) {reason}; export the model again with a newer version")]
    Node {
        /// Name of the node, or what it computes.
        node: String,
        /// Its operator.
        operator: String,
        /// What is special about it.
        reason: String,
    },
}

/// Brings a model to [`DIFFERENTIABLE_OPSET`], or leaves it at a newer version where it uses what
/// only that has.
///
/// # Errors
/// [`OpsetProblem`] for a model that is too old, or a form that was given up since.
pub fn to_differentiable_opset(model: &mut ModelProto) -> Result<(), OpsetProblem> {
    let version = standard_version(model);
    if version < OLDEST_OPSET {
        return Err(OpsetProblem::TooOld { version });
    }
    let graph = model.graph.get_or_insert_default();
    if version < DIFFERENTIABLE_OPSET {
        rewrite(graph, &mut |rewriter, node| {
            raise::node(rewriter, node, version)
        })?;
        set_standard_version(model, DIFFERENTIABLE_OPSET);
    } else if version > DIFFERENTIABLE_OPSET {
        rewrite(graph, &mut expand::node)?;
        if lower::is_possible(graph) {
            rewrite(graph, &mut lower::node)?;
            set_standard_version(model, DIFFERENTIABLE_OPSET);
        }
    }
    Ok(())
}

type RewriteNode<'a> =
    dyn FnMut(&mut Rewriter, crate::messages::NodeProto) -> Result<(), OpsetProblem> + 'a;

/// Rewrites every node of a graph and of the graphs inside its nodes.
fn rewrite(graph: &mut GraphProto, change: &mut RewriteNode<'_>) -> Result<(), OpsetProblem> {
    let mut rewriter = Rewriter::new(graph);
    for mut node in std::mem::take(&mut graph.node) {
        for attribute in &mut node.attribute {
            for inner in attribute.g.iter_mut().chain(&mut attribute.graphs) {
                rewrite(inner, change)?;
            }
        }
        change(&mut rewriter, node)?;
    }
    rewriter.finish(graph);
    Ok(())
}

/// The version of ONNX's own operators.
fn standard_version(model: &ModelProto) -> i64 {
    let standard = model.opset_import.iter().filter(|set| is_standard(set));
    standard.map(|set| set.version).max().unwrap_or(1)
}

fn set_standard_version(model: &mut ModelProto, version: i64) {
    model.opset_import.retain(|set| !is_standard(set));
    model.opset_import.push(OperatorSetIdProto {
        domain: String::new(),
        version,
    });
}

fn is_standard(set: &OperatorSetIdProto) -> bool {
    matches!(set.domain.as_str(), "" | "ai.onnx")
}
