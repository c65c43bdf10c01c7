//! Operators that pick values by index, and those whose gradient goes back by position.

use crate::messages::{AttributeProto, DataType};

use super::{Builder, Call, InputGradients, Refusal};

/// Any operator that moves values and changes none: the same operator on the positions 0, 1, 2, …
/// tells where each value of the output came from, and the gradients are added there.
pub fn by_position(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let mut positions = builder.positions_of(input);
    // ONNX Runtime's kernels for these take floats but no 64-bit integers; floats count exactly up
    // to 2²⁴, and doubles beyond any picture.
    let counts_as_double = call.node.op_type == "Pad";
    if counts_as_double {
        positions = builder.cast(&positions, DataType::Double);
    }
    let mut inputs = vec![positions];
    inputs.extend(call.node.input.iter().skip(1).cloned());
    // The value that fills in is no position; the modes that come here do not use it.
    if call.node.op_type == "Pad"
        && let Some(fill) = inputs.get_mut(2)
    {
        fill.clear();
    }
    let mut origin = builder.again(call.node, inputs, 1).remove(0);
    if counts_as_double {
        origin = builder.cast(&origin, DataType::Int64);
    }
    let mut gradients = vec![None; call.node.input.len()];
    gradients[0] = Some(builder.scatter_flat(input, &origin, call.gradient()?, false));
    Ok(gradients)
}

/// `Gather`: one index known beforehand puts zeros around the gradient; else by position.
pub fn gather(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, indices) = (call.input(0)?, call.input(1)?);
    let axis = builder.axis(input, call.node.int("axis").unwrap_or(0))?;
    let rank = builder.rank(input)?;
    let size = builder.dim(input, axis).and_then(crate::values::Dim::fixed);
    let index = builder.constant_ints(indices);
    let (Some(size), Some(&[index])) = (size, index.as_deref()) else {
        return by_position(builder, call);
    };
    let is_scalar = match builder
        .graph
        .constant(indices)
        .map(|constant| constant.dims.len())
    {
        Some(0) => true,
        Some(1) => false,
        // One index in more brackets makes more axes than the input has.
        _ => return by_position(builder, call),
    };
    let size = size as i64;
    let index = if index < 0 { index + size } else { index };
    let mut gradient = call.gradient()?.to_owned();
    if is_scalar {
        let axes = builder.ints(&[axis as i64]);
        gradient = builder.op("Unsqueeze", &[&gradient, &axes], vec![]);
    }
    let mut pads = vec![0; 2 * rank];
    pads[axis] = index;
    pads[rank + axis] = size - 1 - index;
    let pads = builder.ints(&pads);
    Ok(vec![
        Some(builder.op("Pad", &[&gradient, &pads], vec![])),
        None,
    ])
}

/// `TopK`: the gradient of the values goes to where they were.
pub fn top_k(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, gradient) = (call.input(0)?, call.gradient()?);
    let indices = match call.node.output_at(1) {
        Some(indices) => indices.to_owned(),
        None => builder
            .again(call.node, call.node.input.clone(), 2)
            .pop()
            .expect("two outputs were asked for"),
    };
    let zeros = builder.filled_like(input, 0.0);
    let axis = call.node.int("axis").unwrap_or(-1);
    let scattered = builder.op(
        "ScatterElements",
        &[&zeros, &indices, gradient],
        vec![AttributeProto::int("axis", axis)],
    );
    Ok(vec![Some(scattered), None])
}

/// `ScatterElements`, `ScatterND` that replace or add: the gradient of the data is 0 where it was
/// replaced; that of the updates is picked from where they went.
pub fn scatter(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    let (indices, updates) = (call.input(1)?, call.input(2)?);
    let adds = match call.node.text("reduction").unwrap_or("none") {
        "none" => false,
        "add" => true,
        other => {
            return Err(Refusal::new(format!(
                "combines by {other:?}, and has no rule for it"
            )));
        }
    };
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) {
        gradients[0] = Some(if adds {
            gradient.to_owned()
        } else {
            let zeros = builder.filled_like(updates, 0.0);
            let inputs = vec![gradient.to_owned(), indices.to_owned(), zeros];
            builder.again(call.node, inputs, 1).remove(0)
        });
    }
    if call.wants(2) {
        gradients[2] = Some(if call.node.op_type == "ScatterND" {
            builder.op("GatherND", &[gradient, indices], vec![])
        } else {
            let axis = AttributeProto::int("axis", call.node.int("axis").unwrap_or(0));
            builder.op("GatherElements", &[gradient, indices], vec![axis])
        });
    }
    Ok(gradients)
}
