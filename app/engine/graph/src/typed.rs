//! A graph whose values are known by type and shape, ready to be differentiated.

use std::collections::HashMap;

use crate::messages::{DataType, GraphProto, ModelProto, NodeProto, TensorProto};
use crate::values::{Dim, ValueKind};

/// A model with the type and shape of every value, as far as they are known before it runs.
#[derive(Clone, Debug)]
pub struct TypedGraph {
    model: ModelProto,
    kinds: HashMap<String, ValueKind>,
    /// Which node writes a value.
    producers: HashMap<String, usize>,
    /// Where a constant stands among the initialisers.
    constants: HashMap<String, usize>,
    /// Constants that a `Constant` node holds, by the node.
    constant_nodes: HashMap<String, usize>,
}

impl TypedGraph {
    /// Joins a model with what is known about its values. What `kinds` lacks is taken from the
    /// declarations and constants of the model itself; the rest has an unknown shape.
    #[must_use]
    pub fn new(
        mut model: ModelProto,
        kinds: impl IntoIterator<Item = (String, ValueKind)>,
    ) -> Self {
        let mut known = HashMap::new();
        let mut producers = HashMap::new();
        let mut constants = HashMap::new();
        let mut constant_nodes = HashMap::new();
        {
            let graph = model.graph.get_or_insert_default();
            for info in graph
                .value_info
                .iter()
                .chain(&graph.output)
                .chain(&graph.input)
            {
                let value = crate::Value::from(info);
                if matches!(value.kind, ValueKind::Tensor { dims: Some(_), .. }) {
                    known.insert(value.name, value.kind);
                }
            }
            for (index, tensor) in graph.initializer.iter().enumerate() {
                constants.insert(tensor.name.clone(), index);
                known.insert(tensor.name.clone(), kind_of(tensor));
            }
            for (index, node) in graph.node.iter().enumerate() {
                for output in node.output.iter().filter(|name| !name.is_empty()) {
                    producers.insert(output.clone(), index);
                }
                if node.op_type == "Constant"
                    && let (Some(name), Some(tensor)) = (node.output_at(0), node.tensor("value"))
                {
                    constant_nodes.insert(name.to_owned(), index);
                    known.insert(name.to_owned(), kind_of(tensor));
                }
            }
        }
        known.extend(kinds);
        Self {
            model,
            kinds: known,
            producers,
            constants,
            constant_nodes,
        }
    }

    /// The whole message.
    #[must_use]
    pub fn model(&self) -> &ModelProto {
        &self.model
    }

    /// The graph that is run.
    #[must_use]
    pub fn graph(&self) -> &GraphProto {
        self.model
            .graph
            .as_ref()
            .expect("the constructor gives every model a graph")
    }

    /// Type and shape of a value; none for one that nothing is known about.
    #[must_use]
    pub fn kind(&self, value: &str) -> Option<&ValueKind> {
        self.kinds.get(value)
    }

    /// The element type of a value.
    #[must_use]
    pub fn element(&self, value: &str) -> Option<DataType> {
        match self.kinds.get(value)? {
            ValueKind::Tensor { element, .. } => Some(*element),
            ValueKind::Other(_) => None,
        }
    }

    /// The dimensions of a value; none where even their number is unknown.
    #[must_use]
    pub fn dims(&self, value: &str) -> Option<&[Dim]> {
        match self.kinds.get(value)? {
            ValueKind::Tensor { dims, .. } => dims.as_deref(),
            ValueKind::Other(_) => None,
        }
    }

    /// The shape of a value where every dimension is fixed.
    #[must_use]
    pub fn fixed_shape(&self, value: &str) -> Option<Vec<i64>> {
        self.dims(value)?
            .iter()
            .map(|dim| dim.fixed().and_then(|size| i64::try_from(size).ok()))
            .collect()
    }

    /// The number of dimensions of a value.
    #[must_use]
    pub fn rank(&self, value: &str) -> Option<usize> {
        self.dims(value).map(<[Dim]>::len)
    }

    /// The node that writes a value; none for inputs and constants.
    #[must_use]
    pub fn producer(&self, value: &str) -> Option<&NodeProto> {
        self.graph().node.get(*self.producers.get(value)?)
    }

    /// The constant tensor of a name: an initialiser or the value of a `Constant` node.
    #[must_use]
    pub fn constant(&self, value: &str) -> Option<&TensorProto> {
        match self.constants.get(value) {
            Some(index) => self.graph().initializer.get(*index),
            None => self
                .graph()
                .node
                .get(*self.constant_nodes.get(value)?)?
                .tensor("value"),
        }
    }

    /// The nodes that read a value, in order.
    pub fn readers<'a>(&'a self, value: &'a str) -> impl Iterator<Item = &'a NodeProto> {
        self.graph()
            .node
            .iter()
            .filter(move |node| node.input.iter().any(|input| input == value))
    }
}

fn kind_of(tensor: &TensorProto) -> ValueKind {
    let dims = tensor.dims.iter();
    ValueKind::Tensor {
        element: tensor.data_type(),
        dims: Some(
            dims.map(|size| u64::try_from(*size).map_or(Dim::Unknown, Dim::Fixed))
                .collect(),
        ),
    }
}
