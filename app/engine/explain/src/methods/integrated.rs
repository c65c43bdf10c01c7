//! Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep
//! Networks", equation 1): `(x - x') ∫₀¹ ∂s/∂x (x' + α (x - x')) dα`, the integral as the mean over
//! the middles of equal steps. The sum over the picture is the change of the score from the
//! baseline `x'` (completeness, section 3.1); what is missing is reported.

use jobs::Work;
use ndarray::{ArrayD, Axis};

use super::mean::{Copies, mean_gradient};
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
    let baseline = ArrayD::from_elem(picture.raw_dim(), settings.baseline);
    let difference = picture - &baseline;
    let copies = Copies {
        picture,
        count: settings.steps,
        chunk: settings.chunk,
        unit: "steps",
    };
    let point = |step: usize| {
        let share = (step as f32 + 0.5) / settings.steps as f32;
        &baseline + &(&difference * share)
    };
    let mut response = mean_gradient(explainer, &target, &copies, point, work)?;
    response.values *= &difference;
    let missing = explainer.missing_share(&target, picture, &baseline, &response.values, work)?;
    let missing = missing.filter(|share| *share > TOLERATED_SHARE);
    response.caveats.extend(missing.map(Caveat::Incomplete));
    Ok(response)
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
