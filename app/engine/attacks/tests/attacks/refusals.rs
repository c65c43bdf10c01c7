//! What cannot be attacked is refused with the reason.

use attacks::{Attack, AttackError, Goal, Settings, attack};
use graph::messages::{AttributeProto, DataType, ModelProto, NodeProto, ValueInfoProto};
use jobs::Work;
use ndarray::ArrayD;
use testbench::models::{linear_classifier, nan_output};

use super::bench::{Bench, plain_colour, plain_space, with};

fn refused(bench: &Bench, picture: &ArrayD<f32>, settings: &Settings) -> AttackError {
    let work = Work::detached();
    attack(&bench.victim(), picture, Attack::Fgsm, settings, &work).unwrap_err()
}

/// The largest score alone.
fn one_score() -> ModelProto {
    let mut model = linear_classifier(false);
    let graph = model.graph.as_mut().unwrap();
    let most =
        NodeProto::of("ReduceMax", &["logits"], &["most"]).with(AttributeProto::ints("axes", &[1]));
    graph.node.push(most);
    let dims = ["batch".into(), 1.into()];
    graph.output = vec![ValueInfoProto::tensor("most", DataType::Float, &dims)];
    model
}

#[test]
fn the_reason_is_said() {
    let usual = Settings::of(Attack::Fgsm);
    let picture = plain_colour([0.6, 0.5, 0.3]);
    let shape: &[usize] = &[1, 3, 8, 8];
    let colours = Bench::colours();
    let two = ArrayD::zeros(vec![2, 3, 8, 8]);
    let error = refused(&colours, &two, &usual);
    assert!(matches!(error, AttackError::Shape { .. }), "{error}");
    let beyond = with(Attack::Fgsm, |it| it.goal = Goal::Towards(3));
    let error = refused(&colours, &picture, &beyond);
    assert!(
        matches!(error, AttackError::NoSuchClass { class: 3, count: 3 }),
        "{error}"
    );
    let error = refused(
        &colours,
        &picture,
        &with(Attack::Fgsm, |it| it.epsilon = 2.0),
    );
    assert!(matches!(error, AttackError::Setting { .. }), "{error}");
    let no_number = Bench::new(&nan_output(), shape, plain_space(1));
    let error = refused(&no_number, &picture, &usual);
    assert!(matches!(error, AttackError::NotANumber), "{error}");
    let one = Bench::new(&one_score(), shape, plain_space(1));
    let error = refused(&one, &picture, &usual);
    assert!(matches!(error, AttackError::TooFewClasses(1)), "{error}");
}

#[test]
fn a_class_that_there_is_not_has_no_gradient() {
    let colours = Bench::colours();
    let picture = plain_colour([0.6, 0.5, 0.3]);
    let work = Work::detached();
    let error = colours.victim().class_gradients(&picture, &[0, 3], &work);
    assert!(matches!(
        error,
        Err(AttackError::NoSuchClass { class: 3, count: 3 })
    ));
}
