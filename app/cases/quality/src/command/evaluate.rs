//! `sightglass quality evaluate`: what a model is worth, by a truth.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use annotation::{Document, LayerId, PictureId, SHARED_LAYER, Session, act};
use anyhow::{Context, bail};
use clap::Args;
use decision::{Coverage, Level, Scope, Study, Thresholds};
use evaluation::{Figures, OVERKILL_RATES, Rate, Table};
use exchange::{Found, ImportOptions, ProjectPictures, Target, plan_import};
use interchange::{Format, ReadOptions};
use jobs::Work;
use segmentation::MapScores;
use serde::Serialize;
use store::PictureRow;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json};

use super::inspected::{Inspected, ModelArgs};
use crate::method::{PixelFigures, PixelJudge, PixelTable, judge, label_by_truth};

/// The layer that a truth is read into, in memory.
const TRUTH: &str = "truth";

#[derive(Args, Debug)]
pub struct EvaluateArgs {
    /// The project, or a folder of pictures
    inspected: PathBuf,
    /// What is true: “labels” for those of the project, “rendered” for what lies beside rendered
    /// balloons, or labels in a format, such as coco:labels.json
    #[arg(long, value_name = "FORMAT:PATH", default_value = "labels")]
    truth: Truth,
    #[command(flatten)]
    model: ModelArgs,
    /// The share of defective parts in production, from 0 to 1, where that is known
    #[arg(long)]
    prevalence: Option<f64>,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// What a model is judged by.
#[derive(Clone, Debug)]
enum Truth {
    /// The labels of the project.
    Labels,
    /// What lies beside rendered balloons.
    Rendered,
    /// Labels of a format.
    File(Format, PathBuf),
}

impl FromStr for Truth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "labels" => return Ok(Self::Labels),
            "rendered" => return Ok(Self::Rendered),
            _ => {}
        }
        let known = || {
            let formats = Format::ALL.map(Format::id).join(", ");
            format!(
                "“{text}” is no truth; write “labels”, “rendered”, or FORMAT:PATH with one of \
                 these formats: {formats}"
            )
        };
        let (format, path) = text.split_once(':').ok_or_else(known)?;
        let format = Format::from_id(format).ok_or_else(known)?;
        Ok(Self::File(format, PathBuf::from(path)))
    }
}

/// All that is said of a model, as it is printed for machines.
#[derive(Serialize)]
struct Evaluation {
    model: String,
    thresholds: Thresholds,
    chosen_by: String,
    coverage: Coverage,
    table: Table,
    /// What is found at most, if no more than a share of good parts or pictures is rejected.
    at_overkill: Vec<AtOverkill>,
    /// How well single pixels show where defects are.
    pixels: PixelTable,
}

/// What is found where a share of what is good is rejected at most.
#[derive(Serialize)]
struct AtOverkill {
    /// Where: everywhere, or under a regime.
    scope: Scope,
    /// Of what that share is.
    good: Level,
    /// The share, from 0 to 1.
    overkill: f64,
    /// The threshold; none where even the highest rejects more.
    threshold: Option<f64>,
    /// The share of defects that is found.
    defects: Option<f64>,
    /// The share of defective parts that is rejected.
    parts: Option<f64>,
}

/// Runs the model over all pictures, and compares what it finds with the truth.
pub fn run(args: &EvaluateArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let mut inspected = Inspected::open(&args.inspected, context)?;
    if !matches!(args.truth, Truth::Rendered) {
        inspected.group(&args.model)?;
    }
    let mut session = Session::rehearse(&inspected.project)?;
    let layer = take_truth(&mut session, &inspected, &args.truth)?;
    inspected.keep_pictures(&of_truth(&inspected.rows, session.document(), layer));
    let document = session.document().clone();
    let mut pixels = match args.truth {
        Truth::Rendered => PixelJudge::by_renderer(&document, layer, &inspected.rows)?,
        Truth::Labels | Truth::File(..) => {
            PixelJudge::by_labels(&document, layer, &inspected.rows)?
        }
    };
    let mut watch = |row: &PictureRow, map: &MapScores| pixels.add(row, map, &Work::detached());
    let inspection = inspected.inspect(&args.model, &document, &mut watch, context)?;
    for failure in &pixels.failed {
        complain(failure);
    }
    let study = judge(&document, layer, &inspected.rows, inspection.looks)?.study;
    if study.coverage().judged_pictures == 0 {
        bail!("the truth says nothing of any of these pictures, so that nothing can be judged");
    }
    let evaluation = Evaluation {
        model: inspection.model,
        table: study.table(&inspection.thresholds, args.prevalence)?,
        thresholds: inspection.thresholds,
        chosen_by: inspection.chosen_by,
        coverage: *study.coverage(),
        at_overkill: at_overkill(&study),
        pixels: pixels.table(),
    };
    if args.json {
        say_json(&evaluation)?;
    } else {
        evaluation.print()?;
    }
    Ok(if inspection.is_complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Reads the truth, in memory; gives the layer that it is on.
fn take_truth(
    session: &mut Session,
    inspected: &Inspected,
    truth: &Truth,
) -> anyhow::Result<LayerId> {
    let (format, path) = match truth {
        Truth::Labels => return Ok(SHARED_LAYER),
        Truth::Rendered => {
            session.perform(|document, ids| Ok(act::add_layer(document, TRUTH, ids)?.1))?;
            let layer = truth_layer(session).context("the truth has no layer")?;
            if label_by_truth(session, &inspected.rows, layer)? == 0 {
                bail!("no truth of rendered balloons lies beside these pictures");
            }
            return Ok(layer);
        }
        Truth::File(format, path) => (*format, path),
    };
    let (pictures, _) = ProjectPictures::of_rows(&inspected.rows);
    let read = ReadOptions {
        pictures: pictures.known(),
        ..ReadOptions::default()
    };
    let imported = interchange::read(format, path, &read)?;
    for remark in &imported.remarks {
        complain(&remark.to_string());
    }
    let named = imported.dataset.pictures.iter();
    let named: Vec<PictureId> = named
        .filter_map(|picture| match pictures.find(&picture.file_name) {
            Found::One(picture, _) => Some(picture.id),
            _ => None,
        })
        .collect();
    let options = ImportOptions {
        target: Target::Named(TRUTH.to_owned()),
        ..ImportOptions::new(workbench::file_name(path))
    };
    let plan = plan_import(session.document(), imported.dataset, &pictures, options)?;
    if let Some(obstacle) = plan.obstacle() {
        bail!(obstacle);
    }
    let edit = session.draft(|document, ids| plan.perform(document, ids))?;
    session.apply(edit)?;
    let layer = truth_layer(session).context("the truth has no labels")?;
    // A picture that a truth names without labels shows nothing.
    let document = session.document();
    let is_empty = |id: &PictureId| document.labels_on(*id, layer).next().is_none();
    let empty: Vec<_> = named
        .into_iter()
        .filter(is_empty)
        .map(|id| (id, None))
        .collect();
    session.perform(|document, _| act::nothing_to_label(document, layer, &empty, true))?;
    Ok(layer)
}

/// Those of some pictures of which something is said on a layer, with all shots of the series that
/// they are of.
fn of_truth(rows: &[PictureRow], document: &Document, layer: LayerId) -> BTreeSet<PictureId> {
    let is_said = |picture: PictureId| {
        document.mark(layer, picture).is_some()
            || document.labels_on(picture, layer).next().is_some()
    };
    let said = rows.iter().map(|row| row.id).filter(|id| is_said(*id));
    said.flat_map(|picture| match document.series_of(picture) {
        Some(series) => series.shots.iter().map(|shot| shot.picture).collect(),
        None => vec![picture],
    })
    .collect()
}

fn truth_layer(session: &Session) -> Option<LayerId> {
    let mut layers = session.document().layers();
    Some(layers.find(|layer| layer.name == TRUTH)?.id)
}

fn at_overkill(study: &Study) -> Vec<AtOverkill> {
    let regimes = study
        .regimes()
        .into_iter()
        .map(|it| Scope::Regime(it.to_owned()));
    let scopes: Vec<Scope> = std::iter::once(Scope::All).chain(regimes).collect();
    let mut found = Vec::new();
    for scope in scopes {
        for good in [Level::Pictures, Level::Parts] {
            let defects = study.curve(Level::Defects, good, &scope);
            let parts = study.curve(Level::Parts, good, &scope);
            for overkill in OVERKILL_RATES.into_iter().rev() {
                let of_defects = defects.recall_at_overkill(overkill);
                let of_parts = parts.recall_at_overkill(overkill);
                found.push(AtOverkill {
                    scope: scope.clone(),
                    good,
                    overkill,
                    threshold: of_defects.map(|point| point.threshold),
                    defects: of_defects.and_then(|point| point.recall()),
                    parts: of_parts.and_then(|point| point.recall()),
                });
            }
        }
    }
    found
}

impl Evaluation {
    fn print(&self) -> anyhow::Result<()> {
        let coverage = &self.coverage;
        say(&format!("{} ({})", self.model, self.chosen_by))?;
        say(&format!(
            "{} parts judged, {} of them defective; {} pictures; {} defects; {} pictures not \
             reviewed",
            coverage.judged_parts(),
            coverage.bad_parts,
            coverage.judged_pictures,
            coverage.defects,
            coverage.unreviewed_pictures
        ))?;
        let table = &self.table;
        for (name, level) in [
            ("defects", &table.defects),
            ("parts", &table.parts),
            ("pictures", &table.pictures),
        ] {
            say(&format!("\n{name}"))?;
            print_row("all", &level.overall)?;
            for (kind, figures) in &level.by_kind.rows {
                print_row(kind, figures)?;
            }
            for (regime, figures) in &level.by_regime.rows {
                print_row(regime_name(regime), figures)?;
            }
        }
        say(
            "\nfound at a share of good ones rejected, with a threshold chosen on these very pictures",
        )?;
        for row in &self.at_overkill {
            let scope = match &row.scope {
                Scope::All => "all",
                Scope::Class(name) => name,
                Scope::Regime(name) => regime_name(name),
            };
            let of = match row.good {
                Level::Pictures => "pictures",
                Level::Parts => "parts",
                Level::Defects => "defects",
            };
            let overkill = format!("{} of good {of}", share(row.overkill));
            let or_none = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), share);
            say(&format!(
                "  {scope:<18} {overkill:<24} defects {:>8}   parts {:>8}",
                or_none(row.defects),
                or_none(row.parts)
            ))?;
        }
        self.print_pixels()
    }

    fn print_pixels(&self) -> anyhow::Result<()> {
        say("\npixels, by the outlines of the truth")?;
        let pixels = &self.pixels;
        print_pixel_row("all", &pixels.overall)?;
        for (class, figures) in &pixels.by_class {
            print_pixel_row(class, figures)?;
        }
        for (regime, figures) in &pixels.by_regime {
            print_pixel_row(regime_name(regime), figures)?;
        }
        Ok(())
    }
}

fn print_pixel_row(name: &str, figures: &PixelFigures) -> anyhow::Result<()> {
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |it| format!("{it:.3}"));
    say(&format!(
        "  {name:<18} average precision {:>5}   AU-PRO to 5 % {:>5}   to 30 % {:>5}",
        number(figures.average_precision),
        number(figures.au_pro_to_5_percent),
        number(figures.au_pro_to_30_percent)
    ))
}

fn regime_name(regime: &str) -> &str {
    if regime.is_empty() {
        "light not known"
    } else {
        regime
    }
}

fn print_row(name: &str, figures: &Figures) -> anyhow::Result<()> {
    let alarms = figures.overkill.as_ref().map_or_else(String::new, |rate| {
        format!(", good ones rejected {}", counted(rate))
    });
    let precision = figures.precision.as_ref().map_or_else(String::new, |rate| {
        format!(", right among finds {}", counted(rate))
    });
    say(&format!(
        "  {name:<18} found {}{alarms}{precision}",
        counted(&figures.recall)
    ))
}

/// A share with its bounds, such as “17 of 18 (94.4 %, 72.7 to 99.9 %)”.
fn counted(rate: &Rate) -> String {
    let (Some(value), Some(interval)) = (rate.value, rate.interval) else {
        return "–".to_owned();
    };
    format!(
        "{} of {} ({}, {} to {})",
        rate.share.hits,
        rate.share.total(),
        share(value),
        share(interval.low),
        share(interval.high)
    )
}

fn share(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn truths_are_told_apart() {
        assert!(matches!("labels".parse().unwrap(), Truth::Labels));
        assert!(matches!("rendered".parse().unwrap(), Truth::Rendered));
        let Truth::File(format, path) = "coco:a:b.json".parse().unwrap() else {
            unreachable!("this is a file");
        };
        assert_eq!(format.id(), "coco");
        assert_eq!(path, PathBuf::from("a:b.json"));
        assert!("coco".parse::<Truth>().is_err());
        assert!("word:a.doc".parse::<Truth>().unwrap_err().contains("coco"));
    }
}
