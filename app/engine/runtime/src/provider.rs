//! The execution providers by name, and which of them the user asks for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Hardware and library that can run a model.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Provider {
    /// The processor; always there.
    Cpu,
    /// NVIDIA graphics cards by CUDA and cuDNN.
    Cuda,
    /// NVIDIA graphics cards by TensorRT, which compiles the model first.
    TensorRt,
    /// Graphics cards of any maker on Windows.
    DirectMl,
    /// Apple's neural engine and graphics processors.
    CoreMl,
}

impl Provider {
    /// Every provider, the processor first.
    pub const ALL: [Self; 5] = [
        Self::Cpu,
        Self::Cuda,
        Self::TensorRt,
        Self::DirectMl,
        Self::CoreMl,
    ];

    /// What [`ProviderChoice::Auto`] tries before the processor, best first. TensorRT is used only
    /// when it is asked for: it compiles a model for minutes, which nobody wants to be surprised by.
    pub(crate) const ACCELERATORS: [Self; 3] = [Self::Cuda, Self::DirectMl, Self::CoreMl];

    /// The name on the command line and in settings: `cpu`, `cuda`, `tensorrt`, `directml`,
    /// `coreml`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Cuda => "cuda",
            Self::TensorRt => "tensorrt",
            Self::DirectMl => "directml",
            Self::CoreMl => "coreml",
        }
    }

    /// The name as its maker writes it: `CPU`, `CUDA`, `TensorRT`, `DirectML`, `CoreML`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Cuda => "CUDA",
            Self::TensorRt => "TensorRT",
            Self::DirectMl => "DirectML",
            Self::CoreMl => "CoreML",
        }
    }

    /// The name that ONNX Runtime uses.
    pub(crate) const fn ort_name(self) -> &'static str {
        match self {
            Self::Cpu => "CPUExecutionProvider",
            Self::Cuda => "CUDAExecutionProvider",
            Self::TensorRt => "TensorrtExecutionProvider",
            Self::DirectMl => "DmlExecutionProvider",
            Self::CoreMl => "CoreMLExecutionProvider",
        }
    }

    pub(crate) fn from_ort_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.ort_name() == name)
    }

    /// Where it exists, to end the sentence "it exists on …".
    pub(crate) const fn platforms(self) -> &'static str {
        match self {
            Self::Cpu => "every platform",
            Self::Cuda | Self::TensorRt => "Linux and Windows with an x86-64 processor",
            Self::DirectMl => "Windows",
            Self::CoreMl => "macOS",
        }
    }

    /// What makes it work where the program has it, as an order to the user.
    pub(crate) const fn remedy(self) -> &'static str {
        match self {
            Self::Cpu => "Install ONNX Runtime again",
            Self::Cuda => {
                "Use the library of the onnxruntime-gpu package (--onnxruntime), and install the \
                 NVIDIA driver with the CUDA and cuDNN versions that it was built for"
            }
            Self::TensorRt => {
                "Use the library of the onnxruntime-gpu package (--onnxruntime), and install the \
                 NVIDIA driver, CUDA and TensorRT in the versions that it was built for"
            }
            Self::DirectMl => {
                "Use the library of the onnxruntime-directml package (--onnxruntime), and update \
                 the driver of the graphics card"
            }
            Self::CoreMl => "Use the library of the onnxruntime package for macOS (--onnxruntime)",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl From<Provider> for &'static str {
    fn from(provider: Provider) -> Self {
        provider.id()
    }
}

impl TryFrom<String> for Provider {
    type Error = UnknownProvider;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

impl FromStr for Provider {
    type Err = UnknownProvider;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.id().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownProvider(name.to_owned()))
    }
}

/// A name that is no provider's.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "there is no provider named \"{0}\". Choose one of auto, cpu, cuda, tensorrt, directml, coreml"
)]
pub struct UnknownProvider(pub String);

/// Which provider the user asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum ProviderChoice {
    /// The best that truly works, with the processor as the last.
    #[default]
    Auto,
    /// This one; loading fails where it does not start.
    Only(Provider),
}

impl ProviderChoice {
    /// The name on the command line and in settings: `auto` or a provider's.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Only(provider) => provider.id(),
        }
    }
}

impl fmt::Display for ProviderChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl From<ProviderChoice> for &'static str {
    fn from(choice: ProviderChoice) -> Self {
        choice.id()
    }
}

impl TryFrom<String> for ProviderChoice {
    type Error = UnknownProvider;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

impl FromStr for ProviderChoice {
    type Err = UnknownProvider;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name.eq_ignore_ascii_case("auto") {
            Ok(Self::Auto)
        } else {
            name.parse().map(Self::Only)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_choice_is_read_back_from_its_name() {
        let choices = Provider::ALL.map(ProviderChoice::Only);
        for choice in choices.into_iter().chain([ProviderChoice::Auto]) {
            assert_eq!(choice.to_string().parse(), Ok(choice));
            let json = serde_json::to_string(&choice).unwrap();
            assert_eq!(json, format!("\"{choice}\""));
            assert_eq!(
                serde_json::from_str::<ProviderChoice>(&json).unwrap(),
                choice
            );
        }
        assert_eq!("CUDA".parse(), Ok(Provider::Cuda));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = "gpu".parse::<ProviderChoice>().unwrap_err().to_string();
        assert!(message.contains("\"gpu\""));
        for provider in Provider::ALL {
            assert!(message.contains(provider.id()), "{message}");
        }
    }
}
