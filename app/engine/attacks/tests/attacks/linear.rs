//! The linear classifier, whose attacks can be worked out by hand: the score of a class is four
//! times the mean of its channel, so that each score has the slope 1/16 by each of 64 samples.

use attacks::{Attack, Goal, Note, UnitSpace, Victim};
use jobs::Work;
use ndarray::{ArrayD, Axis};

use super::bench::{Bench, plain_colour, with};

/// Scores 2.4, 2.0 and 1.2.
const COLOUR: [f32; 3] = [0.6, 0.5, 0.3];

/// Fails where any sample of a channel differs from what is expected.
fn assert_colour(picture: &ArrayD<f32>, expected: [f32; 3]) {
    for (channel, expected) in picture.axis_iter(Axis(1)).zip(expected) {
        for sample in channel {
            assert!((sample - expected).abs() < 2e-6, "{sample}, not {expected}");
        }
    }
}

#[test]
fn fgsm_goes_epsilon_against_the_own_class() {
    let bench = Bench::colours();
    let picture = plain_colour(COLOUR);
    let far = bench.attack(
        &picture,
        Attack::Fgsm,
        &with(Attack::Fgsm, |it| it.epsilon = 0.06),
    );
    assert_colour(&far.adversarial, [0.54, 0.56, 0.36]);
    assert!(far.succeeded);
    assert_eq!((far.before.class, far.after.class), (0, 1));
    assert!((far.linf - 0.06).abs() < 1e-6 && (far.rms - 0.06).abs() < 1e-6);
    assert!((far.l2 - 0.06 * 192_f64.sqrt()).abs() < 1e-5);
    assert_eq!((far.changed_pixels, far.gradients), (64, 1));
    // The picture as it is, one size, and the result.
    assert_eq!(far.queries, 3);
    for (score, expected) in far.after.scores.iter().zip([2.16, 2.24, 1.44]) {
        assert!((score - expected).abs() < 1e-5, "{score}, not {expected}");
    }
    let near = bench.attack(
        &picture,
        Attack::Fgsm,
        &with(Attack::Fgsm, |it| it.epsilon = 0.04),
    );
    assert_colour(&near.adversarial, [0.56, 0.54, 0.34]);
    assert!(!near.succeeded);
    assert_eq!(near.after.class, 0);
}

#[test]
fn fgsm_towards_a_class_goes_up_that_class_alone() {
    let settings = with(Attack::Fgsm, |it| {
        it.epsilon = 0.2;
        it.goal = Goal::Towards(2);
    });
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::Fgsm, &settings);
    assert_colour(&outcome.adversarial, [0.4, 0.3, 0.5]);
    assert!(outcome.succeeded);
}

#[test]
fn fgsm_of_many_sizes_takes_the_smallest_that_suffices() {
    // Red falls and green rises by the size, so that they cross at 0.05.
    let settings = with(Attack::Fgsm, |it| {
        it.epsilon = 0.3;
        it.steps = 25;
    });
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::Fgsm, &settings);
    assert!(outcome.succeeded);
    assert!((outcome.linf - 0.06).abs() < 1e-6, "{}", outcome.linf);
}

#[test]
fn steps_end_at_epsilon_and_as_soon_as_the_picture_is_turned() {
    let bench = Bench::colours();
    let picture = plain_colour(COLOUR);
    let settings = |epsilon: f32| {
        with(Attack::IteratedFgsm, |it| {
            it.epsilon = epsilon;
            it.step_size = 0.015;
            it.steps = 20;
        })
    };
    let turned = bench.attack(&picture, Attack::IteratedFgsm, &settings(0.5));
    assert_colour(&turned.adversarial, [0.54, 0.56, 0.36]);
    assert!(turned.succeeded);
    let held = bench.attack(&picture, Attack::IteratedFgsm, &settings(0.04));
    assert_colour(&held.adversarial, [0.56, 0.54, 0.34]);
    assert!(!held.succeeded);
    assert_eq!(held.gradients, 20);
}

#[test]
fn the_gradient_attack_follows_the_loss_by_its_root_mean_square() {
    let settings = with(Attack::Gradient, |it| {
        it.epsilon = 0.2;
        it.steps = 50;
    });
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::Gradient, &settings);
    let powers = [2.4_f64, 2.0, 1.2].map(f64::exp);
    let sum: f64 = powers.iter().sum();
    let slopes = [powers[0] / sum - 1.0, powers[1] / sum, powers[2] / sum];
    let rms = (slopes.iter().map(|slope| slope * slope).sum::<f64>() / 3.0).sqrt();
    let unit = slopes.map(|slope| slope / rms);
    // The smallest multiple of 0.004 at which 0.6 + unit[0] s < 0.5 + unit[1] s.
    let step = (0.1 / (unit[1] - unit[0]) / 0.004).ceil();
    let expected = [0, 1, 2].map(|it| (f64::from(COLOUR[it]) + 0.004 * step * unit[it]) as f32);
    assert_colour(&outcome.adversarial, expected);
    assert!(outcome.succeeded);
    assert!((outcome.rms - 0.004 * step).abs() < 1e-6);
}

#[test]
fn deep_fool_goes_straight_to_the_nearest_boundary() {
    let outcome = Bench::colours().attack(
        &plain_colour(COLOUR),
        Attack::DeepFool,
        &with(Attack::DeepFool, |_| {}),
    );
    // |f'| / |w'|² w' = 0.4 / (128 / 16²) / 16 = 0.05 in red and green, and the overshoot.
    assert_colour(&outcome.adversarial, [0.549, 0.551, 0.3]);
    assert!(outcome.succeeded);
    assert!((outcome.l2 - 0.051 * 128_f64.sqrt()).abs() < 1e-5);
    assert_eq!((outcome.after.class, outcome.gradients), (1, 3));
}

#[test]
fn deep_fool_towards_a_class_passes_by_the_others() {
    let settings = with(Attack::DeepFool, |it| it.goal = Goal::Towards(2));
    let outcome =
        Bench::colours().attack(&plain_colour([0.6, 0.55, 0.3]), Attack::DeepFool, &settings);
    assert!(outcome.succeeded, "{:?}", outcome.after);
    // To the boundary with red first, 0.15 in red and blue, and then with green.
    let green_change = outcome.perturbation().index_axis(Axis(1), 1).sum();
    assert!(green_change < -0.1, "{green_change}");
}

#[test]
fn a_boundary_beyond_epsilon_is_approached_and_not_crossed() {
    for kind in [Attack::DeepFool, Attack::Boundary] {
        // The shortest way is a root mean square of 0.05 · √(128 / 192) = 0.0408.
        let settings = with(kind, |it| {
            it.epsilon = 0.03;
            it.steps = 20;
        });
        let outcome = Bench::colours().attack(&plain_colour(COLOUR), kind, &settings);
        assert!(!outcome.succeeded, "{kind}");
        assert!((outcome.rms - 0.03).abs() < 1e-5, "{kind} {}", outcome.rms);
    }
}

#[test]
fn the_walk_along_the_boundary_comes_near_the_shortest_way() {
    let settings = with(Attack::Boundary, |it| {
        it.steps = 250;
        it.candidates = 16;
    });
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::Boundary, &settings);
    assert!(outcome.succeeded);
    let shortest = 0.05 * 128_f64.sqrt();
    assert!(
        outcome.l2 > shortest && outcome.l2 < 1.5 * shortest,
        "{}",
        outcome.l2
    );
    assert_eq!(outcome.gradients, 0);
}

#[test]
fn the_walk_begins_in_a_given_picture_where_noise_is_never_of_the_class() {
    let model = testbench::models::linear_classifier(false);
    // Blue counts for a tenth of the others, so that noise is never blue.
    let space = UnitSpace::new(vec![0.0; 3], vec![1.0, 1.0, 0.1], 1).unwrap();
    let bench = Bench::new(&model, &[1, 3, 8, 8], space);
    let picture = plain_colour(COLOUR);
    let settings = with(Attack::Boundary, |it| {
        it.goal = Goal::Towards(2);
        it.steps = 50;
    });
    let lost = bench.attack(&picture, Attack::Boundary, &settings);
    assert!(!lost.succeeded);
    assert_eq!(lost.notes, [Note::NoStart]);
    assert_eq!(lost.adversarial, lost.original);

    let blue = bench.space().prepared(&plain_colour([0.0, 0.0, 1.0]));
    let of_other_shape = ArrayD::zeros(vec![1, 3, 4, 4]);
    let victim = bench.victim().starting_from(&[of_other_shape, blue]);
    let prepared = bench.space().prepared(&picture);
    let work = Work::detached();
    let found = attacks::attack(&victim, &prepared, Attack::Boundary, &settings, &work).unwrap();
    assert!(found.succeeded);
    assert_eq!(
        (found.after.class, found.notes.as_slice()),
        (2, [].as_slice())
    );
}

#[test]
fn evolution_finds_the_colours_that_count_most() {
    let settings = with(Attack::OnePixel, |it| {
        it.pixels = 5;
        it.candidates = 30;
        it.steps = 60;
    });
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::OnePixel, &settings);
    assert!(!outcome.succeeded);
    // Five pixels without red and all green would take 5 (0.6 + 0.5) / 16 from the lead of 0.4.
    let lead = f64::from(outcome.after.scores[0] - outcome.after.scores[1]);
    let taken = (0.4 - lead) / (5.0 * 1.1 / 16.0);
    assert!(taken > 0.7 && taken <= 1.0 + 1e-5, "{taken}");
}

#[test]
fn a_saturated_model_is_said_to_be() {
    let model = testbench::models::linear_classifier(false);
    let space = UnitSpace::new(vec![0.0; 3], vec![1e4; 3], 1).unwrap();
    let bench = Bench::new(&model, &[1, 3, 8, 8], space);
    for kind in [
        Attack::Fgsm,
        Attack::IteratedFgsm,
        Attack::Pgd,
        Attack::PgdL2,
        Attack::Gradient,
    ] {
        let outcome = bench.attack(&plain_colour(COLOUR), kind, &with(kind, |_| {}));
        assert!(!outcome.succeeded, "{kind}");
        assert_eq!(outcome.notes, [Note::ZeroGradient], "{kind}");
    }
    // The scores themselves still have slopes.
    let kind = Attack::DeepFool;
    let outcome = bench.attack(&plain_colour(COLOUR), kind, &with(kind, |_| {}));
    assert!(outcome.succeeded);
    assert_colour(&outcome.adversarial, [0.549, 0.551, 0.3]);
}

#[test]
fn gradients_are_slopes_in_unit_space() {
    let model = testbench::models::linear_classifier(true);
    // Green is prepared upside down, and each channel has another range.
    let space = UnitSpace::new(vec![0.0, 2.0, -1.0], vec![1.0, 0.0, 3.0], 1).unwrap();
    let bench = Bench::new(&model, &[1, 3, 8, 8], space);
    let victim = bench.victim();
    let picture = plain_colour([0.3, 0.6, 0.2]);
    let work = Work::detached();
    let found = victim.loss_gradient(&picture, 1, &work).unwrap();
    let by_class = victim.class_gradients(&picture, &[2, 1, 0], &work).unwrap();
    assert_eq!(found.prediction, by_class.prediction);
    for channel in 0..3 {
        let slope = |value: &dyn Fn(&Victim<'_>, &ArrayD<f32>) -> f64| {
            let moved = |step: f32| {
                let mut moved = picture.clone();
                moved
                    .index_axis_mut(Axis(1), channel)
                    .mapv_inplace(|it| it + step);
                value(&victim, &moved)
            };
            (moved(0.005) - moved(-0.005)) / 0.01
        };
        let sum = |gradient: &ArrayD<f32>| f64::from(gradient.index_axis(Axis(1), channel).sum());
        let expected = slope(&|victim, picture| {
            let predictions = victim.predictions(picture, &Work::detached()).unwrap();
            -predictions[0].confidence(1).ln()
        });
        let loss = sum(&found.gradient);
        assert!((loss - expected).abs() < 5e-3, "{loss}, not {expected}");
        for (class, gradient) in [2, 1, 0].into_iter().zip(&by_class.gradients) {
            let expected = slope(&|victim, picture| {
                let predictions = victim.predictions(picture, &Work::detached()).unwrap();
                f64::from(predictions[0].scores[class])
            });
            let score = sum(gradient);
            assert!((score - expected).abs() < 5e-3, "{score}, not {expected}");
        }
    }
}

#[test]
fn a_picture_of_the_wanted_class_is_left_alone() {
    let bench = Bench::colours();
    for kind in Attack::ALL.into_iter().filter(|kind| !kind.is_control()) {
        let settings = with(kind, |it| it.goal = Goal::Towards(0));
        let outcome = bench.attack(&plain_colour(COLOUR), kind, &settings);
        assert!(outcome.succeeded, "{kind}");
        assert_eq!(outcome.notes, [Note::AlreadyThere], "{kind}");
        assert_eq!((outcome.l2, outcome.changed_pixels), (0.0, 0), "{kind}");
    }
}

#[test]
fn the_change_can_be_looked_at() {
    let settings = with(Attack::Fgsm, |it| it.epsilon = 0.05);
    let outcome = Bench::colours().attack(&plain_colour(COLOUR), Attack::Fgsm, &settings);
    assert_colour(&outcome.perturbation(), [-0.05, 0.05, 0.05]);
    assert!((outcome.amplification() - 10.0).abs() < 1e-3);
    assert_colour(&outcome.amplified(4.0), [0.3, 0.7, 0.7]);
    assert_colour(&outcome.amplified(100.0), [0.0, 1.0, 1.0]);
}
