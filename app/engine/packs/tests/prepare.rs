//! Preprocessing against what torchvision, Pillow and OpenCV make of the same pictures.
//! `reference/prepare.py` made the expected tensors.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use imaging::{Raster, Samples};
use ndarray::ArrayD;
use ndarray_npy::ReadNpyExt;
use packs::{
    AlphaRule, Channels, Element, Extent, Filter, Fit, InputSpec, Layout, PackError, WhiteLevels,
};

/// Greatest difference from the reference that is allowed.
const TOLERANCE: f32 = 1e-5;

const LARGE: (u32, u32) = (97, 61);
const SMALL: (u32, u32) = (11, 9);

/// The sample of the reference's pictures.
fn sample(x: u64, y: u64, channel: u64, levels: u64) -> u64 {
    (x * 37 + y * 101 + channel * 59 + x * y * 13 + x * x * 7) * 257 % levels
}

fn picture((width_px, height_px): (u32, u32), channels: u8, levels: u64) -> Raster {
    let values = (0..u64::from(height_px)).flat_map(move |y| {
        (0..u64::from(width_px)).flat_map(move |x| {
            (0..u64::from(channels)).map(move |channel| sample(x, y, channel, levels))
        })
    });
    let samples = if levels == 256 {
        Samples::U8(values.map(|value| value as u8).collect())
    } else {
        Samples::U16(values.map(|value| value as u16).collect())
    };
    Raster::new(width_px, height_px, channels, samples)
}

/// An input that stretches a picture to `width_px` by `height_px` values from 0 to 1.
fn stretched(channels: Channels, width_px: u32, height_px: u32, filter: Filter) -> InputSpec {
    InputSpec {
        name: "image".to_owned(),
        element: Element::Float32,
        layout: Layout::Nchw,
        channels,
        width_px: Extent::Fixed(width_px),
        height_px: Extent::Fixed(height_px),
        fit: Fit::Stretch,
        unit_px: None,
        tiles: None,
        shorter_side_px: None,
        filter,
        border: 0.0,
        alpha: AlphaRule::OverWhite,
        white: WhiteLevels::default(),
        scale: 1.0,
        mean: vec![0.0],
        std: vec![1.0],
    }
}

fn assert_is_reference(name: &str, found: &ArrayD<f32>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reference/{name}.npy"));
    let expected = ArrayD::<f32>::read_npy(std::fs::File::open(path).unwrap()).unwrap();
    assert_eq!(found.shape(), expected.shape(), "{name}");
    let difference = found
        .iter()
        .zip(&expected)
        .map(|(one, other)| (one - other).abs())
        .fold(0.0, f32::max);
    assert!(difference <= TOLERANCE, "{name} differs by {difference:e}");
}

#[test]
fn every_filter_resizes_as_torchvision_and_pillow_do() {
    for (name, filter) in [
        ("nearest", Filter::Nearest),
        ("box", Filter::Box),
        ("bilinear", Filter::Bilinear),
        ("bicubic", Filter::Bicubic),
        ("lanczos", Filter::Lanczos),
        ("plain_bilinear", Filter::PlainBilinear),
        ("plain_bicubic", Filter::PlainBicubic),
    ] {
        let smaller = stretched(Channels::Grey, 17, 13, filter);
        let found = smaller.prepare(&picture(LARGE, 1, 65_536)).unwrap();
        assert_is_reference(&format!("{name}_smaller"), &found);
        let larger = stretched(Channels::Grey, 25, 20, filter);
        let found = larger.prepare(&picture(SMALL, 1, 65_536)).unwrap();
        assert_is_reference(&format!("{name}_larger"), &found);
    }
}

#[test]
fn an_area_is_averaged_as_opencv_does_and_enlarged_as_bilinear() {
    let smaller = stretched(Channels::Grey, 17, 13, Filter::Area);
    let found = smaller.prepare(&picture(LARGE, 1, 65_536)).unwrap();
    assert_is_reference("area_smaller", &found);
    let larger = stretched(Channels::Grey, 25, 20, Filter::Area);
    let found = larger.prepare(&picture(SMALL, 1, 65_536)).unwrap();
    assert_is_reference("bilinear_larger", &found);
}

#[test]
fn a_classifier_is_fed_as_by_resize_centre_crop_normalize() {
    let input = InputSpec {
        fit: Fit::Crop,
        shorter_side_px: Some(22),
        mean: vec![0.485, 0.456, 0.406],
        std: vec![0.229, 0.224, 0.225],
        ..stretched(Channels::Rgb, 18, 19, Filter::Bilinear)
    };
    assert_is_reference(
        "classifier",
        &input.prepare(&picture(LARGE, 3, 256)).unwrap(),
    );
}

#[test]
fn a_detector_is_fed_blue_first_and_channels_last() {
    let input = InputSpec {
        layout: Layout::Nhwc,
        scale: 255.0,
        mean: vec![127.0],
        std: vec![128.0],
        ..stretched(Channels::Bgr, 17, 13, Filter::PlainBilinear)
    };
    assert_is_reference("detector", &input.prepare(&picture(LARGE, 3, 256)).unwrap());
}

#[test]
fn a_letterbox_has_its_border() {
    let input = InputSpec {
        fit: Fit::Letterbox,
        border: 114.0 / 255.0,
        ..stretched(Channels::Rgb, 24, 24, Filter::Bilinear)
    };
    assert_is_reference(
        "letterbox",
        &input.prepare(&picture(LARGE, 3, 256)).unwrap(),
    );
}

#[test]
fn transparency_lies_on_white_before_anything_else() {
    let input = stretched(Channels::Grey, 17, 13, Filter::Bicubic);
    assert_is_reference("grey", &input.prepare(&picture(LARGE, 4, 256)).unwrap());
}

#[test]
fn a_picture_of_the_right_size_is_only_scaled() {
    let raster = picture((5, 4), 3, 256);
    for filter in [Filter::Nearest, Filter::Bicubic, Filter::PlainBicubic] {
        let found = stretched(Channels::Rgb, 5, 4, filter)
            .prepare(&raster)
            .unwrap();
        for ((_, channel, y, x), value) in found
            .into_dimensionality::<ndarray::Ix4>()
            .unwrap()
            .indexed_iter()
        {
            let expected = sample(x as u64, y as u64, channel as u64, 256) as f32 / 255.0;
            assert_eq!(*value, expected);
        }
    }
}

#[test]
fn whole_numbers_are_rounded_and_limited() {
    let input = InputSpec {
        element: Element::Uint8,
        scale: 255.0,
        ..stretched(Channels::Grey, 3, 1, Filter::Bilinear)
    };
    let samples = Samples::F32(vec![-1.0, 0.5, 2.0]);
    let found = input.prepare(&Raster::new(3, 1, 1, samples)).unwrap();
    assert_eq!(
        found.iter().copied().collect::<Vec<_>>(),
        [0.0, 128.0, 255.0]
    );
}

#[test]
fn one_pixel_and_one_line_are_pictures_too() {
    for (width_px, height_px) in [(1, 1), (1, 5000), (5000, 1)] {
        for fit in [Fit::Stretch, Fit::Crop, Fit::Letterbox] {
            let input = InputSpec {
                fit,
                ..stretched(Channels::Rgb, 8, 8, Filter::Lanczos)
            };
            let white = Raster::new(
                width_px,
                height_px,
                1,
                Samples::U8(vec![255; (width_px * height_px) as usize]),
            );
            let found = input.prepare(&white).unwrap();
            assert_eq!(found.shape(), [1, 3, 8, 8]);
            let middle = found[[0, 1, 4, 4]];
            assert!(
                (middle - 1.0).abs() < 1e-6 || fit == Fit::Letterbox,
                "{middle}"
            );
        }
    }
}

#[test]
fn an_input_beyond_reason_is_refused() {
    let mut input = stretched(Channels::Rgb, 8, 8, Filter::Bilinear);
    input.width_px = Extent::MultipleOf { multiple_of: 32 };
    input.height_px = Extent::MultipleOf { multiple_of: 32 };
    let error = input.placement(60_000, 60_000).unwrap_err();
    assert!(matches!(error, PackError::InputTooLarge { .. }), "{error}");
}
