//! Which range of values the model expects, and whether it normalises them itself.

use graph::messages::{GraphProto, NodeProto};

use super::trace;

/// What the first nodes do to the picture's values.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Inside {
    /// They normalise values from 0 to 255.
    Of255,
    /// They normalise values from 0 to 1.
    OfOne,
    /// They do not normalise.
    Nothing,
}

/// A factor up to this brings values of 255 near one.
const FACTOR_OF_255: f64 = 0.05;

/// A shift beyond this belongs to values of 255.
const SHIFT_OF_255: f64 = 2.0;

/// Looks whether the graph begins with arithmetic on the values of `input`.
pub(super) fn inside(graph: &GraphProto, input: &str) -> Inside {
    let (mut factor, mut shift, mut found) = (1.0_f64, 0.0_f64, false);
    let mut value = input;
    for node in trace::first_nodes(graph, input) {
        match node.op_type.as_str() {
            "Identity" | "Cast" | "Transpose" | "Reshape" | "Unsqueeze" => {}
            "BatchNormalization" => {
                found = true;
                let means = trace::constant(graph, node.input.get(3).map_or("", String::as_str));
                shift = shift.max(means.and_then(trace::small_floats).map_or(0.0, greatest));
                break;
            }
            operator => {
                let Some(constant) = constant_side(graph, node, value) else {
                    break;
                };
                match operator {
                    "Sub" | "Add" => shift = shift.max(constant),
                    "Mul" => factor *= constant,
                    "Div" if constant > 0.0 => factor /= constant,
                    _ => break,
                }
                found = true;
            }
        }
        value = node.output.first().map_or("", String::as_str);
    }
    if !found {
        Inside::Nothing
    } else if factor <= FACTOR_OF_255 || shift > SHIFT_OF_255 {
        Inside::Of255
    } else {
        Inside::OfOne
    }
}

/// The greatest absolute value of the constant that `node` joins with `value`; constants of more
/// values than channels are no normalisation.
fn constant_side(graph: &GraphProto, node: &NodeProto, value: &str) -> Option<f64> {
    let [one, other] = &node.input[..] else {
        return None;
    };
    let name = if one == value { other } else { one };
    trace::constant(graph, name)
        .and_then(trace::small_floats)
        .filter(|values| values.len() <= 4)
        .map(greatest)
}

fn greatest(values: Vec<f64>) -> f64 {
    values.into_iter().map(f64::abs).fold(0.0, f64::max)
}
