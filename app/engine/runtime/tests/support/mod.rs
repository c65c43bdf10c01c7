//! What the tests share: the library, and small models written as they are needed.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of this, and a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};

use graph::messages::{
    AttributeKind, AttributeProto, DataLocation, DataType, Dimension, DimensionValue, GraphProto,
    ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto, TensorProto,
    TensorShapeProto, TensorType, TypeProto, TypeValue, ValueInfoProto,
};
use jobs::Work;
use ndarray::ArrayD;
use prost::Message;
use runtime::{Model, Provider, ProviderChoice, Runtime, RuntimeError, Tensor, library_candidates};

/// The processor alone: what runs there does not depend on the machine.
pub const CPU: ProviderChoice = ProviderChoice::Only(Provider::Cpu);

/// ONNX Runtime as the program finds it.
pub fn runtime() -> Runtime {
    Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
        panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
    })
}

/// A folder for model files, gone when it is dropped.
pub struct Shelf(tempfile::TempDir);

impl Shelf {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes the model and loads it on the processor.
    pub fn load(&self, model: &ModelProto) -> Result<Model, RuntimeError> {
        let path = self.write("model.onnx", model.encode_to_vec());
        load(&path)
    }
}

pub fn load(path: &Path) -> Result<Model, RuntimeError> {
    Model::load(&runtime(), path, CPU, &Work::detached())
}

/// Why a model does not load; fails where it does.
pub fn load_error(path: &Path) -> RuntimeError {
    load(path).err().expect("this model must not load")
}

pub fn model(nodes: Vec<NodeProto>, input: ValueInfoProto, output: ValueInfoProto) -> ModelProto {
    ModelProto {
        ir_version: 8,
        graph: Some(GraphProto {
            name: "test".to_owned(),
            node: nodes,
            input: vec![input],
            output: vec![output],
            ..GraphProto::default()
        }),
        opset_import: vec![OperatorSetIdProto {
            version: 17,
            ..OperatorSetIdProto::default()
        }],
        ..ModelProto::default()
    }
}

/// One node that reads `x` and writes `y`, named `only`.
pub fn one_node(operator: &str) -> ModelProto {
    let floats = |name| value(name, DataType::Float, &[None, Some(4)]);
    model(
        vec![node(operator, "only", &["x"], "y")],
        floats("x"),
        floats("y"),
    )
}

pub fn node(operator: &str, name: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: operator.to_owned(),
        name: name.to_owned(),
        input: inputs.iter().map(|&input| input.to_owned()).collect(),
        output: vec![output.to_owned()],
        ..NodeProto::default()
    }
}

/// A tensor that goes in or out; a size that is not given is free, and named after its place.
pub fn value(name: &str, element: DataType, dims: &[Option<i64>]) -> ValueInfoProto {
    let dim = dims.iter().enumerate().map(|(index, size)| Dimension {
        value: Some(match size {
            Some(size) => DimensionValue::Fixed(*size),
            None => DimensionValue::Named(format!("d{index}")),
        }),
        ..Dimension::default()
    });
    typed(
        name,
        TypeValue::Tensor(TensorType {
            elem_type: element as i32,
            shape: Some(TensorShapeProto { dim: dim.collect() }),
        }),
    )
}

/// A tensor of which not even the number of dimensions is declared.
pub fn shapeless(name: &str, element: DataType) -> ValueInfoProto {
    let elem_type = element as i32;
    let shape = None;
    typed(name, TypeValue::Tensor(TensorType { elem_type, shape }))
}

pub fn typed(name: &str, value: TypeValue) -> ValueInfoProto {
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto {
            value: Some(value),
            ..TypeProto::default()
        }),
        ..ValueInfoProto::default()
    }
}

pub fn string_attribute(name: &str, value: &'static str) -> AttributeProto {
    AttributeProto {
        name: name.to_owned(),
        s: Some(bytes::Bytes::from_static(value.as_bytes())),
        r#type: AttributeKind::String as i32,
        ..AttributeProto::default()
    }
}

/// A 4 × 4 float weight whose values are in another file.
pub fn external_weight(name: &str, location: &str) -> TensorProto {
    let entry = |key: &str, value: &str| StringStringEntryProto {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    TensorProto {
        name: name.to_owned(),
        dims: vec![4, 4],
        data_type: DataType::Float as i32,
        data_location: Some(DataLocation::External as i32),
        external_data: vec![entry("location", location), entry("length", "64")],
        ..TensorProto::default()
    }
}

/// Multiplies `x` with an external weight.
pub fn with_external_weight(location: &str) -> ModelProto {
    let mut model = one_node("MatMul");
    let graph = model.graph.as_mut().unwrap();
    graph.node[0].input.push("w".to_owned());
    graph.initializer = vec![external_weight("w", location)];
    model
}

pub fn floats(shape: &[usize], values: &[f32]) -> Tensor {
    Tensor::F32(ArrayD::from_shape_vec(shape, values.to_vec()).unwrap())
}

pub fn named(name: &str, tensor: Tensor) -> Vec<(String, Tensor)> {
    vec![(name.to_owned(), tensor)]
}
