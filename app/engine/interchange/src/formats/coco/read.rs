//! Reading COCO files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use shapes::{Mask, MultiPolygon, PictureSize, Point, Polygon, Rect, Rle, RotatedBox, Shape};

use super::attributes::Attributes;
use super::counts;
use super::entries::{Annotation, Category, Flag, Image};
use crate::geometry::{corners, rings};
use crate::import::{self, Import, Place};
use crate::{
    Class, Format, Imported, InterchangeError, Issue, Labelled, Outcome, ReadOptions, TrackPlace,
    Unknown, colour, files, json,
};

/// How far the corners of a rotated box may miss its polygon, in pixels.
const CORNERS_MISS_PX: f64 = 1e-3;
/// How far its angle may miss CVAT's attribute, in degrees.
const ANGLE_MISSES_DEG: f64 = 0.01;

/// Reads the labels of a file.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let text = files::read_text(path, &options.limits)?;
    let text = json::without_nan(&text);
    // Entries stay text until their turn, so that one that is damaged costs no other.
    let mut sections: BTreeMap<String, &RawValue> = json::parse(path, Format::Coco, &text)?;
    let images = entries(path, sections.remove("images"))?;
    let annotations = entries(path, sections.remove("annotations"))?;
    let categories = entries(path, sections.remove("categories"))?;
    if images.is_empty() && annotations.is_empty() && categories.is_empty() {
        return Err(InterchangeError::OtherFormat {
            path: path.to_owned(),
            format: Format::Coco,
            reason: "it has no list of images, annotations or categories".to_owned(),
        });
    }
    let mut reader = Reader {
        path,
        import: Import::new(options),
        classes: HashMap::new(),
        pictures: HashMap::new(),
        annotation_ids: HashSet::new(),
    };
    let mut unknown = Map::new();
    for (name, value) in sections {
        unknown.insert(name, json::parse(path, Format::Coco, value.get())?);
    }
    reader.import.keep_unknown(Format::Coco, unknown);
    for entry in categories {
        reader.category(entry)?;
    }
    for entry in images {
        reader.image(entry);
    }
    for entry in annotations {
        reader.annotation(entry)?;
    }
    Ok(reader.import.finish(path))
}

/// The entries of a section, each still as text.
fn entries<'t>(
    path: &Path,
    section: Option<&'t RawValue>,
) -> Result<Vec<&'t RawValue>, InterchangeError> {
    match section {
        None => Ok(Vec::new()),
        Some(section) => json::parse(path, Format::Coco, section.get()),
    }
}

/// A picture of the file.
struct Picture {
    index: usize,
    name: String,
    size: PictureSize,
    labels: u64,
}

struct Reader<'a> {
    path: &'a Path,
    import: Import<'a>,
    classes: HashMap<i64, usize>,
    /// By number; none for one that was left out.
    pictures: HashMap<i64, Option<Picture>>,
    annotation_ids: HashSet<i64>,
}

impl Reader<'_> {
    /// An entry, or none with a remark where it has another form.
    fn entry<'t, T: Deserialize<'t>>(&mut self, entry: &'t RawValue) -> Option<T> {
        serde_json::from_str(entry.get())
            .map_err(|error| {
                self.import
                    .malformed(Place::of(self.path), error.to_string());
            })
            .ok()
    }

    fn category(&mut self, entry: &RawValue) -> Result<(), InterchangeError> {
        let Some(Category {
            id,
            name,
            supercategory,
            color,
            mut unknown,
        }) = self.entry(entry)
        else {
            return Ok(());
        };
        let place = Place::of(self.path);
        if self.classes.contains_key(&id) {
            self.import
                .remark(place, Issue::TwinId { id }, Outcome::Skipped);
            return Ok(());
        }
        let colour = color.as_ref().and_then(colour_of);
        if let (None, Some(color)) = (colour, color) {
            unknown.insert("color".to_owned(), color);
        }
        let class = Class {
            name,
            foreign_id: Some(id),
            colour,
            parent: supercategory.filter(|it| !it.is_empty()),
            unknown: Unknown::keep(Format::Coco, unknown),
        };
        let index = self.import.add_class(place, class)?;
        self.classes.insert(id, index);
        Ok(())
    }

    fn image(&mut self, entry: &RawValue) {
        let Some(image) = self.entry::<Image>(entry) else {
            return;
        };
        let place = Place::of(self.path);
        if self.pictures.contains_key(&image.id) {
            let issue = Issue::TwinId { id: image.id };
            let place = place.picture(&image.file_name);
            self.import.remark(place, issue, Outcome::Skipped);
            return;
        }
        let picture = self.picture(place, &image);
        if let Some(picture) = &picture {
            let labels = self.import.picture(picture.index);
            labels.foreign_id = Some(image.id);
            labels.is_reviewed = image.reviewed;
            labels.unknown = Unknown::keep(Format::Coco, image.unknown);
        }
        self.pictures.insert(image.id, picture);
    }

    fn picture(&mut self, place: Place<'_>, image: &Image) -> Option<Picture> {
        let name = self.import.picture_name(place, "", &image.file_name)?;
        let said = import::picture_size(image.width, image.height);
        let index = self.import.add_picture(place, &name, said)?;
        let size = self.import.picture(index).size();
        Some(Picture {
            index,
            name,
            size,
            labels: 0,
        })
    }

    fn annotation(&mut self, entry: &RawValue) -> Result<(), InterchangeError> {
        let Some(mut annotation) = self.entry::<Annotation>(entry) else {
            return Ok(());
        };
        let place = Place::of(self.path);
        let Some(picture) = self.pictures.get_mut(&annotation.image_id) else {
            let id = annotation.image_id;
            self.import
                .remark(place, Issue::UnknownPicture { id }, Outcome::Skipped);
            return Ok(());
        };
        // The remark on a picture that was left out stands for its labels.
        let Some(picture) = picture else {
            return Ok(());
        };
        picture.labels += 1;
        let (index, size, name) = (picture.index, picture.size, picture.name.clone());
        let place = place.picture(&name).label(picture.labels);
        let Some(class) = self.class(place, annotation.category_id)? else {
            return Ok(());
        };
        let attributes = Attributes::read(annotation.attributes.take().unwrap_or_default());
        let Some(shape) = self.shape(place, &annotation, attributes.rotation_deg, size) else {
            return Ok(());
        };
        let foreign_id = annotation.id.filter(|&id| {
            let is_new = self.annotation_ids.insert(id);
            if !is_new {
                self.import
                    .remark(place, Issue::TwinId { id }, Outcome::Mended);
            }
            is_new
        });
        let own_track = annotation.track_id.and_then(|it| u64::try_from(it).ok());
        let track = own_track.or(attributes.track).map(|id| TrackPlace {
            id,
            is_keyframe: attributes.keyframe,
            is_outside: false,
        });
        let label = Labelled {
            class,
            shape,
            attributes: attributes.free,
            is_occluded: attributes.occluded,
            is_truncated: attributes.truncated,
            is_ignored: Flag::is_set(annotation.ignore),
            is_crowd: Flag::is_set(annotation.iscrowd),
            score: annotation.score,
            track,
            group: annotation.group_id,
            note: annotation.note,
            foreign_id,
            unknown: Unknown::keep(Format::Coco, annotation.unknown),
        };
        self.import.add_label(place, index, label)
    }

    fn class(&mut self, place: Place<'_>, id: i64) -> Result<Option<usize>, InterchangeError> {
        if let Some(&index) = self.classes.get(&id) {
            return Ok(Some(index));
        }
        let class = Class {
            name: format!("class {id}"),
            foreign_id: Some(id),
            ..Class::default()
        };
        let index = self.import.unknown_class(place, class)?;
        if let Some(index) = index {
            self.classes.insert(id, index);
        }
        Ok(index)
    }

    fn shape(
        &mut self,
        place: Place<'_>,
        annotation: &Annotation,
        rotation_deg: Option<f64>,
        size: PictureSize,
    ) -> Option<Shape> {
        match &annotation.segmentation {
            Value::Array(rings) if !rings.is_empty() => {
                let polygon = polygon(rings)
                    .map_err(|reason| self.import.malformed(place, reason))
                    .ok()?;
                let as_box = rotation_deg.and_then(|it| boxed(&polygon, it));
                Some(as_box.unwrap_or(Shape::Polygon(polygon)))
            }
            Value::Object(runs) => match mask(runs, size) {
                Ok(mask) => Some(Shape::Mask(mask)),
                Err(reason) => {
                    let issue = Issue::BadRuns { reason };
                    self.import.remark(place, issue, Outcome::Skipped);
                    None
                }
            },
            Value::Null | Value::Array(_) => {
                let Some(&[x, y, width, height]) = annotation.bbox.as_deref() else {
                    self.import.malformed(
                        place,
                        "it has neither a segmentation nor a bbox of four numbers",
                    );
                    return None;
                };
                let [x, y, width, height] = [x, y, width, height].map(|it| it.unwrap_or(f64::NAN));
                // Corners in the wrong order are found with everything else that may be broken.
                let rect = Rect {
                    min: Point::new(x, y),
                    max: Point::new(x + width, y + height),
                };
                let rotation_deg = rotation_deg.unwrap_or_default();
                if rotation_deg == 0.0 {
                    return Some(Shape::Box(rect));
                }
                Some(Shape::RotatedBox(RotatedBox {
                    center: rect.center(),
                    width_px: rect.width_px(),
                    height_px: rect.height_px(),
                    angle_rad: corners::normalised(rotation_deg.to_radians()),
                }))
            }
            _ => {
                self.import
                    .malformed(place, "its segmentation is neither a list nor an object");
                None
            }
        }
    }
}

/// A colour as panoptic COCO has it, or as `#rrggbb`.
fn colour_of(value: &Value) -> Option<[u8; 3]> {
    match value {
        Value::String(text) => colour::from_hex(text),
        _ => <[u8; 3]>::deserialize(value).ok(),
    }
}

/// The polygon of flat rings, each a part.
fn polygon(rings: &[Value]) -> Result<MultiPolygon, String> {
    let parts: Result<Vec<Polygon>, String> = rings.iter().map(part).collect();
    Ok(MultiPolygon { parts: parts? })
}

fn part(ring: &Value) -> Result<Polygon, String> {
    let numbers = ring
        .as_array()
        .ok_or("a part of its segmentation is no list of numbers")?;
    let coordinates: Option<Vec<f64>> = numbers
        .iter()
        .map(|it| match it {
            Value::Null => Some(f64::NAN),
            it => it.as_f64(),
        })
        .collect();
    let coordinates = coordinates.ok_or("a part of its segmentation is no list of numbers")?;
    let (points, rest) = coordinates.as_chunks::<2>();
    if points.len() < 3 || !rest.is_empty() {
        return Err(format!(
            "a part of its segmentation has {} numbers, and needs an even number from six on",
            coordinates.len()
        ));
    }
    let points = points.iter().map(|&[x, y]| Point::new(x, y)).collect();
    Ok(Polygon {
        outer: rings::opened(points),
        holes: Vec::new(),
    })
}

/// The box or rotated box whose corners a polygon is, when the attribute says that it is one.
fn boxed(polygon: &MultiPolygon, rotation_deg: f64) -> Option<Shape> {
    let [part] = &polygon.parts[..] else {
        return None;
    };
    let corners = <[Point; 4]>::try_from(&part.outer[..]).ok()?;
    let (rotated, off_px) = corners::rotated_box(corners);
    let turned_rad = rotated.angle_rad - rotation_deg.to_radians();
    let is_meant = off_px <= CORNERS_MISS_PX
        && corners::normalised(turned_rad).abs() <= ANGLE_MISSES_DEG.to_radians();
    if !is_meant {
        return None;
    }
    Some(if rotation_deg == 0.0 {
        Shape::Box(Rect::around(corners)?)
    } else {
        Shape::RotatedBox(rotated)
    })
}

/// The mask of runs for a picture of this size.
fn mask(runs: &Map<String, Value>, size: PictureSize) -> Result<Mask, String> {
    let said = runs
        .get("size")
        .and_then(|it| <[u32; 2]>::deserialize(it).ok());
    let [height_px, width_px] = said.ok_or("its size is missing")?;
    if (width_px, height_px) != (size.width_px, size.height_px) {
        return Err(format!(
            "it is of {width_px} × {height_px} pixels, and its picture has {} × {}",
            size.width_px, size.height_px
        ));
    }
    let rle: Rle = match runs.get("counts") {
        Some(Value::String(text)) => counts::from_text(text, width_px, height_px)?,
        Some(list @ Value::Array(_)) => {
            let list = Vec::<u32>::deserialize(list).map_err(|error| error.to_string())?;
            counts::checked(list, width_px, height_px)?
        }
        _ => return Err("its counts are missing".to_owned()),
    };
    Mask::from_rle(&rle).map_err(|error| error.to_string())
}
