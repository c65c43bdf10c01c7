//! The broken files in `tests/bad/pictures`: each is refused, and with the reason in its name.

use std::path::PathBuf;

use image::ImageFormat;
use imaging::{Fault, Limits, Picture, SampleKind};
use jobs::Work;

use crate::make::*;
use crate::refusals::{bmp_claiming, jpeg_claiming, png_claiming, tiff_claiming};
use crate::tiff_writer;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/bad/pictures")
}

/// The files, by name. The first word of a name is the reason for which it is refused.
fn bad_files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (name, file) in one_of_each() {
        files.push((
            format!("truncated-{name}"),
            file[..file.len() * 7 / 10].to_vec(),
        ));
    }
    let mut add = |name: &str, file: Vec<u8>| files.push((name.to_owned(), file));

    let jpeg = encode(&ramp(61, 47, 3, SampleKind::U8), ImageFormat::Jpeg);
    let mut early_end = jpeg[..jpeg.len() * 2 / 3].to_vec();
    early_end.extend_from_slice(b"\xFF\xD9");
    add("truncated-with-end-marker.jpg", early_end);

    add("lying-size.png", png_claiming(60_000, 60_000, 16, 6, 500));
    add("lying-size.jpg", jpeg_claiming(65_000, 65_000));
    add("lying-size.bmp", bmp_claiming(30_000, 30_000));
    add("lying-size.tif", tiff_claiming(60_000, 60_000, 8));
    add("lying-size.ppm", b"P6\n50000 50000\n255\nabc".to_vec());

    let png = encode(&ramp(61, 47, 1, SampleKind::U8), ImageFormat::Png);
    let mut wrong_sum = png.clone();
    let data = png.windows(4).position(|w| w == b"IDAT").unwrap();
    wrong_sum[data + 20] ^= 0xFF;
    add("damaged-checksum.png", wrong_sum);
    add(
        "damaged-no-pixels.png",
        [&png[..data - 4], &png[png.len() - 12..]].concat(),
    );
    add("damaged-zero-size.png", png_claiming(0, 10, 8, 0, 10));

    let grey = ramp(20, 10, 1, SampleKind::U8);
    let mut circle = tiff_writer::write(&[tiff_strips(&grey, 10)], true);
    let next = 8 + 2 + 9 * 12;
    circle[next..next + 4].copy_from_slice(&8_u32.to_le_bytes());
    add("damaged-circle-of-directories.tif", circle);
    let mut no_size = tiff_strips(&grey, 10);
    no_size.fields[0].1 = tiff_writer::Values::Long(vec![0]);
    add(
        "damaged-zero-size.tif",
        tiff_writer::write(&[no_size], true),
    );
    add(
        "damaged-no-objects.pdf",
        b"%PDF-1.4\nnothing here\nstartxref\n9\n%%EOF\n".to_vec(),
    );
    add(
        "damaged-first-segment.jpg",
        b"\xFF\xD8\xFF\xE0\x00\x01".to_vec(),
    );

    let mut alien = tiff_writer::page((20, 10), 8, 1, 1, 50_000);
    alien.chunks = vec![vec![0; 200]];
    add(
        "unsupported-compression.tif",
        tiff_writer::write(&[alien], true),
    );

    add("unknown-empty.png", Vec::new());
    add(
        "unknown-text.jpg",
        b"<html><body>404 Not Found</body></html>".to_vec(),
    );
    add("unknown-archive.tif", b"PK\x03\x04 and so on".to_vec());
    files
}

/// Writes the files. Run it after a change of the list:
/// `cargo test -p imaging --test pictures write_the_bad_files -- --ignored`.
#[test]
#[ignore = "writes into the source tree"]
fn write_the_bad_files() {
    for (name, file) in bad_files() {
        std::fs::write(folder().join(name), file).unwrap();
    }
}

#[test]
fn each_is_refused_for_the_reason_in_its_name() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "README.md" {
            continue;
        }
        let Err(error) = Picture::open(&path, 1, &Limits::default(), &Work::detached()) else {
            panic!("{name} was opened");
        };
        let reason = match error.fault() {
            Fault::Truncated { .. } => "truncated",
            Fault::HeaderLies { .. } => "lying",
            Fault::Broken { .. } => "damaged",
            Fault::Unsupported { .. } => "unsupported",
            Fault::UnknownFormat => "unknown",
            other => panic!("{name}: {other}"),
        };
        assert!(name.starts_with(reason), "{name}: {error}");
        count += 1;
    }
    assert_eq!(
        count,
        bad_files().len(),
        "every file of the list is in the folder, and no other"
    );
}
