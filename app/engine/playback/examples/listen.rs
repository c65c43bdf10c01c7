//! Plays a score in MusicXML, and says where it is.
//!
//!     cargo run --example listen -- SCORE [SOUNDFONT]
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use playback::{Instrument, Moment, Piece, Player, State, sound_font_folders};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let score = arguments.next().ok_or("say which score")?;
    let score = notation::musicxml::read(&fs::read(score)?)?.score;
    let instrument = match arguments.next() {
        Some(path) => Instrument::load(Path::new(&path))?,
        None => Instrument::find(&sound_font_folders()).instrument,
    };
    let piece = Arc::new(Piece::of(&score)?);
    let mut player = Player::new(&instrument)?;
    println!("{instrument:?} on {}", player.device());
    player.play(piece, Moment::Start)?;
    while player.state() == State::Playing {
        if let Some(position) = player.position() {
            println!(
                "measure {} at {:.2}: {:?}",
                position.measure, position.quarter_in_measure, position.sounding
            );
        }
        sleep(Duration::from_millis(250));
    }
    println!("{:?}", player.state());
    Ok(())
}
