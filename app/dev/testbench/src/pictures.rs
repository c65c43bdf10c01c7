//! Pictures made on the spot, so that no test needs a file that somebody else owns.
//!
//! All of them are the same on every machine and in every run: what looks random comes from a
//! seed.

use std::path::{Path, PathBuf};

use image::{
    DynamicImage, GrayImage, ImageBuffer, ImageError, Luma, Rgb, RgbImage, Rgba, RgbaImage,
};

/// A 16-bit grey picture.
pub type Grey16Image = ImageBuffer<Luma<u16>, Vec<u16>>;

/// A grey ramp from black at the left to white at the right.
#[must_use]
pub fn ramp(width_px: u32, height_px: u32) -> GrayImage {
    let last = width_px.max(2) - 1;
    GrayImage::from_fn(width_px, height_px, |x, _| Luma([(x * 255 / last) as u8]))
}

/// A 16-bit ramp that uses only a narrow part of its range, as cameras of 12 bits deliver: from
/// 1,000 at the top to 5,000 at the bottom. Black to the eye without window and level.
#[must_use]
pub fn narrow_ramp16(width_px: u32, height_px: u32) -> Grey16Image {
    let last = height_px.max(2) - 1;
    Grey16Image::from_fn(width_px, height_px, |_, y| {
        Luma([(1000 + y * 4000 / last) as u16])
    })
}

/// A chessboard of black and white squares with sides of `square_px`: shows every fault of
/// sampling.
#[must_use]
pub fn chessboard(width_px: u32, height_px: u32, square_px: u32) -> GrayImage {
    let square_px = square_px.max(1);
    GrayImage::from_fn(width_px, height_px, |x, y| {
        let is_white = (x / square_px + y / square_px).is_multiple_of(2);
        Luma([if is_white { 255 } else { 0 }])
    })
}

/// Four quarters of plain colour, red and green above blue and white, and a black corner of an
/// eighth at the top left: any turn or mirroring of it is seen at once.
#[must_use]
pub fn quarters(width_px: u32, height_px: u32) -> RgbImage {
    RgbImage::from_fn(width_px, height_px, |x, y| {
        if x < width_px / 8 && y < height_px / 8 {
            return Rgb([0, 0, 0]);
        }
        match (x < width_px / 2, y < height_px / 2) {
            (true, true) => Rgb([255, 0, 0]),
            (false, true) => Rgb([0, 255, 0]),
            (true, false) => Rgb([0, 0, 255]),
            (false, false) => Rgb([255, 255, 255]),
        }
    })
}

/// A disc that fades out to nothing, on nothing: for everything that handles opacity.
#[must_use]
pub fn fading_disc(side_px: u32) -> RgbaImage {
    let centre = f64::from(side_px) / 2.0;
    RgbaImage::from_fn(side_px, side_px, |x, y| {
        let (dx, dy) = (f64::from(x) + 0.5 - centre, f64::from(y) + 0.5 - centre);
        let distance = (dx.hypot(dy) / centre).min(1.0);
        Rgba([230, 120, 40, ((1.0 - distance) * 255.0).round() as u8])
    })
}

/// Soft clouds in colour with detail at every size, like a photograph: it does not compress to
/// nothing, and coarser levels look like it. Different seeds give different pictures.
#[must_use]
pub fn clouds(width_px: u32, height_px: u32, seed: u32) -> RgbImage {
    RgbImage::from_fn(width_px, height_px, |x, y| {
        let channel = |channel: u32| {
            let mut value = 0.0;
            let mut weight = 0.5;
            let mut cell_px = 128.0;
            for octave in 0..6 {
                let seed = hash(seed, channel * 31 + octave, 7);
                value +=
                    weight * smooth_noise(f64::from(x) / cell_px, f64::from(y) / cell_px, seed);
                weight *= 0.5;
                cell_px *= 0.5;
            }
            (value * 255.0).clamp(0.0, 255.0) as u8
        };
        Rgb([channel(0), channel(1), channel(2)])
    })
}

/// A bright surface with dark scratches, of which `truth` says where they are: a picture with
/// something to find.
#[must_use]
pub fn scratched_surface(side_px: u32, scratches: u32, seed: u32) -> ScratchedSurface {
    let mut picture = GrayImage::from_fn(side_px, side_px, |x, y| {
        Luma([190 + (hash(seed, x, y) % 24) as u8])
    });
    let mut truth = Vec::new();
    for index in 0..scratches {
        let place = |salt: u32| hash(seed, index, salt) % (side_px * 3 / 4).max(1);
        let (left, top) = (place(1), place(2));
        let length = side_px / 8 + hash(seed, index, 3) % (side_px / 8).max(1);
        for step in 0..length {
            let (x, y) = (left + step, top + step / 3);
            if x < side_px && y < side_px {
                picture.put_pixel(x, y, Luma([60]));
            }
        }
        truth.push([left, top, length, length.div_ceil(3)]);
    }
    ScratchedSurface { picture, truth }
}

/// What [`scratched_surface`] makes.
#[derive(Clone, Debug)]
pub struct ScratchedSurface {
    /// The picture.
    pub picture: GrayImage,
    /// The boxes `[x, y, width, height]` of the scratches, in pixels.
    pub truth: Vec<[u32; 4]>,
}

/// Writes a picture into a folder, in the format that the name's ending says.
///
/// # Errors
/// When the file cannot be written, or the format cannot hold such a picture.
pub fn write(
    folder: &Path,
    name: &str,
    picture: impl Into<DynamicImage>,
) -> Result<PathBuf, ImageError> {
    let path = folder.join(name);
    picture.into().save(&path)?;
    Ok(path)
}

/// Writes `count` different small pictures, `0000.png` and so on: a series to page through.
///
/// # Errors
/// When a file cannot be written.
pub fn write_series(folder: &Path, count: u32) -> Result<Vec<PathBuf>, ImageError> {
    (0..count)
        .map(|index| write(folder, &format!("{index:04}.png"), clouds(96, 64, index)))
        .collect()
}

/// Values between the corners of a grid of random numbers, from 0 to 1.
fn smooth_noise(x: f64, y: f64, seed: u32) -> f64 {
    let (column, row) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - column), ease(y - row));
    let corner = |dx: u32, dy: u32| {
        f64::from(hash(seed, column as u32 + dx, row as u32 + dy)) / f64::from(u32::MAX)
    };
    let above = corner(0, 0) + u * (corner(1, 0) - corner(0, 0));
    let below = corner(0, 1) + u * (corner(1, 1) - corner(0, 1));
    above + v * (below - above)
}

/// Scrambles three numbers into one that looks random.
fn hash(a: u32, b: u32, c: u32) -> u32 {
    let mut h = a ^ b.wrapping_mul(0x9E37_79B1) ^ c.wrapping_mul(0x85EB_CA77);
    h = (h ^ (h >> 16)).wrapping_mul(0x7FEB_352D);
    h = (h ^ (h >> 15)).wrapping_mul(0x846C_A68B);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_the_same_each_time_and_differ_by_seed() {
        assert_eq!(clouds(40, 30, 1), clouds(40, 30, 1));
        assert_ne!(clouds(40, 30, 1), clouds(40, 30, 2));
    }

    #[test]
    fn ramps_use_the_range_they_promise() {
        let ramp16 = narrow_ramp16(3, 100);
        assert_eq!((ramp16[(0, 0)].0, ramp16[(2, 99)].0), ([1000], [5000]));
        let ramp = ramp(100, 2);
        assert_eq!((ramp[(0, 0)].0, ramp[(99, 1)].0), ([0], [255]));
    }

    #[test]
    fn scratches_are_where_the_truth_says() {
        let ScratchedSurface { picture, truth } = scratched_surface(200, 5, 3);
        assert_eq!(truth.len(), 5);
        for [x, y, width, height] in truth {
            assert!(x + width <= 201 && y + height <= 201);
            assert_eq!(picture[(x, y)].0, [60]);
        }
    }
}
