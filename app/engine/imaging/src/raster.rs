//! Pixels in memory: a [`Raster`] of 8-bit, 16-bit or floating-point samples.

use serde::Serialize;

use crate::error::Fault;

/// How a sample is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SampleKind {
    /// Unsigned 8-bit, from 0 to 255. Samples of 1, 2 and 4 bits are widened to it.
    U8,
    /// Unsigned 16-bit, as the file has it.
    U16,
    /// 32-bit floating point, as the file has it; also signed and 32-bit integers.
    F32,
}

impl SampleKind {
    /// Bytes of one sample.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 => 2,
            Self::F32 => 4,
        }
    }
}

/// The samples of a raster: row after row, the channels of a pixel side by side.
#[derive(Clone, PartialEq, Debug)]
pub enum Samples {
    /// 8-bit.
    U8(Vec<u8>),
    /// 16-bit.
    U16(Vec<u16>),
    /// Floating point.
    F32(Vec<f32>),
}

/// Runs the same expression on the vector inside a [`Samples`], whatever its type.
macro_rules! each_kind {
    ($samples:expr, $values:ident => $body:expr) => {
        match $samples {
            $crate::raster::Samples::U8($values) => $body,
            $crate::raster::Samples::U16($values) => $body,
            $crate::raster::Samples::F32($values) => $body,
        }
    };
}
pub(crate) use each_kind;

/// Runs the same expression on the vector inside a [`Samples`] and wraps the result as the same kind.
macro_rules! map_kind {
    ($samples:expr, $values:ident => $body:expr) => {
        match $samples {
            $crate::raster::Samples::U8($values) => $crate::raster::Samples::U8($body),
            $crate::raster::Samples::U16($values) => $crate::raster::Samples::U16($body),
            $crate::raster::Samples::F32($values) => $crate::raster::Samples::F32($body),
        }
    };
}
pub(crate) use map_kind;

impl Samples {
    /// `count` samples of value zero.
    #[must_use]
    pub fn zeroed(kind: SampleKind, count: usize) -> Self {
        match kind {
            SampleKind::U8 => Self::U8(vec![0; count]),
            SampleKind::U16 => Self::U16(vec![0; count]),
            SampleKind::F32 => Self::F32(vec![0.0; count]),
        }
    }

    /// How the samples are kept.
    #[must_use]
    pub fn kind(&self) -> SampleKind {
        match self {
            Self::U8(_) => SampleKind::U8,
            Self::U16(_) => SampleKind::U16,
            Self::F32(_) => SampleKind::F32,
        }
    }

    /// How many samples there are.
    #[must_use]
    pub fn len(&self) -> usize {
        each_kind!(self, values => values.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The sample at `index` in source units.
    ///
    /// # Panics
    /// When `index` is not below [`Samples::len`].
    #[must_use]
    pub fn get(&self, index: usize) -> f64 {
        match self {
            Self::U8(values) => f64::from(values[index]),
            Self::U16(values) => f64::from(values[index]),
            Self::F32(values) => f64::from(values[index]),
        }
    }

    /// The samples as bytes in the order of this machine.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        each_kind!(self, values => bytemuck::cast_slice(values))
    }

    /// The samples as bytes in the order of this machine, to be filled.
    pub fn as_bytes_mut(&mut self) -> &mut [u8] {
        each_kind!(self, values => bytemuck::cast_slice_mut(values))
    }
}

/// A picture, or a part of one, in memory: row major, channels interleaved, rows from the top.
#[derive(Clone, PartialEq, Debug)]
pub struct Raster {
    /// Columns.
    pub width_px: u32,
    /// Rows.
    pub height_px: u32,
    /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
    pub channels: u8,
    /// `width_px * height_px * channels` samples.
    pub samples: Samples,
}

impl Raster {
    /// A raster of these samples.
    ///
    /// # Panics
    /// When the number of samples does not fit the size, a side is zero, or there are not 1 to 4
    /// channels: all mistakes in the code that made them.
    #[must_use]
    pub fn new(width_px: u32, height_px: u32, channels: u8, samples: Samples) -> Self {
        assert!(width_px > 0 && height_px > 0, "a raster has pixels");
        assert!((1..=4).contains(&channels), "a raster has 1 to 4 channels");
        assert_eq!(
            samples.len(),
            width_px as usize * height_px as usize * usize::from(channels),
            "the samples fill the raster"
        );
        Self {
            width_px,
            height_px,
            channels,
            samples,
        }
    }

    /// A raster whose samples are all zero.
    #[must_use]
    pub fn zeroed(width_px: u32, height_px: u32, channels: u8, kind: SampleKind) -> Self {
        let count = width_px as usize * height_px as usize * usize::from(channels);
        Self::new(width_px, height_px, channels, Samples::zeroed(kind, count))
    }

    /// How the samples are kept.
    #[must_use]
    pub fn kind(&self) -> SampleKind {
        self.samples.kind()
    }

    /// Samples of one row.
    #[must_use]
    pub fn row_len(&self) -> usize {
        self.width_px as usize * usize::from(self.channels)
    }

    /// The samples in bytes.
    #[must_use]
    pub fn byte_len(&self) -> usize {
        self.samples.len() * self.kind().bytes()
    }

    /// The pixel's samples in source units, or none outside the raster.
    #[must_use]
    pub fn values_at(&self, x_px: u32, y_px: u32) -> Option<PixelValues> {
        if x_px >= self.width_px || y_px >= self.height_px {
            return None;
        }
        let channels = usize::from(self.channels);
        let first = y_px as usize * self.row_len() + x_px as usize * channels;
        let mut values = PixelValues::default();
        for channel in 0..channels {
            values.push(self.samples.get(first + channel));
        }
        Some(values)
    }

    /// A copy of the rectangle with its top left corner at (`x_px`, `y_px`).
    ///
    /// # Errors
    /// [`Fault::Outside`] when the rectangle is empty or not wholly inside.
    pub fn crop(&self, x_px: u32, y_px: u32, width_px: u32, height_px: u32) -> Result<Self, Fault> {
        let fits = |start: u32, len: u32, side: u32| {
            len > 0 && u64::from(start) + u64::from(len) <= u64::from(side)
        };
        if !fits(x_px, width_px, self.width_px) || !fits(y_px, height_px, self.height_px) {
            return Err(outside(x_px, y_px, width_px, height_px));
        }
        let mut part = Self::zeroed(width_px, height_px, self.channels, self.kind());
        part.paste(self, (x_px, y_px), (0, 0), (width_px, height_px));
        Ok(part)
    }

    /// Copies a rectangle of `size_px` from `source_at` in `source` to `target_at` in this raster.
    /// Both hold the same kind and channels, and the rectangle lies inside both.
    pub(crate) fn paste(
        &mut self,
        source: &Self,
        source_at: (u32, u32),
        target_at: (u32, u32),
        size_px: (u32, u32),
    ) {
        assert_eq!(self.channels, source.channels, "channels agree");
        let channels = usize::from(self.channels);
        let (from_stride, to_stride) = (source.row_len(), self.row_len());
        let len = size_px.0 as usize * channels;
        macro_rules! copy {
            ($to:expr, $from:expr) => {
                for row in 0..size_px.1 as usize {
                    let from = (source_at.1 as usize + row) * from_stride
                        + source_at.0 as usize * channels;
                    let to =
                        (target_at.1 as usize + row) * to_stride + target_at.0 as usize * channels;
                    $to[to..to + len].copy_from_slice(&$from[from..from + len]);
                }
            };
        }
        match (&mut self.samples, &source.samples) {
            (Samples::U8(to), Samples::U8(from)) => copy!(to, from),
            (Samples::U16(to), Samples::U16(from)) => copy!(to, from),
            (Samples::F32(to), Samples::F32(from)) => copy!(to, from),
            _ => unreachable!("both rasters are parts of one picture"),
        }
    }

    /// The same pixels as 8-bit, with `low` shown as 0 and `high` as 255. 8-bit rasters are
    /// windowed too; alpha keeps its full range. Values that are not numbers become 0.
    #[must_use]
    pub fn windowed_u8(&self, low: f64, high: f64) -> Self {
        let values = self.windowed(low, high);
        let samples = values.map(|v| (v * 255.0).round() as u8).collect();
        self.with_samples(Samples::U8(samples))
    }

    /// The same pixels as 16-bit, with `low` shown as 0 and `high` as 65535.
    #[must_use]
    pub fn windowed_u16(&self, low: f64, high: f64) -> Self {
        let values = self.windowed(low, high);
        let samples = values.map(|v| (v * 65535.0).round() as u16).collect();
        self.with_samples(Samples::U16(samples))
    }

    /// Every sample scaled from `low..high` to 0..1 and clamped; alpha by its own full range.
    fn windowed(&self, low: f64, high: f64) -> impl Iterator<Item = f64> + '_ {
        let span = if high > low { high - low } else { 1.0 };
        let channels = usize::from(self.channels);
        let full = match self.kind() {
            SampleKind::U8 => 255.0,
            SampleKind::U16 => 65535.0,
            SampleKind::F32 => 1.0,
        };
        let has_alpha = channels == 2 || channels == 4;
        (0..self.samples.len()).map(move |index| {
            let value = self.samples.get(index);
            let scaled = if has_alpha && index % channels == channels - 1 {
                value / full
            } else {
                (value - low) / span
            };
            // What is not a number stays so here, and becomes 0 as an integer.
            scaled.clamp(0.0, 1.0)
        })
    }

    fn with_samples(&self, samples: Samples) -> Self {
        Self::new(self.width_px, self.height_px, self.channels, samples)
    }
}

/// The fault of a rectangle that is not inside.
pub(crate) fn outside(x_px: u32, y_px: u32, width_px: u32, height_px: u32) -> Fault {
    Fault::Outside {
        what: format!("The rectangle of {width_px} × {height_px} pixels at ({x_px}, {y_px})"),
    }
}

/// The samples of one pixel: up to four numbers in source units. Reads like a slice.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PixelValues {
    values: [f64; 4],
    len: usize,
}

impl PixelValues {
    fn push(&mut self, value: f64) {
        self.values[self.len] = value;
        self.len += 1;
    }
}

impl std::ops::Deref for PixelValues {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.values[..self.len]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn crop_and_values_agree() {
        let raster = Raster::new(4, 3, 2, Samples::U16((0..24).map(|v| v * 1000).collect()));
        let part = raster.crop(1, 1, 2, 2).unwrap();
        assert_eq!(
            part.samples,
            Samples::U16(vec![10000, 11000, 12000, 13000, 18000, 19000, 20000, 21000])
        );
        assert_eq!(&*raster.values_at(3, 2).unwrap(), &[22000.0, 23000.0]);
        assert_eq!(raster.values_at(4, 0), None);
        assert!(raster.crop(3, 0, 2, 1).is_err());
        assert!(raster.crop(0, 0, 0, 1).is_err());
        assert!(raster.crop(u32::MAX, 0, 2, 1).is_err());
    }

    #[test]
    fn window_clamps_and_spares_alpha() {
        let raster = Raster::new(2, 1, 2, Samples::U16(vec![100, 65535, 300, 0]));
        assert_eq!(
            raster.windowed_u8(100.0, 200.0).samples,
            Samples::U8(vec![0, 255, 255, 0])
        );
        let float = Raster::new(3, 1, 1, Samples::F32(vec![f32::NAN, 0.5, 9.0]));
        assert_eq!(
            float.windowed_u8(0.0, 1.0).samples,
            Samples::U8(vec![0, 128, 255])
        );
        assert_eq!(
            float.windowed_u16(0.0, 1.0).samples,
            Samples::U16(vec![0, 32768, 65535])
        );
    }
}
