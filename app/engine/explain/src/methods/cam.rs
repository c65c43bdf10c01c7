//! Grad-CAM and guided Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep
//! Networks via Gradient-based Localization", equations 1 and 2, section 3.2): each channel of a
//! layer is weighed with the mean gradient of the score over its places, the sum is cut off at zero
//! and enlarged to the picture.

use graph::ReluRule;
use jobs::Work;
use ndarray::{Array2, ArrayD, Axis};
use runtime::Tensor;

use super::{Response, Target, gradient};
use crate::error::ExplainError;
use crate::explainer::Explainer;
use crate::grid::{enlarged, to_grid};
use crate::layers::Layer;
use crate::session::SessionRequest;

/// Grad-CAM of the layer that a target inside the model names, else of the one that is picked.
pub(super) fn grad_cam(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    work: &Work,
) -> Result<Response, ExplainError> {
    let (layer, class) = layer_and_class(explainer, target)?;
    let (logits, seed) = explainer.seed(&class)?;
    let request = SessionRequest {
        target: logits,
        by: vec![layer.name.clone()],
        values: vec![layer.name.clone()],
        clamp_activations: false,
    };
    let session = explainer.session(request, work)?;
    let run = explainer.run(&session, picture, &seed, ReluRule::Gradient, work)?;
    let gradients = run.gradients.first().and_then(Tensor::to_f32);
    let activations = run.output(&layer.name).and_then(Tensor::to_f32);
    let (Some(gradients), Some(activations)) = (gradients, activations) else {
        return Err(ExplainError::NoLayer);
    };
    let gradients = to_grid(&layer, &gradients)?;
    let activations = to_grid(&layer, &activations)?;
    let mut map = Array2::<f32>::zeros([activations.shape()[1], activations.shape()[2]]);
    for (gradient, activation) in gradients
        .axis_iter(Axis(0))
        .zip(activations.axis_iter(Axis(0)))
    {
        let weight = gradient.mean().unwrap_or(0.0);
        map.scaled_add(weight, &activation);
    }
    map.mapv_inplace(|value| value.max(0.0));
    Ok(Response {
        values: over_picture(&map, picture),
        layer: Some(layer.name),
        duration: run.duration,
        caveats: Vec::new(),
    })
}

/// Grad-CAM times guided backpropagation.
pub(super) fn guided_grad_cam(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    work: &Work,
) -> Result<Response, ExplainError> {
    let cam = grad_cam(explainer, picture, target, work)?;
    let (_, class) = layer_and_class(explainer, target)?;
    let mut guided = gradient::gradient(explainer, picture, &class, ReluRule::Guided, false, work)?;
    guided.values *= &cam.values;
    guided.layer = cam.layer;
    guided.duration += cam.duration;
    Ok(guided)
}

/// The layer to look at and the class to explain.
fn layer_and_class(
    explainer: &Explainer,
    target: &Target,
) -> Result<(Layer, Target), ExplainError> {
    let named = |name: &str| {
        let mut layers = explainer.layers().into_iter();
        layers.find(|layer| layer.name == name)
    };
    match target {
        Target::TopClass | Target::Class(_) => {
            let layer = explainer.map_layer().ok_or(ExplainError::NoLayer)?;
            Ok((layer, target.clone()))
        }
        Target::Tensor(name) | Target::Channel(name, _) | Target::Neuron(name, _) => {
            Ok((named(name).ok_or(ExplainError::NoLayer)?, Target::TopClass))
        }
    }
}

/// A map at the size of the picture, the same in every channel.
fn over_picture(map: &Array2<f32>, picture: &ArrayD<f32>) -> ArrayD<f32> {
    let shape = picture.shape();
    let rank = shape.len();
    let size = [shape[rank.saturating_sub(2)], shape[rank - 1]];
    let large = enlarged(map, size).into_dyn();
    large
        .broadcast(shape)
        .map_or_else(|| ArrayD::zeros(picture.raw_dim()), |view| view.to_owned())
}
