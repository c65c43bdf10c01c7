//! Random pictures, the same for the same seed.

use ndarray::{ArrayD, IxDyn};
use rand::RngExt;
use rand::rngs::StdRng;
use rand_distr::{Distribution, StandardNormal};

/// Independent samples of the standard normal distribution.
pub(crate) fn normal(shape: &[usize], random: &mut StdRng) -> ArrayD<f32> {
    ArrayD::from_shape_simple_fn(IxDyn(shape), || StandardNormal.sample(random))
}

/// Independent samples from 0 to 1, each as likely as any other.
pub(crate) fn uniform(shape: &[usize], random: &mut StdRng) -> ArrayD<f32> {
    ArrayD::from_shape_simple_fn(IxDyn(shape), || random.random())
}
