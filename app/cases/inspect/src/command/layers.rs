//! `sightglass inspect layers`: the tensors inside a model.

use std::process::ExitCode;

use clap::Args;
use explain::{Layer, LayerKind};
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{say, say_json};

use super::model::ModelArgs;

#[derive(Args, Debug)]
pub struct LayersArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// What `inspect layers --json` prints.
#[derive(Serialize)]
struct Report {
    /// The classes' scores, before any softmax.
    logits: String,
    /// Operators that turn the scores into probabilities.
    closing: Vec<String>,
    /// The layer that Grad-CAM looks at.
    map_layer: Option<String>,
    /// The layer whose activations the feature response sends back.
    last_convolution: Option<String>,
    layers: Vec<LayerLine>,
}

#[derive(Serialize)]
struct LayerLine {
    name: String,
    operator: String,
    /// Sizes; open ones by name, or null.
    shape: Vec<serde_json::Value>,
    kind: &'static str,
}

/// Prints the layers in the order in which they are computed.
pub fn run(args: &LayersArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let explainer = args.model.explainer(context)?;
    let classes = explainer.classes();
    let report = Report {
        logits: classes.logits.clone(),
        closing: classes.closing.clone(),
        map_layer: explainer.map_layer().map(|layer| layer.name),
        last_convolution: explainer.last_convolution().map(|layer| layer.name),
        layers: explainer.layers().iter().map(LayerLine::from).collect(),
    };
    if args.json {
        say_json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    for layer in explainer.layers() {
        let operator = if layer.operator.is_empty() {
            "input"
        } else {
            &layer.operator
        };
        let mark = if layer.name == report.logits {
            "  (scores)"
        } else if Some(&layer.name) == report.map_layer.as_ref() {
            "  (maps for Grad-CAM)"
        } else {
            ""
        };
        say(&format!(
            "{operator:22} {:24} {}{mark}",
            layer.shape_text(),
            layer.name
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

impl From<&Layer> for LayerLine {
    fn from(layer: &Layer) -> Self {
        let shape = layer.dims.iter().map(|dim| match dim.fixed() {
            Some(size) => size.into(),
            None => dim.to_string().into(),
        });
        Self {
            name: layer.name.clone(),
            operator: layer.operator.clone(),
            shape: shape.collect(),
            kind: match layer.kind {
                LayerKind::Maps => "maps",
                LayerKind::MapsChannelsLast => "maps-channels-last",
                LayerKind::Tokens => "tokens",
                LayerKind::Features => "features",
                LayerKind::Other => "other",
            },
        }
    }
}
