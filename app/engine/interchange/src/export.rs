//! What every writer does: which shapes it writes, and where.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use shapes::{Mask, MultiPolygon, PictureSize, Rect, Shape, ShapeKind};

use crate::geometry::{convert, extent};
use crate::{
    Dataset, DatasetFault, Fate, Feature, Format, InterchangeError, Labelled, Loss, PictureLabels,
};

/// What was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Written {
    /// The files, in the order in which they were written.
    pub files: Vec<PathBuf>,
    /// Label files that were there before and are of pictures without labels. Formats that tell what
    /// was not labelled by a missing file would read them as labels of those pictures.
    pub stale: Vec<PathBuf>,
    /// What was lost: the same as [`losses`](crate::losses) tells before.
    pub losses: Vec<Loss>,
}

impl Written {
    /// Files without more to say.
    pub(crate) fn files(files: impl IntoIterator<Item = PathBuf>) -> Self {
        Self {
            files: files.into_iter().collect(),
            ..Self::default()
        }
    }
}

/// What becomes of a label's shape in a format.
pub(crate) fn fate(format: Format, label: &Labelled, picture: PictureSize) -> Fate {
    let capabilities = format.capabilities();
    let shape = &label.shape;
    if !extent::marks_something(shape) {
        return Fate::LeftOut;
    }
    let fate = match shape {
        // A crowd of COCO is always runs.
        _ if format == Format::Coco && label.is_crowd && shape.kind() != ShapeKind::Mask => {
            Fate::Mask
        }
        Shape::Polygon(polygon) if capabilities.shapes(ShapeKind::Polygon) == Fate::Held => {
            if has_holes(polygon) {
                capabilities.holes()
            } else if polygon.parts.len() > 1 {
                capabilities.parts()
            } else {
                Fate::Held
            }
        }
        _ => capabilities.shapes(shape.kind()),
    };
    let has_room = extent::area_bounds(shape)
        .and_then(|it| it.intersection(&picture.rect()))
        .is_some_and(|it| it.area_px2() > 0.0);
    if ends_at_picture(format, label, fate) && !has_room {
        return Fate::LeftOut;
    }
    fate
}

/// Whether what is written with this fate ends at the edge of the picture: pixels do, and what is in
/// formats that cannot tell a place outside or whose readers refuse it.
fn ends_at_picture(format: Format, label: &Labelled, fate: Fate) -> bool {
    match format {
        Format::YoloBox | Format::YoloSegment | Format::PascalVoc | Format::MaskPng => true,
        Format::Coco => fate == Fate::Mask || label.shape.kind() == ShapeKind::Mask,
        Format::LabelMe | Format::CvatXml => fate == Fate::Mask,
        Format::YoloOriented | Format::Csv => false,
    }
}

/// Whether a part of a shape is cut off at the edge of the picture when it is written.
pub(crate) fn is_cut(format: Format, label: &Labelled, picture: PictureSize) -> bool {
    let fate = fate(format, label, picture);
    let is_within = || {
        let bounds = Rect::around(label.shape.vertices()).or_else(|| label.shape.bounds());
        bounds.is_none_or(|it| picture.rect().contains_rect(&it))
    };
    fate != Fate::LeftOut && ends_at_picture(format, label, fate) && !is_within()
}

/// Whether a polygon has a hole.
pub(crate) fn has_holes(polygon: &MultiPolygon) -> bool {
    polygon.parts.iter().any(|part| !part.holes.is_empty())
}

/// The shapes that are written of a label in a format: none where it is left out, several where its
/// parts become labels of their own.
pub(crate) fn shapes<'a>(
    format: Format,
    label: &'a Labelled,
    picture: PictureSize,
) -> Vec<Cow<'a, Shape>> {
    if label.is_outside() && !format.capabilities().holds(Feature::Outside) {
        return Vec::new();
    }
    let shape = &label.shape;
    let single = |shape: Option<Shape>| shape.map(Cow::Owned).into_iter().collect();
    let cut = |shape: &Shape| shape.clamped(&picture.rect());
    match fate(format, label, picture) {
        Fate::LeftOut => Vec::new(),
        Fate::Held | Fate::Joined if !is_cut(format, label, picture) => vec![Cow::Borrowed(shape)],
        Fate::Held | Fate::Joined => single(cut(shape)),
        Fate::Box => single(extent::area_bounds(shape).and_then(|it| cut(&Shape::Box(it)))),
        Fate::RotatedBox => single(convert::rotated_box(shape).map(Shape::RotatedBox)),
        Fate::Polygon => {
            let polygon = convert::polygon(shape, picture);
            single(cut(&Shape::Polygon(polygon)))
        }
        Fate::Mask => {
            let mask = Mask::from_shape(shape, picture);
            single((!mask.is_empty()).then_some(Shape::Mask(mask)))
        }
        Fate::Split => convert::parts(shape).map(Cow::Owned).collect(),
    }
}

/// The place of each picture's label file below the folder, in the order of the pictures.
///
/// # Errors
/// [`InterchangeError::Dataset`] where two pictures would have the same file.
pub(crate) fn label_files(
    dataset: &Dataset,
    place: impl Fn(&str) -> String,
) -> Result<Vec<String>, InterchangeError> {
    let mut owners: HashMap<String, &str> = HashMap::new();
    let mut files = Vec::with_capacity(dataset.pictures.len());
    for picture in &dataset.pictures {
        let file = place(&picture.file_name);
        if let Some(first) = owners.insert(file.clone(), &picture.file_name) {
            return Err(InterchangeError::Dataset(DatasetFault::SameFile {
                first: first.to_owned(),
                second: picture.file_name.clone(),
            }));
        }
        files.push(file);
    }
    Ok(files)
}

/// Numbers for the groups of labels that become several.
pub(crate) struct Groups {
    last: i64,
}

impl Groups {
    /// Numbers above those that the labels of a picture have.
    pub fn of(picture: &PictureLabels) -> Self {
        let own = picture.labels.iter().filter_map(|it| it.group);
        Self {
            last: own.max().unwrap_or(0).max(0),
        }
    }

    /// The group of a label that becomes so many shapes: its own, or a new one that ties these.
    pub fn of_label(&mut self, label: &Labelled, shapes: usize) -> Option<i64> {
        if label.group.is_none() && shapes > 1 {
            self.last = self.last.saturating_add(1);
            return Some(self.last);
        }
        label.group
    }
}
