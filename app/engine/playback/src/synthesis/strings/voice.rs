//! A string that sounds.

use std::f32::consts::{PI, TAU};

/// How many partials a string has: a number that fills registers of numbers.
const PARTIALS: usize = 8;
/// Where the hammer meets the string: partials that are multiples of it are weak.
const HAMMER: f32 = 7.3;
/// How loud the hardest stroke is.
const LOUDEST: f32 = 0.24;
/// The time in which a damped string falls to a third, in seconds.
const DAMPER_SECS: f32 = 0.07;
/// The same for a string that makes room for another.
const ROOM_SECS: f32 = 0.008;
/// The height of partials, squared and summed, below which nothing is heard: -106 dB.
const INAUDIBLE: f32 = 2.5e-11;

/// What holds a string back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Its key is down.
    Key,
    /// Only the pedal keeps the damper off.
    Pedal,
    /// The damper is on it.
    Damper,
    /// It makes room for another.
    Room,
}

/// A struck string.
pub(super) struct Voice {
    pub channel: usize,
    pub key: u8,
    hold: Hold,
    /// Where the point of each partial is.
    x: [f32; PARTIALS],
    y: [f32; PARTIALS],
    /// What turns it by a sample and draws it nearer.
    cos: [f32; PARTIALS],
    sin: [f32; PARTIALS],
    left: f32,
    right: f32,
}

impl Voice {
    /// A string that has just been struck, at a sampling rate in hertz.
    ///
    /// A stiff string has its `k`th partial at `k f √(1 + B k²)`; here that of the first one is left out, so
    /// that it has the frequency of the key. Higher strings and higher partials decay faster, and harder
    /// strokes have more of the higher partials.
    pub fn new(channel: usize, key: u8, velocity: u8, sample_rate: f32) -> Self {
        let force = f32::from(velocity) / 127.0;
        let from_middle = f32::from(key) - 60.0;
        let hertz = 440.0 * ((f32::from(key) - 69.0) / 12.0).exp2();
        let stiffness = 1e-4 * (from_middle / 14.0).exp2();
        let decay_secs = (1.5 * (-from_middle / 14.0).exp2()).min(4.5);
        let softness = 2.1 - force;

        let number = |at: usize| (at + 1) as f32;
        let hertz_of = |at: usize| {
            let k = number(at);
            k * hertz * ((1.0 + stiffness * k * k) / (1.0 + stiffness)).sqrt()
        };
        let strength = |at: usize| {
            let is_heard = hertz_of(at) < 0.45 * sample_rate;
            let strength = (PI * number(at) / HAMMER).sin().abs() / number(at).powf(softness);
            if is_heard { strength } else { 0.0 }
        };
        let strengths: [f32; PARTIALS] = std::array::from_fn(strength);
        let sum: f32 = strengths.iter().sum();
        let loudness = LOUDEST * force.powf(1.6) / sum.max(f32::MIN_POSITIVE);
        let turn = |at: usize| {
            let decay = decay_secs / (1.0 + 0.3 * at as f32);
            let nearer = (-1.0 / (decay * sample_rate)).exp();
            let angle = TAU * hertz_of(at) / sample_rate;
            (nearer * angle.cos(), nearer * angle.sin())
        };
        // Low keys are more to the left, as for who plays; both sides together are equally loud.
        let side = PI / 4.0 * (1.0 + (from_middle / 90.0).clamp(-0.5, 0.5));
        Self {
            channel,
            key,
            hold: Hold::Key,
            x: strengths.map(|it| it * loudness),
            y: [0.0; PARTIALS],
            cos: std::array::from_fn(|at| turn(at).0),
            sin: std::array::from_fn(|at| turn(at).1),
            left: side.cos(),
            right: side.sin(),
        }
    }

    /// Its key goes up, and the damper falls unless the pedal holds it.
    pub fn let_go(&mut self, is_pedal_pressed: bool, sample_rate: f32) {
        if self.hold == Hold::Key {
            self.hold = Hold::Pedal;
            if !is_pedal_pressed {
                self.lift_pedal(sample_rate);
            }
        }
    }

    /// The pedal goes up.
    pub fn lift_pedal(&mut self, sample_rate: f32) {
        if self.hold == Hold::Pedal {
            self.hold = Hold::Damper;
            self.damp(DAMPER_SECS, sample_rate);
        }
    }

    /// It fades at once.
    pub fn make_room(&mut self, sample_rate: f32) {
        if self.hold != Hold::Room {
            self.hold = Hold::Room;
            self.damp(ROOM_SECS, sample_rate);
        }
    }

    pub fn is_making_room(&self) -> bool {
        self.hold == Hold::Room
    }

    pub fn is_audible(&self) -> bool {
        self.level() > INAUDIBLE
    }

    /// How strong its partials are: the sum of their squares.
    pub fn level(&self) -> f32 {
        let squares = self.x.iter().chain(&self.y).map(|it| it * it);
        squares.sum()
    }

    /// Adds its next samples to those of both sides.
    pub fn add_to(&mut self, left: &mut [f32], right: &mut [f32]) {
        let (mut x, mut y, cos, sin) = (self.x, self.y, self.cos, self.sin);
        for (left, right) in left.iter_mut().zip(right) {
            for at in 0..PARTIALS {
                let turned = x[at] * cos[at] - y[at] * sin[at];
                y[at] = x[at] * sin[at] + y[at] * cos[at];
                x[at] = turned;
            }
            let fours: [f32; 4] = std::array::from_fn(|at| y[at] + y[at + 4]);
            let height = (fours[0] + fours[2]) + (fours[1] + fours[3]);
            *left += height * self.left;
            *right += height * self.right;
        }
        (self.x, self.y) = (x, y);
    }

    fn damp(&mut self, secs: f32, sample_rate: f32) {
        let nearer = (-1.0 / (secs * sample_rate)).exp();
        let turns = self.cos.iter_mut().chain(&mut self.sin);
        turns.for_each(|it| *it *= nearer);
    }
}
