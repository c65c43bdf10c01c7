//! Which operators a model uses, and how often.

use std::collections::BTreeMap;
use std::fmt;

use crate::messages::ModelProto;
use crate::walk::visit_graphs;

/// An operator by its set and name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Operator {
    /// Operator set; empty for ONNX's own.
    pub domain: String,
    /// Name, such as `Conv`.
    pub name: String,
}

impl fmt::Display for Operator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.domain.is_empty() {
            write!(formatter, "{}", self.name)
        } else {
            write!(formatter, "{}.{}", self.domain, self.name)
        }
    }
}

/// Number of nodes of each operator, with those inside `If`, `Loop`, `Scan` and functions.
pub(crate) fn count(model: &ModelProto) -> BTreeMap<Operator, usize> {
    let mut counts = BTreeMap::new();
    visit_graphs(model, &mut |nodes, _| {
        for node in nodes {
            // `ai.onnx` is the written-out name of ONNX's own set.
            let domain = match node.domain.as_str() {
                "ai.onnx" => "",
                domain => domain,
            };
            let operator = Operator {
                domain: domain.to_owned(),
                name: node.op_type.clone(),
            };
            *counts.entry(operator).or_insert(0) += 1;
        }
    });
    counts
}
