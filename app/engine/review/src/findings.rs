//! The findings of a document, kept up to date.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use annotation::{Document, Label, LabelId, LayerId, PictureId, SeriesId, TrackId};

use crate::rules::{RULES, Scope, Subject};
use crate::{Changed, Doubt, Finding, Surroundings};

/// What rules looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Unit {
    Picture(PictureId),
    Track(TrackId),
    Series(SeriesId),
}

/// A label as the rule of pixels saw it, with what that found.
#[derive(Debug, Clone)]
struct Seen {
    label: Arc<Label>,
    finding: Option<Finding>,
}

/// What the rules find in a document.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    units: BTreeMap<Unit, Vec<Finding>>,
    edges: HashMap<PictureId, BTreeMap<LabelId, Seen>>,
    count: usize,
}

impl Findings {
    /// All findings in a document.
    #[must_use]
    pub fn of(document: &Document, around: &dyn Surroundings) -> Self {
        let mut findings = Self::default();
        findings.update(document, &Changed::all(document), around);
        findings
    }

    /// Looks again at what changed. What it takes grows with what changed, and with the series that
    /// it is in, but not with the document.
    pub fn update(&mut self, document: &Document, changed: &Changed, around: &dyn Surroundings) {
        let changed = changed.widened(document);
        for picture in &changed.pictures {
            self.check(Unit::Picture(*picture), document, around);
            self.forget_changed_labels(*picture, document);
        }
        for track in &changed.tracks {
            self.check(Unit::Track(*track), document, around);
        }
        for series in &changed.series {
            self.check(Unit::Series(*series), document, around);
        }
    }

    fn check(&mut self, unit: Unit, document: &Document, around: &dyn Surroundings) {
        let subject = Subject { document, around };
        let mut found = Vec::new();
        for rule in RULES {
            match (rule.scope, unit) {
                (Scope::Picture(check), Unit::Picture(picture)) => {
                    for layer in document.layers() {
                        check(&subject, picture, layer.id, &mut found);
                    }
                }
                (Scope::Track(check), Unit::Track(track)) => {
                    if let Some(track) = document.track(track) {
                        check(&subject, track, &mut found);
                    }
                }
                (Scope::Series(check), Unit::Series(series)) => {
                    if let Some(series) = document.one_series(series) {
                        for layer in document.layers() {
                            check(&subject, series, layer.id, &mut found);
                        }
                    }
                }
                _ => {}
            }
        }
        let before = if found.is_empty() {
            self.units.remove(&unit)
        } else {
            self.count += found.len();
            self.units.insert(unit, found)
        };
        self.count -= before.map_or(0, |before| before.len());
    }

    /// Takes up what [`cut_edges`](crate::cut_edges) found among the labels of a picture. What
    /// changed meanwhile is passed over: `looked_at` are the labels as they were then.
    pub fn set_cut_edges(
        &mut self,
        document: &Document,
        picture: PictureId,
        looked_at: &[Arc<Label>],
        found: &[Finding],
    ) {
        let of_picture = self.edges.entry(picture).or_default();
        for label in looked_at {
            let now = document.label(picture, label.id);
            if !now.is_some_and(|now| Arc::ptr_eq(now, label) || now == label) {
                continue;
            }
            let finding = found.iter().find(|it| it.doubt.label() == Some(label.id));
            let seen = Seen {
                label: Arc::clone(label),
                finding: finding.cloned(),
            };
            self.count += usize::from(seen.finding.is_some());
            let before = of_picture.insert(label.id, seen);
            let had_one = before.is_some_and(|before| before.finding.is_some());
            self.count -= usize::from(had_one);
        }
    }

    /// The labels of a picture that the rule of pixels has not looked at as they are now.
    #[must_use]
    pub fn without_pixels(&self, document: &Document, picture: PictureId) -> Vec<Arc<Label>> {
        let seen = self.edges.get(&picture);
        let labels = document.labels(picture);
        let labels = labels.into_iter().flat_map(|labels| labels.iter());
        labels
            .filter(|label| !seen.is_some_and(|seen| seen.contains_key(&label.id)))
            .cloned()
            .collect()
    }

    fn forget_changed_labels(&mut self, picture: PictureId, document: &Document) {
        let Some(of_picture) = self.edges.get_mut(&picture) else {
            return;
        };
        let mut gone = 0;
        of_picture.retain(|id, seen| {
            let now = document.label(picture, *id);
            let is_same = now.is_some_and(|now| now.shape == seen.label.shape);
            gone += usize::from(!is_same && seen.finding.is_some());
            is_same
        });
        self.count -= gone;
        if of_picture.is_empty() {
            self.edges.remove(&picture);
        }
    }

    /// All findings, in no particular order of importance: those of pictures, then of tracks, then
    /// of series, then those that pixels gave.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        let pictures: BTreeSet<&PictureId> = self.edges.keys().collect();
        let of_pixels = pictures
            .into_iter()
            .flat_map(|picture| self.edges[picture].values())
            .filter_map(|seen| seen.finding.as_ref());
        self.units.values().flatten().chain(of_pixels)
    }

    /// The findings on a layer, the worst first.
    #[must_use]
    pub fn of_layer(&self, layer: LayerId) -> Vec<&Finding> {
        let mut found: Vec<&Finding> = self.all().filter(|it| it.layer == layer).collect();
        found.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.picture));
        found
    }

    /// The findings about a label.
    pub fn about(&self, label: LabelId) -> impl Iterator<Item = &Finding> {
        self.all().filter(move |finding| match &finding.doubt {
            Doubt::Duplicate {
                label: first,
                other,
                ..
            } => *first == label || *other == label,
            doubt => doubt.label() == Some(label),
        })
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}
