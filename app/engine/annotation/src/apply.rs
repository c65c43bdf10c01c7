//! Applying an edit to a document: all of it or nothing.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use crate::{
    AnnotationError, Change, Class, Correction, Document, Edit, Label, Labels, Layer, PictureMark,
    Series, Swap, Track,
};

impl Document {
    /// Applies an edit.
    ///
    /// # Errors
    /// When a thing is not what the edit says that it was before; the document stays as it is.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), AnnotationError> {
        for (done, change) in edit.changes.iter().enumerate() {
            if let Err(error) = self.change(change) {
                for change in edit.changes[..done].iter().rev() {
                    // What was just done can be taken back.
                    let _ = self.change(&change.inverse());
                }
                return Err(error);
            }
        }
        Ok(())
    }

    pub(crate) fn change(&mut self, change: &Change) -> Result<(), AnnotationError> {
        match change {
            Change::Class(swap) => replace(&mut self.classes, swap, |class: &Class| class.id),
            Change::Layer(swap) => replace(&mut self.layers, swap, |layer: &Layer| layer.id),
            Change::Correction(swap) => {
                replace(&mut self.corrections, swap, |it: &Correction| it.id)
            }
            Change::Mark(swap) => replace(&mut self.marks, swap, |mark: &PictureMark| {
                (mark.layer, mark.picture)
            }),
            Change::Series(swap) => {
                replace(&mut self.series, swap, |series: &Series| series.id)?;
                self.index_series(swap);
                Ok(())
            }
            Change::Track(swap) => {
                replace(&mut self.tracks, swap, |track: &Track| track.id)?;
                self.index_track(swap);
                Ok(())
            }
            Change::Label(swap) => self.change_label(swap),
        }
    }

    fn change_label(&mut self, swap: &Swap<Label>) -> Result<(), AnnotationError> {
        let Some(label) = swap.thing() else {
            return Err(AnnotationError::EmptyChange);
        };
        // A label never moves to another picture: it is taken away there and made here.
        if let (Some(before), Some(after)) = (&swap.before, &swap.after)
            && before.picture != after.picture
        {
            return Err(AnnotationError::Outdated);
        }
        let all = Arc::make_mut(&mut self.labels);
        let labels = Arc::make_mut(all.entry(label.picture).or_default());
        let outcome = put(&mut labels.by_id, swap, |label: &Label| label.id);
        if labels.is_empty() {
            all.remove(&label.picture);
        }
        outcome
    }

    fn index_series(&mut self, swap: &Swap<Series>) {
        let index = Arc::make_mut(&mut self.series_of_picture);
        for shot in swap.before.iter().flat_map(|series| &series.shots) {
            index.remove(&shot.picture);
        }
        if let Some(series) = &swap.after {
            index.extend(series.shots.iter().map(|shot| (shot.picture, series.id)));
        }
    }

    fn index_track(&mut self, swap: &Swap<Track>) {
        let index = Arc::make_mut(&mut self.tracks_of_series);
        if let Some(track) = &swap.before
            && let Some(tracks) = index.get_mut(&track.series)
        {
            tracks.remove(&track.id);
            if tracks.is_empty() {
                index.remove(&track.series);
            }
        }
        if let Some(track) = &swap.after {
            index.entry(track.series).or_default().insert(track.id);
        }
    }

    /// A document of things that were read from a project.
    #[must_use]
    pub(crate) fn of(things: &[Change], labels: Vec<Arc<Label>>) -> Self {
        let mut document = Self::default();
        for thing in things {
            // What is read is there once, by the keys of its table.
            let _ = document.change(thing);
        }
        let mut all: HashMap<_, Labels> = HashMap::new();
        for label in labels {
            let of_picture = all.entry(label.picture).or_default();
            of_picture.by_id.insert(label.id, label);
        }
        let all = all.into_iter();
        document.labels = Arc::new(all.map(|(id, labels)| (id, Arc::new(labels))).collect());
        document
    }
}

fn replace<K: Ord + Hash + Clone, T: PartialEq>(
    things: &mut Arc<BTreeMap<K, Arc<T>>>,
    swap: &Swap<T>,
    key: impl Fn(&T) -> K,
) -> Result<(), AnnotationError> {
    put(Arc::make_mut(things), swap, key)
}

/// Puts what comes after in the place of what was before, which must be there as it was.
fn put<K: Ord, T: PartialEq>(
    things: &mut BTreeMap<K, Arc<T>>,
    swap: &Swap<T>,
    key: impl Fn(&T) -> K,
) -> Result<(), AnnotationError> {
    let Some(id) = swap.thing().map(&key) else {
        return Err(AnnotationError::EmptyChange);
    };
    if let Some(before) = &swap.before
        && key(before) != id
    {
        return Err(AnnotationError::Outdated);
    }
    let is_as_before = match (things.get(&id), &swap.before) {
        (None, None) => true,
        (Some(now), Some(before)) => Arc::ptr_eq(now, before) || now == before,
        _ => false,
    };
    if !is_as_before {
        return Err(AnnotationError::Outdated);
    }
    match &swap.after {
        Some(after) => things.insert(id, Arc::clone(after)),
        None => things.remove(&id),
    };
    Ok(())
}
