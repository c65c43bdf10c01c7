//! The document: all that is labelled in a project, in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use store::PictureId;

use crate::{
    Class, ClassId, Correction, CorrectionId, Label, LabelId, Layer, LayerId, PictureMark,
    SHARED_LAYER, Series, SeriesId, Track, TrackId,
};

/// All that is labelled in a project. A clone shares everything with its original until one of
/// them is changed, so it is cheap to give one to a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub(crate) classes: Arc<BTreeMap<ClassId, Arc<Class>>>,
    pub(crate) layers: Arc<BTreeMap<LayerId, Arc<Layer>>>,
    pub(crate) series: Arc<BTreeMap<SeriesId, Arc<Series>>>,
    pub(crate) tracks: Arc<BTreeMap<TrackId, Arc<Track>>>,
    pub(crate) marks: Arc<BTreeMap<(LayerId, PictureId), Arc<PictureMark>>>,
    pub(crate) corrections: Arc<BTreeMap<CorrectionId, Arc<Correction>>>,
    pub(crate) labels: Arc<HashMap<PictureId, Arc<Labels>>>,
    pub(crate) series_of_picture: Arc<HashMap<PictureId, SeriesId>>,
    pub(crate) tracks_of_series: Arc<BTreeMap<SeriesId, BTreeSet<TrackId>>>,
}

/// The labels of one picture, in the order in which they were made, which is that in which they
/// are drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    pub(crate) by_id: BTreeMap<LabelId, Arc<Label>>,
}

impl Labels {
    /// The label of a number.
    #[must_use]
    pub fn get(&self, id: LabelId) -> Option<&Arc<Label>> {
        self.by_id.get(&id)
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Label>> {
        self.by_id.values()
    }

    /// Those of one layer.
    pub fn of_layer(&self, layer: LayerId) -> impl DoubleEndedIterator<Item = &Arc<Label>> {
        self.iter().filter(move |label| label.layer == layer)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

impl Default for Document {
    /// A document with nothing in it but the layer that everybody works on.
    fn default() -> Self {
        let shared = Layer {
            id: SHARED_LAYER,
            name: String::new(),
        };
        Self {
            classes: Arc::default(),
            layers: Arc::new(BTreeMap::from([(SHARED_LAYER, Arc::new(shared))])),
            series: Arc::default(),
            tracks: Arc::default(),
            marks: Arc::default(),
            corrections: Arc::default(),
            labels: Arc::default(),
            series_of_picture: Arc::default(),
            tracks_of_series: Arc::default(),
        }
    }
}

impl Document {
    /// A class.
    #[must_use]
    pub fn class(&self, id: ClassId) -> Option<&Arc<Class>> {
        self.classes.get(&id)
    }

    /// All classes, in the order in which they were made.
    pub fn classes(&self) -> impl DoubleEndedIterator<Item = &Arc<Class>> {
        self.classes.values()
    }

    /// The class of a name.
    #[must_use]
    pub fn class_named(&self, name: &str) -> Option<&Arc<Class>> {
        self.classes().find(|class| class.name == name)
    }

    /// A layer.
    #[must_use]
    pub fn layer(&self, id: LayerId) -> Option<&Arc<Layer>> {
        self.layers.get(&id)
    }

    /// All layers; the one that everybody works on comes first.
    pub fn layers(&self) -> impl Iterator<Item = &Arc<Layer>> {
        self.layers.values()
    }

    /// A series.
    #[must_use]
    pub fn one_series(&self, id: SeriesId) -> Option<&Arc<Series>> {
        self.series.get(&id)
    }

    /// All series, in the order in which they were made.
    pub fn all_series(&self) -> impl DoubleEndedIterator<Item = &Arc<Series>> {
        self.series.values()
    }

    /// The series that a picture belongs to.
    #[must_use]
    pub fn series_of(&self, picture: PictureId) -> Option<&Arc<Series>> {
        self.series.get(self.series_of_picture.get(&picture)?)
    }

    /// A track.
    #[must_use]
    pub fn track(&self, id: TrackId) -> Option<&Arc<Track>> {
        self.tracks.get(&id)
    }

    /// All tracks, in the order in which they were made.
    pub fn tracks(&self) -> impl DoubleEndedIterator<Item = &Arc<Track>> {
        self.tracks.values()
    }

    /// The tracks of a series on a layer, in the order in which they were made.
    pub fn tracks_of(
        &self,
        series: SeriesId,
        layer: LayerId,
    ) -> impl DoubleEndedIterator<Item = &Arc<Track>> {
        let ids = self.tracks_of_series.get(&series);
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.tracks.get(id))
            .filter(move |track| track.layer == layer)
    }

    /// The labels of a picture, on all layers; none where there are none.
    #[must_use]
    pub fn labels(&self, picture: PictureId) -> Option<&Arc<Labels>> {
        self.labels.get(&picture)
    }

    /// The labels of a picture on one layer, in the order in which they were made.
    pub fn labels_on(
        &self,
        picture: PictureId,
        layer: LayerId,
    ) -> impl DoubleEndedIterator<Item = &Arc<Label>> {
        let labels = self.labels(picture);
        labels
            .into_iter()
            .flat_map(move |labels| labels.of_layer(layer))
    }

    /// A label of a picture.
    #[must_use]
    pub fn label(&self, picture: PictureId, id: LabelId) -> Option<&Arc<Label>> {
        self.labels(picture)?.get(id)
    }

    /// The label of a track on a picture.
    #[must_use]
    pub fn label_of_track(&self, picture: PictureId, track: TrackId) -> Option<&Arc<Label>> {
        let labels = self.labels(picture)?;
        labels.iter().find(|label| label.track == Some(track))
    }

    /// The pictures that have labels, in no order.
    pub fn labelled_pictures(&self) -> impl Iterator<Item = (PictureId, &Arc<Labels>)> {
        self.labels.iter().map(|(id, labels)| (*id, labels))
    }

    /// How many labels there are, on all pictures and layers.
    #[must_use]
    pub fn label_count(&self) -> usize {
        self.labels.values().map(|labels| labels.len()).sum()
    }

    /// What was said of a picture; none where nothing was.
    #[must_use]
    pub fn mark(&self, layer: LayerId, picture: PictureId) -> Option<&Arc<PictureMark>> {
        self.marks.get(&(layer, picture))
    }

    /// Everything that was said of pictures.
    pub fn marks(&self) -> impl Iterator<Item = &Arc<PictureMark>> {
        self.marks.values()
    }

    /// What was made of what models said, in the order in which it was.
    pub fn corrections(&self) -> impl DoubleEndedIterator<Item = &Arc<Correction>> {
        self.corrections.values()
    }
}
