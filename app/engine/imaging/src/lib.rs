//! Pictures: decoding under limits, PDF pages, tiles and pyramids.
//!
//! [`probe()`] reads a header, [`Picture::open`] decodes a page into a pyramid of tiles,
//! [`thumbnail()`] makes a small copy for lists. What a file says is held against [`Limits`] before
//! any memory is asked for, a file that is cut short or contradicts itself is refused with its
//! reason, and a decoder that panics is a damaged file. Orientation tags are applied once, while
//! decoding, so that view, model and export see the same pixels; no picture on disk is changed.

mod cache;
mod error;
mod format;
mod formats;
mod grey;
mod halve;
mod hash;
mod info;
mod levels;
mod limits;
mod memory;
mod orientation;
mod picture;
mod positioned;
mod preview;
mod probe;
mod range;
mod raster;
mod save;
mod scratch;
mod shrink;
mod sink;
mod source;
mod thumbnail;

pub use error::{Fault, ImagingError};
pub use format::{Format, is_picture_name, picture_extensions};
pub use hash::{ContentHash, content_hash};
pub use info::{FileInfo, PageInfo};
pub use levels::{LevelSize, TILE_SIDE_PX, TileKey};
pub use limits::Limits;
pub use orientation::Orientation;
pub use picture::Picture;
pub use preview::Preview;
pub use probe::{pages, probe};
pub use range::SampleRange;
pub use raster::{PixelValues, Raster, SampleKind, Samples};
pub use save::{decode_png, encode_png, export_png, save_png};
pub use thumbnail::thumbnail;
