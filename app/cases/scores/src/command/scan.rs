//! `sightglass scores scan`: from pages to MusicXML.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;
use detection::Detector;
use jobs::Work;
use transcription::{Transcription, transcribe};
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json, with_progress};

use super::pages::{PagePlace, PagesArgs, look_at};
use super::report::{PageReport, Report};
use crate::method::{MusicFormat, Page, ScoreError, symbols_of, write_music};

#[derive(Args, Debug)]
pub struct ScanArgs {
    #[command(flatten)]
    pages: PagesArgs,
    /// The file to write: .musicxml, or .mxl for compressed MusicXML
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Also writes a MIDI file
    #[arg(long, value_name = "OUT.mid")]
    midi: Option<PathBuf>,
    /// Writes what was read page by page, and what does not add up, as JSON
    #[arg(long, value_name = "OUT.json")]
    report: Option<PathBuf>,
    /// Prints that report to standard output
    #[arg(long)]
    json: bool,
}

/// Reads every page and writes the music. Pages without music are passed over; fails where a page
/// could not be read, after the others were written.
pub fn run(args: &ScanArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let format = MusicFormat::of_path(&args.output)
        .filter(|it| *it != MusicFormat::Midi)
        .with_context(|| {
            let output = args.output.display();
            format!("{output}: music is written as .musicxml or .mxl; choose one of these endings")
        })?;
    let started = Instant::now();
    let (pages, reports) = with_progress(|work| {
        let places = args.pages.places(work)?;
        let detector = args.pages.detector(context, work)?;
        read(&detector, &places, work)
    })?;
    if pages.is_empty() {
        bail!("no page with music could be read, so nothing was written");
    }
    let readings: Vec<_> = pages.iter().map(Page::reading).collect();
    let transcription = transcribe(&readings);
    write_music(&transcription.score, &args.output, format)?;
    if let Some(path) = &args.midi {
        write_music(&transcription.score, path, MusicFormat::Midi)?;
    }
    let report = Report::new(reports, &transcription, started.elapsed());
    if let Some(path) = &args.report {
        let text = serde_json::to_string_pretty(&report)? + "\n";
        std::fs::write(path, text)
            .with_context(|| format!("{}: the report could not be written", path.display()))?;
    }
    if args.json {
        say_json(&report)?;
    } else {
        print(&report, &transcription, args)?;
    }
    Ok(if report.pages.iter().any(PageReport::has_failed) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The pages that show music, and what is said of every page.
fn read(
    detector: &Detector,
    places: &[PagePlace],
    work: &Work,
) -> anyhow::Result<(Vec<Page>, Vec<PageReport>)> {
    let (mut pages, mut reports) = (Vec::new(), Vec::new());
    let mut next_id = 1;
    let quiet = work.without_progress();
    for (done, place) in places.iter().enumerate() {
        work.progress(done as u64, places.len() as u64, &place.to_string());
        let started = Instant::now();
        match look_at(detector, place, &quiet) {
            Ok((_, looked_at)) => {
                let symbols = symbols_of(&looked_at.look, next_id);
                next_id += looked_at.look.symbols.len() as u64;
                let page = Page::new(Arc::new(looked_at.layout), symbols);
                reports.push(PageReport::read(
                    place,
                    &page,
                    pages.len(),
                    started.elapsed(),
                ));
                pages.push(page);
            }
            Err(error @ ScoreError::Cancelled) => return Err(error.into()),
            Err(error) => {
                complain(&format!("{place}: {error}"));
                reports.push(PageReport::passed_over(place, &error));
            }
        }
    }
    Ok((pages, reports))
}

fn print(report: &Report, transcription: &Transcription, args: &ScanArgs) -> anyhow::Result<()> {
    for problem in &transcription.problems {
        let page = report.place_of(problem.page);
        let measure = problem
            .measure
            .map_or_else(String::new, |it| format!(", measure {}", it + 1));
        say(&format!("{page}{measure}: {}", problem.kind))?;
    }
    say(&format!(
        "{} pages, {} measures, {} notes, {} things that do not add up, in {:.1} s: {}",
        report.pages.iter().filter(|it| it.is_read()).count(),
        report.measures,
        report.notes,
        transcription.problems.len(),
        report.seconds,
        args.output.display()
    ))
}
