//! A response and its local spatial entropy, measured and ready to be looked at.

use ndarray::{Array2, Array3, ArrayD};
use packs::Layout;
use response::{ColourMap, Normalisation, ResponseSettings, Sign, grey, measure, normalise};

use crate::InsightError;
use crate::planes::by_channel;

/// The percentile of the response's magnitudes that is shown in full colour, so that a few strong
/// pixels do not dim all others. What is measured keeps its own scale.
const SHOWN_PERCENTILE: f64 = 99.5;

/// A response and its local spatial entropy, a value a pixel of the model's input.
#[derive(Clone, PartialEq, Debug)]
pub struct ResponseMaps {
    /// The response as one value a pixel, `[height, width]`.
    pub values: Array2<f32>,
    /// The magnitude that is shown in full colour.
    pub scale: f32,
    /// The response as it is shown, `[height, width]`: 0.5 where it is zero, 0 and 1 at the scale.
    pub shown: Array2<f32>,
    /// The local spatial entropy at each pixel, `[height, width]`, in bits.
    pub entropy_bits: Array2<f32>,
    /// The largest of these.
    pub most_bits: f32,
    /// Their mean: what the detector compares with its threshold.
    pub average_bits: f64,
}

impl ResponseMaps {
    /// Measures a response in a model's layout, `[1, …]`.
    ///
    /// # Errors
    /// When the settings are refused.
    pub fn of(
        response: &ArrayD<f32>,
        layout: Layout,
        settings: &ResponseSettings,
    ) -> Result<Self, InsightError> {
        let planes = by_channel(response, layout);
        let measured = measure(&planes, settings)?;
        let values = grey(&planes, settings.grey);
        let shown = normalise(
            &values,
            &Normalisation {
                sign: Sign::Signed,
                percentile: SHOWN_PERCENTILE,
            },
        )?;
        Ok(Self {
            values,
            scale: shown.scale,
            shown: shown.values,
            most_bits: measured.entropy.iter().copied().fold(0.0, f32::max),
            entropy_bits: measured.entropy,
            average_bits: measured.average_bits,
        })
    }

    /// Entropy as a share of its largest value.
    #[must_use]
    pub fn entropy_unit(&self) -> Array2<f32> {
        if self.most_bits > 0.0 {
            self.entropy_bits.mapv(|bits| bits / self.most_bits)
        } else {
            self.entropy_bits.clone()
        }
    }

    /// The response in colours, `[height, width, 3]`.
    #[must_use]
    pub fn response_rgb(&self) -> Array3<u8> {
        coloured(&self.shown, ColourMap::Diverging)
    }

    /// The entropy in colours, `[height, width, 3]`.
    #[must_use]
    pub fn entropy_rgb(&self) -> Array3<u8> {
        coloured(&self.entropy_unit(), ColourMap::Sequential)
    }
}

/// Values from 0 to 1 in colours, `[height, width, 3]`.
fn coloured(unit: &Array2<f32>, map: ColourMap) -> Array3<u8> {
    let (height, width) = unit.dim();
    Array3::from_shape_fn((height, width, 3), |(y, x, colour)| {
        map.rgb(unit[[y, x]])[colour]
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::IxDyn;

    use super::*;

    #[test]
    fn what_is_shown_keeps_zero_in_the_middle() {
        let response =
            ArrayD::from_shape_fn(IxDyn(&[1, 1, 4, 4]), |at| at[2] as f32 - at[3] as f32);
        let maps = ResponseMaps::of(&response, Layout::Nchw, &ResponseSettings::default()).unwrap();
        assert_eq!(maps.scale, 3.0);
        assert_eq!(maps.shown[[1, 1]], 0.5);
        assert_eq!(maps.shown[[3, 0]], 1.0);
        assert_eq!(maps.response_rgb().dim(), (4, 4, 3));
        let most = maps.entropy_unit().iter().copied().fold(0.0, f32::max);
        assert_eq!(most, 1.0);
    }

    #[test]
    fn no_response_is_no_entropy_and_no_division_by_it() {
        let response = ArrayD::zeros(IxDyn(&[1, 3, 5, 5]));
        let maps = ResponseMaps::of(&response, Layout::Nchw, &ResponseSettings::default()).unwrap();
        assert_eq!(maps.average_bits, 0.0);
        assert!(maps.entropy_unit().iter().all(|share| *share == 0.0));
    }
}
