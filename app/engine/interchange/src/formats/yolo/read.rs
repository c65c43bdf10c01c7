//! Reading folders of YOLO labels.

use std::path::Path;

use shapes::Shape;

use super::class_list::ClassList;
use super::layout;
use super::line::{self, Geometry, Line};
use crate::geometry::rings;
use crate::import::{Import, Place};
use crate::{
    Class, Format, Imported, InterchangeError, Issue, Labelled, Outcome, ReadOptions, files, names,
};

/// How far a corner of a rotated box may be off without a remark, in pixels. Six decimals of a
/// picture 20,000 pixels wide are worth that.
const CORNER_OFF_PX: f64 = 0.05;

/// Reads the labels below a folder, or below that of its `data.yaml`.
pub(crate) fn read(
    format: Format,
    path: &Path,
    options: &ReadOptions,
) -> Result<Imported, InterchangeError> {
    let root = layout::root(path);
    if options.pictures.is_empty() {
        return Err(InterchangeError::NoPictures {
            path: root.to_owned(),
            format,
        });
    }
    let label_files = layout::label_files(root, &options.limits)?;
    if label_files.is_empty() {
        return Err(InterchangeError::NothingFound {
            path: root.to_owned(),
            format,
        });
    }
    let mut reader = Reader {
        format,
        import: Import::new(options),
        has_names: true,
    };
    reader.classes(root)?;
    for file in &label_files {
        reader.file(root, file)?;
    }
    reader.unlabelled(root);
    Ok(reader.import.finish(root))
}

struct Reader<'o> {
    format: Format,
    import: Import<'o>,
    /// Whether a list named the classes, so that a number beyond it is worth a remark.
    has_names: bool,
}

impl Reader<'_> {
    fn classes(&mut self, root: &Path) -> Result<(), InterchangeError> {
        let options = self.import.options;
        let (path, names) = match ClassList::find(root, &options.limits)? {
            Some(list) => (list.path, list.names),
            None => (root.to_owned(), options.class_names.clone()),
        };
        let place = Place::of(&path);
        if names.is_empty() {
            self.has_names = false;
            self.import
                .remark(place, Issue::NoClassNames, Outcome::Kept);
        }
        for (number, name) in names.into_iter().enumerate() {
            let class = if name.is_empty() {
                nameless(number)
            } else {
                numbered(number, name)
            };
            self.import.add_class(place, class)?;
        }
        Ok(())
    }

    fn file(&mut self, root: &Path, file: &Path) -> Result<(), InterchangeError> {
        let place = Place::of(file);
        let text = match files::read_text(file, &self.import.options.limits) {
            Ok(text) => text,
            Err(error) => {
                let reason = error.to_string();
                self.import
                    .remark(place, Issue::UnreadableFile { reason }, Outcome::Skipped);
                return Ok(());
            }
        };
        let stems = layout::picture_stems(&names::relative(root, file).unwrap_or_default());
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let pictures = &self.import.options.pictures;
        let Some(name) = pictures.find_stem(&stems).map(|it| it.file_name.clone()) else {
            self.import.remark(place, Issue::NoSize, Outcome::Skipped);
            return Ok(());
        };
        let Some(picture) = self.import.add_picture(place, &name, None) else {
            return Ok(());
        };
        let is_background = text.trim().is_empty();
        self.import.picture(picture).is_reviewed = is_background.then_some(true);
        for (index, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                let place = place.picture(&name).label(index as u64 + 1);
                self.line(place, picture, line)?;
            }
        }
        Ok(())
    }

    fn line(
        &mut self,
        place: Place<'_>,
        picture: usize,
        line: &str,
    ) -> Result<(), InterchangeError> {
        let size = self.import.picture(picture).size();
        let Line {
            class,
            geometry,
            score,
        } = match line::read(line, self.format, size) {
            Ok(line) => line,
            Err(reason) => {
                self.import.malformed(place, reason);
                return Ok(());
            }
        };
        let Some(class) = self.class(place, class)? else {
            return Ok(());
        };
        let shape = match geometry {
            Geometry::Box(rect) => Shape::Box(rect),
            Geometry::Ring(ring) => Shape::Polygon(rings::polygon(ring)),
            Geometry::Rotated(rotated, off_px) => {
                if off_px > CORNER_OFF_PX {
                    self.import
                        .remark(place, Issue::NoRectangle { off_px }, Outcome::Mended);
                }
                Shape::RotatedBox(rotated)
            }
        };
        let label = Labelled {
            score,
            ..Labelled::new(class, shape)
        };
        self.import.add_label(place, picture, label)
    }

    /// The class with a number. One beyond the list is added, with all before it, because a class of
    /// YOLO is its place in the list.
    fn class(&mut self, place: Place<'_>, number: u32) -> Result<Option<usize>, InterchangeError> {
        let number = number as usize;
        if number < self.import.class_count() {
            return Ok(Some(number));
        }
        if number as u64 >= self.import.options.limits.classes {
            let class = number.to_string();
            self.import
                .remark(place, Issue::UnknownClass { class }, Outcome::Skipped);
            return Ok(None);
        }
        if self.has_names && self.import.options.broken == crate::Broken::Skip {
            return self.import.unknown_class(place, nameless(number));
        }
        for before in self.import.class_count()..number {
            self.import.add_class(place, nameless(before))?;
        }
        if self.has_names {
            self.import.unknown_class(place, nameless(number))
        } else {
            self.import.add_class(place, nameless(number)).map(Some)
        }
    }

    /// Adds the known pictures without a label file.
    fn unlabelled(&mut self, root: &Path) {
        let options = self.import.options;
        let labelled: std::collections::HashSet<String> = self
            .import
            .pictures()
            .iter()
            .map(|it| it.file_name.clone())
            .collect();
        for known in options.pictures.all() {
            if labelled.contains(&known.file_name) {
                continue;
            }
            let place = Place::of(root);
            if let Some(index) = self.import.add_picture(place, &known.file_name, None) {
                self.import.picture(index).is_reviewed = Some(false);
            }
        }
    }
}

fn numbered(number: usize, name: String) -> Class {
    Class {
        name,
        foreign_id: i64::try_from(number).ok(),
        ..Class::default()
    }
}

fn nameless(number: usize) -> Class {
    numbered(number, format!("class {number}"))
}
