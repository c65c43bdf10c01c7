//! `sightglass quality inspect`: what a model says of each part.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use annotation::SHARED_LAYER;
use anyhow::bail;
use clap::Args;
use decision::{Judging, Report, Rule, Verdict, Wording};
use jiff::Timestamp;
use workbench::CommandLineContext;
use workbench::output::{say, with_progress};

use super::inspected::{Inspected, ModelArgs};
use crate::method::{Reporting, judge, write_page};

#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The project, or a folder of pictures
    inspected: PathBuf,
    #[command(flatten)]
    model: ModelArgs,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
    /// Writes the verdicts with their evidence as a page
    #[arg(long, value_name = "OUT.html")]
    report: Option<PathBuf>,
    /// Replaces a report that is there
    #[arg(long, requires = "report")]
    replace: bool,
}

/// Runs the model over all pictures, and says of each part whether it is rejected. Fails where a
/// picture could not be looked at.
pub fn run(args: &InspectArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    if let Some(path) = args
        .report
        .as_ref()
        .filter(|it| it.exists() && !args.replace)
    {
        bail!(
            "this report is there already; add --replace, or name another: {}",
            path.display()
        );
    }
    let inspected = Inspected::open(&args.inspected, context)?;
    inspected.group(&args.model)?;
    let document = inspected.document()?;
    let inspection = inspected.inspect(&args.model, &document, &mut |_, _| {}, context)?;
    inspected.keep(&inspection)?;
    let looks = inspection.looks;
    let study = judge(&document, SHARED_LAYER, &inspected.rows, looks)?.study;
    let rule = Rule::ByHand {
        thresholds: inspection.thresholds,
    };
    let decision = study.decide(&rule, Judging::SameParts)?;
    let point = study.put_in_force(
        decision,
        &inspection.model,
        &inspection.chosen_by,
        Timestamp::now(),
    );
    let reporting = Reporting {
        document,
        rows: Arc::clone(&inspected.rows),
        study,
        point,
        subject: inspected.name.clone(),
    };
    let report = with_progress(|work| reporting.report(work))?;
    if let Some(path) = &args.report {
        write_page(path, &report.to_html(&Wording::english()))?;
    }
    if args.json {
        say(&report.to_json()?)?;
    } else {
        print(&report)?;
    }
    Ok(if inspection.is_complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print(report: &Report) -> anyhow::Result<()> {
    for part in &report.parts {
        let verdict = match part.verdict {
            Verdict::Reject => "rejected",
            Verdict::Accept => "accepted",
            Verdict::Unsure => "unsure",
        };
        let worst = part.evidence.first().map_or_else(String::new, |finding| {
            let (class, score) = (&finding.class, finding.score);
            format!(", first {class} ({score:.3}) on {}", finding.picture)
        });
        let count = part.evidence.len();
        say(&format!(
            "{}: {verdict}, {count} findings{worst}",
            part.name
        ))?;
    }
    say(&format!(
        "{} parts: {} rejected, {} accepted, {} unsure",
        report.parts.len(),
        report.count_of(Verdict::Reject),
        report.count_of(Verdict::Accept),
        report.count_of(Verdict::Unsure)
    ))
}
