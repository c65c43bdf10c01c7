//! How long a shot of 2048 × 2048 pixels takes from picture to things, and how long a slider's step
//! takes on the map that is kept. The network is a U-Net of 0.45 million parameters whose weights
//! mean nothing; what it finds is decided by its bias, once nearly nothing and once all over the
//! picture.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use imaging::{Picture, Raster, Samples};
use jobs::Work;
use packs::{Decode, Manifest};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use segmentation::{InstanceSettings, MapScores, Segmenter};
use testbench::models;

const SIDE_PX: u32 = 2048;
const REPEATS: usize = 5;

fn main() {
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let picture = picture();
    for (name, background) in [("segment_shot", 8.0), ("segment_shot_everywhere", 0.5)] {
        let path = models::write(&models::unet(background), &folder.path().join("unet.onnx"));
        let manifest = manifest();
        let (cpu, work) = (ProviderChoice::Only(Provider::Cpu), Work::detached());
        let segmenter = Segmenter::load(&runtime, &path, &manifest, cpu, &work).unwrap();
        let settings = |scores: &MapScores| InstanceSettings::of(&manifest, scores);
        let (shot_ms, scores) = fastest_ms(|| {
            let scores = segmenter.run(&picture, &work).unwrap();
            std::hint::black_box(scores.instances(&settings(&scores)));
            scores
        });
        print(name, shot_ms);
        let at = settings(&scores).at(0.25);
        let (slider_ms, found) = fastest_ms(|| scores.instances(&at));
        print(&name.replace("shot", "slider"), slider_ms);
        println!("{} things, {} KiB", found.len(), scores.byte_len() >> 10);
    }
}

/// The fastest of some runs, which other work on the machine disturbs least, and what it gave.
fn fastest_ms<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut result = run();
    let mut fastest = f64::INFINITY;
    for _ in 0..REPEATS {
        let start = Instant::now();
        result = run();
        fastest = fastest.min(start.elapsed().as_secs_f64() * 1e3);
    }
    (fastest, result)
}

fn print(name: &str, value: f64) {
    println!(r#"{{"name":"{name}","value":{value:.1},"unit":"ms"}}"#);
}

/// A grey picture with waves and dots.
fn picture() -> Picture {
    let sample = |index: u32| {
        let (x, y) = ((index % SIDE_PX) as f32, (index / SIDE_PX) as f32);
        let wave = (x / 190.0).sin() * (y / 310.0).cos();
        let dot = if index.is_multiple_of(40_009) {
            80.0
        } else {
            0.0
        };
        (120.0 + 40.0 * wave + dot) as u8
    };
    let samples = (0..SIDE_PX * SIDE_PX).map(sample).collect();
    Picture::from_raster(Raster::new(SIDE_PX, SIDE_PX, 1, Samples::U8(samples)))
}

/// How [`models::unet`] is fed and read.
fn manifest() -> Manifest {
    let text = include_str!("../tests/manifest.toml");
    let path = std::path::Path::new("pack.toml");
    let mut manifest = Manifest::parse(text, path).unwrap();
    manifest.labels = models::UNET_LABELS.map(str::to_owned).to_vec();
    manifest.outputs[0].decode = Decode::PixelClassLogits;
    manifest
}
