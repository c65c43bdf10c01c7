//! What a layer holds for a picture, map by map.

use jobs::Work;
use ndarray::{Array3, ArrayD, Axis};

use crate::error::ExplainError;
use crate::explainer::Explainer;
use crate::grid::to_grid;
use crate::layers::Layer;

/// The maps of a layer for one picture.
#[derive(Clone, Debug)]
pub struct FeatureMaps {
    /// The layer.
    pub layer: Layer,
    /// Its values, `[channels, rows, columns]`.
    pub maps: Array3<f32>,
    /// The channels by their energy (the sum of squares), highest first.
    pub by_energy: Vec<usize>,
}

impl Explainer {
    /// The maps of a layer for a prepared picture.
    ///
    /// # Errors
    /// When the layer has no maps, or the model cannot be run.
    pub fn feature_maps(
        &self,
        layer: &Layer,
        picture: &ArrayD<f32>,
        work: &Work,
    ) -> Result<FeatureMaps, ExplainError> {
        let maps = to_grid(layer, &self.activations(&layer.name, picture, work)?)?;
        let energies: Vec<f32> = maps
            .axis_iter(Axis(0))
            .map(|map| map.iter().map(|value| value * value).sum())
            .collect();
        let mut by_energy: Vec<usize> = (0..energies.len()).collect();
        by_energy.sort_by(|a, b| energies[*b].total_cmp(&energies[*a]));
        Ok(FeatureMaps {
            layer: layer.clone(),
            maps,
            by_energy,
        })
    }
}
