//! What is proposed for a shot.

use serde::{Deserialize, Serialize};
use shapes::Shape;

use crate::{Cylinder, Sense, Wall};

/// From this score on, a thing is proposed: below it, nothing stands out enough.
pub const PROPOSED_FROM: f32 = 0.5;

/// What is proposed for all shots that nobody marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Propagated {
    /// One for each such shot, in their order.
    pub proposals: Vec<Proposal>,
    /// How the thing turns; none where the method knows of no turning.
    pub fit: Option<Fit>,
}

/// What is proposed for one shot.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The shot, from 0.
    pub shot: usize,
    /// What is proposed.
    pub outcome: Result<Proposed, Unseen>,
}

/// Where a thing should be on a shot.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// Its shape there.
    pub shape: Shape,
    /// How sure it is that the thing can be seen there, from 0 to 1; none where the pixels were not
    /// compared.
    pub score: Option<f32>,
    /// How far it is from where the law of the method puts it, in pixels: what comparing the pixels
    /// has moved it by. None where they were not compared.
    pub residual_px: Option<f64>,
    /// The wall that it is on; none where the method knows of no walls.
    pub wall: Option<Wall>,
}

/// Why a thing is not seen on a shot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unseen {
    /// It is on the far wall there.
    Behind,
    /// It is so near to the edge of the cylinder that it is too thin to be seen.
    AtEdge,
    /// It is outside the picture.
    OutsidePicture,
    /// Nothing stands out where it should be. The number says how sure it is that it can be seen
    /// all the same, from 0 to 1.
    NothingStandsOut {
        /// As [`Proposed::score`].
        score: f32,
    },
}

/// How a thing turns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The cylinder on whose wall it is.
    pub cylinder: Cylinder,
    /// Where that is from.
    pub source: FitSource,
    /// Which way it turns: another way than was asked for where the marks say so.
    pub sense: Sense,
    /// How far the marks are from the law of turning, as a root mean square in pixels; 0 where
    /// there is one mark.
    pub residual_px: f64,
}

/// Where a cylinder is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FitSource {
    /// It was given.
    Given,
    /// Its outline was found in the pictures.
    Outline,
    /// It was fitted to the marks.
    Marks,
}
