//! Looking at a file without unpacking it.

use std::path::Path;

use crate::error::{Fault, ImagingError};
use crate::formats;
use crate::info::{FileInfo, PageInfo};
use crate::limits::{Header, Limits};
use crate::source::Source;

/// What a file says about itself and its first page, from its header alone.
///
/// # Errors
/// Any [`Fault`] that a file's header can have. A file cut short may only be found out by opening
/// it.
pub fn probe(path: &Path, limits: &Limits) -> Result<FileInfo, ImagingError> {
    let (source, header) = read_header(path, 1, limits).map_err(|fault| fault.at(path))?;
    Ok(FileInfo {
        format: source.format,
        byte_len: source.byte_len,
        page_count: header.page_count,
        first_page: header.info,
    })
}

/// What a file says about one of its pages, from its header alone.
///
/// # Errors
/// As [`probe`], and [`Fault::NoSuchPage`].
pub fn page_info(path: &Path, page: u32, limits: &Limits) -> Result<PageInfo, ImagingError> {
    let (_, header) = read_header(path, page, limits).map_err(|fault| fault.at(path))?;
    Ok(header.info)
}

fn read_header(path: &Path, page: u32, limits: &Limits) -> Result<(Source, Header), Fault> {
    let source = Source::open(path)?;
    let header = formats::header(&source, page, limits)?;
    Ok((source, header))
}
