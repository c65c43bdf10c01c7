//! A detector of dots in a folder that lives as long as the test, and pictures of dots.

#![allow(dead_code, reason = "each test file uses a part")]

use detection::{Detection, DetectionError, Detections, Detector};
use graph::messages::ModelProto;
use imaging::{Picture, Raster, Samples};
use jobs::Work;
use packs::Pack;
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use tempfile::TempDir;

#[path = "../models/mod.rs"]
pub mod models;

/// The manifest of [`models::dots`].
pub const DOTS: &str = include_str!("../dots.toml");

/// The unit that the models were made for, in pixels.
pub const NOMINAL_PX: f64 = 12.0;

/// ONNX Runtime, which these tests need.
pub fn runtime() -> Runtime {
    Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
        panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
    })
}

/// A text with one part of it in other words.
pub fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands there once");
    text.replace(from, to)
}

/// A pack of a manifest and two models, as it opens.
pub fn open(
    manifest: &str,
    model: &ModelProto,
    classes: &ModelProto,
) -> Result<Detector, DetectionError> {
    let folder = TempDir::new().unwrap();
    models::write_pack(folder.path(), manifest, model, classes);
    let pack = Pack::open(folder.path()).unwrap();
    let cpu = ProviderChoice::Only(Provider::Cpu);
    Detector::open(&runtime(), &pack, cpu, &Work::detached())
}

/// The detector of dots with a changed manifest.
pub fn dots_detector(manifest: &str) -> Detector {
    open(manifest, &models::dots(), &models::dot_classes()).unwrap()
}

/// The manifest of dots with other tiles.
pub fn tiled(side: &str, side_px: u32, overlap_px: u32) -> String {
    let tiles = format!("tiles = {{ side_px = {side_px}, overlap_px = {overlap_px} }}");
    let text = changed(DOTS, "tiles = { side_px = 768, overlap_px = 128 }", &tiles);
    text.replace("_px = { multiple_of = 32 }", &format!("_px = {side}"))
}

/// The manifest of dots in one tile, however large the picture.
pub fn in_one_tile() -> String {
    tiled("{ multiple_of = 32 }", 65_536, 128)
}

/// What is found on a picture.
pub fn detect(detector: &Detector, picture: &Picture, unit_px: f64) -> Detections {
    detector
        .detect(picture, unit_px, &Work::detached())
        .unwrap()
}

/// Everything that is found, be it much or little.
pub fn everything(found: &Detections) -> Vec<&Detection> {
    let lists = [&found.found, &found.candidates, &found.negatives];
    lists.into_iter().flatten().collect()
}

/// A dot: where its middle is, how far it reaches, and how much ink is in its middle. The ink falls
/// off evenly to nothing.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub radius_px: f64,
    pub ink: f64,
}

impl Dot {
    /// A dot that is taken for a small one where the unit is the nominal one.
    pub fn small(x: f64, y: f64) -> Self {
        Self {
            x,
            y,
            radius_px: 6.0,
            ink: 1.0,
        }
    }

    /// A dot that is taken for a large one.
    pub fn large(x: f64, y: f64) -> Self {
        Self {
            radius_px: 8.0,
            ..Self::small(x, y)
        }
    }

    /// A dot that is taken for a speck.
    pub fn speck(x: f64, y: f64) -> Self {
        Self {
            radius_px: 3.5,
            ..Self::small(x, y)
        }
    }

    /// The same dot on a picture that is so many times as large.
    pub fn times(self, factor: f64) -> Self {
        Self {
            x: self.x * factor,
            y: self.y * factor,
            radius_px: self.radius_px * factor,
            ..self
        }
    }
}

/// White paper with dots on it.
pub fn paper(width_px: u32, height_px: u32, dots: &[Dot]) -> Picture {
    let mut samples = vec![1.0_f32; (width_px * height_px) as usize];
    for dot in dots {
        let around = |place: f64, len: u32| {
            let (low, high) = (place - dot.radius_px - 1.0, place + dot.radius_px + 1.0);
            low.max(0.0) as u32..high.clamp(0.0, f64::from(len)) as u32
        };
        for y in around(dot.y, height_px) {
            for x in around(dot.x, width_px) {
                let away = (f64::from(x) + 0.5 - dot.x).hypot(f64::from(y) + 0.5 - dot.y);
                let ink = dot.ink * (1.0 - away / dot.radius_px).max(0.0);
                let sample = &mut samples[(y * width_px + x) as usize];
                *sample = sample.min(1.0 - ink as f32);
            }
        }
    }
    Picture::from_raster(Raster::new(width_px, height_px, 1, Samples::F32(samples)))
}
