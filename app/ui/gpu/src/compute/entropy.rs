//! Local spatial entropy and its average on the graphics device.

use ndarray::{Array2, ArrayRef2};
use response::{EntropyParameters, bin};

use super::kernel::{Readback, WORKGROUP_SIZE, input, output, uniform};
use super::{ComputeError, ResponseCompute};

/// The most pixels or pairs that a footprint may count on the graphics device: a shader keeps them
/// all at hand. `shaders/local_entropy.wgsl` has the same number.
pub const MOST_KEYS: usize = 160;

/// What one bit is in the table of the shader, which has the same number.
const UNITS_PER_BIT: f64 = (1_u32 << 21) as f64;

shared_struct! {
    /// What holds for a band of rows; read by `shaders/local_entropy.wgsl`.
    pub(crate) struct EntropyUniforms {
        width: u32,
        level_rows: u32,
        rows_above: u32,
        padding: u32,
    }
}

/// A map of local spatial entropy and its average.
#[derive(Clone, PartialEq, Debug)]
pub struct ComputedEntropy {
    /// The entropy at each pixel, `[height, width]`, in bits.
    pub map: Array2<f32>,
    /// The mean over all pixels, in bits; zero without pixels.
    pub average_bits: f64,
}

/// What is the same for all bands.
struct Tables {
    keys: wgpu::Buffer,
    c_log_c: wgpu::Buffer,
}

impl ResponseCompute {
    /// The local spatial entropy of 8-bit levels `[height, width]` and its average, as
    /// [`response::entropy()`] and [`response::average`] do it, to within 1e-5 bits.
    ///
    /// # Errors
    /// [`ComputeError`]; [`ComputeError::Refused`] with what the twin refuses.
    pub fn entropy(
        &self,
        levels: &ArrayRef2<u8>,
        parameters: &EntropyParameters,
    ) -> Result<ComputedEntropy, ComputeError> {
        parameters.check()?;
        let keys = parameters.keys();
        if keys.len() > MOST_KEYS {
            return Err(ComputeError::LargeFootprint { keys: keys.len() });
        }
        let device = &self.gpu.device;
        let offsets: Vec<[[i32; 2]; 2]> = keys.iter().map(|key| [key.first, key.second]).collect();
        let tables = Tables {
            keys: input(device, &offsets),
            c_log_c: input(device, &c_log_c()),
        };
        let (height, width) = levels.dim();
        let mut map = Array2::zeros((height, width));
        let mut sum_bits = 0.0;
        let reach = parameters.footprint.radius_px() as usize;
        let band_rows = self.band_rows(width, reach)?;
        if let Some(bits) = map.as_slice_mut().filter(|bits| !bits.is_empty()) {
            for (index, bits) in bits.chunks_mut(band_rows * width).enumerate() {
                let first_row = index * band_rows;
                let last_row = first_row + bits.len() / width;
                let rows = first_row.saturating_sub(reach)..height.min(last_row + reach);
                let uniforms = EntropyUniforms {
                    width: width as u32,
                    level_rows: rows.len() as u32,
                    rows_above: (first_row - rows.start) as u32,
                    padding: 0,
                };
                let band = levels.slice(ndarray::s![rows, ..]);
                let band: Vec<u8> = band.iter().map(|&it| bin(it, parameters.bins)).collect();
                sum_bits += self.entropy_band(&tables, &uniforms, &band, bits)?;
            }
        }
        Ok(ComputedEntropy {
            average_bits: sum_bits / map.len().max(1) as f64,
            map,
        })
    }

    /// How many rows a band may have, when the shader also reads `reach` rows above and below it.
    fn band_rows(&self, width: usize, reach: usize) -> Result<usize, ComputeError> {
        let by_bits = self.most_values / width.max(1);
        // A level takes a quarter of the room that an entropy takes.
        let by_levels =
            (self.most_values * size_of::<u32>() / width.max(1)).saturating_sub(2 * reach);
        match by_bits.min(by_levels) {
            0 => Err(ComputeError::TooWide { width_px: width }),
            rows => Ok(rows),
        }
    }

    /// Writes the entropy of a band into `bits` and gives its sum.
    fn entropy_band(
        &self,
        tables: &Tables,
        uniforms: &EntropyUniforms,
        levels: &[u8],
        bits: &mut [f32],
    ) -> Result<f64, ComputeError> {
        let device = &self.gpu.device;
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let map = output(device, bits.len());
        let buffers = [
            &uniform(device, uniforms),
            &input(device, levels),
            &tables.keys,
            &tables.c_log_c,
            &map,
        ];
        self.entropy
            .encode(device, &mut encoder, &buffers, bits.len());
        let sums = output(device, bits.len().div_ceil(WORKGROUP_SIZE));
        self.average
            .encode(device, &mut encoder, &[&map, &sums], bits.len());
        let map = Readback::encode(device, &mut encoder, &map);
        let sums = Readback::encode(device, &mut encoder, &sums);
        let submission = self.gpu.queue.submit([encoder.finish()]);
        map.read(&self.gpu, &submission, |map| bits.copy_from_slice(map))?;
        sums.read(&self.gpu, &submission, |sums: &[f32]| {
            sums.iter().map(|&sum| f64::from(sum)).sum()
        })
    }
}

/// `c log2 c` for counts from 0 to the most, in units.
fn c_log_c() -> Vec<u32> {
    (0..=MOST_KEYS)
        .map(|count| match count {
            0 => 0,
            _ => (count as f64 * (count as f64).log2() * UNITS_PER_BIT).round() as u32,
        })
        .collect()
}
