//! The second model of a detector: features in, probabilities of classes out.

use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use packs::{ClassifierSpec, Pack};
use runtime::{Model, Provider, ProviderChoice, Runtime, Tensor};

use crate::error::DetectionError;
use crate::maps::check_probabilities;

/// Things that are classed in one run, so that their probabilities never take much memory.
const THINGS_AT_ONCE: usize = 4096;

/// The classifier of a detector, loaded.
pub(crate) struct Classifier {
    model: Model,
    spec: ClassifierSpec,
    class_count: usize,
}

impl Classifier {
    /// Loads the classifier of a pack; none where the pack has none. It always runs on the
    /// processor: for a list of a few hundred things, the way to another one takes longer.
    pub(crate) fn load(
        runtime: &Runtime,
        pack: &Pack,
        work: &Work,
    ) -> Result<Option<Self>, DetectionError> {
        let (Some(detector), Some(path)) = (&pack.manifest.detector, pack.classifier_path()) else {
            return Ok(None);
        };
        let spec = detector.classifier.clone();
        let cpu = ProviderChoice::Only(Provider::Cpu);
        let model = Model::load(runtime, &path, cpu, work)?;
        for (role, name, values) in [
            ("input", &spec.input, model.inputs()),
            ("output", &spec.output, model.outputs()),
        ] {
            if !values.iter().any(|value| value.name == *name) {
                return Err(DetectionError::NoValue {
                    role,
                    name: name.clone(),
                    path,
                });
            }
        }
        Ok(Some(Self {
            model,
            spec,
            class_count: pack.manifest.labels.len(),
        }))
    }

    /// The probabilities of things by their features, `feature_count` a thing: a row of
    /// probabilities for each, in the order of the labels, is handed to `take` with the number of
    /// the thing.
    pub(crate) fn run(
        &self,
        features: &[f32],
        feature_count: usize,
        work: &Work,
        mut take: impl FnMut(usize, &[f32]),
    ) -> Result<(), DetectionError> {
        let mut thing = 0;
        for part in features.chunks(THINGS_AT_ONCE * feature_count) {
            let count = part.len() / feature_count;
            let shape = IxDyn(&[count, feature_count]);
            let list = ArrayD::from_shape_vec(shape, part.to_vec())
                .expect("every thing has the same number of features");
            let list = self.cast(Tensor::F32(list));
            let outputs = self.model.run(&[(self.spec.input.clone(), list)], work)?;
            let output = outputs.output(&self.spec.output);
            let probabilities = output.and_then(Tensor::to_f32);
            let probabilities = probabilities.ok_or_else(|| DetectionError::NoValue {
                role: "output",
                name: self.spec.output.clone(),
                path: self.model.path().to_owned(),
            })?;
            if *probabilities.shape() != [count, self.class_count] {
                return Err(DetectionError::WrongShape {
                    output: self.spec.output.clone(),
                    shape: probabilities.shape().to_vec(),
                    expected: format!("[{count}, {}], a row for each thing,", self.class_count),
                    path: self.model.path().to_owned(),
                });
            }
            let probabilities = probabilities.as_standard_layout();
            let values = probabilities.as_slice().unwrap_or_default();
            check_probabilities(values, &self.spec.output, self.model.path())?;
            for row in values.chunks_exact(self.class_count) {
                take(thing, row);
                thing += 1;
            }
        }
        Ok(())
    }

    /// The features in the numeric type that the classifier takes.
    fn cast(&self, list: Tensor) -> Tensor {
        let unchanged = list.clone();
        self.model
            .as_input(&self.spec.input, list)
            .unwrap_or(unchanged)
    }
}
