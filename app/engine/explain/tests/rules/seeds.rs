//! What is sent back from the target: classes, activations, losses, channels.

use explain::{ExplainError, class_target};
use graph::ReluRule;
use graph::messages::{AttributeProto, DataType};
use jobs::Work;

use crate::session::{Network, Seed, array, assert_close, floats, run};

/// Three classes of two features, `[features, classes]`.
const WEIGHT: [f64; 6] = [1.0, -2.0, 0.5, 3.0, 0.25, -1.0];
const X: [f32; 4] = [1.0, 0.5, -1.0, 0.25];

fn classifier() -> Network {
    Network::new(DataType::Float, &[-1, 2])
        .constant("w", &[2, 3], &WEIGHT)
        .op("MatMul", &["x", "w"], "logits", vec![])
        .op(
            "Softmax",
            &["logits"],
            "y",
            vec![AttributeProto::int("axis", 1)],
        )
}

/// The gradient of `Σ seed · logits` by hand.
fn sent_back(seed: [[f32; 3]; 2]) -> Vec<f32> {
    let weight = WEIGHT.map(|value| value as f32);
    let by_feature = |row: [f32; 3], feature: usize| {
        (0..3)
            .map(|class| row[class] * weight[3 * feature + class])
            .sum::<f32>()
    };
    seed.iter()
        .flat_map(|row| [by_feature(*row, 0), by_feature(*row, 1)])
        .collect()
}

fn logits() -> [[f32; 3]; 2] {
    [0, 1].map(|row| {
        [0, 1, 2].map(|class| {
            let at = |feature: usize| X[2 * row + feature] * WEIGHT[3 * feature + class] as f32;
            at(0) + at(1)
        })
    })
}

fn gradient(seed: &Seed) -> Vec<f32> {
    let session = classifier().open("logits", &["x"]).unwrap();
    run(&session, &floats(&[2, 2], &X), seed, ReluRule::Gradient)
}

#[test]
fn the_target_is_before_the_softmax() {
    let model = classifier().prepare().unwrap();
    let target = class_target(model.graph(), None).unwrap();
    assert_eq!(target.logits, "logits");
    assert_eq!(target.closing, ["Softmax"]);
}

#[test]
fn a_class_has_its_own_gradient() {
    for class in 0..3 {
        let mut row = [0.0; 3];
        row[class] = 1.0;
        assert_close(&gradient(&Seed::Class(class)), &sent_back([row, row]));
    }
}

#[test]
fn the_class_that_wins_is_that_of_each_picture() {
    let winners = logits().map(|row| {
        let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.map(|value| if value == highest { 1.0 } else { 0.0 })
    });
    assert_ne!(winners[0], winners[1]);
    assert_close(&gradient(&Seed::TopClass), &sent_back(winners));
}

#[test]
fn activations_send_themselves_back() {
    assert_close(&gradient(&Seed::Activations), &sent_back(logits()));
}

#[test]
fn the_loss_is_the_cross_entropy() {
    let found = gradient(&Seed::Loss(2));
    let seed = logits().map(|row| {
        let sum: f32 = row.iter().map(|value| value.exp()).sum();
        let mut share = row.map(|value| value.exp() / sum);
        share[2] -= 1.0;
        share
    });
    assert_close(&found, &sent_back(seed));
}

#[test]
fn a_channel_sends_ones() {
    let network = Network::new(DataType::Float, &[-1, 1, 2, 2])
        .constant("w", &[2, 1, 1, 1], &[3.0, -2.0])
        .op("Conv", &["x", "w"], "y", vec![]);
    let x = floats(&[1, 1, 2, 2], &[1.0, 2.0, 3.0, 4.0]);
    let gradient = |channel| network.gradient("y", &x, &Seed::Channel(channel), ReluRule::Gradient);
    assert_eq!(gradient(0), [3.0; 4]);
    assert_eq!(gradient(1), [-2.0; 4]);
}

#[test]
fn values_inside_and_weights_can_be_differentiated_by() {
    let session = classifier().open("logits", &["logits", "x", "w"]).unwrap();
    let inputs = [("x".to_owned(), floats(&[2, 2], &X))];
    let seed = array(&[2, 3], &[1.0, 0.0, 2.0, -1.0, 0.5, 0.0]);
    let run = session.run(
        &inputs,
        &Seed::Values(seed.clone()),
        ReluRule::Gradient,
        &Work::detached(),
    );
    let gradients = run.unwrap().gradients;
    assert_eq!(gradients[0].to_f32().unwrap(), seed);
    assert_eq!(gradients[1].shape(), [2, 2]);
    let by_weight: Vec<f32> = gradients[2].to_f32().unwrap().into_iter().collect();
    assert_close(&by_weight, &[2.0, -0.5, 2.0, 0.25, 0.125, 1.0]);
}

#[test]
fn seeds_that_do_not_fit_are_refused() {
    let session = classifier().open("logits", &["x"]).unwrap();
    let inputs = [("x".to_owned(), floats(&[2, 2], &X))];
    let error = |seed: &Seed| {
        session
            .run(&inputs, seed, ReluRule::Gradient, &Work::detached())
            .unwrap_err()
    };
    let refused = error(&Seed::Class(3));
    assert!(
        matches!(refused, ExplainError::NoSuchClass { class: 3, count: 3 }),
        "{refused}"
    );
    let refused = error(&Seed::Values(array(&[3], &[1.0; 3])));
    assert!(
        matches!(refused, ExplainError::SeedShape { .. }),
        "{refused}"
    );
}
