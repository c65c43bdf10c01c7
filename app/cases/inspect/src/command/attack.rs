//! `sightglass inspect attack`: adversarial pictures, as files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use attacks::{Attack, Goal, Outcome, Settings, attack};
use clap::Args;
use jobs::Work;
use runtime::Tensor;
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json};

use super::model::ModelArgs;
use crate::method::{DescribedModel, Laboratory, prepare_file};

#[derive(Args, Debug)]
pub struct AttackArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// The pictures to attack
    #[arg(required = true)]
    pictures: Vec<PathBuf>,
    /// How: fgsm, ifgsm, pgd, pgd-l2, gradient, deepfool, one-pixel, boundary; or the controls
    /// noise and blur
    #[arg(long)]
    method: Attack,
    /// Largest change, as a share of the full range; fractions such as 8/255 are understood
    #[arg(long, value_parser = share)]
    epsilon: Option<f32>,
    /// Number of steps
    #[arg(long)]
    steps: Option<usize>,
    /// Length of a step, as a share of the full range
    #[arg(long, value_parser = share)]
    step_size: Option<f32>,
    /// Start of the random numbers
    #[arg(long)]
    seed: Option<u64>,
    /// The class to reach, by its number (from 0) or its label; any other by default
    #[arg(long, value_name = "CLASS")]
    target: Option<String>,
    /// Leaves the result as it was found, without rounding it to the levels of a picture file
    #[arg(long)]
    exact: bool,
    /// The folder for what comes out: a PNG and a tensor (.npy) a picture
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// A share: `0.03` or `8/255`.
fn share(text: &str) -> Result<f32, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f32>()
            .map_err(|error| error.to_string())
    };
    match text.split_once('/') {
        Some((above, below)) => Ok(number(above)? / number(below)?),
        None => number(text),
    }
}

/// What `inspect attack --json` prints, a line a picture.
#[derive(Serialize)]
struct Report {
    attack: &'static str,
    settings: Settings,
    results: Vec<Line>,
}

#[derive(Serialize, Default)]
struct Line {
    picture: PathBuf,
    error: Option<String>,
    succeeded: bool,
    before: Option<ClassLine>,
    after: Option<ClassLine>,
    /// Root mean square of the change, a share of the full range.
    rms: f64,
    l2: f64,
    linf: f64,
    changed_pixels: usize,
    queries: u64,
    gradients: u64,
    notes: Vec<String>,
    png: Option<PathBuf>,
    tensor: Option<PathBuf>,
}

#[derive(Serialize)]
struct ClassLine {
    class: usize,
    label: Option<String>,
    probability: f64,
}

/// Attacks every picture, saves, and prints. A picture that withstands is no failure.
pub fn run(args: &AttackArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let runtime = context.runtime()?;
    let provider = args.model.provider.unwrap_or(context.provider);
    let work = Work::detached();
    let described = DescribedModel::read(&args.model.source()?, &work)?;
    for guess in &described.guesses {
        complain(&guess.to_string());
    }
    let settings = settings(args, &described)?;
    settings.check(args.method)?;
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("the folder cannot be made: {}", args.out.display()))?;
    let input = described.manifest.input.clone();
    let mut laboratory: Option<(Vec<usize>, Laboratory)> = None;
    let mut results = Vec::new();
    for path in &args.pictures {
        let attacked = prepare_file(path, 1, &input, &work)
            .map_err(anyhow::Error::from)
            .and_then(|prepared| {
                let is_ready = laboratory
                    .as_ref()
                    .is_some_and(|(shape, _)| shape == prepared.shape());
                if !is_ready {
                    let shape = prepared.shape().to_vec();
                    let described = described.clone();
                    let opened = Laboratory::open(&runtime, described, provider, &shape, &work)?;
                    laboratory = Some((shape, opened));
                }
                let Some((_, laboratory)) = &laboratory else {
                    bail!("the model is not ready")
                };
                let outcome = attack(
                    &laboratory.victim(),
                    &prepared,
                    args.method,
                    &settings,
                    &work,
                )?;
                Line::of(path, &outcome, laboratory, args)
            });
        results.push(attacked.unwrap_or_else(|error| Line {
            picture: path.clone(),
            error: Some(format!("{error:#}")),
            ..Line::default()
        }));
    }
    let has_failed = results.iter().any(|line| line.error.is_some());
    let report = Report {
        attack: args.method.id(),
        settings,
        results,
    };
    report.print(args.json)?;
    Ok(if has_failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn settings(args: &AttackArgs, described: &DescribedModel) -> anyhow::Result<Settings> {
    let usual = Settings::of(args.method);
    let goal = match &args.target {
        None => Goal::Untargeted,
        Some(class) => {
            let labels = &described.manifest.labels;
            let by_label = labels.iter().position(|label| label == class);
            match by_label.or_else(|| class.parse().ok()) {
                Some(class) => Goal::Towards(class),
                None => bail!("there is no class {class:?}; give its number, from 0, or a label"),
            }
        }
    };
    Ok(Settings {
        goal,
        epsilon: args.epsilon.unwrap_or(usual.epsilon),
        steps: args.steps.unwrap_or(usual.steps),
        step_size: args.step_size.unwrap_or(usual.step_size),
        seed: args.seed.unwrap_or(usual.seed),
        eight_bit: !args.exact,
        ..usual
    })
}

impl Line {
    fn of(
        path: &Path,
        outcome: &Outcome,
        laboratory: &Laboratory,
        args: &AttackArgs,
    ) -> anyhow::Result<Self> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}-{}", args.method);
        let png = args.out.join(format!("{name}.png"));
        let tensor = args.out.join(format!("{name}.npy"));
        imaging::save_png(&laboratory.raster(&outcome.adversarial), &png)?;
        runtime::npy::write(&tensor, &Tensor::F32(outcome.prepared.clone()))
            .with_context(|| format!("the tensor cannot be written: {}", tensor.display()))?;
        let labels = &laboratory.described().manifest.labels;
        let line = |prediction: &attacks::Prediction| ClassLine {
            class: prediction.class,
            label: labels.get(prediction.class).cloned(),
            probability: prediction.confidence(prediction.class),
        };
        Ok(Self {
            picture: path.to_path_buf(),
            error: None,
            succeeded: outcome.succeeded,
            before: Some(line(&outcome.before)),
            after: Some(line(&outcome.after)),
            rms: outcome.rms,
            l2: outcome.l2,
            linf: outcome.linf,
            changed_pixels: outcome.changed_pixels,
            queries: outcome.queries,
            gradients: outcome.gradients,
            notes: outcome.notes.iter().map(ToString::to_string).collect(),
            png: Some(png),
            tensor: Some(tensor),
        })
    }
}

impl Report {
    fn print(&self, json: bool) -> anyhow::Result<()> {
        for line in &self.results {
            for problem in line.error.iter().chain(&line.notes) {
                complain(&format!("{}: {problem}", line.picture.display()));
            }
        }
        if json {
            return say_json(self);
        }
        for line in self.results.iter().filter(|line| line.error.is_none()) {
            let name = |class: &Option<ClassLine>| match class {
                Some(class) => {
                    let label = class
                        .label
                        .clone()
                        .unwrap_or_else(|| class.class.to_string());
                    format!("{label} ({:.1} %)", class.probability * 100.0)
                }
                None => String::new(),
            };
            let verb = if line.succeeded { "became" } else { "stayed" };
            say(&format!(
                "{}: {} {verb} {}, largest change {:.4}, root mean square {:.5}",
                line.picture.display(),
                name(&line.before),
                name(&line.after),
                line.linf,
                line.rms
            ))?;
        }
        Ok(())
    }
}
