//! Writing a gesture: the tables and the journal, in one transaction.

use serde::Serialize;
use store::sql::{self, Connection, params};

use crate::{Change, Edit, Entry, IdSource, Swap, Turn};

/// Writes an entry of the journal and what it does to the tables. `edit` is what the entry does: of
/// an undo, the inverse of the edit that it takes back. `ids` is the state of the source of numbers
/// behind it.
///
/// # Errors
/// When the project cannot be written.
pub fn append(
    connection: &Connection,
    entry: &Entry,
    edit: &Edit,
    ids: &IdSource,
) -> store::Result<()> {
    for change in &edit.changes {
        write_change(connection, change)?;
    }
    let (turn, of, body) = match entry.turn {
        Turn::Do => ("do", None, Some(encoded(edit)?)),
        Turn::Undo(of) => ("undo", Some(of.0), None),
        Turn::Redo(of) => ("redo", Some(of.0), None),
    };
    run(
        connection,
        "INSERT INTO annotation_journal (id, at_ms, author, gesture, turn, of_id, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            entry.id.0,
            entry.at.as_millisecond(),
            entry.author,
            entry.gesture.name(),
            turn,
            of,
            body
        ],
    )?;
    run(
        connection,
        "UPDATE annotation_ids SET next = max(next, ?1)",
        [ids.next()],
    )
}

fn write_change(connection: &Connection, change: &Change) -> store::Result<()> {
    match change {
        Change::Class(swap) => write_row(connection, "annotation_classes", swap, |it| it.id.0),
        Change::Layer(swap) => write_row(connection, "annotation_layers", swap, |it| it.id.0),
        Change::Series(swap) => write_row(connection, "annotation_series", swap, |it| it.id.0),
        Change::Track(swap) => write_row(connection, "annotation_tracks", swap, |it| it.id.0),
        Change::Correction(swap) => {
            write_row(connection, "annotation_corrections", swap, |it| it.id.0)
        }
        Change::Label(Swap {
            after: Some(label), ..
        }) => run(
            connection,
            "INSERT OR REPLACE INTO annotation_labels (id, picture_id, class_id, body)
             VALUES (?1, ?2, ?3, ?4)",
            params![label.id.0, label.picture, label.class.0, encoded(&**label)?],
        ),
        Change::Label(Swap { before, .. }) => {
            let id = before.as_ref().map(|label| label.id.0);
            let text = "DELETE FROM annotation_labels WHERE id = ?1";
            run(connection, text, [id])
        }
        Change::Mark(Swap {
            after: Some(mark), ..
        }) => run(
            connection,
            "INSERT OR REPLACE INTO annotation_marks (layer_id, picture_id, body)
             VALUES (?1, ?2, ?3)",
            params![mark.layer.0, mark.picture, encoded(&**mark)?],
        ),
        Change::Mark(Swap { before, .. }) => {
            let key = before.as_ref().map(|mark| (mark.layer.0, mark.picture));
            let (layer, picture) = key.unzip();
            let text = "DELETE FROM annotation_marks WHERE layer_id = ?1 AND picture_id = ?2";
            run(connection, text, params![layer, picture])
        }
    }
}

fn write_row<T: Serialize>(
    connection: &Connection,
    table: &'static str,
    swap: &Swap<T>,
    id: impl Fn(&T) -> i64,
) -> store::Result<()> {
    let key = swap.thing().map(id);
    match &swap.after {
        Some(thing) => run(
            connection,
            &format!("INSERT OR REPLACE INTO {table} (id, body) VALUES (?1, ?2)"),
            params![key, encoded(&**thing)?],
        ),
        None => run(
            connection,
            &format!("DELETE FROM {table} WHERE id = ?1"),
            [key],
        ),
    }
}

fn run(connection: &Connection, text: &str, values: impl sql::Params) -> store::Result<()> {
    connection.prepare_cached(text)?.execute(values)?;
    Ok(())
}

/// A thing as bytes, which every thing of a document can be.
fn encoded(thing: &impl Serialize) -> store::Result<Vec<u8>> {
    let bytes = rmp_serde::to_vec_named(thing);
    Ok(bytes.map_err(|error| sql::Error::ToSqlConversionFailure(Box::new(error)))?)
}
