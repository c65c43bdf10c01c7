//! Gaussian blur of a picture of one channel.

use rayon::prelude::*;

/// Below this deviation in pixels a blur changes nothing that could be seen.
const LEAST_PX: f32 = 0.2;

/// A picture of floating-point values, row by row.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub width_px: usize,
    pub height_px: usize,
    pub values: Vec<f32>,
}

impl Field {
    /// A picture of one value.
    pub fn filled(width_px: usize, height_px: usize, value: f32) -> Self {
        Self {
            width_px,
            height_px,
            values: vec![value; width_px * height_px],
        }
    }

    /// The picture blurred by a Gaussian of this deviation in pixels. Beyond its edges it goes on
    /// as its outermost pixels.
    pub fn blurred(mut self, deviation_px: f32) -> Self {
        if deviation_px < LEAST_PX || self.values.is_empty() {
            return self;
        }
        let kernel = kernel(deviation_px);
        let reach = kernel.len() / 2;
        let width = self.width_px;
        self.values.par_chunks_mut(width).for_each(|row| {
            let mut padded = Vec::with_capacity(width + 2 * reach);
            padded.resize(reach, row[0]);
            padded.extend_from_slice(row);
            padded.resize(width + 2 * reach, row[width - 1]);
            row.fill(0.0);
            for (weight, shifted) in kernel.iter().zip(padded.windows(width)) {
                add_scaled(row, shifted, *weight);
            }
        });
        let last = self.height_px - 1;
        let mut down = vec![0.0; self.values.len()];
        down.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
            for (step, weight) in kernel.iter().enumerate() {
                let source = (y + step).saturating_sub(reach).min(last);
                add_scaled(row, &self.values[source * width..][..width], *weight);
            }
        });
        self.values = down;
        self
    }
}

fn add_scaled(row: &mut [f32], other: &[f32], weight: f32) {
    for (value, other) in row.iter_mut().zip(other) {
        *value += weight * other;
    }
}

/// The weights of a Gaussian out to three deviations, with the sum 1.
fn kernel(deviation_px: f32) -> Vec<f32> {
    let reach = (3.0 * deviation_px).ceil() as i32;
    let weight = |step: i32| (-0.5 * (step as f32 / deviation_px).powi(2)).exp();
    let weights: Vec<f32> = (-reach..=reach).map(weight).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_keeps_the_sum_and_has_the_deviation_asked_for() {
        let mut field = Field::filled(41, 31, 0.0);
        field.values[15 * 41 + 20] = 1.0;
        let blurred = field.blurred(2.0);
        let sum: f32 = blurred.values.iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        let variance: f32 = blurred
            .values
            .iter()
            .enumerate()
            .map(|(index, value)| value * ((index % 41) as f32 - 20.0).powi(2))
            .sum();
        assert!((variance - 4.0).abs() < 0.15, "{variance}");
    }

    #[test]
    fn an_even_picture_stays_even_to_its_edges() {
        let blurred = Field::filled(20, 12, 0.25).blurred(5.0);
        assert!(
            blurred
                .values
                .iter()
                .all(|value| (value - 0.25).abs() < 1e-5)
        );
    }
}
