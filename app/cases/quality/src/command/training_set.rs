//! `sightglass quality training-set`: native-scale crops to train on, with a manifest.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use annotation::record;
use clap::Args;
use store::Project;
use training::{CropKind, LonePictures, TrainingOptions};
use workbench::CommandLineContext;
use workbench::output::{say, say_json, with_progress};

use super::read_pictures;
use crate::method::{LabelledProject, write_training_set};

#[derive(Args, Debug)]
pub struct TrainingSetArgs {
    /// The project
    project: PathBuf,
    /// The folder to write, which must not hold anything yet
    out: PathBuf,
    /// Side of a crop in pixels
    #[arg(long, default_value_t = 256)]
    crop: u32,
    /// How many crops without a defect there are for each one with a defect
    #[arg(long, default_value_t = 3.0)]
    negatives: f64,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Take pictures that are in no series, each as a thing of its own
    #[arg(long)]
    lone_pictures: bool,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

/// Writes the set, and says what is in it.
pub fn run(args: &TrainingSetArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let project = Project::open(&args.project, &context.migrations)?;
    read_pictures(&project)?;
    let loaded = record::load(&project.reader())?;
    let labelled = LabelledProject {
        document: loaded.document,
        rows: Arc::new(project.reader().pictures()?),
        name: project.name(),
        journal: loaded.journal.entries().last().map(|entry| entry.id),
        labeller: String::new(),
    };
    let options = TrainingOptions {
        crop_side_px: args.crop,
        negatives_per_defect_crop: args.negatives,
        seed: args.seed,
        lone_pictures: if args.lone_pictures {
            LonePictures::EachItsOwn
        } else {
            LonePictures::LeaveOut
        },
        ..TrainingOptions::default()
    };
    let manifest = with_progress(|work| write_training_set(&labelled, options, &args.out, work))?;
    if args.json {
        say_json(&manifest)?;
        return Ok(ExitCode::SUCCESS);
    }
    let of_kind = |kind| {
        manifest
            .crops
            .iter()
            .filter(|crop| crop.kind == kind)
            .count()
    };
    say(&format!(
        "{} crops with defects and {} without, of {} series: {}",
        of_kind(CropKind::Defect),
        of_kind(CropKind::Negative),
        manifest.groups.len(),
        args.out.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
