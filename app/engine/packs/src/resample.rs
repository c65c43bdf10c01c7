//! Resizing rows and columns of 32-bit floats, by the convention of Pillow and torchvision.
//!
//! A target pixel is a weighted sum of source pixels around the point that it falls on. Rows are
//! resized first, then columns. [`Taps`] holds the weights of one direction.

use crate::manifest::Filter;

/// The weights of all target pixels of one direction.
#[derive(Debug)]
pub(crate) struct Taps {
    spans: Vec<Span>,
    weights: Vec<f64>,
}

/// The source pixels that one target pixel is made of.
#[derive(Debug)]
struct Span {
    first_source: usize,
    first_weight: usize,
    len: usize,
}

impl Taps {
    /// The weights that resize a line of `source_len` pixels to `target_len`, for the target
    /// pixels of `window` alone.
    pub(crate) fn new(
        filter: Filter,
        source_len: usize,
        target_len: usize,
        window: std::ops::Range<usize>,
    ) -> Self {
        let mut taps = Self {
            spans: Vec::with_capacity(window.len()),
            weights: Vec::new(),
        };
        let step = source_len as f64 / target_len as f64;
        for target in window {
            let centre = (target as f64 + 0.5) * step;
            if source_len == target_len {
                taps.push(target, &[1.0]);
            } else {
                taps.push_filtered(filter, source_len, step, centre);
            }
        }
        taps
    }

    /// Number of target pixels.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The first source pixel of a target pixel, and the weights from there on.
    pub(crate) fn of(&self, target: usize) -> (usize, &[f64]) {
        let span = &self.spans[target];
        let weights = &self.weights[span.first_weight..span.first_weight + span.len];
        (span.first_source, weights)
    }

    /// The source pixels, from the first to one behind the last, that any target pixel needs.
    pub(crate) fn source_range(&self) -> (usize, usize) {
        let first = self.spans.iter().map(|span| span.first_source).min();
        let end = self
            .spans
            .iter()
            .map(|span| span.first_source + span.len)
            .max();
        (first.unwrap_or(0), end.unwrap_or(0))
    }

    /// Resizes one line, of which the source pixels from `source_start` on are given.
    pub(crate) fn apply(&self, source: &[f32], source_start: usize, target: &mut [f32]) {
        for (index, value) in target.iter_mut().enumerate() {
            let (first, weights) = self.of(index);
            let sum: f64 = weights
                .iter()
                .zip(&source[first - source_start..])
                .map(|(weight, sample)| weight * f64::from(*sample))
                .sum();
            *value = sum as f32;
        }
    }

    fn push(&mut self, first_source: usize, weights: &[f64]) {
        self.spans.push(Span {
            first_source,
            first_weight: self.weights.len(),
            len: weights.len(),
        });
        self.weights.extend_from_slice(weights);
    }

    fn push_filtered(&mut self, filter: Filter, source_len: usize, step: f64, centre: f64) {
        match filter {
            Filter::Nearest => {
                let source = (centre.floor() as usize).min(source_len - 1);
                self.push(source, &[1.0]);
            }
            Filter::Box => self.push_smooth(&box_kernel, 0.5, source_len, step, centre),
            Filter::Area if step > 1.0 => self.push_area(source_len, step, centre),
            Filter::Area => self.push_smooth(&triangle, 1.0, source_len, step, centre),
            Filter::Bilinear => self.push_smooth(&triangle, 1.0, source_len, step, centre),
            Filter::Bicubic => {
                self.push_smooth(&|x| cubic(x, -0.5), 2.0, source_len, step, centre);
            }
            Filter::Lanczos => self.push_smooth(&lanczos3, 3.0, source_len, step, centre),
            Filter::PlainBilinear => self.push_plain(&triangle, 1, source_len, centre),
            Filter::PlainBicubic => {
                self.push_plain(&|x| cubic(x, -0.75), 2, source_len, centre);
            }
        }
    }

    /// A kernel that grows with the reduction. At the border the weights inside are scaled up to
    /// one.
    fn push_smooth(
        &mut self,
        kernel: &dyn Fn(f64) -> f64,
        support: f64,
        source_len: usize,
        step: f64,
        centre: f64,
    ) {
        let stretch = step.max(1.0);
        let reach = support * stretch;
        let first = (centre - reach + 0.5).max(0.0) as usize;
        let end = ((centre + reach + 0.5) as usize).min(source_len);
        let mut weights: Vec<f64> = (first..end)
            .map(|source| kernel((source as f64 - centre + 0.5) / stretch))
            .collect();
        let sum: f64 = weights.iter().sum();
        if sum != 0.0 {
            weights.iter_mut().for_each(|weight| *weight /= sum);
        }
        self.push(first, &weights);
    }

    /// Every source pixel by the part of it that lies under the target pixel.
    fn push_area(&mut self, source_len: usize, step: f64, centre: f64) {
        let (start, end) = (centre - step / 2.0, centre + step / 2.0);
        let first = (start.max(0.0) as usize).min(source_len - 1);
        let last = (end.ceil() as usize).clamp(first + 1, source_len);
        let mut weights: Vec<f64> = (first..last)
            .map(|source| {
                let (left, right) = (source as f64, source as f64 + 1.0);
                (right.min(end) - left.max(start)).max(0.0)
            })
            .collect();
        // The last target pixel may reach beyond the line by what rounding leaves.
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        self.push(first, &weights);
    }

    /// A kernel over the `2 * reach` nearest pixels. Beyond the border the border's pixel goes on.
    fn push_plain(
        &mut self,
        kernel: &dyn Fn(f64) -> f64,
        reach: isize,
        source_len: usize,
        centre: f64,
    ) {
        let point = centre - 0.5;
        let before = point.floor();
        let last = source_len as isize - 1;
        let inside = |source: isize| source.clamp(0, last);
        let first = inside(before as isize - reach + 1);
        let end = inside(before as isize + reach);
        let mut weights = vec![0.0; (end - first + 1) as usize];
        for offset in 1 - reach..=reach {
            let source = before as isize + offset;
            weights[(inside(source) - first) as usize] += kernel(point - source as f64);
        }
        self.push(first as usize, &weights);
    }
}

fn box_kernel(x: f64) -> f64 {
    if x > -0.5 && x <= 0.5 { 1.0 } else { 0.0 }
}

fn triangle(x: f64) -> f64 {
    (1.0 - x.abs()).max(0.0)
}

fn cubic(x: f64, a: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0
    } else if x < 2.0 {
        (((x - 5.0) * x + 8.0) * x - 4.0) * a
    } else {
        0.0
    }
}

fn lanczos3(x: f64) -> f64 {
    let sinc = |x: f64| {
        if x == 0.0 {
            1.0
        } else {
            let angle = std::f64::consts::PI * x;
            angle.sin() / angle
        }
    };
    if x.abs() < 3.0 {
        sinc(x) * sinc(x / 3.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILTERS: [Filter; 8] = [
        Filter::Nearest,
        Filter::Box,
        Filter::Bilinear,
        Filter::Bicubic,
        Filter::Lanczos,
        Filter::PlainBilinear,
        Filter::PlainBicubic,
        Filter::Area,
    ];

    fn resized(filter: Filter, source: &[f32], target_len: usize) -> Vec<f32> {
        let mut target = vec![0.0; target_len];
        Taps::new(filter, source.len(), target_len, 0..target_len).apply(source, 0, &mut target);
        target
    }

    proptest! {
        #[test]
        fn a_flat_line_stays_flat(
            filter in prop::sample::select(&FILTERS[..]),
            source_len in 1_usize..90,
            target_len in 1_usize..90,
        ) {
            for value in resized(filter, &vec![0.25; source_len], target_len) {
                prop_assert!((value - 0.25).abs() < 1e-6, "{value}");
            }
        }

        #[test]
        fn the_same_length_changes_nothing(
            filter in prop::sample::select(&FILTERS[..]),
            source in prop::collection::vec(-1.0_f32..1.0, 1..40),
        ) {
            prop_assert_eq!(resized(filter, &source, source.len()), source);
        }

        #[test]
        fn a_mirrored_line_gives_the_mirrored_result(
            filter in prop::sample::select(&FILTERS[2..]),
            source in prop::collection::vec(-1.0_f32..1.0, 1..60),
            target_len in 1_usize..60,
        ) {
            let mirrored: Vec<f32> = source.iter().rev().copied().collect();
            let forwards = resized(filter, &source, target_len);
            let backwards = resized(filter, &mirrored, target_len);
            for (one, other) in forwards.iter().zip(backwards.iter().rev()) {
                prop_assert!((one - other).abs() < 1e-5, "{one} {other}");
            }
        }

        #[test]
        fn a_window_is_a_part_of_the_whole(
            filter in prop::sample::select(&FILTERS[..]),
            source in prop::collection::vec(-1.0_f32..1.0, 1..60),
            target_len in 2_usize..60,
        ) {
            let whole = resized(filter, &source, target_len);
            let window = 1..target_len;
            let mut part = vec![0.0; window.len()];
            let taps = Taps::new(filter, source.len(), target_len, window);
            let (start, end) = taps.source_range();
            taps.apply(&source[start..end], start, &mut part);
            prop_assert_eq!(&part[..], &whole[1..]);
        }
    }
}
