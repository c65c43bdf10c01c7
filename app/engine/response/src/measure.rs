//! From a feature response to its average local spatial entropy in one call.

use ndarray::{Array2, ArrayRef3};

use crate::entropy::{average, entropy};
use crate::error::ResponseError;
use crate::grey::grey;
use crate::levels::quantise;
use crate::normalise::{Normalised, normalise};
use crate::settings::ResponseSettings;

/// What was found in a feature response.
#[derive(Clone, PartialEq, Debug)]
pub struct Measurement {
    /// The response as one value a pixel, from 0 to 1.
    pub normalised: Normalised,
    /// The local spatial entropy at each pixel, `[height, width]`, in bits.
    pub entropy: Array2<f32>,
    /// The mean of the local spatial entropy, in bits: what is compared with a threshold.
    pub average_bits: f64,
}

/// Measures a feature response `[channels, height, width]`.
///
/// # Errors
/// [`ResponseError`] when the settings are refused.
pub fn measure(
    response: &ArrayRef3<f32>,
    settings: &ResponseSettings,
) -> Result<Measurement, ResponseError> {
    let grey = grey(response, settings.grey);
    let normalised = normalise(&grey, &settings.normalisation)?;
    let levels = quantise(&normalised.values);
    let entropy = entropy(&levels, &settings.entropy)?;
    let average_bits = average(&entropy);
    Ok(Measurement {
        normalised,
        entropy,
        average_bits,
    })
}

#[cfg(test)]
mod tests {
    use ndarray::Array3;

    use super::*;
    use crate::settings::Preset;

    /// A strong point, and noise of a thousandth of it everywhere else.
    fn point_over_noise() -> Array3<f32> {
        let mut response = Array3::from_shape_fn((3, 32, 32), |(c, y, x)| {
            let mixed = (c * 7919 + y * 104_729 + x * 1_299_709) % 1009;
            (mixed as f32 / 1009.0 - 0.5) * 1e-3
        });
        for channel in 0..3 {
            response[[channel, 16, 16]] = 1.0;
        }
        response
    }

    #[test]
    fn what_is_weak_beside_the_strongest_pixel_has_no_entropy() {
        let measured = measure(&point_over_noise(), &Preset::FigureFour.settings()).unwrap();
        assert_eq!(measured.entropy[[2, 2]], 0.0);
        assert!(measured.entropy[[16, 16]] > 0.0);
        // The point is one of the 29 pixels of the disks around it and around 28 others.
        let one_in_29 = 29_f64.log2() - 28.0 / 29.0 * 28_f64.log2();
        assert!((measured.average_bits - one_in_29 * 29.0 / 1024.0).abs() < 1e-6);
    }

    #[test]
    fn a_broad_response_has_more_entropy_than_a_point() {
        let mut broad = point_over_noise();
        broad[[0, 16, 16]] = 1e-3;
        broad[[1, 16, 16]] = 1e-3;
        broad[[2, 16, 16]] = 1e-3;
        for preset in Preset::ALL {
            let point = measure(&point_over_noise(), &preset.settings()).unwrap();
            let broad = measure(&broad, &preset.settings()).unwrap();
            assert!(
                broad.average_bits > 10.0 * point.average_bits,
                "{preset}: {} {}",
                broad.average_bits,
                point.average_bits
            );
        }
    }

    #[test]
    fn no_response_is_no_entropy() {
        let nothing = Array3::zeros((3, 8, 8));
        let measured = measure(&nothing, &ResponseSettings::default()).unwrap();
        assert_eq!(measured.average_bits, 0.0);
    }
}
