//! Reading tables.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::str::FromStr;

use csv::StringRecord;

use super::{classes_path, geometry_text};
use crate::import::{self, Import, Place};
use crate::{
    Class, Format, Imported, InterchangeError, Labelled, ReadOptions, TrackPlace, colour, files,
};

/// Columns without which a table has no labels.
const NEEDED: [&str; 3] = ["picture", "class", "geometry"];

/// Whether a header is one of a table of labels.
pub(crate) fn is_table(header: &str) -> bool {
    let columns: Vec<&str> = header.trim_end().split(',').collect();
    NEEDED.iter().all(|it| columns.contains(it))
}

/// Reads the labels of a table.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let text = files::read_text(path, &options.limits)?;
    let mut table = Table::open(path, &text)?;
    for column in NEEDED {
        if !table.columns.contains_key(column) {
            return Err(InterchangeError::OtherFormat {
                path: path.to_owned(),
                format: Format::Csv,
                reason: format!("it has no column `{column}`"),
            });
        }
    }
    let mut reader = Reader {
        path,
        import: Import::new(options),
        is_listed: false,
        pictures: HashMap::new(),
    };
    reader.classes()?;
    while let Some(row) = table.next_row()? {
        reader.row(&row)?;
    }
    if !reader.is_listed {
        reader.import.sort_classes();
    }
    Ok(reader.import.finish(path))
}

/// A table that is read row by row.
struct Table<'a> {
    path: &'a Path,
    reader: csv::Reader<&'a [u8]>,
    /// The place of each column by name.
    columns: HashMap<String, usize>,
    record: StringRecord,
}

/// A row of a table.
struct Row<'a> {
    line: u64,
    columns: &'a HashMap<String, usize>,
    record: &'a StringRecord,
}

impl<'a> Table<'a> {
    fn open(path: &'a Path, text: &'a str) -> Result<Self, InterchangeError> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| syntax(path, &error))?;
        let columns = header.iter().enumerate();
        Ok(Self {
            path,
            columns: columns
                .map(|(index, name)| (name.to_owned(), index))
                .collect(),
            reader,
            record: StringRecord::new(),
        })
    }

    fn next_row(&mut self) -> Result<Option<Row<'_>>, InterchangeError> {
        let is_there = self
            .reader
            .read_record(&mut self.record)
            .map_err(|error| syntax(self.path, &error))?;
        Ok(is_there.then(|| Row {
            line: self.record.position().map_or(0, csv::Position::line),
            columns: &self.columns,
            record: &self.record,
        }))
    }
}

fn syntax(path: &Path, error: &csv::Error) -> InterchangeError {
    InterchangeError::Syntax {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

impl Row<'_> {
    /// The text in a column, which is empty where there is no such column.
    fn text(&self, column: &str) -> &str {
        let index = self.columns.get(column);
        index
            .and_then(|it| self.record.get(*it))
            .unwrap_or_default()
    }

    /// The value in a column; none where it is empty.
    ///
    /// # Errors
    /// Words that say what is wrong with it.
    fn value<T: FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        match self.text(column).trim() {
            "" => Ok(None),
            text => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(format!("`{text}` has no place in the column `{column}`")),
            },
        }
    }

    /// Whether a mark is set; not where the column is empty.
    fn mark(&self, column: &str) -> Result<bool, String> {
        Ok(self.value(column)?.unwrap_or_default())
    }
}

struct Reader<'a> {
    path: &'a Path,
    import: Import<'a>,
    /// Whether there is a list of classes.
    is_listed: bool,
    /// The place of each picture by its name in the table; none for one that was left out.
    pictures: HashMap<String, Option<(usize, String)>>,
}

impl Reader<'_> {
    fn classes(&mut self) -> Result<(), InterchangeError> {
        let path = classes_path(self.path);
        if !path.is_file() {
            return Ok(());
        }
        self.is_listed = true;
        let text = files::read_text(&path, &self.import.options.limits)?;
        let mut table = Table::open(&path, &text)?;
        while let Some(row) = table.next_row()? {
            let place = Place::of(&path).label(row.line);
            let foreign_id = row.value("id").unwrap_or_else(|reason| {
                self.import.malformed(place, reason);
                None
            });
            let parent = row.text("parent");
            let class = Class {
                name: row.text("class").to_owned(),
                foreign_id,
                colour: colour::from_hex(row.text("colour")),
                parent: Some(parent.to_owned()).filter(|it| !it.is_empty()),
                unknown: None,
            };
            self.import.add_class(place, class)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), InterchangeError> {
        let place = Place::of(self.path).label(row.line);
        let picture = match self.picture(place, row) {
            Ok(picture) => picture,
            Err(reason) => {
                self.import.malformed(place, reason);
                None
            }
        };
        let Some((picture, name)) = picture else {
            return Ok(());
        };
        let is_without_label = row.text("class").is_empty() && row.text("geometry").is_empty();
        if is_without_label {
            return Ok(());
        }
        let place = place.picture(&name);
        let label = match label(row) {
            Ok(label) => label,
            Err(reason) => {
                self.import.malformed(place, reason);
                return Ok(());
            }
        };
        let class = self
            .import
            .class_or_new(place, row.text("class"), self.is_listed)?;
        match class {
            Some(class) => self
                .import
                .add_label(place, picture, Labelled { class, ..label }),
            None => Ok(()),
        }
    }

    /// The picture of a row, with its name.
    fn picture(
        &mut self,
        place: Place<'_>,
        row: &Row<'_>,
    ) -> Result<Option<(usize, String)>, String> {
        let own_name = row.text("picture");
        if let Some(picture) = self.pictures.get(own_name) {
            return Ok(picture.clone());
        }
        let said = import::picture_size(row.value("width_px")?, row.value("height_px")?);
        let orientation = row.value("orientation")?;
        let (is_reviewed, foreign_id) = (row.value("reviewed")?, row.value("picture_id")?);
        let picture = self
            .import
            .picture_name(place, "", own_name)
            .and_then(|name| {
                let index = self.import.add_picture(place, &name, said)?;
                let labels = self.import.picture(index);
                labels.orientation = orientation;
                labels.is_reviewed = is_reviewed;
                labels.foreign_id = foreign_id;
                Some((index, name))
            });
        self.pictures.insert(own_name.to_owned(), picture.clone());
        Ok(picture)
    }
}

/// The label of a row, with a class that does not count.
fn label(row: &Row<'_>) -> Result<Labelled, String> {
    let line_width_px = row.value("line_width_px")?.unwrap_or_default();
    let shape = geometry_text::read(row.text("geometry"), line_width_px)?;
    let attributes: BTreeMap<String, String> = match row.text("attributes") {
        "" => BTreeMap::new(),
        text => serde_json::from_str(text)
            .map_err(|error| format!("the column `attributes` cannot be read ({error})"))?,
    };
    let track = match row.value("track")? {
        None => None,
        Some(id) => Some(TrackPlace {
            id,
            is_keyframe: row.value("keyframe")?.unwrap_or(true),
            is_outside: row.mark("outside")?,
        }),
    };
    Ok(Labelled {
        attributes,
        is_occluded: row.mark("occluded")?,
        is_truncated: row.mark("truncated")?,
        is_ignored: row.mark("ignored")?,
        is_crowd: row.mark("crowd")?,
        score: row.value("score")?,
        track,
        group: row.value("group")?,
        note: Some(row.text("note").to_owned()).filter(|it| !it.is_empty()),
        foreign_id: row.value("label_id")?,
        ..Labelled::new(0, shape)
    })
}
