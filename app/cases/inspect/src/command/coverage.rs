//! `sightglass inspect coverage`: what of a model cannot be differentiated.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{say, say_json};

use super::model::ModelArgs;

#[derive(Args, Debug)]
pub struct CoverageArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// The tensor whose gradient is taken; the classes' scores by default
    #[arg(long, value_name = "NAME")]
    tensor: Option<String>,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// What `inspect coverage --json` prints.
#[derive(Serialize)]
struct Report {
    /// Whether gradients of the whole way can be had.
    complete: bool,
    target: String,
    input: String,
    /// Version of ONNX's operators that the gradients are written in.
    opset: i64,
    /// Operators on the way with the number of their nodes.
    covered: BTreeMap<String, usize>,
    without_rule: Vec<NodeLine>,
    /// Operators whose gradient is zero.
    flat: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct NodeLine {
    operator: String,
    node: String,
    reason: String,
}

/// Prints the coverage; the exit status is 1 where it is not complete.
pub fn run(args: &CoverageArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let explainer = args.model.explainer(context)?;
    let target = args
        .tensor
        .clone()
        .unwrap_or_else(|| explainer.classes().logits.clone());
    let coverage = explainer.model().coverage(&target, explainer.input());
    let is_complete = coverage.is_complete();
    let nodes = coverage.without_rule.iter().map(|node| NodeLine {
        operator: node.operator.clone(),
        node: node.node.clone(),
        reason: node.reason.to_string(),
    });
    let report = Report {
        complete: is_complete,
        input: explainer.input().to_owned(),
        opset: explainer.model().opset(),
        without_rule: nodes.collect(),
        target: coverage.target,
        covered: coverage.covered,
        flat: coverage.flat,
    };
    if args.json {
        say_json(&report)?;
    } else {
        report.print()?;
    }
    Ok(if is_complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Report {
    fn print(&self) -> anyhow::Result<()> {
        let count: usize = self.covered.values().sum();
        let all = count + self.without_rule.len();
        say(&format!(
            "{count} of {all} nodes between {:?} and {:?} have a gradient",
            self.target, self.input
        ))?;
        for (operator, count) in &self.covered {
            say(&format!("  {count:5}  {operator}"))?;
        }
        if !self.flat.is_empty() {
            let flat: Vec<&str> = self.flat.keys().map(String::as_str).collect();
            say(&format!(
                "constant almost everywhere, so without influence: {}",
                flat.join(", ")
            ))?;
        }
        for node in &self.without_rule {
            say(&format!(
                "without a rule: {} (node {:?}) {}",
                node.operator, node.node, node.reason
            ))?;
        }
        Ok(())
    }
}
