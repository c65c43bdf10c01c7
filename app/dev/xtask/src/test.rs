//! `cargo xtask test`: every check, in the order in which a mistake is cheapest to find.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::places::Places;
use crate::setup::{self, Purpose};
use crate::{shell, software_vulkan, tidy};

/// What starts the name of a test that `--quick` leaves out.
const SLOW_PREFIX: &str = "slow_";

type Step<'a> = (&'static str, Box<dyn Fn() -> Result<()> + 'a>);

/// Runs every step until one fails, and says how long each took.
pub fn run(places: &Places, quick: bool) -> Result<()> {
    let mut steps: Vec<Step> = vec![
        (
            "set-up",
            Box::new(|| setup::machine(places, Purpose::Tests)),
        ),
        ("format", Box::new(|| shell::run(&mut format(places)))),
        ("tidy", Box::new(|| tidy::run(places))),
        ("clippy", Box::new(|| shell::run(&mut clippy(places)))),
        ("tests", Box::new(|| shell::run(&mut runner(places, quick)))),
    ];
    if !quick {
        steps.push(("doc tests", Box::new(|| shell::run(&mut doc_tests(places)))));
        steps.push(("doc links", Box::new(|| shell::run(&mut doc_links(places)))));
    }
    let total = run_steps(&steps)?;
    println!(
        "\nEverything passed: {} steps in {}.",
        steps.len(),
        readable(total)
    );
    Ok(())
}

/// Runs the steps in turn; returns the time that all of them took.
fn run_steps(steps: &[Step]) -> Result<Duration> {
    let start = Instant::now();
    for (number, (name, step)) in steps.iter().enumerate() {
        println!("\n== {name}");
        let step_start = Instant::now();
        step().with_context(|| {
            format!(
                "step {} of {}, `{name}`, did not pass; those after it were not run",
                number + 1,
                steps.len()
            )
        })?;
        println!("== {name}: passed in {}", readable(step_start.elapsed()));
    }
    Ok(start.elapsed())
}

fn format(places: &Places) -> Command {
    let mut command = shell::cargo(places);
    command.args(["fmt", "--all", "--", "--check"]);
    command
}

fn clippy(places: &Places) -> Command {
    let mut command = shell::cargo(places);
    command.args(["clippy", "--workspace", "--all-targets"]);
    command.args(["--", "--deny", "warnings"]);
    command
}

/// The tests by cargo-nextest, which keeps each one in a process of its own, or by Cargo alone.
pub fn runner(places: &Places, quick: bool) -> Command {
    let has_nextest = shell::succeeds(shell::cargo(places).args(["nextest", "--version"]));
    let mut command = shell::cargo(places);
    software_vulkan::prefer(&mut command);
    if has_nextest {
        command.args(["nextest", "run", "--workspace"]);
        if std::env::var_os("CI").is_some() {
            command.arg("--profile=ci");
        }
        if quick {
            command.arg(format!("--filterset=not test(/(^|::){SLOW_PREFIX}/)"));
        }
    } else {
        println!("cargo-nextest is not installed, so `cargo test` runs the tests.");
        command.args(["test", "--workspace", "--tests"]);
        if quick {
            command.args(["--", "--skip", SLOW_PREFIX]);
        }
    }
    command
}

fn doc_tests(places: &Places) -> Command {
    let mut command = shell::cargo(places);
    software_vulkan::prefer(&mut command);
    command.args(["test", "--workspace", "--doc"]);
    command
}

/// Builds the documentation for the sake of its links: a renamed item leaves none behind.
fn doc_links(places: &Places) -> Command {
    let mut command = shell::cargo(places);
    command.args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}

/// A duration as a person would say it.
fn readable(duration: Duration) -> String {
    let secs = duration.as_secs();
    match secs {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        _ => format!("{} min {:02} s", secs / 60, secs % 60),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::cell::Cell;

    use anyhow::bail;

    use super::*;

    #[test]
    fn the_first_step_that_fails_is_named_and_the_rest_is_not_run() {
        let later = Cell::new(false);
        let steps: Vec<Step> = vec![
            ("one", Box::new(|| Ok(()))),
            ("two", Box::new(|| bail!("no"))),
            (
                "three",
                Box::new(|| {
                    later.set(true);
                    Ok(())
                }),
            ),
        ];
        let error = run_steps(&steps).unwrap_err();
        assert!(error.to_string().contains("step 2 of 3, `two`"), "{error}");
        assert!(!later.get());
    }

    #[test]
    fn durations_are_readable() {
        assert_eq!(readable(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(readable(Duration::from_secs(125)), "2 min 05 s");
    }
}
