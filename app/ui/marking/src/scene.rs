//! The labels of the picture that is shown, with what finding them takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use annotation::{ClassId, Document, Label, LabelId, Labels, LayerId, PictureId};
use shapes::{Indexed, Point, Rect, Shape, ShapeIndex};

/// What of the labels is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The picture.
    pub picture: PictureId,
    /// The layer.
    pub layer: LayerId,
    /// The classes that are not shown.
    pub hidden: BTreeSet<ClassId>,
}

/// The labels of one picture that are shown, and where each is. It is brought up to date label by
/// label, so that an edit costs what it changes and not what there is.
#[derive(Default)]
pub struct Scene {
    shown: Option<Shown>,
    source: Option<Arc<Labels>>,
    labels: BTreeMap<LabelId, Arc<Label>>,
    index: ShapeIndex,
}

/// Which labels have changed, for whoever draws them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These, which is none where nothing has.
    Some(Vec<LabelId>),
    /// Perhaps all: another picture, another layer, other classes hidden.
    All,
}

impl Scene {
    /// Takes up the labels as they are now, and says what has changed.
    pub fn follow(&mut self, document: &Document, shown: &Shown) -> Changed {
        let source = document.labels(shown.picture);
        let is_same_source = match (&self.source, source) {
            (None, None) => true,
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            _ => false,
        };
        let is_same_view = self.shown.as_ref() == Some(shown);
        if is_same_source && is_same_view {
            return Changed::Some(Vec::new());
        }
        self.source = source.cloned();
        let now: BTreeMap<LabelId, Arc<Label>> = source
            .into_iter()
            .flat_map(|labels| labels.of_layer(shown.layer))
            .filter(|label| !shown.hidden.contains(&label.class))
            .map(|label| (label.id, Arc::clone(label)))
            .collect();
        if !is_same_view {
            self.shown = Some(shown.clone());
            self.index = ShapeIndex::bulk_load(now.values().filter_map(|label| indexed(label)));
            self.labels = now;
            return Changed::All;
        }
        let changed = self.update(&now);
        self.labels = now;
        Changed::Some(changed)
    }

    /// Brings the index up to date; gives the labels that came, went or changed.
    fn update(&mut self, now: &BTreeMap<LabelId, Arc<Label>>) -> Vec<LabelId> {
        let mut changed = Vec::new();
        for (id, label) in &self.labels {
            let is_same = now.get(id).is_some_and(|other| Arc::ptr_eq(other, label));
            if !is_same {
                self.index.remove(key(*id));
                changed.push(*id);
            }
        }
        for (id, label) in now {
            let before = self.labels.get(id);
            if before.is_none_or(|before| !Arc::ptr_eq(before, label)) {
                if let Some(indexed) = indexed(label) {
                    self.index.insert(indexed);
                }
                if before.is_none() {
                    changed.push(*id);
                }
            }
        }
        changed
    }

    /// The label of a number, where it is shown.
    #[must_use]
    pub fn label(&self, id: LabelId) -> Option<&Arc<Label>> {
        self.labels.get(&id)
    }

    /// The labels that are shown, in the order in which they are drawn.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &Arc<Label>> {
        self.labels.values()
    }

    /// The labels at a place, the smallest first.
    #[must_use]
    pub fn at(&self, place: Point, reach_px: f64) -> Vec<LabelId> {
        let found = self.index.hits(place, reach_px, |key| self.shape(key));
        found.into_iter().map(|(key, _)| id(key)).collect()
    }

    /// The labels of which some part is in a rectangle, or the whole where `is_whole`.
    #[must_use]
    pub fn in_rect(&self, rect: &Rect, is_whole: bool) -> BTreeSet<LabelId> {
        let found = self
            .index
            .select_in_rect(rect, is_whole, |key| self.shape(key));
        found.into_iter().map(id).collect()
    }

    /// The labels that lie wholly within an outline.
    #[must_use]
    pub fn in_lasso(&self, ring: &[Point]) -> BTreeSet<LabelId> {
        let found = self
            .index
            .select_in_lasso(ring, true, |key| self.shape(key));
        found.into_iter().map(id).collect()
    }

    fn shape(&self, key: u64) -> Option<&Shape> {
        self.labels.get(&id(key)).map(|label| &label.shape)
    }
}

/// The key of a label in the index. Numbers of labels are never negative.
fn key(id: LabelId) -> u64 {
    id.0.unsigned_abs()
}

/// The label of a key.
fn id(key: u64) -> LabelId {
    LabelId(key.cast_signed())
}

fn indexed(label: &Label) -> Option<Indexed> {
    Indexed::new(key(label.id), &label.shape)
}
