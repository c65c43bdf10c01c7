//! What people said of pictures, and of which part each picture is.

use annotation::{Document, LayerId, PictureId, PictureMark, Review, SeriesId, TrackId};
use serde::{Deserialize, Serialize};
use shapes::Shape;

/// A part that is passed or rejected as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartId {
    /// What a series shows, such as a balloon.
    Series(SeriesId),
    /// What a picture shows that is in no series.
    Picture(PictureId),
}

/// A defect on a picture that a person stands behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruthMark {
    /// The name of its class.
    pub class: String,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
    /// Whether judging passes it over: it is no defect that must be found, and what is found there
    /// is no false alarm.
    pub is_ignored: bool,
    /// What ties the marks of one defect on several pictures of a part together. A mark without
    /// one is a defect of its own.
    pub track: Option<TrackId>,
}

/// What people said of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureTruth {
    /// The picture.
    pub picture: PictureId,
    /// The part that it shows.
    pub part: PartId,
    /// What it was taken under, such as its lighting regime; empty where that is not known.
    pub regime: String,
    /// The defects on it. What is not reviewed has none.
    pub marks: Vec<TruthMark>,
    /// Whether a person has looked: there are labels that they stand behind, or they said that there
    /// is nothing to label, or that all of it is labelled. A picture that nobody has looked at is never taken as good.
    pub is_reviewed: bool,
}

/// Gathers what was said of pictures on a layer: the labels that people stand behind, not the
/// proposals. All pictures of a part should be among them, because a part is good only when every
/// one of its pictures is.
#[must_use]
pub fn truths_of(
    document: &Document,
    layer: LayerId,
    pictures: impl IntoIterator<Item = PictureId>,
) -> Vec<PictureTruth> {
    let truth_of = |picture: PictureId| {
        let series = document.series_of(picture);
        let kept = document
            .labels_on(picture, layer)
            .filter(|label| label.is_kept());
        let marks: Vec<TruthMark> = kept
            .map(|label| TruthMark {
                class: document
                    .class(label.class)
                    .map_or_else(|| label.class.to_string(), |class| class.name.clone()),
                shape: label.shape.clone(),
                is_ignored: label.is_ignored,
                track: label.track,
            })
            .collect();
        let mark = document.mark(layer, picture);
        PictureTruth {
            picture,
            part: series.map_or(PartId::Picture(picture), |series| PartId::Series(series.id)),
            regime: series
                .and_then(|series| series.regime.clone())
                .unwrap_or_default(),
            is_reviewed: !marks.is_empty() || mark.is_some_and(|mark| is_looked_through(mark)),
            marks,
        }
    };
    pictures.into_iter().map(truth_of).collect()
}

/// Whether somebody said that all is labelled that is to be labelled.
const fn is_looked_through(mark: &PictureMark) -> bool {
    mark.has_nothing
        || matches!(
            mark.review,
            Review::Labelled | Review::InReview | Review::Accepted
        )
}
