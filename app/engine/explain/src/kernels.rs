//! Which forms of the rules a provider computes best.

use graph::Kernels;
use runtime::Provider;

/// The forms for a provider.
pub(crate) fn kernels(provider: Provider) -> Kernels {
    match provider {
        Provider::Cuda | Provider::TensorRt => Kernels::CUDA,
        Provider::DirectMl => Kernels::DIRECT_ML,
        Provider::Cpu | Provider::CoreMl => Kernels::CPU,
    }
}
