//! Several pictures as one batch.

use ndarray::{ArrayD, Axis, concatenate};

/// Pictures of one shape behind each other along the batch.
pub(super) fn stacked(pictures: &[ArrayD<f32>]) -> ArrayD<f32> {
    let views: Vec<_> = pictures.iter().map(|picture| picture.view()).collect();
    concatenate(Axis(0), &views).expect("the copies of a picture have one shape")
}

/// One picture of a batch, as a batch of one.
pub(super) fn one_of(batch: &ArrayD<f32>, place: usize) -> ArrayD<f32> {
    batch
        .index_axis(Axis(0), place)
        .insert_axis(Axis(0))
        .to_owned()
}
