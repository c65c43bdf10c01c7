//! Makes very large pictures, opens them, and prints time and memory. Run by hand:
//! `cargo test --release -p imaging --test pictures large:: -- --ignored --nocapture --test-threads 1`.
#![allow(clippy::print_stdout)]

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use imaging::{Limits, Picture, SampleKind, Samples, TileKey, thumbnail};
use jobs::Work;
use tiff::encoder::{Compression, TiffEncoder, colortype::Gray8};

use crate::make::{dynamic, ramp};

const SIDE: u32 = 20_000;

/// Rows like those of a scan: slow changes and a little noise.
fn rows(count: usize, width: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 29) as usize
    };
    let mut rows = Vec::with_capacity(count * width);
    for y in 0..count {
        rows.extend((0..width).map(|x| ((x / 64 + y / 8) % 240 + noise()) as u8));
    }
    rows
}

fn write_png(path: &Path) {
    let file = BufWriter::new(File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, SIDE, SIDE);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer_with_size(1 << 20).unwrap();
    let band = rows(200, SIDE as usize);
    for _ in 0..SIDE / 200 {
        std::io::Write::write_all(&mut stream, &band).unwrap();
    }
    stream.finish().unwrap();
}

fn write_tiff(path: &Path, compression: Compression) {
    let mut encoder = TiffEncoder::new(File::create(path).unwrap())
        .unwrap()
        .with_compression(compression);
    let mut image = encoder.new_image::<Gray8>(SIDE, SIDE).unwrap();
    image.rows_per_strip(200).unwrap();
    image
        .write_data(&rows(200, SIDE as usize).repeat(SIDE as usize / 200))
        .unwrap();
}

/// The most memory that this process has held, in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or(0, |kib| kib >> 10)
}

fn report(path: &Path) {
    let (limits, work) = (Limits::default(), Work::detached());
    let name = path.file_name().unwrap().display();
    let mib = path.metadata().unwrap().len() >> 20;
    let started = Instant::now();
    let picture = Picture::open(path, 1, &limits, &work).unwrap();
    let opened = started.elapsed();
    let started = Instant::now();
    let last = picture.levels().len() as u32 - 1;
    picture
        .tile(TileKey {
            level: last,
            x: 0,
            y: 0,
        })
        .unwrap();
    let coarsest = started.elapsed();
    let started = Instant::now();
    picture
        .tile(TileKey {
            level: 0,
            x: 0,
            y: 0,
        })
        .unwrap();
    let tile = started.elapsed();
    drop(picture);
    let started = Instant::now();
    thumbnail(path, 1, 256, &limits, &work).unwrap();
    let thumbnail = started.elapsed();
    println!(
        "{name} ({mib} MiB): open {opened:.2?}, coarsest tile {coarsest:.2?}, full tile {tile:.2?}, thumbnail {thumbnail:.2?}, peak {} MiB",
        peak_mib()
    );
    assert!(peak_mib() < 2048, "memory stays under 2 GiB");
}

#[test]
#[ignore = "takes gigabytes of disk and many seconds"]
fn twenty_thousand_square_png() {
    let folder = tempfile::tempdir_in("/var/tmp").unwrap();
    let path = folder.path().join("large.png");
    write_png(&path);
    report(&path);
}

#[test]
#[ignore = "takes gigabytes of disk and many seconds"]
fn twenty_thousand_square_tiff() {
    let folder = tempfile::tempdir_in("/var/tmp").unwrap();
    for (name, compression) in [
        ("plain.tif", Compression::Uncompressed),
        ("deflate.tif", Compression::Deflate(Default::default())),
    ] {
        let path = folder.path().join(name);
        write_tiff(&path, compression);
        report(&path);
    }
}

#[test]
#[ignore = "takes many seconds"]
fn twenty_four_megapixels_of_jpeg() {
    let folder = tempfile::tempdir().unwrap();
    let mut raster = ramp(6000, 4000, 3, SampleKind::U8);
    raster.samples = Samples::U8(rows(4000, 18_000));
    let path = folder.path().join("camera.jpg");
    let encoder =
        image::codecs::jpeg::JpegEncoder::new_with_quality(File::create(&path).unwrap(), 90);
    dynamic(&raster).write_with_encoder(encoder).unwrap();
    report(&path);
    report(&path);
}
