//! What the model says of one tile, once its shape and its numbers are known to be right.

use std::ops::Range;
use std::path::Path;

use ndarray::ArrayD;
use packs::{Decode, Manifest};
use runtime::Tensor;

use crate::error::DetectionError;

/// How far a probability may lie beyond 0 and 1 by rounding.
const ROUNDING: f32 = 1e-4;

/// The names of a detector's outputs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct OutputNames {
    pub(crate) energy: String,
    pub(crate) edges: String,
    pub(crate) features: String,
}

impl OutputNames {
    /// Those of a manifest; none where it is not that of a detector.
    pub(crate) fn of(manifest: &Manifest) -> Option<Self> {
        let name = |decode| Some(manifest.output_of(decode)?.name.clone());
        Some(Self {
            energy: name(Decode::Energy)?,
            edges: name(Decode::BoxEdges)?,
            features: name(Decode::Features)?,
        })
    }

    /// Every name.
    pub(crate) fn all(&self) -> [&str; 3] {
        [&self.energy, &self.edges, &self.features]
    }
}

/// The maps of one tile: planes of `width` times `height` cells, row by row.
#[derive(Debug)]
pub(crate) struct TileMaps {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// How many pixels of the tile a cell is wide and high.
    pub(crate) cell_px: u32,
    /// How many planes of features there are.
    pub(crate) feature_count: usize,
    energy: Vec<f32>,
    edges: Vec<f32>,
    features: Vec<f32>,
}

impl TileMaps {
    /// Takes the maps from the outputs for a tile of `tile_px` pixels, width and height. They must
    /// be smaller than the tile by one whole factor, and all of one size.
    pub(crate) fn new(
        mut outputs: Vec<(String, Tensor)>,
        names: &OutputNames,
        tile_px: [u32; 2],
        path: &Path,
    ) -> Result<Self, DetectionError> {
        let mut take = |name: &str| {
            let index = outputs.iter().position(|(found, _)| found == name);
            let tensor = index.map(|index| outputs.swap_remove(index).1);
            let floats = tensor.and_then(|tensor| match tensor {
                Tensor::F32(values) => Some(values),
                other => other.to_f32(),
            });
            floats.ok_or_else(|| DetectionError::NoValue {
                role: "output",
                name: name.to_owned(),
                path: path.to_owned(),
            })
        };
        let (energy, edges, features) = (
            take(&names.energy)?,
            take(&names.edges)?,
            take(&names.features)?,
        );
        let wrong = |name: &str, values: &ArrayD<f32>, expected: String| {
            Err(DetectionError::WrongShape {
                output: name.to_owned(),
                shape: values.shape().to_vec(),
                expected,
                path: path.to_owned(),
            })
        };
        let [tile_width, tile_height] = tile_px.map(|side| side as usize);
        let (width, height) = match *energy.shape() {
            [1, 1, height, width]
                if width > 0
                    && height > 0
                    && tile_width % width == 0
                    && tile_height % height == 0
                    && tile_width / width == tile_height / height =>
            {
                (width, height)
            }
            _ => {
                let expected = format!(
                    "[1, 1, {tile_height} / n, {tile_width} / n] with one whole number n that \
                     divides every step of the tiles"
                );
                return wrong(&names.energy, &energy, expected);
            }
        };
        if *edges.shape() != [1, 4, height, width] {
            let expected = format!("[1, 4, {height}, {width}], as large as the energy,");
            return wrong(&names.edges, &edges, expected);
        }
        let feature_count = match *features.shape() {
            [1, count, rows, columns] if count > 0 && [rows, columns] == [height, width] => count,
            _ => {
                let expected = format!("[1, features, {height}, {width}], as large as the energy,");
                return wrong(&names.features, &features, expected);
            }
        };
        let values = |array: ArrayD<f32>| {
            array
                .as_standard_layout()
                .into_owned()
                .into_raw_vec_and_offset()
                .0
        };
        Ok(Self {
            width,
            height,
            cell_px: (tile_width / width) as u32,
            feature_count,
            energy: values(energy),
            edges: values(edges),
            features: values(features),
        })
    }

    /// The energy of a row of cells.
    pub(crate) fn energy_row(&self, y: usize, columns: Range<usize>) -> &[f32] {
        let start = y * self.width;
        &self.energy[start + columns.start..start + columns.end]
    }

    /// The energy of a cell.
    pub(crate) fn energy_at(&self, x: usize, y: usize) -> f32 {
        self.energy[y * self.width + x]
    }

    /// How far the left, upper, right and lower edges are from the middle of a cell, in units.
    pub(crate) fn edges_at(&self, x: usize, y: usize) -> [f32; 4] {
        let plane = self.width * self.height;
        [0, 1, 2, 3].map(|side| self.edges[side * plane + y * self.width + x])
    }

    /// The features of a cell.
    pub(crate) fn features_at(&self, x: usize, y: usize) -> impl Iterator<Item = f32> + '_ {
        let plane = self.width * self.height;
        let planes = self.features.chunks_exact(plane);
        planes.map(move |plane| plane[y * self.width + x])
    }
}

/// Refuses values that are no numbers, or no probabilities. What rounding leaves beyond 0 and 1 is
/// let pass.
pub(crate) fn check_probabilities(
    values: &[f32],
    output: &str,
    path: &Path,
) -> Result<(), DetectionError> {
    let is_right = |value: &f32| (-ROUNDING..=1.0 + ROUNDING).contains(value);
    match values.iter().find(|value| !is_right(value)) {
        None => Ok(()),
        Some(value) if value.is_finite() => Err(DetectionError::NotProbabilities {
            output: output.to_owned(),
            value: *value,
            path: path.to_owned(),
        }),
        Some(_) => Err(DetectionError::NotNumbers {
            output: output.to_owned(),
            path: path.to_owned(),
        }),
    }
}
