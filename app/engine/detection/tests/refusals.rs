//! What a detector refuses, with its reason, and how its work ends.
#![allow(clippy::unwrap_used)]

use detection::DetectionError;
use imaging::{Picture, Raster, Samples};
use jobs::Work;

use support::{DOTS, Dot, NOMINAL_PX, changed, dots_detector, open, paper, tiled};

mod support;

/// Why there is no answer for a picture with a dot.
fn refused(manifest: &str) -> DetectionError {
    let picture = paper(64, 64, &[Dot::small(31.0, 31.0)]);
    dots_detector(manifest)
        .detect(&picture, NOMINAL_PX, &Work::detached())
        .unwrap_err()
}

#[test]
fn units_and_sizes_that_mean_nothing_are_refused_before_anything_runs() {
    let detector = dots_detector(DOTS);
    let picture = paper(400, 300, &[]);
    for unit_px in [0.0, -1.0, f64::NAN, f64::INFINITY, 401.0, 0.7] {
        let work = Work::detached();
        let error = detector.detect(&picture, unit_px, &work).unwrap_err();
        assert!(matches!(error, DetectionError::Unit { .. }), "{error}");
        assert!(error.to_string().contains("measure it anew"));
        assert_eq!(work.last_progress().total, 0);
    }
    let large = Raster::new(3000, 3000, 1, Samples::U8(vec![255; 9_000_000]));
    let error = detector
        .detect(&Picture::from_raster(large), 0.75, &Work::detached())
        .unwrap_err();
    assert!(matches!(error, DetectionError::TooLarge { .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("would become 48000 x 48000"), "{text}");
}

#[test]
fn a_run_says_how_far_it_is_and_ends_when_it_is_cancelled() {
    let detector = dots_detector(&tiled("{ multiple_of = 32 }", 64, 32));
    let work = Work::detached();
    detector
        .detect(&paper(100, 60, &[]), NOMINAL_PX, &work)
        .unwrap();
    let progress = work.last_progress();
    assert_eq!((progress.done, progress.total), (3, 3));

    // Thousands of tiles, so that the end comes in their middle.
    let large = paper(3000, 2000, &[]);
    let work = Work::detached();
    let error = std::thread::scope(|scope| {
        let run = scope.spawn(|| detector.detect(&large, NOMINAL_PX, &work));
        while work.last_progress().done == 0 && !run.is_finished() {
            std::thread::yield_now();
        }
        work.cancel();
        run.join().unwrap().unwrap_err()
    });
    assert!(error.is_cancelled(), "{error}");
    let progress = work.last_progress();
    assert!(progress.done < progress.total, "{progress:?}");
    let again = detector.detect(&paper(100, 60, &[]), NOMINAL_PX, &Work::detached());
    assert!(again.is_ok());
}

#[test]
fn a_pack_that_is_no_detector_is_refused() {
    let start = DOTS.find("[detector]").unwrap();
    let end = DOTS.find("[files]").unwrap();
    let mut text = format!("{}{}", &DOTS[..start], &DOTS[end..]);
    for (from, to) in [
        ("fit = \"unit\"\nunit_px = 12.0", "fit = \"native\""),
        ("decode = \"energy\"", "decode = \"anomaly-map\""),
        ("decode = \"box-edges\"", "decode = \"raw\""),
        ("decode = \"features\"", "decode = \"raw\""),
    ] {
        text = changed(&text, from, to);
    }
    let error = open(
        &text,
        &support::models::dots(),
        &support::models::dot_classes(),
    );
    let error = error.err().unwrap();
    assert!(
        matches!(error, DetectionError::NoDetector { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("\"Dots\" finds no things"));
}

#[test]
fn names_that_the_models_do_not_have_are_refused_when_the_pack_is_opened() {
    for (from, to, expected) in [
        (
            "name = \"edges\"",
            "name = \"corners\"",
            "no output \"corners\"",
        ),
        (
            "input = \"features\"",
            "input = \"list\"",
            "no input \"list\"",
        ),
        (
            "output = \"probabilities\"",
            "output = \"classes\"",
            "no output \"classes\"",
        ),
    ] {
        let text = changed(DOTS, from, to);
        let opened = open(
            &text,
            &support::models::dots(),
            &support::models::dot_classes(),
        );
        let error = opened.err().unwrap();
        assert!(matches!(error, DetectionError::NoValue { .. }), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn outputs_of_another_shape_are_refused() {
    let swapped = DOTS
        .replace("decode = \"box-edges\"", "decode = \"?\"")
        .replace("decode = \"features\"", "decode = \"box-edges\"")
        .replace("decode = \"?\"", "decode = \"features\"");
    let error = refused(&swapped).to_string();
    assert!(
        error.contains("the output \"features\" has the shape [1, 2, 32, 32]"),
        "{error}"
    );
    let error = refused(&tiled("33", 33, 8)).to_string();
    assert!(
        error.contains("\"energy\" has the shape [1, 1, 16, 16]"),
        "{error}"
    );
    let more = DOTS.replace("\"speck\"]\n", "\"speck\", \"blot\"]\n");
    let more = changed(&more, "\"speck\", \"blot\"]\nleast", "\"speck\"]\nleast");
    let error = refused(&more).to_string();
    assert!(
        error.contains("\"probabilities\" has the shape [1, 3], where [1, 4]"),
        "{error}"
    );
}

#[test]
fn values_that_are_no_numbers_or_no_probabilities_are_refused() {
    let loud = changed(
        DOTS,
        "scale = -1.0\nmean = [-1.0]",
        "scale = -9.0\nmean = [-9.0]",
    );
    let error = refused(&loud);
    assert!(
        matches!(error, DetectionError::NotProbabilities { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("a sigmoid or a softmax"));

    let mut samples = vec![0.5; 60 * 50];
    samples[1234] = f32::NAN;
    let broken = Picture::from_raster(Raster::new(60, 50, 1, Samples::F32(samples)));
    let detector = dots_detector(DOTS);
    let error = detector
        .detect(&broken, NOMINAL_PX, &Work::detached())
        .unwrap_err();
    assert!(
        matches!(error, DetectionError::NotNumbers { .. }),
        "{error}"
    );
}
