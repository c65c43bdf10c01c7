//! `sightglass inspect detector`: a threshold from clean pictures, and how well it tells attacks.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use attacks::{Attack, DetectorSettings, RATES, Settings, Trace};
use clap::{Args, Subcommand};
use figures::{Fonts, PRINT_DPI};
use insight::Reasoner;
use jobs::Work;
use response::Preset;
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json, with_progress};
use workbench::theme::{FONT_REGULAR, FONT_STRONG};

use super::model::ModelArgs;
use crate::method::{
    CleanPictures, DescribedModel, charts, pictures_in, save_calibration, save_evaluation,
};
use crate::subject::{AttackEvaluation, Evaluation, PicturePage, mean};

#[derive(Args, Debug)]
pub struct DetectorArgs {
    #[command(subcommand)]
    verb: DetectorVerb,
}

#[derive(Subcommand, Debug)]
enum DetectorVerb {
    /// Takes a threshold from clean pictures
    Calibrate(CalibrateArgs),
    /// Attacks clean pictures, and says how well the detector tells
    Evaluate(EvaluateArgs),
}

#[derive(Args, Debug)]
struct Common {
    #[command(flatten)]
    model: ModelArgs,
    /// The folder of clean pictures
    #[arg(long, value_name = "DIR")]
    clean: PathBuf,
    /// Which response is measured: feature-response (the paper's) or guided
    #[arg(long, default_value = "feature-response")]
    trace: Trace,
    /// How the entropy is taken: as-written, figure-four, square-five, co-occurrence
    #[arg(long, value_name = "NAME", default_value = "figure-four")]
    preset: Preset,
    /// At most so many pictures
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
pub struct CalibrateArgs {
    #[command(flatten)]
    common: Common,
    /// The share of clean pictures that may be called attacks
    #[arg(long, default_value_t = 0.05)]
    rate: f64,
    /// Writes the calibration here, as JSON
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct EvaluateArgs {
    #[command(flatten)]
    common: Common,
    /// The attacks, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "fgsm,noise")]
    attacks: Vec<Attack>,
    /// Writes scores.csv, roc.csv, and the charts of both as SVG and PNG into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Carries out what was parsed.
pub fn run(args: &DetectorArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    match &args.verb {
        DetectorVerb::Calibrate(args) => calibrate(args, context),
        DetectorVerb::Evaluate(args) => evaluate(args, context),
    }
}

impl Common {
    fn reasoner(&self, context: &CommandLineContext) -> anyhow::Result<Reasoner> {
        let runtime = context.runtime()?;
        let provider = self.model.provider.unwrap_or(context.provider);
        let described = DescribedModel::read(&self.model.source()?, &Work::detached())?;
        for guess in &described.guesses {
            complain(&guess.to_string());
        }
        Ok(described.reasoner(&runtime, provider))
    }

    fn settings(&self) -> DetectorSettings {
        DetectorSettings {
            trace: self.trace,
            response: self.preset.settings(),
        }
    }

    /// Every picture of the folder, by name.
    fn pictures(&self) -> anyhow::Result<Vec<PicturePage>> {
        let mut pages = pictures_in(&self.clean)?;
        pages.truncate(self.limit.unwrap_or(usize::MAX));
        Ok(pages)
    }
}

fn calibrate(args: &CalibrateArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let reasoner = args.common.reasoner(context)?;
    let pictures = args.common.pictures()?;
    let calibrated = with_progress(|work| {
        CleanPictures::new(&reasoner, &pictures).calibrate(args.common.settings(), args.rate, work)
    })?;
    for reason in &calibrated.failed {
        complain(reason);
    }
    let calibration = calibrated.calibration;
    if let Some(path) = &args.out {
        save_calibration(path, &calibration)?;
    }
    if args.common.json {
        say_json(&calibration)?;
    } else {
        say(&format!(
            "an attack is what scores above {:.4} bits: {} of {} clean pictures do",
            calibration.threshold_bits,
            calibration.false_positives(),
            calibration.clean_bits.len()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What `inspect detector evaluate --json` prints.
#[derive(Serialize)]
struct Report {
    model: String,
    settings: DetectorSettings,
    clean_pictures: usize,
    clean_mean_bits: f64,
    attacks: Vec<AttackLine>,
}

#[derive(Serialize)]
struct AttackLine {
    attack: Attack,
    settings: Settings,
    pictures: usize,
    /// The share of pictures that the attack turned.
    success: f64,
    mean_rms: f64,
    mean_bits: f64,
    /// Area under the curve of the pictures that were turned (of all, for the controls).
    area: Option<f64>,
    detection: Vec<RateLine>,
}

#[derive(Serialize)]
struct RateLine {
    false_positive_rate: f64,
    /// None where there are too few clean pictures for the rate.
    detection_rate: Option<f64>,
}

fn evaluate(args: &EvaluateArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let reasoner = args.common.reasoner(context)?;
    let pictures = args.common.pictures()?;
    let attacks: Vec<(Attack, Settings)> = args
        .attacks
        .iter()
        .map(|attack| (*attack, Settings::as_files(*attack)))
        .collect();
    let evaluation = with_progress(|work| {
        let clean = CleanPictures::new(&reasoner, &pictures);
        clean.evaluate(args.common.settings(), &attacks, work)
    })?;
    for reason in &evaluation.failed {
        complain(reason);
    }
    if evaluation.clean.is_empty() {
        bail!("none of the pictures could be scored");
    }
    let report = Report::of(&evaluation);
    if args.common.json {
        say_json(&report)?;
    } else {
        report.print()?;
    }
    if let Some(folder) = &args.out {
        save(folder, &evaluation)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes tables and charts into a folder.
fn save(folder: &Path, evaluation: &Evaluation) -> anyhow::Result<()> {
    save_evaluation(folder, evaluation)?;
    let fonts = Fonts::new(FONT_REGULAR, FONT_STRONG)?;
    let charts = charts(&evaluation.clean_bits(), &evaluation.attacks, None, &fonts)?;
    Ok(charts.save(folder, PRINT_DPI)?)
}

impl AttackLine {
    fn of(evaluation: &AttackEvaluation) -> Self {
        Self {
            attack: evaluation.attack,
            settings: evaluation.settings,
            pictures: evaluation.pictures.len(),
            success: evaluation.success(),
            mean_rms: evaluation.mean_rms(),
            mean_bits: evaluation.mean_bits(),
            area: evaluation.roc.as_ref().map(attacks::Roc::area),
            detection: RATES
                .into_iter()
                .map(|rate| RateLine {
                    false_positive_rate: rate,
                    detection_rate: evaluation.detection_rate(rate),
                })
                .collect(),
        }
    }
}

impl Report {
    fn of(evaluation: &Evaluation) -> Self {
        Self {
            model: evaluation.model.clone(),
            settings: evaluation.settings,
            clean_pictures: evaluation.clean.len(),
            clean_mean_bits: mean(evaluation.clean_bits().into_iter()),
            attacks: evaluation.attacks.iter().map(AttackLine::of).collect(),
        }
    }

    fn print(&self) -> anyhow::Result<()> {
        say(&format!(
            "{} clean pictures, {:.3} bits on average",
            self.clean_pictures, self.clean_mean_bits
        ))?;
        say("attack       success  mean bits    area     1 %     5 %    10 %")?;
        for line in &self.attacks {
            let rates: Vec<String> = line
                .detection
                .iter()
                .map(|rate| match rate.detection_rate {
                    Some(found) => format!("{:6.1} %", found * 100.0),
                    None => format!("{:>8}", "too few"),
                })
                .collect();
            let area = line
                .area
                .map_or_else(|| "–".to_owned(), |area| format!("{area:.3}"));
            say(&format!(
                "{:12} {:5.1} %  {:9.3}  {area:>6} {}",
                line.attack.id(),
                line.success * 100.0,
                line.mean_bits,
                rates.join("")
            ))?;
        }
        Ok(())
    }
}
