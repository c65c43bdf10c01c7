//! What is left of an attack in a file of 8 bits.

use attacks::{Attack, Note};
use ndarray::ArrayD;

use super::bench::{Bench, plain_colour, with};

fn assert_levels(picture: &ArrayD<f32>) {
    for sample in picture {
        let level = sample * 255.0;
        assert!((level - level.round()).abs() < 1e-4, "{sample}");
    }
}

#[test]
fn a_large_change_survives_the_nearest_levels() {
    let settings = with(Attack::Fgsm, |it| {
        it.epsilon = 0.06;
        it.eight_bit = true;
    });
    let outcome = Bench::colours().attack(&plain_colour([0.6, 0.5, 0.3]), Attack::Fgsm, &settings);
    assert_levels(&outcome.adversarial);
    assert!(outcome.succeeded);
    assert_eq!(outcome.notes, []);
    assert!((outcome.linf - 0.06).abs() <= 0.5 / 255.0 + 1e-6);
}

#[test]
fn a_small_change_is_rounded_away_from_the_original() {
    let bench = Bench::colours();
    // Red and green meet between two levels, and have the same nearest one.
    let picture = plain_colour([127.9 / 255.0, 127.8 / 255.0, 0.25]);
    let exact = with(Attack::DeepFool, |_| {});
    assert!(bench.attack(&picture, Attack::DeepFool, &exact).succeeded);
    let settings = with(Attack::DeepFool, |it| it.eight_bit = true);
    let outcome = bench.attack(&picture, Attack::DeepFool, &settings);
    assert_levels(&outcome.adversarial);
    assert!(outcome.succeeded, "{:?}", outcome.after);
    assert_eq!(outcome.notes, [Note::RoundedAway]);
    assert!(outcome.linf < 1.0 / 255.0);
    assert!(outcome.notes[0].to_string().contains("8 bits"));
}

#[test]
fn what_did_not_succeed_is_not_lost_by_rounding() {
    let settings = with(Attack::Fgsm, |it| {
        it.epsilon = 0.001;
        it.eight_bit = true;
    });
    let outcome = Bench::colours().attack(&plain_colour([0.6, 0.5, 0.3]), Attack::Fgsm, &settings);
    assert!(!outcome.succeeded);
    assert_eq!(outcome.notes, []);
    assert_levels(&outcome.adversarial);
}
