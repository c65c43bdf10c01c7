//! Undoing broadcasting: where one element was read many times, its gradients are added up.

use crate::messages::AttributeProto;
use crate::values::Dim;

use super::builder::Builder;

impl Builder<'_> {
    /// Sums a gradient that has the shape of the model's value `output` down to the shape of the
    /// value `input`, which was broadcast to it.
    pub fn unbroadcast(&mut self, gradient: &str, output: &str, input: &str) -> String {
        match self.graph.dims(output) {
            Some(from) => self.unbroadcast_from(gradient, from, input),
            None => self.unbroadcast_when_run(gradient, input),
        }
    }

    /// The same for a gradient whose shape is given.
    pub fn unbroadcast_from(&mut self, gradient: &str, from: &[Dim], input: &str) -> String {
        let axes = self.graph.dims(input).and_then(|to| {
            let axes = axes_to_sum(from, to)?;
            Some((axes, from.len() != to.len()))
        });
        match axes {
            Some((axes, loses_axes)) => self.sum_to(gradient, input, &axes, loses_axes),
            None => self.unbroadcast_when_run(gradient, input),
        }
    }

    fn sum_to(&mut self, gradient: &str, input: &str, axes: &[i64], loses_axes: bool) -> String {
        let summed = match axes {
            [] => gradient.to_owned(),
            axes => self.sum_over(gradient, axes, true),
        };
        if loses_axes {
            self.reshape_like(&summed, input)
        } else {
            summed
        }
    }

    /// The same where the shapes are known only when the model runs: the axes to sum are those
    /// where the input's size is one and the gradient's is not.
    fn unbroadcast_when_run(&mut self, gradient: &str, input: &str) -> String {
        let shape = self.computed_shape_of(input);
        let gradient_shape = self.computed_shape_of(gradient);
        let one = self.ints(&[1]);
        let (rank, gradient_rank) = (
            self.op("Size", &[&shape], vec![]),
            self.op("Size", &[&gradient_shape], vec![]),
        );
        let missing = self.sub(&gradient_rank, &rank);
        let missing = self.reshape(&missing, &one);
        let ones = self.op("Expand", &[&one, &missing], vec![]);
        let aligned = self.join(&[&ones, &shape]);
        let is_one = self.op("Equal", &[&aligned, &one], vec![]);
        let gradient_is_one = self.op("Equal", &[&gradient_shape, &one], vec![]);
        let is_longer = self.op("Not", &[&gradient_is_one], vec![]);
        let is_summed = self.op("And", &[&is_one, &is_longer], vec![]);
        let axes = self.op("NonZero", &[&is_summed], vec![]);
        let axes = self.reshape_to(&axes, &[-1]);
        let summed = self.op(
            "ReduceSum",
            &[gradient, &axes],
            vec![
                AttributeProto::int("keepdims", 1),
                AttributeProto::int("noop_with_empty_axes", 1),
            ],
        );
        self.reshape(&summed, &shape)
    }
}

/// The axes of `from` to sum; none where the shapes do not say.
fn axes_to_sum(from: &[Dim], to: &[Dim]) -> Option<Vec<i64>> {
    let missing = from.len().checked_sub(to.len())?;
    let mut axes: Vec<i64> = (0..missing as i64).collect();
    for (index, to) in to.iter().enumerate() {
        let from = &from[missing + index];
        match (from, to) {
            (Dim::Fixed(1), _) => {}
            (_, Dim::Fixed(1)) => axes.push((missing + index) as i64),
            (Dim::Fixed(_), Dim::Fixed(_)) => {}
            (Dim::Named(a), Dim::Named(b)) if a == b => {}
            // A size that is fixed and not one was not broadcast, whatever the other is called.
            (_, Dim::Fixed(_)) => {}
            _ => return None,
        }
    }
    Some(axes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dims(text: &str) -> Vec<Dim> {
        text.split_whitespace()
            .map(|word| match word.parse() {
                Ok(size) => Dim::Fixed(size),
                Err(_) if word == "?" => Dim::Unknown,
                Err(_) => Dim::Named(word.to_owned()),
            })
            .collect()
    }

    #[test]
    fn broadcast_axes_are_found_where_the_shapes_tell() {
        let axes = |from, to| axes_to_sum(&dims(from), &dims(to));
        assert_eq!(axes("2 3 4", "2 3 4"), Some(vec![]));
        assert_eq!(axes("2 3 4", "3 1"), Some(vec![0, 2]));
        assert_eq!(axes("n 3 4", "n 3 4"), Some(vec![]));
        assert_eq!(axes("n 3 4", "3 4"), Some(vec![0]));
        assert_eq!(axes("n 3", "1 3"), Some(vec![0]));
        assert_eq!(axes("n 3", "m 3"), None);
        assert_eq!(axes("? 3", "? 3"), None);
        assert_eq!(axes("3", "2 3"), None);
    }
}
