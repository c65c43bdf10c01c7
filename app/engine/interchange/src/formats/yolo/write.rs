//! Writing folders of YOLO labels.

use std::path::Path;

use super::class_list::{self, ClassList};
use super::{layout, line};
use crate::export::{self, Written};
use crate::{Dataset, Format, InterchangeError, Limits, PictureLabels, WriteOptions, files, names};

/// Writes the labels into a folder.
pub(crate) fn write(
    format: Format,
    dataset: &Dataset,
    folder: &Path,
    options: &WriteOptions,
) -> Result<Written, InterchangeError> {
    let label_files = export::label_files(dataset, layout::label_file)?;
    if !options.replace_class_list
        && let Some(list) = ClassList::read(folder, &Limits::default())?
    {
        list.agrees_with(&dataset.classes)?;
    }
    let mut written = Written::files(class_list::write(folder, &dataset.classes)?);
    for (picture, label_file) in dataset.pictures.iter().zip(label_files) {
        let path = names::below(folder, &label_file);
        let lines = lines(format, picture);
        if lines.is_empty() && picture.is_reviewed != Some(true) {
            // No file says that the picture was not labelled, so that one of before would lie.
            if path.exists() {
                written.stale.push(path);
            }
            continue;
        }
        files::write_file(&path, |writer| writer.write_all(lines.as_bytes()))?;
        written.files.push(path);
    }
    Ok(written)
}

fn lines(format: Format, picture: &PictureLabels) -> String {
    let size = picture.size();
    let mut lines = String::new();
    for label in &picture.labels {
        for shape in export::shapes(format, label, size) {
            lines.push_str(&line::write(label.class, &shape, size));
            lines.push('\n');
        }
    }
    lines
}
