//! All that decides what a picture's score is.

use std::fmt;
use std::str::FromStr;

use explain::Method;
use response::ResponseSettings;
use serde::{Deserialize, Serialize};

/// How the picture is traced back from the network: which response is measured.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trace {
    /// The activations of the last convolution, guided back to the picture, as in the paper.
    #[default]
    FeatureResponse,
    /// Guided backpropagation from the score of the class that wins.
    Guided,
}

impl Trace {
    /// Both, that of the paper first.
    pub const ALL: [Self; 2] = [Self::FeatureResponse, Self::Guided];

    /// The method that makes the response.
    #[must_use]
    pub fn method(self) -> Method {
        match self {
            Self::FeatureResponse => Method::FeatureResponse,
            Self::Guided => Method::Guided,
        }
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.method().id())
    }
}

/// The detector does not use the method of a name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the detector does not use a method {name:?}; it uses {}",
    Trace::ALL.map(|trace| trace.to_string()).join(" or ")
)]
pub struct UnknownTrace {
    /// The name that was given.
    pub name: String,
}

impl FromStr for Trace {
    type Err = UnknownTrace;

    fn from_str(name: &str) -> Result<Self, UnknownTrace> {
        let known = Self::ALL.into_iter().find(|it| it.method().id() == name);
        known.ok_or_else(|| UnknownTrace {
            name: name.to_owned(),
        })
    }
}

/// All that decides what a picture's score is, beside the model. A threshold holds only for the
/// settings that it was chosen with.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetectorSettings {
    /// Which response is measured.
    pub trace: Trace,
    /// How it is measured.
    pub response: ResponseSettings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_are_those_of_files() {
        for trace in Trace::ALL {
            assert_eq!(trace.to_string().parse(), Ok(trace));
            let json = serde_json::to_string(&trace).unwrap();
            assert_eq!(json, format!("\"{trace}\""));
        }
        let refused = "grad-cam".parse::<Trace>().unwrap_err().to_string();
        assert!(refused.contains("feature-response or guided"), "{refused}");
    }
}
