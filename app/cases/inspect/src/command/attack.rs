//! `sightglass inspect attack`: adversarial pictures, as files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use attacks::{Attack, Goal, Settings};
use clap::Args;
use jobs::Work;
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json, with_progress};

use super::model::ModelArgs;
use crate::method::{AttackFolder, DescribedModel, attack_to_files};
use crate::subject::{Attacked, ClassShare, PicturePage};

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
    before: Option<ClassShare>,
    after: Option<ClassShare>,
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

/// Attacks every picture, saves, and prints. A picture that withstands is no failure.
pub fn run(args: &AttackArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let runtime = context.runtime()?;
    let provider = args.model.provider.unwrap_or(context.provider);
    let described = DescribedModel::read(&args.model.source()?, &Work::detached())?;
    for guess in &described.guesses {
        complain(&guess.to_string());
    }
    let settings = settings(args, &described)?;
    settings.check(args.method)?;
    let mut folder = AttackFolder::open(&args.out)?;
    let reasoner = described.reasoner(&runtime, provider);
    let results: Vec<Line> = with_progress(|work| {
        let count = args.pictures.len() as u64;
        let mut attack = |(done, path): (usize, &PathBuf)| {
            let page = PicturePage::first(path);
            work.progress(done as u64, count, &page.name());
            let one = Work::detached();
            let attack = (args.method, &settings);
            match attack_to_files(&reasoner, &page, attack, &mut folder, &one) {
                Ok(attacked) => Line::of(path, attacked),
                Err(error) => Line {
                    picture: path.clone(),
                    error: Some(error.to_string()),
                    ..Line::default()
                },
            }
        };
        args.pictures.iter().enumerate().map(&mut attack).collect()
    });
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
    fn of(path: &Path, attacked: Attacked) -> Self {
        Self {
            picture: path.to_path_buf(),
            error: None,
            succeeded: attacked.succeeded,
            before: Some(attacked.before),
            after: Some(attacked.after),
            rms: attacked.rms,
            l2: attacked.l2,
            linf: attacked.linf,
            changed_pixels: attacked.changed_pixels,
            queries: attacked.queries,
            gradients: attacked.gradients,
            notes: attacked.notes,
            png: Some(attacked.png),
            tensor: Some(attacked.tensor),
        }
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
            let name = |class: &Option<ClassShare>| match class {
                Some(class) => format!("{} ({:.1} %)", class.name(), class.probability * 100.0),
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
