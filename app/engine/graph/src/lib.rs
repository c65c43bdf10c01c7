//! ONNX graphs: reading the protobuf messages, and what a graph asks and answers.
//!
//! [`OnnxFile::read`] reads a model file and says what is in it: inputs, outputs, operators,
//! metadata, weights kept in other files. [`messages`] are the protobuf structs themselves.
//!
//! Reading never loads weights from other files and never runs anything.

mod construct;
mod envelope;
mod error;
mod external;
mod file;
pub mod messages;
mod operators;
mod values;
mod walk;

pub use error::GraphError;
pub use external::{ExternalFault, ExternalTensor};
pub use file::{MODEL_LIMIT_BYTES, OnnxFile};
pub use operators::Operator;
pub use values::{Dim, Value, ValueKind};
