//! A coloured map laid over a picture.

use ndarray::{Array3, ArrayRef2, ArrayRef3, Axis, Zip};
use serde::{Deserialize, Serialize};

use crate::colour_map::ColourMap;
use crate::error::ResponseError;
use crate::levels::{LEVELS, level};
use crate::normalise::Sign;

/// Where a map covers the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighting {
    /// Everywhere alike.
    Constant,
    /// The more, the larger the value is; with [`Sign::Signed`] the further from 0.5, so that the
    /// picture shows where there is no response.
    Magnitude(Sign),
}

/// How a map of values from 0 to 1 is laid over a picture.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// The colours.
    pub map: ColourMap,
    /// How much of the picture is covered where the weighting is 1: 0 nothing, 1 all of it.
    pub opacity: f32,
    /// Where it is covered.
    pub weighting: Weighting,
}

impl Overlay {
    /// Red, green, blue and opacity, 0 to 255, for each level that [`crate::quantise`] gives.
    #[must_use]
    pub fn palette(&self) -> [[u8; 4]; LEVELS] {
        let colours = self.map.table();
        std::array::from_fn(|level| {
            let value = level as f32 / (LEVELS - 1) as f32;
            let weight = match self.weighting {
                Weighting::Constant => 1.0,
                Weighting::Magnitude(Sign::Magnitude) => value,
                Weighting::Magnitude(Sign::Signed) => (2.0 * value - 1.0).abs(),
            };
            let [red, green, blue] = colours[level];
            let opacity = weight * self.opacity.clamp(0.0, 1.0);
            [red, green, blue, (opacity * 255.0).round() as u8]
        })
    }
}

/// Lays a map `[height, width]` of values from 0 to 1 over a picture `[height, width, 3]` in sRGB;
/// the twin of `shaders/response_colour.wgsl`.
///
/// Colours are mixed as they are stored, in whole numbers: `(picture * (255 - opacity) + colour *
/// opacity) / 255`, rounded.
///
/// # Errors
/// [`ResponseError::Sizes`] or [`ResponseError::Channels`].
pub fn blend(
    values: &ArrayRef2<f32>,
    picture: &ArrayRef3<u8>,
    overlay: &Overlay,
) -> Result<Array3<u8>, ResponseError> {
    check_sizes(values, picture)?;
    let palette = overlay.palette();
    let mut blended = picture.to_owned();
    let pixels = blended.lanes_mut(Axis(2));
    Zip::from(pixels).and(values).for_each(|mut pixel, &value| {
        let [red, green, blue, opacity] = palette[usize::from(level(value))];
        for (component, colour) in pixel.iter_mut().zip([red, green, blue]) {
            *component = mixed(*component, colour, opacity);
        }
    });
    Ok(blended)
}

/// Whether a map and a picture go together.
///
/// # Errors
/// [`ResponseError::Sizes`] or [`ResponseError::Channels`].
pub fn check_sizes(values: &ArrayRef2<f32>, picture: &ArrayRef3<u8>) -> Result<(), ResponseError> {
    let (map_height, map_width) = values.dim();
    let (height, width, channels) = picture.dim();
    if channels != 3 {
        Err(ResponseError::Channels(channels))
    } else if (map_height, map_width) != (height, width) {
        Err(ResponseError::Sizes {
            map_px: [map_width, map_height],
            picture_px: [width, height],
        })
    } else {
        Ok(())
    }
}

/// A component of the picture with one of the map over it.
fn mixed(under: u8, over: u8, opacity: u8) -> u8 {
    let [under, over, opacity] = [under, over, opacity].map(u32::from);
    ((under * (255 - opacity) + over * opacity + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, arr2};

    use super::*;

    fn overlay(opacity: f32, weighting: Weighting) -> Overlay {
        Overlay {
            map: ColourMap::Diverging,
            opacity,
            weighting,
        }
    }

    fn picture() -> Array3<u8> {
        Array3::from_shape_fn((1, 3, 3), |(_, x, c)| (x * 80 + c * 5) as u8)
    }

    #[test]
    fn nothing_and_everything_can_be_covered() {
        let values = arr2(&[[0.0, 0.5, 1.0]]);
        let covered = |opacity| {
            let overlay = overlay(opacity, Weighting::Constant);
            blend(&values, &picture(), &overlay).unwrap()
        };
        assert_eq!(covered(0.0), picture());
        let colours: Vec<u8> = [0.0, 0.5, 1.0]
            .iter()
            .flat_map(|value| ColourMap::Diverging.rgb(*value))
            .collect();
        assert_eq!(covered(1.0).into_raw_vec_and_offset().0, colours);
    }

    #[test]
    fn colours_are_mixed_and_rounded() {
        assert_eq!(mixed(0, 255, 128), 128);
        assert_eq!(mixed(100, 200, 0), 100);
        assert_eq!(mixed(100, 200, 255), 200);
        assert_eq!(mixed(10, 20, 51), 12);
        assert_eq!([127, 128].map(|opacity| mixed(0, 1, opacity)), [0, 1]);
    }

    #[test]
    fn the_picture_shows_where_there_is_no_response() {
        let signed = overlay(1.0, Weighting::Magnitude(Sign::Signed));
        let nothing = Array2::from_elem((1, 3), 0.5);
        assert_eq!(blend(&nothing, &picture(), &signed).unwrap(), picture());
        let palette = signed.palette();
        assert_eq!([0, 127, 254].map(|level| palette[level][3]), [255, 0, 255]);
        let magnitude = overlay(0.5, Weighting::Magnitude(Sign::Magnitude)).palette();
        assert_eq!([0, 127, 254].map(|level| magnitude[level][3]), [0, 64, 128]);
    }

    #[test]
    fn a_map_of_another_size_is_refused() {
        let overlay = overlay(0.5, Weighting::Constant);
        let values = Array2::zeros((2, 3));
        let refused = blend(&values, &picture(), &overlay).unwrap_err();
        assert_eq!(
            refused,
            ResponseError::Sizes {
                map_px: [3, 2],
                picture_px: [3, 1]
            }
        );
        let grey = Array3::zeros((2, 3, 1));
        let refused = blend(&values, &grey, &overlay).unwrap_err();
        assert_eq!(refused, ResponseError::Channels(1));
    }
}
