//! From the unit of a picture to the scale at which the model looks at it, and from the picture to its
//! parts.

use imaging::{Picture, Raster};
use jobs::Work;
use packs::{Scaling, SourceRect};
use shapes::PictureSize;

use crate::error::DetectionError;

/// A picture is enlarged no further than this: it shows nothing more by it.
const MOST_ENLARGED: f64 = 16.0;

/// Most pixels that a picture may have at the model's scale: 32,768 × 32,768. With cells of 2 × 2
/// pixels, its energy takes 256 MiB.
const MOST_PIXELS: u64 = 1 << 30;

/// Reads parts of a picture, as long as the work is wanted.
pub(crate) fn parts_of<'a>(
    picture: &'a Picture,
    work: &'a Work,
) -> impl Fn(SourceRect) -> Result<Raster, DetectionError> + Sync + use<'a> {
    move |rect| {
        work.check()?;
        let SourceRect {
            left_px,
            top_px,
            width_px,
            height_px,
        } = rect;
        Ok(picture.region(0, left_px, top_px, width_px, height_px)?)
    }
}

/// The scaling that gives a length of `unit_px` in the picture the length `nominal_px`, up to the
/// rounding of each side to whole pixels.
pub(crate) fn scaling(
    picture: PictureSize,
    unit_px: f64,
    nominal_px: f64,
) -> Result<Scaling, DetectionError> {
    let PictureSize {
        width_px,
        height_px,
    } = picture;
    let least_px = nominal_px / MOST_ENLARGED;
    // What is no number is in no range.
    if !(least_px..=f64::from(width_px.max(height_px))).contains(&unit_px) {
        return Err(DetectionError::Unit {
            unit_px,
            least_px,
            width_px,
            height_px,
        });
    }
    let scaled = |side_px: u32| (f64::from(side_px) * nominal_px / unit_px).round().max(1.0) as u64;
    let (scaled_width_px, scaled_height_px) = (scaled(width_px), scaled(height_px));
    let within = |side_px: u64| u32::try_from(side_px).ok();
    match (within(scaled_width_px), within(scaled_height_px)) {
        (Some(width), Some(height)) if u64::from(width) * u64::from(height) <= MOST_PIXELS => {
            Ok(Scaling {
                width_px,
                height_px,
                scaled_width_px: width,
                scaled_height_px: height,
            })
        }
        _ => Err(DetectionError::TooLarge {
            width_px,
            height_px,
            scaled_width_px,
            scaled_height_px,
            unit_px,
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const PAGE: PictureSize = PictureSize {
        width_px: 2389,
        height_px: 3214,
    };

    #[test]
    fn a_page_is_brought_to_the_unit_of_the_model() {
        let found = scaling(PAGE, 17.8, 12.0).unwrap();
        assert_eq!(
            (found.scaled_width_px, found.scaled_height_px),
            (1611, 2167)
        );
        let thin = PictureSize {
            width_px: 1,
            height_px: 4000,
        };
        assert_eq!(scaling(thin, 48.0, 12.0).unwrap().scaled_width_px, 1);
    }

    #[test]
    fn units_that_mean_nothing_are_refused() {
        for unit_px in [0.0, -3.0, f64::NAN, f64::INFINITY, 0.74, 3215.0, 1e300] {
            let error = scaling(PAGE, unit_px, 12.0).unwrap_err();
            assert!(matches!(error, DetectionError::Unit { .. }), "{error}");
        }
        assert!(
            scaling(PAGE, 0.75, 12.0)
                .is_err_and(|error| { error.to_string().contains("would become 38224 x 51424") })
        );
        assert!(scaling(PAGE, 3214.0, 12.0).is_ok());
    }

    #[test]
    fn a_picture_that_becomes_too_large_is_refused() {
        let vast = PictureSize {
            width_px: u32::MAX,
            height_px: 1,
        };
        let error = scaling(vast, 1.0, 12.0).unwrap_err();
        assert!(matches!(error, DetectionError::TooLarge { .. }), "{error}");
    }
}
