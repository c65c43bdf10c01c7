//! Which format files have.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use crate::formats::{csv, mask_png, yolo};
use crate::xml::Document;
use crate::{Format, Limits, files};

/// How much of a file is looked at where its beginning suffices, in bytes.
const BEGINNING_BYTES: u64 = 1 << 16;
/// How many YOLO files are looked at.
const MOST_YOLO_FILES: usize = 100;

/// Which format a file or the files of a folder have, by what is in them. None where they have none
/// that is known, or cannot be read.
#[must_use]
pub fn detect(path: &Path) -> Option<Format> {
    if path.is_dir() {
        return folder(path);
    }
    if yolo::is_data_yaml(path) {
        return yolo_kind(path.parent()?);
    }
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => json(path),
        "xml" => xml(path),
        "csv" => {
            let header = beginning(path)?;
            csv::is_table(header.lines().next()?).then_some(Format::Csv)
        }
        "txt" => line_kind(&[path.to_owned()]),
        "png" => Some(Format::MaskPng),
        _ => None,
    }
}

fn folder(path: &Path) -> Option<Format> {
    let limits = Limits::default();
    let index = path.join(mask_png::LABELS_JSON);
    if index.is_file() && json(&index) == Some(Format::MaskPng) {
        return Some(Format::MaskPng);
    }
    let first = |extension| -> Option<PathBuf> {
        let files = files::files_below(path, extension, &limits).ok()?;
        files.into_iter().next()
    };
    // One file decides for all others of its kind. Files that hold all labels are no folder.
    let of_files = ["xml", "json"].into_iter().find_map(|extension| {
        let format = detect(&first(extension)?)?;
        format.is_folder().then_some(format)
    });
    of_files.or_else(|| yolo_kind(path))
}

/// Which of the YOLO formats the labels of a folder have: boxes where there are none yet.
fn yolo_kind(folder: &Path) -> Option<Format> {
    let files = yolo::label_files(folder, &Limits::default()).ok()?;
    let has_list = folder.join(yolo::CLASSES_TXT).is_file()
        || std::fs::read_dir(folder)
            .ok()?
            .flatten()
            .any(|it| yolo::is_data_yaml(&it.path()));
    line_kind(&files).or_else(|| has_list.then_some(Format::YoloBox))
}

/// Which of the YOLO formats lines have by their numbers; none where a line is no line of numbers, or
/// there is no line.
fn line_kind(files: &[PathBuf]) -> Option<Format> {
    let mut kind = None;
    for file in files.iter().take(MOST_YOLO_FILES) {
        let text = beginning(file)?;
        // The last line may be cut off.
        let whole = text.rfind('\n').map_or(text.as_str(), |end| &text[..end]);
        for line in whole.lines().filter(|line| !line.trim().is_empty()) {
            let of_line = match yolo::number_count(line)? {
                5 | 6 => Format::YoloBox,
                9 | 10 => Format::YoloOriented,
                count if count >= 7 => Format::YoloSegment,
                _ => return None,
            };
            kind = match (kind, of_line) {
                (None, of_line) => Some(of_line),
                (Some(kind), of_line) if kind == of_line => Some(kind),
                // Polygons of four points look like corners, and Ultralytics mixes boxes into them.
                _ => Some(Format::YoloSegment),
            };
        }
    }
    kind
}

fn xml(path: &Path) -> Option<Format> {
    let beginning = beginning(path)?;
    let document = Document::open(path, &beginning).ok()?;
    match document.root().name.as_str() {
        "annotation" => Some(Format::PascalVoc),
        "annotations" => Some(Format::CvatXml),
        _ => None,
    }
}

/// The first letters of a text file, up to the last whole one.
fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(BEGINNING_BYTES).read_to_end(&mut bytes).ok()?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        // Only a letter that was cut in two at the end may be broken.
        Err(error) if error.error_len().is_none() => {
            let whole = &bytes[..error.valid_up_to()];
            std::str::from_utf8(whole).ok().map(str::to_owned)
        }
        Err(_) => None,
    }
}

/// Goes by the keys of the outermost object, up to the first that only one format has.
fn json(path: &Path) -> Option<Format> {
    let mut file = BufReader::new(File::open(path).ok()?);
    if file.fill_buf().ok()?.starts_with(b"\xEF\xBB\xBF") {
        file.consume(3);
    }
    let mut found = None;
    // Ending early is an error for the parser, and none here.
    let _ = Keys(&mut found).deserialize(&mut serde_json::Deserializer::from_reader(file));
    found
}

/// Looks for a key that tells the format.
struct Keys<'a>(&'a mut Option<Format>);

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            *self.0 = match key.as_str() {
                "annotations" | "images" => Some(Format::Coco),
                "shapes" | "imagePath" => Some(Format::LabelMe),
                "draw_order" => Some(Format::MaskPng),
                _ => None,
            };
            if self.0.is_some() {
                return Err(A::Error::custom("the format is known"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
