//! `sightglass scores symbols`: the symbols on pages, as COCO.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use detection::Detector;
use interchange::{Class, Dataset, Format, Labelled, PictureLabels, WriteOptions};
use jobs::Work;
use shapes::{Point, Rect, Shape};
use workbench::CommandLineContext;
use workbench::output::{complain, say, with_progress};

use super::pages::{PagePlace, PagesArgs, look_at, name_of};
use crate::method::ScoreError;
use crate::subject::Look;

#[derive(Args, Debug)]
pub struct SymbolsArgs {
    #[command(flatten)]
    pages: PagesArgs,
    /// The file of COCO to write
    #[arg(short, long, value_name = "OUT.json")]
    output: PathBuf,
    /// Also writes symbols that the model is less sure of, with their scores
    #[arg(long)]
    candidates: bool,
}

/// Finds the symbols of every page, and writes them. Fails where a page could not be read.
pub fn run(args: &SymbolsArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let (dataset, failed) = with_progress(|work| {
        let places = args.pages.places(work)?;
        let detector = args.pages.detector(context, work)?;
        find(&detector, &places, args.candidates, work)
    })?;
    if dataset.pictures.is_empty() {
        bail!("no page with music could be read, so nothing was written");
    }
    interchange::write(
        Format::Coco,
        &dataset,
        &args.output,
        &WriteOptions::default(),
    )?;
    let count: usize = dataset.pictures.iter().map(|it| it.labels.len()).sum();
    let (pages, output) = (dataset.pictures.len(), args.output.display());
    say(&format!("{count} symbols on {pages} pages: {output}"))?;
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The symbols of pages, and how many pages could not be read.
fn find(
    detector: &Detector,
    places: &[PagePlace],
    with_candidates: bool,
    work: &Work,
) -> anyhow::Result<(Dataset, usize)> {
    let labels = &detector.manifest().labels;
    let mut dataset = Dataset {
        classes: labels.iter().map(|name| class(name)).collect(),
        ..Dataset::default()
    };
    let mut failed = 0;
    let quiet = work.without_progress();
    for (done, place) in places.iter().enumerate() {
        work.progress(done as u64, places.len() as u64, &place.to_string());
        match look_at(detector, place, &quiet) {
            Ok((picture, looked_at)) => dataset.pictures.push(PictureLabels {
                file_name: page_name(place),
                width_px: picture.page().width_px,
                height_px: picture.page().height_px,
                labels: labelled(&looked_at.look, labels, with_candidates),
                ..PictureLabels::default()
            }),
            Err(error @ ScoreError::Cancelled) => return Err(error.into()),
            Err(error) => {
                complain(&format!("{place}: {error}"));
                failed += usize::from(!error.is_without_music());
            }
        }
    }
    Ok((dataset, failed))
}

fn class(name: &str) -> Class {
    Class {
        name: name.to_owned(),
        ..Class::default()
    }
}

fn labelled(look: &Look, labels: &[String], with_candidates: bool) -> Vec<Labelled> {
    let candidates = with_candidates.then_some(&look.candidates);
    let all = look.symbols.iter().chain(candidates.into_iter().flatten());
    all.filter_map(|symbol| {
        let class = labels.iter().position(|it| *it == symbol.class)?;
        let [left, top, right, bottom] = symbol.box_px;
        let bounds = Rect::between(Point::new(left, top), Point::new(right, bottom));
        Some(Labelled {
            score: Some(symbol.score),
            ..Labelled::new(class, Shape::Box(bounds))
        })
    })
    .collect()
}

/// The name of a page: of its file, and which of its pages where it is not the first.
fn page_name(place: &PagePlace) -> String {
    let name = name_of(&place.path);
    match place.page {
        1 => name,
        page => format!("{name}#{page}"),
    }
}
