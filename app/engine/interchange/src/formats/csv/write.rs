//! Writing tables.

use std::io::{self, Write};
use std::path::Path;

use shapes::Shape;

use super::{CLASS_COLUMNS, COLUMNS, classes_path, geometry_text};
use crate::export::{self, Written};
use crate::{Class, Dataset, Format, InterchangeError, Labelled, PictureLabels, colour, files};

/// Writes the table, and the list of classes beside it.
pub(crate) fn write(dataset: &Dataset, path: &Path) -> Result<Written, InterchangeError> {
    files::write_file(path, |writer| table(writer, dataset))?;
    let classes = classes_path(path);
    files::write_file(&classes, |writer| class_table(writer, &dataset.classes))?;
    Ok(Written::files([path.to_owned(), classes]))
}

fn table(writer: &mut dyn Write, dataset: &Dataset) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    table.write_record(COLUMNS)?;
    for picture in &dataset.pictures {
        let mut is_empty = true;
        for label in &picture.labels {
            for shape in export::shapes(Format::Csv, label, picture.size()) {
                let class = &dataset.classes[label.class].name;
                let row = picture_cells(picture)
                    .into_iter()
                    .chain(label_cells(label, &shape, class)?);
                table.write_record(row)?;
                is_empty = false;
            }
        }
        if is_empty {
            let empty = std::iter::repeat_n(String::new(), COLUMNS.len() - PICTURE_CELLS);
            table.write_record(picture_cells(picture).into_iter().chain(empty))?;
        }
    }
    table.flush()
}

/// How many columns are of the picture.
const PICTURE_CELLS: usize = 6;

fn picture_cells(picture: &PictureLabels) -> [String; PICTURE_CELLS] {
    [
        picture.file_name.clone(),
        picture.width_px.to_string(),
        picture.height_px.to_string(),
        cell(picture.orientation),
        cell(picture.is_reviewed),
        cell(picture.foreign_id),
    ]
}

fn label_cells(
    label: &Labelled,
    shape: &Shape,
    class: &str,
) -> io::Result<[String; COLUMNS.len() - PICTURE_CELLS]> {
    let line_width_px = match shape {
        Shape::Polyline(line) => Some(line.width_px),
        _ => None,
    };
    let attributes = if label.attributes.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&label.attributes)?
    };
    Ok([
        class.to_owned(),
        geometry_text::write(shape),
        cell(line_width_px),
        label.is_occluded.to_string(),
        label.is_truncated.to_string(),
        label.is_ignored.to_string(),
        label.is_crowd.to_string(),
        cell(label.score),
        cell(label.track.map(|it| it.id)),
        cell(label.track.map(|it| it.is_keyframe)),
        cell(label.track.map(|it| it.is_outside)),
        cell(label.group),
        label.note.clone().unwrap_or_default(),
        attributes,
        cell(label.foreign_id),
    ])
}

fn class_table(writer: &mut dyn Write, classes: &[Class]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    table.write_record(CLASS_COLUMNS)?;
    for class in classes {
        table.write_record([
            &class.name,
            &cell(class.colour.map(colour::to_hex)),
            class.parent.as_deref().unwrap_or_default(),
            &cell(class.foreign_id),
        ])?;
    }
    table.flush()
}

/// The text of a value, or nothing.
fn cell(value: Option<impl ToString>) -> String {
    value.map(|it| it.to_string()).unwrap_or_default()
}
