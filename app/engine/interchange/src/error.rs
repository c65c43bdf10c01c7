//! Why labels were not read or not written at all.

use std::path::PathBuf;

use thiserror::Error;

use crate::Format;

/// Why labels were not read or not written at all. The message says what happened, why, and what to
/// do. What is wrong with one picture or one label is no error but a [`Remark`](crate::Remark).
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum InterchangeError {
    /// The operating system would not read.
    #[error("{} could not be read ({reason}); see whether it is there and may be read", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// A file beyond [`Limits::file_bytes`](crate::Limits::file_bytes).
    #[error(
        "{} has {bytes} bytes, and files of more than {most_bytes} are refused so that a mistake does \
         not fill the memory; divide it, or raise the limit",
        path.display()
    )]
    LargeFile {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The limit.
        most_bytes: u64,
    },
    /// More of something than [`Limits`](crate::Limits) allows.
    #[error(
        "{} has more than {most} {what}, which are refused so that a mistake does not fill the memory; \
         divide it, or raise the limit",
        path.display()
    )]
    Many {
        /// The file or folder.
        path: PathBuf,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        most: u64,
    },
    /// Text that is not UTF-8.
    #[error(
        "{} is not UTF-8 (the first byte that is not stands at {position}); open it in a text editor \
         and save it as UTF-8",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// How many bytes before it are in order.
        position: usize,
    },
    /// Text that breaks the rules of JSON, XML, YAML or CSV.
    #[error(
        "{} is damaged or cut off ({reason}); write it again from its source",
        path.display()
    )]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser said, with the place.
        reason: String,
    },
    /// XML that declares entities of its own, which could unfold without end.
    #[error(
        "{} declares XML entities of its own, which can make a small file endless and are not read; \
         write it without a DOCTYPE",
        path.display()
    )]
    Entities {
        /// The file.
        path: PathBuf,
    },
    /// A file in order that is of another kind.
    #[error("{} is not {format}: {reason}; choose another format", path.display())]
    OtherFormat {
        /// The file or folder.
        path: PathBuf,
        /// The format that was asked for.
        format: Format,
        /// What is missing.
        reason: String,
    },
    /// A folder without label files.
    #[error(
        "no label files of {format} are in {}; choose the folder that holds them",
        path.display()
    )]
    NothingFound {
        /// The folder.
        path: PathBuf,
        /// The format that was asked for.
        format: Format,
    },
    /// Labels that have no place without the sizes of their pictures.
    #[error(
        "{} cannot be read without the pictures, because {format} gives places as shares of their \
         sizes; add the pictures first",
        path.display()
    )]
    NoPictures {
        /// The folder.
        path: PathBuf,
        /// The format that was asked for.
        format: Format,
    },
    /// Labels that do not hang together, so that no format can hold them.
    #[error("the labels cannot be written: {0}")]
    Dataset(DatasetFault),
    /// Class numbers that would mean something else than in the files that are there.
    #[error(
        "{} numbers the classes otherwise ({was:?} instead of {now:?}), so that label files beside it \
         would name other classes; write into another folder, or allow the list to be replaced",
        path.display()
    )]
    ClassOrder {
        /// The list that is there.
        path: PathBuf,
        /// What stands first in it that differs.
        was: String,
        /// What would stand there.
        now: String,
    },
    /// More classes or labels than a mask picture has values.
    #[error(
        "the picture `{picture}` needs {needed} values, and a mask picture has {most}; write another \
         format, or masks of fewer pictures"
    )]
    MaskValues {
        /// The picture.
        picture: String,
        /// How many values are needed, the background included.
        needed: usize,
        /// How many there are.
        most: usize,
    },
    /// A file could not be written. Those written before it are complete.
    #[error(
        "{} could not be written ({reason}); choose another folder, or free some space",
        path.display()
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
}

/// What about labels does not hang together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DatasetFault {
    /// A class without a name.
    #[error("class {0} (from 0) has no name; give it one")]
    NamelessClass(usize),
    /// A class name that is there twice.
    #[error("two classes have the name `{0}`; rename one")]
    TwinClasses(String),
    /// A label of no class.
    #[error("a label of `{picture}` has class {class} (from 0), and there are {count} classes")]
    NoSuchClass {
        /// The picture.
        picture: String,
        /// The class that the label names.
        class: usize,
        /// How many classes there are.
        count: usize,
    },
    /// A picture without columns or rows.
    #[error("the picture `{0}` has no width or no height; look it up in the picture file")]
    NoSize(String),
    /// A name that leaves the folder or is none.
    #[error(
        "the picture name `{0}` is no relative path below the folder of the pictures; name the \
         picture by its place in that folder"
    )]
    UnsafeName(String),
    /// Two pictures whose labels would be the same file.
    #[error("the labels of `{first}` and of `{second}` would be the same file; rename a picture")]
    SameFile {
        /// A picture.
        first: String,
        /// The other picture.
        second: String,
    },
}
