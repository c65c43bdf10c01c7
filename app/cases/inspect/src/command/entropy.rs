//! `sightglass inspect entropy`: the local spatial entropy of a picture or a response.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use gpu::{Gpu, ResponseCompute};
use imaging::{Limits, Picture, Samples};
use jobs::Work;
use ndarray::{Array2, Array3, ArrayD, Axis, Ix2, Ix3};
use response::{
    EntropyParameters, Estimator, Footprint, Preset, average, entropy, grey, normalise, quantise,
};
use runtime::Tensor;
use serde::Serialize;
use workbench::output::{say, say_json};

#[derive(Args, Debug)]
pub struct EntropyArgs {
    /// The picture, of which the luma is taken
    #[arg(required_unless_present = "input")]
    picture: Option<PathBuf>,
    /// The page of the picture, counted from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// A tensor instead: bytes [height, width] as they are, or a response of floats
    /// [channels, height, width], which is made grey and brought to levels first
    #[arg(long, value_name = "X.npy", conflicts_with = "picture")]
    input: Option<PathBuf>,
    /// Settings with a name: as-written, figure-four, square-five, co-occurrence
    #[arg(long, value_name = "NAME", default_value = "figure-four")]
    preset: Preset,
    /// The pixels around each that count, such as square:3 or disk:3
    #[arg(long, value_name = "SHAPE:SIZE")]
    footprint: Option<Footprint>,
    /// Number of levels that are told apart, 2 to 256
    #[arg(long, value_name = "N")]
    bins: Option<u16>,
    /// Writes the entropy of each pixel here, as 32-bit floats in bits
    #[arg(long, value_name = "OUT.npy")]
    save_tensor: Option<PathBuf>,
    /// Where to compute
    #[arg(long, value_enum, default_value_t = Device::Cpu)]
    device: Device,
    /// Machine-readable result on standard output
    #[arg(long)]
    json: bool,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Device {
    /// The processor
    Cpu,
    /// The graphics card, or the software that stands in for it
    Gpu,
}

/// What `inspect entropy --json` prints.
#[derive(Serialize)]
struct Report {
    average_bits: f64,
    height_px: usize,
    width_px: usize,
    footprint: String,
    bins: u16,
    estimator: Estimator,
    device: Device,
    /// Milliseconds of the entropy alone.
    entropy_ms: f64,
    saved: Option<PathBuf>,
}

/// Computes, saves, and prints.
pub fn run(args: &EntropyArgs) -> anyhow::Result<ExitCode> {
    let settings = args.preset.settings();
    let parameters = EntropyParameters {
        footprint: args.footprint.unwrap_or(settings.entropy.footprint),
        bins: args.bins.unwrap_or(settings.entropy.bins),
        estimator: settings.entropy.estimator,
    };
    parameters.check()?;
    let levels = match (&args.input, &args.picture) {
        (Some(tensor), _) => tensor_levels(tensor, args.preset)?,
        (None, Some(picture)) => picture_levels(picture, args.page)?,
        (None, None) => bail!("name a picture, or a tensor (--input)"),
    };
    let start = Instant::now();
    let (map, average_bits) = match args.device {
        Device::Cpu => {
            let map = entropy(&levels, &parameters)?;
            let average_bits = average(&map);
            (map, average_bits)
        }
        Device::Gpu => {
            let gpu = Gpu::headless(gpu::wgpu::Backends::PRIMARY)?;
            let computed = ResponseCompute::new(&gpu).entropy(&levels, &parameters)?;
            (computed.map, computed.average_bits)
        }
    };
    let duration = start.elapsed();
    let (height_px, width_px) = map.dim();
    if let Some(path) = &args.save_tensor {
        runtime::npy::write(path, &Tensor::F32(map.into_dyn()))
            .with_context(|| format!("the entropy cannot be written: {}", path.display()))?;
    }
    let report = Report {
        average_bits,
        height_px,
        width_px,
        footprint: parameters.footprint.to_string(),
        bins: parameters.bins,
        estimator: parameters.estimator,
        device: args.device,
        entropy_ms: duration.as_secs_f64() * 1e3,
        saved: args.save_tensor.clone(),
    };
    if args.json {
        say_json(&report)?;
    } else {
        say(&format!(
            "{average_bits:.4} bits on average over {width_px} × {height_px} pixels ({}, {} levels)",
            report.footprint, report.bins
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The levels of a tensor: bytes as they are, floats as a response.
fn tensor_levels(path: &Path, preset: Preset) -> anyhow::Result<Array2<u8>> {
    let tensor = runtime::npy::read(path)
        .with_context(|| format!("this tensor cannot be read: {}", path.display()))?;
    let wrong = || {
        format!(
            "this tensor is {} {:?}, and bytes [height, width] or floats [channels, height, width] \
             are needed: {}",
            tensor.element(),
            tensor.shape(),
            path.display()
        )
    };
    if let Tensor::U8(levels) = &tensor {
        return levels
            .clone()
            .into_dimensionality::<Ix2>()
            .with_context(wrong);
    }
    let values = tensor.to_f32().with_context(wrong)?;
    let response = planes(values).with_context(wrong)?;
    let settings = preset.settings();
    let grey = grey(&response, settings.grey);
    Ok(quantise(&normalise(&grey, &settings.normalisation)?.values))
}

/// A response as `[channels, height, width]`, whether or not it has a batch of one, or channels.
fn planes(values: ArrayD<f32>) -> Option<Array3<f32>> {
    let values = match values.shape() {
        [1, _, _, _] => values.index_axis_move(Axis(0), 0),
        [_, _] => values.insert_axis(Axis(0)),
        _ => values,
    };
    values.into_dimensionality::<Ix3>().ok()
}

/// The luma of a picture in 8 bits.
fn picture_levels(path: &Path, page: u32) -> anyhow::Result<Array2<u8>> {
    let work = Work::detached();
    let picture = Picture::open(path, page, &Limits::default(), &work)?;
    let raster = picture.whole(&work)?;
    let (height, width) = (raster.height_px as usize, raster.width_px as usize);
    let channels = usize::from(raster.channels);
    let Samples::U8(samples) = &raster.samples else {
        bail!(
            "this picture has no 8-bit samples; save it with 8 bits, or give a tensor (--input): {}",
            path.display()
        );
    };
    let luma = samples.chunks_exact(channels).map(|pixel| match pixel {
        [red, green, blue, ..] => {
            let sum = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
            ((sum + 500) / 1000) as u8
        }
        _ => pixel[0],
    });
    Ok(Array2::from_shape_vec((height, width), luma.collect())?)
}
