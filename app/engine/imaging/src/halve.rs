//! Halving a picture: each pixel of a coarser level is the mean of 2 × 2 pixels of the finer one.
//! Where a side is odd, the last row or column is averaged with itself.

use rayon::prelude::*;

use crate::raster::{Raster, map_kind};

/// A sample that can be averaged.
pub(crate) trait Sample: bytemuck::Pod + Default + Send + Sync {
    /// The mean of four samples, rounded half up.
    fn mean(values: [Self; 4]) -> Self;
}

impl Sample for u8 {
    fn mean([a, b, c, d]: [Self; 4]) -> Self {
        ((u16::from(a) + u16::from(b) + u16::from(c) + u16::from(d) + 2) >> 2) as Self
    }
}

impl Sample for u16 {
    fn mean([a, b, c, d]: [Self; 4]) -> Self {
        ((u32::from(a) + u32::from(b) + u32::from(c) + u32::from(d) + 2) >> 2) as Self
    }
}

impl Sample for f32 {
    /// The mean of those that are numbers, so that a gap in the data does not spread.
    fn mean(values: [Self; 4]) -> Self {
        let sum: Self = values.iter().sum();
        if !sum.is_nan() {
            return sum * 0.25;
        }
        let numbers = values.iter().filter(|value| !value.is_nan());
        let count = numbers.clone().count();
        if count == 0 {
            Self::NAN
        } else {
            numbers.sum::<Self>() / count as Self
        }
    }
}

/// Halves some rows of `width` pixels. When their number is odd, the last is averaged with itself,
/// so that only the end of a picture may be odd.
pub(crate) fn halve_rows<T: Sample>(rows: &[T], width: usize, channels: usize) -> Vec<T> {
    let row_len = width * channels;
    let half_len = width.div_ceil(2) * channels;
    let half_rows = (rows.len() / row_len).div_ceil(2);
    let mut halved = vec![T::default(); half_len * half_rows];
    halved
        .par_chunks_exact_mut(half_len)
        .zip(rows.par_chunks(row_len * 2))
        .for_each(|(out, pair)| {
            let (top, bottom) = pair.split_at(row_len);
            let bottom = if bottom.is_empty() { top } else { bottom };
            match channels {
                1 => halve_row::<T, 1>(top, bottom, out),
                2 => halve_row::<T, 2>(top, bottom, out),
                3 => halve_row::<T, 3>(top, bottom, out),
                _ => halve_row::<T, 4>(top, bottom, out),
            }
        });
    halved
}

fn halve_row<T: Sample, const C: usize>(top: &[T], bottom: &[T], out: &mut [T]) {
    let pairs = top.chunks_exact(C * 2).zip(bottom.chunks_exact(C * 2));
    for (out, (top, bottom)) in out.chunks_exact_mut(C).zip(pairs) {
        for c in 0..C {
            out[c] = T::mean([top[c], top[C + c], bottom[c], bottom[C + c]]);
        }
    }
    let has_single_column = !top.len().is_multiple_of(C * 2);
    if has_single_column {
        let last = top.len() - C;
        let out_last = out.len() - C;
        for c in 0..C {
            let (above, below) = (top[last + c], bottom[last + c]);
            out[out_last + c] = T::mean([above, above, below, below]);
        }
    }
}

/// The raster at half its size, rounded up.
pub(crate) fn halve(raster: &Raster) -> Raster {
    let (width, channels) = (raster.width_px as usize, usize::from(raster.channels));
    let samples = map_kind!(&raster.samples, values => halve_rows(values, width, channels));
    Raster::new(
        raster.width_px.div_ceil(2),
        raster.height_px.div_ceil(2),
        raster.channels,
        samples,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::raster::Samples;
    use proptest::prelude::*;

    /// The plain definition, pixel by pixel.
    fn reference(raster: &Raster) -> Vec<f64> {
        let mut means = Vec::new();
        for y in 0..raster.height_px.div_ceil(2) {
            for x in 0..raster.width_px.div_ceil(2) {
                for c in 0..usize::from(raster.channels) {
                    let at = |dx: u32, dy: u32| {
                        let x = (2 * x + dx).min(raster.width_px - 1);
                        let y = (2 * y + dy).min(raster.height_px - 1);
                        raster.values_at(x, y).unwrap()[c]
                    };
                    means.push((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4.0);
                }
            }
        }
        means
    }

    proptest! {
        #[test]
        fn halving_is_the_rounded_mean(
            (width, height, channels) in (1_u32..20, 1_u32..20, 1_u8..=4),
            seed in any::<u32>(),
        ) {
            let count = width * height * u32::from(channels);
            let values = (0..count).map(|i| (i.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 16) as u16);
            let wide = Raster::new(width, height, channels, Samples::U16(values.clone().collect()));
            let expected: Vec<u16> = reference(&wide).iter().map(|v| (v + 0.5).floor() as u16).collect();
            prop_assert_eq!(halve(&wide).samples, Samples::U16(expected));

            let narrow = Raster::new(width, height, channels, Samples::U8(values.map(|v| v as u8).collect()));
            let expected: Vec<u8> = reference(&narrow).iter().map(|v| (v + 0.5).floor() as u8).collect();
            prop_assert_eq!(halve(&narrow).samples, Samples::U8(expected));
        }
    }

    #[test]
    fn gaps_in_floating_point_data_do_not_spread() {
        let gaps = vec![
            f32::NAN,
            2.0,
            4.0,
            6.0,
            f32::NAN,
            f32::NAN,
            f32::NAN,
            f32::NAN,
        ];
        let Samples::F32(means) = halve(&Raster::new(2, 4, 1, Samples::F32(gaps))).samples else {
            panic!("the kind is kept");
        };
        assert_eq!(means[0], 4.0);
        assert!(means[1].is_nan());
    }
}
