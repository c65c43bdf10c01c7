//! MusicXML 4.0 partwise, plain (`.musicxml`) and compressed (`.mxl`).
//!
//! What is written is valid by the schema, and reads back as the same [`Score`]: identifiers of
//! elements stand as `id="e…"` at notes, rests, signs, bar lines and directions, so that what another
//! program draws can be traced back. Voices are written one after another; a sign or direction stands
//! in the voice that has something at its place.
//!
//! What other programs write is read as far as the document goes, and [`Read::remarks`] says what
//! it could not hold.
//!
//! [`Score`]: crate::Score

mod archive;
mod error;
mod names;
mod read;
mod write;

pub use archive::{read, write_compressed};
pub use error::{ReadError, WriteError};
pub use read::{Read, Remark};
pub use write::write;
