//! The labelling of a project under way: the document, the journal, and what undo does.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::record::Loaded;
use crate::{AnnotationError, Document, Edit, EditId, Entry, IdSource, Journal, Turn};

/// How many edits are kept at hand for undo and redo; older ones are read from the project.
const KEPT_EDITS: usize = 256;

/// The labelling of a project under way.
#[derive(Debug)]
pub struct Labelling {
    document: Document,
    journal: Journal,
    /// Where new numbers come from.
    pub ids: IdSource,
    author: String,
    edits: HashMap<EditId, Arc<Edit>>,
}

/// Something that was done, to be written to the project by [`append`](crate::record::append).
#[derive(Debug, Clone)]
pub struct Done {
    /// The entry of the journal.
    pub entry: Entry,
    /// What it did: of an undo, the inverse of the edit that it took back.
    pub edit: Arc<Edit>,
    /// The state of the source of numbers behind it.
    pub ids: IdSource,
}

/// What is to be undone or redone.
#[derive(Debug)]
pub enum Step {
    /// There is nothing.
    Nothing,
    /// It was done.
    Done(Box<Done>),
    /// The edit has to be read from the project first, and given to [`Labelling::keep_at_hand`].
    NeedsEdit(EditId),
}

impl Labelling {
    /// Goes on with what was read from a project. `author` is who labels from now on.
    #[must_use]
    pub fn new(loaded: Loaded, author: String) -> Self {
        Self {
            document: loaded.document,
            journal: loaded.journal,
            ids: loaded.ids,
            author,
            edits: HashMap::new(),
        }
    }

    /// All that is labelled.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What was done.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Who labels.
    #[must_use]
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Does an edit. Nothing comes of one that changes nothing.
    ///
    /// # Errors
    /// When the labels have changed since the edit was made; they stay as they are.
    pub fn perform(&mut self, edit: Edit, at: Timestamp) -> Result<Option<Done>, AnnotationError> {
        if edit.changes.is_empty() {
            return Ok(None);
        }
        let edit = Arc::new(edit);
        self.document.apply(&edit)?;
        let done = self.note(edit, Turn::Do, at)?;
        self.keep_at_hand(done.entry.id, Arc::clone(&done.edit));
        Ok(Some(done))
    }

    /// Takes back what was done last.
    ///
    /// # Errors
    /// When the journal does not fit the labels; they stay as they are.
    pub fn undo(&mut self, at: Timestamp) -> Result<Step, AnnotationError> {
        let last = self.journal.last_done();
        self.step(last, at, |id, edit| {
            (Turn::Undo(id), Arc::new(edit.inverse()))
        })
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// When the journal does not fit the labels; they stay as they are.
    pub fn redo(&mut self, at: Timestamp) -> Result<Step, AnnotationError> {
        let last = self.journal.last_undone();
        self.step(last, at, |id, edit| (Turn::Redo(id), Arc::clone(edit)))
    }

    /// Keeps an edit at hand, which undo or redo asked for.
    pub fn keep_at_hand(&mut self, id: EditId, edit: Arc<Edit>) {
        if self.edits.len() >= KEPT_EDITS
            && let Some(oldest) = self.edits.keys().min().copied()
        {
            self.edits.remove(&oldest);
        }
        self.edits.insert(id, edit);
    }

    fn step(
        &mut self,
        id: Option<EditId>,
        at: Timestamp,
        turn: impl Fn(EditId, &Arc<Edit>) -> (Turn, Arc<Edit>),
    ) -> Result<Step, AnnotationError> {
        let Some(id) = id else {
            return Ok(Step::Nothing);
        };
        let Some(edit) = self.edits.get(&id) else {
            return Ok(Step::NeedsEdit(id));
        };
        let (turn, edit) = turn(id, edit);
        self.document.apply(&edit)?;
        Ok(Step::Done(Box::new(self.note(edit, turn, at)?)))
    }

    fn note(
        &mut self,
        edit: Arc<Edit>,
        turn: Turn,
        at: Timestamp,
    ) -> Result<Done, AnnotationError> {
        let entry = Entry {
            id: self.journal.next_id(),
            gesture: edit.gesture,
            turn,
            author: self.author.clone(),
            at,
        };
        self.journal.push(entry.clone())?;
        Ok(Done {
            entry,
            edit,
            ids: self.ids.clone(),
        })
    }
}
