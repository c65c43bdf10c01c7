//! What can go wrong with labels.

use store::StoreError;

use crate::{EditId, SeriesId};

/// What went wrong with a document or its record.
#[derive(Debug, thiserror::Error)]
pub enum AnnotationError {
    /// An edit names a thing that is not as it was when the edit was made.
    #[error(
        "the labels have changed since this was begun, so nothing of it was done; do it once more"
    )]
    Outdated,
    /// An edit names nothing.
    #[error("an edit of nothing was asked for; nothing was done")]
    EmptyChange,
    /// The journal has no such edit.
    #[error("edit {0} is not in the journal of this project, so it cannot be undone or redone")]
    UnknownEdit(EditId),
    /// A thing cannot be written or read in the project.
    #[error("the labels of the project cannot be used: {what} {detail}")]
    Unreadable {
        /// What it is, as `label 17`.
        what: String,
        /// Why.
        detail: String,
    },
    /// The project could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a gesture is not possible. The document stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The thing is no longer there.
    #[error("it is not there any more")]
    Gone,
    /// A label is locked.
    #[error("the label is locked; unlock it first")]
    Locked,
    /// A name is empty.
    #[error("a name is needed")]
    NoName,
    /// Another thing of the kind has the name.
    #[error("the name “{0}” is taken; choose another one")]
    NameTaken(String),
    /// Another class has the key.
    #[error("the key {0} belongs to another class; choose another one")]
    KeyTaken(u8),
    /// A class would be a kind of itself.
    #[error("a class cannot be a kind of itself")]
    ParentCircle,
    /// A class that is in use is to be deleted without saying what becomes of its labels.
    #[error("{labels} labels are of this class; say which class they become, or delete them too")]
    ClassInUse {
        /// How many labels and tracks there are.
        labels: usize,
    },
    /// A picture is to be in two series.
    #[error("a picture is in series {0} already; take it out there first")]
    PictureTaken(SeriesId),
    /// A series cannot be closed.
    #[error("the series has {0} open places; settle them first")]
    NotComplete(usize),
    /// A track has a label on the picture already.
    #[error("the track has a label on this picture already")]
    TrackTaken,
    /// A picture does not belong to the series of the track.
    #[error("the picture is not in the series of the track")]
    OutsideSeries,
    /// Labels of several layers are to be joined.
    #[error("they are on different layers")]
    OtherLayer,
    /// There are labels, so it cannot be said that there is nothing.
    #[error("there are labels on the picture; delete them first, or keep them")]
    HasLabels,
    /// The layer that everybody works on cannot be deleted.
    #[error("the layer that everybody works on stays")]
    SharedLayer,
}
