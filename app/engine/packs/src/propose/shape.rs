//! Which of a tensor's dimensions are channels, rows and columns.

use graph::messages::GraphProto;
use graph::{Dim, Value, ValueKind};

use super::{element_of, trace};
use crate::manifest::{Element, Layout};

/// The input that is the picture.
pub(super) struct PictureInput {
    pub name: String,
    pub element: Element,
    pub layout: Layout,
    pub layout_reason: String,
    pub channels: usize,
    pub channels_reason: String,
    pub height: Dim,
    pub width: Dim,
}

/// Numbers of channels that a picture can have.
const CHANNEL_COUNTS: [u64; 3] = [1, 3, 4];

/// Finds the input that is the picture, or says why there is none.
pub(super) fn find(graph: &GraphProto, inputs: &[Value]) -> Result<PictureInput, String> {
    match inputs {
        [] => Err("it has no inputs".to_owned()),
        [input] => look_at(graph, input)
            .map_err(|reason| format!("its input {:?} is {}, {reason}", input.name, input.kind)),
        several => {
            let listed: Vec<String> = several
                .iter()
                .map(|input| format!("{:?} ({})", input.name, input.kind))
                .collect();
            Err(format!(
                "it needs {} inputs: {}",
                several.len(),
                listed.join(", ")
            ))
        }
    }
}

fn look_at(graph: &GraphProto, input: &Value) -> Result<PictureInput, String> {
    let ValueKind::Tensor { element, dims } = &input.kind else {
        return Err("and a picture is a tensor".to_owned());
    };
    let element = element_of(*element).ok_or("and a picture has floats or 8-bit whole numbers")?;
    let dims = match dims.as_deref() {
        Some([batch, first, second, third]) => {
            if let Some(size) = batch.fixed().filter(|size| *size != 1) {
                return Err(format!(
                    "and pictures are asked about one by one, not {size} at once"
                ));
            }
            [first, second, third].map(Clone::clone)
        }
        None => [Dim::Unknown, Dim::Unknown, Dim::Unknown],
        Some(_) => return Err("and a picture has 4 dimensions".to_owned()),
    };
    let (layout, layout_reason) = layout_of(graph, &input.name, &dims)?;
    let [first, second, third] = dims;
    let (channels, height, width) = match layout {
        Layout::Nchw => (first, second, third),
        Layout::Nhwc => (third, first, second),
    };
    let (channels, channels_reason) = match channels.fixed() {
        Some(count) => (
            count,
            format!(
                "the input has {count} channel{}",
                if count == 1 { "" } else { "s" }
            ),
        ),
        None => match channels_by_weights(graph, &input.name) {
            Some(count) => (
                count,
                format!("the first convolution reads {count} channels"),
            ),
            None => (
                3,
                "the number of channels is open, and most models read colour".to_owned(),
            ),
        },
    };
    if !CHANNEL_COUNTS.contains(&channels) {
        return Err(format!(
            "and a picture has 1, 3 or 4 channels, not {channels}"
        ));
    }
    Ok(PictureInput {
        name: input.name.clone(),
        element,
        layout,
        layout_reason,
        channels: channels as usize,
        channels_reason,
        height,
        width,
    })
}

fn layout_of(graph: &GraphProto, input: &str, dims: &[Dim; 3]) -> Result<(Layout, String), String> {
    let could_be_channels = |dim: &Dim| {
        dim.fixed()
            .is_some_and(|size| CHANNEL_COUNTS.contains(&size))
    };
    match (could_be_channels(&dims[0]), could_be_channels(&dims[2])) {
        (true, false) => Ok((
            Layout::Nchw,
            format!("dimension 2 of 4 is {}, as channels are", dims[0]),
        )),
        (false, true) => Ok((
            Layout::Nhwc,
            format!("dimension 4 of 4 is {}, as channels are", dims[2]),
        )),
        (by_first, _) => {
            if let Some(found) = layout_by_nodes(graph, input) {
                return Ok(found);
            }
            let all_fixed = dims.iter().all(|dim| dim.fixed().is_some());
            if all_fixed && !by_first {
                return Err("and none of its dimensions is 1, 3 or 4 channels".to_owned());
            }
            Ok((
                Layout::Nchw,
                "the sizes leave it open, and most ONNX models have channels first".to_owned(),
            ))
        }
    }
}

/// The layout that the first nodes ask for: convolutions read channels first, and a transposition
/// to channels first means that they came last.
fn layout_by_nodes(graph: &GraphProto, input: &str) -> Option<(Layout, String)> {
    trace::first_nodes(graph, input)
        .into_iter()
        .find_map(|node| match node.op_type.as_str() {
            "Transpose" => {
                let order = &trace::attribute(node, "perm")?.ints;
                (order[..] == [0, 3, 1, 2]).then(|| {
                    (
                        Layout::Nhwc,
                        "the graph begins by moving the last dimension in front".to_owned(),
                    )
                })
            }
            "Conv" | "MaxPool" | "AveragePool" | "BatchNormalization" => Some((
                Layout::Nchw,
                format!(
                    "the graph begins with {}, which reads channels first",
                    node.op_type
                ),
            )),
            _ => None,
        })
}

/// Channels that the weights of the first convolution read.
fn channels_by_weights(graph: &GraphProto, input: &str) -> Option<u64> {
    let convolution = trace::first_nodes(graph, input)
        .into_iter()
        .find(|node| node.op_type == "Conv")?;
    let weight = trace::constant(graph, convolution.input.get(1)?)?;
    let groups = trace::attribute(convolution, "group")
        .and_then(|attribute| attribute.i)
        .unwrap_or(1);
    u64::try_from(weight.dims.get(1)?.checked_mul(groups)?).ok()
}
