//! Why a score is not written, and why a file is not read.

use std::io;

use thiserror::Error;

use crate::ElementId;
use crate::model::voice::{FINEST, LATEST};

/// Why a score is not written. Nothing has been written then, except after [`WriteError::Io`].
#[derive(Debug, Error)]
pub enum WriteError {
    /// There is no part, or one has no staff or no measure.
    #[error("there is nothing to write; a score needs parts with staves and measures")]
    Empty,
    /// Parts have different numbers of measures.
    #[error(
        "part {part} has {measures} measures, the first has {expected}; give all parts the same \
         measures, with rests where they are silent"
    )]
    Uneven {
        /// The part, from 1.
        part: usize,
        /// How many measures it has.
        measures: usize,
        /// How many the first has.
        expected: usize,
    },
    /// Something stands on a staff that its part does not have.
    #[error(
        "in measure {measure} of part {part}, something stands on staff {staff}; the part has \
         {staves}: correct one of the numbers"
    )]
    Staff {
        /// The part, from 1.
        part: usize,
        /// The measure, from 1.
        measure: usize,
        /// The staff that there is not.
        staff: u8,
        /// How many staves the part has.
        staves: u8,
    },
    /// Two voices of a measure have the same number.
    #[error(
        "measure {measure} of part {part} has two voices with number {voice}; join or renumber them"
    )]
    Voice {
        /// The part, from 1.
        part: usize,
        /// The measure, from 1.
        measure: usize,
        /// The number.
        voice: u8,
    },
    /// A sign or direction stands at a time that is no place in a measure.
    #[error(
        "in measure {measure} of part {part}, a sign or direction stands at no place of the measure; \
         places are from 0 to {LATEST} quarters, in fractions of at most {FINEST}"
    )]
    Place {
        /// The part, from 1.
        part: usize,
        /// The measure, from 1.
        measure: usize,
    },
    /// Two things have the same identifier.
    #[error("two things of the score have the identifier {}; give each its own", .0.0)]
    Twice(ElementId),
    /// The places and lengths of a part have no common fraction of a quarter that programs can count.
    #[error(
        "the places and lengths of part {part} need fractions finer than 1/{FINEST} of a quarter in \
         common; look for an unlikely tuplet"
    )]
    TooFine {
        /// The part, from 1.
        part: usize,
    },
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The compressed file cannot be written.
    #[error("the compressed file cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
}

/// Why a file is not read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file is larger than a score can be.
    #[error("the score is larger than {limit_bytes} bytes, which no printed music needs")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// The text is in an encoding that is not read.
    #[error("the score is neither UTF-8 nor UTF-16; save it as UTF-8")]
    Encoding,
    /// The file declares entities, by which a small file can fill the memory.
    #[error("the score declares entities of its own, which MusicXML does not need; remove them")]
    Entities,
    /// The file is not XML.
    #[error("the score is no sound XML: {0}")]
    Xml(#[from] roxmltree::Error),
    /// The file is XML of another kind.
    #[error(
        "the file begins with `{root}`, not with `score-partwise`; export it as partwise MusicXML"
    )]
    Root {
        /// The first element.
        root: String,
    },
    /// A number that the places of all notes depend on is none.
    #[error("`{text}` is no {element} that a score can have, in measure {measure} of part {part}")]
    Number {
        /// The element that it stands in.
        element: &'static str,
        /// What stands there.
        text: String,
        /// The part, from 1.
        part: usize,
        /// The measure, from 1.
        measure: usize,
    },
    /// The compressed file is broken.
    #[error("the compressed score cannot be opened: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A file in the compressed one is broken.
    #[error("the compressed score cannot be unpacked: {0}")]
    Unpack(#[from] io::Error),
    /// The compressed file has no score in it.
    #[error("the compressed file names no score in META-INF/container.xml and has none")]
    NoScore,
}
