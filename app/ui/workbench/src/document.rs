//! The document: the project that is open, the pictures in it, and the one being looked at.

use std::sync::Arc;

use store::{PictureId, PictureRow, Project};

use crate::picture_shelf::PictureKey;

/// What is open. Pictures opened without a project live in a scratch project, which goes with
/// the program, so that everything works the same with and without one.
#[derive(Default)]
pub struct Document {
    project: Option<Arc<Project>>,
    is_scratch: bool,
    pictures: Arc<Vec<PictureRow>>,
    current: Option<usize>,
    revision: u64,
}

impl Document {
    /// A project and its pictures, the first of them being looked at.
    #[must_use]
    pub fn new(project: Arc<Project>, is_scratch: bool, pictures: Arc<Vec<PictureRow>>) -> Self {
        let current = (!pictures.is_empty()).then_some(0);
        Self {
            project: Some(project),
            is_scratch,
            pictures,
            current,
            revision: 1,
        }
    }

    /// Whether the project is the program's own and goes with it.
    #[must_use]
    pub fn is_scratch(&self) -> bool {
        self.is_scratch
    }

    /// The open project.
    #[must_use]
    pub fn project(&self) -> Option<&Arc<Project>> {
        self.project.as_ref()
    }

    /// The pictures, in the order of the project.
    #[must_use]
    pub fn pictures(&self) -> &Arc<Vec<PictureRow>> {
        &self.pictures
    }

    /// Takes a newer list of the same project; the picture being looked at stays.
    pub fn set_pictures(&mut self, pictures: Arc<Vec<PictureRow>>) {
        let id = self.current().map(|picture| picture.id);
        let place = self.current.unwrap_or(0);
        self.pictures = pictures;
        self.current = id
            .and_then(|id| self.pictures.iter().position(|picture| picture.id == id))
            .or_else(|| (!self.pictures.is_empty()).then(|| place.min(self.pictures.len() - 1)));
        self.revision += 1;
    }

    /// The picture being looked at.
    #[must_use]
    pub fn current(&self) -> Option<&PictureRow> {
        self.pictures.get(self.current?)
    }

    /// Its place in [`Document::pictures`].
    #[must_use]
    pub fn current_index(&self) -> Option<usize> {
        self.current
    }

    /// File and page of the picture being looked at.
    #[must_use]
    pub fn current_key(&self) -> Option<PictureKey> {
        self.current().map(PictureKey::of)
    }

    /// Looks at another picture. False when the project has no such picture.
    pub fn select(&mut self, id: PictureId) -> bool {
        let place = self.pictures.iter().position(|picture| picture.id == id);
        if place.is_some() {
            self.current = place;
        }
        place.is_some()
    }

    /// Changes whenever the list of pictures does.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The parts of the window's title: the picture's name, and the project's unless it is a scratch
    /// project.
    pub fn titles(&self) -> impl Iterator<Item = String> {
        let picture = self.current().map(|picture| file_name(&picture.path));
        let project = self.project.as_ref().filter(|_| !self.is_scratch);
        picture
            .into_iter()
            .chain(project.map(|project| project.name()))
    }
}

/// The last part of a path as the user reads it.
#[must_use]
pub fn file_name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
