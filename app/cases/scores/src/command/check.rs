//! `sightglass scores check`: what in a MusicXML file does not add up.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use notation::{Finding, check, musicxml};
use serde::Serialize;
use workbench::output::{complain, say, say_json};

#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The MusicXML file, plain or compressed
    score: PathBuf,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// A finding as it is printed.
#[derive(Serialize)]
struct Line {
    part: usize,
    measure: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    staff: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<u8>,
    text: String,
}

impl Line {
    fn of(finding: &Finding) -> Self {
        Self {
            part: finding.part + 1,
            measure: finding.measure + 1,
            staff: finding.staff,
            voice: finding.voice,
            text: finding.kind.to_string(),
        }
    }
}

#[derive(Serialize)]
struct Report {
    parts: usize,
    measures: usize,
    findings: Vec<Line>,
}

/// Reads a file and says what does not add up. Fails where something does not.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let shown = args.score.display();
    let bytes = std::fs::read(&args.score).with_context(|| format!("{shown} cannot be read"))?;
    let read = musicxml::read(&bytes).with_context(|| format!("{shown} is no usable MusicXML"))?;
    for (remark, count) in &read.remarks {
        complain(&format!("{remark} ({count} times)"));
    }
    let findings = check(&read.score);
    if args.json {
        say_json(&Report {
            parts: read.score.parts.len(),
            measures: read
                .score
                .parts
                .iter()
                .map(|it| it.measures.len())
                .max()
                .unwrap_or(0),
            findings: findings.iter().map(Line::of).collect(),
        })?;
    } else {
        for finding in &findings {
            say(&finding.to_string())?;
        }
        if findings.is_empty() {
            say("everything adds up")?;
        }
    }
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
