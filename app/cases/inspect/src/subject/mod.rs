//! The nouns of the case: a model to look into, what it answers about one picture, attacks on it,
//! and how well they are told.

mod attempt;
mod detection;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use packs::ClassScore;
use runtime::{Statistics, Tensor};

pub use attempt::{Attacked, Attempt, ClassShare, Side};
pub use detection::{AttackEvaluation, Calibrated, Evaluation, PicturePage, mean};

/// Where a model comes from.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelSource {
    /// A pack's folder, which says how to feed and read the model.
    Pack(PathBuf),
    /// A bare model file, about which the program guesses.
    Bare(PathBuf),
}

impl ModelSource {
    /// The source of a path that the user chose: a pack's folder, its manifest, or a model file.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let is_onnx = path
            .extension()
            .is_some_and(|extension| extension == "onnx");
        if path.join("pack.toml").is_file() {
            Some(Self::Pack(path.to_path_buf()))
        } else if path.file_name().is_some_and(|name| name == "pack.toml") {
            path.parent().map(|dir| Self::Pack(dir.to_path_buf()))
        } else {
            is_onnx.then(|| Self::Bare(path.to_path_buf()))
        }
    }

    /// The folder or file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Pack(path) | Self::Bare(path) => path,
        }
    }
}

/// What a model says about one picture.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The classes, most probable first; none when the model is no classifier.
    pub classes: Vec<ClassScore>,
    /// Why the output that should hold classes holds none.
    pub unusable: Option<String>,
    /// Every output as it came.
    pub outputs: Vec<Output>,
    /// How long preparing the picture took.
    pub prepare_duration: Duration,
    /// How long the model ran.
    pub run_duration: Duration,
}

/// One output of the model.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name in the graph.
    pub name: String,
    /// Its values.
    pub tensor: Arc<Tensor>,
    /// Their distribution; none for text.
    pub statistics: Option<Statistics>,
}

impl Output {
    /// How many two-dimensional pictures the output holds: one channel each of an output shaped
    /// `[1, channels, height, width]`, where ones do not count. 0 when it holds none.
    #[must_use]
    pub fn map_count(&self) -> usize {
        match *self.map_shape() {
            [height, width] if height > 1 && width > 1 => 1,
            [channels, height, width] if height > 1 && width > 1 => channels,
            _ => 0,
        }
    }

    /// The shape without the dimensions of length one in front, so that a batch of one is none.
    fn map_shape(&self) -> Box<[usize]> {
        let shape = self.tensor.shape();
        let leading = shape.iter().take_while(|&&length| length == 1).count();
        let kept = leading.min(shape.len().saturating_sub(2));
        shape[kept..].into()
    }

    /// One channel as a picture of floats.
    #[must_use]
    pub fn map(&self, channel: usize) -> Option<imaging::Raster> {
        let shape = self.map_shape();
        let (&[height, width] | &[_, height, width]) = &*shape else {
            return None;
        };
        let values = self.tensor.to_f32()?;
        let start = channel * height * width;
        let plane: Vec<f32> = values
            .iter()
            .skip(start)
            .take(height * width)
            .copied()
            .collect();
        (channel < self.map_count() && plane.len() == height * width).then(|| {
            imaging::Raster::new(width as u32, height as u32, 1, imaging::Samples::F32(plane))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::{ArrayD, IxDyn};

    use super::*;

    fn output(shape: &[usize]) -> Output {
        let length: usize = shape.iter().product();
        let values = (0..length).map(|value| value as f32).collect();
        let tensor = Tensor::F32(ArrayD::from_shape_vec(IxDyn(shape), values).unwrap());
        Output {
            name: "y".to_owned(),
            statistics: tensor.statistics(),
            tensor: Arc::new(tensor),
        }
    }

    #[test]
    fn maps_are_counted_without_the_batch() {
        assert_eq!(output(&[4, 5]).map_count(), 1);
        assert_eq!(output(&[1, 1, 4, 5]).map_count(), 1);
        assert_eq!(output(&[1, 3, 4, 5]).map_count(), 3);
        assert_eq!(output(&[1, 10]).map_count(), 0);
        assert_eq!(output(&[10]).map_count(), 0);
        assert_eq!(output(&[2, 3, 4, 5]).map_count(), 0);
    }

    #[test]
    fn a_map_is_one_channel() {
        let map = output(&[1, 3, 2, 2]).map(1).unwrap();
        assert_eq!((map.width_px, map.height_px, map.channels), (2, 2, 1));
        assert_eq!(map.samples, imaging::Samples::F32(vec![4.0, 5.0, 6.0, 7.0]));
        assert!(output(&[1, 3, 2, 2]).map(3).is_none());
        assert!(output(&[7]).map(0).is_none());
    }

    #[test]
    fn a_source_is_known_by_what_lies_there() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(ModelSource::of_path(dir.path()), None);
        std::fs::write(dir.path().join("pack.toml"), "").unwrap();
        let pack = ModelSource::Pack(dir.path().to_path_buf());
        assert_eq!(ModelSource::of_path(dir.path()), Some(pack.clone()));
        assert_eq!(
            ModelSource::of_path(&dir.path().join("pack.toml")),
            Some(pack)
        );
        let model = Path::new("a/b.onnx");
        assert_eq!(
            ModelSource::of_path(model),
            Some(ModelSource::Bare(model.to_path_buf()))
        );
    }
}
