//! What can go wrong with a picture: a [`Fault`] says what, why and what to do; an
//! [`ImagingError`] adds the file it happened to.

use std::io;
use std::path::{Path, PathBuf};

use crate::format::Format;

/// What went wrong. The message says what happened, why, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// No file has this name.
    #[error(
        "There is no such file. It was moved, renamed or deleted: look for it in its new place."
    )]
    Missing,
    /// The name belongs to a folder, a socket or a device.
    #[error("This is {what}, not a picture file. Choose a file.")]
    NotAFile {
        /// What it is instead, with its article.
        what: &'static str,
    },
    /// The operating system forbids reading it.
    #[error(
        "This file may not be read, because its permissions forbid it. Ask its owner for access, or copy it to a folder of yours."
    )]
    NoPermission,
    /// The disk or the network failed.
    #[error(
        "This file could not be read ({reason}). Check the disk or the connection, then try again."
    )]
    Read {
        /// What the operating system said.
        reason: String,
    },
    /// The content is of no kind that is known here.
    #[error(
        "This is not a picture that can be opened: its first bytes match none of the known formats ({formats}). Convert it to one of them.", formats = Format::list()
    )]
    UnknownFormat,
    /// The end of the file is missing.
    #[error("This {format} is cut short: {reason}. Copy or download it again.")]
    Truncated {
        /// What kind of file it is.
        format: Format,
        /// What is missing.
        reason: String,
    },
    /// The content contradicts the format's rules.
    #[error("This {format} is damaged: {reason}. Get it again from where it was made.")]
    Broken {
        /// What kind of file it is.
        format: Format,
        /// What is wrong.
        reason: String,
    },
    /// The format knows a variety that is not read here.
    #[error(
        "This {format} uses something that is not supported: {reason}. Save it in a plainer form."
    )]
    Unsupported {
        /// What kind of file it is.
        format: Format,
        /// What is not supported.
        reason: String,
    },
    /// The document asks for a password.
    #[error("This {format} is protected by a password. Save a copy without the password.")]
    Protected {
        /// What kind of file it is.
        format: Format,
    },
    /// The size exceeds a limit.
    #[error(
        "This picture is too large: {what}, and the limit is {limit}. Cut it into parts, or save a smaller copy."
    )]
    TooLarge {
        /// The size in words.
        what: String,
        /// The limit in words.
        limit: String,
    },
    /// The header claims more pixels than the file can hold.
    #[error(
        "The header of this {format} is wrong, or most of the file is missing: it promises {claimed_bytes} bytes of pixels, and the {data_bytes} bytes of data can unpack to {most_bytes} at most. Get the file again from where it was made."
    )]
    HeaderLies {
        /// What kind of file it is.
        format: Format,
        /// The pixels that the header claims, in bytes.
        claimed_bytes: u64,
        /// The coded data, in bytes.
        data_bytes: u64,
        /// The most that so much coded data can unpack to, in bytes.
        most_bytes: u64,
    },
    /// The file unpacks to an absurd multiple of its size.
    #[error(
        "This {format} looks like a decompression bomb: {data_bytes} bytes unpack to {claimed_bytes}, which is {ratio} times as much. If it is genuine, save it with less compression."
    )]
    Bomb {
        /// What kind of file it is.
        format: Format,
        /// The unpacked size in bytes.
        claimed_bytes: u64,
        /// The coded data, in bytes.
        data_bytes: u64,
        /// How many times larger the unpacked size is.
        ratio: u64,
    },
    /// A document without pages.
    #[error(
        "This file has no pages, so there is nothing to show. Get it again from where it was made."
    )]
    NoPages,
    /// A page number outside the document.
    #[error(
        "There is no page {page}: the pages of this file run from 1 to {page_count}. Choose one of them."
    )]
    NoSuchPage {
        /// The page asked for.
        page: u32,
        /// How many there are.
        page_count: u32,
    },
    /// A tile, level or rectangle outside the picture.
    #[error("{what} lies outside the picture. Ask for a part inside it.")]
    Outside {
        /// What was asked for.
        what: String,
    },
    /// The scratch file of a large picture failed.
    #[error(
        "The scratch file for this large picture could not be used ({reason}). Free some space on the disk of {}.", folder.display()
    )]
    Scratch {
        /// What the operating system said.
        reason: String,
        /// The folder of scratch files.
        folder: PathBuf,
    },
    /// A picture could not be written.
    #[error(
        "The picture could not be saved ({reason}). Choose another folder, or free some space."
    )]
    Write {
        /// What the operating system or the encoder said.
        reason: String,
    },
    /// The work was cancelled.
    #[error("Cancelled.")]
    Cancelled,
}

impl Fault {
    pub(crate) fn truncated(format: Format, reason: impl Into<String>) -> Self {
        Self::Truncated {
            format,
            reason: reason.into(),
        }
    }

    pub(crate) fn broken(format: Format, reason: impl Into<String>) -> Self {
        Self::Broken {
            format,
            reason: reason.into(),
        }
    }

    pub(crate) fn unsupported(format: Format, reason: impl Into<String>) -> Self {
        Self::Unsupported {
            format,
            reason: reason.into(),
        }
    }

    /// The fault that a failed read inside a file of this format stands for: an early end is a
    /// file cut short, and anything else is the disk.
    pub(crate) fn reading(format: Format, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                Self::truncated(format, "it ends before its data is complete")
            }
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
                Self::broken(format, error.to_string())
            }
            _ => Self::from(error),
        }
    }

    /// This fault, happened to the file at `path`.
    pub(crate) fn at(self, path: &Path) -> ImagingError {
        ImagingError {
            fault: self,
            path: Some(path.to_owned()),
        }
    }
}

impl From<&io::Error> for Fault {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            _ => Self::Read {
                reason: error.to_string(),
            },
        }
    }
}

impl From<jobs::Cancelled> for Fault {
    fn from(_: jobs::Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A [`Fault`] and the file it happened to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImagingError {
    fault: Fault,
    path: Option<PathBuf>,
}

impl ImagingError {
    /// What went wrong.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// The file it happened to; none for a picture made in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether nothing is wrong with the picture: the work was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.fault == Fault::Cancelled
    }
}

impl From<Fault> for ImagingError {
    fn from(fault: Fault) -> Self {
        Self { fault, path: None }
    }
}

impl std::fmt::Display for ImagingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{} File: {}", self.fault, path.display()),
            None => write!(f, "{}", self.fault),
        }
    }
}

impl std::error::Error for ImagingError {}
