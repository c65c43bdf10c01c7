//! Shrinking while decoding: squares of pixels are averaged as the rows come in, so that even a very
//! large picture takes little memory.

use crate::error::Fault;
use crate::info::PageInfo;
use crate::range::SampleRange;
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::BandSink;

/// Means of squares, as floating point, as an 8-bit raster. 16-bit and floating-point sources are
/// shown between the percentiles of their range.
pub(crate) fn displayed_u8(mut means: Raster, source_kind: SampleKind) -> Raster {
    let (low, high) = match source_kind {
        SampleKind::U8 => (0.0, 255.0),
        SampleKind::U16 | SampleKind::F32 => {
            let range = SampleRange::of(&means);
            (range.low, range.high)
        }
    };
    bring_alpha_to_one(&mut means, source_kind);
    means.windowed_u8(low, high)
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
pub(crate) struct ShrinkSink {
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
    pub(crate) fn new(info: &PageInfo, side_px: u32) -> Self {
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

    /// Adds the next rows.
    pub(crate) fn add(&mut self, band: &Raster) {
        let row_len = band.row_len();
        match &band.samples {
            Samples::U8(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
            Samples::U16(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
            Samples::F32(values) => values.chunks_exact(row_len).for_each(|row| self.row(row)),
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

    /// The squares that are full so far, as stored; none before the first row of them is.
    pub(crate) fn so_far(&self) -> Option<Raster> {
        let channels = self.info.channels;
        let height = self.means.len() / (self.width * usize::from(channels));
        (height > 0).then(|| {
            let means = Samples::F32(self.means.clone());
            Raster::new(self.width as u32, height as u32, channels, means)
        })
    }

    /// The size of the result: columns and rows.
    pub(crate) fn size(&self) -> (u32, u32) {
        (
            self.width as u32,
            self.info.raw_height_px.div_ceil(self.factor),
        )
    }

    /// The means, as stored.
    pub(crate) fn finish(mut self) -> Raster {
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
        self.add(&band);
        Ok(())
    }
}
