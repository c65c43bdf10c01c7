//! Feature responses on the graphics device: normalising, local spatial entropy and colours.
//!
//! The CPU twins are the functions of the same names in `response`. Pictures of any size are done in
//! bands of rows, because a device binds only so much memory to a shader (software Vulkan 128 MiB).

mod colour;
mod entropy;
mod kernel;
mod normalise;

#[cfg(test)]
mod tests;

use response::ResponseError;

use crate::device::Gpu;
use crate::shaders;
use kernel::Kernel;

pub use entropy::{ComputedEntropy, MOST_KEYS};

#[cfg(test)]
pub(crate) use entropy::EntropyUniforms;
#[cfg(test)]
pub(crate) use normalise::NormaliseUniforms;

/// Why the graphics device computed nothing.
#[derive(Debug, thiserror::Error)]
pub enum ComputeError {
    /// The settings or the sizes are refused, on the processor too.
    #[error(transparent)]
    Refused(#[from] ResponseError),
    /// A footprint that the processor can do and the shader cannot.
    #[error(
        "the footprint counts {keys} pixels or pairs, and the graphics device can do \
         {MOST_KEYS}; choose a smaller footprint, or compute on the processor"
    )]
    LargeFootprint {
        /// What it counts.
        keys: usize,
    },
    /// Not even one row fits.
    #[error(
        "a picture of {width_px} columns is too wide for the graphics device; compute on the \
         processor"
    )]
    TooWide {
        /// The columns of the picture.
        width_px: usize,
    },
    /// The device stopped before it was done.
    #[error("the graphics device did not finish ({0}); compute on the processor")]
    NotFinished(String),
}

/// The most bytes that a buffer of a band takes. Larger bands are no faster, and would keep memory
/// from the pictures.
const MOST_BAND_BYTES: u64 = 64 << 20;

/// Computes on feature responses with the graphics device. Calls block until the result is there, so
/// they belong into jobs and the command line.
pub struct ResponseCompute {
    gpu: Gpu,
    normalise: Kernel,
    entropy: Kernel,
    average: Kernel,
    colour: Kernel,
    /// The most values of 4 bytes that a band has.
    most_values: usize,
}

impl ResponseCompute {
    /// Compiles the shaders.
    #[must_use]
    pub fn new(gpu: &Gpu) -> Self {
        let limits = gpu.device.limits();
        let most_bytes = MOST_BAND_BYTES
            .min(limits.max_storage_buffer_binding_size)
            .min(limits.max_buffer_size);
        let most_invocations =
            limits.max_compute_workgroups_per_dimension as usize * kernel::WORKGROUP_SIZE;
        let most_values = most_invocations.min(most_bytes as usize / size_of::<u32>());
        Self::with_bands(gpu, most_values)
    }

    /// Like [`ResponseCompute::new`], with bands of at most this many values.
    fn with_bands(gpu: &Gpu, most_values: usize) -> Self {
        let kernel = |shader| Kernel::new(&gpu.device, shader);
        Self {
            gpu: gpu.clone(),
            normalise: kernel(&shaders::RESPONSE_NORMALISE),
            entropy: kernel(&shaders::LOCAL_ENTROPY),
            average: kernel(&shaders::ENTROPY_AVERAGE),
            colour: kernel(&shaders::RESPONSE_COLOUR),
            most_values,
        }
    }
}
