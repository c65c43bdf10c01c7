//! Operators that give the same values another shape, type or order of axes.

use super::{Builder, Call, InputGradients, Refusal};

/// `Dropout`, which does nothing when a model is used: `dX = dY`.
pub fn dropout(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let trains = match call.node.input_at(2) {
        Some(trains) => builder
            .constant_ints(trains)
            .is_none_or(|values| values != [0]),
        None => false,
    };
    if trains {
        return Err(Refusal::new("is in training mode"));
    }
    identity(builder, call)
}

/// `Identity`: `dX = dY`.
pub fn identity(_: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    Ok(vec![Some(call.gradient()?.to_owned())])
}

/// `Cast`, `CastLike`: the gradient in the type of the input.
pub fn cast(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    Ok(vec![Some(builder.cast_like(call.gradient()?, input))])
}

/// `Reshape`, `Flatten`, `Squeeze`, `Unsqueeze`: the gradient in the shape of the input.
pub fn reshape(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    Ok(vec![Some(builder.reshape_like(call.gradient()?, input))])
}

/// `Expand`: the gradients of all copies added up.
pub fn expand(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, output) = (call.input(0)?, call.output()?);
    Ok(vec![Some(builder.unbroadcast(
        call.gradient()?,
        output,
        input,
    ))])
}

/// `Transpose`: the inverse permutation.
pub fn transpose(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let permutation: Vec<usize> = match call.node.ints("perm") {
        Some(axes) => axes.iter().map(|axis| *axis as usize).collect(),
        None => (0..builder.rank(call.input(0)?)?).rev().collect(),
    };
    let mut inverse = vec![0; permutation.len()];
    for (to, from) in permutation.iter().enumerate() {
        *inverse
            .get_mut(*from)
            .ok_or_else(|| Refusal::new("names an axis that its input lacks"))? = to;
    }
    Ok(vec![Some(builder.transpose(call.gradient()?, &inverse))])
}
