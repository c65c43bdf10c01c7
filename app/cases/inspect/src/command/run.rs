//! `sightglass inspect run`: what a model says about pictures.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use attacks::{Calibration, Verdict};
use clap::Args;
use imaging::{Limits, Picture};
use insight::Judgement;
use jobs::Work;
use packs::ClassScore;
use runtime::{Model, Placement};
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json, with_progress};

use super::model::ModelArgs;
use crate::method::{LoadedModel, outputs};
use crate::subject::Output;

/// How many classes a line of text shows.
const SHOWN_CLASSES: usize = 5;

#[derive(Args, Debug)]
pub struct RunArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// Feeds this tensor to the model's first input, as it is
    #[arg(long, value_name = "X.npy")]
    input: Option<PathBuf>,
    /// The pictures to run on
    #[arg(required_unless_present = "input")]
    pictures: Vec<PathBuf>,
    /// The page of each picture, counted from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// The detector's threshold, as `inspect detector calibrate --out` writes it: says of each
    /// picture whether it looks attacked
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    calibration: Option<PathBuf>,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
    /// Writes every output as NAME.npy into this folder (into a folder a picture, where there
    /// are several)
    #[arg(long, value_name = "DIR")]
    save_outputs: Option<PathBuf>,
}

/// Runs the model on every input, saves, and prints.
pub fn run(args: &RunArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let provider = args.model.provider.unwrap_or(context.provider);
    let runtime = context.runtime()?;
    let work = Work::detached();
    let mut report = Report::default();
    match &args.input {
        Some(tensor) => {
            let path = args.model.path()?;
            let model = Model::load(&runtime, &path, provider, &work)?;
            report.place(model.placement());
            report.results.push(on_tensor(&model, tensor, args, &work)?);
        }
        None => {
            let source = args.model.source()?;
            let loaded = LoadedModel::load(&source, &runtime, provider, &work)?;
            report.place(loaded.model.placement());
            for guess in &loaded.described.guesses {
                complain(&guess.to_string());
            }
            let calibration = match &args.calibration {
                Some(path) => Some(read_calibration(path)?),
                None => None,
            };
            report.results = with_progress(|work| {
                let count = args.pictures.len() as u64;
                let run = |(done, path): (usize, &PathBuf)| {
                    work.progress(done as u64, count, &path.display().to_string());
                    on_picture(&loaded, path, calibration.as_ref(), args)
                };
                args.pictures.iter().enumerate().map(run).collect()
            });
        }
    }
    report.print(args.json)?;
    let good = report.results.iter().all(|result| result.error.is_none());
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn on_picture(
    loaded: &LoadedModel,
    path: &Path,
    calibration: Option<&Calibration>,
    args: &RunArgs,
) -> Outcome {
    let work = Work::detached();
    let answer = Picture::open(path, args.page, &Limits::default(), &work)
        .map_err(Into::into)
        .and_then(|picture| loaded.ask_and_judge(&picture, calibration, &work));
    let mut outcome = Outcome::of(path);
    match answer {
        Err(error) => outcome.error = Some(error.to_string()),
        Ok((answer, judgement)) => {
            outcome.verdict = judgement.as_ref().map(VerdictLine::of);
            outcome.classes = answer.classes;
            outcome.prepare_ms = Some(answer.prepare_duration.as_secs_f64() * 1e3);
            outcome.run_ms = Some(answer.run_duration.as_secs_f64() * 1e3);
            outcome.take_outputs(&answer.outputs, args);
        }
    }
    outcome
}

fn on_tensor(model: &Model, path: &Path, args: &RunArgs, work: &Work) -> anyhow::Result<Outcome> {
    let Some(input) = model.inputs().first() else {
        bail!("this model takes no input");
    };
    let tensor = runtime::npy::read(path)
        .with_context(|| format!("this tensor cannot be read: {}", path.display()))?;
    let result = model.run(&[(input.name.clone(), tensor)], work)?;
    let mut outcome = Outcome::of(path);
    outcome.run_ms = Some(result.duration.as_secs_f64() * 1e3);
    outcome.take_outputs(&outputs(result.outputs), args);
    Ok(outcome)
}

fn read_calibration(path: &Path) -> anyhow::Result<Calibration> {
    let unreadable = || format!("this threshold cannot be read: {}", path.display());
    let text = std::fs::read_to_string(path).with_context(unreadable)?;
    serde_json::from_str(&text).with_context(unreadable)
}

/// What `inspect run --json` prints.
#[derive(Default, Serialize)]
struct Report {
    placement: Vec<PlacementLine>,
    warning: Option<String>,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct PlacementLine {
    provider: String,
    nodes: usize,
}

/// What came of one input.
#[derive(Serialize)]
struct Outcome {
    path: PathBuf,
    error: Option<String>,
    classes: Vec<ClassScore>,
    outputs: Vec<OutputLine>,
    prepare_ms: Option<f64>,
    run_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<VerdictLine>,
}

/// What the detector says.
#[derive(Serialize)]
struct VerdictLine {
    looks_attacked: bool,
    bits: f64,
    threshold_bits: f64,
}

impl VerdictLine {
    fn of(judgement: &Judgement) -> Self {
        Self {
            looks_attacked: judgement.verdict == Verdict::Attack,
            bits: judgement.bits,
            threshold_bits: judgement.threshold_bits,
        }
    }
}

#[derive(Serialize)]
struct OutputLine {
    name: String,
    element: String,
    shape: Vec<usize>,
    statistics: Option<runtime::Statistics>,
    saved: Option<PathBuf>,
}

impl Outcome {
    fn of(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            error: None,
            classes: Vec::new(),
            outputs: Vec::new(),
            prepare_ms: None,
            run_ms: None,
            verdict: None,
        }
    }

    fn take_outputs(&mut self, outputs: &[Output], args: &RunArgs) {
        let folder = args.save_outputs.as_ref().map(|folder| {
            if args.pictures.len() > 1 {
                folder.join(self.path.file_stem().unwrap_or_default())
            } else {
                folder.clone()
            }
        });
        for output in outputs {
            let saved = match folder.as_ref().map(|folder| save(folder, output)) {
                None => None,
                Some(Ok(path)) => Some(path),
                Some(Err(error)) => {
                    self.error = Some(format!("{error:#}"));
                    None
                }
            };
            self.outputs.push(OutputLine {
                name: output.name.clone(),
                element: output.tensor.element().to_string(),
                shape: output.tensor.shape().to_vec(),
                statistics: output.statistics,
                saved,
            });
        }
    }
}

/// Writes one output; signs that no file name holds become underscores.
fn save(folder: &Path, output: &Output) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder cannot be made: {}", folder.display()))?;
    let name: String = output
        .name
        .chars()
        .map(|sign| match sign {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            sign => sign,
        })
        .collect();
    let path = folder.join(format!("{name}.npy"));
    runtime::npy::write(&path, &output.tensor)
        .with_context(|| format!("the output cannot be written: {}", path.display()))?;
    Ok(path)
}

impl Report {
    fn place(&mut self, placement: &Placement) {
        self.placement = placement
            .nodes
            .iter()
            .map(|(provider, nodes)| PlacementLine {
                provider: provider.clone(),
                nodes: *nodes,
            })
            .collect();
        self.warning = placement.warning.clone();
    }

    fn print(&self, json: bool) -> anyhow::Result<()> {
        if let Some(warning) = &self.warning {
            complain(warning);
        }
        for result in &self.results {
            if let Some(error) = &result.error {
                complain(error);
            }
        }
        if json {
            return say_json(self);
        }
        for line in &self.placement {
            complain(&format!("{} nodes on {}", line.nodes, line.provider));
        }
        for result in &self.results {
            result.print()?;
        }
        Ok(())
    }
}

impl Outcome {
    fn print(&self) -> anyhow::Result<()> {
        if self.error.is_some() && self.outputs.is_empty() {
            return Ok(());
        }
        let run_ms = self.run_ms.unwrap_or_default();
        say(&format!("{}: {run_ms:.1} ms", self.path.display()))?;
        for class in self.classes.iter().take(SHOWN_CLASSES) {
            say(&format!(
                "  {:6.2} %  {}",
                class.probability * 100.0,
                class.label
            ))?;
        }
        if let Some(verdict) = &self.verdict {
            let word = if verdict.looks_attacked {
                "looks attacked"
            } else {
                "no sign of an attack"
            };
            say(&format!(
                "  {word}: {:.3} bits, threshold {:.3}",
                verdict.bits, verdict.threshold_bits
            ))?;
        }
        if self.classes.is_empty() {
            for output in &self.outputs {
                say(&format!(
                    "  {} {} {:?}",
                    output.name, output.element, output.shape
                ))?;
                if let Some(finite) = output.statistics.as_ref().and_then(|s| s.finite.as_ref()) {
                    say(&format!(
                        "    min {} max {} mean {} std {}",
                        finite.min, finite.max, finite.mean, finite.std
                    ))?;
                }
            }
        }
        Ok(())
    }
}
