//! Drafts: a gesture in the making. What follows from it is settled when it is finished.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use store::PictureId;

use crate::thing::{Key, Thing};
use crate::{
    Change, Class, Correction, Document, Edit, Gesture, Label, Layer, PictureMark, SHARED_LAYER,
    Series, SeriesId, Swap, Track, TrackId,
};

/// A gesture in the making: a document as it would be.
pub(crate) struct Draft {
    gesture: Gesture,
    before: Document,
    after: Document,
    /// The things that were touched, with their place in the order of touching.
    touched: BTreeMap<Key, usize>,
}

impl Draft {
    /// A gesture that has done nothing yet.
    pub(crate) fn new(document: &Document, gesture: Gesture) -> Self {
        Self {
            gesture,
            before: document.clone(),
            after: document.clone(),
            touched: BTreeMap::new(),
        }
    }

    /// The document as it would be.
    pub(crate) fn document(&self) -> &Document {
        &self.after
    }

    /// Puts a thing there, in the place of what it was.
    pub(crate) fn set<T: Thing>(&mut self, thing: T) {
        let key = thing.key();
        let before = T::find(&self.after, key).cloned();
        self.swap(key, before, Some(Arc::new(thing)));
    }

    /// Takes a thing away.
    pub(crate) fn remove<T: Thing>(&mut self, thing: &T) {
        let key = thing.key();
        let before = T::find(&self.after, key).cloned();
        if before.is_some() {
            self.swap(key, before, None);
        }
    }

    fn swap<T: Thing>(&mut self, key: Key, before: Option<Arc<T>>, after: Option<Arc<T>>) {
        let place = self.touched.len();
        self.touched.entry(key).or_insert(place);
        // What was before was just looked up, so this cannot be refused.
        let _ = self.after.change(&T::change(Swap { before, after }));
    }

    /// The edit, with what follows from it: what was said of a picture or a shot is no longer true
    /// once something was labelled there, and a series is open again where something in it is.
    pub(crate) fn finish(mut self) -> Edit {
        self.settle_labelled();
        self.settle_hidden();
        self.settle_empty_tracks();
        self.settle_series();
        let mut keys: Vec<(usize, Key)> = self
            .touched
            .iter()
            .map(|(key, place)| (*place, *key))
            .collect();
        keys.sort_unstable();
        let changes = keys
            .into_iter()
            .filter_map(|(_, key)| self.change_of(key))
            .collect();
        Edit {
            gesture: self.gesture,
            changes,
        }
    }

    fn settle_labelled(&mut self) {
        for key in self.keys() {
            let Key::Label(picture, id) = key else {
                continue;
            };
            let Some(label) = self.after.label(picture, id).cloned() else {
                continue;
            };
            if let Some(track) = label
                .track
                .and_then(|track| self.after.track(track).cloned())
                && (track.not_visible.contains(&picture) || track.perhaps_hidden.contains(&picture))
            {
                let mut track = Track::clone(&track);
                track.not_visible.remove(&picture);
                track.perhaps_hidden.remove(&picture);
                self.set(track);
            }
            if let Some(mark) = self.after.mark(label.layer, picture).cloned()
                && mark.has_nothing
                && label.is_kept()
            {
                let mut mark = PictureMark::clone(&mark);
                mark.has_nothing = false;
                self.set(mark);
            }
        }
    }

    /// What somebody has looked at needs no expectation any more.
    fn settle_hidden(&mut self) {
        for key in self.keys() {
            let Key::Track(id) = key else { continue };
            let Some(track) = self.after.track(id).cloned() else {
                continue;
            };
            if !track.perhaps_hidden.is_disjoint(&track.not_visible) {
                self.set(Track {
                    perhaps_hidden: &track.perhaps_hidden - &track.not_visible,
                    ..Track::clone(&track)
                });
            }
        }
    }

    /// A track that has lost its last label goes too: it followed a thing that is nowhere.
    fn settle_empty_tracks(&mut self) {
        let lost: BTreeSet<TrackId> = self
            .keys()
            .into_iter()
            .filter_map(|key| match key {
                Key::Label(picture, id) => self.before.label(picture, id)?.track,
                _ => None,
            })
            .collect();
        for id in lost {
            let Some(track) = self.after.track(id).cloned() else {
                continue;
            };
            let series = self.after.one_series(track.series);
            let mut shots = series.iter().flat_map(|series| &series.shots);
            let is_empty = shots.all(|shot| self.after.label_of_track(shot.picture, id).is_none());
            if is_empty {
                self.remove(&*track);
            }
        }
    }

    fn settle_series(&mut self) {
        for id in self.touched_series() {
            let Some(series) = self.after.one_series(id).filter(|series| series.is_closed) else {
                continue;
            };
            let series = Series::clone(series);
            let matrix = self.after.matrix(id, SHARED_LAYER);
            if matrix.is_some_and(|matrix| !matrix.obstacles.is_empty()) {
                self.set(Series {
                    is_closed: false,
                    ..series
                });
            }
        }
    }

    fn touched_series(&self) -> BTreeSet<SeriesId> {
        let of_picture = |picture: PictureId| self.after.series_of(picture).map(|it| it.id);
        let found = self.keys().into_iter().filter_map(|key| match key {
            Key::Label(picture, _) | Key::Mark(_, picture) => of_picture(picture),
            Key::Series(id) => Some(id),
            Key::Track(id) => {
                let track = self.after.track(id).or_else(|| self.before.track(id));
                track.map(|track| track.series)
            }
            Key::Class(_) | Key::Correction(_) | Key::Layer(_) => None,
        });
        found.collect()
    }

    fn keys(&self) -> Vec<Key> {
        self.touched.keys().copied().collect()
    }

    /// What became of a thing; none where it is as it was.
    fn change_of(&self, key: Key) -> Option<Change> {
        match key {
            Key::Class(_) => self.between::<Class>(key),
            Key::Correction(_) => self.between::<Correction>(key),
            Key::Label(..) => self.between::<Label>(key),
            Key::Layer(_) => self.between::<Layer>(key),
            Key::Mark(..) => self.between::<PictureMark>(key),
            Key::Series(_) => self.between::<Series>(key),
            Key::Track(_) => self.between::<Track>(key),
        }
    }

    fn between<T: Thing>(&self, key: Key) -> Option<Change> {
        let before = T::find(&self.before, key).cloned();
        let after = T::find(&self.after, key).cloned();
        (before != after).then(|| T::change(Swap { before, after }))
    }
}
