//! Reading folders of labelme files.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::entries::{Entry, File};
use super::{LABELS_TXT, NO_CLASSES, shape};
use crate::import::{self, Import, Place};
use crate::{
    Class, Format, Imported, InterchangeError, Issue, Labelled, Limits, Outcome, ReadOptions,
    TrackPlace, Unknown, files, json, names,
};

/// Reads the labels of a file, or of all files below a folder.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let mut reader = Reader {
        import: Import::new(options),
        is_listed: false,
    };
    let limits = &options.limits;
    if path.is_dir() {
        reader.classes(path)?;
        let mut found = false;
        for file in files::files_below(path, Format::LabelMe.extension(), limits)? {
            let read = open(&file, limits).map(|labels| (labels, folder_of(path, &file)));
            match read {
                Ok((labels, folder)) => {
                    found = true;
                    reader.file(&file, &folder, labels)?;
                }
                Err(error) => {
                    let reason = error.to_string();
                    let issue = Issue::UnreadableFile { reason };
                    reader
                        .import
                        .remark(Place::of(&file), issue, Outcome::Skipped);
                }
            }
        }
        if !found {
            return Err(InterchangeError::NothingFound {
                path: path.to_owned(),
                format: Format::LabelMe,
            });
        }
    } else {
        let labels = open(path, limits)?;
        reader.classes(path.parent().unwrap_or(path))?;
        reader.file(path, "", labels)?;
    }
    if !reader.is_listed {
        reader.import.sort_classes();
    }
    Ok(reader.import.finish(path))
}

/// The folder of a file below the root, with forward slashes.
fn folder_of(root: &Path, file: &Path) -> String {
    let folder = file.parent().and_then(|it| names::relative(root, it));
    folder.unwrap_or_default()
}

fn open(path: &Path, limits: &Limits) -> Result<File, InterchangeError> {
    let text = files::read_text(path, limits)?;
    let text = json::without_nan(&text);
    json::parse(path, Format::LabelMe, &text)
}

struct Reader<'o> {
    import: Import<'o>,
    /// Whether there is a list of classes.
    is_listed: bool,
}

impl Reader<'_> {
    /// Reads the list of classes, where there is one.
    fn classes(&mut self, folder: &Path) -> Result<(), InterchangeError> {
        let path = folder.join(LABELS_TXT);
        if !path.is_file() {
            return Ok(());
        }
        self.is_listed = true;
        let text = files::read_text(&path, &self.import.options.limits)?;
        let names = text.lines().map(str::trim);
        for name in names.filter(|it| !it.is_empty() && !NO_CLASSES.contains(it)) {
            let class = Class {
                name: name.to_owned(),
                ..Class::default()
            };
            self.import.add_class(Place::of(&path), class)?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, folder: &str, file: File) -> Result<(), InterchangeError> {
        let place = Place::of(path);
        let Some(image_path) = &file.image_path else {
            self.import.malformed(place, "it does not name its picture");
            return Ok(());
        };
        let Some(name) = self.import.picture_name(place, folder, image_path) else {
            return Ok(());
        };
        let said = import::picture_size(file.image_width, file.image_height);
        let Some(picture) = self.import.add_picture(place, &name, said) else {
            return Ok(());
        };
        let mut unknown = file.unknown;
        if matches!(unknown.get("flags"), Some(Value::Null)) || is_empty_object(&unknown, "flags") {
            unknown.remove("flags");
        }
        let labels = self.import.picture(picture);
        labels.is_reviewed = file.checked;
        labels.unknown = Unknown::keep(Format::LabelMe, unknown);
        for (index, entry) in file.shapes.into_iter().enumerate() {
            let place = place.picture(&name).label(index as u64 + 1);
            match Entry::deserialize(entry) {
                Ok(entry) => self.entry(place, picture, entry)?,
                Err(error) => self.import.malformed(place, error.to_string()),
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        place: Place<'_>,
        picture: usize,
        entry: Entry,
    ) -> Result<(), InterchangeError> {
        let read = shape::read(&entry, self.import.picture(picture).size());
        for (issue, outcome) in read.findings {
            self.import.remark(place, issue, outcome);
        }
        if read.shapes.is_empty() {
            return Ok(());
        }
        let Some(class) = self
            .import
            .class_or_new(place, &entry.label, self.is_listed)?
        else {
            return Ok(());
        };
        let attributes = attributes(entry.flags, entry.attributes);
        let track = entry.track_id.map(|id| TrackPlace {
            id,
            is_keyframe: entry.keyframe.unwrap_or(true),
            is_outside: false,
        });
        let unknown = Unknown::keep(Format::LabelMe, entry.unknown);
        let note = entry.description.filter(|it| !it.is_empty());
        for shape in read.shapes {
            let label = Labelled {
                attributes: attributes.clone(),
                is_occluded: entry.occluded.unwrap_or_default(),
                is_truncated: entry.truncated.unwrap_or_default(),
                is_ignored: entry.difficult.unwrap_or_default(),
                is_crowd: entry.crowd.unwrap_or_default(),
                score: entry.score,
                track,
                group: entry.group_id,
                note: note.clone(),
                unknown: unknown.clone(),
                ..Labelled::new(class, shape)
            };
            self.import.add_label(place, picture, label)?;
        }
        Ok(())
    }
}

fn is_empty_object(fields: &serde_json::Map<String, Value>, name: &str) -> bool {
    let object = fields.get(name).and_then(Value::as_object);
    object.is_some_and(serde_json::Map::is_empty)
}

/// Flags are attributes that are true or false.
fn attributes(
    flags: Option<BTreeMap<String, bool>>,
    attributes: Option<BTreeMap<String, Value>>,
) -> BTreeMap<String, String> {
    let flags = flags.unwrap_or_default().into_iter();
    let attributes = attributes.unwrap_or_default().into_iter();
    let texts = attributes.map(|(name, value)| match value {
        Value::String(text) => (name, text),
        value => (name, value.to_string()),
    });
    flags
        .map(|(name, flag)| (name, flag.to_string()))
        .chain(texts)
        .collect()
}
