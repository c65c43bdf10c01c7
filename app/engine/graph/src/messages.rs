//! The ONNX protobuf messages as Rust structs, by the field numbers that the ONNX project publishes
//! (`onnx.proto`).
//!
//! The published schema is protobuf 2: a field that is absent differs from one that is zero. Where
//! ONNX readers look at that difference (attribute values, raw weights) the field is an `Option`
//! here; elsewhere an absent field reads as empty and an empty one is not written. Fields that no
//! reader of a graph needs (device configurations) are skipped on reading.
//!
//! `raw_data` is [`bytes::Bytes`], so that decoding from a `Bytes` buffer shares the weights with
//! that buffer instead of copying them.

mod graphs;
mod tensors;
mod types;

pub use graphs::{
    AttributeKind, AttributeProto, FunctionProto, GraphProto, ModelProto, NodeProto,
    OperatorSetIdProto, StringStringEntryProto, TensorAnnotation, TrainingInfoProto,
};
pub use tensors::{DataLocation, DataType, SparseTensorProto, TensorProto};
pub use types::{
    Dimension, DimensionValue, MapType, OptionalType, SequenceType, SparseTensorType,
    TensorShapeProto, TensorType, TypeProto, TypeValue, ValueInfoProto,
};
