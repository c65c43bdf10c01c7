//! What a case says about each picture of the project: one label and one confidence a picture.

use std::collections::HashMap;

use store::PictureId;

/// A case's finding about one picture.
#[derive(Clone, PartialEq, Debug)]
pub struct PictureNote {
    /// The finding in a word or two, such as the best class.
    pub label: String,
    /// Whether it is short enough to stand below a thumbnail.
    pub is_short: bool,
    /// How sure the case is, from 0 to 1, where it can say so.
    pub confidence: Option<f32>,
}

/// The findings of a case, by picture. The list shows them beside the name and sorts by them.
#[derive(Clone, Debug, Default)]
pub struct PictureNotes {
    notes: HashMap<PictureId, PictureNote>,
    revision: u64,
}

impl PictureNotes {
    /// The finding about one picture.
    #[must_use]
    pub fn get(&self, picture: PictureId) -> Option<&PictureNote> {
        self.notes.get(&picture)
    }

    /// Replaces the finding about one picture.
    pub fn set(&mut self, picture: PictureId, note: PictureNote) {
        self.notes.insert(picture, note);
        self.revision += 1;
    }

    /// Replaces everything.
    pub fn replace(&mut self, notes: HashMap<PictureId, PictureNote>) {
        self.notes = notes;
        self.revision += 1;
    }

    /// How many pictures have a finding.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is no finding at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Changes with every change, so that a sorted list knows when to sort anew.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }
}
