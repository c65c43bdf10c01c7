//! How large a change is. Sums are taken in 64 bits, because pictures have many samples.

use ndarray::ArrayD;

/// The Euclidean norm.
pub(crate) fn l2(change: &ArrayD<f32>) -> f64 {
    dot(change, change).sqrt()
}

/// The largest magnitude.
pub(crate) fn max(change: &ArrayD<f32>) -> f64 {
    f64::from(change.iter().fold(0.0_f32, |most, it| most.max(it.abs())))
}

/// The root mean square; 0 of nothing.
pub(crate) fn rms(change: &ArrayD<f32>) -> f64 {
    l2(change) / (change.len().max(1) as f64).sqrt()
}

/// The sum of the products.
pub(crate) fn dot(one: &ArrayD<f32>, other: &ArrayD<f32>) -> f64 {
    let pairs = one.iter().zip(other);
    pairs.map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

/// The change shortened to a root mean square, where it is longer.
pub(crate) fn shortened_to_rms(change: &ArrayD<f32>, most: f64) -> ArrayD<f32> {
    let length = rms(change);
    if length <= most {
        return change.clone();
    }
    let share = most / length;
    change.mapv(|value| (f64::from(value) * share) as f32)
}

#[cfg(test)]
mod tests {
    use ndarray::arr1;

    use super::*;

    #[test]
    fn norms_of_a_known_change() {
        let change = arr1(&[3.0_f32, 0.0, -4.0, 0.0]).into_dyn();
        assert_eq!(l2(&change), 5.0);
        assert_eq!(max(&change), 4.0);
        assert_eq!(rms(&change), 2.5);
    }

    #[test]
    fn only_what_is_longer_is_shortened() {
        let change = arr1(&[3.0_f32, 0.0, -4.0, 0.0]).into_dyn();
        assert_eq!(shortened_to_rms(&change, 2.5), change);
        let half = arr1(&[1.5_f32, 0.0, -2.0, 0.0]).into_dyn();
        assert_eq!(shortened_to_rms(&change, 1.25), half);
        assert_eq!(shortened_to_rms(&change, 0.0), change.mapv(|it| 0.0 * it));
    }
}
