//! How a picture becomes the model's input.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a picture becomes the model's input.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Name of the input in the model.
    pub name: String,
    /// Type of the input's values.
    #[serde(default)]
    pub element: Element,
    /// Order of the dimensions.
    pub layout: Layout,
    /// Which channels, in which order.
    pub channels: Channels,
    /// Width of the input.
    pub width_px: Extent,
    /// Height of the input.
    pub height_px: Extent,
    /// How a picture of other proportions is made to fit.
    pub fit: Fit,
    /// The length that the picture's unit has in the input, in pixels. With `fit = "unit"` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_px: Option<f64>,
    /// How a picture is looked at piece by piece. Only with `fit = "native"` and `fit = "unit"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiles: Option<Tiles>,
    /// Before it is made to fit, the picture is resized so that its shorter side has this length.
    /// With `crop`, or where a side may be several sizes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shorter_side_px: Option<u32>,
    /// How it is resized.
    #[serde(default)]
    pub filter: Filter,
    /// Value of the border, from 0 (black) to 1 (white), before scale, mean and std.
    #[serde(default)]
    pub border: f64,
    /// What becomes of transparency.
    #[serde(default)]
    pub alpha: AlphaRule,
    /// The sample value that is white, for each kind of picture.
    #[serde(default)]
    pub white: WhiteLevels,
    /// Each value, from 0 to 1, is multiplied by this: 255 for a model of values from 0 to 255.
    #[serde(default = "one")]
    pub scale: f64,
    /// Then this is subtracted: one number, or one for each channel.
    #[serde(default = "just_zero")]
    pub mean: Vec<f64>,
    /// Then it is divided by this: one number, or one for each channel.
    #[serde(default = "just_one")]
    pub std: Vec<f64>,
}

fn one() -> f64 {
    1.0
}

fn just_zero() -> Vec<f64> {
    vec![0.0]
}

fn just_one() -> Vec<f64> {
    vec![1.0]
}

/// Type of the input's values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// 32-bit floats.
    #[default]
    Float32,
    /// 16-bit floats.
    Float16,
    /// 64-bit floats.
    Float64,
    /// Whole numbers from 0 to 255: values are rounded (halves to even) and limited to that range.
    Uint8,
}

/// Order of the dimensions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Picture in the batch, channel, row, column.
    Nchw,
    /// Picture in the batch, row, column, channel.
    Nhwc,
}

/// Which channels, in which order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channels {
    /// One: 0.299 R + 0.587 G + 0.114 B.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red, as OpenCV has them.
    Bgr,
    /// Red, green, blue, opacity. Opacity is 1 where the picture has none.
    Rgba,
}

impl Channels {
    /// How many there are.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb | Self::Bgr => 3,
            Self::Rgba => 4,
        }
    }
}

/// Length of one side of the input: a number, or `{ multiple_of = 32 }`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Extent {
    /// This length.
    Fixed(u32),
    /// Any multiple of a length.
    MultipleOf {
        /// The length; 1 takes any size.
        multiple_of: u32,
    },
}

impl Extent {
    /// The length, or the length that it is a multiple of.
    #[must_use]
    pub fn unit_px(self) -> u32 {
        match self {
            Self::Fixed(length_px) => length_px,
            Self::MultipleOf { multiple_of } => multiple_of,
        }
    }
}

/// How a picture of other proportions is made to fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Each side is resized on its own; proportions are lost.
    Stretch,
    /// Resized until it covers the input, then the middle is cut out; margins are lost.
    Crop,
    /// Resized until it fits into the input, in the middle of a border.
    Letterbox,
    /// Never resized: a model that answers for every pixel is laid over the picture in tiles, and
    /// any other one sees the picture's middle, in a border where the picture is smaller.
    Native,
    /// Resized until the picture's unit, a length that is known of each picture (such as the
    /// distance between the lines of a ruled page), is `unit_px` long. Then a detector is laid over
    /// it in tiles, in a border where a tile reaches beyond the picture.
    Unit,
}

/// How a model that answers for every pixel, or for every cell of a few pixels, is laid over a
/// picture. Tiles overlap, so that each pixel is answered for by a tile that sees what lies around
/// it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tiles {
    /// The longest side of a tile, where the input takes several sizes. Larger tiles are faster,
    /// since less is computed twice.
    pub side_px: u32,
    /// What neighbouring tiles share. The outer quarter of it is not believed, and answers pass
    /// over from one tile to the next in its middle half. Of what a detector finds there, each tile
    /// gives the things of its own half.
    pub overlap_px: u32,
}

impl Default for Tiles {
    fn default() -> Self {
        Self {
            side_px: 1088,
            overlap_px: 64,
        }
    }
}

impl InputSpec {
    /// How a picture is looked at piece by piece, by default where the manifest does not say.
    #[must_use]
    pub fn tiles(&self) -> Tiles {
        self.tiles.unwrap_or_default()
    }
}

/// How a picture is resized. Except for `nearest` and the plain filters, the filter grows with the
/// reduction, so that small copies are smooth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// The pixel under the target pixel's centre: Pillow's NEAREST, torch's nearest-exact.
    Nearest,
    /// The mean of the pixels whose centres lie under the target pixel: Pillow's BOX.
    Box,
    /// The mean of what lies under the target pixel, where a pixel at its edge counts by the part of
    /// it that does: OpenCV's INTER_AREA of pictures that shrink. Pictures that grow are resized as
    /// with `bilinear`.
    Area,
    /// Triangle: Pillow's BILINEAR, torchvision's default with antialias.
    #[default]
    Bilinear,
    /// Cubic with a = -0.5: Pillow's BICUBIC, torchvision's with antialias.
    Bicubic,
    /// Windowed sinc over three lobes: Pillow's LANCZOS.
    Lanczos,
    /// Between the four nearest pixels however much the picture shrinks: OpenCV's INTER_LINEAR,
    /// torch without antialias.
    PlainBilinear,
    /// Between the sixteen nearest pixels, a = -0.75, however much the picture shrinks: OpenCV's
    /// INTER_CUBIC, torch without antialias.
    PlainBicubic,
}

/// What becomes of transparency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlphaRule {
    /// The picture lies on white.
    #[default]
    OverWhite,
    /// The picture lies on black.
    OverBlack,
    /// Colours are taken as they are stored, as Pillow's convert("RGB") does.
    Ignore,
}

/// The sample value that is white, for each kind of picture.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WhiteLevels {
    /// Of 8-bit pictures.
    pub u8: f64,
    /// Of 16-bit pictures: 4095 for 12-bit cameras.
    pub u16: f64,
    /// Of floating-point pictures: 1 takes them as they are.
    pub f32: f64,
}

impl Default for WhiteLevels {
    fn default() -> Self {
        Self {
            u8: 255.0,
            u16: 65_535.0,
            f32: 1.0,
        }
    }
}
