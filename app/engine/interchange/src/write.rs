//! Writing labels in any format.

use std::borrow::Cow;
use std::path::Path;

use crate::formats::{coco, csv, cvat, labelme, mask_png, voc, yolo};
use crate::{
    Dataset, Format, Frame, InterchangeError, WriteOptions, Written, losses, stored_frame, validate,
};

/// Writes labels. `path` is the file of COCO, CVAT and CSV, and the folder of the other formats, which
/// is made if it is missing. Pictures are not copied. Each file appears complete or not at all, and
/// files that are not written stay as they are.
///
/// # Errors
/// [`InterchangeError::Dataset`], [`InterchangeError::ClassOrder`] and
/// [`InterchangeError::MaskValues`] before anything is written, and [`InterchangeError::Write`] where
/// the disk refuses.
pub fn write(
    format: Format,
    dataset: &Dataset,
    path: &Path,
    options: &WriteOptions,
) -> Result<Written, InterchangeError> {
    validate::validate(dataset).map_err(InterchangeError::Dataset)?;
    let losses = losses(format, dataset, options);
    let dataset = match options.frame {
        Frame::Displayed => Cow::Borrowed(dataset),
        Frame::Stored => Cow::Owned(stored_frame::turned(dataset)),
    };
    let written = match format {
        Format::Coco => coco::write(&dataset, path),
        Format::YoloBox | Format::YoloSegment | Format::YoloOriented => {
            yolo::write(format, &dataset, path, options)
        }
        Format::PascalVoc => voc::write(&dataset, path, options),
        Format::LabelMe => labelme::write(&dataset, path),
        Format::CvatXml => cvat::write(&dataset, path),
        Format::MaskPng => mask_png::write(&dataset, path, options),
        Format::Csv => csv::write(&dataset, path),
    }?;
    Ok(Written { losses, ..written })
}
