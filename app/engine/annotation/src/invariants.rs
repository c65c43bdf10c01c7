//! What always holds of a document, and what does not hold of a broken one.

use std::collections::{BTreeMap, BTreeSet};

use store::PictureId;

use crate::{ClassId, Document, Label, LabelId, LayerId, SeriesId, TrackId};

/// Something that does not hold though it always should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A label is of a class that is not there.
    LabelWithoutClass(LabelId),
    /// A label is on a layer that is not there.
    LabelWithoutLayer(LabelId),
    /// A label is on a track that is not there, or that is on another layer.
    LabelWithoutTrack(LabelId),
    /// A label is on a track whose series does not have its picture.
    LabelOutsideSeries(LabelId),
    /// A track has two labels on one picture.
    TrackTwice(TrackId, PictureId),
    /// A track is seen on a picture of which was said that it is not visible there.
    SeenThoughNotVisible(TrackId, PictureId),
    /// A track is of a class, of a series or on a layer that is not there.
    TrackWithoutHome(TrackId),
    /// A track names a picture that is not in its series.
    TrackOutsideSeries(TrackId),
    /// A class is a kind of one that is not there, or of itself.
    ClassParent(ClassId),
    /// Two classes have one name or one key, or a class has no name.
    ClassName(ClassId),
    /// A picture is in two series, or twice in one.
    PictureTwice(PictureId),
    /// Two series have one name.
    SeriesName(SeriesId),
    /// A series is closed though something is open.
    ClosedTooEarly(SeriesId),
    /// There are labels on a picture of which was said that there is nothing to label.
    LabelledThoughNothing(LayerId, PictureId),
}

impl Document {
    /// What does not hold, though it always should: nothing in a sound document.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        self.class_flaws(&mut flaws);
        self.series_flaws(&mut flaws);
        self.track_flaws(&mut flaws);
        for (picture, labels) in self.labelled_pictures() {
            let mut tracks = BTreeSet::new();
            for label in labels.iter() {
                self.label_flaws(label, &mut flaws);
                if let Some(track) = label.track
                    && !tracks.insert(track)
                {
                    flaws.push(Flaw::TrackTwice(track, picture));
                }
            }
        }
        for mark in self.marks().filter(|mark| mark.has_nothing) {
            if self
                .labels_on(mark.picture, mark.layer)
                .any(|label| label.is_kept())
            {
                flaws.push(Flaw::LabelledThoughNothing(mark.layer, mark.picture));
            }
        }
        flaws
    }

    fn class_flaws(&self, flaws: &mut Vec<Flaw>) {
        let mut names = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for class in self.classes() {
            let has_own_name = !class.name.is_empty() && names.insert(&class.name);
            let has_own_key = class.key.is_none_or(|key| keys.insert(key));
            if !has_own_name || !has_own_key {
                flaws.push(Flaw::ClassName(class.id));
            }
            if class.parent.is_some() && !self.has_sound_parents(class.id) {
                flaws.push(Flaw::ClassParent(class.id));
            }
        }
    }

    /// Whether a class's parents lead to one that is a kind of nothing.
    pub(crate) fn has_sound_parents(&self, id: ClassId) -> bool {
        let mut at = id;
        for _ in 0..=self.classes.len() {
            match self.class(at).map(|class| class.parent) {
                None => return false,
                Some(None) => return true,
                Some(Some(parent)) => at = parent,
            }
        }
        false
    }

    fn series_flaws(&self, flaws: &mut Vec<Flaw>) {
        let mut pictures = BTreeSet::new();
        let mut names = BTreeMap::new();
        for series in self.all_series() {
            if names.insert(&series.name, series.id).is_some() {
                flaws.push(Flaw::SeriesName(series.id));
            }
            for shot in &series.shots {
                if !pictures.insert(shot.picture) {
                    flaws.push(Flaw::PictureTwice(shot.picture));
                }
            }
            let matrix = self.matrix(series.id, crate::SHARED_LAYER);
            if series.is_closed && matrix.is_some_and(|matrix| !matrix.obstacles.is_empty()) {
                flaws.push(Flaw::ClosedTooEarly(series.id));
            }
        }
    }

    fn track_flaws(&self, flaws: &mut Vec<Flaw>) {
        for track in self.tracks() {
            let series = self.one_series(track.series);
            let has_home = self.class(track.class).is_some() && self.layer(track.layer).is_some();
            let Some(series) = series.filter(|_| has_home) else {
                flaws.push(Flaw::TrackWithoutHome(track.id));
                continue;
            };
            for picture in track.not_visible.union(&track.perhaps_hidden) {
                if series.place_of(*picture).is_none() {
                    flaws.push(Flaw::TrackOutsideSeries(track.id));
                }
                if self.label_of_track(*picture, track.id).is_some() {
                    flaws.push(Flaw::SeenThoughNotVisible(track.id, *picture));
                }
            }
        }
    }

    fn label_flaws(&self, label: &Label, flaws: &mut Vec<Flaw>) {
        if self.class(label.class).is_none() {
            flaws.push(Flaw::LabelWithoutClass(label.id));
        }
        if self.layer(label.layer).is_none() {
            flaws.push(Flaw::LabelWithoutLayer(label.id));
        }
        let Some(id) = label.track else {
            return;
        };
        match self.track(id).filter(|track| track.layer == label.layer) {
            None => flaws.push(Flaw::LabelWithoutTrack(label.id)),
            Some(track) => {
                let series = self.one_series(track.series);
                if series.is_none_or(|series| series.place_of(label.picture).is_none()) {
                    flaws.push(Flaw::LabelOutsideSeries(label.id));
                }
            }
        }
    }
}
