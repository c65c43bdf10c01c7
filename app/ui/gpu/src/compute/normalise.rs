//! Normalising on the graphics device.

use ndarray::{Array2, ArrayRef2};
use response::{Normalisation, Normalised, Sign};

use super::kernel::{Readback, input, output, uniform};
use super::{ComputeError, ResponseCompute};

shared_struct! {
    /// What holds for a whole response; read by `shaders/response_normalise.wgsl`.
    pub(crate) struct NormaliseUniforms {
        scale: f32,
        is_signed: u32,
        padding_a: u32,
        padding_b: u32,
    }
}

impl ResponseCompute {
    /// A response `[height, width]` brought to 0..=1, as [`response::normalise()`] does it. The scale
    /// is found on the processor, because a percentile needs all values together.
    ///
    /// # Errors
    /// [`ComputeError::Refused`] with what the twin refuses, or [`ComputeError::NotFinished`].
    pub fn normalise(
        &self,
        response: &ArrayRef2<f32>,
        normalisation: &Normalisation,
    ) -> Result<Normalised, ComputeError> {
        let (scale, non_finite) = normalisation.scale(response)?;
        let uniforms = NormaliseUniforms {
            scale,
            is_signed: u32::from(normalisation.sign == Sign::Signed),
            padding_a: 0,
            padding_b: 0,
        };
        let response = response.as_standard_layout();
        let mut values = Array2::zeros(response.dim());
        if let (Some(response), Some(values)) = (response.as_slice(), values.as_slice_mut()) {
            let bands = response.chunks(self.most_values);
            for (response, values) in bands.zip(values.chunks_mut(self.most_values)) {
                self.normalise_band(&uniforms, response, values)?;
            }
        }
        Ok(Normalised {
            values,
            scale,
            non_finite,
        })
    }

    fn normalise_band(
        &self,
        uniforms: &NormaliseUniforms,
        response: &[f32],
        values: &mut [f32],
    ) -> Result<(), ComputeError> {
        let device = &self.gpu.device;
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let units = output(device, values.len());
        let buffers = [&uniform(device, uniforms), &input(device, response), &units];
        self.normalise
            .encode(device, &mut encoder, &buffers, values.len());
        let readback = Readback::encode(device, &mut encoder, &units);
        let submission = self.gpu.queue.submit([encoder.finish()]);
        readback.read(&self.gpu, &submission, |units| {
            values.copy_from_slice(units);
        })
    }
}
