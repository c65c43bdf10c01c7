//! Lays the maps of a layer side by side into one picture.

use std::sync::Arc;

use explain::FeatureMaps;
use imaging::{Picture, Raster, Samples};
use ndarray::{ArrayView2, Axis};
use response::ColourMap;

use crate::layer_maps::{LayerMaps, MAP_GAP_PX};

/// How many maps are shown: those with the most energy.
const MOST_MAPS: usize = 256;

/// Longest side of the picture that the maps make together.
const LONGEST_SIDE_PX: usize = 8192;

/// One picture of the maps with the most energy.
pub fn lay_out(maps: FeatureMaps) -> LayerMaps {
    let (_, height, width) = maps.maps.dim();
    let fitting = (LONGEST_SIDE_PX / (width.max(height) + MAP_GAP_PX))
        .max(1)
        .pow(2);
    let shown = maps.by_energy.len().min(MOST_MAPS).min(fitting);
    let channels = maps.by_energy[..shown].to_vec();
    let columns = (shown as f64).sqrt().ceil().max(1.0) as usize;
    let rows = shown.div_ceil(columns).max(1);
    let (step_x, step_y) = (width + MAP_GAP_PX, height + MAP_GAP_PX);
    let (total_width, total_height) = (columns * step_x - MAP_GAP_PX, rows * step_y - MAP_GAP_PX);
    let mut samples = vec![0_u8; total_width * total_height * 4];
    for (place, channel) in channels.iter().enumerate() {
        let left = place % columns * step_x;
        let top = place / columns * step_y;
        let map = maps.maps.index_axis(Axis(0), *channel);
        paint(&map, &mut samples, [left, top], total_width);
    }
    let raster = Raster::new(
        total_width as u32,
        total_height as u32,
        4,
        Samples::U8(samples),
    );
    LayerMaps {
        layer: maps.layer,
        picture: Arc::new(Picture::from_raster(raster)),
        channels,
        columns,
        map_px: [width, height],
    }
}

/// Paints one map in colours of its own range: of one kind where nothing is below zero, else two.
fn paint(map: &ArrayView2<f32>, samples: &mut [u8], [left, top]: [usize; 2], width: usize) {
    let largest = map
        .iter()
        .fold(0.0_f32, |most, value| most.max(value.abs()));
    let is_signed = map.iter().any(|value| *value < 0.0);
    for ((row, column), value) in map.indexed_iter() {
        let share = if largest > 0.0 { value / largest } else { 0.0 };
        let [red, green, blue] = if is_signed {
            ColourMap::Diverging.rgb(0.5 + 0.5 * share)
        } else {
            ColourMap::Sequential.rgb(share)
        };
        let at = ((top + row) * width + left + column) * 4;
        samples[at..at + 4].copy_from_slice(&[red, green, blue, 255]);
    }
}

#[cfg(test)]
mod tests {
    use explain::{Layer, LayerKind};
    use ndarray::Array3;

    use super::*;

    #[test]
    fn maps_lie_by_energy_and_are_found_again() {
        let maps = Array3::from_shape_fn((3, 2, 4), |(channel, _, _)| [1.0, 3.0, -2.0][channel]);
        let laid = lay_out(FeatureMaps {
            layer: Layer {
                name: "layer".to_owned(),
                operator: "Conv".to_owned(),
                dims: Vec::new(),
                kind: LayerKind::Maps,
            },
            maps,
            by_energy: vec![1, 2, 0],
        });
        assert_eq!((laid.columns, laid.map_px), (2, [4, 2]));
        let page = laid.picture.page();
        assert_eq!((page.width_px, page.height_px), (9, 5));
        assert_eq!(laid.at([0, 0]), Some((1, 0, 0)));
        assert_eq!(laid.at([8, 1]), Some((2, 1, 3)));
        assert_eq!(laid.at([4, 0]), None);
        assert_eq!(laid.at([1, 4]), Some((0, 1, 1)));
        assert_eq!(laid.at([6, 4]), None);
    }
}
