//! Shapes found by what they are, not only by the boxes around them.

use super::ShapeIndex;
use super::lasso::Lasso;
use crate::{Hit, Point, Rect, Shape};

impl ShapeIndex {
    /// The shapes that are hit at a point, with what of each is, the smallest area first: those of
    /// which [`Shape::hit`] finds something. `shape` is the shape of a name; names without one are
    /// passed over.
    pub fn hits<'a>(
        &self,
        point: Point,
        radius_px: f64,
        shape: impl Fn(u64) -> Option<&'a Shape>,
    ) -> Vec<(u64, Hit)> {
        let hit = |id: u64| Some((id, shape(id)?.hit(point, radius_px)?));
        let near = self.at(point, radius_px);
        near.iter().filter_map(|it| hit(it.id)).collect()
    }

    /// The names of the shapes that lie wholly in a box, or also of those that have a place in it,
    /// from the lowest. Of a line, the middle counts, and of a mask the centres of its pixels.
    pub fn select_in_rect<'a>(
        &self,
        rect: &Rect,
        wholly_inside: bool,
        shape: impl Fn(u64) -> Option<&'a Shape>,
    ) -> Vec<u64> {
        self.select_in_lasso(&rect.corners(), wholly_inside, shape)
    }

    /// The names of the shapes that lie wholly in a ring that was drawn around them, or also of those
    /// that have a place in it, from the lowest. The ring closes by itself; where it crosses itself,
    /// what it goes around twice is outside. Of a line, the middle counts, and of a mask the centres
    /// of its pixels.
    pub fn select_in_lasso<'a>(
        &self,
        ring: &[Point],
        wholly_inside: bool,
        shape: impl Fn(u64) -> Option<&'a Shape>,
    ) -> Vec<u64> {
        let lasso = Lasso::new(ring);
        let Some(around) = lasso.bounds() else {
            return Vec::new();
        };
        let is_selected = |id: &u64| {
            let Some((shape, known)) = shape(*id).zip(self.get(*id)) else {
                return false;
            };
            if wholly_inside {
                lasso.holds(shape, &known.bounds)
            } else {
                lasso.touches(shape, &known.bounds)
            }
        };
        let mut ids = self.in_rect(&around, false);
        ids.retain(is_selected);
        ids
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{rect_strategy, shape_strategy};
    use crate::{Indexed, Mask, MultiPolygon, PixelRect, Polyline};
    use proptest::prelude::*;

    fn index(shapes: &[Shape]) -> ShapeIndex {
        let known = (0..)
            .zip(shapes)
            .filter_map(|(id, shape)| Indexed::new(id, shape));
        ShapeIndex::bulk_load(known)
    }

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::between(Point::new(left, top), Point::new(right, bottom))
    }

    #[test]
    fn a_shape_is_hit_not_its_box() {
        let triangle = points(&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]);
        let shapes = [
            Shape::Polygon(MultiPolygon::from_ring(triangle)),
            Shape::Box(rect(0.0, 0.0, 100.0, 100.0)),
        ];
        let index = index(&shapes);
        let hits = |x, y| {
            let found = index.hits(Point::new(x, y), 1.0, |id| shapes.get(id as usize));
            found.iter().map(|it| it.0).collect::<Vec<_>>()
        };
        assert_eq!(hits(3.0, 3.0), [0, 1]);
        assert_eq!(hits(9.0, 9.0), [1]);
        assert_eq!(index.hits(Point::new(3.0, 3.0), 1.0, |_| None), []);
    }

    #[test]
    fn a_lasso_takes_what_it_goes_around() {
        let shapes = [
            Shape::Point(Point::new(5.0, 5.0)),
            Shape::Box(rect(1.0, 20.0, 3.0, 22.0)),
            // In the bay of the lasso.
            Shape::Box(rect(20.0, 20.0, 25.0, 25.0)),
            // Across the bay, with both ends in the lasso.
            Shape::Polyline(Polyline {
                points: points(&[(2.0, 30.0), (38.0, 30.0)]),
                width_px: 1.0,
            }),
            Shape::Mask(Mask::rectangle(PixelRect {
                left: 1,
                top: 35,
                right: 9,
                bottom: 39,
            })),
            // Around the lasso.
            Shape::Box(rect(-50.0, -50.0, 90.0, 90.0)),
        ];
        let lasso = points(&[
            (0.0, 0.0),
            (40.0, 0.0),
            (40.0, 40.0),
            (30.0, 40.0),
            (30.0, 10.0),
            (10.0, 10.0),
            (10.0, 40.0),
            (0.0, 40.0),
        ]);
        let index = index(&shapes);
        let select = |wholly| index.select_in_lasso(&lasso, wholly, |id| shapes.get(id as usize));
        assert_eq!(select(true), [0, 1, 4]);
        assert_eq!(select(false), [0, 1, 3, 4, 5]);
        assert!(
            index
                .select_in_lasso(&[], false, |id| shapes.get(id as usize))
                .is_empty()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_box_selects_what_is_in_it(
            shapes in proptest::collection::vec(shape_strategy(), 0..12), rect in rect_strategy(),
        ) {
            let index = index(&shapes);
            let shape = |id: u64| shapes.get(id as usize);
            let inside = index.select_in_rect(&rect, true, shape);
            let touched = index.select_in_rect(&rect, false, shape);
            for (id, shape) in (0..).zip(&shapes) {
                let vertices = shape.vertices();
                if inside.contains(&id) {
                    prop_assert!(touched.contains(&id));
                    prop_assert!(vertices.iter().all(|it| rect.contains(*it)));
                } else if let Some(bounds) = Indexed::new(id, shape).map(|it| it.bounds) {
                    let is_mask = matches!(shape, Shape::Mask(_));
                    prop_assert!(is_mask || !rect.contains_rect(&bounds));
                }
                if touched.contains(&id) {
                    prop_assert!(shape.clamped(&rect.grown(0.5)).is_some());
                } else if let Some(clamped) = shape.clamped(&rect.grown(-1e-6)) {
                    // What is left for a mask are whole pixels, of which the centres count.
                    prop_assert!(matches!(clamped, Shape::Mask(_)) || rect.width_px() < 1e-3, "{:?}", clamped);
                }
            }
        }
    }
}
