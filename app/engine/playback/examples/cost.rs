//! Says which share of real time it takes to compute the sound of a score in MusicXML.
//!
//!     cargo run --release --example cost -- SCORE [SOUNDFONT]
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use playback::{Instrument, Moment, Piece, render, sound_font_folders};

/// What devices are usually asked for, in hertz.
const RATE: u32 = 48_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let score = arguments.next().ok_or("say which score")?;
    let score = notation::musicxml::read(&fs::read(score)?)?.score;
    let begin = Instant::now();
    let piece = Arc::new(Piece::of(&score)?);
    println!("piece: {:?}", begin.elapsed());
    let begin = Instant::now();
    let sampled = match arguments.next() {
        Some(path) => Instrument::load(Path::new(&path))?,
        None => Instrument::find(&sound_font_folders()).instrument,
    };
    println!("instrument: {:?}", begin.elapsed());
    for instrument in [Instrument::BuiltIn, sampled] {
        for tempo in [120.0, 600.0] {
            let begin = Instant::now();
            let sound = render(&piece, &instrument, Moment::Start, tempo, RATE)?;
            let took = begin.elapsed().as_secs_f64();
            let lasts = sound.len() as f64 / 2.0 / f64::from(RATE);
            let peak = sound.iter().fold(0.0, |peak: f32, it| peak.max(it.abs()));
            println!(
                "{instrument:?} at {tempo} quarters a minute: {took:.2} s for {lasts:.0} s, {:.2} % of \
                 real time; peak {peak:.2}",
                100.0 * took / lasts
            );
        }
    }
    Ok(())
}
