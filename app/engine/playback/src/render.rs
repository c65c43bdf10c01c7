//! Sound without a device.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::engine::Engine;
use crate::{Instrument, Moment, Piece, PlaybackError, playable};

/// How long the sound goes on to fade after the last measure, in seconds.
pub const TAIL_SECS: f64 = 2.0;
/// How long the last of it takes to become silent, in seconds.
const FADE_SECS: f64 = 0.2;
/// The most minutes that are computed at once.
const MOST_MINUTES: u64 = 90;

/// Computes the sound of a piece from a moment on: for each frame the sample of the left and that of the
/// right side, from -1 to 1. It lasts as long as the rest of the piece at the tempo, in quarters a minute,
/// and [`TAIL_SECS`]. The sampling rate is in hertz.
///
/// # Errors
/// A moment that is not played, a rate that cannot be played, sound that would fill the memory, and a
/// damaged SoundFont.
pub fn render(
    piece: &Arc<Piece>,
    instrument: &Instrument,
    from: Moment,
    quarters_per_minute: f64,
    sample_rate: u32,
) -> Result<Vec<f32>, PlaybackError> {
    let start = piece.quarter_of(from).ok_or(PlaybackError::NotPlayed)?;
    let tempo = playable(quarters_per_minute);
    let minutes = (piece.quarters() - start) / tempo;
    if minutes > MOST_MINUTES as f64 {
        return Err(PlaybackError::TooLong {
            minutes: minutes as u64,
            most: MOST_MINUTES,
        });
    }
    let mut engine = Engine::new(instrument, sample_rate)?;
    engine.load(Arc::clone(piece));
    engine.set_tempo(tempo);
    engine.go_to(start);
    engine.run();

    let frames = ((minutes * 60.0 + TAIL_SECS) * f64::from(sample_rate)).round() as usize;
    let (mut left, mut right) = (vec![0.0; frames], vec![0.0; frames]);
    // The samples of a damaged SoundFont can lie outside of it.
    catch_unwind(AssertUnwindSafe(|| {
        engine.render(&mut left, &mut right);
    }))
    .map_err(|_| PlaybackError::Damaged)?;
    let fade = (FADE_SECS * f64::from(sample_rate)) as usize;
    let gains = (0..frames).map(|it| ((frames - it) as f32 / fade as f32).min(1.0));
    let frames = left.iter().zip(&right).zip(gains);
    Ok(frames
        .flat_map(|((left, right), gain)| [left * gain, right * gain])
        .collect())
}
