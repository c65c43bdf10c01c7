//! Why a model file could not be read.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a model file could not be read.
#[derive(Debug, Error)]
pub enum GraphError {
    /// The file system refused.
    #[error("the model cannot be read: {source}; check that the file is there and may be read: {}", path.display())]
    Read {
        /// The model file.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The path is a folder or a device.
    #[error("the model is not a file; name the .onnx file itself: {}", path.display())]
    NotAFile {
        /// The path given.
        path: PathBuf,
    },
    /// The file has no bytes.
    #[error("the model file is empty; fetch or export it again: {}", path.display())]
    Empty {
        /// The model file.
        path: PathBuf,
    },
    /// Protobuf messages, and so ONNX files, end at 2 GB.
    #[error(
        "the model file has {byte_len} bytes, but an ONNX file may have at most {limit_bytes}; \
         export the model with its weights as external data: {}", path.display()
    )]
    TooLarge {
        /// The model file.
        path: PathBuf,
        /// Its length.
        byte_len: u64,
        /// The greatest length.
        limit_bytes: u64,
    },
    /// The file ends in the middle of a part that says it is longer.
    #[error(
        "the model file is cut off: it has {byte_len} bytes and needs at least {needed_bytes}; \
         fetch or export it again: {}", path.display()
    )]
    Truncated {
        /// The model file.
        path: PathBuf,
        /// Its length.
        byte_len: u64,
        /// The length that its parts add up to.
        needed_bytes: u64,
    },
    /// The bytes are no ONNX model.
    #[error("the file is not an ONNX model: {reason}; choose an .onnx file: {}", path.display())]
    NotOnnx {
        /// The file.
        path: PathBuf,
        /// What it looks like instead, or what is missing.
        reason: String,
    },
    /// The parts of the file contradict the format.
    #[error("the model file is damaged: {source}; fetch or export it again: {}", path.display())]
    Damaged {
        /// The model file.
        path: PathBuf,
        /// What the protobuf reader said.
        source: prost::DecodeError,
    },
}
