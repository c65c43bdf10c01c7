//! Short ways to make messages: nodes, attributes, tensors and declared values.

use bytes::Bytes;

use crate::messages::{
    AttributeKind, AttributeProto, DataType, Dimension, DimensionValue, GraphProto, ModelProto,
    NodeProto, OperatorSetIdProto, StringStringEntryProto, TensorProto, TensorShapeProto,
    TensorType, TypeProto, TypeValue, ValueInfoProto,
};
use crate::values::Dim;

/// File format version that [`ModelProto::of`] writes: understood by ONNX Runtime since 1.10.
const IR_VERSION: i64 = 8;

impl ModelProto {
    /// A model of `graph` that uses ONNX's own operators at version `opset`.
    pub fn of(graph: GraphProto, opset: i64) -> Self {
        Self {
            ir_version: IR_VERSION,
            producer_name: "sightglass".to_owned(),
            graph: Some(graph),
            opset_import: vec![OperatorSetIdProto {
                domain: String::new(),
                version: opset,
            }],
            ..Self::default()
        }
    }

    /// The model with one more metadata entry.
    #[must_use]
    pub fn with_metadata(mut self, key: &str, value: &str) -> Self {
        self.metadata_props.push(StringStringEntryProto {
            key: key.to_owned(),
            value: value.to_owned(),
        });
        self
    }
}

impl NodeProto {
    /// A call of ONNX's own operator `op_type`, named after its first output.
    pub fn of(op_type: &str, inputs: &[&str], outputs: &[&str]) -> Self {
        Self {
            op_type: op_type.to_owned(),
            name: outputs.first().copied().unwrap_or_default().to_owned(),
            input: inputs.iter().copied().map(str::to_owned).collect(),
            output: outputs.iter().copied().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// The node with one more attribute.
    #[must_use]
    pub fn with(mut self, attribute: AttributeProto) -> Self {
        self.attribute.push(attribute);
        self
    }
}

impl AttributeProto {
    fn named(name: &str, kind: AttributeKind) -> Self {
        Self {
            name: name.to_owned(),
            r#type: kind.into(),
            ..Self::default()
        }
    }

    /// One integer.
    pub fn int(name: &str, value: i64) -> Self {
        Self {
            i: Some(value),
            ..Self::named(name, AttributeKind::Int)
        }
    }

    /// Several integers.
    pub fn ints(name: &str, values: &[i64]) -> Self {
        Self {
            ints: values.to_vec(),
            ..Self::named(name, AttributeKind::Ints)
        }
    }

    /// One float.
    pub fn float(name: &str, value: f32) -> Self {
        Self {
            f: Some(value),
            ..Self::named(name, AttributeKind::Float)
        }
    }

    /// One text.
    pub fn string(name: &str, value: &str) -> Self {
        Self {
            s: Some(Bytes::copy_from_slice(value.as_bytes())),
            ..Self::named(name, AttributeKind::String)
        }
    }

    /// One tensor.
    pub fn tensor(name: &str, value: TensorProto) -> Self {
        Self {
            t: Some(value),
            ..Self::named(name, AttributeKind::Tensor)
        }
    }

    /// One graph.
    pub fn graph(name: &str, value: GraphProto) -> Self {
        Self {
            g: Some(value),
            ..Self::named(name, AttributeKind::Graph)
        }
    }
}

impl TensorProto {
    fn raw(name: &str, data_type: DataType, dims: &[i64], bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            data_type: data_type.into(),
            dims: dims.to_vec(),
            raw_data: Some(Bytes::from(bytes)),
            ..Self::default()
        }
    }

    /// A constant of 32-bit floats; no `dims` make a scalar.
    pub fn floats(name: &str, dims: &[i64], values: &[f32]) -> Self {
        let bytes = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        Self::raw(name, DataType::Float, dims, bytes)
    }

    /// A constant of floats of the type asked for: 16, 32 or 64 bits; 32 for any other type.
    pub fn floats_as(element: DataType, dims: &[i64], values: &[f64]) -> Self {
        let bytes: Vec<u8> = match element {
            DataType::Double => values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
            DataType::Float16 => values
                .iter()
                .flat_map(|value| half::f16::from_f64(*value).to_le_bytes())
                .collect(),
            DataType::Bfloat16 => values
                .iter()
                .flat_map(|value| half::bf16::from_f64(*value).to_le_bytes())
                .collect(),
            _ => {
                let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
                return Self::floats("", dims, &values);
            }
        };
        Self::raw("", element, dims, bytes)
    }

    /// A constant of 64-bit integers; no `dims` make a scalar.
    pub fn int64s(name: &str, dims: &[i64], values: &[i64]) -> Self {
        let bytes = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        Self::raw(name, DataType::Int64, dims, bytes)
    }

    /// A constant truth value, as a scalar.
    pub fn truth(name: &str, value: bool) -> Self {
        Self::raw(name, DataType::Bool, &[], vec![u8::from(value)])
    }
}

impl ValueInfoProto {
    /// A dense tensor of a declared type and shape.
    pub fn tensor(name: &str, element: DataType, dims: &[Dimension]) -> Self {
        Self {
            name: name.to_owned(),
            r#type: Some(TypeProto {
                value: Some(TypeValue::Tensor(TensorType {
                    elem_type: element.into(),
                    shape: Some(TensorShapeProto { dim: dims.to_vec() }),
                })),
                ..TypeProto::default()
            }),
            ..Self::default()
        }
    }
}

impl ValueInfoProto {
    /// A dense tensor of a declared type whose shape is left open.
    pub fn of_any_shape(name: &str, element: DataType) -> Self {
        Self {
            name: name.to_owned(),
            r#type: Some(TypeProto {
                value: Some(TypeValue::Tensor(TensorType {
                    elem_type: element.into(),
                    shape: None,
                })),
                ..TypeProto::default()
            }),
            ..Self::default()
        }
    }

    /// A value of which only the name is given: ONNX Runtime finds its type.
    pub fn untyped(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

impl From<i64> for Dimension {
    fn from(size: i64) -> Self {
        Self {
            value: Some(DimensionValue::Fixed(size)),
            ..Self::default()
        }
    }
}

impl From<&Dim> for Dimension {
    fn from(dim: &Dim) -> Self {
        match dim {
            Dim::Fixed(size) => i64::try_from(*size).map_or_else(|_| Self::default(), Self::from),
            Dim::Named(name) => Self::from(name.as_str()),
            Dim::Unknown => Self::default(),
        }
    }
}

impl From<&str> for Dimension {
    fn from(name: &str) -> Self {
        Self {
            value: Some(DimensionValue::Named(name.to_owned())),
            ..Self::default()
        }
    }
}
