//! Masks moved by whole pixels, and with columns and rows exchanged.

use std::sync::Arc;

use super::runs::MaskBuilder;
use super::{LARGEST_SIDE_PX, Mask};
use crate::PixelRect;

impl Mask {
    /// The mask moved by whole pixels to the right and down. What leaves the picture at its left or
    /// its top is lost, as is what would lie beyond [`LARGEST_SIDE_PX`].
    #[must_use]
    pub fn translated(&self, right_px: i64, down_px: i64) -> Self {
        let Some(bounds) = self.pixel_bounds() else {
            return Self::new();
        };
        let moved = |edge: u32, by_px: i64| {
            let limit = i64::from(LARGEST_SIDE_PX);
            i64::from(edge).saturating_add(by_px).clamp(0, limit) as u32
        };
        let mut builder = MaskBuilder::within(PixelRect {
            left: moved(bounds.left, right_px),
            top: moved(bounds.top, down_px),
            right: moved(bounds.right, right_px),
            bottom: moved(bounds.bottom, down_px),
        });
        for run in self.runs() {
            builder.push(
                i64::from(run.y).saturating_add(down_px),
                i64::from(run.left).saturating_add(right_px),
                i64::from(run.right).saturating_add(right_px),
            );
        }
        builder.finish()
    }

    /// The mask with columns and rows exchanged.
    pub(super) fn transposed(&self) -> Self {
        let mut mask = Self::new();
        for (&row, strip) in &self.strips {
            for (&column, tile) in &**strip {
                let full = tile.rows.iter().all(|row| *row == u64::MAX);
                let tile = if full {
                    tile.clone()
                } else {
                    Arc::new(tile.transposed())
                };
                mask.keep(column, [(row, Some(tile))]);
            }
        }
        mask
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{REACH_PX, mask_strategy, pixels};
    use proptest::prelude::*;

    #[test]
    fn what_leaves_the_picture_is_lost() {
        let square = Mask::rectangle(PixelRect {
            left: 0,
            top: 0,
            right: 10,
            bottom: 10,
        });
        assert_eq!(square.translated(-4, 0).area_px(), 60);
        assert_eq!(square.translated(0, -10), Mask::new());
        assert_eq!(square.translated(i64::MAX, i64::MIN), Mask::new());
        let far = i64::from(LARGEST_SIDE_PX) - 3;
        assert_eq!(square.translated(far, far).area_px(), 9);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_mask_moved_there_and_back_is_the_same(
            mask in mask_strategy(), right in 0..i64::from(REACH_PX), down in 0..i64::from(REACH_PX),
        ) {
            let there = mask.translated(right, down);
            let expected = pixels(&mask)
                .iter()
                .map(|(x, y)| (x + right as u32, y + down as u32))
                .collect();
            prop_assert_eq!(pixels(&there), expected);
            prop_assert_eq!(there.translated(-right, -down), mask);
        }

        #[test]
        fn a_transposed_mask_has_rows_for_columns(mask in mask_strategy()) {
            let expected = pixels(&mask).iter().map(|&(x, y)| (y, x)).collect();
            prop_assert_eq!(pixels(&mask.transposed()), expected);
        }
    }
}
