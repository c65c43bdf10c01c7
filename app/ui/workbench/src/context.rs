//! What a pane may use: handles to start work and to read, nothing that can block a frame.

use jobs::Jobs;

use crate::commands::CommandSender;
use crate::document::Document;
use crate::engine_room::EngineRoom;
use crate::labels::LabelDesk;
use crate::pack_shelf::PackShelf;
use crate::picture_shelf::{PictureShelf, ShelfState};
use crate::settings::Settings;

/// The services of one frame, lent to a pane.
pub struct CaseContext<'a> {
    /// Starts background work.
    pub jobs: &'a Jobs,
    /// The project and its pictures, read only; changes go through commands.
    pub document: &'a Document,
    /// The labels of the project, read only; changes go through commands.
    pub labels: &'a LabelDesk,
    /// The opened pictures.
    pub pictures: &'a PictureShelf,
    /// The packs that were found.
    pub packs: &'a PackShelf,
    /// ONNX Runtime, once it is loaded.
    pub engine: &'a EngineRoom,
    /// The user's settings; changes go through commands.
    pub settings: &'a Settings,
    /// Sends commands that the program applies between frames, notifications among them.
    pub commands: &'a CommandSender,
    /// Whether the pane that has this is the one that is seen. One that is hidden takes up what it
    /// has asked for, and asks for nothing that only matters to whoever looks at it.
    pub is_in_front: bool,
}

impl CaseContext<'_> {
    /// The picture that is being looked at, as far as it is opened.
    #[must_use]
    pub fn current_picture(&self) -> ShelfState<'_> {
        match self.document.current_key() {
            Some(key) => self.pictures.get(&key),
            None => ShelfState::Absent,
        }
    }
}
