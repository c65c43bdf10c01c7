//! The eight orientations are honoured once, in every format that has them, in memory and on disk.

use image::ImageFormat;
use imaging::{Limits, Orientation, Raster, SampleKind, probe, thumbnail};
use jobs::Work;

use crate::make::*;
use crate::tiff_writer::write;

/// An EXIF block that holds an orientation alone.
fn exif_block(number: u8) -> Vec<u8> {
    let mut block = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([number, 0, 0, 0, 0, 0, 0, 0]);
    block
}

fn jpeg(raster: &Raster, number: u8) -> Vec<u8> {
    let mut content = b"Exif\0\0".to_vec();
    content.extend(exif_block(number));
    let mut file = b"\xFF\xD8\xFF\xE1".to_vec();
    file.extend((content.len() as u16 + 2).to_be_bytes());
    file.extend(content);
    file.extend(&encode(raster, ImageFormat::Jpeg)[2..]);
    file
}

/// A PNG with its EXIF block behind the pixels.
fn png_with_exif(raster: &Raster, number: u8) -> Vec<u8> {
    let file = encode(raster, ImageFormat::Png);
    let (picture, end) = file.split_at(file.len() - 12);
    let mut chunk = b"eXIf".to_vec();
    chunk.extend(exif_block(number));
    let mut all = picture.to_vec();
    all.extend((chunk.len() as u32 - 4).to_be_bytes());
    all.extend(&chunk);
    all.extend(crc(&chunk).to_be_bytes());
    all.extend(end);
    all
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A WebP of the extended kind, with an EXIF chunk at its end.
fn webp(raster: &Raster, number: u8) -> Vec<u8> {
    let simple = encode(raster, ImageFormat::WebP);
    let mut content = b"WEBPVP8X\x0a\0\0\0\x08\0\0\0".to_vec();
    content.extend(&(raster.width_px - 1).to_le_bytes()[..3]);
    content.extend(&(raster.height_px - 1).to_le_bytes()[..3]);
    content.extend(&simple[12..]);
    let block = exif_block(number);
    content.extend(b"EXIF");
    content.extend((block.len() as u32).to_le_bytes());
    content.extend(block);
    let mut file = b"RIFF".to_vec();
    file.extend((content.len() as u32).to_le_bytes());
    file.extend(content);
    file
}

#[test]
fn all_eight_in_every_format_that_has_them() {
    let rgb = ramp(35, 20, 3, SampleKind::U8);
    let grey = ramp(35, 20, 1, SampleKind::U8);
    let folder = tempfile::tempdir().unwrap();
    let decoded_jpeg = whole(&encode(&rgb, ImageFormat::Jpeg));
    for orientation in Orientation::ALL {
        let number = orientation.exif();
        let cases = [
            ("jpg", jpeg(&rgb, number), &decoded_jpeg),
            ("png", png_with_exif(&rgb, number), &rgb),
            ("webp", webp(&rgb, number), &rgb),
            (
                "tif",
                write(
                    &[with_field(tiff_strips(&grey, 7), 274, u16::from(number))],
                    true,
                ),
                &grey,
            ),
        ];
        for (name, file, stored) in cases {
            let shown = orientation.apply(stored.clone());
            let case = format!("{name} {number}");
            let path = put(folder.path(), &case, &file);
            let page = probe(&path, &Limits::default()).unwrap().first_page;
            assert_eq!(page.orientation, orientation, "{case}");
            assert_eq!(
                (page.width_px, page.height_px),
                (shown.width_px, shown.height_px),
                "{case}"
            );
            assert_eq!((page.raw_width_px, page.raw_height_px), (35, 20), "{case}");
            assert_eq!(whole(&file), shown, "{case} in memory");
            let scratch = open(&file, &always_scratch()).unwrap();
            assert_eq!(
                scratch.whole(&Work::detached()).unwrap(),
                shown,
                "{case} on disk"
            );
            let small = thumbnail(&path, 1, 16, &Limits::default(), &Work::detached()).unwrap();
            let is_upright = shown.height_px > shown.width_px;
            assert_eq!(
                small.height_px == 16 && small.width_px < 16,
                is_upright,
                "{case}"
            );
        }
    }
}

#[test]
fn an_impossible_orientation_is_none() {
    let grey = ramp(9, 5, 1, SampleKind::U8);
    let file = write(&[with_field(tiff_strips(&grey, 5), 274, 77)], true);
    assert_eq!(whole(&file), grey);
}
