//! A model, ready to be explained.

use std::path::PathBuf;

use explain::{ExplainError, Explainer, Method, PictureInput, Response, Target};
use graph::messages::{GraphProto, ModelProto};
use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use testbench::models;

pub const CPU: ProviderChoice = ProviderChoice::Only(Provider::Cpu);

pub struct Bench {
    pub explainer: Explainer,
    /// The model file.
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

/// A model for pictures of a shape.
pub fn bench(model: &ModelProto, shape: &[usize]) -> Bench {
    let picture = PictureInput {
        shape,
        ..PictureInput::default()
    };
    bench_for(model, picture, CPU).unwrap()
}

pub fn bench_for(
    model: &ModelProto,
    picture: PictureInput<'_>,
    provider: ProviderChoice,
) -> Result<Bench, ExplainError> {
    let folder = tempfile::tempdir().unwrap();
    let path = models::write(model, &folder.path().join("model of the user.onnx"));
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let explainer = Explainer::prepare(&runtime, &path, provider, picture, &Work::detached())?;
    Ok(Bench {
        explainer,
        path,
        _folder: folder,
    })
}

/// [`models::conv_net`] with its graph changed.
pub fn changed(change: impl FnOnce(&mut GraphProto)) -> ModelProto {
    let mut model = models::conv_net();
    change(model.graph.as_mut().unwrap());
    model
}

/// A picture with detail everywhere, between -1 and 1.
pub fn picture(shape: &[usize]) -> ArrayD<f32> {
    let count: usize = shape.iter().product();
    let values = (0..count).map(|index| ((index * 7919 % 1009) as f32 / 504.5) - 1.0);
    ArrayD::from_shape_vec(IxDyn(shape), values.collect()).unwrap()
}

fn ask(bench: &Bench, method: Method, picture: &ArrayD<f32>) -> Result<Response, ExplainError> {
    let (target, work) = (Target::TopClass, Work::detached());
    bench.explainer.explain(method, picture, &target, &work)
}

pub fn explain(bench: &Bench, method: Method, picture: &ArrayD<f32>) -> Response {
    ask(bench, method, picture).unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// Why there is no response; fails where there is one.
pub fn refusal(bench: &Bench, method: Method, picture: &ArrayD<f32>) -> String {
    match ask(bench, method, picture) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{method} must be refused"),
    }
}

pub fn assert_says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{said:?} does not say {part:?}");
    }
}
