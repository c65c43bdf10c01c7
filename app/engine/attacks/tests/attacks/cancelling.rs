//! An attack that nobody wants any more ends, and says how far it is while it runs.

use std::time::Duration;

use attacks::{Attack, AttackError, Settings, attack, score};
use jobs::Work;

use super::bench::{Bench, plain_colour, scattered, with};

/// Settings with which an attack would go on for minutes: a change too small for any success.
fn endless(kind: Attack) -> Settings {
    with(kind, |it| {
        it.epsilon = 1e-6;
        it.steps = 1_000_000;
        if kind == Attack::Boundary {
            it.epsilon = 1.0;
            it.candidates = 5_000;
        }
    })
}

#[test]
fn what_is_cancelled_before_does_not_begin() {
    let bench = Bench::convolutions();
    let prepared = bench.space().prepared(&scattered(0));
    let work = Work::detached();
    work.cancel();
    for kind in Attack::ALL {
        let ended = attack(&bench.victim(), &prepared, kind, &Settings::of(kind), &work);
        assert!(matches!(ended, Err(AttackError::Cancelled)), "{kind}");
    }
    let ended = score(&bench.victim(), &prepared, &Default::default(), &work);
    assert!(matches!(ended, Err(AttackError::Cancelled)));
}

#[test]
fn what_is_cancelled_in_the_middle_ends() {
    let bench = Bench::colours();
    let prepared = bench.space().prepared(&plain_colour([0.6, 0.5, 0.3]));
    for kind in [
        Attack::Fgsm,
        Attack::IteratedFgsm,
        Attack::Pgd,
        Attack::PgdL2,
        Attack::Gradient,
        Attack::OnePixel,
        Attack::Boundary,
    ] {
        let work = Work::detached();
        let watched = work.clone();
        let watcher = std::thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || {
                while watched.last_progress().done == 0 {
                    std::thread::sleep(Duration::from_millis(1));
                }
                watched.cancel();
            })
            .unwrap();
        let ended = attack(&bench.victim(), &prepared, kind, &endless(kind), &work);
        assert!(matches!(ended, Err(AttackError::Cancelled)), "{kind}");
        watcher.join().unwrap();
        assert!(!work.last_progress().stage.is_empty(), "{kind}");
    }
}
