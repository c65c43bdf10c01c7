//! A small model, ready to be attacked.

use attacks::{Attack, Outcome, Settings, UnitSpace, Victim, attack};
use explain::{Explainer, PictureInput};
use graph::messages::ModelProto;
use jobs::Work;
use ndarray::{Array4, ArrayD};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use tempfile::TempDir;

/// A model and the space of its input.
pub struct Bench {
    explainer: Explainer,
    space: UnitSpace,
    _folder: TempDir,
}

impl Bench {
    /// Loads a model for pictures of a shape on the processor.
    pub fn new(model: &ModelProto, shape: &[usize], space: UnitSpace) -> Self {
        let runtime = Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
            panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
        });
        let folder = tempfile::tempdir().unwrap();
        let path = testbench::models::write(model, &folder.path().join("model.onnx"));
        let picture = PictureInput {
            shape,
            ..PictureInput::default()
        };
        let provider = ProviderChoice::Only(Provider::Cpu);
        let work = Work::detached();
        let explainer = Explainer::prepare(&runtime, &path, provider, picture, &work).unwrap();
        Self {
            explainer,
            space,
            _folder: folder,
        }
    }

    /// The linear classifier of colours, whose samples go from 0 to 1.
    pub fn colours() -> Self {
        let model = testbench::models::linear_classifier(false);
        Self::new(&model, &[1, 3, 8, 8], plain_space(1))
    }

    /// The convolution net, whose inputs reach from -4 to 4.
    pub fn convolutions() -> Self {
        let model = testbench::models::conv_net();
        Self::new(&model, &[1, 3, SIDE, SIDE], wide_space(1))
    }

    pub fn victim(&self) -> Victim<'_> {
        Victim::new(&self.explainer, self.space.clone())
    }

    pub fn explainer(&self) -> &Explainer {
        &self.explainer
    }

    pub fn space(&self) -> &UnitSpace {
        &self.space
    }

    /// Attacks a picture of unit space.
    pub fn attack(&self, unit: &ArrayD<f32>, kind: Attack, settings: &Settings) -> Outcome {
        let prepared = self.space.prepared(unit);
        attack(&self.victim(), &prepared, kind, settings, &Work::detached()).unwrap()
    }
}

/// Side of the pictures for the convolution net.
pub const SIDE: usize = 6;

pub fn plain_space(channel_axis: usize) -> UnitSpace {
    UnitSpace::new(vec![0.0; 3], vec![1.0; 3], channel_axis).unwrap()
}

pub fn wide_space(channel_axis: usize) -> UnitSpace {
    UnitSpace::normalised(1.0, &[0.5], &[0.125], 3, channel_axis).unwrap()
}

/// A picture of one colour, `[1, 3, 8, 8]`.
pub fn plain_colour(colour: [f32; 3]) -> ArrayD<f32> {
    Array4::from_shape_fn((1, 3, 8, 8), |(_, channel, ..)| colour[channel]).into_dyn()
}

/// A picture without pattern for the convolution net, `[1, 3, SIDE, SIDE]`, another for each number.
pub fn scattered(number: usize) -> ArrayD<f32> {
    Array4::from_shape_fn((1, 3, SIDE, SIDE), |(_, channel, row, column)| {
        let mixed = number * 31_337 + channel * 7919 + row * 104_729 + column * 1_299_709;
        (mixed % 1009) as f32 / 1008.0
    })
    .into_dyn()
}

/// The usual settings of an attack, changed.
pub fn with(attack: Attack, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = Settings::of(attack);
    change(&mut settings);
    settings
}
