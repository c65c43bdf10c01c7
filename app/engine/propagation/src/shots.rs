//! The shots of a series: how far the thing had turned, and where their pixels come from.

use std::f64::consts::TAU;

use shapes::{PictureSize, PixelRect, Rect};

use crate::GrayPatch;

/// Gives the pixels of a rectangle of a shot, which is counted from 0; none where the picture
/// cannot be read. The rectangle lies within the picture.
pub type Pixels<'a> = &'a dyn Fn(usize, PixelRect) -> Option<GrayPatch>;

/// The shots of a series, all from a camera that does not move.
#[derive(Clone)]
pub struct Shots<'a> {
    /// How far the thing had turned on each shot, in radians, where that is known. There is one
    /// entry a shot.
    pub turned_rad: Vec<Option<f64>>,
    /// The size of every picture.
    pub size: PictureSize,
    /// Where the pixels come from.
    pub pixels: Pixels<'a>,
}

impl Shots<'_> {
    /// How many shots there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.turned_rad.len()
    }

    /// The angles of all shots; none where one is not known.
    #[must_use]
    pub fn angles_rad(&self) -> Option<Vec<f64>> {
        self.turned_rad.iter().copied().collect()
    }

    /// The pixels around a rectangle, as far as there are any.
    pub(crate) fn around(&self, shot: usize, rect: &Rect) -> Option<GrayPatch> {
        let wanted = PixelRect {
            left: rect.min.x.floor().max(0.0) as u32,
            top: rect.min.y.floor().max(0.0) as u32,
            right: rect.max.x.ceil().max(0.0) as u32,
            bottom: rect.max.y.ceil().max(0.0) as u32,
        };
        let rect = wanted.intersection(&self.size.pixels());
        if rect.is_empty() {
            return None;
        }
        (self.pixels)(shot, rect)
    }
}

/// The angles of shots at equal steps over one full turn: what a series without angles most likely
/// has.
#[must_use]
pub fn full_turn_rad(shots: usize) -> Vec<f64> {
    let step = TAU / shots.max(1) as f64;
    (0..shots).map(|shot| step * shot as f64).collect()
}
