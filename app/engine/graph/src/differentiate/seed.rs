//! What the walk starts with: the gradient at the target, put together from graph inputs, so that
//! one graph serves every class, every neuron, a loss, and every rule for `Relu`.
//!
//! With the target `t` the walk starts from
//! `seed + activation_weight · t + softmax_weight · softmax(t) + top_weight · [t is the highest]`:
//! - the gradient of one class: `seed` is one at the class, or `top_weight` is one for the class
//!   that wins, so that prediction and response come of one run;
//! - the paper's feature response ("Trace and Detect", 2018, section 3): `activation_weight` is
//!   one, so that the activations themselves are sent back;
//! - the cross-entropy loss for a class `c`: `seed` is minus one at `c`, and `softmax_weight` one.

use crate::messages::{AttributeProto, DataType, Dimension, ValueInfoProto};

use crate::typed::TypedGraph;
use crate::values::Dim;

use super::builder::Builder;

/// Input of the target's shape: the gradient at the target.
pub const SEED: &str = "sightglass/seed";
/// Input of the target's shape: how much of the target's own value joins the gradient.
pub const ACTIVATION_WEIGHT: &str = "sightglass/activation_weight";
/// Scalar input: how much of the target's softmax joins the gradient. It is there only for targets
/// that are a list of classes, `[batch, classes]` or with ones behind.
pub const SOFTMAX_WEIGHT: &str = "sightglass/softmax_weight";
/// Scalar input: how much is added at the highest value of each row of the target. It is there only
/// for lists of classes.
pub const TOP_WEIGHT: &str = "sightglass/top_weight";
/// Scalar input: gradients below it are raised to it at every `Relu`. It is there only where the
/// way goes through one; likewise [`RELU_PASS`].
pub const RELU_FLOOR: &str = "sightglass/relu_floor";
/// Scalar input: what share of the gradient passes a `Relu` that is off.
pub const RELU_PASS: &str = "sightglass/relu_pass";

/// What a `Relu` with output `y` does to a gradient `dy`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ReluRule {
    /// The derivative: `dy` where `y > 0`.
    #[default]
    Gradient,
    /// Guided backpropagation: `max(dy, 0)` where `y > 0` (Springenberg et al. 2015,
    /// "Striving for Simplicity", section 3.4).
    Guided,
    /// The deconvnet: `max(dy, 0)` everywhere (Zeiler and Fergus 2014, "Visualizing and
    /// Understanding Convolutional Networks", section 2.1).
    Deconvnet,
}

impl ReluRule {
    /// The value of [`RELU_FLOOR`].
    #[must_use]
    pub fn floor(self) -> f32 {
        match self {
            Self::Gradient => f32::NEG_INFINITY,
            Self::Guided | Self::Deconvnet => 0.0,
        }
    }

    /// The value of [`RELU_PASS`].
    #[must_use]
    pub fn pass(self) -> f32 {
        match self {
            Self::Gradient | Self::Guided => 0.0,
            Self::Deconvnet => 1.0,
        }
    }
}

impl Builder<'_> {
    /// Writes the gradient at the target, and gives it with the inputs that it takes.
    pub fn seed(&mut self, target: &str) -> (String, Vec<ValueInfoProto>) {
        let element = self.graph.element(target).unwrap_or(DataType::Float);
        let like_target = |name| match self.graph.dims(target) {
            Some(dims) => {
                let dims: Vec<Dimension> = dims.iter().map(Dimension::from).collect();
                ValueInfoProto::tensor(name, element, &dims)
            }
            None => ValueInfoProto::of_any_shape(name, element),
        };
        let mut inputs = vec![like_target(SEED), like_target(ACTIVATION_WEIGHT)];
        let activations = self.mul(ACTIVATION_WEIGHT, target);
        let mut seed = self.add(SEED, &activations);
        if holds_classes(self.graph, target) {
            for name in [SOFTMAX_WEIGHT, TOP_WEIGHT] {
                inputs.push(ValueInfoProto::tensor(name, DataType::Float, &[]));
            }
            let softmax = self.op("Softmax", &[target], vec![AttributeProto::int("axis", 1)]);
            let highest = self.reduce("ReduceMax", target, &[1], true);
            let is_top = self.op("Equal", &[target, &highest], vec![]);
            let is_top = self.cast_like(&is_top, target);
            for (values, weight) in [(softmax, SOFTMAX_WEIGHT), (is_top, TOP_WEIGHT)] {
                let weight = self.cast_like_once(weight, target);
                let weighted = self.mul(&values, &weight);
                seed = self.add(&seed, &weighted);
            }
        }
        (seed, inputs)
    }
}

/// Whether a value is one list of classes a picture: `[batch, classes]`, or with ones behind.
fn holds_classes(graph: &TypedGraph, value: &str) -> bool {
    let dims = graph.dims(value).unwrap_or_default();
    dims.len() >= 2 && dims[2..].iter().all(|dim| *dim == Dim::Fixed(1))
}
