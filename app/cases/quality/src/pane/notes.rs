//! How far each picture is, for the list of pictures and the filmstrip.

use std::collections::HashMap;

use annotation::{Document, LayerId};
use workbench::text::{Language, language};
use workbench::{CaseContext, PictureNote, PictureNotes, tr};

use crate::method::{ShotState, shot_state};

/// What the list of pictures says of each.
#[derive(Default)]
pub struct Notes {
    notes: PictureNotes,
    /// The labels and pictures that the notes were made of, and their language.
    made_of: Option<(u64, u64, LayerId, Language)>,
}

impl Notes {
    /// Makes the notes anew where labels or pictures have changed.
    pub fn logic(&mut self, context: &CaseContext<'_>, layer: LayerId) {
        let now = (
            context.labels.revision(),
            context.document.revision(),
            layer,
            language(),
        );
        if self.made_of == Some(now) {
            return;
        }
        self.made_of = Some(now);
        let Some(document) = context.labels.document() else {
            self.notes.replace(HashMap::new());
            return;
        };
        let rows = context.document.pictures().iter();
        let notes = rows.map(|row| (row.id, note(document, layer, row.id)));
        self.notes.replace(notes.collect());
    }

    /// The notes.
    pub fn notes(&self) -> &PictureNotes {
        &self.notes
    }
}

fn note(document: &Document, layer: LayerId, picture: store::PictureId) -> PictureNote {
    let count = document.labels_on(picture, layer).count();
    let has_nothing = document
        .mark(layer, picture)
        .is_some_and(|mark| mark.has_nothing);
    let label = match shot_state(document, layer, picture) {
        ShotState::Untouched => tr!("quality-note-untouched"),
        ShotState::Open => tr!("quality-note-open", count = count),
        ShotState::Settled if has_nothing => tr!("quality-note-nothing"),
        ShotState::Settled => tr!("quality-note-settled", count = count),
    };
    PictureNote {
        label,
        is_short: true,
        confidence: None,
    }
}
