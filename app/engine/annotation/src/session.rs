//! Labelling without a window: edits one after another, each on the disk before the session ends.

use jiff::Timestamp;
use store::Project;

use crate::{AnnotationError, Document, Edit, IdSource, Labelling, Outbox, Refusal, record};

/// The labels of a project, while a program without a window changes them.
pub struct Session {
    labelling: Labelling,
    /// What takes edits to the disk; none where nothing is to be written.
    outbox: Option<Outbox>,
}

/// Why an edit of a session was not done.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// It is not possible as the labels are.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The project cannot be read or written.
    #[error(transparent)]
    Annotation(#[from] AnnotationError),
}

impl Session {
    /// Reads the labels of a project. `author` is who changes them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open(project: &Project, author: &str) -> Result<Self, AnnotationError> {
        let loaded = record::load(&project.reader())?;
        Ok(Self {
            labelling: Labelling::new(loaded, author.to_owned()),
            outbox: Some(Outbox::new(project.writer(), || {})),
        })
    }

    /// Reads the labels of a project to change them in memory alone: the project stays as it is.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn rehearse(project: &Project) -> Result<Self, AnnotationError> {
        let loaded = record::load(&project.reader())?;
        Ok(Self {
            labelling: Labelling::new(loaded, String::new()),
            outbox: None,
        })
    }

    /// All that is labelled.
    #[must_use]
    pub fn document(&self) -> &Document {
        self.labelling.document()
    }

    /// Does an edit, which is most often made by one of [`act`](crate::act).
    ///
    /// # Errors
    /// When it is not possible as the labels are; they stay so.
    pub fn perform(
        &mut self,
        wish: impl FnOnce(&Document, &mut IdSource) -> Result<Edit, Refusal>,
    ) -> Result<(), SessionError> {
        let edit = self.draft(wish)?;
        Ok(self.apply(edit)?)
    }

    /// Makes an edit for the labels as they are, for [`Session::apply`].
    ///
    /// # Errors
    /// What `wish` gives.
    pub fn draft<E>(
        &mut self,
        wish: impl FnOnce(&Document, &mut IdSource) -> Result<Edit, E>,
    ) -> Result<Edit, E> {
        // Snapshots are cheap.
        let document = self.labelling.document().clone();
        wish(&document, &mut self.labelling.ids)
    }

    /// Does an edit that was made for the labels as they are.
    ///
    /// # Errors
    /// When they have changed since; they stay as they are.
    pub fn apply(&mut self, edit: Edit) -> Result<(), AnnotationError> {
        let done = self.labelling.perform(edit, Timestamp::now())?;
        if let (Some(outbox), Some(done)) = (&mut self.outbox, done) {
            outbox.push(done);
        }
        Ok(())
    }

    /// Waits until everything is on the disk.
    ///
    /// # Errors
    /// When the disk did not take something, which is then lost.
    pub fn finish(mut self) -> Result<(), AnnotationError> {
        match &mut self.outbox {
            Some(outbox) => Ok(outbox.settle()?),
            None => Ok(()),
        }
    }
}
