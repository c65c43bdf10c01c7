//! Arrays in a model's layout as planes of channels.

use ndarray::{Array3, ArrayD, Axis, Ix3};
use packs::Layout;

/// The first picture of an array in a model's layout as `[channels, height, width]`; one empty
/// pixel where the array is no picture.
pub fn by_channel(values: &ArrayD<f32>, layout: Layout) -> Array3<f32> {
    let first = values.index_axis(Axis(0), 0);
    let Ok(planes) = first.into_dimensionality::<Ix3>() else {
        return Array3::zeros((1, 1, 1));
    };
    match layout {
        Layout::Nchw => planes.to_owned(),
        Layout::Nhwc => planes.permuted_axes([2, 0, 1]).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArrayD, IxDyn};

    use super::*;

    #[test]
    fn both_layouts_give_the_same_planes() {
        let first = ArrayD::from_shape_fn(IxDyn(&[1, 3, 2, 4]), |at| {
            (at[1] * 100 + at[2] * 10 + at[3]) as f32
        });
        let last = ArrayD::from_shape_fn(IxDyn(&[1, 2, 4, 3]), |at| {
            (at[3] * 100 + at[1] * 10 + at[2]) as f32
        });
        let planes = by_channel(&first, Layout::Nchw);
        assert_eq!(planes.dim(), (3, 2, 4));
        assert_eq!(planes, by_channel(&last, Layout::Nhwc));
    }
}
