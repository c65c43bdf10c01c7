//! Operators that move values without changing them.

use crate::messages::AttributeProto;

use super::gather::by_position;
use super::{Builder, Call, InputGradients, Refusal};

/// `Concat`: each input gets its part back.
pub fn concat(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let axis = call.node.int("axis").unwrap_or(0);
    let output = call.output()?;
    let place = builder.axis(output, axis)?;
    let inputs = &call.node.input;
    let fixed: Option<Vec<i64>> = inputs
        .iter()
        .map(|input| {
            let size = builder.dim(input, place)?.fixed()?;
            i64::try_from(size).ok()
        })
        .collect();
    let sizes = match fixed {
        Some(sizes) => builder.ints(&sizes),
        None => {
            let mut sizes = Vec::new();
            for input in inputs {
                let shape = builder.shape_of(input);
                sizes.push(builder.part_of_shape(&shape, place, place + 1));
            }
            let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
            builder.join(&sizes)
        }
    };
    let parts = builder.ops(
        "Split",
        &[call.gradient()?, &sizes],
        inputs.len(),
        vec![AttributeProto::int("axis", place as i64)],
    );
    let wanted = parts.into_iter().enumerate();
    Ok(wanted
        .map(|(index, part)| call.wants(index).then_some(part))
        .collect())
}

/// `Split`: the parts are put together again, zeros where a part is not used.
pub fn split(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let axis = call.node.int("axis").unwrap_or(0);
    let mut parts = Vec::new();
    for (output, gradient) in call.node.output.iter().zip(call.upstream) {
        match gradient {
            Some(gradient) => parts.push(gradient.clone()),
            None if output.is_empty() => {
                return Err(Refusal::new("leaves out one of its outputs"));
            }
            None => parts.push(builder.filled_like(output, 0.0)),
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(vec![Some(builder.concat(&parts, axis))])
}

/// `Slice`: zeros around the gradient; where the steps are not one, by position.
pub fn slice(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    match slice_pads(builder, call)? {
        Some(pads) => {
            let pads = builder.ints(&pads);
            let padded = builder.op("Pad", &[call.gradient()?, &pads], vec![]);
            Ok(vec![Some(padded)])
        }
        None => by_position(builder, call),
    }
}

/// What a `Slice` of step one cuts off, as padding; none for other steps and open sizes.
fn slice_pads(builder: &Builder<'_>, call: &Call<'_>) -> Result<Option<Vec<i64>>, Refusal> {
    let input = call.input(0)?;
    let Some(rank) = builder.graph.rank(input) else {
        return Ok(None);
    };
    let ints = |index| {
        let name = call.node.input_at(index)?;
        builder.constant_ints(name)
    };
    let (Some(starts), Some(ends)) = (ints(1), ints(2)) else {
        return Ok(None);
    };
    let axes = match call.node.input_at(3) {
        Some(_) => ints(3),
        None => Some((0..starts.len() as i64).collect()),
    };
    let steps = match call.node.input_at(4) {
        Some(_) => ints(4),
        None => Some(vec![1; starts.len()]),
    };
    let (Some(axes), Some(steps)) = (axes, steps) else {
        return Ok(None);
    };
    if steps.iter().any(|step| *step != 1) {
        return Ok(None);
    }
    let mut pads = vec![0; 2 * rank];
    for ((start, end), axis) in starts.into_iter().zip(ends).zip(axes) {
        let axis = builder.axis(input, axis)?;
        let Some(size) = builder.dim(input, axis).and_then(crate::values::Dim::fixed) else {
            return Ok(None);
        };
        let size = size as i64;
        let clamped = |place: i64| {
            let from_front = if place < 0 {
                place.saturating_add(size)
            } else {
                place
            };
            from_front.clamp(0, size)
        };
        let (start, end) = (clamped(start), clamped(end));
        if end <= start {
            return Ok(None);
        }
        pads[axis] = start;
        pads[rank + axis] = size - end;
    }
    Ok(Some(pads))
}

/// `Pad` with a constant: what was put around is cut off (padding with the sign turned). Other
/// modes, which repeat elements, go by position.
pub fn pad(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    if call.wants(2) {
        return Err(Refusal::new("has no rule for its fill value"));
    }
    if call.node.text("mode").unwrap_or("constant") != "constant" {
        return by_position(builder, call);
    }
    let cut = match builder.constant_ints(call.input(1)?) {
        Some(pads) => {
            let cut: Vec<i64> = pads.iter().map(|pad| -pad).collect();
            builder.ints(&cut)
        }
        None => builder.neg(call.input(1)?),
    };
    let mut inputs = vec![call.gradient()?, &cut];
    if let Some(axes) = call.node.input_at(3) {
        inputs.extend(["", axes]);
    }
    Ok(vec![Some(builder.op("Pad", &inputs, vec![]))])
}

/// `Tile`: the gradients of all copies added up.
pub fn tile(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let rank = builder.rank(input)?;
    let shape = builder.shape_of(input);
    let repeats = call.input(1)?;
    // Each axis becomes two, [repeats, size], of which the first is summed.
    let (column, row) = (builder.ints(&[-1, 1]), builder.ints(&[-1]));
    let repeats = builder.reshape(repeats, &column);
    let sizes = builder.reshape(&shape, &column);
    let pairs = builder.concat(&[&repeats, &sizes], 1);
    let pairs = builder.reshape(&pairs, &row);
    let split = builder.reshape(call.gradient()?, &pairs);
    let axes: Vec<i64> = (0..rank as i64).map(|axis| 2 * axis).collect();
    Ok(vec![Some(builder.sum_over(&split, &axes, false))])
}

fn blocks(call: &Call<'_>) -> Result<i64, Refusal> {
    call.node
        .int("blocksize")
        .ok_or_else(|| Refusal::new("lacks its blocksize"))
}

/// `DepthToSpace`: `SpaceToDepth`, or for the order CRD the same with the axes in that order.
pub fn depth_to_space(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let block = blocks(call)?;
    let gradient = call.gradient()?;
    if call.node.text("mode").unwrap_or("DCR") != "CRD" {
        let size = vec![AttributeProto::int("blocksize", block)];
        return Ok(vec![Some(builder.op("SpaceToDepth", &[gradient], size))]);
    }
    let shape = builder.shape_of(call.output()?);
    let head = builder.part_of_shape(&shape, 0, 2);
    let block_size = builder.ints(&[block]);
    let height = builder.part_of_shape(&shape, 2, 3);
    let width = builder.part_of_shape(&shape, 3, 4);
    let rows = builder.div(&height, &block_size);
    let columns = builder.div(&width, &block_size);
    let split = builder.join(&[&head, &rows, &block_size, &columns, &block_size]);
    let split = builder.reshape(gradient, &split);
    let moved = builder.transpose(&split, &[0, 1, 3, 5, 2, 4]);
    Ok(vec![Some(builder.reshape_like(&moved, call.input(0)?))])
}

/// `SpaceToDepth`: `DepthToSpace` in the order DCR.
pub fn space_to_depth(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let size = vec![AttributeProto::int("blocksize", blocks(call)?)];
    Ok(vec![Some(builder.op(
        "DepthToSpace",
        &[call.gradient()?],
        size,
    ))])
}

/// `CumSum`: the running sum from the other end.
pub fn cum_sum(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let is_reversed = call.node.int("reverse").unwrap_or(0) != 0;
    let exclusive = call.node.int("exclusive").unwrap_or(0);
    let sums = builder.op(
        "CumSum",
        &[call.gradient()?, call.input(1)?],
        vec![
            AttributeProto::int("reverse", i64::from(!is_reversed)),
            AttributeProto::int("exclusive", exclusive),
        ],
    );
    Ok(vec![Some(sums), None])
}

/// `Trilu`: the same triangle of the gradient.
pub fn trilu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let mut inputs = vec![call.gradient()?.to_owned()];
    inputs.extend(call.node.input.iter().skip(1).cloned());
    Ok(vec![Some(builder.again(call.node, inputs, 1).remove(0))])
}
