//! The same model in other forms is attacked in the same way.

use attacks::{Attack, Outcome, Settings};
use graph::messages::{AttributeProto, DataType, Dimension, ModelProto, NodeProto, ValueInfoProto};
use ndarray::ArrayD;
use testbench::models::{conv_net, linear_classifier};

use super::bench::{Bench, SIDE, plain_colour, plain_space, scattered, wide_space, with};

/// Settings that do not take long.
fn quick(kind: Attack) -> Settings {
    with(kind, |it| {
        if matches!(kind, Attack::OnePixel | Attack::Boundary) {
            it.steps = 4;
            it.candidates = 9;
        }
    })
}

fn declare_input(model: &mut ModelProto, dims: &[Dimension]) {
    let graph = model.graph.as_mut().unwrap();
    graph.input = vec![ValueInfoProto::tensor("image", DataType::Float, dims)];
}

/// The same model for `[batch, height, width, channels]`.
fn channels_last(mut model: ModelProto) -> ModelProto {
    let graph = model.graph.as_mut().unwrap();
    for name in graph.node.iter_mut().flat_map(|node| &mut node.input) {
        if name == "image" {
            *name = "planes".to_owned();
        }
    }
    let turn = NodeProto::of("Transpose", &["image"], &["planes"])
        .with(AttributeProto::ints("perm", &[0, 3, 1, 2]));
    graph.node.insert(0, turn);
    declare_input(
        &mut model,
        &["batch".into(), "height".into(), "width".into(), 3.into()],
    );
    model
}

fn assert_same(found: &Outcome, expected: &Outcome) {
    let kind = expected.attack;
    assert_eq!(found.succeeded, expected.succeeded, "{kind}");
    let difference = (&found.adversarial - &expected.adversarial)
        .iter()
        .fold(0.0_f32, |most, it| most.max(it.abs()));
    assert!(difference < 1e-4, "{kind} {difference}");
}

#[test]
fn a_fixed_batch_is_filled_up() {
    let open = Bench::colours();
    let picture = plain_colour([0.6, 0.5, 0.3]);
    for batch in [1, 4] {
        let mut model = linear_classifier(false);
        let dims = [batch, 3, 8, 8].map(Dimension::from);
        declare_input(&mut model, &dims);
        let graph = model.graph.as_mut().unwrap();
        let output = ValueInfoProto::tensor("logits", DataType::Float, &[batch.into(), 3.into()]);
        graph.output = vec![output];
        let fixed = Bench::new(&model, &[batch as usize, 3, 8, 8], plain_space(1));
        for kind in Attack::ALL {
            let found = fixed.attack(&picture, kind, &quick(kind));
            assert_same(&found, &open.attack(&picture, kind, &quick(kind)));
        }
    }
}

#[test]
fn a_closing_softmax_is_never_attacked() {
    let scores = Bench::colours();
    let shares = Bench::new(&linear_classifier(true), &[1, 3, 8, 8], plain_space(1));
    let picture = plain_colour([0.6, 0.5, 0.3]);
    for kind in Attack::ALL {
        let found = shares.attack(&picture, kind, &quick(kind));
        let expected = scores.attack(&picture, kind, &quick(kind));
        assert_same(&found, &expected);
        assert!((found.before.scores[0] - 2.4).abs() < 1e-5, "{kind}");
    }
}

#[test]
fn channels_may_come_last() {
    let first = Bench::convolutions();
    let last = Bench::new(
        &channels_last(conv_net()),
        &[1, SIDE, SIDE, 3],
        wide_space(3),
    );
    let to_last = |picture: ArrayD<f32>| {
        let turned = picture.permuted_axes(vec![0, 2, 3, 1]);
        turned.as_standard_layout().into_owned()
    };
    let picture = scattered(1);
    // The others draw random numbers in the order of the samples.
    for kind in [
        Attack::Fgsm,
        Attack::IteratedFgsm,
        Attack::Gradient,
        Attack::DeepFool,
        Attack::OnePixel,
        Attack::Blur,
    ] {
        let mut expected = first.attack(&picture, kind, &quick(kind));
        let found = last.attack(&to_last(picture.clone()), kind, &quick(kind));
        assert_eq!(found.changed_pixels, expected.changed_pixels, "{kind}");
        expected.adversarial = to_last(expected.adversarial);
        assert_same(&found, &expected);
    }
}
