//! Gradients by the picture, with each rule for `Relu`.
//!
//! - Gradient: `∂s/∂x` (Simonyan et al. 2013, "Deep Inside Convolutional Networks", section 3).
//! - Gradient times input: `x · ∂s/∂x` (Shrikumar et al. 2016, "Not Just a Black Box").
//! - Guided backpropagation: negative gradients are dropped at each `Relu` too (Springenberg et al.
//!   2015, "Striving for Simplicity", section 3.4).
//! - Deconvnet: they are dropped there, whatever the `Relu` did (Zeiler and Fergus 2014).
//! - Feature response: the activations of the last convolution, guided back to the picture
//!   (Amirian, Schwenker and Stadelmann 2018, "Trace and Detect", section 3).

use graph::ReluRule;
use jobs::Work;
use ndarray::ArrayD;

use super::{Caveat, Response, Target};
use crate::error::ExplainError;
use crate::explainer::Explainer;
use crate::seed::Seed;

/// The gradient by the picture, by a rule for `Relu`.
pub(super) fn gradient(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    rule: ReluRule,
    clamp_activations: bool,
    work: &Work,
) -> Result<Response, ExplainError> {
    let (name, seed) = explainer.seed(target)?;
    let session = explainer.input_session(&name, clamp_activations, work)?;
    let run = explainer.run(&session, picture, &seed, rule, work)?;
    let has_no_rule = rule != ReluRule::Gradient && session.relu_count() == 0;
    Ok(Response {
        values: explainer.gradient_of(&run, picture)?,
        layer: None,
        duration: run.duration,
        caveats: has_no_rule.then_some(Caveat::NoRelu).into_iter().collect(),
    })
}

/// The gradient times the picture.
pub(super) fn times_input(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    work: &Work,
) -> Result<Response, ExplainError> {
    let mut response = gradient(explainer, picture, target, ReluRule::Gradient, false, work)?;
    response.values *= picture;
    Ok(response)
}

/// The feature response. A target inside the model takes the place of the last convolution.
pub(super) fn feature_response(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    work: &Work,
) -> Result<Response, ExplainError> {
    let (layer, seed) = match target {
        Target::TopClass | Target::Class(_) => {
            let layer = explainer.last_convolution().ok_or(ExplainError::NoLayer)?;
            (layer.name, Seed::Activations)
        }
        inside => explainer.seed(inside)?,
    };
    let session = explainer.input_session(&layer, false, work)?;
    let run = explainer.run(&session, picture, &seed, ReluRule::Guided, work)?;
    let has_no_rule = session.relu_count() == 0;
    Ok(Response {
        values: explainer.gradient_of(&run, picture)?,
        layer: Some(layer),
        duration: run.duration,
        caveats: has_no_rule.then_some(Caveat::NoRelu).into_iter().collect(),
    })
}
