//! Which shapes are where: an R-tree over the boxes around them.

mod exact;
mod lasso;

use std::collections::HashMap;
use std::sync::OnceLock;

use rstar::{AABB, RTree, RTreeObject};

use crate::{Point, Rect, Shape};

/// Changes to at least one in so many shapes are much of an index. To change one of 100,000 in a
/// tree takes as long as to load four to eight of them into a new one.
const MUCH: usize = 8;

/// What the index knows of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indexed {
    /// What the shape is called; no two in an index have the same.
    pub id: u64,
    /// The box around it.
    pub bounds: Rect,
    /// Its area in square pixels.
    pub area_px2: f64,
}

impl Indexed {
    /// What an index needs to know of a shape, or `None` where it has no points or one that is not
    /// finite, and so is nowhere.
    #[must_use]
    pub fn new(id: u64, shape: &Shape) -> Option<Self> {
        let bounds = shape.bounds()?;
        let is_somewhere = bounds.min.is_finite() && bounds.max.is_finite();
        is_somewhere.then(|| Self {
            id,
            bounds,
            area_px2: shape.area_px2(),
        })
    }
}

impl RTreeObject for Indexed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        envelope(&self.bounds)
    }
}

/// Finds shapes by where they are, among 100,000 in well under a millisecond.
///
/// It holds the boxes around the shapes, not the shapes: [`ShapeIndex::at`] and
/// [`ShapeIndex::in_rect`] tell by those. [`ShapeIndex::hits`], [`ShapeIndex::select_in_rect`] and
/// [`ShapeIndex::select_in_lasso`] look at the shapes too, which the caller has.
#[derive(Debug, Default, Clone)]
pub struct ShapeIndex {
    /// Made when it is first asked for: nobody may ask between two large changes.
    tree: OnceLock<RTree<Indexed>>,
    /// What is in the tree, to find it there again.
    by_id: HashMap<u64, Indexed>,
}

impl ShapeIndex {
    /// An index of many shapes, made faster and more compact than one after the other. Of several
    /// with the same name, the last counts.
    #[must_use]
    pub fn bulk_load(shapes: impl IntoIterator<Item = Indexed>) -> Self {
        Self {
            tree: OnceLock::new(),
            by_id: shapes.into_iter().map(|it| (it.id, it)).collect(),
        }
    }

    /// Adds a shape, in place of the one of the same name if there is one.
    pub fn insert(&mut self, shape: Indexed) {
        let before = self.by_id.insert(shape.id, shape);
        if let Some(tree) = self.tree.get_mut() {
            if let Some(before) = before {
                tree.remove(&before);
            }
            tree.insert(shape);
        }
    }

    /// Removes a shape, and returns what was known of it if it was there.
    pub fn remove(&mut self, id: u64) -> Option<Indexed> {
        let before = self.by_id.remove(&id)?;
        if let Some(tree) = self.tree.get_mut() {
            tree.remove(&before);
        }
        Some(before)
    }

    /// Takes up what is known of some shapes now; those of which nothing is are removed. Where that
    /// is much of what there is, the tree is made anew, which is faster than to change it shape by
    /// shape.
    pub fn update(&mut self, changes: impl IntoIterator<Item = (u64, Option<Indexed>)>) {
        let changes = changes.into_iter();
        if changes.size_hint().0 * MUCH >= self.len() {
            self.tree = OnceLock::new();
        }
        for (id, shape) in changes {
            match shape {
                Some(shape) => self.insert(shape),
                None => drop(self.remove(id)),
            }
        }
    }

    fn tree(&self) -> &RTree<Indexed> {
        self.tree
            .get_or_init(|| RTree::bulk_load(self.by_id.values().copied().collect()))
    }

    /// What is known of a shape.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<&Indexed> {
        self.by_id.get(&id)
    }

    /// How many shapes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The shapes whose boxes are at most `radius_px` from a point, in x and in y: the smallest area
    /// first, so that a small shape on a large one can be reached. Those of the same area come by
    /// their names.
    #[must_use]
    pub fn at(&self, point: Point, radius_px: f64) -> Vec<Indexed> {
        let around = Rect::between(point, point).grown(radius_px.max(0.0));
        let near = self
            .tree()
            .locate_in_envelope_intersecting(&envelope(&around));
        let mut near: Vec<Indexed> = near.copied().collect();
        near.sort_by(|a, b| a.area_px2.total_cmp(&b.area_px2).then(a.id.cmp(&b.id)));
        near
    }

    /// The names of the shapes whose boxes lie wholly in a box, or also of those that it only
    /// touches, from the lowest.
    #[must_use]
    pub fn in_rect(&self, rect: &Rect, wholly_inside: bool) -> Vec<u64> {
        let envelope = envelope(rect);
        let mut ids: Vec<u64> = if wholly_inside {
            self.tree()
                .locate_in_envelope(&envelope)
                .map(|it| it.id)
                .collect()
        } else {
            let touched = self.tree().locate_in_envelope_intersecting(&envelope);
            touched.map(|it| it.id).collect()
        };
        ids.sort_unstable();
        ids
    }
}

/// A box as the tree has it.
fn envelope(rect: &Rect) -> AABB<[f64; 2]> {
    AABB::from_corners(rect.min.into(), rect.max.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{point_strategy, rect_strategy, shape_strategy};
    use proptest::prelude::*;

    fn indexed(id: u64, left: f64, top: f64, side: f64) -> Indexed {
        let min = Point::new(left, top);
        let shape = Shape::Box(Rect::between(min, min.translated(side, side)));
        Indexed::new(id, &shape).unwrap()
    }

    fn ids(found: &[Indexed]) -> Vec<u64> {
        found.iter().map(|it| it.id).collect()
    }

    #[test]
    fn the_smallest_comes_first() {
        let index = ShapeIndex::bulk_load([
            indexed(1, 0.0, 0.0, 100.0),
            indexed(2, 40.0, 40.0, 10.0),
            indexed(3, 30.0, 30.0, 30.0),
            indexed(4, 80.0, 80.0, 5.0),
        ]);
        assert_eq!(ids(&index.at(Point::new(45.0, 45.0), 0.0)), [2, 3, 1]);
        assert_eq!(ids(&index.at(Point::new(38.0, 38.0), 3.0)), [2, 3, 1]);
        assert_eq!(ids(&index.at(Point::new(38.0, 38.0), 1.0)), [3, 1]);
        assert!(index.at(Point::new(-38.0, 38.0), 1.0).is_empty());
    }

    #[test]
    fn a_box_takes_what_it_holds_or_touches() {
        let index = ShapeIndex::bulk_load([
            indexed(2, 0.0, 0.0, 10.0),
            indexed(1, 5.0, 5.0, 10.0),
            indexed(3, 50.0, 50.0, 10.0),
        ]);
        let rect = Rect::between(Point::new(4.0, 4.0), Point::new(20.0, 20.0));
        assert_eq!(index.in_rect(&rect, true), [1]);
        assert_eq!(index.in_rect(&rect, false), [1, 2]);
    }

    #[test]
    fn a_shape_is_found_where_it_went() {
        let mut index = ShapeIndex::default();
        assert!(index.is_empty());
        index.insert(indexed(7, 0.0, 0.0, 10.0));
        index.insert(indexed(7, 50.0, 0.0, 10.0));
        assert_eq!(index.len(), 1);
        assert!(index.at(Point::new(5.0, 5.0), 0.0).is_empty());
        assert_eq!(ids(&index.at(Point::new(55.0, 5.0), 0.0)), [7]);
        assert_eq!(index.get(7), Some(&indexed(7, 50.0, 0.0, 10.0)));
        assert_eq!(index.remove(7), Some(indexed(7, 50.0, 0.0, 10.0)));
        assert_eq!(index.remove(7), None);
        assert!(index.at(Point::new(55.0, 5.0), 0.0).is_empty());
    }

    #[test]
    fn what_is_nowhere_is_not_indexed() {
        assert_eq!(Indexed::new(1, &Shape::Mask(crate::Mask::new())), None);
        assert_eq!(
            Indexed::new(1, &Shape::Point(Point::new(f64::NAN, 0.0))),
            None
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_index_finds_what_looking_at_each_finds(
            shapes in proptest::collection::vec(shape_strategy(), 0..40),
            moved in proptest::collection::vec((0u64..40, shape_strategy()), 0..10),
            removed in proptest::collection::vec(0u64..40, 0..10),
            updated in proptest::collection::btree_map(0u64..40, proptest::option::of(shape_strategy()), 0..20),
            is_asked_before: bool,
            point in point_strategy(), rect in rect_strategy(), radius_px in 0.0f64..20.0,
        ) {
            let mut all: std::collections::BTreeMap<u64, Indexed> = (0..)
                .zip(&shapes)
                .filter_map(|(id, shape)| Some((id, Indexed::new(id, shape)?)))
                .collect();
            let mut index = ShapeIndex::bulk_load(all.values().copied());
            if is_asked_before {
                prop_assert!(index.at(point, radius_px).len() <= all.len());
            }
            for (id, shape) in moved {
                if let Some(shape) = Indexed::new(id, &shape) {
                    index.insert(shape);
                    all.insert(id, shape);
                }
            }
            for id in removed {
                prop_assert_eq!(index.remove(id), all.remove(&id));
            }
            let changes: Vec<(u64, Option<Indexed>)> = updated
                .iter()
                .map(|(id, shape)| (*id, shape.as_ref().and_then(|it| Indexed::new(*id, it))))
                .collect();
            for (id, shape) in &changes {
                all.remove(id);
                all.extend(shape.map(|shape| (*id, shape)));
            }
            index.update(changes);
            let around = Rect::between(point, point).grown(radius_px);
            let near = index.at(point, radius_px);
            prop_assert!(near.is_sorted_by(|a, b| a.area_px2 <= b.area_px2));
            let mut near = ids(&near);
            near.sort_unstable();
            let expected: Vec<u64> = all.values().filter(|it| it.bounds.meets(&around)).map(|it| it.id).collect();
            prop_assert_eq!(near, expected);
            let inside: Vec<u64> = all.values().filter(|it| rect.contains_rect(&it.bounds)).map(|it| it.id).collect();
            prop_assert_eq!(index.in_rect(&rect, true), inside);
        }
    }
}
