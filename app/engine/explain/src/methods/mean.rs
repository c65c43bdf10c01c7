//! The mean gradient over changed copies of a picture, as many at once as fit.

use std::time::Duration;

use graph::ReluRule;
use jobs::Work;
use ndarray::{ArrayD, Axis};

use super::{Response, Target};
use crate::batch::stacked;
use crate::error::ExplainError;
use crate::explainer::Explainer;

/// Which copies of a picture are made.
pub(super) struct Copies<'a> {
    /// The picture, a batch of one.
    pub picture: &'a ArrayD<f32>,
    /// How many copies.
    pub count: usize,
    /// Most copies at once.
    pub chunk: usize,
    /// What the copies are called where progress is shown.
    pub unit: &'static str,
}

/// The mean gradient of a target that stays the same for all copies. `copy` makes them in order,
/// by their number from 0.
pub(super) fn mean_gradient(
    explainer: &Explainer,
    target: &Target,
    copies: &Copies<'_>,
    mut copy: impl FnMut(usize) -> ArrayD<f32>,
    work: &Work,
) -> Result<Response, ExplainError> {
    let (name, seed) = explainer.seed(target)?;
    let session = explainer.input_session(&name, false, work)?;
    let chunk = explainer.chunk(copies.chunk)?;
    let mut sum = ArrayD::<f32>::zeros(copies.picture.raw_dim());
    let mut duration = Duration::ZERO;
    for start in (0..copies.count).step_by(chunk) {
        work.check()?;
        work.progress(start as u64, copies.count as u64, copies.unit);
        let end = copies.count.min(start + chunk);
        let batch = stacked(&(start..end).map(&mut copy).collect::<Vec<_>>());
        let run = explainer.run(&session, &batch, &seed, ReluRule::Gradient, work)?;
        duration += run.duration;
        for gradient in explainer.gradient_of(&run, &batch)?.axis_iter(Axis(0)) {
            sum += &gradient;
        }
    }
    Ok(Response {
        values: sum / copies.count as f32,
        layer: None,
        duration,
        caveats: Vec::new(),
    })
}
