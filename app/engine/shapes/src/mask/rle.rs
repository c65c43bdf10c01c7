//! Masks as COCO stores them.

use super::runs::MaskBuilder;
use super::{LARGEST_SIDE_PX, Mask};
use crate::{MaskError, PixelRect, Rle};

impl Mask {
    /// The mask that runs describe.
    ///
    /// # Errors
    /// [`MaskError::Counts`] where the runs are not of all pixels of the picture, neither more nor
    /// fewer; [`MaskError::Large`] for a picture that is larger than masks can be.
    pub fn from_rle(rle: &Rle) -> Result<Self, MaskError> {
        let (width_px, height_px) = (rle.width_px, rle.height_px);
        if width_px.max(height_px) > LARGEST_SIDE_PX {
            return Err(MaskError::Large {
                right_px: width_px.into(),
                bottom_px: height_px.into(),
            });
        }
        let counted_px: u64 = rle.counts.iter().map(|&count| u64::from(count)).sum();
        if counted_px != u64::from(width_px) * u64::from(height_px) {
            return Err(MaskError::Counts {
                counted_px,
                width_px,
                height_px,
            });
        }
        // Columns are as good as rows: the mask is built with the two exchanged.
        let mut builder = MaskBuilder::within(PixelRect {
            left: 0,
            top: 0,
            right: height_px,
            bottom: width_px,
        });
        builder.push_counts(rle.counts.iter().map(|&count| u64::from(count)));
        Ok(builder.finish().transposed())
    }

    /// The runs of the mask in a picture of the size. As COCO has it, only the first count can be 0,
    /// but where a run is longer than a count can tell.
    ///
    /// # Errors
    /// [`MaskError::Outside`] where a pixel of the mask lies outside the picture: [`Mask::clipped`]
    /// removes those.
    pub fn to_rle(&self, width_px: u32, height_px: u32) -> Result<Rle, MaskError> {
        if let Some(bounds) = self.pixel_bounds()
            && (bounds.right > width_px || bounds.bottom > height_px)
        {
            return Err(MaskError::Outside {
                right_px: bounds.right,
                bottom_px: bounds.bottom,
                width_px,
                height_px,
            });
        }
        let within = PixelRect {
            left: 0,
            top: 0,
            right: height_px,
            bottom: width_px,
        };
        let mut counts = Vec::new();
        for count in self.transposed().counts(within) {
            let mut rest = count;
            while rest > u64::from(u32::MAX) {
                counts.extend([u32::MAX, 0]);
                rest -= u64::from(u32::MAX);
            }
            counts.push(rest as u32);
        }
        Ok(Rle {
            width_px,
            height_px,
            counts,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{REACH_PX, drawn, mask_strategy};
    use proptest::prelude::*;

    fn rle(width_px: u32, height_px: u32, counts: &[u32]) -> Rle {
        Rle {
            width_px,
            height_px,
            counts: counts.to_vec(),
        }
    }

    #[test]
    fn runs_go_down_the_columns_from_pixels_that_are_off() {
        let mask = drawn(&["..#", ".##"]);
        assert_eq!(mask.to_rle(3, 2).unwrap(), rle(3, 2, &[3, 3]));
        assert_eq!(Mask::from_rle(&rle(3, 2, &[3, 3])).unwrap(), mask);
        let corner = drawn(&["#.", ".."]);
        assert_eq!(corner.to_rle(2, 2).unwrap(), rle(2, 2, &[0, 1, 3]));
        assert_eq!(Mask::new().to_rle(2, 2).unwrap(), rle(2, 2, &[4]));
        assert_eq!(Mask::new().to_rle(0, 0).unwrap(), rle(0, 0, &[]));
    }

    #[test]
    fn runs_of_no_length_are_read() {
        let mask = Mask::from_rle(&rle(2, 2, &[1, 1, 0, 1, 1, 0])).unwrap();
        assert_eq!(mask, drawn(&[".#", "#."]));
    }

    #[test]
    fn counts_that_do_not_add_up_are_refused() {
        for counts in [&[3, 2][..], &[3, 4], &[], &[u32::MAX, u32::MAX]] {
            let refused = Mask::from_rle(&rle(3, 2, counts)).unwrap_err();
            let counted_px = counts.iter().map(|&count| u64::from(count)).sum();
            let expected = MaskError::Counts {
                counted_px,
                width_px: 3,
                height_px: 2,
            };
            assert_eq!(refused, expected);
        }
        let refused = Mask::from_rle(&rle(3, 2, &[3, 2])).unwrap_err();
        assert!(refused.to_string().contains("3 × 2 pixels are 6"));
    }

    #[test]
    fn sizes_that_no_mask_has_are_refused() {
        let large = rle(LARGEST_SIDE_PX + 1, 1, &[LARGEST_SIDE_PX + 1]);
        assert!(matches!(
            Mask::from_rle(&large),
            Err(MaskError::Large { .. })
        ));
        let mask = drawn(&["..#"]);
        assert!(matches!(
            mask.to_rle(2, 9),
            Err(MaskError::Outside { right_px: 3, .. })
        ));
        assert!(mask.to_rle(3, 1).is_ok());
    }

    #[test]
    fn large_pictures_have_runs() {
        let corners = |size: [u32; 2]| {
            let mut mask = Mask::new();
            mask.set(0, 0, true);
            mask.set(size[0] - 1, size[1] - 1, true);
            mask
        };
        for size in [[60_000, 60_000], [120_000, 80]] {
            let mask = corners(size);
            let rle = mask.to_rle(size[0], size[1]).unwrap();
            assert_eq!(rle.counts, [0, 1, size[0] * size[1] - 2, 1]);
            assert_eq!(Mask::from_rle(&rle).unwrap(), mask);
        }
        let counts = Mask::new()
            .to_rle(LARGEST_SIDE_PX, LARGEST_SIDE_PX)
            .unwrap();
        assert_eq!(
            counts.counts,
            [u32::MAX, 0, u32::MAX, 0, u32::MAX, 0, u32::MAX, 0, 4]
        );
        assert!(Mask::from_rle(&counts).unwrap().is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read(mask in mask_strategy(), wider in 0u32..9, higher in 0u32..9) {
            let rle = mask.to_rle(REACH_PX + wider, REACH_PX + higher).unwrap();
            prop_assert!(rle.counts[1..].iter().all(|&count| count > 0));
            let on: u64 = rle.counts.iter().skip(1).step_by(2).map(|&count| u64::from(count)).sum();
            prop_assert_eq!(on, mask.area_px());
            prop_assert_eq!(Mask::from_rle(&rle).unwrap(), mask);
        }
    }
}
