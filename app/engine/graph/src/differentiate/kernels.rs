//! What a provider computes well, so that a rule with several forms can take the best.

/// What the provider that runs the gradient supports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kernels {
    /// Whether a convolution with flipped weights is at least as fast as `ConvTranspose`. It costs
    /// a copy of the weights.
    pub flipped_convolution: bool,
    /// Whether `ScatterElements` adds (`reduction = "add"`) on the provider itself.
    pub scatter_add: bool,
}

impl Kernels {
    /// ONNX Runtime on the processor.
    pub const CPU: Self = Self {
        flipped_convolution: true,
        scatter_add: true,
    };
    /// ONNX Runtime on NVIDIA's CUDA, where `ConvTranspose` is cuDNN's own backward pass.
    pub const CUDA: Self = Self {
        flipped_convolution: false,
        scatter_add: true,
    };
    /// ONNX Runtime on DirectML, which would send an adding scatter back to the processor.
    pub const DIRECT_ML: Self = Self {
        flipped_convolution: false,
        scatter_add: false,
    };
}
