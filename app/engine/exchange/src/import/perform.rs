//! Doing what was planned, as one gesture.

use std::collections::BTreeSet;

use annotation::{
    Class, ClassId, Document, Edit, IdSource, Label, Layer, Origin, PictureMark, Review, Series,
    SeriesId, Shot, Standing, Track, TrackId, act,
};

use super::classes::ClassRef;
use super::error::ImportError;
use super::options::{Target, Unconfirmed};
use super::plan::{ImportPlan, PlannedLabel, PlannedMark};
use super::planner::is_unconfirmed;
use super::tracks::{SeriesRef, TrackRef};

impl ImportPlan {
    /// The edit that does all of it. It changes nothing where everything is there already.
    ///
    /// # Errors
    /// When there is an [obstacle](Self::obstacle), or when the document has changed since the plan
    /// was made so that it does not take it.
    pub fn perform(mut self, document: &Document, ids: &mut IdSource) -> Result<Edit, ImportError> {
        if let Some(obstacle) = self.obstacle() {
            return Err(obstacle);
        }
        let mut import = act::Import::default();
        let order = self.classes.parents_first();
        let classes: Vec<ClassId> = self.classes.new.iter().map(|_| ids.class()).collect();
        let series: Vec<SeriesId> = self
            .tracks
            .new_series
            .iter()
            .map(|_| ids.series())
            .collect();
        let tracks: Vec<TrackId> = self.tracks.new.iter().map(|_| ids.track()).collect();
        let class_of = |class: ClassRef| match class {
            ClassRef::Is(id) => id,
            ClassRef::New(place) => classes[place],
        };
        for place in order {
            let new = &self.classes.new[place];
            import.classes.push(Class {
                id: classes[place],
                name: new.name.clone(),
                colour: new.colour,
                key: None,
                parent: new.parent.map(class_of),
                usual_shape: None,
                attributes: new.specs(),
                definition: String::new(),
            });
        }
        let has_content = !(self.labels.is_empty() && self.marks.is_empty());
        let layer = match (self.layer, &self.options.target) {
            (None, Target::Named(name)) if has_content => {
                let id = ids.layer();
                import.layer = Some(Layer {
                    id,
                    name: name.clone(),
                });
                id
            }
            (Some(layer), _) => layer,
            (None, Target::Layer(layer)) => *layer,
            // Nothing goes to it.
            (None, Target::Named(_)) => annotation::SHARED_LAYER,
        };
        for (id, new) in series.iter().zip(&self.tracks.new_series) {
            let shots = new.pictures.iter().map(|picture| Shot {
                picture: *picture,
                angle_deg: None,
            });
            import.series.push(Series {
                id: *id,
                name: new.name.clone(),
                shots: shots.collect(),
                turns: false,
                regime: None,
                is_closed: false,
            });
        }
        for (id, new) in tracks.iter().zip(&self.tracks.new) {
            import.tracks.push(Track {
                id: *id,
                layer,
                series: match new.series {
                    SeriesRef::Is(id) => id,
                    SeriesRef::New(place) => series[place],
                },
                class: class_of(new.class),
                not_visible: new.not_visible.clone(),
                perhaps_hidden: BTreeSet::new(),
                note: String::new(),
            });
        }
        for (id, absent) in &self.tracks.continued {
            let track = document.track(*id).ok_or(annotation::Refusal::Gone)?;
            let mut track = Track::clone(track);
            track.not_visible.extend(absent);
            import.tracks.push(track);
        }
        import.removed = self.removed;
        let origin = Origin::Imported {
            file: self.options.file.clone(),
        };
        let proposes = self.options.unconfirmed == Unconfirmed::Propose;
        import.labels.reserve(self.labels.len());
        for planned in self.labels {
            let track = planned.track.map(|track| match track {
                TrackRef::Is(id) => id,
                TrackRef::New(place) => tracks[place],
            });
            let class = class_of(planned.class);
            let label = match planned.there.clone() {
                Some(there) => described(&there, planned),
                None => Label {
                    id: ids.label(),
                    layer,
                    picture: planned.picture,
                    class,
                    track,
                    standing: if proposes && is_unconfirmed(&planned.read) {
                        Standing::Proposed
                    } else {
                        Standing::Kept
                    },
                    origin: origin.clone(),
                    attributes: planned.read.attributes,
                    is_occluded: planned.read.is_occluded,
                    is_ignored: planned.read.is_ignored,
                    is_locked: false,
                    note: planned.read.note.unwrap_or_default(),
                    shape: planned.read.shape,
                },
            };
            import.labels.push(label);
        }
        let marks = self.marks.into_iter();
        import.marks = marks.map(|mark| said(document, layer, mark)).collect();
        Ok(act::import(document, import)?)
    }
}

/// A label that is there, with what the file says of it.
fn described(there: &Label, planned: PlannedLabel) -> Label {
    Label {
        attributes: planned.read.attributes,
        is_occluded: planned.read.is_occluded,
        is_ignored: planned.read.is_ignored,
        note: planned.read.note.unwrap_or_default(),
        ..there.clone()
    }
}

fn said(document: &Document, layer: annotation::LayerId, planned: PlannedMark) -> PictureMark {
    let mark = document.mark(layer, planned.picture);
    let mut mark = mark.map_or_else(
        || PictureMark::new(layer, planned.picture),
        |mark| mark.as_ref().clone(),
    );
    if planned.has_nothing {
        mark.has_nothing = true;
    } else {
        mark.review = Review::Labelled;
    }
    mark.content = planned.content;
    mark
}
