//! Why a pack, a proposal or a picture for a model failed.

use std::io;
use std::path::PathBuf;

use graph::{ExternalFault, GraphError};
use thiserror::Error;

use crate::manifest::SCHEMA_VERSION;

/// Why a pack, a proposal or a picture for a model failed.
#[derive(Debug, Error)]
pub enum PackError {
    /// There is no such folder.
    #[error("there is no such folder: {}", dir.display())]
    NoFolder {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder has no `pack.toml`.
    #[error("the folder is not a model pack: it has no pack.toml; choose the pack's own folder: {}", dir.display())]
    NotAPack {
        /// The folder.
        dir: PathBuf,
    },
    /// The file system refused.
    #[error("the pack cannot be read: {source}; check that the file is there and may be read: {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The manifest is no TOML, or its values are not those of a manifest.
    #[error("the manifest is wrong: {}; correct it: {}", problems.join("; "), path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Every problem with its place.
        problems: Vec<String>,
    },
    /// The manifest was written for a newer program.
    #[error(
        "the pack follows version {found} of the manifest's rules, and this program knows version \
         {SCHEMA_VERSION}; update the program: {}", path.display()
    )]
    Newer {
        /// The manifest.
        path: PathBuf,
        /// The version that it states.
        found: i64,
    },
    /// A file that the manifest names is not there.
    #[error("the pack lacks a file that its manifest names; fetch the pack again: {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A link leads out of the pack.
    #[error("a file of the pack lies outside its folder, which is refused; copy the file into the pack: {}", path.display())]
    LeavesFolder {
        /// The path inside the pack.
        path: PathBuf,
    },
    /// A file's bytes are not those that the manifest's hash was made of.
    #[error(
        "a file of the pack was changed or damaged: its SHA-256 is {found} and the manifest says \
         {expected}; fetch the pack again: {}", path.display()
    )]
    WrongHash {
        /// The file.
        path: PathBuf,
        /// The hash in the manifest.
        expected: String,
        /// The hash of the file.
        found: String,
    },
    /// The model file cannot be used.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// Weights in other files cannot be used.
    #[error("{}", join(faults))]
    Weights {
        /// Each reference that cannot be followed.
        faults: Vec<ExternalFault>,
    },
    /// No input of the model can be a picture.
    #[error("the model does not take a picture: {reason}; choose a model of pictures: {}", path.display())]
    NotAPicture {
        /// The model.
        path: PathBuf,
        /// What it takes instead.
        reason: String,
    },
    /// There is something where the pack should be written.
    #[error("there is already something here, and packs are never overwritten; name a new folder: {}", dir.display())]
    Exists {
        /// The folder.
        dir: PathBuf,
    },
    /// The pack cannot be written.
    #[error("the pack cannot be written: {source}; check free space and permissions: {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// A file changed between the proposal and its writing.
    #[error("a file changed while its pack was written; try again when it is whole: {}", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The picture would make an input beyond any sensible size.
    #[error(
        "the picture of {width_px} x {height_px} pixels would become an input of {input_width_px} x \
         {input_height_px}, which is too large; set shorter_side_px in the model's manifest"
    )]
    InputTooLarge {
        /// Width of the picture.
        width_px: u32,
        /// Height of the picture.
        height_px: u32,
        /// Width of the input.
        input_width_px: u64,
        /// Height of the input.
        input_height_px: u64,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<jobs::Cancelled> for PackError {
    fn from(_: jobs::Cancelled) -> Self {
        Self::Cancelled
    }
}

fn join(faults: &[ExternalFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
