//! Renders balloons into folders: `render OUT REGIME SEED FIRST COUNT SHOTS WIDTHxHEIGHT [good]`.
//! With `good`, the balloons have no defect. Balloons whose folder is complete are left out.
#![allow(clippy::print_stderr)]

use std::error::Error;
use std::path::Path;

use balloons::{Balloon, Existing, PictureSize, Regime, write_series};

const USAGE: &str = "render OUT REGIME SEED FIRST COUNT SHOTS WIDTHxHEIGHT [good]";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (required, is_good) = match arguments.as_slice() {
        [required @ .., "good"] => (required, true),
        required => (required, false),
    };
    let &[out, regime, seed, first, count, shots, size] = required else {
        return Err(USAGE.into());
    };
    let named = Regime::ALL.into_iter().find(|it| it.name() == regime);
    let regime = named.ok_or_else(|| format!("no regime is called {regime}"))?;
    let (width, height) = size.split_once('x').ok_or(USAGE)?;
    let size = PictureSize::new(width.parse()?, height.parse()?)?;
    let first: u64 = first.parse()?;
    for index in first..first + count.parse::<u64>()? {
        let mut balloon = Balloon::random(seed.parse()?, index, regime, shots.parse()?)?;
        if is_good {
            balloon.defects.clear();
        }
        let truth = Path::new(out).join(format!("balloon-{:04}/truth.json", index + 1));
        if !truth.is_file() {
            write_series(
                Path::new(out),
                &balloon,
                size,
                Existing::Replace,
                &|_, _| true,
            )?;
        }
    }
    eprintln!("{out}: {regime:?}, {size:?}");
    Ok(())
}
