//! Looking at a file without unpacking it.

use std::path::Path;

use jobs::Work;

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
    let (source, header) = read_header(path, limits).map_err(|fault| fault.at(path))?;
    Ok(FileInfo {
        format: source.format,
        byte_len: source.byte_len,
        page_count: header.page_count,
        first_page: header.info,
    })
}

/// What a file says about each of its pages, from the headers alone. A page that cannot be opened
/// is an error in its place.
///
/// # Errors
/// As [`probe`], and [`Fault::Cancelled`] when `work` was cancelled.
pub fn pages(
    path: &Path,
    limits: &Limits,
    work: &Work,
) -> Result<Vec<Result<PageInfo, ImagingError>>, ImagingError> {
    let headers = Source::open(path)
        .and_then(|source| formats::headers(&source, limits, work))
        .map_err(|fault| fault.at(path))?;
    let info = |header: Result<Header, Fault>| match header {
        Ok(header) => Ok(header.info),
        Err(fault) => Err(fault.at(path)),
    };
    Ok(headers.into_iter().map(info).collect())
}

fn read_header(path: &Path, limits: &Limits) -> Result<(Source, Header), Fault> {
    let source = Source::open(path)?;
    let header = formats::header(&source, 1, limits)?;
    Ok((source, header))
}
