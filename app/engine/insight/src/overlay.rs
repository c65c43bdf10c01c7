//! Maps of a model's input, laid over the whole picture.

use std::sync::Arc;

use imaging::{Picture, Raster, Samples};
use ndarray::Array2;
use packs::Placement;
use response::{ColourMap, Overlay, Sign, Weighting};

use crate::response_maps::ResponseMaps;

/// Longest side of the maps that are laid over a picture: larger ones would say no more, because a
/// response has no more pixels than the model's input.
const LONGEST_SIDE_PX: u32 = 2048;

/// The response over the whole picture: clear where it is zero, and where the picture is not in the
/// input.
pub fn response_over(maps: &ResponseMaps, placement: &Placement) -> Arc<Picture> {
    let colours = Overlay {
        map: ColourMap::Diverging,
        opacity: 1.0,
        weighting: Weighting::Magnitude(Sign::Signed),
    };
    over_picture(&maps.shown, &colours, placement)
}

/// The entropy over the whole picture: clear where that is not in the input.
pub fn entropy_over(maps: &ResponseMaps, placement: &Placement) -> Arc<Picture> {
    let colours = Overlay {
        map: ColourMap::Sequential,
        opacity: 1.0,
        weighting: Weighting::Constant,
    };
    over_picture(&maps.entropy_unit(), &colours, placement)
}

/// A map of the input, coloured, as a raster that covers the whole picture: clear where the picture
/// is not in the input.
fn over_picture(unit: &Array2<f32>, colours: &Overlay, placement: &Placement) -> Arc<Picture> {
    let palette = colours.palette();
    let longest = placement
        .resized_width_px
        .max(placement.resized_height_px)
        .max(1);
    let scale = f64::from(LONGEST_SIDE_PX.min(longest)) / f64::from(longest);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let (width, height) = (
        side(placement.resized_width_px),
        side(placement.resized_height_px),
    );
    let (rows, columns) = unit.dim();
    let mut samples = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        let row = input_place(y, scale, placement.top_px, rows);
        for x in 0..width {
            let column = input_place(x, scale, placement.left_px, columns);
            let colour = match (row, column) {
                (Some(row), Some(column)) => {
                    palette[usize::from(response::level(unit[[row, column]]))]
                }
                _ => [0; 4],
            };
            samples.extend_from_slice(&colour);
        }
    }
    Arc::new(Picture::from_raster(Raster::new(
        width,
        height,
        4,
        Samples::U8(samples),
    )))
}

/// The row or column of the input under one of the overlay; none outside the input.
fn input_place(place: u32, scale: f64, offset_px: i64, length: usize) -> Option<usize> {
    let resized = ((f64::from(place) + 0.5) / scale).floor() as i64;
    usize::try_from(resized + offset_px)
        .ok()
        .filter(|place| *place < length)
}
