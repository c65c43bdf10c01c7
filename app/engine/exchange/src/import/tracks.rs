//! Which tracks and series the tracks of a file become.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use annotation::{Document, LabelId, PictureId, SeriesId, TrackId};

use super::classes::ClassRef;
use super::plan::ImportPlan;

/// A track of the project, or a new one by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TrackRef {
    Is(TrackId),
    New(usize),
}

/// A series of the project, or a new one by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SeriesRef {
    Is(SeriesId),
    New(usize),
}

/// A picture on which a track of a file is said to be visible or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// The number of the track in the file.
    pub track: u64,
    /// The place of the picture in the file.
    pub frame: usize,
    pub picture: PictureId,
    pub what: What,
}

/// What a file says of a track on a picture.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// It has a label that is added, by its place.
    Planned(usize),
    /// It has a label that is there already, on this track.
    There(Option<TrackId>),
    /// It is not visible.
    Absent,
}

/// A series that is made.
#[derive(Debug, Clone)]
pub(super) struct NewSeries {
    pub name: String,
    pub pictures: Vec<PictureId>,
}

/// A track that is made.
#[derive(Debug, Clone)]
pub(super) struct NewTrack {
    pub series: SeriesRef,
    pub class: ClassRef,
    pub not_visible: BTreeSet<PictureId>,
}

/// The tracks of a file in the project.
#[derive(Debug, Clone, Default)]
pub(super) struct Tracks {
    pub new_series: Vec<NewSeries>,
    pub new: Vec<NewTrack>,
    /// Tracks of the project that get labels, and shots on which they are not visible.
    pub continued: BTreeMap<TrackId, BTreeSet<PictureId>>,
    /// The track of each label that is added, by its place.
    pub of_labels: Vec<(usize, TrackRef)>,
    /// How many labels leave their track.
    pub off_track: usize,
}

impl Tracks {
    pub fn plan(
        document: &Document,
        plan: &ImportPlan,
        occurrences: Vec<Occurrence>,
        removed: &HashSet<LabelId>,
    ) -> Self {
        let mut tracks = Self::default();
        let mut by_track: BTreeMap<u64, Vec<Occurrence>> = BTreeMap::new();
        for occurrence in occurrences {
            let of_track = by_track.entry(occurrence.track).or_default();
            of_track.push(occurrence);
        }
        // A track of which nothing is added says nothing new about series.
        let series_of = |picture| document.series_of(picture).map(|series| series.id);
        let homes = tracks.make_series(document, plan, &by_track);
        for occurrences in by_track.values() {
            let mut parts: BTreeMap<SeriesRef, Vec<Occurrence>> = BTreeMap::new();
            for occurrence in occurrences {
                let new = || homes.get(&occurrence.picture).copied().map(SeriesRef::New);
                let series = series_of(occurrence.picture).map(SeriesRef::Is);
                match series.or_else(new) {
                    Some(series) => parts.entry(series).or_default().push(*occurrence),
                    None => {
                        let is_added = matches!(occurrence.what, What::Planned(_));
                        tracks.off_track += usize::from(is_added);
                    }
                }
            }
            for (series, part) in parts {
                tracks.part(document, plan, series, &part, removed);
            }
        }
        tracks
    }

    /// Makes series of pictures that are in none and share tracks; gives the place of each one's.
    fn make_series(
        &mut self,
        document: &Document,
        plan: &ImportPlan,
        by_track: &BTreeMap<u64, Vec<Occurrence>>,
    ) -> HashMap<PictureId, usize> {
        let mut groups = Groups::default();
        let mut frames: BTreeMap<usize, PictureId> = BTreeMap::new();
        if plan.options.make_series {
            for occurrences in by_track.values() {
                let is_loose = |it: &&Occurrence| document.series_of(it.picture).is_none();
                let loose: Vec<&Occurrence> = occurrences.iter().filter(is_loose).collect();
                let mut added = loose
                    .iter()
                    .filter(|it| matches!(it.what, What::Planned(_)));
                if added.next().is_none() {
                    continue;
                }
                for occurrence in &loose {
                    frames.insert(occurrence.frame, occurrence.picture);
                    groups.join(loose[0].picture, occurrence.picture);
                }
            }
        }
        let mut members: BTreeMap<usize, Vec<PictureId>> = BTreeMap::new();
        let mut first_frame: HashMap<PictureId, usize> = HashMap::new();
        for (frame, picture) in frames {
            let root = groups.root(picture);
            let first = *first_frame.entry(root).or_insert(frame);
            members.entry(first).or_default().push(picture);
        }
        let mut homes = HashMap::new();
        let mut taken: HashSet<String> = document.all_series().map(|it| it.name.clone()).collect();
        // One picture is no series.
        for pictures in members.into_values().filter(|it| it.len() > 1) {
            let place = self.new_series.len();
            homes.extend(pictures.iter().map(|picture| (*picture, place)));
            let name = free_name(&plan.options.file, &taken);
            taken.insert(name.clone());
            self.new_series.push(NewSeries { name, pictures });
        }
        homes
    }

    /// Continues or makes the track of what a file says within a series.
    fn part(
        &mut self,
        document: &Document,
        plan: &ImportPlan,
        series: SeriesRef,
        part: &[Occurrence],
        removed: &HashSet<LabelId>,
    ) {
        let mut votes: BTreeMap<TrackId, usize> = BTreeMap::new();
        for occurrence in part {
            if let What::There(Some(track)) = occurrence.what {
                *votes.entry(track).or_default() += 1;
            }
        }
        let is_here = |id: &TrackId| {
            let track = document.track(*id);
            track.is_some_and(|it| SeriesRef::Is(it.series) == series)
        };
        // Of two that have the same number of votes, the older one.
        let most = votes
            .iter()
            .filter(|(id, _)| is_here(id))
            .max_by_key(|(id, votes)| (**votes, std::cmp::Reverse(**id)));
        let track = most.map(|(id, _)| *id);
        let has_label = |picture| {
            let label = track.and_then(|track| document.label_of_track(picture, track));
            label.is_some_and(|label| !removed.contains(&label.id))
        };
        let mut labelled = HashSet::new();
        let mut planned = Vec::new();
        for occurrence in part {
            if let What::Planned(label) = occurrence.what {
                if has_label(occurrence.picture) || !labelled.insert(occurrence.picture) {
                    self.off_track += 1;
                } else {
                    planned.push(label);
                }
            }
        }
        let there = part
            .iter()
            .filter(|it| matches!(it.what, What::There(_)))
            .map(|it| it.picture);
        let visible: HashSet<PictureId> = labelled.iter().copied().chain(there).collect();
        let absent: BTreeSet<PictureId> = part
            .iter()
            .filter(|it| matches!(it.what, What::Absent))
            .map(|it| it.picture)
            .filter(|it| !visible.contains(it) && !has_label(*it))
            .collect();
        let reference = match track {
            Some(track) => {
                let known = document.track(track);
                let is_new =
                    |it: &&PictureId| known.is_some_and(|known| !known.not_visible.contains(it));
                let added: BTreeSet<PictureId> = absent.iter().filter(is_new).copied().collect();
                if !planned.is_empty() || !added.is_empty() {
                    self.continued.insert(track, added);
                }
                TrackRef::Is(track)
            }
            None if planned.is_empty() => return,
            None => {
                self.new.push(NewTrack {
                    series,
                    class: plan.labels[planned[0]].class,
                    not_visible: absent,
                });
                TrackRef::New(self.new.len() - 1)
            }
        };
        let labels = planned.into_iter().map(|label| (label, reference));
        self.of_labels.extend(labels);
    }
}

/// A name that no series has.
fn free_name(file: &str, taken: &HashSet<String>) -> String {
    let file = if file.trim().is_empty() {
        "import"
    } else {
        file
    };
    let mut names = std::iter::once(file.to_owned())
        .chain((2..).map(|number: u64| format!("{file} {number}")))
        .filter(|name| !taken.contains(name));
    names.next().unwrap_or_default()
}

/// Pictures that belong together: union and find, with paths halved.
#[derive(Default)]
struct Groups {
    above: HashMap<PictureId, PictureId>,
}

impl Groups {
    fn root(&mut self, picture: PictureId) -> PictureId {
        let mut at = picture;
        loop {
            let above = *self.above.entry(at).or_insert(at);
            if above == at {
                return at;
            }
            let higher = *self.above.entry(above).or_insert(above);
            self.above.insert(at, higher);
            at = higher;
        }
    }

    fn join(&mut self, a: PictureId, b: PictureId) {
        let (a, b) = (self.root(a), self.root(b));
        self.above.insert(b, a);
    }
}
