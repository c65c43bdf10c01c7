//! Going through a model with the graphs that stand inside nodes.

use std::collections::BTreeSet;

use crate::messages::{GraphProto, ModelProto, NodeProto};

/// Calls `visit` with every list of nodes of the model and the graph that it belongs to: the main
/// graph, the graphs inside `If`, `Loop` and `Scan`, and the bodies of functions (which have no
/// graph). An outer list comes before those inside it.
pub(crate) fn visit_graphs<'a>(
    model: &'a ModelProto,
    visit: &mut dyn FnMut(&'a [NodeProto], Option<&'a GraphProto>),
) {
    if let Some(graph) = &model.graph {
        visit_graph(graph, visit);
    }
    for function in &model.functions {
        visit(&function.node, None);
        visit_inside(&function.node, visit);
    }
}

fn visit_graph<'a>(
    graph: &'a GraphProto,
    visit: &mut dyn FnMut(&'a [NodeProto], Option<&'a GraphProto>),
) {
    visit(&graph.node, Some(graph));
    visit_inside(&graph.node, visit);
}

fn visit_inside<'a>(
    nodes: &'a [NodeProto],
    visit: &mut dyn FnMut(&'a [NodeProto], Option<&'a GraphProto>),
) {
    for attribute in nodes.iter().flat_map(|node| &node.attribute) {
        for graph in attribute.g.iter().chain(&attribute.graphs) {
            visit_graph(graph, visit);
        }
    }
}

/// The values that a node reads: its inputs, and what the graphs inside it take from around them.
/// Names that are only known inside them are listed, too.
pub(crate) fn reads(node: &NodeProto) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = node.input.iter().map(String::as_str).collect();
    visit_inside(std::slice::from_ref(node), &mut |nodes, _| {
        let inputs = nodes.iter().flat_map(|inner| &inner.input);
        names.extend(inputs.map(String::as_str));
    });
    names.remove("");
    names
}
