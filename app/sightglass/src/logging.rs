//! The log: a file a day in the user's data folder, and warnings on standard error.

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// How many daily files are kept.
const KEPT_FILES: usize = 7;

/// Starts logging; the guard writes out what is left when it is dropped.
/// `SIGHTGLASS_LOG` chooses what is logged, in the form `info,wgpu=error`.
#[must_use]
pub fn start() -> Option<WorkerGuard> {
    let filter = |default: &str| {
        EnvFilter::try_from_env("SIGHTGLASS_LOG").unwrap_or_else(|_| EnvFilter::new(default))
    };
    let terminal = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .with_filter(filter("error"));
    let (file, guard) = file_writer().map_or((None, None), |(writer, guard)| {
        let layer = tracing_subscriber::fmt::layer()
            .with_writer(writer)
            .with_ansi(false)
            .with_filter(filter("info,wgpu_core=warn,wgpu_hal=warn,naga=warn"));
        (Some(layer), Some(guard))
    });
    tracing_subscriber::registry()
        .with(terminal)
        .with(file)
        .init();
    guard
}

fn file_writer() -> Option<(tracing_appender::non_blocking::NonBlocking, WorkerGuard)> {
    let folder = workbench::folders::data_dir()?.join("log");
    // Made here, because the appender complains on standard error about a folder it has to make.
    std::fs::create_dir_all(&folder).ok()?;
    let appender = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("sightglass")
        .filename_suffix("log")
        .max_log_files(KEPT_FILES)
        .build(folder)
        .ok()?;
    Some(tracing_appender::non_blocking(appender))
}
