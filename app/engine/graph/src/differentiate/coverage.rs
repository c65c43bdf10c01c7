//! Which nodes of a model have no rule, before anything runs.

use std::collections::BTreeMap;
use std::fmt;

use crate::messages::NodeProto;
use crate::typed::TypedGraph;

use super::builder::Builder;
use super::error::Refusal;
use super::kernels::Kernels;
use super::reach::{is_flat, reach};
use super::request::{Gradients, walk};

/// A node that cannot be differentiated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeWithoutRule {
    /// Name of the node, or what it computes where it has none.
    pub node: String,
    /// Its operator.
    pub operator: String,
    /// Why, as the end of a sentence that begins with the operator.
    pub reason: Refusal,
}

impl NodeWithoutRule {
    pub(crate) fn new(node: &NodeProto, reason: Refusal) -> Self {
        let operator = if node.is_standard() {
            node.op_type.clone()
        } else {
            format!("{}.{}", node.domain, node.op_type)
        };
        Self {
            node: node.title().to_owned(),
            operator,
            reason,
        }
    }
}

impl fmt::Display for NodeWithoutRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} (node {:?}) {}",
            self.operator, self.node, self.reason
        )
    }
}

/// How much of a model can be differentiated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    /// The value that was differentiated.
    pub target: String,
    /// The values that it was differentiated by.
    pub by: Vec<String>,
    /// Operators on the way, with the number of their nodes.
    pub covered: BTreeMap<String, usize>,
    /// Nodes on the way without a rule, in the order of the graph.
    pub without_rule: Vec<NodeWithoutRule>,
    /// Operators that use what is differentiated by and whose gradient is zero.
    pub flat: BTreeMap<String, usize>,
}

impl Coverage {
    /// Whether every node on the way has a rule, and there is a way.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.without_rule.is_empty() && !self.covered.is_empty()
    }
}

/// Goes from a target back to the values to differentiate by, and notes what has no rule.
#[must_use]
pub fn coverage(graph: &TypedGraph, target: &str, by: &[&str]) -> Coverage {
    let reach = reach(graph, target, by);
    let mut builder = Builder::new(graph, Kernels::CPU);
    let mut gradients = Gradients::default();
    gradients.add(target, target.to_owned());
    let without_rule = walk(&mut builder, &reach, &mut gradients, false);
    let mut covered = BTreeMap::new();
    for index in &reach.nodes {
        let operator = &graph.graph().node[*index].op_type;
        *covered.entry(operator.clone()).or_insert(0) += 1;
    }
    for node in &without_rule {
        let name = node.operator.rsplit('.').next().unwrap_or_default();
        if let Some(count) = covered.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                covered.remove(name);
            }
        }
    }
    let mut flat = BTreeMap::new();
    for node in &graph.graph().node {
        let reads = node
            .input
            .iter()
            .any(|input| reach.values.contains(input.as_str()));
        if reads && is_flat(graph, node) {
            *flat.entry(node.op_type.clone()).or_insert(0) += 1;
        }
    }
    Coverage {
        target: target.to_owned(),
        by: by.iter().map(|by| (*by).to_owned()).collect(),
        covered,
        without_rule,
        flat,
    }
}
