//! Small pictures for lists: decoded in bands and shrunk on the way, so that even a very large
//! picture takes little memory and no scratch file.

use std::path::Path;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jobs::Work;

use crate::error::{Fault, ImagingError};
use crate::formats;
use crate::info::PageInfo;
use crate::limits::Limits;
use crate::range::SampleRange;
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::BandSink;
use crate::source::Source;

/// A small copy of a page, 8-bit, with its longest side of `side_px`; smaller pictures are not
/// enlarged. 16-bit and floating-point pictures are shown between the percentiles of their range.
///
/// # Errors
/// As [`Picture::open`](crate::Picture::open).
pub fn thumbnail(
    path: &Path,
    page: u32,
    side_px: u32,
    limits: &Limits,
    work: &Work,
) -> Result<Raster, ImagingError> {
    shrunk(path, page, side_px.max(1), limits, work).map_err(|fault| fault.at(path))
}

fn shrunk(
    path: &Path,
    page: u32,
    side_px: u32,
    limits: &Limits,
    work: &Work,
) -> Result<Raster, Fault> {
    let source = Source::open(path)?;
    let mut header = formats::header(&source, page, limits)?;
    if let Some(dpi) = header.info.rasterised_dpi {
        // A page is drawn no larger than the thumbnail needs.
        let longest = header.info.width_px.max(header.info.height_px) as f32;
        let smaller = Limits {
            pdf_dpi: dpi * (2.0 * side_px as f32 / longest).min(1.0),
            ..limits.clone()
        };
        header = formats::header(&source, page, &smaller)?;
    }
    let info = header.info;
    let mut sink = ShrinkSink::new(&info, side_px);
    formats::decode(&source, &header, limits, work, &mut sink)?;
    let mut means = info.orientation.apply(sink.finish());
    let window = match info.sample_kind {
        SampleKind::U8 => (0.0, 255.0),
        SampleKind::U16 | SampleKind::F32 => {
            let range = SampleRange::of(&means);
            (range.low, range.high)
        }
    };
    bring_alpha_to_one(&mut means, info.sample_kind);
    resize(&means.windowed_u8(window.0, window.1), side_px)
}

/// The means are floating point, where an opacity of 1 is opaque.
fn bring_alpha_to_one(means: &mut Raster, source_kind: SampleKind) {
    let full = match source_kind {
        SampleKind::U8 => 255.0,
        SampleKind::U16 => 65535.0,
        SampleKind::F32 => return,
    };
    let channels = usize::from(means.channels);
    if let (Samples::F32(values), 0) = (&mut means.samples, channels % 2) {
        for pixel in values.chunks_exact_mut(channels) {
            pixel[channels - 1] /= full;
        }
    }
}

/// A sample that can be added up over one row of a square.
trait Summand: Copy {
    type Sum: Copy + Default + std::ops::AddAssign;
    fn widen(self) -> Self::Sum;
    fn as_f32(sum: Self::Sum) -> f32;
}

macro_rules! summand {
    ($sample:ty, $sum:ty) => {
        impl Summand for $sample {
            type Sum = $sum;

            fn widen(self) -> $sum {
                <$sum>::from(self)
            }

            fn as_f32(sum: $sum) -> f32 {
                sum as f32
            }
        }
    };
}
// A row of a square is shorter than 65,537 pixels, so that 32 bits hold 16-bit samples.
summand!(u8, u32);
summand!(u16, u32);
summand!(f32, f32);

/// Adds a row of pixels of `C` channels to the squares that it crosses.
fn add_squares<T: Summand, const C: usize>(row: &[T], square_px: usize, sums: &mut [f32]) {
    for (sums, square) in sums.chunks_exact_mut(C).zip(row.chunks(square_px * C)) {
        let mut added = [T::Sum::default(); C];
        for pixel in square.chunks_exact(C) {
            for (sum, value) in added.iter_mut().zip(pixel) {
                *sum += value.widen();
            }
        }
        for (sum, added) in sums.iter_mut().zip(added) {
            *sum += T::as_f32(added);
        }
    }
}

/// Averages squares of pixels while the rows come in.
struct ShrinkSink {
    info: PageInfo,
    /// The side of a square in pixels.
    factor: u32,
    /// The columns of the result.
    width: usize,
    /// The sums of the squares being filled.
    sums: Vec<f32>,
    /// The rows in them.
    rows: u32,
    means: Vec<f32>,
}

impl ShrinkSink {
    /// A sink that leaves the picture at least twice as large as asked for, where it can.
    fn new(info: &PageInfo, side_px: u32) -> Self {
        let longest = info.raw_width_px.max(info.raw_height_px);
        let factor = (longest / side_px.saturating_mul(2)).clamp(1, 1 << 16);
        let width = info.raw_width_px.div_ceil(factor) as usize;
        Self {
            info: *info,
            factor,
            width,
            sums: vec![0.0; width * usize::from(info.channels)],
            rows: 0,
            means: Vec::new(),
        }
    }

    fn row<T: Summand>(&mut self, row: &[T]) {
        let square_px = self.factor as usize;
        match self.info.channels {
            1 => add_squares::<T, 1>(row, square_px, &mut self.sums),
            2 => add_squares::<T, 2>(row, square_px, &mut self.sums),
            3 => add_squares::<T, 3>(row, square_px, &mut self.sums),
            _ => add_squares::<T, 4>(row, square_px, &mut self.sums),
        }
        self.rows += 1;
        if self.rows == self.factor {
            self.end_squares();
        }
    }

    fn end_squares(&mut self) {
        let channels = usize::from(self.info.channels);
        let columns_of_last = self.info.raw_width_px - (self.width as u32 - 1) * self.factor;
        for (column, sums) in self.sums.chunks_exact(channels).enumerate() {
            let columns = if column + 1 == self.width {
                columns_of_last
            } else {
                self.factor
            };
            let count = (columns * self.rows) as f32;
            self.means.extend(sums.iter().map(|sum| sum / count));
        }
        self.sums.fill(0.0);
        self.rows = 0;
    }

    /// The means, as stored.
    fn finish(mut self) -> Raster {
        if self.rows > 0 {
            self.end_squares();
        }
        let channels = self.info.channels;
        let height = self.means.len() / (self.width * usize::from(channels));
        Raster::new(
            self.width as u32,
            height as u32,
            channels,
            Samples::F32(self.means),
        )
    }
}

impl BandSink for ShrinkSink {
    fn band(&mut self, band: Raster) -> Result<(), Fault> {
        let row_len = band.row_len();
        match &band.samples {
            Samples::U8(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
            Samples::U16(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
            Samples::F32(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
        }
        Ok(())
    }
}

/// Brings the longest side of an 8-bit raster down to `side_px`.
fn resize(raster: &Raster, side_px: u32) -> Result<Raster, Fault> {
    let longest = raster.width_px.max(raster.height_px);
    if longest <= side_px {
        return Ok(raster.clone());
    }
    let side = |side: u32| {
        let scaled = f64::from(side) * f64::from(side_px) / f64::from(longest);
        (scaled.round() as u32).max(1)
    };
    let pixel_type = match raster.channels {
        1 => PixelType::U8,
        2 => PixelType::U8x2,
        3 => PixelType::U8x3,
        _ => PixelType::U8x4,
    };
    let failed = |reason: String| Fault::Read { reason };
    let from = ImageRef::new(
        raster.width_px,
        raster.height_px,
        raster.samples.as_bytes(),
        pixel_type,
    )
    .map_err(|error| failed(error.to_string()))?;
    let mut to = Image::new(side(raster.width_px), side(raster.height_px), pixel_type);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|error| failed(error.to_string()))?;
    let (width_px, height_px) = (to.width(), to.height());
    Ok(Raster::new(
        width_px,
        height_px,
        raster.channels,
        Samples::U8(to.into_vec()),
    ))
}
