//! Several pictures as one batch.

use ndarray::{ArrayD, Axis, concatenate};

/// Pictures of one shape behind each other along the batch.
pub(crate) fn stacked(pictures: &[ArrayD<f32>]) -> ArrayD<f32> {
    let views: Vec<_> = pictures.iter().map(|picture| picture.view()).collect();
    concatenate(Axis(0), &views).expect("the copies of a picture have one shape")
}

/// A batch with its last picture repeated up to a size, where it has fewer.
pub(crate) fn filled(pictures: &ArrayD<f32>, size: usize) -> ArrayD<f32> {
    let count = pictures.shape().first().copied().unwrap_or_default();
    if count == 0 || count >= size {
        return pictures.clone();
    }
    let places: Vec<usize> = (0..size).map(|place| place.min(count - 1)).collect();
    pictures.select(Axis(0), &places)
}

#[cfg(test)]
mod tests {
    use ndarray::arr2;

    use super::*;

    #[test]
    fn a_batch_is_filled_with_its_last_picture() {
        let two = arr2(&[[1.0, 2.0], [3.0, 4.0]]).into_dyn();
        let four = arr2(&[[1.0, 2.0], [3.0, 4.0], [3.0, 4.0], [3.0, 4.0]]).into_dyn();
        assert_eq!(filled(&two, 4), four);
        assert_eq!(filled(&two, 1), two);
    }
}
