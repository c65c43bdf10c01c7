//! Writing folders of labelme files.

use std::io;
use std::path::Path;

use serde_json::{Map, Value};
use shapes::{Point, Shape};

use super::entries::{WrittenFile, WrittenShape};
use super::{LABELS_TXT, png_crop};
use crate::export::{self, Groups, Written};
use crate::{
    Class, Dataset, Format, InterchangeError, Labelled, PictureLabels, Unknown, files, names,
};

/// The version whose rules the files keep.
const VERSION: &str = "7.1.0";

/// Writes the labels into a folder, each file where its picture is.
pub(crate) fn write(dataset: &Dataset, folder: &Path) -> Result<Written, InterchangeError> {
    let label_files = export::label_files(dataset, |name| format!("{}.json", names::stem(name)))?;
    let list = folder.join(LABELS_TXT);
    files::write_file(&list, |writer| {
        dataset.classes.iter().try_for_each(|class| {
            let one_line = class.name.replace(['\n', '\r'], " ");
            writeln!(writer, "{one_line}")
        })
    })?;
    let mut written = Written::files([list]);
    for (picture, label_file) in dataset.pictures.iter().zip(label_files) {
        let path = names::below(folder, &label_file);
        files::write_file(&path, |writer| {
            serde_json::to_writer_pretty(&mut *writer, &file(picture, &dataset.classes)?)?;
            writer.write_all(b"\n")
        })?;
        written.files.push(path);
    }
    Ok(written)
}

fn file<'a>(picture: &'a PictureLabels, classes: &'a [Class]) -> io::Result<WrittenFile<'a>> {
    let mut groups = Groups::of(picture);
    let mut shapes = Vec::new();
    for label in &picture.labels {
        let parts = export::shapes(Format::LabelMe, label, picture.size());
        let group = groups.of_label(label, parts.len());
        for part in &parts {
            shapes.extend(written_shape(label, part, group, classes)?);
        }
    }
    let mut unknown = Unknown::of(picture.unknown.as_deref(), Format::LabelMe);
    let flags = unknown.remove("flags");
    Ok(WrittenFile {
        version: VERSION,
        flags: flags.unwrap_or_else(|| Value::Object(Map::new())),
        shapes,
        image_path: names::last_part(&picture.file_name),
        image_data: None,
        image_height: picture.height_px,
        image_width: picture.width_px,
        checked: picture.is_reviewed,
        unknown,
    })
}

fn written_shape<'a>(
    label: &'a Labelled,
    shape: &Shape,
    group_id: Option<i64>,
    classes: &'a [Class],
) -> io::Result<Option<WrittenShape<'a>>> {
    let mut mask = None;
    let mut line_width = None;
    let (shape_type, points) = match shape {
        Shape::Box(rect) => ("rectangle", pairs(&[rect.min, rect.max])),
        Shape::RotatedBox(rotated) => ("oriented_rectangle", pairs(&rotated.corners())),
        Shape::Polygon(polygon) => match &polygon.parts[..] {
            [part] => ("polygon", pairs(&part.outer)),
            _ => return Ok(None),
        },
        Shape::Polyline(line) => {
            line_width = Some(line.width_px).filter(|it| *it != 0.0);
            ("linestrip", pairs(&line.points))
        }
        Shape::Point(point) => ("point", pairs(&[*point])),
        Shape::Mask(pixels) => {
            let Some(rect) = pixels.pixel_bounds() else {
                return Ok(None);
            };
            mask = Some(png_crop::write(pixels, rect)?);
            // The second corner is the last pixel.
            let corner = |x: u32, y: u32| [f64::from(x), f64::from(y)];
            let last = corner(rect.right - 1, rect.bottom - 1);
            ("mask", vec![corner(rect.left, rect.top), last])
        }
    };
    let (flags, attributes): (Vec<_>, Vec<_>) = label
        .attributes
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .partition(|(_, text)| matches!(*text, "true" | "false"));
    Ok(Some(WrittenShape {
        label: &classes[label.class].name,
        points,
        group_id,
        description: label.note.as_deref().unwrap_or_default(),
        shape_type,
        flags: flags
            .into_iter()
            .map(|(name, text)| (name, text == "true"))
            .collect(),
        mask,
        score: label.score,
        attributes: attributes.into_iter().collect(),
        difficult: label.is_ignored,
        occluded: label.is_occluded,
        truncated: label.is_truncated,
        crowd: label.is_crowd,
        track_id: label.track.map(|it| it.id),
        keyframe: label.track.map(|it| it.is_keyframe),
        line_width,
        unknown: Unknown::of(label.unknown.as_deref(), Format::LabelMe),
    }))
}

fn pairs(points: &[Point]) -> Vec<[f64; 2]> {
    points.iter().map(|it| [it.x, it.y]).collect()
}
