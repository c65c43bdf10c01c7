//! Gradients of ONNX graphs: vector-Jacobian products, appended as standard operators.
//!
//! Reverse-mode differentiation walks the graph backwards from a target. Each node turns the
//! gradient of its outputs (`dY`) into that of its inputs (`dX = Jᵀ dY`), by the rule of its
//! operator in [`rules`]. What comes out is a patch: nodes, constants, inputs and outputs that are
//! added to the model and never change it. The rule for `Relu` has switches, so that one graph
//! gives the gradient, guided backpropagation and the deconvnet.

mod broadcast;
mod builder;
mod coverage;
mod error;
mod kernels;
mod reach;
mod request;
mod rules;
mod seed;
mod window;

pub use coverage::{Coverage, NodeWithoutRule, coverage};
pub use error::{DifferentiateError, Refusal};
pub use kernels::Kernels;
pub use reach::values_between;
pub use request::{GradientGraph, GradientRequest, differentiate};
pub use rules::operators_with_rules;
pub use seed::{
    ACTIVATION_WEIGHT, RELU_FLOOR, RELU_PASS, ReluRule, SEED, SOFTMAX_WEIGHT, TOP_WEIGHT,
};
