//! `sightglass inspect explain`: what in a picture made a model decide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use explain::{Explainer, Method, PictureInput, Response, Target};
use figures::{Fonts, Format, PRINT_DPI};
use insight::{FigureText, ResponseMaps, explained_figure, input_rgb};
use jobs::Work;
use ndarray::{ArrayD, Axis};
use packs::{Layout, Manifest};
use response::Preset;
use runtime::{Statistics, Tensor};
use serde::Serialize;
use why::{average_line, captions};
use workbench::output::{complain, say, say_json};
use workbench::theme::{FONT_REGULAR, FONT_STRONG};
use workbench::{CommandLineContext, tr};

use super::model::{ModelArgs, read_picture, read_tensor};
use crate::method::DescribedModel;

#[derive(Args, Debug)]
pub struct ExplainArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// Feeds this tensor to the model's first input, as it is
    #[arg(long, value_name = "X.npy", conflicts_with = "picture")]
    input: Option<PathBuf>,
    /// The picture to explain
    #[arg(required_unless_present = "input")]
    picture: Option<PathBuf>,
    /// The page of the picture, counted from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// How: gradient, gradient-x-input, guided, feature-response, deconvnet, clamped, grad-cam,
    /// guided-grad-cam, integrated-gradients, smooth-grad, occlusion
    #[arg(long, default_value = "guided")]
    method: Method,
    /// The class to explain, by its number (from 0) or its label; the one that wins by default
    #[arg(long, value_name = "CLASS", conflicts_with = "tensor")]
    target: Option<String>,
    /// Sends back the activations of this tensor instead of a class's score; for grad-cam, the
    /// layer to look at
    #[arg(long, value_name = "NAME")]
    tensor: Option<String>,
    /// Writes the response here, as 32-bit floats of the input's shape
    #[arg(long, value_name = "OUT.npy")]
    save_tensor: Option<PathBuf>,
    /// Writes a figure here: the input, the response and its entropy, with the prediction; SVG or PNG
    #[arg(long, value_name = "OUT.png")]
    figure: Option<PathBuf>,
    /// Explains so many times and tells the median time of the gradient session alone
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    repeat: Option<u32>,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// What `inspect explain --json` prints.
#[derive(Serialize)]
struct Report {
    method: &'static str,
    /// The class that was explained; none for a tensor inside the model.
    class: Option<usize>,
    label: Option<String>,
    /// The value whose gradient was taken.
    target: String,
    /// The layer that the method looked at.
    layer: Option<String>,
    /// The classes with the highest scores.
    scores: Vec<ScoreLine>,
    shape: Vec<usize>,
    statistics: Option<Statistics>,
    /// How many nodes of the gradient session each provider runs.
    placement: BTreeMap<String, usize>,
    warning: Option<String>,
    relu_count: Option<usize>,
    /// Which form of a gradient rule was taken where there are several, and how often.
    forms: BTreeMap<String, usize>,
    /// Milliseconds of the gradient session.
    session_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    median_ms: Option<f64>,
    caveats: Vec<String>,
    saved: Option<PathBuf>,
    figure: Option<PathBuf>,
}

#[derive(Serialize)]
struct ScoreLine {
    class: usize,
    label: Option<String>,
    score: f32,
}

/// How many classes are listed.
const LISTED_SCORES: usize = 5;

/// What is explained, ready for the model.
struct Subject {
    described: Option<DescribedModel>,
    path: PathBuf,
    values: ArrayD<f32>,
}

/// Explains, saves, and prints.
pub fn run(args: &ExplainArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let runtime = context.runtime()?;
    let provider = args.model.provider.unwrap_or(context.provider);
    let work = Work::detached();
    let subject = subject(args)?;
    let picture = PictureInput {
        input: subject
            .described
            .as_ref()
            .map(|model| model.manifest.input.name.as_str()),
        shape: subject.values.shape(),
        output: subject
            .described
            .as_ref()
            .and_then(|model| model.manifest.class_output()),
    };
    let explainer = Explainer::prepare(&runtime, &subject.path, provider, picture, &work)?;
    let manifest = subject.described.as_ref().map(|model| &model.manifest);
    let target = target(args, manifest)?;
    let mut durations = Vec::new();
    let mut response = explainer.explain(args.method, &subject.values, &target, &work)?;
    for _ in 0..args.repeat.unwrap_or(0) {
        response = explainer.explain(args.method, &subject.values, &target, &work)?;
        durations.push(response.duration.as_secs_f64() * 1e3);
    }
    if let Some(path) = &args.save_tensor {
        save(path, &response)?;
    }
    let mut report = Report::of(args, &response);
    report.median_ms = median(durations);
    report.take_scores(&explainer, &subject.values, manifest, &target, &work)?;
    report.take_session(&explainer);
    if let Some(path) = &args.figure {
        report.draw(path, &subject, &response)?;
    }
    report.print(args.json)?;
    Ok(ExitCode::SUCCESS)
}

fn subject(args: &ExplainArgs) -> anyhow::Result<Subject> {
    match (&args.input, &args.picture) {
        (Some(tensor), _) => Ok(Subject {
            described: None,
            path: args.model.path()?,
            values: read_tensor(tensor)?,
        }),
        (None, Some(path)) => {
            let described = DescribedModel::read(&args.model.source()?, &Work::detached())?;
            for guess in &described.guesses {
                complain(&guess.to_string());
            }
            let (_, values) = read_picture(path, args.page, &described.manifest)?;
            Ok(Subject {
                path: described.path.clone(),
                described: Some(described),
                values,
            })
        }
        (None, None) => bail!("name a picture, or a tensor (--input)"),
    }
}

/// What the arguments ask to be explained.
fn target(args: &ExplainArgs, manifest: Option<&Manifest>) -> anyhow::Result<Target> {
    if let Some(name) = &args.tensor {
        return Ok(Target::Tensor(name.clone()));
    }
    let Some(class) = &args.target else {
        return Ok(Target::TopClass);
    };
    let labels = manifest
        .map(|manifest| manifest.labels.as_slice())
        .unwrap_or_default();
    let by_label = labels.iter().position(|label| label == class);
    match by_label.or_else(|| class.parse().ok()) {
        Some(class) => Ok(Target::Class(class)),
        None => bail!("there is no class {class:?}; give its number, from 0, or one of the labels"),
    }
}

fn save(path: &Path, response: &Response) -> anyhow::Result<()> {
    let tensor = Tensor::F32(response.values.clone());
    runtime::npy::write(path, &tensor)
        .with_context(|| format!("the response cannot be written: {}", path.display()))
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        count if count % 2 == 0 => Some(f64::midpoint(values[middle - 1], values[middle])),
        _ => Some(values[middle]),
    }
}

impl Report {
    fn of(args: &ExplainArgs, response: &Response) -> Self {
        Self {
            method: args.method.id(),
            class: None,
            label: None,
            target: String::new(),
            layer: response.layer.clone(),
            scores: Vec::new(),
            shape: response.values.shape().to_vec(),
            statistics: Tensor::F32(response.values.clone()).statistics(),
            placement: BTreeMap::new(),
            warning: None,
            relu_count: None,
            forms: BTreeMap::new(),
            session_ms: response.duration.as_secs_f64() * 1e3,
            median_ms: None,
            caveats: response.caveats.iter().map(ToString::to_string).collect(),
            saved: args.save_tensor.clone(),
            figure: args.figure.clone(),
        }
    }

    fn take_scores(
        &mut self,
        explainer: &Explainer,
        values: &ArrayD<f32>,
        manifest: Option<&Manifest>,
        target: &Target,
        work: &Work,
    ) -> anyhow::Result<()> {
        let label =
            |class: usize| manifest.and_then(|manifest| manifest.labels.get(class).cloned());
        let scores = explainer.scores(values, work)?;
        let mut scores: Vec<(usize, f32)> = scores
            .index_axis(Axis(0), 0)
            .iter()
            .copied()
            .enumerate()
            .collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = scores.first().map(|(class, _)| *class);
        self.scores = scores
            .into_iter()
            .take(LISTED_SCORES)
            .map(|(class, score)| ScoreLine {
                class,
                label: label(class),
                score,
            })
            .collect();
        (self.class, self.target) = match target {
            Target::TopClass => (best, explainer.classes().logits.clone()),
            Target::Class(class) => (Some(*class), explainer.classes().logits.clone()),
            Target::Tensor(name) | Target::Channel(name, _) | Target::Neuron(name, _) => {
                (None, name.clone())
            }
        };
        self.label = self.class.and_then(label);
        Ok(())
    }

    /// Takes up how the session that was used last is placed and made.
    fn take_session(&mut self, explainer: &Explainer) {
        let Some(session) = explainer.last_session() else {
            return;
        };
        let placement = session.placement();
        self.placement = placement.nodes.iter().cloned().collect();
        self.warning = placement.warning.clone();
        self.relu_count = Some(session.relu_count());
        let forms = session.forms().iter();
        self.forms = forms
            .map(|(form, count)| ((*form).to_owned(), *count))
            .collect();
    }

    /// Draws the figure of what was explained.
    fn draw(&self, path: &Path, subject: &Subject, response: &Response) -> anyhow::Result<()> {
        let title = match (&self.label, self.class) {
            (Some(label), _) => format!("{}: {label}", self.method),
            (None, Some(class)) => format!("{}: class {class}", self.method),
            (None, None) => format!("{}: {}", self.method, self.target),
        };
        let scores = self.scores.iter().map(|line| {
            let label = line.label.clone().unwrap_or_else(|| line.class.to_string());
            (label, format!("{:.3}", line.score))
        });
        let model = subject
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let input = subject
            .described
            .as_ref()
            .map(|model| &model.manifest.input);
        let settings = Preset::default().settings();
        let layout = input.map_or(Layout::Nchw, |input| input.layout);
        let maps = ResponseMaps::of(&response.values, layout, &settings)?;
        let average = average_line(maps.average_bits);
        let text = FigureText {
            title,
            captions: captions(tr!("why-figure-input")),
            bits: tr!("why-figure-bits"),
            lines: scores.chain([average]).collect(),
            footer: format!("{model}, {}", self.method),
        };
        let fonts = Fonts::new(FONT_REGULAR, FONT_STRONG)?;
        let picture = input_rgb(&subject.values, input);
        let drawing = explained_figure(&picture, &maps, text, &fonts)?;
        let format = Format::of(path, PRINT_DPI)?;
        Ok(drawing.save(path, format)?)
    }

    fn print(&self, json: bool) -> anyhow::Result<()> {
        for line in self.warning.iter().chain(&self.caveats) {
            complain(line);
        }
        if json {
            return say_json(self);
        }
        let what = match (&self.label, self.class) {
            (Some(label), _) => format!("class {label}"),
            (None, Some(class)) => format!("class {class}"),
            (None, None) => format!("tensor {}", self.target),
        };
        say(&format!(
            "{} of {what}: {:.1} ms",
            self.method,
            self.median_ms.unwrap_or(self.session_ms)
        ))?;
        for line in &self.scores {
            let label = line.label.clone().unwrap_or_else(|| line.class.to_string());
            say(&format!("  {:10.4}  {label}", line.score))?;
        }
        if let Some(finite) = self.statistics.as_ref().and_then(|all| all.finite.as_ref()) {
            say(&format!(
                "  response {:?}: min {} max {} mean {}",
                self.shape, finite.min, finite.max, finite.mean
            ))?;
        }
        for (provider, nodes) in &self.placement {
            complain(&format!("{nodes} nodes on {provider}"));
        }
        Ok(())
    }
}
