//! Every format gives back the raster it was made from.

use image::ImageFormat;
use imaging::{Limits, Raster, SampleKind, Samples, probe};

use crate::make::*;
use crate::tiff_writer::{self, Values, short};

#[test]
fn png_keeps_depth_and_channels() {
    for kind in [SampleKind::U8, SampleKind::U16] {
        for channels in 1..=4 {
            let raster = ramp(37, 23, channels, kind);
            assert_eq!(whole(&encode(&raster, ImageFormat::Png)), raster);
        }
    }
}

#[test]
fn png_of_few_bits_palettes_and_interlacing() {
    let png = |colour, depth, palette: Option<&[u8]>, data: &[u8]| {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 3, 2);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if let Some(palette) = palette {
            encoder.set_palette(palette.to_vec());
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(data).unwrap();
        writer.finish().unwrap();
        file
    };
    let grey = png(
        png::ColorType::Grayscale,
        png::BitDepth::Four,
        None,
        &pack(&[0, 1, 15, 8, 2, 3], 3, 4),
    );
    let expected = Raster::new(3, 2, 1, Samples::U8(vec![0, 17, 255, 136, 34, 51]));
    assert_eq!(whole(&grey), expected);
    let picture = open(&grey, &Limits::default()).unwrap();
    assert_eq!(picture.page().bits_per_sample, 4);

    let palette = [9, 8, 7, 100, 150, 200];
    let indexed = png(
        png::ColorType::Indexed,
        png::BitDepth::One,
        Some(&palette),
        &pack(&[0, 1, 0, 1, 1, 0], 3, 1),
    );
    let (a, b) = ([9, 8, 7], [100, 150, 200]);
    assert_eq!(
        whole(&indexed).samples,
        Samples::U8([a, b, a, b, b, a].concat())
    );

    let interlaced: &[u8] = include_bytes!("data/interlaced.png");
    assert_eq!(whole(interlaced), ramp(33, 17, 3, SampleKind::U8));
    assert_eq!(
        open(interlaced, &always_scratch())
            .unwrap()
            .region(0, 0, 0, 33, 17)
            .unwrap(),
        whole(interlaced)
    );
}

#[test]
fn jpeg_is_near_enough() {
    for (channels, file) in [
        (1, None),
        (3, None),
        (3, Some(include_bytes!("data/progressive.jpg"))),
    ] {
        let raster = ramp(33, 17, channels, SampleKind::U8);
        let decoded =
            whole(&file.map_or_else(|| encode(&raster, ImageFormat::Jpeg), |f| f.to_vec()));
        assert_eq!(
            (decoded.width_px, decoded.height_px, decoded.channels),
            (33, 17, channels)
        );
        let (decoded, raster) = (bytes_of(&decoded), bytes_of(&raster));
        let pairs = decoded.iter().zip(&raster);
        let error: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        assert!(error / (raster.len() as f64) < 5.0, "{error}");
    }
}

#[test]
fn lossless_formats_of_eight_bits() {
    for format in [ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Pnm] {
        let raster = ramp(37, 23, 3, SampleKind::U8);
        assert_eq!(whole(&encode(&raster, format)), raster, "{format:?}");
    }
    // A GIF holds 256 colours; this one has fewer.
    let mut few = ramp(20, 10, 4, SampleKind::U8);
    few.samples = Samples::U8((0..200).flat_map(|i| [i as u8, 7, 9, 255]).collect());
    assert_eq!(whole(&encode(&few, ImageFormat::Gif)), few);
    let first_frame = whole(include_bytes!("data/animation.gif"));
    assert_eq!(
        first_frame.values_at(0, 0).unwrap()[..],
        [255.0, 0.0, 0.0, 255.0]
    );
}

#[test]
fn pnm_in_text_bits_and_sixteen_bits() {
    assert_eq!(
        whole(b"P2\n# comment\n2 2\n255\n0 7 9 255\n").samples,
        Samples::U8(vec![0, 7, 9, 255])
    );
    assert_eq!(
        whole(b"P4\n3 1\n\xA0").samples,
        Samples::U8(vec![0, 255, 0])
    );
    assert_eq!(
        whole(b"P5\n2 1\n65535\n\x01\x02\xFF\xFE").samples,
        Samples::U16(vec![0x0102, 0xFFFE])
    );
}

#[test]
fn jpeg2000_at_eight_and_sixteen_bits() {
    let at = |x: u32, y: u32, a: u32, b: u32| x * a + y * b;
    let grey = whole(include_bytes!("data/grey.jp2"));
    let rgb = whole(include_bytes!("data/rgb.j2k"));
    let deep = whole(include_bytes!("data/deep.jp2"));
    for (x, y) in [(0, 0), (32, 0), (5, 16), (31, 15)] {
        assert_eq!(
            grey.values_at(x, y).unwrap()[..],
            [f64::from(at(x, y, 7, 3) % 256)]
        );
        assert_eq!(
            rgb.values_at(x, y).unwrap()[..],
            [at(x, y, 7, 0), at(x, y, 0, 15), at(x, y, 5, 5)].map(|v| f64::from(v % 256))
        );
        assert_eq!(
            deep.values_at(x, y).unwrap()[..],
            [f64::from(at(x, y, 1900, 250) % 65536)]
        );
    }
    assert_eq!(deep.kind(), SampleKind::U16);
}

#[test]
fn tiff_strips_tiles_and_compressions() {
    let grey = ramp(61, 47, 1, SampleKind::U8);
    for is_little_endian in [true, false] {
        for page in [
            tiff_strips(&grey, 5),
            tiff_strips(&grey, 47),
            tiff_tiles(&grey, 16),
            tiff_tiles(&grey, 64),
        ] {
            assert_eq!(whole(&tiff_writer::write(&[page], is_little_endian)), grey);
        }
    }
    for (name, file) in one_of_each() {
        if name == "deflate.tif" || name == "lzw.btf" {
            assert_eq!(whole(&file), grey, "{name}");
        }
    }
}

#[test]
fn tiff_samples_of_all_depths() {
    let one_strip = |bits, format, samples: u16, photometric, bytes: Vec<u8>| {
        let mut page = tiff_writer::page((3, 1), bits, samples, photometric, 1);
        page.fields
            .push((339, Values::Short(vec![format; usize::from(samples)])));
        page.chunks = vec![bytes];
        whole(&tiff_writer::write(&[page], true)).samples
    };
    assert_eq!(
        one_strip(1, 1, 1, 1, vec![0b1010_0000]),
        Samples::U8(vec![255, 0, 255])
    );
    assert_eq!(
        one_strip(1, 1, 1, 0, vec![0b1010_0000]),
        Samples::U8(vec![0, 255, 0])
    );
    assert_eq!(
        one_strip(4, 1, 1, 1, vec![0x01, 0xF0]),
        Samples::U8(vec![0, 17, 255])
    );
    assert_eq!(
        one_strip(16, 1, 1, 1, little(&[0, 513, 65535])),
        Samples::U16(vec![0, 513, 65535])
    );
    let floats: Vec<u8> = [-1.5_f32, 0.0, 1e9]
        .iter()
        .flat_map(|v| v.to_le_bytes())
        .collect();
    assert_eq!(
        one_strip(32, 3, 1, 1, floats),
        Samples::F32(vec![-1.5, 0.0, 1e9])
    );
    let signed = little(&[0xFFFF, 0, 300]);
    assert_eq!(
        one_strip(16, 2, 1, 1, signed),
        Samples::F32(vec![-1.0, 0.0, 300.0])
    );
    assert_eq!(
        one_strip(8, 1, 3, 2, (1..=9).collect()),
        Samples::U8((1..=9).collect())
    );
    // White, cyan at half, black.
    let inks = vec![0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 255];
    assert_eq!(
        one_strip(8, 1, 4, 5, inks),
        Samples::U8(vec![255, 255, 255, 127, 255, 255, 0, 0, 0])
    );
}

#[test]
fn tiff_palettes_planes_and_reversed_bits() {
    let mut palette = tiff_writer::page((4, 1), 4, 1, 3, 1);
    let mut map = vec![0_u16; 48];
    (map[2], map[16 + 2], map[32 + 2]) = (0xFF00, 0x8000, 0x0100);
    palette.fields.push((320, Values::Short(map)));
    palette.chunks = vec![vec![0x20, 0x02]];
    for is_little_endian in [true, false] {
        let raster = whole(&tiff_writer::write(&[palette.clone()], is_little_endian));
        let colour = [255, 128, 1];
        assert_eq!(
            raster.samples,
            Samples::U8([colour, [0; 3], [0; 3], colour].concat())
        );
    }

    let mut planes = tiff_writer::page((2, 2), 8, 3, 2, 1);
    planes.fields.push((284, short(2)));
    planes.fields.push((278, Values::Long(vec![1])));
    planes.chunks = vec![
        vec![1, 2],
        vec![3, 4],
        vec![11, 12],
        vec![13, 14],
        vec![21, 22],
        vec![23, 24],
    ];
    let raster = whole(&tiff_writer::write(&[planes], true));
    assert_eq!(
        raster.samples,
        Samples::U8(vec![1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24])
    );

    let mut reversed = tiff_writer::page((8, 1), 1, 1, 1, 1);
    reversed.fields.push((266, short(2)));
    reversed.chunks = vec![vec![0b0000_0011]];
    let raster = whole(&tiff_writer::write(&[reversed], true));
    assert_eq!(
        raster.samples,
        Samples::U8(vec![255, 255, 0, 0, 0, 0, 0, 0])
    );
}

#[test]
fn group4_and_pages() {
    let pattern = one_bit_pattern(61, 47);
    let expected: Vec<u8> = pattern
        .iter()
        .flatten()
        .map(|black| if *black { 0 } else { 255 })
        .collect();
    let grey = ramp(61, 47, 1, SampleKind::U8);
    let reduced = with_field(tiff_strips(&ramp(30, 23, 1, SampleKind::U8), 23), 254, 1);
    let file = tiff_writer::write(
        &[tiff_strips(&grey, 9), reduced, tiff_group4(&pattern)],
        true,
    );
    let folder = tempfile::tempdir().unwrap();
    let info = probe(&put(folder.path(), "a.tif", &file), &Limits::default()).unwrap();
    assert_eq!(info.page_count, 2, "the reduced copy is no page");
    let second = open_page(&file, 2, &Limits::default()).unwrap();
    assert_eq!(bytes_of(second.raster().unwrap()), expected);
    assert!(open_page(&file, 3, &Limits::default()).is_err());
    assert!(open_page(&file, 0, &Limits::default()).is_err());
}

#[test]
fn pdf_pages_at_the_resolution_asked_for() {
    let pattern = one_bit_pattern(300, 150);
    let other = one_bit_pattern(150, 300);
    let file = pdf(&[pattern.clone(), other], 300);
    let picture = open(&file, &Limits::default()).unwrap();
    assert_eq!(
        (picture.page().width_px, picture.page().height_px),
        (300, 150)
    );
    let raster = picture.raster().unwrap();
    for (y, row) in pattern.iter().enumerate() {
        for (x, black) in row.iter().enumerate() {
            let value = raster.values_at(x as u32, y as u32).unwrap()[0];
            assert!((value < 128.0) == *black, "({x}, {y}) is {value}");
        }
    }
    let coarse = Limits {
        pdf_dpi: 100.0,
        ..Limits::default()
    };
    let page = *open_page(&file, 2, &coarse).unwrap().page();
    assert_eq!((page.width_px, page.height_px), (50, 100));
    assert_eq!(page.rasterised_dpi, Some(100.0));
}
