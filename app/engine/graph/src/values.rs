//! What goes into a graph and comes out of it.

use std::collections::BTreeSet;
use std::fmt;

use crate::messages::{
    DataType, Dimension, DimensionValue, GraphProto, TensorShapeProto, TypeProto, TypeValue,
    ValueInfoProto,
};

/// An input or output of a graph as it is declared.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// Name.
    pub name: String,
    /// Type and shape.
    pub kind: ValueKind,
}

/// Type and shape of a declared value.
#[derive(Clone, PartialEq, Debug)]
pub enum ValueKind {
    /// A dense tensor.
    Tensor {
        /// Element type.
        element: DataType,
        /// Dimensions, outermost first; `None` where even their number is open.
        dims: Option<Vec<Dim>>,
    },
    /// Something else: `sequence`, `map`, `sparse tensor`, `optional`, or `unknown`.
    Other(&'static str),
}

/// One dimension of a declared shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dim {
    /// Fixed size.
    Fixed(u64),
    /// Open, with a name; equal names are equal sizes.
    Named(String),
    /// Open.
    Unknown,
}

impl Dim {
    /// The size where it is fixed.
    #[must_use]
    pub fn fixed(&self) -> Option<u64> {
        match self {
            Self::Fixed(size) => Some(*size),
            Self::Named(_) | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Dim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(size) => write!(formatter, "{size}"),
            Self::Named(name) => write!(formatter, "{name}"),
            Self::Unknown => write!(formatter, "?"),
        }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(what) => write!(formatter, "{what}"),
            Self::Tensor { element, dims } => {
                write!(formatter, "{}", element.name())?;
                match dims {
                    None => write!(formatter, " of any shape"),
                    Some(dims) => {
                        let dims: Vec<String> = dims.iter().map(Dim::to_string).collect();
                        write!(formatter, "[{}]", dims.join(", "))
                    }
                }
            }
        }
    }
}

/// The inputs that a caller must give: those declared, without the constants that files of old
/// versions list among them.
pub(crate) fn true_inputs(graph: &GraphProto) -> Vec<Value> {
    let sparse_names = graph
        .sparse_initializer
        .iter()
        .filter_map(|tensor| tensor.values.as_ref());
    let constants: BTreeSet<&str> = graph
        .initializer
        .iter()
        .chain(sparse_names)
        .map(|tensor| tensor.name.as_str())
        .collect();
    graph
        .input
        .iter()
        .filter(|input| !constants.contains(input.name.as_str()))
        .map(Value::from)
        .collect()
}

impl From<&ValueInfoProto> for Value {
    fn from(info: &ValueInfoProto) -> Self {
        Self {
            name: info.name.clone(),
            kind: info
                .r#type
                .as_ref()
                .map_or(ValueKind::Other("unknown"), kind_of),
        }
    }
}

fn kind_of(declared: &TypeProto) -> ValueKind {
    match &declared.value {
        Some(TypeValue::Tensor(tensor)) => ValueKind::Tensor {
            element: tensor.elem_type(),
            dims: tensor.shape.as_ref().map(dims_of),
        },
        Some(TypeValue::Sequence(_)) => ValueKind::Other("sequence"),
        Some(TypeValue::Map(_)) => ValueKind::Other("map"),
        Some(TypeValue::SparseTensor(_)) => ValueKind::Other("sparse tensor"),
        Some(TypeValue::Optional(_)) => ValueKind::Other("optional"),
        None => ValueKind::Other("unknown"),
    }
}

fn dims_of(shape: &TensorShapeProto) -> Vec<Dim> {
    shape.dim.iter().map(Dim::from).collect()
}

impl From<&Dimension> for Dim {
    fn from(dimension: &Dimension) -> Self {
        match &dimension.value {
            // Some exporters write an open size as -1.
            Some(DimensionValue::Fixed(size)) => {
                u64::try_from(*size).map_or(Self::Unknown, Self::Fixed)
            }
            Some(DimensionValue::Named(name)) if !name.is_empty() => Self::Named(name.clone()),
            Some(DimensionValue::Named(_)) | None => Self::Unknown,
        }
    }
}
