//! Asking for gradients, and the patch that gives them.

use std::collections::{BTreeMap, HashMap};

use prost::Message;

use crate::messages::{DataType, GraphProto, ModelProto, ValueInfoProto};
use crate::typed::TypedGraph;
use crate::walk::reads;

use super::builder::{Builder, PREFIX};
use super::coverage::NodeWithoutRule;
use super::error::DifferentiateError;
use super::kernels::Kernels;
use super::reach::{Reach, is_float, reach, stopped_by};
use super::rules::{self, Call};
use super::seed::{RELU_FLOOR, RELU_PASS};

/// Which gradients are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GradientRequest {
    /// The value whose gradient is taken: logits, or any float value inside.
    pub target: String,
    /// The values to differentiate by: inputs, values inside, weights.
    pub by: Vec<String>,
    /// Whether gradients below zero are dropped behind every activation, of whatever kind. For
    /// networks without `Relu`, where guided backpropagation is not defined.
    pub clamp_activations: bool,
    /// What the provider supports.
    pub kernels: Kernels,
}

/// A model with its gradients.
#[derive(Clone, Debug)]
pub struct GradientGraph {
    /// What is added to the model.
    pub patch: ModelProto,
    /// The output that holds each gradient, in the order of the request.
    pub gradients: Vec<String>,
    /// The inputs that the patch adds, see [`super::SEED`].
    pub inputs: Vec<String>,
    /// Number of `Relu` nodes on the way, to which the guided rule applies.
    pub relu_count: usize,
    /// Which form of a rule was taken where there are several, and how often.
    pub forms: BTreeMap<&'static str, usize>,
}

impl GradientGraph {
    /// The bytes to put behind those of the model. Protobuf merges messages that stand behind each
    /// other: lists grow, so the model keeps what it has and gains nodes, constants, inputs and
    /// outputs.
    #[must_use]
    pub fn patch_bytes(&self) -> Vec<u8> {
        self.patch.encode_to_vec()
    }
}

/// Writes the gradients of a target.
///
/// # Errors
/// [`DifferentiateError`] where a name is unknown or holds no floats, where the target does not
/// depend on a value, and where nodes on the way have no rule.
pub fn differentiate(
    graph: &TypedGraph,
    request: &GradientRequest,
) -> Result<GradientGraph, DifferentiateError> {
    check_names(graph, request)?;
    let by: Vec<&str> = request.by.iter().map(String::as_str).collect();
    let reach = reach(graph, &request.target, &by);
    let mut builder = Builder::new(graph, request.kernels);
    let (seed, mut inputs) = builder.seed(&request.target);
    let mut gradients = Gradients::default();
    gradients.add(&request.target, seed);
    let without_rule = walk(
        &mut builder,
        &reach,
        &mut gradients,
        request.clamp_activations,
    );
    if !without_rule.is_empty() {
        return Err(DifferentiateError::NoRule(without_rule));
    }
    let mut outputs = Vec::new();
    for by in &request.by {
        let gradient = gradients
            .total(&mut builder, by)
            .ok_or_else(|| no_path(graph, &request.target, by))?;
        let name = format!("{PREFIX}gradient/{by}");
        builder.copy_as(&gradient, &name);
        outputs.push(name);
    }
    let relu_count = reach
        .nodes
        .iter()
        .filter(|index| rules::relu_input(graph, &graph.graph().node[**index]).is_some())
        .count();
    if relu_count > 0 {
        for name in [RELU_FLOOR, RELU_PASS] {
            inputs.push(ValueInfoProto::tensor(name, DataType::Float, &[]));
        }
    }
    let input_names = inputs.iter().map(|input| input.name.clone()).collect();
    let (node, initializer, forms) = builder.finish();
    let patch = ModelProto {
        graph: Some(GraphProto {
            node,
            initializer,
            input: inputs,
            output: outputs
                .iter()
                .map(|name| ValueInfoProto::untyped(name))
                .collect(),
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    };
    Ok(GradientGraph {
        patch,
        gradients: outputs,
        inputs: input_names,
        relu_count,
        forms,
    })
}

/// The gradients that are known so far: for each value, what each of its readers adds.
#[derive(Default)]
pub(crate) struct Gradients {
    parts: HashMap<String, Vec<String>>,
}

impl Gradients {
    pub(crate) fn add(&mut self, value: &str, gradient: String) {
        self.parts
            .entry(value.to_owned())
            .or_default()
            .push(gradient);
    }

    /// The sum of what the readers of a value add; none where no gradient reaches it.
    fn total(&mut self, builder: &mut Builder<'_>, value: &str) -> Option<String> {
        let parts = self.parts.get_mut(value)?;
        if parts.len() > 1 {
            let inputs: Vec<&str> = parts.iter().map(String::as_str).collect();
            let sum = builder.op("Sum", &inputs, vec![]);
            *parts = vec![sum];
        }
        parts.first().cloned()
    }
}

/// Applies the rule of every node on the way, last node first, and gives the nodes that have none.
pub(crate) fn walk(
    builder: &mut Builder<'_>,
    reach: &Reach<'_>,
    gradients: &mut Gradients,
    clamps_activations: bool,
) -> Vec<NodeWithoutRule> {
    let mut without_rule = Vec::new();
    let graph = builder.graph;
    for index in reach.nodes.iter().rev() {
        let node = &graph.graph().node[*index];
        let mut upstream: Vec<Option<String>> = node
            .output
            .iter()
            .map(|output| gradients.total(builder, output))
            .collect();
        if upstream.iter().all(Option::is_none) {
            continue;
        }
        if clamps_activations && rules::is_activation(graph, node) {
            for gradient in upstream.iter_mut().flatten() {
                *gradient = builder.op("Relu", &[gradient], vec![]);
            }
        }
        let wanted: Vec<bool> = node
            .input
            .iter()
            .map(|input| reach.values.contains(input.as_str()))
            .collect();
        let call = Call {
            node,
            upstream: &upstream,
            wanted: &wanted,
        };
        match rules::apply(builder, &call) {
            Ok(found) => {
                for (input, gradient) in node.input.iter().zip(found) {
                    if let Some(gradient) = gradient {
                        gradients.add(input, gradient);
                    }
                }
            }
            Err(refusal) => {
                // The walk goes on behind the node, so that everything that lacks a rule is found.
                for value in reads(node) {
                    if reach.values.contains(value) {
                        gradients.add(value, value.to_owned());
                    }
                }
                without_rule.push(NodeWithoutRule::new(node, refusal));
            }
        }
    }
    without_rule.reverse();
    without_rule
}

fn check_names(graph: &TypedGraph, request: &GradientRequest) -> Result<(), DifferentiateError> {
    for name in [&request.target].into_iter().chain(&request.by) {
        let is_known = graph.kind(name).is_some()
            || graph.producer(name).is_some()
            || graph.graph().input.iter().any(|input| input.name == *name);
        if !is_known {
            return Err(DifferentiateError::NoSuchValue { name: name.clone() });
        }
        if let Some(element) = graph.element(name)
            && !is_float(element)
        {
            return Err(DifferentiateError::NotFloat {
                name: name.clone(),
                element: element.name().to_owned(),
                instead: first_float_behind(graph, name),
            });
        }
    }
    Ok(())
}

/// The float value that a value which holds no floats is turned into.
fn first_float_behind(graph: &TypedGraph, value: &str) -> Option<String> {
    let casts = graph
        .readers(value)
        .filter(|node| matches!(node.op_type.as_str(), "Cast" | "DequantizeLinear"));
    let mut outputs = casts.filter_map(|node| node.output_at(0));
    outputs
        .find(|output| graph.element(output).is_some_and(is_float))
        .map(str::to_owned)
}

fn no_path(graph: &TypedGraph, target: &str, by: &str) -> DifferentiateError {
    DifferentiateError::NoPath {
        target: target.to_owned(),
        by: by.to_owned(),
        through: stopped_by(graph, target, by),
    }
}
