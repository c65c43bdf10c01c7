//! Why a model answered as it did about one picture.

use std::sync::Arc;
use std::time::Duration;

use explain::{Caveat, Method, Target};
use imaging::Picture;
use ndarray::Array3;
use packs::Placement;

use crate::judgement::Judgement;
use crate::response_maps::ResponseMaps;

/// Why a model answered as it did about one picture.
#[derive(Clone)]
pub struct Explanation {
    /// How it was found.
    pub method: Method,
    /// What is explained.
    pub target: Target,
    /// The layer that the method looked at, where it looks at one.
    pub layer: Option<String>,
    /// The response and its entropy.
    pub maps: ResponseMaps,
    /// The picture as the model takes it, `[height, width, 3]`.
    pub input_rgb: Array3<u8>,
    /// The response, coloured, over the whole picture.
    pub response: Arc<Picture>,
    /// The entropy, coloured, over the whole picture.
    pub entropy: Arc<Picture>,
    /// What the detector says, or why it says nothing; none where it was not calibrated.
    pub judgement: Option<Result<Judgement, String>>,
    /// Where the picture lies in the input.
    pub placement: Placement,
    /// Width and height of the picture.
    pub picture_px: [u32; 2],
    /// The time that the gradients took.
    pub duration: Duration,
    /// What must be said beside it.
    pub caveats: Vec<Caveat>,
}

impl Explanation {
    /// The response and the entropy in bits at a pixel of the picture; none where that is not in
    /// the input.
    #[must_use]
    pub fn at(&self, [x_px, y_px]: [u32; 2]) -> Option<(f32, f32)> {
        let placement = &self.placement;
        let place = |pixel: u32, length: u32, resized: u32, offset: i64| {
            let resized = (f64::from(pixel) + 0.5) * f64::from(resized) / f64::from(length.max(1));
            usize::try_from(resized.floor() as i64 + offset).ok()
        };
        let [width, height] = self.picture_px;
        let column = place(x_px, width, placement.resized_width_px, placement.left_px)?;
        let row = place(y_px, height, placement.resized_height_px, placement.top_px)?;
        let at = [row, column];
        Some((*self.maps.values.get(at)?, *self.maps.entropy_bits.get(at)?))
    }
}
