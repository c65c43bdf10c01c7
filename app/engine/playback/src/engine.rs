//! What plays a piece on a synthesiser, sample by sample.

use std::sync::Arc;

use crate::piece::EventKind;
use crate::synthesis::{Limiter, Synthesiser};
use crate::{Instrument, Piece, PlaybackError, USUAL_TEMPO, playable};

/// A piece that is played on a synthesiser. It allocates nothing after it has been made.
pub(crate) struct Engine {
    synthesiser: Synthesiser,
    limiter: Limiter,
    sample_rate: u32,
    quarters_per_frame: f64,
    piece: Option<Arc<Piece>>,
    /// Where it is, in quarters.
    quarter: f64,
    /// Which event of the piece comes next.
    next: usize,
    is_running: bool,
    has_ended: bool,
}

impl Engine {
    /// An engine without a piece, at a sampling rate in hertz.
    ///
    /// # Errors
    /// A rate that the synthesiser cannot be run at.
    pub fn new(instrument: &Instrument, sample_rate: u32) -> Result<Self, PlaybackError> {
        let mut engine = Self {
            synthesiser: Synthesiser::new(instrument, sample_rate)?,
            limiter: Limiter::new(sample_rate),
            sample_rate,
            quarters_per_frame: 0.0,
            piece: None,
            quarter: 0.0,
            next: 0,
            is_running: false,
            has_ended: false,
        };
        engine.set_tempo(USUAL_TEMPO);
        Ok(engine)
    }

    /// Takes a piece in place of the one before it, to be started.
    pub fn load(&mut self, piece: Arc<Piece>) {
        self.pause();
        self.piece = Some(piece);
        (self.quarter, self.next, self.has_ended) = (0.0, 0, false);
    }

    /// Sets the tempo, in quarters a minute.
    pub fn set_tempo(&mut self, quarters_per_minute: f64) {
        self.quarters_per_frame =
            playable(quarters_per_minute) / 60.0 / f64::from(self.sample_rate);
    }

    /// Goes to a moment of the piece and stays there.
    pub fn go_to(&mut self, quarter: f64) {
        self.pause();
        self.quarter = quarter;
        self.has_ended = false;
    }

    /// Plays on from where it is. Keys and pedals that are down there already go down again.
    pub fn run(&mut self) {
        let Some(piece) = &self.piece else {
            return;
        };
        if self.is_running || self.has_ended {
            return;
        }
        self.is_running = true;
        self.next = piece.events().partition_point(|it| it.at < self.quarter);
        for channel in piece.pedals_over(self.quarter) {
            self.synthesiser.pedal(channel, true);
        }
        for stroke in piece.strokes_over(self.quarter) {
            self.synthesiser
                .strike(stroke.channel, stroke.key, stroke.velocity);
        }
    }

    /// Stays where it is; what sounds fades away.
    pub fn pause(&mut self) {
        self.is_running = false;
        self.synthesiser.hush();
    }

    /// Where it is, in quarters.
    pub const fn quarter(&self) -> f64 {
        self.quarter
    }

    /// How far it goes with each frame, in quarters; nothing while it does not run.
    pub fn quarters_per_frame(&self) -> f64 {
        if self.is_running {
            self.quarters_per_frame
        } else {
            0.0
        }
    }

    /// Whether it has come to the end of the piece.
    pub const fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Computes the next samples of both sides, which are equally many.
    pub fn render(&mut self, left: &mut [f32], right: &mut [f32]) {
        let mut done = 0;
        while done < left.len() {
            let left_over = left.len() - done;
            let frames = self
                .frames_to_next()
                .map_or(left_over, |it| it.min(left_over));
            let part = done..done + frames;
            self.synthesiser
                .render(&mut left[part.clone()], &mut right[part]);
            if self.is_running {
                self.quarter += frames as f64 * self.quarters_per_frame;
            }
            done += frames;
        }
        self.limiter.limit(left, right);
    }

    /// Does what is due, and says after how many frames something is due again.
    fn frames_to_next(&mut self) -> Option<usize> {
        let piece = self.piece.as_ref().filter(|_| self.is_running)?;
        let due = self.quarter + self.quarters_per_frame / 2.0;
        while let Some(event) = piece.events().get(self.next).filter(|it| it.at <= due) {
            self.next += 1;
            match event.kind {
                EventKind::Release { key } => self.synthesiser.release(event.channel, key),
                EventKind::LiftPedal => self.synthesiser.pedal(event.channel, false),
                EventKind::PressPedal => self.synthesiser.pedal(event.channel, true),
                EventKind::Strike { key, velocity } => {
                    self.synthesiser.strike(event.channel, key, velocity);
                }
            }
        }
        if piece.quarters() <= due {
            self.quarter = piece.quarters();
            self.has_ended = true;
            self.pause();
            return None;
        }
        let next = piece
            .events()
            .get(self.next)
            .map_or(f64::INFINITY, |it| it.at);
        let quarters = next.min(piece.quarters()) - self.quarter;
        Some((quarters / self.quarters_per_frame).round().max(1.0) as usize)
    }
}
