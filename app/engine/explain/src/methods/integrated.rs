//! Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep
//! Networks", equation 1): `(x - x') ∫₀¹ ∂s/∂x (x' + α (x - x')) dα`, the integral as the mean over
//! the middles of equal steps. The sum over the picture is the change of the score from the
//! baseline `x'` (completeness, section 3.1); what is missing is reported.

use std::time::Duration;

use graph::ReluRule;
use jobs::Work;
use ndarray::{ArrayD, Axis};
use runtime::Tensor;

use super::batch::{one_of, stacked};
use super::{Caveat, Response, Target};
use crate::error::ExplainError;
use crate::explainer::Explainer;

/// A share of the score's change that may be missing before it is said.
const TOLERATED_SHARE: f64 = 0.05;

/// How the integral is taken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Settings {
    /// Number of steps.
    pub steps: usize,
    /// The sample of the baseline, as the model takes it: 0 is the mean of most preparations.
    pub baseline: f32,
    /// Most pictures at once.
    pub chunk: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            steps: 32,
            baseline: 0.0,
            chunk: 8,
        }
    }
}

pub(super) fn integrated_gradients(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    settings: Settings,
    work: &Work,
) -> Result<Response, ExplainError> {
    let target = explainer.settled(target, picture, work)?;
    let (name, seed) = explainer.seed(&target)?;
    let session = explainer.input_session(&name, false, work)?;
    let chunk = explainer.chunk(settings.chunk)?;
    let baseline = ArrayD::from_elem(picture.raw_dim(), settings.baseline);
    let difference = picture - &baseline;
    let shares: Vec<f32> = (0..settings.steps)
        .map(|step| (step as f32 + 0.5) / settings.steps as f32)
        .collect();
    let mut sum = ArrayD::<f32>::zeros(picture.raw_dim());
    let mut duration = Duration::ZERO;
    for (index, part) in shares.chunks(chunk).enumerate() {
        work.check()?;
        work.progress((index * chunk) as u64, settings.steps as u64, "steps");
        // A batch of a fixed size is filled up with the last step, which counts once.
        let filled = (0..chunk).map(|place| part[place.min(part.len() - 1)]);
        let points: Vec<ArrayD<f32>> = filled
            .map(|share| &baseline + &(&difference * share))
            .collect();
        let batch = stacked(&points);
        let run = explainer.run(&session, &batch, &seed, ReluRule::Gradient, work)?;
        duration += run.duration;
        if let Some(gradients) = run.gradients.first().and_then(Tensor::to_f32) {
            for place in 0..part.len() {
                sum += &one_of(&gradients, place);
            }
        }
    }
    let values = sum * &difference / settings.steps as f32;
    let missing = explainer.missing_share(&target, picture, &baseline, &values, work)?;
    let is_missing = missing.is_some_and(|share| share > TOLERATED_SHARE);
    Ok(Response {
        values,
        layer: None,
        duration,
        caveats: missing
            .filter(|_| is_missing)
            .map(Caveat::Incomplete)
            .into_iter()
            .collect(),
    })
}

impl Explainer {
    /// The class that wins as a class of its own, so that it stays the same while the picture
    /// changes.
    pub(super) fn settled(
        &self,
        target: &Target,
        picture: &ArrayD<f32>,
        work: &Work,
    ) -> Result<Target, ExplainError> {
        if *target != Target::TopClass {
            return Ok(target.clone());
        }
        let scores = self.scores(picture, work)?;
        let row = scores.index_axis(Axis(0), 0);
        let best = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        Ok(Target::Class(best.map_or(0, |(class, _)| class)))
    }

    /// By what share the sum of a response misses the change of the score; none for targets that
    /// are no score.
    fn missing_share(
        &self,
        target: &Target,
        picture: &ArrayD<f32>,
        baseline: &ArrayD<f32>,
        values: &ArrayD<f32>,
        work: &Work,
    ) -> Result<Option<f64>, ExplainError> {
        let Target::Class(class) = target else {
            return Ok(None);
        };
        let (from, to) = (self.scores(baseline, work)?, self.scores(picture, work)?);
        let change = f64::from(to[[0, *class]]) - f64::from(from[[0, *class]]);
        let sum: f64 = values.iter().copied().map(f64::from).sum();
        Ok((change != 0.0).then(|| ((sum - change) / change).abs()))
    }
}
