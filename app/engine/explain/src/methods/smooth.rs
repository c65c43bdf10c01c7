//! SmoothGrad (Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise", section 3): the
//! mean gradient over copies of the picture with Gaussian noise.

use jobs::Work;
use ndarray::ArrayD;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, StandardNormal};

use super::mean::{Copies, mean_gradient};
use super::{Response, Target};
use crate::error::ExplainError;
use crate::explainer::Explainer;

/// How much noise, and how often.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Settings {
    /// Number of noisy copies.
    pub samples: usize,
    /// Deviation of the noise as a share of the picture's range (the paper's 10 to 20 %).
    pub noise: f32,
    /// Start of the random numbers, so that a picture gives the same response again.
    pub seed: u64,
    /// Most pictures at once.
    pub chunk: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            samples: 24,
            noise: 0.15,
            seed: 2017,
            chunk: 8,
        }
    }
}

pub(super) fn smooth_grad(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    settings: Settings,
    work: &Work,
) -> Result<Response, ExplainError> {
    let target = explainer.settled(target, picture, work)?;
    let low = picture.iter().copied().fold(f32::INFINITY, f32::min);
    let high = picture.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let deviation = settings.noise * (high - low);
    let mut random = StdRng::seed_from_u64(settings.seed);
    let copies = Copies {
        picture,
        count: settings.samples,
        chunk: settings.chunk,
        unit: "samples",
    };
    let noisy = |_| {
        picture.mapv(|sample| {
            let noise: f32 = StandardNormal.sample(&mut random);
            sample + deviation * noise
        })
    };
    mean_gradient(explainer, &target, &copies, noisy, work)
}
