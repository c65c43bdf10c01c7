//! Control: each sample becomes the mean of the 3 × 3 pixels around it, edges repeated. It takes
//! away fine detail instead of adding some, and tells whether a detector sees an attack or just a
//! picture that was changed.

use ndarray::{Array3, ArrayD};

use crate::error::AttackError;
use crate::trial::Trial;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let space = trial.victim.space();
    Ok(space.laid_out(blurred(&space.planes(&trial.original)?)))
}

/// The mean of 3 × 3 pixels in each channel of `[channels, height, width]`.
fn blurred(planes: &Array3<f32>) -> Array3<f32> {
    let (_, height, width) = planes.dim();
    let around =
        |place: usize, side: usize| [place.saturating_sub(1), place, (place + 1).min(side - 1)];
    Array3::from_shape_fn(planes.dim(), |(channel, row, column)| {
        let mut sum = 0.0;
        for near_row in around(row, height) {
            for near_column in around(column, width) {
                sum += planes[[channel, near_row, near_column]];
            }
        }
        sum / 9.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_spreads_over_nine_pixels_and_edges_repeat() {
        let mut planes = Array3::zeros((2, 4, 4));
        planes[[0, 1, 1]] = 0.9;
        planes[[1, 0, 0]] = 0.9;
        let blurred = blurred(&planes);
        for row in 0..3 {
            for column in 0..3 {
                assert!((blurred[[0, row, column]] - 0.1).abs() < 1e-6);
            }
        }
        assert_eq!(blurred[[0, 3, 1]], 0.0);
        // The corner is seen four times from itself.
        assert!((blurred[[1, 0, 0]] - 0.4).abs() < 1e-6);
        assert!((blurred[[1, 0, 1]] - 0.2).abs() < 1e-6);
    }
}
