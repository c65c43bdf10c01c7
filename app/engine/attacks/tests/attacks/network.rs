//! Every attack on the convolution net.

use attacks::{Attack, Settings};

use super::bench::{Bench, scattered, with};

/// Settings at which an attack should succeed on a net of a few weights.
fn generous(kind: Attack) -> Settings {
    with(kind, |it| {
        it.epsilon = 1.0;
        match kind {
            Attack::Fgsm | Attack::Gradient => it.steps = 100,
            Attack::OnePixel => {
                it.candidates = 60;
                it.pixels = 4;
            }
            Attack::Boundary => it.steps = 60,
            Attack::Pgd | Attack::PgdL2 | Attack::IteratedFgsm => {
                it.steps = 60;
                it.step_size = 0.02;
            }
            _ => {}
        }
    })
}

fn aimed() -> impl Iterator<Item = Attack> {
    Attack::ALL.into_iter().filter(|kind| !kind.is_control())
}

#[test]
fn every_attack_succeeds_where_it_may_change_anything() {
    let bench = Bench::convolutions();
    for kind in aimed() {
        let turned = (0..4)
            .filter(|number| {
                let outcome = bench.attack(&scattered(*number), kind, &generous(kind));
                assert_eq!(
                    outcome.succeeded,
                    outcome.after.class != outcome.before.class,
                    "{kind}"
                );
                assert_eq!(kind.needs_gradients(), outcome.gradients > 0, "{kind}");
                outcome.succeeded
            })
            .count();
        assert_eq!(turned, 4, "{kind}");
    }
}

#[test]
fn nothing_changes_where_nothing_may() {
    let bench = Bench::convolutions();
    for kind in Attack::ALL.into_iter().filter(|kind| kind.norm().is_some()) {
        let settings = Settings {
            epsilon: 0.0,
            ..generous(kind)
        };
        let outcome = bench.attack(&scattered(1), kind, &settings);
        assert_eq!(outcome.adversarial, outcome.original, "{kind}");
        assert!(!outcome.succeeded, "{kind}");
        assert_eq!((outcome.l2, outcome.linf), (0.0, 0.0), "{kind}");
    }
}

#[test]
fn the_seed_decides_what_is_random() {
    let bench = Bench::convolutions();
    for kind in [
        Attack::Pgd,
        Attack::PgdL2,
        Attack::OnePixel,
        Attack::Boundary,
        Attack::Noise,
    ] {
        let found = |seed: u64| {
            let settings = Settings {
                seed,
                ..generous(kind)
            };
            bench.attack(&scattered(2), kind, &settings)
        };
        assert_eq!(found(1), found(1), "{kind}");
        assert_ne!(found(1).adversarial, found(2).adversarial, "{kind}");
    }
}

#[test]
fn one_pixel_is_one_pixel() {
    let bench = Bench::convolutions();
    for pixels in [1, 3] {
        let settings = with(Attack::OnePixel, |it| {
            it.pixels = pixels;
            it.steps = 5;
            it.candidates = 20;
        });
        let outcome = bench.attack(&scattered(0), Attack::OnePixel, &settings);
        assert!((1..=pixels).contains(&outcome.changed_pixels));
    }
}

#[test]
fn restarts_begin_elsewhere_until_one_succeeds() {
    let bench = Bench::convolutions();
    let settings = |restarts: usize| {
        with(Attack::Pgd, |it| {
            it.epsilon = 0.001;
            it.steps = 3;
            it.restarts = restarts;
        })
    };
    let once = bench.attack(&scattered(1), Attack::Pgd, &settings(1));
    let often = bench.attack(&scattered(1), Attack::Pgd, &settings(4));
    assert!(!often.succeeded);
    assert_eq!((once.gradients, often.gradients), (3, 12));
}

#[test]
fn noise_has_its_size_however_much_is_clipped() {
    let bench = Bench::convolutions();
    // Samples at the ends of the range lose half of their noise.
    let picture = scattered(3).mapv(f32::round);
    for epsilon in [0.02, 0.1, 0.3] {
        let settings = with(Attack::Noise, |it| it.epsilon = epsilon);
        let outcome = bench.attack(&picture, Attack::Noise, &settings);
        assert!(
            (outcome.rms - f64::from(epsilon)).abs() < 1e-4,
            "{}",
            outcome.rms
        );
        assert_eq!(outcome.gradients, 0);
    }
}

#[test]
fn blur_evens_the_picture_out() {
    let bench = Bench::convolutions();
    let outcome = bench.attack(&scattered(3), Attack::Blur, &Settings::of(Attack::Blur));
    let spread = |picture: &ndarray::ArrayD<f32>| f64::from(picture.var(0.0));
    assert!(spread(&outcome.adversarial) < 0.5 * spread(&outcome.original));
    let flat = ndarray::ArrayD::from_elem(outcome.original.raw_dim(), 0.25);
    let unchanged = bench.attack(&flat, Attack::Blur, &Settings::of(Attack::Blur));
    assert!(unchanged.linf < 1e-6);
}
