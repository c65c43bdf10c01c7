//! Going through the pictures of a dataset: which labels are new, there already, or left out.

use std::collections::HashSet;
use std::sync::Arc;

use annotation::{Document, Label, LabelId, PictureId, Review};
use interchange::{Labelled, PictureLabels};
use shapes::{Point, Shape};

use super::classes::ClassRef;
use super::describe;
use super::options::{Present, Unconfirmed};
use super::places::{self, Way};
use super::plan::{ImportPlan, PlannedLabel, PlannedMark};
use super::same::SamePlaces;
use super::tracks::{Occurrence, TrackRef, Tracks, What};
use crate::ProjectPicture;

/// Goes through the pictures of a dataset, and fills a plan.
pub(super) struct Planner<'d> {
    document: &'d Document,
    plan: ImportPlan,
    occurrences: Vec<Occurrence>,
}

/// What became of a label.
enum Taken {
    /// It is added or there already.
    Yes,
    /// It only says that its track is not visible.
    Absence,
    No,
}

impl<'d> Planner<'d> {
    /// Begins with a plan that knows options, layer and classes.
    pub fn new(document: &'d Document, plan: ImportPlan) -> Self {
        Self {
            document,
            plan,
            occurrences: Vec::new(),
        }
    }

    /// Takes the labels of a picture; `frame` is its place in the dataset, and `known` what it is in
    /// the project.
    pub fn picture(
        &mut self,
        frame: usize,
        mut picture: PictureLabels,
        known: Option<&ProjectPicture>,
    ) {
        let labels = std::mem::take(&mut picture.labels);
        for label in labels.iter().filter(|it| !it.is_outside()) {
            if let Some(class) = self.plan.summary.classes.get_mut(label.class) {
                class.labels += 1;
            }
        }
        let Some(known) = known else {
            self.plan.summary.labels_without_picture +=
                labels.iter().filter(|it| !it.is_outside()).count();
            return;
        };
        let (name, said) = (&picture.file_name, picture.size());
        let (options, summary) = (&self.plan.options, &mut self.plan.summary);
        let way = places::way(name, said, known.size, options, summary);
        let mut places = SamePlaces::of(self.document, known.id, self.plan.layer);
        let (mut taken, mut left_out) = (0, 0);
        for label in labels {
            match self.label(frame, known, way, &mut places, label) {
                Taken::Yes => taken += 1,
                Taken::Absence => {}
                Taken::No => left_out += 1,
            }
        }
        let says_all = picture.is_reviewed == Some(true);
        if matches!(way, Way::None) {
            self.plan.summary.reviews_not_taken += usize::from(says_all);
            return;
        }
        let mut there = places.left();
        if self.plan.options.present == Present::Replace && (taken > 0 || says_all) {
            self.plan.summary.locked += there.iter().filter(|it| it.is_locked).count();
            self.plan.summary.removed += there.len();
            let removed = there.drain(..).map(|label| (label.picture, label.id));
            self.plan.removed.extend(removed);
        }
        if says_all && self.plan.options.with_reviews {
            self.review(known, taken, left_out, !there.is_empty());
        }
    }

    fn label(
        &mut self,
        frame: usize,
        picture: &ProjectPicture,
        way: Way,
        places: &mut SamePlaces,
        mut read: Labelled,
    ) -> Taken {
        let class = self.plan.classes.of_file.get(read.class).copied().flatten();
        let summary = &mut self.plan.summary;
        if read.is_outside() {
            if class.is_some() && !matches!(way, Way::None) {
                self.occur(frame, picture.id, &read, What::Absent);
            }
            return Taken::Absence;
        }
        let Some(class) = class else {
            summary.labels_of_left_out_classes += 1;
            return Taken::No;
        };
        let nowhere = Shape::Point(Point::default());
        let shape = std::mem::replace(&mut read.shape, nowhere);
        let broken = self.plan.options.broken;
        let Some(shape) = places::placed(shape, way, picture.size, broken, summary) else {
            return Taken::No;
        };
        let same = match class {
            ClassRef::Is(id) => places.take(id, &shape),
            ClassRef::New(_) => None,
        };
        read.shape = shape;
        match same {
            Some(there) => self.same(frame, picture, class, read, there),
            None => self.added(frame, picture, class, read),
        }
        Taken::Yes
    }

    fn same(
        &mut self,
        frame: usize,
        picture: &ProjectPicture,
        class: ClassRef,
        read: Labelled,
        there: Arc<Label>,
    ) {
        self.occur(frame, picture.id, &read, What::There(there.track));
        let summary = &mut self.plan.summary;
        summary.same += 1;
        if !describe::differs(&read, &there) {
            return;
        }
        if self.plan.options.present == Present::Keep {
            summary.described_otherwise += 1;
            return;
        }
        summary.described_anew += 1;
        summary.locked += usize::from(there.is_locked);
        self.plan.labels.push(PlannedLabel {
            picture: picture.id,
            class,
            read,
            track: there.track.map(TrackRef::Is),
            there: Some(there),
        });
    }

    fn added(&mut self, frame: usize, picture: &ProjectPicture, class: ClassRef, read: Labelled) {
        let planned = What::Planned(self.plan.labels.len());
        self.occur(frame, picture.id, &read, planned);
        if let ClassRef::New(place) = class {
            self.plan.classes.new[place].note(&read.attributes);
        }
        let summary = &mut self.plan.summary;
        summary.added += 1;
        summary.details_without_place += usize::from(describe::has_more(&read));
        let is_proposal =
            is_unconfirmed(&read) && self.plan.options.unconfirmed == Unconfirmed::Propose;
        summary.proposals += usize::from(is_proposal);
        self.plan.labels.push(PlannedLabel {
            picture: picture.id,
            class,
            read,
            track: None,
            there: None,
        });
    }

    fn occur(&mut self, frame: usize, picture: PictureId, read: &Labelled, what: What) {
        if let Some(track) = read.track {
            self.occurrences.push(Occurrence {
                track: track.id,
                frame,
                picture,
                what,
            });
        }
    }

    /// Takes over that a picture was looked through, where what is labelled there is what the file
    /// says.
    fn review(
        &mut self,
        picture: &ProjectPicture,
        taken: usize,
        left_out: usize,
        has_others: bool,
    ) {
        let mark = self
            .plan
            .layer
            .and_then(|it| self.document.mark(it, picture.id));
        let summary = &mut self.plan.summary;
        let has_nothing = taken == 0;
        if left_out > 0 || has_nothing && has_others {
            summary.reviews_not_taken += 1;
            return;
        }
        let is_said = mark.is_some_and(|mark| {
            if has_nothing {
                mark.has_nothing
            } else {
                mark.review != Review::New
            }
        });
        if is_said {
            return;
        }
        if has_nothing {
            summary.nothing_to_label += 1;
        } else {
            summary.reviewed += 1;
        }
        self.plan.marks.push(PlannedMark {
            picture: picture.id,
            has_nothing,
            content: picture.content.clone(),
        });
    }

    /// The plan, once all pictures were taken.
    pub fn finish(mut self) -> ImportPlan {
        let removed: HashSet<LabelId> = self.plan.removed.iter().map(|(_, id)| *id).collect();
        let occurrences = std::mem::take(&mut self.occurrences);
        let tracks = Tracks::plan(self.document, &self.plan, occurrences, &removed);
        for (label, track) in &tracks.of_labels {
            self.plan.labels[*label].track = Some(*track);
        }
        let summary = &mut self.plan.summary;
        summary.new_tracks = tracks.new.len();
        summary.continued_tracks = tracks.continued.len();
        summary.labels_off_track = tracks.off_track;
        let series = tracks.new_series.iter();
        summary.new_series = series
            .map(|series| (series.name.clone(), series.pictures.len()))
            .collect();
        self.plan.tracks = tracks;
        self.plan
    }
}

/// Whether no person stands behind a label.
pub(super) fn is_unconfirmed(read: &Labelled) -> bool {
    read.score.is_some() || read.track.is_some_and(|track| !track.is_keyframe)
}
