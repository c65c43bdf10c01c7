//! Whatever the picture and the settings, an attack stays within its bounds and reports what it did.

use attacks::{Attack, Goal, Norm, Settings};
use ndarray::ArrayD;
use proptest::prelude::*;

use super::bench::{Bench, SIDE};

#[test]
fn every_attack_stays_within_epsilon_and_the_range() {
    let bench = Bench::convolutions();
    let count = 3 * SIDE * SIDE;
    let samples =
        proptest::collection::vec(prop_oneof![0.0_f32..=1.0, Just(0.0), Just(1.0)], count);
    let epsilons = prop_oneof![0.0_f32..0.1, 0.0_f32..=1.0];
    let goals = prop_oneof![Just(Goal::Untargeted), (0_usize..3).prop_map(Goal::Towards)];
    let attacks = prop::sample::select(Attack::ALL.to_vec());
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (
        samples,
        epsilons,
        goals,
        attacks,
        any::<u64>(),
        0.001_f32..0.5,
    );
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(
        &strategy,
        |(samples, epsilon, goal, kind, seed, step_size)| {
            let picture = ArrayD::from_shape_vec(vec![1, 3, SIDE, SIDE], samples).unwrap();
            let settings = Settings {
                goal,
                epsilon,
                steps: 6,
                step_size,
                restarts: 2,
                candidates: 6,
                pixels: 2,
                overshoot: 0.02,
                seed,
                eight_bit: false,
            };
            let outcome = bench.attack(&picture, kind, &settings);
            let size = match kind.norm() {
                Some(Norm::Max) => outcome.linf,
                Some(Norm::Rms) => outcome.rms,
                None => 0.0,
            };
            prop_assert!(
                size <= f64::from(epsilon) * (1.0 + 1e-5) + 1e-6,
                "{kind} {size} {epsilon}"
            );
            prop_assert!(
                outcome
                    .adversarial
                    .iter()
                    .all(|it| (-1e-6..=1.0 + 1e-6).contains(it))
            );
            let change = outcome.perturbation();
            let largest = change.iter().fold(0.0_f32, |most, it| most.max(it.abs()));
            prop_assert_eq!(outcome.linf, f64::from(largest));
            prop_assert!((outcome.l2 - outcome.rms * (count as f64).sqrt()).abs() < 1e-9);
            prop_assert!(outcome.changed_pixels <= SIDE * SIDE);
            prop_assert_eq!(outcome.changed_pixels == 0, largest == 0.0);
            let wanted = match goal {
                Goal::Untargeted => outcome.after.class != outcome.before.class,
                Goal::Towards(class) => outcome.after.class == class,
            };
            prop_assert_eq!(outcome.succeeded, wanted);
            let after = bench
                .explainer()
                .scores(&outcome.prepared, &jobs::Work::detached())
                .unwrap();
            prop_assert_eq!(
                after.into_iter().collect::<Vec<f32>>(),
                outcome.after.scores
            );
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{error}");
    }
}
