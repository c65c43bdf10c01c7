//! The labels of the picture that is shown, with what finding them takes.

use std::collections::BTreeSet;
use std::sync::Arc;

use annotation::{ClassId, Document, Label, LabelId, Labels, LayerId, PictureId};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
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
        let before = std::mem::replace(&mut self.source, source.cloned());
        if !is_same_view {
            self.shown = Some(shown.clone());
            self.index = ShapeIndex::bulk_load(self.labels().filter_map(|label| indexed(label)));
            return Changed::All;
        }
        Changed::Some(self.update(before.as_deref()))
    }

    /// Brings the index up to date; gives the labels that came, went or changed.
    fn update(&mut self, before: Option<&Labels>) -> Vec<LabelId> {
        let mut changed: Vec<(LabelId, Option<&Arc<Label>>)> = Vec::new();
        let labels = before.into_iter().flat_map(Labels::iter);
        let mut before = labels.filter(|label| self.shows(label)).peekable();
        let mut now = self.labels().peekable();
        // Both are in the order of their numbers, so that one walk tells what differs.
        loop {
            let (left, right) = match (before.peek(), now.peek()) {
                (None, None) => break,
                (Some(left), Some(right)) => (left.id <= right.id, right.id <= left.id),
                (left, right) => (left.is_some(), right.is_some()),
            };
            let left = before.next_if(|_| left);
            let right = now.next_if(|_| right);
            if let (Some(left), Some(right)) = (left, right)
                && Arc::ptr_eq(left, right)
            {
                continue;
            }
            changed.extend(left.or(right).map(|label| (label.id, right)));
        }
        drop(now);
        let ids = changed.iter().map(|(id, _)| *id).collect();
        let places: Vec<(u64, Option<Indexed>)> = changed
            .into_par_iter()
            .map(|(id, label)| (key(id), label.and_then(|label| indexed(label))))
            .collect();
        self.index.update(places);
        ids
    }

    /// Whether a label of the picture is shown.
    fn shows(&self, label: &Label) -> bool {
        self.shown
            .as_ref()
            .is_some_and(|shown| label.layer == shown.layer && !shown.hidden.contains(&label.class))
    }

    /// The label of a number, where it is shown.
    #[must_use]
    pub fn label(&self, id: LabelId) -> Option<&Arc<Label>> {
        let label = self.source.as_ref()?.get(id)?;
        self.shows(label).then_some(label)
    }

    /// The labels that are shown, in the order in which they are drawn.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &Arc<Label>> {
        let all = self.source.iter().flat_map(|labels| labels.iter());
        all.filter(|label| self.shows(label))
    }

    /// The middle of the box around a label; none where it is nowhere.
    #[must_use]
    pub fn middle(&self, id: LabelId) -> Option<Point> {
        self.index.get(key(id)).map(|it| it.bounds.center())
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
        self.label(id(key)).map(|label| &label.shape)
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
