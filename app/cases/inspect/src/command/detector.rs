//! `sightglass inspect detector`: a threshold from clean pictures, and how well it tells attacks.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use atomic_write_file::AtomicWriteFile;
use attacks::{
    Attack, Calibration, DetectorSettings, RATES, Roc, ScoredPicture, Settings, Trace, attack,
    score, write_roc, write_scores,
};
use clap::{Args, Subcommand};
use jobs::Work;
use ndarray::ArrayD;
use response::Preset;
use serde::Serialize;
use workbench::CommandLineContext;
use workbench::output::{complain, say, say_json};

use super::model::ModelArgs;
use crate::method::{DescribedModel, Laboratory, prepare_file};

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
    /// Writes scores.csv and roc.csv into this folder
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

/// A model with the clean pictures of a folder.
struct Bench {
    laboratory: Laboratory,
    pictures: Vec<(String, ArrayD<f32>)>,
    settings: DetectorSettings,
}

impl Bench {
    fn open(args: &Common, context: &CommandLineContext) -> anyhow::Result<Self> {
        let runtime = context.runtime()?;
        let provider = args.model.provider.unwrap_or(context.provider);
        let work = Work::detached();
        let described = DescribedModel::read(&args.model.source()?, &work)?;
        let pictures = pictures_in(&args.clean, args.limit, &described)?;
        let shape = pictures[0].1.shape().to_vec();
        if let Some((name, _)) = pictures
            .iter()
            .find(|(_, picture)| picture.shape() != shape)
        {
            bail!(
                "{name} has another size than {} and the model takes both as they are; crop them to \
                 one size",
                pictures[0].0
            );
        }
        Ok(Self {
            laboratory: Laboratory::open(&runtime, described, provider, &shape, &work)?,
            pictures,
            settings: DetectorSettings {
                trace: args.trace,
                response: args.preset.settings(),
            },
        })
    }

    /// The score of every clean picture, in bits.
    fn clean_bits(&self) -> anyhow::Result<Vec<f64>> {
        let victim = self.laboratory.victim();
        let mut bits = Vec::new();
        for (_, picture) in &self.pictures {
            bits.push(score(&victim, picture, &self.settings, &Work::detached())?.bits);
        }
        Ok(bits)
    }

    fn model_name(&self) -> String {
        let manifest = &self.laboratory.described().manifest;
        format!("{} {}", manifest.name, manifest.version)
    }
}

/// Every picture of a folder as the model takes it, by name. Those that cannot be read are said and
/// left out.
fn pictures_in(
    folder: &Path,
    limit: Option<usize>,
    described: &DescribedModel,
) -> anyhow::Result<Vec<(String, ArrayD<f32>)>> {
    let unreadable = || format!("the folder cannot be read: {}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if imaging::is_picture_name(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.truncate(limit.unwrap_or(usize::MAX));
    let mut pictures = Vec::new();
    for path in paths {
        match prepare_file(&path, 1, &described.manifest.input, &Work::detached()) {
            Ok(picture) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                pictures.push((name.into_owned(), picture));
            }
            Err(error) => complain(&error.to_string()),
        }
    }
    if pictures.is_empty() {
        bail!("there is no picture in the folder: {}", folder.display());
    }
    Ok(pictures)
}

fn calibrate(args: &CalibrateArgs, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    let bench = Bench::open(&args.common, context)?;
    let bits = bench.clean_bits()?;
    let calibration =
        Calibration::from_clean(&bits, args.rate, bench.settings, &bench.model_name())?;
    if let Some(path) = &args.out {
        save(path, &calibration)
            .with_context(|| format!("the calibration cannot be written: {}", path.display()))?;
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

/// Writes a calibration, all of it or nothing.
fn save(path: &Path, calibration: &Calibration) -> anyhow::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    serde_json::to_writer_pretty(&mut file, calibration)?;
    file.commit()?;
    Ok(())
}

/// What `inspect detector evaluate --json` prints.
#[derive(Serialize)]
struct Evaluation {
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
    let bench = Bench::open(&args.common, context)?;
    let clean = bench.clean_bits()?;
    let mut scored: Vec<ScoredPicture> = bench
        .pictures
        .iter()
        .zip(&clean)
        .map(|((name, _), bits)| ScoredPicture {
            picture: name.clone(),
            attack: None,
            succeeded: None,
            rms: 0.0,
            bits: *bits,
        })
        .collect();
    let (mut lines, mut curves) = (Vec::new(), Vec::new());
    for attack in &args.attacks {
        let attacked = attack_all(&bench, *attack)?;
        let counted: Vec<f64> = attacked
            .iter()
            .filter(|picture| attack.is_control() || picture.succeeded == Some(true))
            .map(|picture| picture.bits)
            .collect();
        let roc = Roc::new(&clean, &counted);
        lines.push(AttackLine::of(*attack, &attacked, roc.as_ref()));
        if let Some(roc) = roc {
            curves.push((*attack, roc));
        }
        scored.extend(attacked);
    }
    if let Some(folder) = &args.out {
        write_tables(folder, &scored, &curves)?;
    }
    let evaluation = Evaluation {
        model: bench.model_name(),
        settings: bench.settings,
        clean_pictures: clean.len(),
        clean_mean_bits: mean(clean.iter().copied()),
        attacks: lines,
    };
    if args.common.json {
        say_json(&evaluation)?;
    } else {
        evaluation.print()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Every clean picture behind an attack, scored.
fn attack_all(bench: &Bench, kind: Attack) -> anyhow::Result<Vec<ScoredPicture>> {
    let victim = bench.laboratory.victim();
    let settings = evaluated_settings(kind);
    let mut scored = Vec::new();
    for (name, picture) in &bench.pictures {
        let outcome = attack(&victim, picture, kind, &settings, &Work::detached())?;
        let found = score(
            &victim,
            &outcome.prepared,
            &bench.settings,
            &Work::detached(),
        )?;
        scored.push(ScoredPicture {
            picture: name.clone(),
            attack: Some(kind),
            succeeded: Some(outcome.succeeded),
            rms: outcome.rms,
            bits: found.bits,
        });
    }
    Ok(scored)
}

/// The usual settings, rounded to the levels of a picture file, as an attacked file would be.
fn evaluated_settings(kind: Attack) -> Settings {
    Settings {
        eight_bit: true,
        ..Settings::of(kind)
    }
}

fn write_tables(
    folder: &Path,
    scored: &[ScoredPicture],
    curves: &[(Attack, Roc)],
) -> anyhow::Result<()> {
    let failed = || format!("the tables cannot be written: {}", folder.display());
    std::fs::create_dir_all(folder).with_context(failed)?;
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    write_scores(&mut create("scores.csv").with_context(failed)?, scored).with_context(failed)?;
    let curves: Vec<(Attack, &Roc)> = curves.iter().map(|(attack, roc)| (*attack, roc)).collect();
    write_roc(&mut create("roc.csv").with_context(failed)?, &curves).with_context(failed)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    sum / count.max(1) as f64
}

impl AttackLine {
    fn of(attack: Attack, attacked: &[ScoredPicture], roc: Option<&Roc>) -> Self {
        let turned = attacked
            .iter()
            .filter(|picture| picture.succeeded == Some(true))
            .count();
        Self {
            attack,
            settings: evaluated_settings(attack),
            pictures: attacked.len(),
            success: turned as f64 / attacked.len().max(1) as f64,
            mean_rms: mean(attacked.iter().map(|picture| picture.rms)),
            mean_bits: mean(attacked.iter().map(|picture| picture.bits)),
            area: roc.map(Roc::area),
            detection: RATES
                .into_iter()
                .map(|rate| RateLine {
                    false_positive_rate: rate,
                    detection_rate: roc.and_then(|roc| roc.detection_rate(rate).ok()),
                })
                .collect(),
        }
    }
}

impl Evaluation {
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
