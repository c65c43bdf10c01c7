//! One compute shader, and the buffers that go in and come out.

use std::sync::mpsc;

use bytemuck::Pod;
use wgpu::util::DeviceExt;

use super::ComputeError;
use crate::device::Gpu;
use crate::shaders::ShaderFile;

/// Invocations of a workgroup; every compute shader says the same number.
pub const WORKGROUP_SIZE: usize = 256;

/// A compute shader whose bindings are numbered from 0 in group 0.
pub struct Kernel {
    pipeline: wgpu::ComputePipeline,
}

impl Kernel {
    pub fn new(device: &wgpu::Device, shader: &ShaderFile) -> Self {
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(shader.name),
            layout: None,
            module: &shader.module(device),
            entry_point: Some("compute_main"),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        Self { pipeline }
    }

    /// Encodes a run over `values` values with these buffers, in the order of their bindings.
    pub fn encode(
        &self,
        device: &wgpu::Device,
        encoder: &mut wgpu::CommandEncoder,
        buffers: &[&wgpu::Buffer],
        values: usize,
    ) {
        let entries: Vec<_> = (0..)
            .zip(buffers)
            .map(|(binding, buffer)| wgpu::BindGroupEntry {
                binding,
                resource: buffer.as_entire_binding(),
            })
            .collect();
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &self.pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(0, &group, &[]);
        pass.dispatch_workgroups(values.div_ceil(WORKGROUP_SIZE) as u32, 1, 1);
    }
}

/// A buffer with the values that are the same for every invocation.
pub fn uniform<T: Pod>(device: &wgpu::Device, value: &T) -> wgpu::Buffer {
    filled(
        device,
        bytemuck::bytes_of(value),
        wgpu::BufferUsages::UNIFORM,
    )
}

/// A buffer that a shader reads. Its size is rounded up to whole words of 4 bytes.
pub fn input<T: Pod>(device: &wgpu::Device, values: &[T]) -> wgpu::Buffer {
    filled(
        device,
        bytemuck::cast_slice(values),
        wgpu::BufferUsages::STORAGE,
    )
}

fn filled(device: &wgpu::Device, contents: &[u8], usage: wgpu::BufferUsages) -> wgpu::Buffer {
    device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
        label: None,
        contents,
        usage,
    })
}

/// A buffer that a shader writes, for values of 4 bytes.
pub fn output(device: &wgpu::Device, values: usize) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: None,
        size: (values * size_of::<u32>()) as u64,
        usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC,
        mapped_at_creation: false,
    })
}

/// A copy of an output that the processor can read once the encoder's work is done.
pub struct Readback {
    buffer: wgpu::Buffer,
}

impl Readback {
    /// Encodes the copy.
    pub fn encode(
        device: &wgpu::Device,
        encoder: &mut wgpu::CommandEncoder,
        output: &wgpu::Buffer,
    ) -> Self {
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: output.size(),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        encoder.copy_buffer_to_buffer(output, 0, &buffer, 0, output.size());
        Self { buffer }
    }

    /// Waits for the submission and hands over the values.
    pub fn read<T: Pod, R>(
        &self,
        gpu: &Gpu,
        submission: &wgpu::SubmissionIndex,
        take: impl FnOnce(&[T]) -> R,
    ) -> Result<R, ComputeError> {
        let not_finished =
            |error: &dyn std::fmt::Display| ComputeError::NotFinished(error.to_string());
        let (sender, receiver) = mpsc::channel();
        self.buffer
            .slice(..)
            .map_async(wgpu::MapMode::Read, move |result| {
                // Nobody listens any more when waiting failed already.
                let _ = sender.send(result);
            });
        gpu.device
            .poll(wgpu::PollType::Wait {
                submission_index: Some(submission.clone()),
                timeout: None,
            })
            .map_err(|error| not_finished(&error))?;
        receiver
            .recv()
            .map_err(|error| not_finished(&error))?
            .map_err(|error| not_finished(&error))?;
        let bytes = self.buffer.slice(..).get_mapped_range();
        let bytes = bytes.map_err(|error| not_finished(&error))?;
        Ok(take(bytemuck::cast_slice(&bytes)))
    }
}
