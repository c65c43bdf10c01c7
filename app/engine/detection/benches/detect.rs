//! How long a page of A4 at 300 dots per inch takes from picture to things. The network is as large
//! as that of a real detector, 1.06 million parameters, but its weights mean nothing: how much it
//! finds is decided by the bias of its energy.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use detection::Detector;
use imaging::{Picture, Raster, Samples};
use jobs::Work;
use packs::Pack;
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};

#[path = "../tests/models/mod.rs"]
mod models;

const WIDTH_PX: u32 = 2480;
const HEIGHT_PX: u32 = 3508;
/// The unit of the page: 12 pixels at the scale of the network.
const UNIT_PX: f64 = 17.8;
const REPEATS: usize = 5;

fn main() {
    let runtime = Runtime::load(&library_candidates(None)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let manifest = models::network::manifest(include_str!("../tests/dots.toml"));
    let (network, classes) = (
        models::network::network(),
        models::network::network_classes(),
    );
    models::write_pack(folder.path(), &manifest, &network, &classes);
    let pack = Pack::open(folder.path()).unwrap();
    let (cpu, work) = (ProviderChoice::Only(Provider::Cpu), Work::detached());
    let detector = Detector::open(&runtime, &pack, cpu, &work).unwrap();
    let page = page();
    let mut found = detector.detect(&page, UNIT_PX, &work).unwrap();
    let mut fastest_ms = f64::INFINITY;
    for _ in 0..REPEATS {
        let start = Instant::now();
        found = detector.detect(&page, UNIT_PX, &work).unwrap();
        fastest_ms = fastest_ms.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!(r#"{{"name":"detect_page","value":{fastest_ms:.1},"unit":"ms"}}"#);
    let things = found.found.len() + found.candidates.len() + found.negatives.len();
    println!("{things} things, {} cells", found.energy.levels().len());
}

/// A page of lines, five at a time, with dots on them.
fn page() -> Picture {
    let sample = |index: u32| {
        let (x, y) = (index % WIDTH_PX, index / WIDTH_PX);
        let (column, row) = (x / 31, y / 18);
        let is_line = y % 18 < 2 && row % 11 < 5;
        let is_dot = (column * 7 + row * 3) % 11 == 0
            && (x % 31).abs_diff(15).pow(2) + (y % 18).abs_diff(9).pow(2) < 64;
        if is_line || is_dot { 0 } else { 255 }
    };
    let samples = (0..WIDTH_PX * HEIGHT_PX).map(sample).collect();
    Picture::from_raster(Raster::new(WIDTH_PX, HEIGHT_PX, 1, Samples::U8(samples)))
}
