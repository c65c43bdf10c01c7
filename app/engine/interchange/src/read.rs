//! Reading labels of any format.

use std::path::Path;

use crate::formats::{coco, csv, cvat, labelme, mask_png, voc, yolo};
use crate::{Format, Imported, InterchangeError, ReadOptions};

/// Reads labels. `path` is the file of COCO, CVAT and CSV, and the folder of the other formats, of
/// which one file can be read by itself too: a file of VOC, of LabelMe or a mask picture, the
/// `data.yaml` of YOLO. Nothing is changed.
///
/// # Errors
/// [`InterchangeError`] where nothing can be read: a file that is missing, damaged, too large, or of
/// another format. What is wrong with one file among many, with a picture or with a label, is in the
/// remarks.
pub fn read(
    format: Format,
    path: &Path,
    options: &ReadOptions,
) -> Result<Imported, InterchangeError> {
    match format {
        Format::Coco => coco::read(path, options),
        Format::YoloBox | Format::YoloSegment | Format::YoloOriented => {
            yolo::read(format, path, options)
        }
        Format::PascalVoc => voc::read(path, options),
        Format::LabelMe => labelme::read(path, options),
        Format::CvatXml => cvat::read(path, options),
        Format::MaskPng => mask_png::read(path, options),
        Format::Csv => csv::read(path, options),
    }
}
