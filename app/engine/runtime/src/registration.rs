//! The providers that this program is compiled with, and how each is set up.

use ort::ep::{CPU, ExecutionProvider, ExecutionProviderDispatch};

use crate::provider::Provider;

/// A provider as `ort` registers it.
pub(crate) struct Registration {
    /// What to register; `None` for the processor, which is always there.
    pub(crate) dispatch: Option<ExecutionProviderDispatch>,
    /// Whether the loaded library has it at all.
    pub(crate) is_in_library: bool,
}

impl Registration {
    fn new<P>(provider: P) -> Self
    where
        P: ExecutionProvider + Into<ExecutionProviderDispatch>,
    {
        Self {
            is_in_library: P::is_available().unwrap_or_default(),
            // Without this a provider that does not start is passed over without a word.
            dispatch: Some(provider.into().error_on_failure()),
        }
    }
}

/// The provider with its settings; `None` where this program is built without it. The library must
/// be loaded.
pub(crate) fn registration(provider: Provider) -> Option<Registration> {
    match provider {
        Provider::Cpu => Some(Registration {
            dispatch: None,
            is_in_library: CPU::is_available().unwrap_or_default(),
        }),
        Provider::Cuda => cuda(),
        Provider::TensorRt => tensorrt(),
        Provider::DirectMl => directml(),
        Provider::CoreMl => coreml(),
    }
}

/// CUDA with answers that agree with the processor's (no shortened floats), convolution algorithms
/// that are chosen at once instead of measured, and memory that grows by what is needed.
#[cfg(all(
    any(target_os = "linux", target_os = "windows"),
    target_arch = "x86_64"
))]
fn cuda() -> Option<Registration> {
    use ort::ep::{ArenaExtendStrategy, CUDA, cuda::ConvAlgorithmSearch};
    Some(Registration::new(
        CUDA::default()
            .with_tf32(false)
            .with_conv_algorithm_search(ConvAlgorithmSearch::Heuristic)
            .with_arena_extend_strategy(ArenaExtendStrategy::SameAsRequested),
    ))
}

#[cfg(not(all(
    any(target_os = "linux", target_os = "windows"),
    target_arch = "x86_64"
)))]
fn cuda() -> Option<Registration> {
    None
}

#[cfg(all(
    any(target_os = "linux", target_os = "windows"),
    target_arch = "x86_64"
))]
fn tensorrt() -> Option<Registration> {
    Some(Registration::new(ort::ep::TensorRT::default()))
}

#[cfg(not(all(
    any(target_os = "linux", target_os = "windows"),
    target_arch = "x86_64"
)))]
fn tensorrt() -> Option<Registration> {
    None
}

#[cfg(target_os = "windows")]
fn directml() -> Option<Registration> {
    Some(Registration::new(ort::ep::DirectML::default()))
}

#[cfg(not(target_os = "windows"))]
fn directml() -> Option<Registration> {
    None
}

/// CoreML in its newer model format, which supports more operators than the default one.
#[cfg(target_os = "macos")]
fn coreml() -> Option<Registration> {
    use ort::ep::{CoreML, coreml::ModelFormat};
    Some(Registration::new(
        CoreML::default().with_model_format(ModelFormat::MLProgram),
    ))
}

#[cfg(not(target_os = "macos"))]
fn coreml() -> Option<Registration> {
    None
}
