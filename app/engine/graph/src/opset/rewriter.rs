//! Writes the nodes of a graph anew.

use std::collections::{HashMap, HashSet};

use crate::messages::{AttributeProto, DataType, GraphProto, NodeProto, TensorProto};

use super::OpsetProblem;

/// The nodes written so far, with the constants that they need.
pub(super) struct Rewriter {
    /// What new names begin with: it differs from graph to graph, because inner graphs see the
    /// names of outer ones.
    prefix: String,
    nodes: Vec<NodeProto>,
    constants: Vec<TensorProto>,
    count: usize,
    /// Rank of every declared value, for operators whose old form depends on it.
    ranks: HashMap<String, usize>,
    /// Every declared value and constant that holds truth values.
    truths: HashSet<String>,
}

impl Rewriter {
    pub fn new(graph: &GraphProto) -> Self {
        let first = graph.node.first().and_then(|node| node.output.first());
        let infos = graph
            .value_info
            .iter()
            .chain(&graph.input)
            .chain(&graph.output);
        let mut truths: HashSet<String> = graph
            .initializer
            .iter()
            .filter(|constant| constant.data_type() == DataType::Bool)
            .map(|constant| constant.name.clone())
            .collect();
        truths.extend(infos.clone().filter_map(|info| {
            let kind = crate::Value::from(info).kind;
            let is_truth =
                matches!(kind, crate::ValueKind::Tensor { element, .. } if element == DataType::Bool);
            is_truth.then(|| info.name.clone())
        }));
        let ranks = infos
            .filter_map(|info| {
                let rank = match crate::Value::from(info).kind {
                    crate::ValueKind::Tensor {
                        dims: Some(dims), ..
                    } => dims.len(),
                    _ => return None,
                };
                Some((info.name.clone(), rank))
            })
            .collect();
        Self {
            prefix: format!("sightglass/opset/{}", first.map_or("", String::as_str)),
            nodes: Vec::new(),
            constants: Vec::new(),
            count: 0,
            ranks,
            truths,
        }
    }

    /// Puts nodes and constants into the graph.
    pub fn finish(self, graph: &mut GraphProto) {
        graph.node = self.nodes;
        graph.initializer.extend(self.constants);
    }

    pub fn keep(&mut self, node: NodeProto) {
        self.nodes.push(node);
    }

    /// The rank of a value, where it is declared.
    pub fn rank(&self, value: &str) -> Option<usize> {
        self.ranks.get(value).copied()
    }

    /// Whether a value is known to hold truth values.
    pub fn is_truth(&self, value: &str) -> bool {
        self.truths.contains(value)
    }

    fn fresh(&mut self) -> String {
        self.count += 1;
        format!("{}/{}", self.prefix, self.count)
    }

    /// One call of a standard operator, whose output is given.
    pub fn op(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        attributes: Vec<AttributeProto>,
    ) -> String {
        let output = self.fresh();
        self.op_into(op_type, inputs, attributes, &output);
        output
    }

    /// One call of a standard operator that writes a value of a given name.
    pub fn op_into(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        attributes: Vec<AttributeProto>,
        output: &str,
    ) {
        self.nodes.push(NodeProto {
            attribute: attributes,
            ..NodeProto::of(op_type, inputs, &[output])
        });
    }

    pub fn ints(&mut self, values: &[i64]) -> String {
        self.constant(TensorProto::int64s("", &[values.len() as i64], values))
    }

    pub fn floats(&mut self, values: &[f32]) -> String {
        self.constant(TensorProto::floats("", &[values.len() as i64], values))
    }

    /// A constant number of the type of a value that is known when the model runs.
    pub fn scalar_like(&mut self, like: &str, value: f32) -> String {
        let constant = self.constant(TensorProto::floats_as(
            DataType::Float,
            &[],
            &[f64::from(value)],
        ));
        self.op("CastLike", &[&constant, like], vec![])
    }

    fn constant(&mut self, tensor: TensorProto) -> String {
        let name = self.fresh();
        self.constants.push(TensorProto {
            name: name.clone(),
            ..tensor
        });
        name
    }
}

/// The problem of a node whose form was given up.
pub(super) fn given_up(node: &NodeProto, reason: &str) -> OpsetProblem {
    OpsetProblem::Node {
        node: node.title().to_owned(),
        operator: node.op_type.clone(),
        reason: reason.to_owned(),
    }
}
