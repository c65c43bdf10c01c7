//! A model that is asked why about pictures as they are, and judged by the detector.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use attacks::{Attack, Calibration, DetectorSettings, Settings, Trace};
use explain::{Method, Target};
use imaging::{Picture, Raster, Samples};
use insight::{Inquiry, InsightError, Reasoner};
use jobs::Work;
use ndarray::Axis;
use response::{Preset, ResponseSettings};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};

/// A small convolution net with what is guessed about it, on the processor.
fn reasoner(folder: &tempfile::TempDir) -> Reasoner {
    let runtime = Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
        panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
    });
    let model = testbench::models::conv_net();
    let path = testbench::models::write(&model, &folder.path().join("convolutions.onnx"));
    let manifest = packs::propose(&path).unwrap().manifest;
    Reasoner::new(runtime, ProviderChoice::Only(Provider::Cpu), path, manifest)
}

/// A picture of coloured waves.
fn picture(phase: u32) -> Picture {
    let samples = (0..40_u32 * 30 * 3).map(|at| {
        let (pixel, channel) = (at / 3, at % 3);
        let (x, y) = (pixel % 40, pixel / 40);
        ((x * (5 + channel) + y * 3 + phase * 31) % 256) as u8
    });
    Picture::from_raster(Raster::new(40, 30, 3, Samples::U8(samples.collect())))
}

fn inquiry(method: Method, calibration: Option<Calibration>) -> Inquiry {
    Inquiry {
        method,
        target: Target::TopClass,
        settings: ResponseSettings::default(),
        calibration: calibration.map(Arc::new),
    }
}

/// A threshold for the model, from scores that nothing reaches.
fn calibration(model: &str, settings: DetectorSettings) -> Calibration {
    Calibration::from_clean(&[0.0; 20], 0.1, settings, model).unwrap()
}

#[test]
fn a_picture_is_explained_and_every_pixel_has_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let (reasoner, work) = (reasoner(&folder), Work::detached());
    let found = reasoner
        .explain(&picture(0), &inquiry(Method::Guided, None), &work)
        .unwrap();
    assert_eq!(found.picture_px, [40, 30]);
    assert_eq!(found.maps.values.dim(), found.maps.entropy_bits.dim());
    assert!(found.maps.average_bits > 0.0);
    assert!(found.judgement.is_none());
    assert!(found.at([20, 15]).is_some());
    assert_eq!(found.at([400, 15]), None);
    let (rows, columns) = found.maps.values.dim();
    assert_eq!(found.input_rgb.dim(), (rows, columns, 3));
}

#[test]
fn the_verdict_is_the_same_whether_or_not_the_response_is_the_one_that_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (reasoner, work) = (reasoner(&folder), Work::detached());
    let identity = reasoner.manifest().identity();
    let settings = DetectorSettings {
        trace: Trace::Guided,
        response: Preset::SquareFive.settings(),
    };
    let calibration = calibration(&identity, settings);
    let alone = reasoner.judge(&picture(1), &calibration, &work).unwrap();
    for (method, response) in [
        (Method::Guided, Preset::SquareFive),
        (Method::Guided, Preset::AsWritten),
        (Method::GradCam, Preset::SquareFive),
    ] {
        let asked = Inquiry {
            settings: response.settings(),
            ..inquiry(method, Some(calibration.clone()))
        };
        let found = reasoner.explain(&picture(1), &asked, &work).unwrap();
        assert_eq!(found.judgement, Some(Ok(alone)), "{method:?} {response}");
    }
    assert_eq!(
        alone.bits > 0.0,
        calibration.verdict(alone.bits) == alone.verdict
    );
}

#[test]
fn a_threshold_of_another_model_gives_a_reason_and_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let (reasoner, work) = (reasoner(&folder), Work::detached());
    let foreign = calibration("another model 1", DetectorSettings::default());
    let refused = reasoner.judge(&picture(0), &foreign, &work).unwrap_err();
    assert!(matches!(refused, InsightError::Calibration(_)), "{refused}");
    let asked = inquiry(Method::FeatureResponse, Some(foreign));
    let found = reasoner.explain(&picture(0), &asked, &work).unwrap();
    let reason = found.judgement.unwrap().unwrap_err();
    assert!(reason.contains("another model 1"), "{reason}");
}

#[test]
fn cancelled_work_is_no_failure_of_the_model() {
    let folder = tempfile::tempdir().unwrap();
    let reasoner = reasoner(&folder);
    let work = Work::detached();
    work.cancel();
    let asked = inquiry(Method::Guided, None);
    let Err(stopped) = reasoner.explain(&picture(0), &asked, &work) else {
        panic!("it was explained although it was cancelled");
    };
    assert!(stopped.is_cancelled(), "{stopped}");
}

#[test]
fn an_attacked_picture_is_a_raster_of_the_model_s_size() {
    let folder = tempfile::tempdir().unwrap();
    let (reasoner, work) = (reasoner(&folder), Work::detached());
    let input = &reasoner.manifest().input;
    let prepared = input.prepare(&picture(2).whole(&work).unwrap()).unwrap();
    let laboratory = reasoner.laboratory(prepared.shape(), &work).unwrap();
    let settings = Settings::as_files(Attack::Noise);
    let outcome = laboratory
        .attack(&prepared, Attack::Noise, &settings, &[], &work)
        .unwrap();
    let raster = laboratory.raster(&outcome.adversarial);
    let (rows, columns, _) = laboratory.rgb(&outcome.adversarial).dim();
    assert_eq!(
        (raster.height_px as usize, raster.width_px as usize),
        (rows, columns)
    );
    // What is saved is what was judged: the levels of the file are those of the tensor.
    let Samples::U8(levels) = &raster.samples else {
        panic!("a picture of 8 bits");
    };
    let unit = outcome.adversarial.index_axis(Axis(0), 0);
    for (place, level) in levels.iter().enumerate() {
        let (pixel, channel) = (place / 3, place % 3);
        let expected = unit[[channel, pixel / columns, pixel % columns]] * 255.0;
        assert!((f32::from(*level) - expected).abs() < 1e-3);
    }
}
