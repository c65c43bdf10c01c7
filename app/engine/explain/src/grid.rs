//! Layers as grids of places, and grids at the size of the picture.

use ndarray::{Array2, Array3, ArrayD, Axis, Ix3};

use crate::error::ExplainError;
use crate::layers::{Layer, LayerKind};

/// The values of a layer as `[channels, rows, columns]`, for the first picture of a batch. Tokens
/// are laid out as the square or the nearest rectangle that they fill; a class token in front is
/// left out.
pub(crate) fn to_grid(layer: &Layer, values: &ArrayD<f32>) -> Result<Array3<f32>, ExplainError> {
    let not_a_map = || ExplainError::NotAMap {
        name: layer.name.clone(),
        shape: layer.shape_text(),
    };
    let first = values.index_axis(Axis(0), 0);
    match layer.kind {
        LayerKind::Maps => first
            .into_dimensionality::<Ix3>()
            .map(|maps| maps.to_owned()),
        LayerKind::MapsChannelsLast => {
            let maps = first.into_dimensionality::<Ix3>();
            maps.map(|maps| maps.permuted_axes([2, 0, 1]).to_owned())
        }
        LayerKind::Tokens => {
            let &[count, channels] = first.shape() else {
                return Err(not_a_map());
            };
            let (extra, rows, columns) = token_grid(count).ok_or_else(not_a_map)?;
            let patches = first.slice_axis(Axis(0), (extra..).into());
            let grid = patches.to_shape((rows, columns, channels));
            grid.map(|grid| grid.to_owned().permuted_axes([2, 0, 1]))
                .map_err(|_| not_a_map())
                .map(Ok)?
        }
        LayerKind::Features | LayerKind::Other => return Err(not_a_map()),
    }
    .map_err(|_| not_a_map())
}

/// How many tokens in front belong to no place, and the rows and columns of the others. Vision
/// transformers put none, one (the class) or two (class and distillation) in front of a square.
pub(crate) fn token_grid(count: usize) -> Option<(usize, usize, usize)> {
    (0..=2).find_map(|extra| {
        let patches = count.checked_sub(extra)?;
        let side = patches.isqrt();
        (side > 1 && side * side == patches).then_some((extra, side, side))
    })
}

/// A grid at another size, by bilinear interpolation between the middles of its places.
pub(crate) fn enlarged(grid: &Array2<f32>, [height, width]: [usize; 2]) -> Array2<f32> {
    let (rows, columns) = grid.dim();
    let along = |place: usize, size: usize, places: usize| {
        let at = ((place as f32 + 0.5) * places as f32 / size as f32 - 0.5).max(0.0);
        let low = (at.floor() as usize).min(places - 1);
        (low, (low + 1).min(places - 1), at - low as f32)
    };
    Array2::from_shape_fn((height, width), |(y, x)| {
        let (top, bottom, down) = along(y, height, rows);
        let (left, right, across) = along(x, width, columns);
        let mix = |row: usize| grid[[row, left]] * (1.0 - across) + grid[[row, right]] * across;
        mix(top) * (1.0 - down) + mix(bottom) * down
    })
}

#[cfg(test)]
mod tests {
    use ndarray::arr2;

    use super::*;

    #[test]
    fn tokens_fill_a_square_behind_what_stands_in_front() {
        assert_eq!(token_grid(197), Some((1, 14, 14)));
        assert_eq!(token_grid(196), Some((0, 14, 14)));
        assert_eq!(token_grid(198), Some((2, 14, 14)));
        assert_eq!(token_grid(200), None);
        assert_eq!(token_grid(1), None);
    }

    #[test]
    fn enlarging_keeps_the_middles_and_mixes_between() {
        let grid = arr2(&[[0.0, 4.0]]);
        let wide = enlarged(&grid, [1, 4]);
        assert_eq!(wide, arr2(&[[0.0, 1.0, 3.0, 4.0]]));
        assert_eq!(enlarged(&grid, [1, 2]), grid);
    }
}
