//! Reading labels and journal of a project.

use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use store::Reader;
use store::sql::{self, Connection, OptionalExtension, Row};

use super::{decoded, unreadable};
use crate::{
    AnnotationError, Change, Document, Edit, EditId, Entry, Flaw, Gesture, IdSource, Journal,
    Label, Swap, Turn,
};

/// What a project holds of labels.
#[derive(Debug)]
pub struct Loaded {
    /// All that is labelled.
    pub document: Document,
    /// What was done.
    pub journal: Journal,
    /// Where new numbers come from.
    pub ids: IdSource,
    /// What does not hold of the document though it always should: nothing in a sound project.
    pub flaws: Vec<Flaw>,
}

/// The rows of all tables, from one state of the project.
struct Rows {
    classes: Vec<Vec<u8>>,
    layers: Vec<Vec<u8>>,
    series: Vec<Vec<u8>>,
    tracks: Vec<Vec<u8>>,
    marks: Vec<Vec<u8>>,
    corrections: Vec<Vec<u8>>,
    labels: Vec<Vec<u8>>,
    journal: Vec<JournalRow>,
    next_id: i64,
}

struct JournalRow {
    id: i64,
    at_ms: i64,
    author: String,
    gesture: String,
    turn: String,
    of: Option<i64>,
}

/// Reads everything.
///
/// # Errors
/// When the project cannot be read, or a thing in it makes no sense.
pub fn load(reader: &Reader) -> Result<Loaded, AnnotationError> {
    let rows = reader.read(read_rows)?;
    let mut things = Vec::new();
    things.extend(all(&rows.classes, "a class", |it| {
        Change::Class(Swap::add(it))
    })?);
    things.extend(all(&rows.layers, "a layer", |it| {
        Change::Layer(Swap::add(it))
    })?);
    things.extend(all(&rows.series, "a series", |it| {
        Change::Series(Swap::add(it))
    })?);
    things.extend(all(&rows.tracks, "a track", |it| {
        Change::Track(Swap::add(it))
    })?);
    things.extend(all(&rows.marks, "what was said of a picture", |it| {
        Change::Mark(Swap::add(it))
    })?);
    things.extend(all(&rows.corrections, "a correction", |it| {
        Change::Correction(Swap::add(it))
    })?);
    let labels: Vec<Arc<Label>> = all(&rows.labels, "a label", Arc::new)?;
    let entries: Vec<Entry> = rows
        .journal
        .into_iter()
        .map(entry)
        .collect::<Result<_, _>>()?;
    let document = Document::of(&things, labels);
    Ok(Loaded {
        flaws: document.flaws(),
        document,
        journal: Journal::of(entries)?,
        ids: IdSource::starting_at(rows.next_id),
    })
}

/// Reads the edit of an entry that did something.
///
/// # Errors
/// When the project cannot be read, or has no such entry.
pub fn edit(reader: &Reader, id: EditId) -> Result<Edit, AnnotationError> {
    let body: Option<Vec<u8>> = reader.read(|connection| {
        connection
            .prepare_cached("SELECT body FROM annotation_journal WHERE id = ?1 AND turn = 'do'")?
            .query_row([id.0], |row| row.get(0))
            .optional()
    })?;
    let body = body.ok_or(AnnotationError::UnknownEdit(id))?;
    decoded("an edit", &body)
}

fn read_rows(connection: &Connection) -> sql::Result<Rows> {
    let bodies = |table: &str, order: &str| -> sql::Result<Vec<Vec<u8>>> {
        connection
            .prepare(&format!("SELECT body FROM {table} ORDER BY {order}"))?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    Ok(Rows {
        classes: bodies("annotation_classes", "id")?,
        layers: bodies("annotation_layers", "id")?,
        series: bodies("annotation_series", "id")?,
        tracks: bodies("annotation_tracks", "id")?,
        marks: bodies("annotation_marks", "layer_id, picture_id")?,
        corrections: bodies("annotation_corrections", "id")?,
        labels: bodies("annotation_labels", "id")?,
        journal: connection
            .prepare(
                "SELECT id, at_ms, author, gesture, turn, of_id FROM annotation_journal ORDER BY id",
            )?
            .query_map([], journal_row)?
            .collect::<sql::Result<_>>()?,
        next_id: connection.query_row("SELECT next FROM annotation_ids", [], |row| row.get(0))?,
    })
}

fn journal_row(row: &Row<'_>) -> sql::Result<JournalRow> {
    Ok(JournalRow {
        id: row.get(0)?,
        at_ms: row.get(1)?,
        author: row.get(2)?,
        gesture: row.get(3)?,
        turn: row.get(4)?,
        of: row.get(5)?,
    })
}

fn entry(row: JournalRow) -> Result<Entry, AnnotationError> {
    let what = format!("entry {} of the journal", row.id);
    let turn = match (row.turn.as_str(), row.of) {
        ("do", None) => Turn::Do,
        ("undo", Some(of)) => Turn::Undo(EditId(of)),
        ("redo", Some(of)) => Turn::Redo(EditId(of)),
        _ => return Err(unreadable(&what, &format!("its turn is {:?}", row.turn))),
    };
    Ok(Entry {
        id: EditId(row.id),
        gesture: Gesture::from_name(&row.gesture)
            .ok_or_else(|| unreadable(&what, &format!("its gesture is {:?}", row.gesture)))?,
        turn,
        author: row.author,
        at: Timestamp::from_millisecond(row.at_ms).map_err(|error| unreadable(&what, &error))?,
    })
}

/// Reads the bodies of a table on all cores.
fn all<T: DeserializeOwned, U: Send>(
    bodies: &[Vec<u8>],
    what: &str,
    make: impl Fn(T) -> U + Sync,
) -> Result<Vec<U>, AnnotationError> {
    bodies
        .par_iter()
        .with_min_len(256)
        .map(|body| decoded(what, body).map(&make))
        .collect()
}
