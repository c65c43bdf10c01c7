//! Headers that lie, decompression bombs, and sizes beyond the limits are refused before any
//! memory is asked for.

use std::time::{Duration, Instant};

use image::ImageFormat;
use imaging::{Fault, Limits, Picture, SampleKind, probe};
use jobs::Work;

use crate::make::*;
use crate::tiff_writer;

/// A PNG with this header and `data_bytes` bytes of coded pixels.
pub fn png_claiming(width: u32, height: u32, bits: u8, colour: u8, data_bytes: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], content: &[u8]| {
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(name);
        file.extend(content);
        file.extend([0; 4]);
    };
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([bits, colour, 0, 0, 0]);
    chunk(b"IHDR", &header);
    chunk(b"IDAT", &vec![0; data_bytes]);
    chunk(b"IEND", b"");
    file
}

fn fault(file: &[u8], limits: &Limits) -> Fault {
    let started = Instant::now();
    let Err(error) = open(file, limits) else {
        panic!("it was opened");
    };
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "refused quickly"
    );
    error.fault().clone()
}

#[test]
fn a_png_bomb_is_refused_at_once() {
    // 30,000 × 30,000 grey pixels in the fewest bytes that deflate can make of them.
    let bomb = png_claiming(30_000, 30_000, 8, 0, 900_030_000 / 1032 + 1);
    let fault = fault(&bomb, &Limits::default());
    assert!(
        matches!(fault, Fault::Bomb { ratio, .. } if ratio > 1000),
        "{fault}"
    );
    let text = fault.to_string();
    assert!(
        text.contains("decompression bomb") && text.contains("900030000"),
        "{text}"
    );
}

#[test]
fn headers_that_promise_too_much() {
    let limits = Limits::default();
    let lies = [
        png_claiming(60_000, 60_000, 8, 2, 1000),
        jpeg_claiming(60_000, 60_000),
        bmp_claiming(20_000, 20_000),
        b"P6\n30000 30000\n255\n0123456789".to_vec(),
        tiff_claiming(50_000, 50_000, 1),
        tiff_claiming(50_000, 50_000, 8),
    ];
    for file in lies {
        let fault = fault(&file, &limits);
        assert!(matches!(fault, Fault::HeaderLies { .. }), "{fault}");
    }
}

pub fn jpeg_claiming(width: u16, height: u16) -> Vec<u8> {
    let mut file = encode(&ramp(16, 16, 3, SampleKind::U8), ImageFormat::Jpeg);
    let frame = file.windows(2).position(|w| w == b"\xFF\xC0").unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

pub fn bmp_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = encode(&ramp(4, 4, 3, SampleKind::U8), ImageFormat::Bmp);
    file[18..22].copy_from_slice(&width.to_le_bytes());
    file[22..26].copy_from_slice(&height.to_le_bytes());
    file
}

pub fn tiff_claiming(width: u32, height: u32, compression: u16) -> Vec<u8> {
    let mut page = tiff_writer::page((width, height), 8, 1, 1, compression);
    page.chunks = vec![vec![0; 100]];
    tiff_writer::write(&[page], true)
}

#[test]
fn gif_and_webp_bombs() {
    let mut gif = encode(&ramp(4, 4, 4, SampleKind::U8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    let fault = fault(&gif, &Limits::default());
    assert!(matches!(fault, Fault::Bomb { .. }), "{fault}");
}

#[test]
fn limits_of_size() {
    let file = encode(&ramp(100, 40, 1, SampleKind::U8), ImageFormat::Png);
    let refuses = |limits: Limits| matches!(fault(&file, &limits), Fault::TooLarge { .. });
    assert!(refuses(Limits {
        max_side_px: 99,
        ..Limits::default()
    }));
    assert!(refuses(Limits {
        max_pixels: 3999,
        ..Limits::default()
    }));
    let jpeg = encode(&ramp(100, 40, 1, SampleKind::U8), ImageFormat::Jpeg);
    let few = Limits {
        max_decoder_bytes: 3999,
        ..Limits::default()
    };
    assert!(matches!(fault(&jpeg, &few), Fault::TooLarge { .. }));
    let short = Limits {
        max_file_bytes: 100,
        ..Limits::default()
    };
    assert!(matches!(fault(&jpeg, &short), Fault::TooLarge { .. }));
    let whole = Limits {
        max_whole_bytes: 3999,
        ..Limits::default()
    };
    let picture = open(&file, &whole).unwrap();
    assert!(matches!(
        picture.whole(&Work::detached()).unwrap_err().fault(),
        Fault::TooLarge { .. }
    ));
    assert!(picture.region(0, 0, 0, 100, 39).is_ok());
}

#[test]
fn honest_one_bit_plans_are_no_bombs() {
    // A blank plan of 2,000 × 2,000 in one bit, in a few bytes: one bit a row.
    let plan = vec![vec![false; 2000]; 2000];
    let file = tiff_writer::write(&[tiff_group4(&plan)], true);
    assert!(file.len() < 1000);
    assert!(open(&file, &Limits::default()).is_ok());
}

#[test]
fn a_scratch_folder_that_is_not_there_is_named() {
    let limits = Limits {
        scratch_folder: Some("/no/such/folder".into()),
        ..always_scratch()
    };
    let file = encode(&ramp(10, 10, 1, SampleKind::U8), ImageFormat::Png);
    let fault = fault(&file, &limits);
    assert!(
        matches!(&fault, Fault::Scratch { folder, .. } if folder.ends_with("no/such/folder")),
        "{fault}"
    );
}

#[test]
fn scratch_files_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let limits = Limits {
        scratch_folder: Some(scratch.path().to_owned()),
        ..always_scratch()
    };
    let path = put(
        folder.path(),
        "a.png",
        &encode(&ramp(700, 700, 1, SampleKind::U8), ImageFormat::Png),
    );
    let picture = Picture::open(&path, 1, &limits, &Work::detached()).unwrap();
    assert_eq!(
        std::fs::read_dir(scratch.path()).unwrap().count(),
        usize::from(!cfg!(unix))
    );
    drop(picture);
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[test]
fn probing_does_not_read_the_pixels() {
    let folder = tempfile::tempdir().unwrap();
    for (name, file) in one_of_each() {
        let info = probe(&put(folder.path(), name, &file), &Limits::default()).unwrap();
        let page = info.first_page;
        let picture = open(&file, &Limits::default()).unwrap();
        assert_eq!(
            picture.page(),
            &page,
            "{name}: the header and the picture agree"
        );
        let raster = picture.raster().unwrap();
        assert_eq!(
            (raster.width_px, raster.height_px),
            (page.width_px, page.height_px),
            "{name}"
        );
        assert_eq!(
            (raster.channels, raster.kind()),
            (page.channels, page.sample_kind),
            "{name}"
        );
    }
}
