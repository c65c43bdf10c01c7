//! The journal: which edits were made, taken back and made again, by whom and when.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AnnotationError, EditId, Gesture};

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, which is higher than that of every entry before it.
    pub id: EditId,
    /// What the user did.
    pub gesture: Gesture,
    /// Whether that was done, taken back or done again.
    pub turn: Turn,
    /// Who did it.
    pub author: String,
    /// When, by the clock of the machine, which may have gone back meanwhile: the order is that of
    /// the numbers.
    pub at: Timestamp,
}

/// Whether an entry does something, takes it back or does it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It does something.
    Do,
    /// It takes back what that entry did.
    Undo(EditId),
    /// It does again what that entry did.
    Redo(EditId),
}

/// What was done in a project, in order, and what of it can be taken back or done again now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    entries: Vec<Entry>,
    places: HashMap<EditId, usize>,
    done: Vec<EditId>,
    undone: Vec<EditId>,
}

impl Journal {
    /// The journal of entries that were read from a project, oldest first.
    ///
    /// # Errors
    /// When an entry takes back or does again what is not the last of its kind.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Result<Self, AnnotationError> {
        let mut journal = Self::default();
        for entry in entries {
            journal.push(entry)?;
        }
        Ok(journal)
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// When it takes back or does again what is not the last of its kind.
    pub fn push(&mut self, entry: Entry) -> Result<(), AnnotationError> {
        match entry.turn {
            Turn::Do => {
                self.done.push(entry.id);
                self.undone.clear();
            }
            Turn::Undo(id) => {
                expect_last(&mut self.done, id)?;
                self.undone.push(id);
            }
            Turn::Redo(id) => {
                expect_last(&mut self.undone, id)?;
                self.done.push(id);
            }
        }
        self.places.insert(entry.id, self.entries.len());
        self.entries.push(entry);
        Ok(())
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a number.
    #[must_use]
    pub fn entry(&self, id: EditId) -> Option<&Entry> {
        self.entries.get(*self.places.get(&id)?)
    }

    /// The edit that undo would take back.
    #[must_use]
    pub fn last_done(&self) -> Option<EditId> {
        self.done.last().copied()
    }

    /// The edit that redo would do again.
    #[must_use]
    pub fn last_undone(&self) -> Option<EditId> {
        self.undone.last().copied()
    }

    /// The edits that undo would take back one after another, the next one last.
    #[must_use]
    pub fn done(&self) -> &[EditId] {
        &self.done
    }

    /// The edits that redo would do again one after another, the next one last.
    #[must_use]
    pub fn undone(&self) -> &[EditId] {
        &self.undone
    }

    /// The number of the next entry.
    #[must_use]
    pub fn next_id(&self) -> EditId {
        EditId(self.entries.last().map_or(1, |entry| entry.id.0 + 1))
    }
}

fn expect_last(stack: &mut Vec<EditId>, id: EditId) -> Result<(), AnnotationError> {
    if stack.last() != Some(&id) {
        return Err(AnnotationError::UnknownEdit(id));
    }
    stack.pop();
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn entry(id: i64, turn: Turn) -> Entry {
        Entry {
            id: EditId(id),
            gesture: Gesture::AddLabels,
            turn,
            author: "tester".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_taken_back_can_be_done_again_until_something_else_is_done() {
        let mut journal = Journal::of([entry(1, Turn::Do), entry(2, Turn::Do)]).unwrap();
        journal.push(entry(3, Turn::Undo(EditId(2)))).unwrap();
        assert_eq!(journal.last_done(), Some(EditId(1)));
        assert_eq!(journal.last_undone(), Some(EditId(2)));
        journal.push(entry(4, Turn::Redo(EditId(2)))).unwrap();
        assert_eq!(journal.last_done(), Some(EditId(2)));
        journal.push(entry(5, Turn::Undo(EditId(2)))).unwrap();
        journal.push(entry(6, Turn::Do)).unwrap();
        assert_eq!(journal.last_undone(), None);
        assert_eq!(journal.done(), [EditId(1), EditId(6)]);
        assert_eq!(journal.next_id(), EditId(7));
        assert_eq!(
            journal.entry(EditId(5)).unwrap().turn,
            Turn::Undo(EditId(2))
        );
    }

    #[test]
    fn only_the_last_can_be_taken_back() {
        let mut journal = Journal::of([entry(1, Turn::Do), entry(2, Turn::Do)]).unwrap();
        let before = journal.clone();
        assert!(journal.push(entry(3, Turn::Undo(EditId(1)))).is_err());
        assert!(journal.push(entry(3, Turn::Redo(EditId(2)))).is_err());
        assert_eq!(journal, before);
    }
}
