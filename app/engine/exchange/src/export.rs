//! Labels of a project as a dataset.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use annotation::{
    ClassId, Document, Label, LayerId, Origin, PictureId, Review, SHARED_LAYER, Standing, Track,
    TrackId,
};
use interchange::{Class, Dataset, Labelled, PictureLabels, TrackPlace};
use shapes::Shape;

use crate::forgotten::Count;
use crate::{
    Forgotten, ForgottenKind, LookedThrough, ProjectPicture, ProjectPictures, looked_through,
};

/// What a caller can choose about an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The layers whose labels are exported.
    pub layers: BTreeSet<LayerId>,
    /// Whether what nobody has accepted yet is exported too: with the model's score, or in a track
    /// as a label that is no keyframe.
    pub with_proposals: bool,
    /// The classes that are exported; none for all of them.
    pub classes: Option<BTreeSet<ClassId>>,
    /// The pictures that are exported; none for all of them.
    pub pictures: Option<BTreeSet<PictureId>>,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            layers: BTreeSet::from([SHARED_LAYER]),
            with_proposals: false,
            classes: None,
            pictures: None,
        }
    }
}

/// Labels of a project as a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// The labels.
    pub dataset: Dataset,
    /// What is known of them in the project and has no place there.
    pub forgotten: Vec<Forgotten>,
}

/// Makes a dataset of labels. Its numbers of classes, pictures and labels are those of the project.
/// Pictures come in the order of `pictures`, and labels in the order in which they were made.
#[must_use]
pub fn dataset_of(
    document: &Document,
    pictures: &ProjectPictures,
    options: &ExportOptions,
) -> Exported {
    let mut exporter = Exporter::new(document, options);
    let is_chosen = |picture: &&ProjectPicture| {
        options
            .pictures
            .as_ref()
            .is_none_or(|it| it.contains(&picture.id))
    };
    let mut exported: Vec<PictureLabels> = Vec::new();
    let mut place_of: HashMap<PictureId, usize> = HashMap::new();
    for picture in pictures.all().iter().filter(is_chosen) {
        place_of.insert(picture.id, exported.len());
        exported.push(exporter.picture(picture));
    }
    exporter.absences(&place_of, &mut exported);
    exporter.rest(pictures);
    Exported {
        dataset: Dataset {
            classes: exporter.classes(),
            pictures: exported,
            unknown: None,
        },
        forgotten: exporter.forgotten.finish(),
    }
}

struct Exporter<'a> {
    document: &'a Document,
    options: &'a ExportOptions,
    /// The place of each exported class.
    class_places: BTreeMap<ClassId, usize>,
    /// The exported label of a track on a picture.
    tracked: HashMap<(TrackId, PictureId), &'a Arc<Label>>,
    forgotten: Count,
}

impl<'a> Exporter<'a> {
    fn new(document: &'a Document, options: &'a ExportOptions) -> Self {
        let chosen = document.classes().filter(|class| {
            let classes = options.classes.as_ref();
            classes.is_none_or(|it| it.contains(&class.id))
        });
        Self {
            document,
            options,
            class_places: chosen
                .enumerate()
                .map(|(place, class)| (class.id, place))
                .collect(),
            tracked: HashMap::new(),
            forgotten: Count::default(),
        }
    }

    fn classes(&self) -> Vec<Class> {
        let chosen = self.class_places.keys();
        let classes = chosen.filter_map(|id| self.document.class(*id));
        let name_of = |id: ClassId| self.document.class(id).map(|parent| parent.name.clone());
        classes
            .map(|class| Class {
                name: class.name.clone(),
                foreign_id: Some(class.id.0),
                colour: Some(class.colour),
                parent: class.parent.and_then(name_of),
                unknown: None,
            })
            .collect()
    }

    fn picture(&mut self, picture: &ProjectPicture) -> PictureLabels {
        let document = self.document;
        let labels = document.labels(picture.id);
        let labels = labels
            .into_iter()
            .flat_map(|labels| labels.iter())
            .filter_map(|label| self.label(label))
            .collect();
        let mut layers = self.options.layers.iter();
        let is_reviewed =
            layers.all(|it| looked_through(document, *it, picture) == LookedThrough::Yes);
        PictureLabels {
            file_name: picture.file_name.clone(),
            width_px: picture.size.width_px,
            height_px: picture.size.height_px,
            orientation: picture.orientation,
            is_reviewed: Some(is_reviewed),
            foreign_id: Some(picture.id.0),
            labels,
            unknown: None,
        }
    }

    fn label(&mut self, label: &'a Arc<Label>) -> Option<Labelled> {
        if !self.options.layers.contains(&label.layer) {
            return None;
        }
        if !label.is_kept() && !self.options.with_proposals {
            self.forgotten.add(ForgottenKind::Proposals, 1);
            return None;
        }
        let Some(class) = self.class_places.get(&label.class).copied() else {
            self.forgotten.add(ForgottenKind::OtherClasses, 1);
            return None;
        };
        // What a person stands behind has no score, so that scores tell proposals from it.
        let score = match &label.origin {
            Origin::Model(source) if !label.is_kept() => Some(source.score),
            _ => None,
        };
        if let Some(track) = label.track {
            self.tracked.insert((track, label.picture), label);
        }
        self.forget(label, score.is_some());
        Some(Labelled {
            attributes: label.attributes.clone(),
            is_occluded: label.is_occluded,
            is_ignored: label.is_ignored,
            score,
            track: label.track.map(|track| TrackPlace {
                id: track.0.unsigned_abs(),
                is_keyframe: label.is_kept(),
                is_outside: false,
            }),
            note: Some(label.note.clone()).filter(|note| !note.is_empty()),
            foreign_id: Some(label.id.0),
            ..Labelled::new(class, label.shape.clone())
        })
    }

    fn forget(&mut self, label: &Label, has_score: bool) {
        let is_marked = has_score || label.track.is_some();
        let is_unmarked = label.standing == Standing::Proposed && !is_marked;
        let forgotten = &mut self.forgotten;
        forgotten.add_if(ForgottenKind::UnmarkedProposals, is_unmarked);
        forgotten.add_if(ForgottenKind::Locks, label.is_locked);
        forgotten.add_if(ForgottenKind::Origins, label.origin != Origin::Hand);
    }

    /// Adds to the pictures on which a track is not visible a label that says so, with the shape
    /// that it had on the last shot before, or else on the first one after.
    fn absences(&mut self, place_of: &HashMap<PictureId, usize>, exported: &mut [PictureLabels]) {
        for track in self.document.tracks() {
            if !self.options.layers.contains(&track.layer) {
                continue;
            }
            self.forgotten
                .add_if(ForgottenKind::TrackNotes, !track.note.is_empty());
            if track.not_visible.is_empty() {
                continue;
            }
            let Some(class) = self.class_places.get(&track.class).copied() else {
                continue;
            };
            let shapes = self.shapes_of_absences(track);
            let untold = track.not_visible.len() as u64 - shapes.len() as u64;
            self.forgotten.add(ForgottenKind::Absences, untold);
            for (picture, shape) in shapes {
                let Some(place) = place_of.get(&picture) else {
                    continue;
                };
                exported[*place].labels.push(Labelled {
                    track: Some(TrackPlace {
                        id: track.id.0.unsigned_abs(),
                        is_keyframe: true,
                        is_outside: true,
                    }),
                    ..Labelled::new(class, shape.clone())
                });
            }
        }
    }

    /// The shapes that stand for a track where it is not visible.
    fn shapes_of_absences(&self, track: &Track) -> Vec<(PictureId, &'a Shape)> {
        let Some(series) = self.document.one_series(track.series) else {
            return Vec::new();
        };
        let shape_on = |picture| self.tracked.get(&(track.id, picture)).map(|it| &it.shape);
        let mut shots = series.shots.iter();
        let mut last = shots.find_map(|shot| shape_on(shot.picture));
        let mut shapes = Vec::new();
        for shot in &series.shots {
            last = shape_on(shot.picture).or(last);
            if let Some(shape) = last.filter(|_| track.not_visible.contains(&shot.picture)) {
                shapes.push((shot.picture, shape));
            }
        }
        shapes
    }

    /// Counts what belongs to no exported picture.
    fn rest(&mut self, pictures: &ProjectPictures) {
        let document = self.document;
        let layers = &self.options.layers;
        for (picture, labels) in document.labelled_pictures() {
            if pictures.get(picture).is_none() {
                let labels = labels.iter().filter(|it| layers.contains(&it.layer));
                let count = labels.count() as u64;
                self.forgotten
                    .add(ForgottenKind::LabelsWithoutPicture, count);
            }
        }
        let forgotten = &mut self.forgotten;
        forgotten.add(ForgottenKind::Layers, layers.len().saturating_sub(1) as u64);
        let has_details = |id: &ClassId| {
            document.class(*id).is_some_and(|class| {
                class.key.is_some()
                    || class.usual_shape.is_some()
                    || !class.attributes.is_empty()
                    || !class.definition.is_empty()
            })
        };
        let detailed = self.class_places.keys().filter(|id| has_details(id));
        forgotten.add(ForgottenKind::ClassDetails, detailed.count() as u64);
        forgotten.add(ForgottenKind::Series, document.all_series().count() as u64);
        let marks = document.marks().filter(|mark| layers.contains(&mark.layer));
        let reviews = marks.filter(|mark| !matches!(mark.review, Review::New | Review::Labelled));
        forgotten.add(ForgottenKind::Reviews, reviews.count() as u64);
    }
}
