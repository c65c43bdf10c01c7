//! Windows for tests: one graphics device a process, and as many windows on it as needed.
//!
//! Vulkan alone is used, and the device is made once: with other backends, or with devices that
//! come and go in parallel, drivers crash now and then.

use std::sync::{Arc, OnceLock};

use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_wgpu::{RenderState, RendererOptions, WgpuSetup, WgpuSetupExisting};
use gpu::wgpu::Backends;

/// A new window's renderer on the process's device, drawing the same pixels everywhere.
///
/// # Panics
/// When there is no Vulkan device; on Linux the package `mesa-vulkan-drivers` has one in software.
#[must_use]
pub fn render_state() -> RenderState {
    static DEVICE: OnceLock<WgpuSetupExisting> = OnceLock::new();
    let existing = DEVICE.get_or_init(|| {
        let mut setup = default_wgpu_setup();
        if let WgpuSetup::CreateNew(create) = &mut setup {
            create.instance_descriptor.backends = Backends::VULKAN;
            create.device_descriptor = Arc::new(gpu::device_descriptor);
        }
        let state = create_render_state(setup, RendererOptions::PREDICTABLE);
        WgpuSetupExisting {
            instance: state.instance,
            adapter: state.adapter,
            device: state.device,
            queue: state.queue,
        }
    });
    create_render_state(
        WgpuSetup::Existing(existing.clone()),
        RendererOptions::PREDICTABLE,
    )
}

/// The renderer of a test's harness, for `HarnessBuilder::renderer`. It takes the state over; make
/// what the window draws with known to a clone before.
#[must_use]
pub fn renderer(state: RenderState) -> WgpuTestRenderer {
    WgpuTestRenderer::from_render_state(state)
}
