//! The one device that window, tests and compute share.

/// The adapter, its device, and the device's queue. Clones share them, on any thread.
#[derive(Clone, Debug)]
pub struct Gpu {
    /// The hardware, or the software that stands in for it.
    pub adapter: wgpu::Adapter,
    /// What makes buffers, textures and pipelines.
    pub device: wgpu::Device,
    /// Where commands and uploads go.
    pub queue: wgpu::Queue,
}

/// Why there is no device.
#[derive(Debug, thiserror::Error)]
pub enum GpuError {
    /// No adapter at all.
    #[error(
        "No graphics adapter was found ({0}). Install the graphics driver, or on Linux the \
         software renderer (package mesa-vulkan-drivers)."
    )]
    NoAdapter(#[from] wgpu::RequestAdapterError),
    /// The adapter refused to give a device.
    #[error("The graphics adapter gave no device ({0}). Update its driver.")]
    NoDevice(#[from] wgpu::RequestDeviceError),
}

/// One adapter of this machine, for reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdapterReport {
    /// Its name as the driver tells it.
    pub name: String,
    /// The programming interface, such as "Vulkan".
    pub backend: String,
    /// The driver and its version.
    pub driver: String,
    /// Whether the processor does the work.
    pub is_software: bool,
}

/// How the device is asked for: with all that the adapter can hold, because pictures are larger
/// than the defaults allow, and with 16-bit normalised textures where they exist.
#[must_use]
pub fn device_descriptor(adapter: &wgpu::Adapter) -> wgpu::DeviceDescriptor<'static> {
    wgpu::DeviceDescriptor {
        label: Some("sightglass"),
        required_limits: adapter.limits(),
        required_features: adapter.features() & wgpu::Features::TEXTURE_FORMAT_16BIT_NORM,
        ..Default::default()
    }
}

/// The adapters of this machine, over all programming interfaces.
#[must_use]
pub fn adapter_reports() -> Vec<AdapterReport> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    pollster::block_on(instance.enumerate_adapters(wgpu::Backends::all()))
        .iter()
        .map(|adapter| {
            let info = adapter.get_info();
            AdapterReport {
                name: info.name,
                backend: info.backend.to_string(),
                driver: format!("{} {}", info.driver, info.driver_info)
                    .trim()
                    .to_owned(),
                is_software: info.device_type == wgpu::DeviceType::Cpu,
            }
        })
        .collect()
}

impl Gpu {
    /// A device without a window, of the best adapter that `backends` has.
    ///
    /// # Errors
    /// [`GpuError`] when there is no adapter or it gives no device.
    pub fn headless(backends: wgpu::Backends) -> Result<Self, GpuError> {
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
            backends,
            ..wgpu::InstanceDescriptor::new_without_display_handle()
        });
        pollster::block_on(async {
            let adapter = instance
                .request_adapter(&wgpu::RequestAdapterOptions::default())
                .await?;
            let (device, queue) = adapter.request_device(&device_descriptor(&adapter)).await?;
            Ok(Self {
                adapter,
                device,
                queue,
            })
        })
    }

    /// Whether 16-bit samples can be stored as such; elsewhere they are widened to 32-bit floats,
    /// which hold them exactly in twice the memory.
    #[must_use]
    pub fn has_16_bit_textures(&self) -> bool {
        self.device
            .features()
            .contains(wgpu::Features::TEXTURE_FORMAT_16BIT_NORM)
    }
}
