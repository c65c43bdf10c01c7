//! What an edit touched.

use std::collections::BTreeSet;

use annotation::{Change, Document, Edit, PictureId, SeriesId, TrackId};

/// What changed in a document, or in what is around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    pub(crate) pictures: BTreeSet<PictureId>,
    pub(crate) series: BTreeSet<SeriesId>,
    pub(crate) tracks: BTreeSet<TrackId>,
}

impl Changed {
    /// What an edit changes, done or taken back.
    #[must_use]
    pub fn by(edit: &Edit) -> Self {
        let mut changed = Self::default();
        for change in &edit.changes {
            match change {
                Change::Label(swap) => {
                    let both = [&swap.before, &swap.after];
                    for label in both.into_iter().flatten() {
                        changed.pictures.insert(label.picture);
                        changed.tracks.extend(label.track);
                    }
                }
                Change::Mark(swap) => {
                    changed
                        .pictures
                        .extend(swap.thing().map(|mark| mark.picture));
                }
                Change::Series(swap) => {
                    let both = [&swap.before, &swap.after];
                    for series in both.into_iter().flatten() {
                        changed.series.insert(series.id);
                        changed
                            .pictures
                            .extend(series.shots.iter().map(|shot| shot.picture));
                    }
                }
                Change::Track(swap) => {
                    let both = [&swap.before, &swap.after];
                    for track in both.into_iter().flatten() {
                        changed.tracks.insert(track.id);
                        changed.series.insert(track.series);
                    }
                }
                Change::Class(_) | Change::Correction(_) | Change::Layer(_) => {}
            }
        }
        changed
    }

    /// Everything in a document.
    #[must_use]
    pub fn all(document: &Document) -> Self {
        let labelled = document.labelled_pictures().map(|(picture, _)| picture);
        let marked = document.marks().map(|mark| mark.picture);
        Self {
            pictures: labelled.chain(marked).collect(),
            series: document.all_series().map(|series| series.id).collect(),
            tracks: document.tracks().map(|track| track.id).collect(),
        }
    }

    /// Pictures of which something else became known: their size, or that their file changed.
    #[must_use]
    pub fn pictures(pictures: impl IntoIterator<Item = PictureId>) -> Self {
        Self {
            pictures: pictures.into_iter().collect(),
            ..Self::default()
        }
    }

    /// A series of which something else became known: the part that it shows.
    #[must_use]
    pub fn series(series: SeriesId, document: &Document) -> Self {
        let shots = document.one_series(series);
        let shots = shots.iter().flat_map(|series| &series.shots);
        Self {
            pictures: shots.map(|shot| shot.picture).collect(),
            series: BTreeSet::from([series]),
            tracks: BTreeSet::new(),
        }
    }

    /// Takes up what else changed.
    pub fn extend(&mut self, other: Self) {
        self.pictures.extend(other.pictures);
        self.series.extend(other.series);
        self.tracks.extend(other.tracks);
    }

    /// With what rules look at together: a rule about a series or about a track looks at all
    /// pictures of the series, so each picture brings its series and each series its tracks.
    pub(crate) fn widened(&self, document: &Document) -> Self {
        let mut wide = self.clone();
        let of_pictures = self.pictures.iter();
        wide.series
            .extend(of_pictures.filter_map(|picture| Some(document.series_of(*picture)?.id)));
        for id in wide.series.clone() {
            for layer in document.layers() {
                let tracks = document.tracks_of(id, layer.id);
                wide.tracks.extend(tracks.map(|track| track.id));
            }
        }
        // Whether a picture is said to be done can depend on the rest of its series.
        wide
    }
}
