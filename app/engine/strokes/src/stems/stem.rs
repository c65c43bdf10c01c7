//! What a stem is.

use crate::known::Known;

/// Which way a stem goes from its heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StemWay {
    /// Upwards; its heads are at its left.
    Up,
    /// Downwards; its heads are at its right.
    Down,
}

/// How many bars meet a stem on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Side {
    /// Beams, hooks included.
    pub beams: usize,
    /// Bars of a tremolo between two notes.
    pub tremolo: usize,
}

/// A stem with the heads on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stem {
    /// Which way it goes.
    pub way: StemWay,
    /// Its column halfway down, in pixels.
    pub x_px: f64,
    /// How many pixels it goes to the right for each pixel down.
    pub lean: f64,
    /// Its upper end, in pixels.
    pub top_px: f64,
    /// Its lower end, in pixels.
    pub bottom_px: f64,
    /// How thick it is, in pixels.
    pub thickness_px: f64,
    /// The heads on it from the top down, as numbers in what was known.
    pub heads: Vec<usize>,
    /// Whether its heads are small ones.
    pub is_small: bool,
    /// Whether a small stroke crosses it aslant, as on a short grace note.
    pub is_slashed: bool,
    /// The beams and tremolo bars that end at it or pass it on its left.
    pub left: Side,
    /// The same on its right.
    pub right: Side,
    /// How many short strokes of a tremolo cross it.
    pub tremolo_strokes: usize,
    /// A staff space where it is, in pixels.
    pub interline_px: f64,
    /// What was seen of it.
    pub evidence: StemEvidence,
}

/// What was seen of a stem.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StemEvidence {
    /// How far it goes beyond its heads, in staff spaces.
    pub free_spaces: f64,
    /// The share of its rows that have ink, from 0 to 1.
    pub inked: f64,
    /// The share of its rows on which it is seen with nothing over it, from 0 to 1.
    pub open: f64,
    /// In how many places it is broken.
    pub gaps: usize,
}

/// Where a stem is: as the fields of [`Stem`].
pub(crate) struct StemLine {
    pub x_px: f64,
    pub lean: f64,
    pub top_px: f64,
    pub bottom_px: f64,
    pub thickness_px: f64,
}

impl Stem {
    /// A stem of some of the known heads, at which nothing else is seen yet.
    pub(crate) fn of_heads(
        (way, line): (StemWay, StemLine),
        (heads, known): (Vec<usize>, &[Known]),
        interline_px: f64,
        evidence: StemEvidence,
    ) -> Self {
        let small = heads.iter().filter(|it| known[**it].is_small).count();
        Self {
            way,
            x_px: line.x_px,
            lean: line.lean,
            top_px: line.top_px,
            bottom_px: line.bottom_px,
            thickness_px: line.thickness_px,
            is_small: 2 * small > heads.len(),
            heads,
            is_slashed: false,
            left: Side::default(),
            right: Side::default(),
            tremolo_strokes: 0,
            interline_px,
            evidence,
        }
    }

    /// Its column at a row, in pixels.
    #[must_use]
    pub fn x_at(&self, y: f64) -> f64 {
        self.x_px + self.lean * (y - f64::midpoint(self.top_px, self.bottom_px))
    }

    /// The end away from its heads as column and row, in pixels.
    #[must_use]
    pub fn tip_px(&self) -> [f64; 2] {
        let y = match self.way {
            StemWay::Up => self.top_px,
            StemWay::Down => self.bottom_px,
        };
        [self.x_at(y), y]
    }

    /// The number of beams that say how long its notes are: the greater one of both sides.
    #[must_use]
    pub fn beams(&self) -> usize {
        self.left.beams.max(self.right.beams)
    }
}
