//! The methods on a small convolutional net and on a linear classifier whose answers are known.

use explain::{Caveat, ExplainError, LayerKind, Method, PictureInput, Target};
use jobs::Work;
use ndarray::{ArrayD, Axis, IxDyn};
use runtime::{Provider, ProviderChoice};
use testbench::models;

use crate::bench::{CPU, bench, bench_for, explain, picture};

#[test]
fn every_method_gives_a_response_of_the_picture_s_shape() {
    let shape = [1, 3, 16, 12];
    let bench = bench(&models::conv_net(), &shape);
    let picture = picture(&shape);
    for method in Method::ALL {
        let response = explain(&bench, method, &picture);
        assert_eq!(response.values.shape(), shape, "{method}");
        assert!(
            response.values.iter().any(|value| *value != 0.0),
            "{method}"
        );
        assert!(!response.caveats.contains(&Caveat::AllZero), "{method}");
    }
}

#[test]
fn integrated_gradients_add_up_to_the_change_of_the_score() {
    let shape = [1, 3, 16, 12];
    let bench = bench(&models::conv_net(), &shape);
    let picture = picture(&shape);
    let response = explain(&bench, Method::IntegratedGradients, &picture);
    let scores =
        |picture: &ArrayD<f32>| bench.explainer.scores(picture, &Work::detached()).unwrap();
    let (from, to) = (scores(&ArrayD::zeros(IxDyn(&shape))), scores(&picture));
    let best = (0..3)
        .max_by(|a, b| to[[0, *a]].total_cmp(&to[[0, *b]]))
        .unwrap();
    let (sum, change) = (response.values.sum(), to[[0, best]] - from[[0, best]]);
    assert!((sum - change).abs() < 0.02 * change.abs(), "{sum} {change}");
    assert!(response.caveats.is_empty(), "{:?}", response.caveats);
}

#[test]
fn occlusion_of_a_linear_classifier_is_the_share_of_what_is_covered() {
    let shape = [1, 3, 8, 8];
    let bench = bench(&models::linear_classifier(true), &shape);
    let mut red = ArrayD::<f32>::zeros(IxDyn(&shape));
    red.index_axis_mut(Axis(1), 0).fill(1.0);
    let response = explain(&bench, Method::Occlusion, &red);
    // A square of one pixel is an eighth of the side; covering one red pixel takes 4/64 away.
    for value in &response.values {
        assert!((value - 4.0 / 64.0).abs() < 1e-6, "{value}");
    }
    let inside = Target::Tensor("logits".to_owned());
    let refused = bench
        .explainer
        .explain(Method::Occlusion, &red, &inside, &Work::detached());
    assert!(matches!(refused, Err(ExplainError::Setting { .. })));
}

#[test]
fn smooth_grad_is_the_same_again_and_equals_the_gradient_where_that_is_constant() {
    let shape = [1, 3, 8, 8];
    let bench = bench(&models::linear_classifier(false), &shape);
    let picture = picture(&shape);
    let smooth = explain(&bench, Method::SmoothGrad, &picture);
    let plain = explain(&bench, Method::Gradient, &picture);
    let differs = |a: &ArrayD<f32>, b: &ArrayD<f32>| {
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max)
    };
    assert!(differs(&smooth.values, &plain.values) < 1e-7);
    let again = explain(&bench, Method::SmoothGrad, &picture);
    assert_eq!(smooth.values, again.values);
}

#[test]
fn guided_backpropagation_without_relu_is_said_to_be_the_gradient() {
    let shape = [1, 3, 8, 8];
    let bench = bench(&models::linear_classifier(true), &shape);
    let picture = picture(&shape);
    let guided = explain(&bench, Method::Guided, &picture);
    assert!(guided.caveats.contains(&Caveat::NoRelu));
    assert_eq!(
        guided.values,
        explain(&bench, Method::Gradient, &picture).values
    );
}

#[test]
fn a_map_needs_a_layer_that_has_one() {
    let shape = [1, 3, 8, 8];
    let bench = bench(&models::linear_classifier(true), &shape);
    assert_eq!(bench.explainer.map_layer(), None);
    let picture = picture(&shape);
    let target = Target::TopClass;
    let refused = bench
        .explainer
        .explain(Method::GradCam, &picture, &target, &Work::detached());
    assert!(matches!(refused, Err(ExplainError::NoLayer)));
    let target = Target::Tensor("logits".to_owned());
    let refused = bench
        .explainer
        .explain(Method::GradCam, &picture, &target, &Work::detached());
    assert!(matches!(refused, Err(ExplainError::NotAMap { .. })));
}

#[test]
fn the_last_maps_and_the_last_convolution_are_picked() {
    let bench = bench(&models::conv_net(), &[1, 3, 16, 12]);
    let layer = bench.explainer.map_layer().unwrap();
    assert_eq!(
        (layer.name.as_str(), layer.kind),
        ("relu2", LayerKind::Maps)
    );
    assert_eq!(bench.explainer.last_convolution().unwrap().name, "relu2");
    assert_eq!(bench.explainer.classes().logits, "logits");
}

#[test]
fn the_forms_of_rules_suit_the_provider_that_a_session_runs_on() {
    for provider in [CPU, ProviderChoice::Auto] {
        let input = PictureInput {
            shape: &[1, 3, 16, 12],
            ..PictureInput::default()
        };
        let bench = bench_for(&models::conv_net(), input, provider).unwrap();
        explain(&bench, Method::Gradient, &picture(input.shape));
        let session = bench.explainer.last_session().unwrap();
        let is_flipped = session
            .forms()
            .contains_key("Conv: convolution with flipped weights");
        let flips = matches!(session.provider(), Provider::Cpu | Provider::CoreMl);
        assert_eq!(is_flipped, flips, "{:?}", session.forms());
    }
}

#[test]
fn a_cancelled_explanation_ends() {
    let shape = [1, 3, 16, 12];
    let bench = bench(&models::conv_net(), &shape);
    let work = Work::detached();
    work.cancel();
    let target = Target::TopClass;
    for method in Method::ALL {
        let ended = bench
            .explainer
            .explain(method, &picture(&shape), &target, &work);
        assert!(matches!(ended, Err(ExplainError::Cancelled)), "{method}");
    }
}
