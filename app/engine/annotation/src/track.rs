//! Tracks: one thing, followed over the shots of a series.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use store::PictureId;

use crate::{ClassId, IdSource, Label, LayerId, SeriesId, TrackId};

/// One thing, such as a scratch, followed over the shots of a series. Its labels name it; it names
/// the shots on which somebody looked for it and did not see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// Its number.
    pub id: TrackId,
    /// The layer it is on.
    pub layer: LayerId,
    /// The series that it is followed over.
    pub series: SeriesId,
    /// What the thing is.
    pub class: ClassId,
    /// The shots on which somebody looked and did not see it.
    pub not_visible: BTreeSet<PictureId>,
    /// The shots on which calculation expects that it cannot be seen, until somebody has looked.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub perhaps_hidden: BTreeSet<PictureId>,
    /// What the user wrote about it.
    pub note: String,
}

impl Track {
    /// A track of the class of a label, which begins with it in a series.
    pub(crate) fn begun_by(label: &Label, series: SeriesId, ids: &mut IdSource) -> Self {
        Self {
            id: ids.track(),
            layer: label.layer,
            series,
            class: label.class,
            not_visible: BTreeSet::new(),
            perhaps_hidden: BTreeSet::new(),
            note: String::new(),
        }
    }
}
