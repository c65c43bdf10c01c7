//! The maps of one layer, side by side in one picture.

use std::sync::Arc;

use explain::Layer;
use imaging::Picture;

/// The maps of one layer, side by side in one picture, those with the most energy first.
#[derive(Clone)]
pub struct LayerMaps {
    /// The layer.
    pub layer: Layer,
    /// All maps, each in colours of its own range, with a gap between.
    pub picture: Arc<Picture>,
    /// The channel of each map, in the order in which they lie.
    pub channels: Vec<usize>,
    /// Maps beside each other.
    pub columns: usize,
    /// Width and height of a map.
    pub map_px: [usize; 2],
}

/// Pixels between two maps.
pub(crate) const MAP_GAP_PX: usize = 1;

impl LayerMaps {
    /// The channel, row and column of a map under a pixel of the picture; none in a gap.
    #[must_use]
    pub fn at(&self, [x_px, y_px]: [u32; 2]) -> Option<(usize, usize, usize)> {
        let [width, height] = self.map_px;
        let (step_x, step_y) = (width + MAP_GAP_PX, height + MAP_GAP_PX);
        let (x, y) = (x_px as usize, y_px as usize);
        let (column, row) = (x % step_x, y % step_y);
        let map = (y / step_y) * self.columns + x / step_x;
        let is_inside = column < width && row < height;
        self.channels
            .get(map)
            .filter(|_| is_inside)
            .map(|channel| (*channel, row, column))
    }
}
