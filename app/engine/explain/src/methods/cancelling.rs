//! Tests that long methods end in the middle when they are cancelled.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use graph::messages::ModelProto;
use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use testbench::models;

use super::{Response, Target, integrated, occlusion, smooth};
use crate::error::ExplainError;
use crate::explainer::{Explainer, PictureInput};

fn explainer(model: &ModelProto, shape: &[usize]) -> Explainer {
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = models::write(model, &folder.path().join("model.onnx"));
    let input = PictureInput {
        shape,
        ..PictureInput::default()
    };
    let cpu = ProviderChoice::Only(Provider::Cpu);
    Explainer::prepare(&runtime, &path, cpu, input, &Work::detached()).unwrap()
}

/// Cancels a method once it has done something. Left alone, it would go on for long.
fn assert_ends(
    side: usize,
    method: impl FnOnce(&Explainer, &ArrayD<f32>, &Work) -> Result<Response, ExplainError> + Send,
) {
    let shape = [1, 3, side, side];
    let explainer = explainer(&models::conv_net(), &shape);
    let picture = ArrayD::from_elem(IxDyn(&shape), 0.5);
    let work = Work::detached();
    std::thread::scope(|scope| {
        let run = std::thread::Builder::new()
            .name("method".to_owned())
            .spawn_scoped(scope, || method(&explainer, &picture, &work))
            .unwrap();
        while work.last_progress().done == 0 && !run.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        work.cancel();
        let ended = run.join().unwrap();
        assert!(matches!(ended, Err(ExplainError::Cancelled)), "{ended:?}");
    });
    let progress = work.last_progress();
    assert!(0 < progress.done && progress.done < progress.total / 2);
}

#[test]
fn integrated_gradients_end() {
    let settings = integrated::Settings {
        steps: 200_000,
        ..integrated::Settings::default()
    };
    assert_ends(16, |explainer, picture, work| {
        integrated::integrated_gradients(explainer, picture, &Target::TopClass, settings, work)
    });
}

#[test]
fn smooth_grad_ends() {
    let settings = smooth::Settings {
        samples: 200_000,
        ..smooth::Settings::default()
    };
    assert_ends(16, |explainer, picture, work| {
        smooth::smooth_grad(explainer, picture, &Target::TopClass, settings, work)
    });
}

#[test]
fn occlusion_ends() {
    let settings = occlusion::Settings {
        side: 1.0 / 128.0,
        step: 1.0,
        chunk: 1,
        ..occlusion::Settings::default()
    };
    assert_ends(128, |explainer, picture, work| {
        occlusion::occlusion(explainer, picture, &Target::TopClass, settings, work)
    });
}
