//! What is sent back from the target.

use graph::{ACTIVATION_WEIGHT, SEED, SOFTMAX_WEIGHT, TOP_WEIGHT};
use ndarray::{ArrayD, IxDyn};
use runtime::{ElementKind, Tensor};

use crate::error::ExplainError;

/// What is sent back from the target through the graph.
#[derive(Clone, PartialEq, Debug)]
pub enum Seed {
    /// One at the highest score of each picture: the gradient of the class that wins.
    TopClass,
    /// One at a class: the gradient of its score.
    Class(usize),
    /// The target's own values, as in "Trace and Detect" (2018), section 3.
    Activations,
    /// The derivative of the cross-entropy loss for a class: `softmax(t) - onehot(class)`.
    Loss(usize),
    /// One at every place of a channel, the second axis: the gradient of the channel's sum.
    Channel(usize),
    /// One at every place of a channel that lies along another axis.
    ChannelAlong {
        /// The axis of the channels.
        axis: usize,
        /// Which of them.
        channel: usize,
    },
    /// Any values of the target's shape.
    Values(ArrayD<f32>),
}

impl Seed {
    /// The switch of the graph that the seed cannot do without; only lists of classes have it.
    pub(crate) fn switch(&self) -> Option<&'static str> {
        match self {
            Self::TopClass => Some(TOP_WEIGHT),
            Self::Loss(_) => Some(SOFTMAX_WEIGHT),
            _ => None,
        }
    }

    /// The inputs of the gradient graph for a target of a shape.
    ///
    /// # Errors
    /// [`ExplainError::NoSuchClass`] and [`ExplainError::SeedShape`].
    pub(crate) fn inputs(
        &self,
        target: &str,
        shape: &[usize],
        element: ElementKind,
    ) -> Result<Vec<(String, Tensor)>, ExplainError> {
        let zeros = || ArrayD::<f32>::zeros(IxDyn(shape));
        let mut seed = zeros();
        let mut activations = zeros();
        let (mut softmax, mut top) = (0.0, 0.0);
        match self {
            Self::TopClass => top = 1.0,
            Self::Class(class) => fill_class(&mut seed, *class, 1.0)?,
            Self::Activations => activations.fill(1.0),
            Self::Loss(class) => {
                fill_class(&mut seed, *class, -1.0)?;
                softmax = 1.0;
            }
            Self::Channel(channel) => fill_channel(&mut seed, 1, *channel)?,
            Self::ChannelAlong { axis, channel } => fill_channel(&mut seed, *axis, *channel)?,
            Self::Values(values) => {
                if values.shape() != shape {
                    return Err(ExplainError::SeedShape {
                        target: target.to_owned(),
                        expected: shape.to_vec(),
                        given: values.shape().to_vec(),
                    });
                }
                seed.clone_from(values);
            }
        }
        let of_target = |array: ArrayD<f32>| {
            Tensor::F32(array)
                .cast(element)
                .unwrap_or_else(|_| Tensor::F32(zeros()))
        };
        let scalar = |value: f32| Tensor::F32(ndarray::arr0(value).into_dyn());
        Ok(vec![
            (SEED.to_owned(), of_target(seed)),
            (ACTIVATION_WEIGHT.to_owned(), of_target(activations)),
            (SOFTMAX_WEIGHT.to_owned(), scalar(softmax)),
            (TOP_WEIGHT.to_owned(), scalar(top)),
        ])
    }
}

/// Writes a number at a class of every picture. The classes are all elements of a picture.
fn fill_class(seed: &mut ArrayD<f32>, class: usize, number: f32) -> Result<(), ExplainError> {
    let batch = seed.shape().first().copied().unwrap_or(1).max(1);
    let count = seed.len() / batch;
    if class >= count {
        return Err(ExplainError::NoSuchClass { class, count });
    }
    for (index, value) in seed.iter_mut().enumerate() {
        if index % count == class {
            *value = number;
        }
    }
    Ok(())
}

/// Writes ones into a channel along an axis.
fn fill_channel(seed: &mut ArrayD<f32>, axis: usize, channel: usize) -> Result<(), ExplainError> {
    let count = seed.shape().get(axis).copied().unwrap_or(0);
    if channel >= count {
        return Err(ExplainError::NoSuchChannel { channel, count });
    }
    seed.index_axis_mut(ndarray::Axis(axis), channel).fill(1.0);
    Ok(())
}
