//! Why a graph could not be differentiated.

use std::fmt;

use thiserror::Error;

use super::coverage::NodeWithoutRule;

/// Why one node has no gradient: what its rule does not cover.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal with its reason: the end of a sentence that begins with the operator's name.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a graph could not be differentiated.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DifferentiateError {
    /// The target or the value to differentiate by is not in the graph.
    #[error("the model has no value named {name:?}; `inspect layers` lists those it has")]
    NoSuchValue {
        /// The name.
        name: String,
    },
    /// Gradients exist for floats alone.
    #[error(
        "{name:?} holds {element}, and only floats have gradients{}",
        instead.as_ref().map(|value| format!("; {value:?} is the first float value behind it"))
            .unwrap_or_default()
    )]
    NotFloat {
        /// The value.
        name: String,
        /// Its element type.
        element: String,
        /// The first float value that is made of it.
        instead: Option<String>,
    },
    /// Nodes on the way from the target to the value have no rule.
    #[error("{}", coverage_text(.0))]
    NoRule(Vec<NodeWithoutRule>),
    /// The target does not depend on the value, or only through operators whose gradient is zero.
    #[error(
        "the gradient of {target:?} by {by:?} is zero everywhere: {}", 
        match through {
            Some(operator) => format!(
                "the way between them goes through {operator}, which is constant almost everywhere"
            ),
            None => "the one does not depend on the other".to_owned(),
        }
    )]
    NoPath {
        /// The target.
        target: String,
        /// The value to differentiate by.
        by: String,
        /// An operator on the way that lets no gradient through.
        through: Option<String>,
    },
}

fn coverage_text(nodes: &[NodeWithoutRule]) -> String {
    let shown: Vec<String> = nodes.iter().take(3).map(ToString::to_string).collect();
    let more = match nodes.len().saturating_sub(shown.len()) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!(
        "the model cannot be differentiated: {}{more}; `inspect coverage` lists all of them",
        shown.join(", ")
    )
}
