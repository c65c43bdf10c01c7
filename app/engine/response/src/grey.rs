//! One value a pixel from the channels of a response.

use ndarray::{Array2, ArrayRef3, Axis, Zip};
use serde::{Deserialize, Serialize};

/// How the channels of a pixel become one value. The paper says only "grey scale".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GreyRule {
    /// Red, green and blue weighted as the eye does (ITU-R BT.601: 0.299, 0.587, 0.114); the mean
    /// where there are not three channels.
    #[default]
    Luma,
    /// The mean of the channels.
    Mean,
    /// The sum of the channels.
    Sum,
    /// The value of the channel with the largest magnitude, with its sign; the first of equals.
    Largest,
}

const BT_601: [f32; 3] = [0.299, 0.587, 0.114];

/// The response `[channels, height, width]` as one value a pixel, `[height, width]`, in the same
/// unit. Without channels everything is zero.
#[must_use]
pub fn grey(response: &ArrayRef3<f32>, rule: GreyRule) -> Array2<f32> {
    let (channels, height, width) = response.dim();
    let mut values = Array2::zeros((height, width));
    for (index, channel) in response.axis_iter(Axis(0)).enumerate() {
        let values = Zip::from(&mut values).and(channel);
        let weight = match rule {
            GreyRule::Luma if channels == BT_601.len() => BT_601[index],
            GreyRule::Luma | GreyRule::Mean => 1.0 / channels as f32,
            GreyRule::Sum => 1.0,
            GreyRule::Largest => {
                values.for_each(|value: &mut f32, &sample| {
                    if sample.abs() > value.abs() {
                        *value = sample;
                    }
                });
                continue;
            }
        };
        values.for_each(|value, &sample| *value += weight * sample);
    }
    values
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, arr2, arr3};

    use super::*;

    fn one_pixel(rule: GreyRule, channels: &[f32]) -> f32 {
        let response = Array3::from_shape_fn((channels.len(), 1, 1), |(c, _, _)| channels[c]);
        grey(&response, rule)[[0, 0]]
    }

    #[test]
    fn each_rule_on_three_channels() {
        let channels = [1.0, -4.0, 2.0];
        let luma = one_pixel(GreyRule::Luma, &channels);
        assert!((luma - (0.299 - 4.0 * 0.587 + 2.0 * 0.114)).abs() < 1e-6);
        assert!((one_pixel(GreyRule::Mean, &channels) + 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(one_pixel(GreyRule::Sum, &channels), -1.0);
        assert_eq!(one_pixel(GreyRule::Largest, &channels), -4.0);
    }

    #[test]
    fn luma_of_other_channels_is_their_mean() {
        assert_eq!(one_pixel(GreyRule::Luma, &[3.0]), 3.0);
        assert_eq!(one_pixel(GreyRule::Luma, &[1.0, 2.0, 3.0, 6.0]), 3.0);
    }

    #[test]
    fn the_first_of_equal_magnitudes_is_taken() {
        assert_eq!(one_pixel(GreyRule::Largest, &[-2.0, 2.0]), -2.0);
    }

    #[test]
    fn pixels_stay_where_they_are() {
        let response = arr3(&[[[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0], [30.0, 40.0]]]);
        let expected = arr2(&[[11.0, 22.0], [33.0, 44.0]]);
        assert_eq!(grey(&response, GreyRule::Sum), expected);
    }

    #[test]
    fn no_channels_are_no_response() {
        let nothing = Array3::zeros((0, 2, 3));
        assert_eq!(grey(&nothing, GreyRule::Mean), Array2::<f32>::zeros((2, 3)));
    }
}
