//! The pixels of crops and of their masks.

use imaging::{Picture, Raster, Samples};
use shapes::{Mask, PictureSize, PixelRect};

use crate::labels::{Role, Seen};
use crate::{BACKGROUND, IGNORE};

/// A crop of a picture at native scale: grey or RGB, of 8 or 16 bits, without transparency. Where the
/// picture ends, its nearest pixel is repeated. Floating-point samples, which no crop can hold, are
/// 16 bits between the picture's least and greatest value.
///
/// # Errors
/// A sentence, when the picture cannot be read.
pub(crate) fn crop(picture: &Picture, part: &PixelRect, side_px: u32) -> Result<Raster, String> {
    let (left, top) = (part.left, part.top);
    let region = picture.region(0, left, top, part.width_px(), part.height_px());
    let mut region = region.map_err(|error| error.to_string())?;
    if let Samples::F32(_) = region.samples {
        let range = picture.range();
        region = region.windowed_u16(range.min, range.max);
    }
    Ok(squared(&region, side_px))
}

/// A raster as a square without transparency, whose outer pixels repeat the nearest one.
fn squared(raster: &Raster, side_px: u32) -> Raster {
    let from_channels = usize::from(raster.channels);
    let channels = if from_channels < 3 { 1 } else { 3 };
    let is_square = raster.width_px == side_px && raster.height_px == side_px;
    if is_square && from_channels == channels {
        return raster.clone();
    }
    let side = side_px as usize;
    let (last_x, last_y) = (raster.width_px as usize - 1, raster.height_px as usize - 1);
    let sources = (0..side * side).flat_map(|pixel| {
        let (x, y) = ((pixel % side).min(last_x), (pixel / side).min(last_y));
        let first = y * raster.row_len() + x * from_channels;
        first..first + channels
    });
    let samples = match &raster.samples {
        Samples::U8(values) => Samples::U8(sources.map(|at| values[at]).collect()),
        Samples::U16(values) => Samples::U16(sources.map(|at| values[at]).collect()),
        Samples::F32(values) => Samples::F32(sources.map(|at| values[at]).collect()),
    };
    Raster::new(side_px, side_px, channels as u8, samples)
}

/// The mask of a crop, row by row, and the box around the pixels of each defect in it, in pixels of
/// the crop. What is passed over lies below defects, and earlier labels below later ones.
pub(crate) fn mask<'a>(
    seen: &'a [Seen],
    picture: PictureSize,
    part: &PixelRect,
    side_px: u32,
) -> (Vec<u8>, Vec<(&'a Seen, PixelRect)>) {
    let side = side_px as usize;
    let mut values = vec![IGNORE; side * side];
    fill(&mut values, side, &Mask::rectangle(*part), part, BACKGROUND);
    let near: Vec<&Seen> = seen
        .iter()
        .filter(|it| !it.bounds.intersection(part).is_empty())
        .collect();
    for ignored in near.iter().filter(|it| it.role == Role::Ignored) {
        fill(&mut values, side, &ignored.mask(picture), part, IGNORE);
    }
    let mut defects = Vec::new();
    for defect in near {
        let Role::Defect(value) = defect.role else {
            continue;
        };
        let inside = defect.mask(picture).clipped(*part);
        if let Some(bounds) = inside.pixel_bounds() {
            fill(&mut values, side, &inside, part, value);
            let bounds = PixelRect {
                left: bounds.left - part.left,
                top: bounds.top - part.top,
                right: bounds.right - part.left,
                bottom: bounds.bottom - part.top,
            };
            defects.push((defect, bounds));
        }
    }
    (values, defects)
}

/// Puts a value at the pixels of a mask that are in the part of the picture.
fn fill(values: &mut [u8], side: usize, mask: &Mask, part: &PixelRect, value: u8) {
    for run in mask.clipped(*part).runs() {
        let row = (run.y - part.top) as usize * side;
        let columns = (run.left - part.left) as usize..(run.right - part.left) as usize;
        values[row + columns.start..row + columns.end].fill(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_picture_is_continued_without_its_transparency() {
        let samples = Samples::U16(vec![10, 1, 20, 2, 30, 3, 40, 4]);
        let raster = Raster::new(2, 2, 2, samples);
        let squared = squared(&raster, 3);
        let expected = vec![10, 20, 20, 30, 40, 40, 30, 40, 40];
        assert_eq!(squared.samples, Samples::U16(expected));
        assert_eq!(squared.channels, 1);
    }

    #[test]
    fn colours_stay_and_floats_become_whole_numbers() {
        let raster = Raster::new(1, 1, 4, Samples::U8(vec![1, 2, 3, 255]));
        assert_eq!(squared(&raster, 1).samples, Samples::U8(vec![1, 2, 3]));
        let picture = Picture::from_raster(Raster::new(2, 1, 1, Samples::F32(vec![-1.0, 3.0])));
        let part = PixelRect {
            left: 0,
            top: 0,
            right: 2,
            bottom: 1,
        };
        let made = crop(&picture, &part, 2).map(|it| it.samples);
        assert_eq!(made, Ok(Samples::U16(vec![0, 65535, 0, 65535])));
    }
}
