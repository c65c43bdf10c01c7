//! Whether a defect can be told from the noise.

use crate::camera::blur::Field;

/// The contrast-to-noise ratio from which a pixel of a defect counts as visible. Rose ("The
/// sensitivity performance of the human eye on an absolute scale", JOSA 38 (1948) 196) found that
/// people tell a feature from noise from about 5 on.
///
/// The ratio of a pixel is the mean change of the levels over the 3 × 3 pixels around it that the
/// defect makes, without noise, over the deviation that such a mean has anyway: by the noise of the
/// sensor, by compression, and by the unevenness of what would be there without the defect. The last
/// two are measured in the 15 × 15 pixels around. Unevenness is what a running mean of 15 pixels
/// leaves, along rows or along columns, whichever explains more: an even slope hides nothing, and
/// neither does an outline or a highlight that goes on past the defect.
pub const VISIBLE_CNR: f32 = 5.0;

/// How many pixels of a defect must be visible for it to be labelled: fewer could be noise.
pub const LEAST_VISIBLE_PX: usize = 4;

/// Half the side of the square over which contrast is averaged, less half a pixel.
const FEATURE_PX: usize = 1;
/// The same for the unevenness around.
pub(super) const AROUND_PX: usize = 7;

/// What is known about a piece of the picture. All are of the same size, in grey levels.
pub(super) struct Evidence {
    /// The levels with the defect and without it, free of noise.
    pub with: Field,
    pub without: Field,
    /// Variance of the sensor's noise without the defect.
    pub noise: Field,
    /// Squares of what compression changed.
    pub compression: Option<Field>,
}

impl Evidence {
    /// The contrast-to-noise ratio of every pixel.
    pub fn ratio(self) -> Field {
        let Self {
            with,
            without,
            noise,
            compression,
        } = self;
        let mut contrast = with;
        for (with, without) in contrast.values.iter_mut().zip(&without.values) {
            *with = (*with - without).abs();
        }
        let mut ratio = mean(&contrast, FEATURE_PX);
        let sensor = mean(&noise, FEATURE_PX);
        let uneven = unevenness(&without);
        let compression = compression.map(|squares| mean(&squares, AROUND_PX));
        let feature = ((2 * FEATURE_PX + 1) as f32).powi(2);
        for (index, ratio) in ratio.values.iter_mut().enumerate() {
            // Noise of single pixels averages out; unevenness does not.
            let lost = compression.as_ref().map_or(0.0, |it| it.values[index]);
            let variance = sensor.values[index] / feature + uneven.values[index] + lost;
            *ratio /= variance.sqrt();
        }
        ratio
    }
}

/// The variance around each pixel of what is finer than a running mean, in the direction in which
/// that is less.
fn unevenness(levels: &Field) -> Field {
    let mut across = variance(levels, &mean_along_rows(levels, AROUND_PX));
    let down = variance(levels, &mean_along_columns(levels, AROUND_PX));
    for (across, down) in across.values.iter_mut().zip(&down.values) {
        *across = across.min(*down);
    }
    across
}

fn variance(levels: &Field, smooth: &Field) -> Field {
    let mut squares = levels.clone();
    for (level, smooth) in squares.values.iter_mut().zip(&smooth.values) {
        *level = (*level - smooth).powi(2);
    }
    mean(&squares, AROUND_PX)
}

/// The mean over a square around each pixel, as far as there are pixels.
fn mean(field: &Field, reach_px: usize) -> Field {
    mean_along_columns(&mean_along_rows(field, reach_px), reach_px)
}

fn mean_along_rows(field: &Field, reach_px: usize) -> Field {
    let width = field.width_px;
    let mut means = Field::filled(width, field.height_px, 0.0);
    let rows = means.values.chunks_exact_mut(width);
    for (row, means) in field.values.chunks_exact(width).zip(rows) {
        running(row.iter().copied(), width, reach_px, |x, mean| {
            means[x] = mean;
        });
    }
    means
}

fn mean_along_columns(field: &Field, reach_px: usize) -> Field {
    let (width, height) = (field.width_px, field.height_px);
    let mut means = Field::filled(width, height, 0.0);
    for x in 0..width {
        let column = field.values.iter().skip(x).step_by(width).copied();
        running(column, height, reach_px, |y, mean| {
            means.values[y * width + x] = mean;
        });
    }
    means
}

/// Means over a window that runs along some values.
fn running(
    values: impl Iterator<Item = f32> + Clone,
    count: usize,
    reach: usize,
    mut put: impl FnMut(usize, f32),
) {
    let mut sum: f64 = values.clone().take(reach).map(f64::from).sum();
    let mut entering = values.clone().skip(reach);
    let mut leaving = values;
    for index in 0..count {
        if let Some(value) = entering.next() {
            sum += f64::from(value);
        }
        if index > reach {
            sum -= leaving.next().map_or(0.0, f64::from);
        }
        let first = index.saturating_sub(reach);
        let last = (index + reach).min(count - 1);
        put(index, (sum / (last - first + 1) as f64) as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(slope: f32) -> Field {
        let mut field = Field::filled(60, 40, 0.0);
        for (index, value) in field.values.iter_mut().enumerate() {
            *value = 50.0 + slope * (index % 60) as f32;
        }
        field
    }

    fn evidence(change: f32, sensor: f32) -> Evidence {
        let mut with = ramp(0.5);
        for y in 15..25 {
            for x in 25..35 {
                with.values[y * 60 + x] += change;
            }
        }
        Evidence {
            with,
            without: ramp(0.5),
            noise: Field::filled(60, 40, sensor * sensor),
            compression: None,
        }
    }

    #[test]
    fn the_mean_is_that_of_the_square_also_at_the_edges() {
        let field = ramp(1.0);
        let mean = mean(&field, 2);
        assert!((mean.values[20 * 60 + 30] - 80.0).abs() < 1e-3);
        assert!((mean.values[0] - 51.0).abs() < 1e-3);
        assert!((mean.values[39 * 60 + 59] - 108.0).abs() < 1e-3);
    }

    #[test]
    fn a_change_of_one_deviation_has_the_ratio_of_nine_pixels() {
        let ratio = evidence(2.0, 2.0).ratio();
        let middle = ratio.values[20 * 60 + 30];
        assert!((middle - 3.0).abs() < 0.05, "{middle}");
        assert!(ratio.values[5 * 60 + 5].abs() < 1e-6);
    }

    #[test]
    fn an_uneven_place_and_compression_hide_a_defect() {
        let plain = evidence(4.0, 1.0).ratio().values[20 * 60 + 30];
        let mut uneven = evidence(4.0, 1.0);
        for (index, (with, without)) in uneven
            .with
            .values
            .iter_mut()
            .zip(&mut uneven.without.values)
            .enumerate()
        {
            let pattern = if (index + index / 60) % 2 == 0 {
                3.0
            } else {
                -3.0
            };
            *with += pattern;
            *without += pattern;
        }
        assert!(uneven.ratio().values[20 * 60 + 30] < plain / 3.0);
        // A line that goes on past the defect hides nothing, in either direction.
        let edge_cases: [fn(usize) -> bool; 2] = [|at| at % 60 == 20, |at| at / 60 == 12];
        for is_line in edge_cases {
            let mut lined = evidence(4.0, 1.0);
            for index in (0..60 * 40).filter(|index| is_line(*index)) {
                lined.with.values[index] += 100.0;
                lined.without.values[index] += 100.0;
            }
            let beside = lined.ratio().values[20 * 60 + 30];
            assert!(beside > 0.9 * plain, "{beside} {plain}");
        }
        let compressed = Evidence {
            compression: Some(Field::filled(60, 40, 9.0)),
            ..evidence(4.0, 1.0)
        };
        assert!(compressed.ratio().values[20 * 60 + 30] < plain / 3.0);
    }
}
