//! Products of matrices.

use std::collections::BTreeSet;

use crate::messages::AttributeProto;
use crate::values::Dim;

use super::{Builder, Call, InputGradients, Refusal};

/// `Gemm`, `Y = α op(A) op(B) + β C`, where `op` transposes or not: `d op(A) = α dY op(B)ᵀ`,
/// `d op(B) = α op(A)ᵀ dY`, `dC = β dY` summed.
pub fn gemm(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (a, b, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let is_set = |name| call.node.int(name).unwrap_or(0) != 0;
    let (turned_a, turned_b) = (is_set("transA"), is_set("transB"));
    let alpha = call.node.float("alpha").unwrap_or(1.0);
    let beta = call.node.float("beta").unwrap_or(1.0);
    let mut gradients = vec![None; call.node.input.len()];
    let mut product = |left: &str, turns_left: bool, right: &str, turns_right: bool, zero: &str| {
        if alpha == 0.0 {
            return builder.filled_like(zero, 0.0);
        }
        builder.op(
            "Gemm",
            &[left, right],
            vec![
                AttributeProto::float("alpha", alpha),
                AttributeProto::int("transA", i64::from(turns_left)),
                AttributeProto::int("transB", i64::from(turns_right)),
            ],
        )
    };
    if call.wants(0) {
        gradients[0] = Some(if turned_a {
            product(b, turned_b, gradient, true, a)
        } else {
            product(gradient, false, b, !turned_b, a)
        });
    }
    if call.wants(1) {
        gradients[1] = Some(if turned_b {
            product(gradient, true, a, turned_a, b)
        } else {
            product(a, !turned_a, gradient, false, b)
        });
    }
    if call.wants(2) {
        let addend = call.input(2)?;
        let beta = builder.scalar_like(addend, f64::from(beta));
        let scaled = builder.mul(gradient, &beta);
        gradients[2] = Some(builder.unbroadcast(&scaled, call.output()?, addend));
    }
    Ok(gradients)
}

/// `MatMul`: `dA = dY Bᵀ`, `dB = Aᵀ dY`, summed where matrices were broadcast. A vector on the left
/// is a row, one on the right a column.
pub fn mat_mul(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (a, b, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let (rank_a, rank_b) = (builder.rank(a)?, builder.rank(b)?);
    let mut matrices = [a.to_owned(), b.to_owned()];
    let mut matrix_gradient = gradient.to_owned();
    let mut unsqueeze = |value: &str, axis: i64| {
        let axes = builder.ints(&[axis]);
        builder.op("Unsqueeze", &[value, &axes], vec![])
    };
    if rank_a == 1 {
        matrices[0] = unsqueeze(a, 0);
        // Beside a vector, the product is a number, which has the one axis alone.
        matrix_gradient = unsqueeze(&matrix_gradient, if rank_b > 1 { -2 } else { 0 });
    }
    if rank_b == 1 {
        matrices[1] = unsqueeze(b, 1);
        matrix_gradient = unsqueeze(&matrix_gradient, -1);
    }
    let mut gradients = vec![None, None];
    if call.wants(0) {
        let turned = builder.transpose(&matrices[1], &last_two_swapped(rank_b.max(2)));
        let full = builder.op("MatMul", &[&matrix_gradient, &turned], vec![]);
        gradients[0] = Some(to_operand(builder, &full, a, b));
    }
    if call.wants(1) {
        gradients[1] = Some(if rank_b == 2 && rank_a > 2 {
            weight_gradient(builder, &matrices[0], &matrix_gradient, b)
        } else {
            let turned = builder.transpose(&matrices[0], &last_two_swapped(rank_a.max(2)));
            let full = builder.op("MatMul", &[&turned, &matrix_gradient], vec![]);
            to_operand(builder, &full, b, a)
        });
    }
    Ok(gradients)
}

fn last_two_swapped(rank: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rank).collect();
    order.swap(rank - 1, rank - 2);
    order
}

/// Sums the gradient of a matrix that was broadcast over the stack of the other operand, and gives
/// it the operand's shape.
fn to_operand(builder: &mut Builder<'_>, full: &str, operand: &str, other: &str) -> String {
    let dims = |value: &str| builder.graph.dims(value).unwrap_or_default();
    let (own, others) = (dims(operand), dims(other));
    if own.len() < 2 {
        // A vector was multiplied with every matrix of the stack.
        let axes: Vec<i64> = (0..others.len() as i64 - 2).collect();
        let summed = match axes.as_slice() {
            [] => full.to_owned(),
            axes => builder.sum_over(full, axes, false),
        };
        return builder.reshape_like(&summed, operand);
    }
    let (stack, matrix) = own.split_at(own.len() - 2);
    let other_stack = &others[..others.len().saturating_sub(2)];
    let mut from = broadcast(stack, other_stack);
    from.extend_from_slice(matrix);
    builder.unbroadcast_from(full, &from, operand)
}

/// The shape that two stacks of matrices are broadcast to; unknown where their names differ.
fn broadcast(a: &[Dim], b: &[Dim]) -> Vec<Dim> {
    let rank = a.len().max(b.len());
    let aligned = |dims: &[Dim], place: usize| {
        (place + dims.len())
            .checked_sub(rank)
            .map_or(Dim::Fixed(1), |place| dims[place].clone())
    };
    (0..rank)
        .map(|place| match (aligned(a, place), aligned(b, place)) {
            (Dim::Fixed(1), other) | (other, Dim::Fixed(1)) => other,
            (Dim::Fixed(size), _) | (_, Dim::Fixed(size)) => Dim::Fixed(size),
            (Dim::Named(a), Dim::Named(b)) if a == b => Dim::Named(a),
            _ => Dim::Unknown,
        })
        .collect()
}

/// The gradient of weights that every matrix of a stack was multiplied with, as one product.
fn weight_gradient(builder: &mut Builder<'_>, stack: &str, gradient: &str, weight: &str) -> String {
    let shape = builder.shape_of(weight);
    let open = builder.ints(&[-1]);
    let rows = builder.part_of_shape(&shape, 0, 1);
    let columns = builder.part_of_shape(&shape, 1, 2);
    let stack_shape = builder.join(&[&open, &rows]);
    let gradient_shape = builder.join(&[&open, &columns]);
    let stack = builder.reshape(stack, &stack_shape);
    let gradient = builder.reshape(gradient, &gradient_shape);
    builder.op(
        "Gemm",
        &[&stack, &gradient],
        vec![AttributeProto::int("transA", 1)],
    )
}

/// `Einsum`: the gradient of an operand is the same sum with that operand's indices and the
/// output's in each other's place; indices that stand nowhere else are repeated.
pub fn einsum(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let equation = call
        .node
        .text("equation")
        .ok_or_else(|| Refusal::new("lacks its equation"))?;
    let (terms, result) = parse_equation(equation)?;
    if terms.len() != call.node.input.len() {
        return Err(Refusal::new("has an equation that does not fit its inputs"));
    }
    (0..terms.len())
        .map(|index| {
            if !call.wants(index) {
                return Ok(None);
            }
            einsum_operand(
                builder,
                call,
                [&terms, std::slice::from_ref(&result)],
                index,
            )
            .map(Some)
        })
        .collect()
}

fn einsum_operand(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    [terms, result]: [&[String]; 2],
    index: usize,
) -> Result<String, Refusal> {
    let others = || (0..terms.len()).filter(|other| *other != index);
    let known: BTreeSet<char> = others()
        .flat_map(|other| terms[other].chars())
        .chain(result[0].chars())
        .collect();
    let wanted = &terms[index];
    let found: String = wanted.chars().filter(|axis| known.contains(axis)).collect();
    let left: Vec<&str> = std::iter::once(result[0].as_str())
        .chain(others().map(|other| terms[other].as_str()))
        .collect();
    let mut inputs = vec![call.gradient()?];
    for other in others() {
        inputs.push(call.input(other)?);
    }
    let equation = format!("{}->{found}", left.join(","));
    let sum = builder.op(
        "Einsum",
        &inputs,
        vec![AttributeProto::string("equation", &equation)],
    );
    if found.len() == wanted.len() {
        return Ok(sum);
    }
    let missing: Vec<i64> = wanted
        .chars()
        .enumerate()
        .filter(|(_, axis)| !known.contains(axis))
        .map(|(place, _)| place as i64)
        .collect();
    let axes = builder.ints(&missing);
    let kept = builder.op("Unsqueeze", &[&sum, &axes], vec![]);
    let shape = builder.shape_of(call.input(index)?);
    Ok(builder.op("Expand", &[&kept, &shape], vec![]))
}

/// The indices of each operand and of the result.
fn parse_equation(equation: &str) -> Result<(Vec<String>, String), Refusal> {
    let equation: String = equation
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    if equation.contains('.') {
        return Err(Refusal::new("uses an ellipsis in its equation"));
    }
    let (left, right) = match equation.split_once("->") {
        Some((left, right)) => (left, Some(right.to_owned())),
        None => (equation.as_str(), None),
    };
    let terms: Vec<String> = left.split(',').map(str::to_owned).collect();
    let repeats = |term: &String| term.chars().collect::<BTreeSet<_>>().len() != term.len();
    if terms.iter().any(repeats) {
        return Err(Refusal::new("takes a diagonal in its equation"));
    }
    // Without a result the indices that stand once are kept, in alphabetical order.
    let result = right.unwrap_or_else(|| {
        let all: BTreeSet<char> = left.chars().filter(|sign| *sign != ',').collect();
        let once = all
            .into_iter()
            .filter(|axis| left.matches(*axis).count() == 1);
        once.collect()
    });
    Ok((terms, result))
}
