//! What stands out in a picture from the even ground around it.

use shapes::{PixelRect, Rect};

use crate::{GrayPatch, Shots};

/// Half the length of the running mean that is taken off, less half a pixel.
const GROUND_PX: usize = 7;
/// How much further than a place pixels are read, so that running means are whole there.
const MARGIN_PX: f64 = 8.0;

/// What stands out around a place of a shot: the levels less their running mean along rows or along
/// columns, whichever leaves less, so that neither slopes nor lines that go on past it count; then
/// the mean over 3 × 3 pixels, against noise. None where there are no pixels.
pub(crate) fn detail(shots: &Shots<'_>, shot: usize, around: &Rect) -> Option<GrayPatch> {
    let patch = shots.around(shot, &around.grown(MARGIN_PX))?;
    let rect = patch.rect();
    let (width, height) = (rect.width_px() as usize, rect.height_px() as usize);
    let along_rows = means_along_rows(patch.levels(), width, GROUND_PX);
    let down = means_along_columns(patch.levels(), width, height, GROUND_PX);
    let mut left: Vec<f32> = patch.levels().to_vec();
    for ((level, row), column) in left.iter_mut().zip(&along_rows).zip(&down) {
        let (by_row, by_column) = (*level - row, *level - column);
        *level = if by_row.abs() < by_column.abs() {
            by_row
        } else {
            by_column
        };
    }
    let smooth = means_along_rows(&left, width, 1);
    GrayPatch::new(rect, means_along_columns(&smooth, width, height, 1))
}

/// The mean over a stretch of a row around each pixel, as far as there are pixels.
fn means_along_rows(levels: &[f32], width: usize, reach: usize) -> Vec<f32> {
    let mut means = Vec::with_capacity(levels.len());
    let mut sums = vec![0.0_f64; width + 1];
    for row in levels.chunks_exact(width) {
        for (index, level) in row.iter().enumerate() {
            sums[index + 1] = sums[index] + f64::from(*level);
        }
        for x in 0..width {
            let (from, to) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            means.push(((sums[to] - sums[from]) / (to - from) as f64) as f32);
        }
    }
    means
}

/// The same along columns.
fn means_along_columns(levels: &[f32], width: usize, height: usize, reach: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f64; width];
    let mut means = Vec::with_capacity(levels.len());
    let row = |y: usize| &levels[y * width..(y + 1) * width];
    for y in 0..reach.min(height) {
        for (sum, level) in sums.iter_mut().zip(row(y)) {
            *sum += f64::from(*level);
        }
    }
    for y in 0..height {
        if y + reach < height {
            for (sum, level) in sums.iter_mut().zip(row(y + reach)) {
                *sum += f64::from(*level);
            }
        }
        if y > reach {
            for (sum, level) in sums.iter_mut().zip(row(y - reach - 1)) {
                *sum -= f64::from(*level);
            }
        }
        let count = (y + reach + 1).min(height) - y.saturating_sub(reach);
        means.extend(sums.iter().map(|sum| (sum / count as f64) as f32));
    }
    means
}

/// How far around a place its ground is looked at.
const RING_PX: f64 = 32.0;
/// How far what is seen of a thing can be beside its shape, and how far beyond it the ground begins.
const BESIDE_PX: f64 = 2.0;
const GROUND_FROM_PX: f64 = 5.0;
/// Of the squares of what stands out within the shape, the one that so many exceed or equal counts:
/// fewer pixels are noise.
const COUNTED_PX: usize = 9;
/// The share of the ground that is even, and the square below which that share of a normal
/// distribution of deviation 1 is: the rest may be mirrored lamps or other things.
const EVEN_SHARE: f64 = 0.8;
const EVEN_SQUARE: f64 = 1.64;
/// What counts must exceed so many times the variance of the ground, and more the larger the place
/// is, because the strongest noise of many pixels is stronger: by the logarithm of how many times
/// [`COUNTED_PX`] there are. On rendered balloons 3.5 tells the visible from the hidden in low
/// visibility best. It is lower, because a proposal too many costs a key, and one too few is a defect
/// that is missed.
const STANDS_OUT: f64 = 2.5;
/// Levels are told apart down to this share of their mean.
const LEAST_SHARE: f64 = 1e-3;

/// How strongly something stands out within bounds: the square of what its ninth strongest pixel
/// stands out by, over the least that counts for a place of that size. From 1 on it can be seen.
/// None where there are no pixels.
pub(crate) fn significance(shots: &Shots<'_>, shot: usize, bounds: &Rect) -> Option<f64> {
    let detail = detail(shots, shot, &bounds.grown(RING_PX - MARGIN_PX))?;
    let level = mean_level(shots, shot, bounds)?;
    let rect = detail.rect();
    let within = pixels(&bounds.grown(BESIDE_PX));
    let beside = pixels(&bounds.grown(GROUND_FROM_PX));
    let (mut inside, mut ground) = (Vec::new(), Vec::new());
    for y in rect.top..rect.bottom {
        for (x, stands_out) in (rect.left..rect.right).zip(detail.row(y)) {
            let square = f64::from(*stands_out).powi(2);
            if within.contains(x, y) {
                inside.push(square);
            } else if !beside.contains(x, y) {
                ground.push(square);
            }
        }
    }
    if inside.is_empty() || ground.len() < 4 * COUNTED_PX {
        return None;
    }
    let size = inside.len() as f64;
    let counted = COUNTED_PX.min(inside.len()) - 1;
    let (_, strong, _) = inside.select_nth_unstable_by(counted, |a, b| b.total_cmp(a));
    let even = (EVEN_SHARE * ground.len() as f64) as usize;
    let (_, uneven, _) = ground.select_nth_unstable_by(even, f64::total_cmp);
    let least = (LEAST_SHARE * level).powi(2);
    let variance = (*uneven / EVEN_SQUARE).max(least);
    let least = STANDS_OUT + (1.0 + size / COUNTED_PX as f64).ln();
    (variance > 0.0).then(|| *strong / (variance * least))
}

fn mean_level(shots: &Shots<'_>, shot: usize, bounds: &Rect) -> Option<f64> {
    let patch = shots.around(shot, &bounds.grown(BESIDE_PX))?;
    let sum: f64 = patch.levels().iter().map(|level| f64::from(*level)).sum();
    Some(sum / patch.levels().len().max(1) as f64)
}

/// The pixels that a rectangle touches.
fn pixels(rect: &Rect) -> PixelRect {
    PixelRect {
        left: rect.min.x.floor().max(0.0) as u32,
        top: rect.min.y.floor().max(0.0) as u32,
        right: rect.max.x.ceil().max(0.0) as u32,
        bottom: rect.max.y.ceil().max(0.0) as u32,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use shapes::{PictureSize, Point};

    use super::*;

    /// A picture with a slope, some noise, and a spot of a level.
    fn with_spot(level: f32) -> impl Fn(usize, PixelRect) -> Option<GrayPatch> {
        move |_, rect: PixelRect| {
            let rows = rect.top..rect.bottom;
            let places = rows.flat_map(|y| (rect.left..rect.right).map(move |x| (x, y)));
            let levels = places.map(|(x, y)| {
                let noise = ((x * 7919 + y * 104_729) % 97) as f32 / 97.0;
                let spot = (58..64).contains(&x) && (70..76).contains(&y);
                60.0 + 0.2 * x as f32 + noise + if spot { level } else { 0.0 }
            });
            GrayPatch::new(rect, levels.collect())
        }
    }

    fn of(pixels: crate::Pixels<'_>) -> f64 {
        let shots = Shots {
            turned_rad: vec![Some(0.0)],
            size: PictureSize {
                width_px: 160,
                height_px: 160,
            },
            pixels,
        };
        let bounds = Rect::between(Point::new(58.0, 70.0), Point::new(64.0, 76.0));
        significance(&shots, 0, &bounds).unwrap()
    }

    #[test]
    fn a_spot_stands_out_from_slope_and_noise_whether_bright_or_dark() {
        let (none, bright, dark) = (
            of(&with_spot(0.0)),
            of(&with_spot(3.0)),
            of(&with_spot(-3.0)),
        );
        assert!(none < 0.8, "{none}");
        assert!(bright > 3.0, "{bright}");
        assert!(dark > 3.0, "{dark}");
    }

    #[test]
    fn running_means_are_over_the_pixels_that_there_are() {
        let levels = [0.0, 3.0, 6.0, 9.0, 12.0, 15.0];
        assert_eq!(
            means_along_rows(&levels, 3, 1),
            [1.5, 3.0, 4.5, 10.5, 12.0, 13.5]
        );
        assert_eq!(
            means_along_columns(&levels, 2, 3, 1),
            [3.0, 6.0, 6.0, 9.0, 9.0, 12.0]
        );
    }
}
