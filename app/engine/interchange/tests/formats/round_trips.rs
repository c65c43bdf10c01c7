//! What a format can hold comes back the same.

use interchange::{Format, LossKind, MaskValues, WriteOptions, losses};
use proptest::prelude::*;
use shapes::{Mask, PictureSize, Shape};

use super::drawn::{datasets, masks, polygons};
use super::same::first_difference;
use super::support::{Files, dataset_of, known, labels, there_and_back};
use interchange::{Dataset, Outcome, ReadOptions, read, write};

fn options() -> WriteOptions {
    WriteOptions {
        mask_values: MaskValues::Instances,
        ..WriteOptions::default()
    }
}

/// Writes a dataset that the format can hold, and compares what is read.
fn comes_back(format: Format, dataset: &Dataset) -> Result<(), TestCaseError> {
    let mut lost = losses(format, dataset, &options());
    // Nothing of these is lost in the file: they are about what other programs do with it.
    lost.retain(|it| !matches!(it.kind, LossKind::BetweenKeyframes | LossKind::Covered));
    prop_assert_eq!(&lost, &[]);
    let files = Files::new();
    let path = files.place_of(format);
    let written = write(format, dataset, &path, &options());
    let written = written.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert!(written.files.iter().all(|it| it.is_file()));
    let pictures = ReadOptions {
        pictures: known(dataset),
        ..ReadOptions::default()
    };
    // YOLO has no files where there is nothing to say, and no pictures where there are none.
    if dataset
        .pictures
        .iter()
        .all(|it| it.labels.is_empty() && it.is_reviewed != Some(true))
        && format.id().starts_with("yolo")
        || format.is_folder() && dataset.pictures.is_empty()
    {
        return Ok(());
    }
    let imported = read(format, &path, &pictures);
    let imported = imported.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let is_harmless = |outcome| outcome == Outcome::Kept;
    prop_assert!(
        imported.remarks.iter().all(|it| is_harmless(it.outcome)),
        "{:#?}",
        imported.remarks
    );
    if let Some(difference) = first_difference(dataset, &imported.dataset) {
        return Err(TestCaseError::fail(difference));
    }
    Ok(())
}

macro_rules! round_trips {
    ($($name:ident: $format:ident,)*) => {
        proptest! {
            #![proptest_config(ProptestConfig {
                failure_persistence: None,
                cases: 64,
                ..ProptestConfig::default()
            })]
            $(
                #[test]
                fn $name(dataset in datasets(Format::$format)) {
                    comes_back(Format::$format, &dataset)?;
                }
            )*
        }
    };
}

round_trips! {
    coco: Coco,
    yolo_boxes: YoloBox,
    yolo_segments: YoloSegment,
    yolo_oriented: YoloOriented,
    pascal_voc: PascalVoc,
    labelme: LabelMe,
    cvat: CvatXml,
    mask_pictures: MaskPng,
    tables: Csv,
}

/// How well the areas of two shapes agree, in pixels.
fn iou(a: &Shape, b: &Shape) -> f64 {
    let size = PictureSize {
        width_px: 100,
        height_px: 80,
    };
    Mask::from_shape(a, size).iou(&Mask::from_shape(b, size))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 64,
        ..ProptestConfig::default()
    })]

    /// Polygons with holes and of several parts keep every pixel in each format of areas.
    #[test]
    fn areas_come_back_whole(shape in polygons(3, true)) {
        for format in [Format::Coco, Format::YoloSegment, Format::CvatXml, Format::LabelMe] {
            let imported = there_and_back(format, &dataset_of([shape.clone()]), &options());
            // The parts of a polygon may have become labels of their own.
            let mut area = Mask::new();
            for label in labels(&imported) {
                area.unite(&Mask::from_shape(&label.shape, imported.dataset.pictures[0].size()));
            }
            prop_assert_eq!(iou(&shape, &Shape::Mask(area)), 1.0, "{}", format);
        }
    }

    /// So do masks.
    #[test]
    fn masks_come_back_whole(mask in masks()) {
        let shape = Shape::Mask(mask);
        for format in [Format::Coco, Format::YoloSegment, Format::CvatXml, Format::LabelMe,
            Format::MaskPng, Format::Csv] {
            let imported = there_and_back(format, &dataset_of([shape.clone()]), &options());
            prop_assert_eq!(labels(&imported).len(), 1);
            prop_assert_eq!(iou(&shape, &labels(&imported)[0].shape), 1.0, "{}", format);
        }
    }
}
