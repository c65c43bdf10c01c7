//! ONNX graphs: reading the protobuf messages, and what a graph asks and answers.
//!
//! [`OnnxFile::read`] reads a model file and says what is in it: inputs, outputs, operators,
//! metadata, weights kept in other files. [`messages`] are the protobuf structs themselves.
//!
//! Reading never loads weights from other files and never runs anything.

mod attributes;
mod constants;
mod construct;
mod differentiate;
mod envelope;
mod error;
mod external;
mod file;
pub mod messages;
mod operators;
mod opset;
mod typed;
mod values;
mod walk;

pub use differentiate::{
    ACTIVATION_WEIGHT, Coverage, DifferentiateError, GradientGraph, GradientRequest, Kernels,
    NodeWithoutRule, RELU_FLOOR, RELU_PASS, Refusal, ReluRule, SEED, SOFTMAX_WEIGHT, TOP_WEIGHT,
    coverage, differentiate, operators_with_rules, values_between,
};
pub use error::GraphError;
pub use external::{ExternalFault, ExternalTensor};
pub use file::{MODEL_LIMIT_BYTES, OnnxFile};
pub use operators::Operator;
pub use opset::{DIFFERENTIABLE_OPSET, OpsetProblem, to_differentiable_opset};
pub use typed::TypedGraph;
pub use values::{Dim, Value, ValueKind};
