//! Masks grown and shrunk.

use super::Mask;
use super::runs::MaskBuilder;
use crate::PixelRect;

/// Columns from the first up to but without the second.
type Span = (i64, i64);

impl Mask {
    /// The pixels that are at most `radius_px` from a pixel of the mask, measured between centres:
    /// the mask dilated by a disc. What would lie left of the picture or above it is left out. A
    /// radius below 1 changes nothing.
    #[must_use]
    pub fn grown(&self, radius_px: f64) -> Self {
        let (Some(bounds), Some(disc)) = (self.pixel_bounds(), Disc::new(radius_px)) else {
            return self.clone();
        };
        let reach = disc.reach_px() as u32;
        let limits = PixelRect {
            left: bounds.left.saturating_sub(reach),
            top: bounds.top.saturating_sub(reach),
            right: bounds.right + reach,
            bottom: bounds.bottom + reach,
        };
        let rows = self.rows(bounds);
        let row_at = |y: i64| row(&rows, y - i64::from(bounds.top));
        let mut builder = MaskBuilder::within(limits);
        for y in limits.top..limits.bottom {
            for (left, right) in disc.spread(y.into(), row_at) {
                builder.push(y.into(), left, right);
            }
        }
        builder.finish()
    }

    /// The pixels from which every pixel that is at most `radius_px` away, measured between centres,
    /// is on: the mask eroded by a disc. What lies outside the picture counts as off. A radius below
    /// 1 changes nothing.
    #[must_use]
    pub fn shrunk(&self, radius_px: f64) -> Self {
        let (Some(bounds), Some(disc)) = (self.pixel_bounds(), Disc::new(radius_px)) else {
            return self.clone();
        };
        let (left, right) = (i64::from(bounds.left), i64::from(bounds.right));
        let reach = disc.reach_px();
        let around = (left - reach, right + reach);
        let off: Vec<Vec<Span>> = self
            .rows(bounds)
            .iter()
            .map(|row| complement(row, around))
            .collect();
        let all_off = [around];
        let row_at = |y: i64| match usize::try_from(y - i64::from(bounds.top)) {
            Ok(index) if index < off.len() => &off[index][..],
            _ => &all_off[..],
        };
        let mut builder = MaskBuilder::within(bounds);
        for y in bounds.top..bounds.bottom {
            for (left, right) in complement(&disc.spread(y.into(), row_at), (left, right)) {
                builder.push(y.into(), left, right);
            }
        }
        builder.finish()
    }

    /// The runs of each row of the bounds.
    fn rows(&self, bounds: PixelRect) -> Vec<Vec<Span>> {
        let mut rows = vec![Vec::new(); bounds.height_px() as usize];
        for run in self.runs() {
            rows[(run.y - bounds.top) as usize].push((run.left.into(), run.right.into()));
        }
        rows
    }
}

/// The row of that index, which has no spans where there is none.
fn row(rows: &[Vec<Span>], index: i64) -> &[Span] {
    let index = usize::try_from(index).ok();
    index.and_then(|it| rows.get(it)).map_or(&[], Vec::as_slice)
}

/// What spans that are sorted and apart leave of `around`.
fn complement(spans: &[Span], around: Span) -> Vec<Span> {
    let mut rest = Vec::with_capacity(spans.len() + 1);
    let mut left = around.0;
    for &(start, end) in spans {
        if start > left {
            rest.push((left, start.min(around.1)));
        }
        left = left.max(end);
    }
    if left < around.1 {
        rest.push((left, around.1));
    }
    rest
}

/// A disc of pixels around a pixel.
struct Disc {
    /// How many columns it reaches to either side, by the distance of the row from its middle.
    half_widths_px: Vec<i64>,
}

impl Disc {
    /// The largest radius: no picture has pixels that are further apart.
    const LARGEST_PX: f64 = 2.0 * super::LARGEST_SIDE_PX as f64;

    /// The disc of the pixels that are at most `radius_px` from its middle, or `None` where that is
    /// the middle alone.
    fn new(radius_px: f64) -> Option<Self> {
        // Not a number is no radius either.
        if radius_px.is_nan() || radius_px < 1.0 {
            return None;
        }
        let radius_px = radius_px.min(Self::LARGEST_PX);
        let half_widths_px = (0..=radius_px as i64)
            .map(|row| (radius_px.powi(2) - (row * row) as f64).sqrt() as i64)
            .collect();
        Some(Self { half_widths_px })
    }

    /// How many rows it reaches up and down.
    fn reach_px(&self) -> i64 {
        self.half_widths_px.len() as i64 - 1
    }

    /// The columns of row `y` that the disc covers while its middle is put on every pixel of the
    /// rows, sorted and apart.
    fn spread<'a>(&self, y: i64, row_at: impl Fn(i64) -> &'a [Span]) -> Vec<Span> {
        let mut spans = Vec::new();
        for (distance, &half_px) in (0..).zip(&self.half_widths_px) {
            let below = (distance > 0).then_some(y + distance);
            for row in std::iter::once(y - distance).chain(below) {
                spans.extend(
                    row_at(row)
                        .iter()
                        .map(|it| (it.0 - half_px, it.1 + half_px)),
                );
            }
        }
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let touches = next.0 <= last.1;
            if touches {
                last.1 = last.1.max(next.1);
            }
            touches
        });
        spans
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Point;
    use crate::mask::test_masks::{drawn, mask_strategy, pixels};
    use proptest::prelude::*;

    #[test]
    fn a_pixel_grows_to_a_disc() {
        let mut pixel = Mask::new();
        pixel.set(2, 2, true);
        let grown = pixel.grown(2.0);
        assert_eq!(grown, Mask::disc(Point::new(2.5, 2.5), 4.0));
        assert_eq!(grown.shrunk(2.0), pixel);
        assert_eq!(pixel.grown(0.9), pixel);
        assert_eq!(pixel.grown(f64::NAN), pixel);
        assert!(pixel.shrunk(1.0).is_empty());
    }

    #[test]
    fn a_hole_grows_when_the_mask_shrinks() {
        let mask = drawn(&["#####", "#####", "##.##", "#####", "#####"]);
        let shrunk = drawn(&[".....", ".#.#.", ".....", ".#.#.", "....."]);
        assert_eq!(mask.shrunk(1.0), shrunk);
        assert_eq!(mask.shrunk(f64::INFINITY), Mask::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn grown_and_shrunk_masks_are_what_discs_leave(
            mask in mask_strategy(), radius_px in 0.0f64..6.0,
        ) {
            let on = pixels(&mask);
            let reach = radius_px as i64;
            let offsets: Vec<(i64, i64)> = (-reach..=reach)
                .flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)))
                .filter(|(dx, dy)| (dx * dx + dy * dy) as f64 <= radius_px * radius_px)
                .collect();
            let near = |x: u32, y: u32, on_wanted: bool| {
                offsets.iter().any(|(dx, dy)| {
                    let (x, y) = (i64::from(x) + dx, i64::from(y) + dy);
                    let is_on = x >= 0 && y >= 0 && on.contains(&(x as u32, y as u32));
                    is_on == on_wanted
                })
            };
            let (grown, shrunk) = (mask.grown(radius_px), mask.shrunk(radius_px));
            for (x, y) in (0..150).flat_map(|y| (0..150).map(move |x| (x, y))) {
                prop_assert_eq!(grown.get(x, y), near(x, y, true));
                prop_assert_eq!(shrunk.get(x, y), !near(x, y, false));
            }
        }
    }
}
