//! `sightglass quality render`: pictures of turning balloons, with the truth about their defects.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use balloons::{Balloon, Existing, PictureSize, Regime, write_series};
use clap::Args;
use workbench::output::{say, with_progress};

#[derive(Args, Debug)]
pub struct RenderArgs {
    /// The folder that the balloons' folders are made in
    out: PathBuf,
    /// How many balloons
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    balloons: u64,
    /// The number of the first balloon, to go on with more of a seed
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    first: u64,
    /// How many shots of each, over one turn
    #[arg(long, default_value_t = 12)]
    shots: u32,
    /// The light: good, high-reflection, low-visibility, strong-artifacts, or all in turn
    #[arg(long, default_value = "good")]
    regime: String,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Width and height of a picture in pixels, such as 2048x2048
    #[arg(long, default_value = "2048x2048")]
    size: String,
    /// Balloons without any defect
    #[arg(long)]
    good: bool,
    /// Replace pictures that are there
    #[arg(long)]
    replace: bool,
}

/// Renders, and prints the folder of each balloon.
pub fn run(args: &RenderArgs) -> anyhow::Result<ExitCode> {
    let size = size(&args.size)?;
    let regimes = regimes(&args.regime)?;
    let existing = if args.replace {
        Existing::Replace
    } else {
        Existing::Keep
    };
    for (number, regime) in (args.first..)
        .zip(regimes.iter().copied().cycle())
        .take(usize::try_from(args.balloons)?)
    {
        let mut balloon = Balloon::random(args.seed, number - 1, regime, args.shots)?;
        if args.good {
            balloon.defects.clear();
        }
        let folder = with_progress(|work| {
            let stage = format!("balloon {number}");
            write_series(&args.out, &balloon, size, existing, &|done, total| {
                work.progress(done as u64, total as u64, &stage);
                !work.is_cancelled()
            })
        })?;
        say(&folder.display().to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn regimes(name: &str) -> anyhow::Result<Vec<Regime>> {
    if name == "all" {
        return Ok(Regime::ALL.to_vec());
    }
    Ok(vec![name.parse()?])
}

fn size(text: &str) -> anyhow::Result<PictureSize> {
    let wrong = || format!("“{text}” is no size; write width and height, such as 2048x2048");
    let (width, height) = text.split_once('x').with_context(wrong)?;
    let width_px = width.trim().parse().with_context(wrong)?;
    let height_px = height.trim().parse().with_context(wrong)?;
    Ok(PictureSize::new(width_px, height_px)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn sizes_and_regimes_are_read_or_refused() {
        assert_eq!(
            size("640x480").unwrap(),
            PictureSize::new(640, 480).unwrap()
        );
        assert!(size("640").is_err());
        assert!(size("640x").is_err());
        assert!(size("8x8").is_err());
        assert_eq!(regimes("all").unwrap(), Regime::ALL);
        assert_eq!(regimes("low-visibility").unwrap(), [Regime::LowVisibility]);
        assert!(regimes("dim").is_err());
    }
}
