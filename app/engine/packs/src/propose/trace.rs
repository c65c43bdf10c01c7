//! Following a value through the first and last nodes of a graph.

use graph::messages::{AttributeProto, DataType, GraphProto, NodeProto, TensorProto};

/// Operators that pass values on unchanged, in another shape or type.
const PASSING: [&str; 7] = [
    "Identity",
    "Cast",
    "Flatten",
    "Reshape",
    "Squeeze",
    "Unsqueeze",
    "Dropout",
];

/// Most nodes that a trace goes through.
const STEP_LIMIT: usize = 32;

/// The nodes that read `value`.
pub(super) fn readers<'a>(
    graph: &'a GraphProto,
    value: &'a str,
) -> impl Iterator<Item = &'a NodeProto> {
    graph
        .node
        .iter()
        .filter(move |node| node.input.iter().any(|input| input == value))
}

/// The one node that reads `value`; `None` where there are several.
pub(super) fn only_reader<'a>(graph: &'a GraphProto, value: &'a str) -> Option<&'a NodeProto> {
    let mut readers = readers(graph, value);
    readers.next().filter(|_| readers.next().is_none())
}

/// The node that makes `value`, going back through nodes that only pass it on.
pub(super) fn maker<'a>(graph: &'a GraphProto, value: &str) -> Option<&'a NodeProto> {
    let mut wanted = value.to_owned();
    for _ in 0..STEP_LIMIT {
        let node = graph
            .node
            .iter()
            .find(|node| node.output.contains(&wanted))?;
        if !PASSING.contains(&node.op_type.as_str()) {
            return Some(node);
        }
        wanted.clone_from(node.input.first()?);
    }
    None
}

/// The first nodes that read the input one after the other, as long as there is only one each.
pub(super) fn first_nodes<'a>(graph: &'a GraphProto, input: &'a str) -> Vec<&'a NodeProto> {
    let mut nodes = Vec::new();
    let mut value = input;
    while nodes.len() < STEP_LIMIT
        && let Some(node) = only_reader(graph, value)
        && let Some(output) = node.output.first()
    {
        nodes.push(node);
        value = output;
    }
    nodes
}

/// A node's attribute.
pub(super) fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a AttributeProto> {
    node.attribute
        .iter()
        .find(|attribute| attribute.name == name)
}

/// The constant of this name: an initialiser, or what a `Constant` node makes.
pub(super) fn constant<'a>(graph: &'a GraphProto, name: &str) -> Option<&'a TensorProto> {
    let initialiser = graph.initializer.iter().find(|tensor| tensor.name == name);
    initialiser.or_else(|| {
        let node = graph
            .node
            .iter()
            .find(|node| node.op_type == "Constant" && node.output.iter().any(|out| out == name))?;
        attribute(node, "value")?.t.as_ref()
    })
}

/// The values of a small constant of floats; `None` where it is long, of another type, or in
/// another file.
pub(super) fn small_floats(tensor: &TensorProto) -> Option<Vec<f64>> {
    const LONGEST: usize = 64;
    let values: Vec<f64> = match (tensor.data_type(), &tensor.raw_data) {
        (DataType::Float, Some(raw)) if raw.len() <= 4 * LONGEST => {
            let (values, _) = raw.as_chunks::<4>();
            let floats = values.iter().map(|bytes| f32::from_le_bytes(*bytes));
            floats.map(f64::from).collect()
        }
        (DataType::Double, Some(raw)) if raw.len() <= 8 * LONGEST => {
            let (values, _) = raw.as_chunks::<8>();
            values
                .iter()
                .map(|bytes| f64::from_le_bytes(*bytes))
                .collect()
        }
        (DataType::Float, None) if tensor.float_data.len() <= LONGEST => {
            tensor.float_data.iter().copied().map(f64::from).collect()
        }
        (DataType::Double, None) if tensor.double_data.len() <= LONGEST => {
            tensor.double_data.clone()
        }
        _ => return None,
    };
    (!values.is_empty()).then_some(values)
}
