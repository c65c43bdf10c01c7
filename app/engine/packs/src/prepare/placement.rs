//! Where a picture comes to lie in the input.

use std::ops::Range;

use crate::manifest::{Extent, Fit, InputSpec};

/// Where a picture comes to lie in the input: first it is resized, then laid into the input at an
/// offset. What stands over is cut off, what stays free is border.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placement {
    /// Width of the resized picture.
    pub resized_width_px: u32,
    /// Height of the resized picture.
    pub resized_height_px: u32,
    /// Width of the input.
    pub input_width_px: u32,
    /// Height of the input.
    pub input_height_px: u32,
    /// Column of the input at which the resized picture begins; negative where it is cropped.
    pub left_px: i64,
    /// Row of the input at which the resized picture begins; negative where it is cropped.
    pub top_px: i64,
}

impl Placement {
    pub(super) fn new(input: &InputSpec, width_px: u32, height_px: u32) -> Self {
        let natural = natural_size(input, width_px, height_px);
        let (input_width_px, input_height_px) = (
            target_len(input.fit, input.width_px, natural.0),
            target_len(input.fit, input.height_px, natural.1),
        );
        let (resized_width_px, resized_height_px) = match input.fit {
            Fit::Stretch => (input_width_px, input_height_px),
            Fit::Crop | Fit::Letterbox | Fit::Native | Fit::Unit => natural,
        };
        Self {
            resized_width_px,
            resized_height_px,
            input_width_px,
            input_height_px,
            left_px: offset(resized_width_px, input_width_px),
            top_px: offset(resized_height_px, input_height_px),
        }
    }

    /// The columns of the resized picture that lie in the input, and where they begin there.
    pub(super) fn seen_columns(&self) -> (Range<usize>, usize) {
        seen(self.resized_width_px, self.input_width_px, self.left_px)
    }

    /// The rows of the resized picture that lie in the input, and where they begin there.
    pub(super) fn seen_rows(&self) -> (Range<usize>, usize) {
        seen(self.resized_height_px, self.input_height_px, self.top_px)
    }
}

/// The size of the picture after resizing, proportions kept, before it is made to fit.
fn natural_size(input: &InputSpec, width_px: u32, height_px: u32) -> (u32, u32) {
    if let Some(shorter_side_px) = input.shorter_side_px {
        // torchvision's rule: the longer side is cut to a whole number.
        let longer = |shorter_px: u32, longer_px: u32| {
            let length = u64::from(shorter_side_px) * u64::from(longer_px) / u64::from(shorter_px);
            u32::try_from(length).unwrap_or(u32::MAX)
        };
        return if width_px <= height_px {
            (shorter_side_px, longer(width_px, height_px))
        } else {
            (longer(height_px, width_px), shorter_side_px)
        };
    }
    if matches!(input.fit, Fit::Native | Fit::Unit) {
        return (width_px, height_px);
    }
    let ratio = |extent: Extent, length_px: u32| match extent {
        Extent::Fixed(target_px) => Some((target_px, length_px)),
        Extent::MultipleOf { .. } => None,
    };
    let ratios = [
        ratio(input.width_px, width_px),
        ratio(input.height_px, height_px),
    ];
    // Fractions are compared by multiplying crosswise, so that nothing is rounded.
    let fractions = ratios.into_iter().flatten();
    let compare = |one: &(u32, u32), other: &(u32, u32)| {
        (u64::from(one.0) * u64::from(other.1)).cmp(&(u64::from(other.0) * u64::from(one.1)))
    };
    let chosen = match input.fit {
        Fit::Letterbox => fractions.min_by(compare),
        Fit::Crop | Fit::Stretch | Fit::Native | Fit::Unit => fractions.max_by(compare),
    };
    let Some((numerator, denominator)) = chosen else {
        return (width_px, height_px);
    };
    let scaled = |length_px: u32| {
        // Halves are rounded up. The side that the fraction comes from is met exactly.
        let (numerator, denominator) = (u64::from(numerator), u64::from(denominator));
        let length = (2 * u64::from(length_px) * numerator + denominator) / (2 * denominator);
        u32::try_from(length).unwrap_or(u32::MAX).max(1)
    };
    (scaled(width_px), scaled(height_px))
}

/// Length of one side of the input for a resized picture of this length.
fn target_len(fit: Fit, extent: Extent, natural_px: u32) -> u32 {
    match extent {
        Extent::Fixed(length_px) => length_px,
        Extent::MultipleOf { multiple_of } => {
            let unit_px = multiple_of.max(1);
            let units = match fit {
                Fit::Stretch => {
                    (u64::from(natural_px) * 2 + u64::from(unit_px)) / (2 * u64::from(unit_px))
                }
                Fit::Crop => u64::from(natural_px / unit_px),
                Fit::Letterbox | Fit::Native | Fit::Unit => u64::from(natural_px.div_ceil(unit_px)),
            };
            u32::try_from(units.max(1) * u64::from(unit_px)).unwrap_or(u32::MAX)
        }
    }
}

/// Where a line begins so that it lies in the middle, with torchvision's rounding: half a pixel of
/// a crop goes to the even side, half a pixel of a border goes to the end.
fn offset(resized_px: u32, input_px: u32) -> i64 {
    let free_px = i64::from(input_px) - i64::from(resized_px);
    if free_px >= 0 {
        free_px / 2
    } else {
        -((-free_px) as f64 / 2.0).round_ties_even() as i64
    }
}

fn seen(resized_px: u32, input_px: u32, offset_px: i64) -> (Range<usize>, usize) {
    let first = (-offset_px).max(0);
    let end = i64::from(resized_px).min(i64::from(input_px) - offset_px);
    (first as usize..end as usize, offset_px.max(0) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Extent::Fixed;
    use crate::prepare::pixels::tests::spec;

    fn place(
        fit: Fit,
        sides: (Extent, Extent),
        shorter_side_px: Option<u32>,
        picture: (u32, u32),
    ) -> Placement {
        let input = InputSpec {
            fit,
            width_px: sides.0,
            height_px: sides.1,
            shorter_side_px,
            ..spec()
        };
        Placement::new(&input, picture.0, picture.1)
    }

    const UNITS_OF_32: Extent = Extent::MultipleOf { multiple_of: 32 };

    fn resized(placement: Placement) -> (u32, u32) {
        (placement.resized_width_px, placement.resized_height_px)
    }

    fn input(placement: Placement) -> (u32, u32) {
        (placement.input_width_px, placement.input_height_px)
    }

    fn corner(placement: Placement) -> (i64, i64) {
        (placement.left_px, placement.top_px)
    }

    #[test]
    fn the_usual_resize_and_centre_crop() {
        let placement = place(Fit::Crop, (Fixed(224), Fixed(224)), Some(256), (500, 333));
        // 256 * 500 / 333 = 384.38, cut to 384.
        assert_eq!(resized(placement), (384, 256));
        assert_eq!(corner(placement), (-80, -16));
        assert_eq!(placement.seen_columns(), (80..304, 0));
    }

    #[test]
    fn odd_margins_of_a_crop_go_to_the_even_side() {
        let left = |width_px| {
            corner(place(
                Fit::Crop,
                (Fixed(4), Fixed(4)),
                Some(4),
                (width_px, 4),
            ))
            .0
        };
        assert_eq!([left(5), left(6), left(7), left(9)], [0, -1, -2, -2]);
    }

    #[test]
    fn a_crop_without_a_shorter_side_covers_the_input() {
        let placement = place(Fit::Crop, (Fixed(100), Fixed(50)), None, (300, 100));
        assert_eq!(resized(placement), (150, 50));
        assert_eq!(corner(placement), (-25, 0));
    }

    #[test]
    fn a_letterbox_shows_everything_in_the_middle() {
        let placement = place(Fit::Letterbox, (Fixed(640), Fixed(640)), None, (1000, 333));
        assert_eq!(resized(placement), (640, 213));
        assert_eq!(corner(placement), (0, 213));
        assert_eq!(placement.seen_rows(), (0..213, 213));
        let thin = place(Fit::Letterbox, (Fixed(64), Fixed(64)), None, (10_000, 1));
        assert_eq!(resized(thin), (64, 1));
    }

    #[test]
    fn sides_of_several_sizes_follow_the_picture() {
        let sides = (UNITS_OF_32, UNITS_OF_32);
        assert_eq!(input(place(Fit::Stretch, sides, None, (100, 47))), (96, 32));
        assert_eq!(input(place(Fit::Stretch, sides, None, (3, 48))), (32, 64));
        assert_eq!(
            input(place(Fit::Letterbox, sides, None, (100, 64))),
            (128, 64)
        );
        let crop = place(Fit::Crop, sides, None, (100, 20));
        assert_eq!((input(crop), corner(crop)), ((96, 32), (-2, 6)));
        let shorter = place(Fit::Stretch, sides, Some(64), (200, 100));
        assert_eq!(input(shorter), (128, 64));
    }

    #[test]
    fn extreme_pictures_do_not_overflow() {
        let sides = (UNITS_OF_32, UNITS_OF_32);
        let placement = place(Fit::Letterbox, sides, Some(65_536), (1, u32::MAX));
        assert_eq!(placement.resized_height_px, u32::MAX);
    }
}
