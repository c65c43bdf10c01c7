//! The window: its services, its panels, and the loop that carries commands from one to the other.

mod app;
mod apply;
mod case_list;
mod dialogs;
mod exporter;
mod opener;
mod panels;
mod pictures;
mod reports;
mod sample;
mod scanner;
mod services;
mod shell;
mod start_bench;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use workbench::{Notification, brand, folders};

pub use app::{App, Start};

/// The smallest window that still shows every panel.
const MIN_SIZE: [f32; 2] = [860.0, 560.0];
const FIRST_SIZE: [f32; 2] = [1360.0, 860.0];

/// Opens the window and stays until it is closed.
pub fn open(paths: Vec<PathBuf>, onnxruntime: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let paths = paths
        .into_iter()
        .map(|path| std::path::absolute(&path).with_context(|| path.display().to_string()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    // A mistyped verb is taken for a picture, and is to be told where it was typed.
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        bail!(
            "there is neither a file or folder nor a verb of this name (`sightglass --help` lists \
             the verbs): {}",
            missing.display()
        );
    }
    if !has_display() {
        bail!(
            "there is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set. \
             Start it on a desktop, or use the verbs of `sightglass --help`, which need none"
        );
    }
    let (settings, trouble) =
        workbench::SettingsKeeper::open(workbench::settings::config_dir(None));
    let size = settings
        .get()
        .window
        .as_ref()
        .map_or(FIRST_SIZE, |place| [place.width_pt, place.height_pt]);
    let is_maximised = settings
        .get()
        .window
        .as_ref()
        .is_some_and(|place| place.is_maximised);
    let icon = eframe::icon_data::from_png_bytes(brand::ICON_PNG)?;
    let mut options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sightglass")
            .with_app_id("sightglass")
            .with_inner_size(size)
            .with_maximized(is_maximised)
            .with_min_inner_size(MIN_SIZE)
            .with_icon(Arc::new(icon)),
        ..Default::default()
    };
    raise_limits(&mut options.wgpu_options);
    eframe::run_native(
        "sightglass",
        options,
        Box::new(move |creation| {
            let start = Start {
                settings,
                onnxruntime,
                pack_roots: workbench::pack_roots(folders::data_dir().as_deref()),
                sample: sample::request(),
                paths,
            };
            let app = App::new(creation, start)?;
            if let Some(trouble) = trouble {
                app.notify(trouble);
            }
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| {
        anyhow!(
            "the window cannot be opened: {error}. Check that a display and a graphics driver are \
             there (`sightglass doctor` lists them)"
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Whether there is a desktop to open a window on, as far as that can be told beforehand.
fn has_display() -> bool {
    let names = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    !cfg!(all(unix, not(target_os = "macos")))
        || names
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Asks the graphics adapter for all it has: the defaults would end the program on a window or a
/// texture above 8192 pixels.
fn raise_limits(options: &mut eframe::egui_wgpu::WgpuConfiguration) {
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(create) = &mut options.wgpu_setup {
        create.device_descriptor = Arc::new(gpu::device_descriptor);
    }
}

/// A failure that is told in the window.
fn failure(title: String, body: String) -> Notification {
    Notification::error(title, body)
}
