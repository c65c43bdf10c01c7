//! Writing COCO files.

use std::io;
use std::path::Path;

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use shapes::{Mask, MaskError, PictureSize, Shape};

use super::entries::{Category, Segmentation, WrittenAnnotation, WrittenImage};
use super::{attributes, counts};
use crate::export::{self, Written};
use crate::numbering::numbered;
use crate::{Class, Dataset, Format, InterchangeError, Labelled, PictureLabels, Unknown, files};

/// Writes the labels as one file.
pub(crate) fn write(dataset: &Dataset, path: &Path) -> Result<Written, InterchangeError> {
    files::write_file(path, |writer| {
        serde_json::to_writer(writer, &File::new(dataset)).map_err(io::Error::from)
    })?;
    Ok(Written::files([path.to_owned()]))
}

/// A whole file, of which nothing is held but the numbers.
struct File<'a> {
    dataset: &'a Dataset,
    category_ids: Vec<i64>,
    image_ids: Vec<i64>,
}

impl<'a> File<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            category_ids: numbered(dataset.classes.iter().map(|it| it.foreign_id)),
            image_ids: numbered(dataset.pictures.iter().map(|it| it.foreign_id)),
        }
    }

    fn images(&self) -> impl Iterator<Item = WrittenImage<'a>> {
        let pictures = self.dataset.pictures.iter();
        pictures
            .zip(&self.image_ids)
            .map(|(picture, &id)| WrittenImage {
                id,
                file_name: &picture.file_name,
                width: picture.width_px,
                height: picture.height_px,
                reviewed: picture.is_reviewed,
                unknown: Unknown::of(picture.unknown.as_deref(), Format::Coco),
            })
    }

    fn categories(&self) -> impl Iterator<Item = Category> {
        let classes = self.dataset.classes.iter();
        classes
            .zip(&self.category_ids)
            .map(|(class, &id)| category(class, id))
    }

    /// Each shape that is written, with its picture, the number of that and its label.
    fn labels(&self) -> impl Iterator<Item = (&'a PictureLabels, i64, &'a Labelled)> + Clone {
        let pictures = self.dataset.pictures.iter().zip(&self.image_ids);
        pictures.flat_map(|(picture, &image_id)| {
            let labels = picture.labels.iter().filter(|it| !it.is_outside());
            labels.map(move |label| (picture, image_id, label))
        })
    }
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in Unknown::of(self.dataset.unknown.as_deref(), Format::Coco) {
            map.serialize_entry(&name, &value)?;
        }
        map.serialize_entry("images", &Sequence(|| self.images()))?;
        map.serialize_entry("annotations", &Annotations(self))?;
        map.serialize_entry("categories", &Sequence(|| self.categories()))?;
        map.end()
    }
}

/// A list that is made while it is written.
struct Sequence<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Sequence<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// The annotations of a file.
struct Annotations<'a, 'd>(&'a File<'d>);

impl Serialize for Annotations<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;

        let mut sequence = serializer.serialize_seq(None)?;
        let labels = self.0.labels();
        let ids = numbered(labels.clone().map(|(_, _, label)| label.foreign_id));
        for ((picture, image_id, label), id) in labels.zip(ids) {
            for shape in export::shapes(Format::Coco, label, picture.size()) {
                let category_id = self.0.category_ids[label.class];
                let written =
                    annotation(label, &shape, picture.size(), [id, image_id, category_id]);
                sequence.serialize_element(&written.map_err(S::Error::custom)?)?;
            }
        }
        sequence.end()
    }
}

fn category(class: &Class, id: i64) -> Category {
    Category {
        id,
        name: class.name.clone(),
        supercategory: class.parent.clone(),
        color: class.colour.map(|colour| colour.to_vec().into()),
        unknown: Unknown::of(class.unknown.as_deref(), Format::Coco),
    }
}

fn annotation<'a>(
    label: &'a Labelled,
    shape: &Shape,
    picture: PictureSize,
    [id, image_id, category_id]: [i64; 3],
) -> Result<WrittenAnnotation<'a>, MaskError> {
    let pixels = Mask::from_shape(shape, picture);
    let rotation_deg = match shape {
        Shape::Box(_) => Some(0.0),
        // No turn is written as a full one, since 0 stands for no rotated box.
        Shape::RotatedBox(rotated) => match rotated.angle_rad.to_degrees().rem_euclid(360.0) {
            0.0 => Some(360.0),
            turned => Some(turned),
        },
        _ => None,
    };
    let bounds = shape.bounds().unwrap_or_else(|| picture.rect());
    Ok(WrittenAnnotation {
        id,
        image_id,
        category_id,
        segmentation: segmentation(shape, &pixels, picture)?,
        bbox: [
            bounds.min.x,
            bounds.min.y,
            bounds.width_px(),
            bounds.height_px(),
        ],
        area: pixels.area_px() as f64,
        iscrowd: label.is_crowd.into(),
        ignore: label.is_ignored.then_some(1),
        score: label.score,
        track_id: label.track.map(|track| track.id),
        group_id: label.group,
        note: label.note.as_deref(),
        attributes: attributes::write(label, rotation_deg),
        unknown: Unknown::of(label.unknown.as_deref(), Format::Coco),
    })
}

/// Polygons for what has corners, runs for masks.
fn segmentation(
    shape: &Shape,
    pixels: &Mask,
    picture: PictureSize,
) -> Result<Segmentation, MaskError> {
    let flat = |ring: &[shapes::Point]| ring.iter().flat_map(|it| [it.x, it.y]).collect();
    Ok(match shape {
        Shape::Box(rect) => Segmentation::Polygons(vec![flat(&rect.corners())]),
        Shape::RotatedBox(rotated) => Segmentation::Polygons(vec![flat(&rotated.corners())]),
        Shape::Polygon(polygon) => {
            Segmentation::Polygons(polygon.parts.iter().map(|part| flat(&part.outer)).collect())
        }
        _ => {
            let rle = pixels.to_rle(picture.width_px, picture.height_px)?;
            Segmentation::Runs {
                size: [rle.height_px, rle.width_px],
                counts: counts::to_text(&rle.counts),
            }
        }
    })
}
