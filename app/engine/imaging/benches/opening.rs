//! How long pictures take to open: a 24-megapixel photograph, and one of 20,000 × 20,000 pixels.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::time::{Duration, Instant};

use imaging::{Limits, Picture, Preview, TileKey};
use jobs::Work;
use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::Gray8;

const REPEATS: usize = 5;
const LARGE_SIDE_PX: u32 = 20_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let photograph = folder.path().join("photograph.jpg");
    write_photograph(&photograph);
    let cold_ms = median((0..REPEATS).map(|_| open_ms(&photograph)).collect());
    print("next_picture_cold", cold_ms, "ms");

    let large = folder.path().join("large.png");
    write_large(&large);
    let (first_rows_ms, whole_ms) = preview_ms(&large);
    print("large_picture_first_rows", first_rows_ms, "ms");
    print("large_picture_preview", whole_ms, "ms");
    print("large_picture_memory", peak_mib(), "MiB");
    let plain = folder.path().join("large.tif");
    write_plain(&plain);
    print("large_plain_tiff_preview", preview_ms(&plain).1, "ms");
}

/// How long it takes until a preview shows the first rows of a picture, and until all of it can be
/// seen.
fn preview_ms(path: &Path) -> (f64, f64) {
    let start = Instant::now();
    let preview = Preview::default();
    let since = || start.elapsed().as_secs_f64() * 1e3;
    std::thread::scope(|scope| {
        let opening = scope.spawn(|| {
            let limits = Limits::default();
            Picture::open_with_preview(path, 1, &limits, &Work::detached(), &preview).unwrap();
            since()
        });
        while preview.latest().is_none() && !opening.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let first_rows_ms = since();
        (first_rows_ms, opening.join().unwrap())
    })
}

/// Opens a picture and reads the tile that a fitted view shows.
fn open_ms(path: &Path) -> f64 {
    let start = Instant::now();
    let picture = Picture::open(path, 1, &Limits::default(), &Work::detached()).unwrap();
    let level = picture.levels().len() as u32 - 1;
    picture.tile(TileKey { level, x: 0, y: 0 }).unwrap();
    start.elapsed().as_secs_f64() * 1e3
}

fn write_photograph(path: &Path) {
    let picture = image::RgbImage::from_fn(6000, 4000, |x, y| image::Rgb(texture(x, y)));
    picture.save(path).unwrap();
}

/// A grey picture with detail everywhere, written in rows so that it needs no memory here.
fn write_large(path: &Path) {
    let file = BufWriter::new(File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, LARGE_SIDE_PX, LARGE_SIDE_PX);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let mut row = vec![0_u8; LARGE_SIDE_PX as usize];
    for y in 0..LARGE_SIDE_PX {
        for (x, sample) in (0..).zip(&mut row) {
            *sample = texture(x, y)[0];
        }
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
}

/// The same without compression.
fn write_plain(path: &Path) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let mut encoder = TiffEncoder::new(&mut file).unwrap();
    let mut image = encoder
        .new_image::<Gray8>(LARGE_SIDE_PX, LARGE_SIDE_PX)
        .unwrap();
    image.rows_per_strip(64).unwrap();
    let mut y = 0;
    while image.next_strip_sample_count() > 0 {
        let rows = image.next_strip_sample_count() as u32 / LARGE_SIDE_PX;
        let strip: Vec<u8> = (y..y + rows)
            .flat_map(|y| (0..LARGE_SIDE_PX).map(move |x| texture(x, y)[0]))
            .collect();
        image.write_strip(&strip).unwrap();
        y += rows;
    }
    image.finish().unwrap();
}

/// Slow waves with fine noise on them, as photographs have.
fn texture(x: u32, y: u32) -> [u8; 3] {
    let noise = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)) >> 28;
    let wave = |period: f32| 96.0 + 80.0 * ((x as f32 / period).sin() * (y as f32 / period).cos());
    [211.0, 307.0, 401.0].map(|period| (wave(period) + noise as f32) as u8)
}

/// The most memory that this process has held.
fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse::<f64>().ok())
        .map_or(f64::NAN, |kib| kib / 1024.0)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn print(name: &str, value: f64, unit: &str) {
    println!(r#"{{"name":"{name}","value":{value:.1},"unit":"{unit}"}}"#);
}
