//! How a picture becomes the input: layout, channels, size and normalisation.

use std::collections::BTreeMap;

use graph::{Dim, OnnxFile};

use super::Guesses;
use super::normalisation::{self, Inside};
use super::shape::{self, PictureInput};
use crate::error::PackError;
use crate::manifest::{
    AlphaRule, Channels, Element, Extent, Filter, Fit, InputSpec, Layout, Task, WhiteLevels,
};

/// Side of the input of most classifiers, and the shorter side that they are cropped from.
const CLASSIFIER_SIDE_PX: u32 = 224;
const CLASSIFIER_SHORTER_SIDE_PX: u32 = 256;

/// A length that most networks without a fixed size can halve often enough.
const OPEN_SIZE_UNIT_PX: u32 = 32;

/// Shorter side for networks without a fixed size that are no classifiers.
const OPEN_SIZE_SHORTER_SIDE_PX: u32 = 512;

/// Classifiers below this side see whole pictures of one thing, such as digits.
const SMALLEST_CROP_PX: u32 = 64;

/// Mean and standard deviation of ImageNet's pictures, which most classifiers start from.
const IMAGENET_MEAN: [f64; 3] = [0.485, 0.456, 0.406];
const IMAGENET_STD: [f64; 3] = [0.229, 0.224, 0.225];

pub(super) fn guess(
    file: &OnnxFile,
    task: Task,
    guesses: &mut Guesses,
) -> Result<InputSpec, PackError> {
    let picture =
        shape::find(file.graph(), &file.inputs()).map_err(|reason| PackError::NotAPicture {
            path: file.path().to_owned(),
            reason,
        })?;
    let metadata = file.metadata();
    let layout_name = match picture.layout {
        Layout::Nchw => "nchw",
        Layout::Nhwc => "nhwc",
    };
    guesses.note("input.layout", layout_name, &picture.layout_reason);
    let channels = channels(&picture, &metadata, guesses);
    let size = size(&picture, task, guesses);
    let range = range(file, &picture, task, channels, &metadata, guesses);
    Ok(InputSpec {
        name: picture.name,
        element: picture.element,
        layout: picture.layout,
        channels,
        width_px: size.width_px,
        height_px: size.height_px,
        fit: size.fit,
        unit_px: None,
        tiles: None,
        shorter_side_px: size.shorter_side_px,
        filter: Filter::Bilinear,
        border: 0.0,
        alpha: AlphaRule::OverWhite,
        white: WhiteLevels::default(),
        scale: range.scale,
        mean: range.mean,
        std: range.std,
    })
}

fn channels(
    picture: &PictureInput,
    metadata: &BTreeMap<&str, &str>,
    guesses: &mut Guesses,
) -> Channels {
    let stated_bgr = metadata
        .get("Image.BitmapPixelFormat")
        .is_some_and(|format| format.to_ascii_lowercase().starts_with("bgr"));
    let (channels, name) = match picture.channels {
        1 => (Channels::Grey, "grey"),
        4 => (Channels::Rgba, "rgba"),
        _ if stated_bgr => (Channels::Bgr, "bgr"),
        _ => (Channels::Rgb, "rgb"),
    };
    let order_reason = match channels {
        Channels::Bgr => "; the model's metadata Image.BitmapPixelFormat says BGR",
        Channels::Rgb => "; most models read red first, those trained with OpenCV blue",
        Channels::Grey | Channels::Rgba => "",
    };
    guesses.note(
        "input.channels",
        name,
        format!("{}{order_reason}", picture.channels_reason),
    );
    channels
}

struct Size {
    width_px: Extent,
    height_px: Extent,
    fit: Fit,
    shorter_side_px: Option<u32>,
}

fn size(picture: &PictureInput, task: Task, guesses: &mut Guesses) -> Size {
    let fixed = |dim: &Dim| {
        dim.fixed()
            .and_then(|size| u32::try_from(size).ok())
            .filter(|size| (1..=InputSpec::LONGEST_SIDE_PX).contains(size))
    };
    let (width, height) = (fixed(&picture.width), fixed(&picture.height));
    let size = match (width, height) {
        (Some(width_px), Some(height_px)) => {
            guesses.note(
                "input size",
                format!("{width_px} x {height_px}"),
                "the model's input has this size",
            );
            fixed_size(width_px, height_px, task)
        }
        _ if task == Task::Classify => {
            let side_px = CLASSIFIER_SIDE_PX;
            guesses.note(
                "input size",
                format!("{side_px} x {side_px}"),
                "the model leaves it open, and most classifiers were trained at this size",
            );
            fixed_size(width.unwrap_or(side_px), height.unwrap_or(side_px), task)
        }
        _ => {
            let open = |length: Option<u32>| {
                let multiple_of = OPEN_SIZE_UNIT_PX;
                length.map_or(Extent::MultipleOf { multiple_of }, Extent::Fixed)
            };
            let both_open = width.is_none() && height.is_none();
            guesses.note(
                "input size",
                format!("multiples of {OPEN_SIZE_UNIT_PX}"),
                "the model leaves it open, and networks often halve the picture five times",
            );
            Size {
                width_px: open(width),
                height_px: open(height),
                fit: Fit::Stretch,
                shorter_side_px: both_open.then_some(OPEN_SIZE_SHORTER_SIDE_PX),
            }
        }
    };
    let (name, reason) = match size.fit {
        Fit::Crop => (
            "crop",
            "classifiers are mostly trained on the middle of the picture",
        ),
        Fit::Stretch => ("stretch", "the whole picture is seen"),
        Fit::Letterbox => ("letterbox", "the whole picture is seen, in its proportions"),
        Fit::Native => ("native", "the picture is never resized"),
        Fit::Unit => ("unit", "the picture is resized by its unit"),
    };
    guesses.note("input.fit", name, reason);
    size
}

fn fixed_size(width_px: u32, height_px: u32, task: Task) -> Size {
    let is_cropped = task == Task::Classify && width_px.min(height_px) >= SMALLEST_CROP_PX;
    let is_usual = (width_px, height_px) == (CLASSIFIER_SIDE_PX, CLASSIFIER_SIDE_PX);
    Size {
        width_px: Extent::Fixed(width_px),
        height_px: Extent::Fixed(height_px),
        fit: if is_cropped { Fit::Crop } else { Fit::Stretch },
        shorter_side_px: (is_cropped && is_usual).then_some(CLASSIFIER_SHORTER_SIDE_PX),
    }
}

struct Range {
    scale: f64,
    mean: Vec<f64>,
    std: Vec<f64>,
}

impl Range {
    /// Values from 0 to `white`.
    fn up_to(white: f64) -> Self {
        Self {
            scale: white,
            mean: vec![0.0],
            std: vec![1.0],
        }
    }
}

fn range(
    file: &OnnxFile,
    picture: &PictureInput,
    task: Task,
    channels: Channels,
    metadata: &BTreeMap<&str, &str>,
    guesses: &mut Guesses,
) -> Range {
    let place = "input normalisation";
    let inside = normalisation::inside(file.graph(), &picture.name);
    let stated = metadata.get("Image.NominalPixelRange").copied();
    let is_colour = matches!(channels, Channels::Rgb | Channels::Bgr);
    let (range, value, reason) = match (picture.element, stated, inside) {
        (Element::Uint8, _, _) => (
            Range::up_to(255.0),
            "0 to 255",
            "the input has 8-bit whole numbers",
        ),
        (_, Some("NominalRange_0_255"), _) => (
            Range::up_to(255.0),
            "0 to 255",
            "the model's metadata Image.NominalPixelRange says so",
        ),
        (_, Some("Normalized_0_1"), _) => (
            Range::up_to(1.0),
            "0 to 1",
            "the model's metadata Image.NominalPixelRange says so",
        ),
        (_, Some("Normalized_1_1"), _) => (
            Range {
                mean: vec![0.5],
                std: vec![0.5],
                ..Range::up_to(1.0)
            },
            "-1 to 1",
            "the model's metadata Image.NominalPixelRange says so",
        ),
        (_, _, Inside::Of255) => (
            Range::up_to(255.0),
            "0 to 255",
            "the graph begins by normalising such values itself",
        ),
        (_, _, Inside::OfOne) => (
            Range::up_to(1.0),
            "0 to 1",
            "the graph begins by normalising such values itself",
        ),
        (_, _, Inside::Nothing) if is_colour && task == Task::Classify => (
            Range {
                mean: if channels == Channels::Bgr {
                    IMAGENET_MEAN.into_iter().rev().collect()
                } else {
                    IMAGENET_MEAN.to_vec()
                },
                std: if channels == Channels::Bgr {
                    IMAGENET_STD.into_iter().rev().collect()
                } else {
                    IMAGENET_STD.to_vec()
                },
                ..Range::up_to(1.0)
            },
            "ImageNet's mean and standard deviation",
            "the model does not say; most classifiers of colour pictures were trained so",
        ),
        (_, _, Inside::Nothing) => (
            Range::up_to(1.0),
            "0 to 1",
            "the model does not say; ask who trained it whether it wants another range",
        ),
    };
    guesses.note(place, value, reason);
    range
}
