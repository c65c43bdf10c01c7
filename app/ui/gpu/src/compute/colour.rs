//! Colouring a map over a picture on the graphics device.

use ndarray::{Array3, ArrayRef2, ArrayRef3};
use response::{Overlay, check_sizes};

use super::kernel::{Readback, input, output};
use super::{ComputeError, ResponseCompute};

impl ResponseCompute {
    /// A map `[height, width]` of values from 0 to 1 laid over a picture `[height, width, 3]`, as
    /// [`response::blend()`] does it.
    ///
    /// # Errors
    /// [`ComputeError::Refused`] with what the twin refuses, or [`ComputeError::NotFinished`].
    pub fn coloured(
        &self,
        values: &ArrayRef2<f32>,
        picture: &ArrayRef3<u8>,
        overlay: &Overlay,
    ) -> Result<Array3<u8>, ComputeError> {
        check_sizes(values, picture)?;
        let palette = input(&self.gpu.device, &overlay.palette());
        let (values, picture) = (values.as_standard_layout(), picture.as_standard_layout());
        let mut coloured = Array3::zeros(picture.dim());
        if let (Some(values), Some(picture), Some(coloured)) = (
            values.as_slice(),
            picture.as_slice(),
            coloured.as_slice_mut(),
        ) {
            let bands = values
                .chunks(self.most_values)
                .zip(picture.chunks(3 * self.most_values))
                .zip(coloured.chunks_mut(3 * self.most_values));
            for ((values, picture), coloured) in bands {
                self.coloured_band(&palette, values, picture, coloured)?;
            }
        }
        Ok(coloured)
    }

    fn coloured_band(
        &self,
        palette: &wgpu::Buffer,
        values: &[f32],
        picture: &[u8],
        coloured: &mut [u8],
    ) -> Result<(), ComputeError> {
        let device = &self.gpu.device;
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let pixels: Vec<[u8; 4]> = picture
            .chunks_exact(3)
            .map(|pixel| [pixel[0], pixel[1], pixel[2], 0])
            .collect();
        let blended = output(device, values.len());
        let buffers = [
            &input(device, values),
            palette,
            &input(device, &pixels),
            &blended,
        ];
        self.colour
            .encode(device, &mut encoder, &buffers, values.len());
        let readback = Readback::encode(device, &mut encoder, &blended);
        let submission = self.gpu.queue.submit([encoder.finish()]);
        readback.read(&self.gpu, &submission, |pixels: &[[u8; 4]]| {
            for (coloured, pixel) in coloured.chunks_exact_mut(3).zip(pixels) {
                coloured.copy_from_slice(&pixel[..3]);
            }
        })
    }
}
