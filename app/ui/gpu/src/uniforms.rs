//! Buffers that are rewritten every frame: they grow when needed and are kept otherwise.

use std::marker::PhantomData;

use bytemuck::Pod;

/// What a pipeline draws into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DrawTarget {
    /// The format of the colour attachment.
    pub format: wgpu::TextureFormat,
    /// Samples a pixel; 1 without multisampling.
    pub sample_count: u32,
}

impl DrawTarget {
    /// 1 where the target encodes linear light by itself.
    pub(crate) fn is_srgb(self) -> u32 {
        u32::from(self.format.is_srgb())
    }

    /// How colours that are multiplied by their alpha already are laid over what is there.
    pub(crate) fn blended(self) -> wgpu::ColorTargetState {
        wgpu::ColorTargetState {
            format: self.format,
            blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
            write_mask: wgpu::ColorWrites::ALL,
        }
    }

    pub(crate) fn multisample(self) -> wgpu::MultisampleState {
        wgpu::MultisampleState {
            count: self.sample_count,
            ..Default::default()
        }
    }
}

/// The layout of a bind group that holds one uniform of type `T` at a dynamic offset.
pub(crate) fn uniform_layout<T: Pod>(device: &wgpu::Device, label: &str) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some(label),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: wgpu::BufferSize::new(size_of::<T>() as u64),
            },
            count: None,
        }],
    })
}

/// Several uniforms of one type, each at its own dynamic offset.
pub(crate) struct UniformArray<T> {
    stored: Option<(wgpu::Buffer, wgpu::BindGroup)>,
    stride_bytes: u32,
    item: PhantomData<T>,
}

impl<T> Default for UniformArray<T> {
    fn default() -> Self {
        Self {
            stored: None,
            stride_bytes: 0,
            item: PhantomData,
        }
    }
}

impl<T: Pod> UniformArray<T> {
    /// Replaces all items.
    pub(crate) fn write(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        layout: &wgpu::BindGroupLayout,
        items: &[T],
    ) {
        let alignment = device.limits().min_uniform_buffer_offset_alignment;
        let stride_bytes = (size_of::<T>() as u32).next_multiple_of(alignment);
        self.stride_bytes = stride_bytes;
        let mut bytes = vec![0; stride_bytes as usize * items.len()];
        for (slot, item) in bytes.chunks_exact_mut(stride_bytes as usize).zip(items) {
            slot[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(item));
        }
        if bytes.is_empty() {
            return;
        }
        let needed_bytes = bytes.len() as u64;
        let stored = match self.stored.take() {
            Some(stored) if stored.0.size() >= needed_bytes => stored,
            _ => Self::allocate(device, layout, needed_bytes),
        };
        queue.write_buffer(&stored.0, 0, &bytes);
        self.stored = Some(stored);
    }

    fn allocate(
        device: &wgpu::Device,
        layout: &wgpu::BindGroupLayout,
        size_bytes: u64,
    ) -> (wgpu::Buffer, wgpu::BindGroup) {
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("uniforms"),
            size: size_bytes,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("uniforms"),
            layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer: &buffer,
                    offset: 0,
                    size: wgpu::BufferSize::new(size_of::<T>() as u64),
                }),
            }],
        });
        (buffer, group)
    }

    /// Makes the item at `index` the uniform of the next draws, as group 0.
    pub(crate) fn bind(&self, pass: &mut wgpu::RenderPass<'_>, index: u32) {
        if let Some((_, group)) = &self.stored {
            pass.set_bind_group(0, group, &[index * self.stride_bytes]);
        }
    }
}

/// Instances that are rewritten every frame.
pub(crate) struct InstanceBuffer<T> {
    buffer: Option<wgpu::Buffer>,
    item: PhantomData<T>,
}

impl<T> Default for InstanceBuffer<T> {
    fn default() -> Self {
        Self {
            buffer: None,
            item: PhantomData,
        }
    }
}

impl<T: Pod> InstanceBuffer<T> {
    /// Replaces all items.
    pub(crate) fn write(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, items: &[T]) {
        if items.is_empty() {
            return;
        }
        let bytes: &[u8] = bytemuck::cast_slice(items);
        let needed_bytes = bytes.len() as u64;
        let buffer = match self.buffer.take() {
            Some(buffer) if buffer.size() >= needed_bytes => buffer,
            _ => device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("instances"),
                size: needed_bytes.next_power_of_two(),
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
        };
        queue.write_buffer(&buffer, 0, bytes);
        self.buffer = Some(buffer);
    }

    /// Makes the items the instances of the next draws.
    pub(crate) fn bind(&self, pass: &mut wgpu::RenderPass<'_>) {
        if let Some(buffer) = &self.buffer {
            pass.set_vertex_buffer(0, buffer.slice(..));
        }
    }
}
