//! Rounding to the levels that a picture file holds.

use ndarray::{ArrayD, Zip};

/// Levels above zero of an 8-bit sample.
const HIGHEST: f32 = 255.0;

/// The nearest 8-bit levels of samples from 0 to 1.
pub(crate) fn nearest(picture: &ArrayD<f32>) -> ArrayD<f32> {
    picture.mapv(|sample| (sample * HIGHEST).round() / HIGHEST)
}

/// The 8-bit levels on the side away from the original, so that no change is lost by rounding. What
/// did not change goes to its nearest level.
pub(crate) fn away(picture: &ArrayD<f32>, original: &ArrayD<f32>) -> ArrayD<f32> {
    let mut rounded = picture.clone();
    Zip::from(&mut rounded)
        .and(original)
        .for_each(|sample, original| {
            let level = *sample * HIGHEST;
            let rounded = if *sample > *original {
                level.ceil()
            } else if *sample < *original {
                level.floor()
            } else {
                level.round()
            };
            *sample = rounded / HIGHEST;
        });
    rounded
}

#[cfg(test)]
mod tests {
    use ndarray::arr1;

    use super::*;

    #[test]
    fn to_the_nearest_level_and_away_from_the_original() {
        let levels = |values: [f32; 4]| arr1(&values.map(|it| it / 255.0)).into_dyn();
        let original = levels([10.0, 20.0, 30.0, 255.0]);
        let picture = levels([10.2, 19.8, 30.0, 254.6]);
        assert_eq!(nearest(&picture), levels([10.0, 20.0, 30.0, 255.0]));
        assert_eq!(away(&picture, &original), levels([11.0, 19.0, 30.0, 254.0]));
    }
}
