//! ONNX Runtime's own words, kept below the message that people read.

use std::error::Error;
use std::fmt;

/// What ONNX Runtime said. It stands as the source of a [`crate::RuntimeError`], so that details
/// which are folded out, logged or printed with the chain of causes show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrtText(String);

impl OrtText {
    pub(crate) fn new(text: impl fmt::Display) -> Self {
        Self(text.to_string().trim().to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first line, for places that have one.
    pub(crate) fn first_line(&self) -> &str {
        self.0.lines().next().unwrap_or_default()
    }
}

impl fmt::Display for OrtText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for OrtText {}
