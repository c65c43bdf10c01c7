//! Which labels of a file are there already: those of the same class at the same place.

use std::collections::HashMap;
use std::sync::Arc;

use annotation::{ClassId, Document, Label, LabelId, LayerId, PictureId};
use shapes::{MultiPolygon, Point, Shape, ShapeKind};

/// How far places of the same shape may be apart, in pixels: formats round.
const SAME_PX: f64 = 1e-3;

/// Where boundaries between cells lie, in pixels beyond whole ones: where few coordinates do.
const CELL_OFFSET_PX: f64 = 0.377;

/// A class, a kind of shape, and the column and the row of the upper left corner.
type Cell = (ClassId, ShapeKind, i64, i64);

/// The labels of a picture on a layer, by their places.
#[derive(Default)]
pub(super) struct SamePlaces {
    cells: HashMap<Cell, Vec<Arc<Label>>>,
    /// Those that no label of the file is the same as, with their order.
    left: HashMap<LabelId, Arc<Label>>,
}

impl SamePlaces {
    pub fn of(document: &Document, picture: PictureId, layer: Option<LayerId>) -> Self {
        let mut places = Self::default();
        for label in layer
            .into_iter()
            .flat_map(|layer| document.labels_on(picture, layer))
        {
            if let Some(corner) = corner(&label.shape) {
                let cell = (
                    label.class,
                    label.shape.kind(),
                    cell_of(corner.x),
                    cell_of(corner.y),
                );
                let labels = places.cells.entry(cell).or_default();
                labels.push(Arc::clone(label));
            }
            places.left.insert(label.id, Arc::clone(label));
        }
        places
    }

    /// The label that is the same, which is then taken: a second one in the file needs a second one
    /// here.
    pub fn take(&mut self, class: ClassId, shape: &Shape) -> Option<Arc<Label>> {
        if self.left.is_empty() {
            return None;
        }
        let corner = corner(shape)?;
        for x in cells_near(corner.x) {
            for y in cells_near(corner.y) {
                let Some(labels) = self.cells.get_mut(&(class, shape.kind(), x, y)) else {
                    continue;
                };
                let found = labels.iter().position(|label| is_same(&label.shape, shape));
                if let Some(found) = found {
                    let label = labels.swap_remove(found);
                    self.left.remove(&label.id);
                    return Some(label);
                }
            }
        }
        None
    }

    /// The labels that are in no file, in the order in which they were made.
    pub fn left(self) -> Vec<Arc<Label>> {
        let mut left: Vec<Arc<Label>> = self.left.into_values().collect();
        left.sort_unstable_by_key(|label| label.id);
        left
    }
}

fn corner(shape: &Shape) -> Option<Point> {
    shape.bounds().map(|bounds| bounds.min)
}

fn cell_of(place_px: f64) -> i64 {
    // Casts saturate.
    (place_px + CELL_OFFSET_PX).floor() as i64
}

/// The cells in which something within [`SAME_PX`] lies: nearly always one.
fn cells_near(place_px: f64) -> impl Iterator<Item = i64> {
    cell_of(place_px - SAME_PX)..=cell_of(place_px + SAME_PX)
}

/// Whether a shape of a file is one that is there. A line without a width has any.
fn is_same(there: &Shape, read: &Shape) -> bool {
    match (there, read) {
        (Shape::Box(a), Shape::Box(b)) => are_near(&[a.min, a.max], &[b.min, b.max]),
        // A box turned by half a turn, or by a quarter with its sides exchanged, is the same one.
        (Shape::RotatedBox(a), Shape::RotatedBox(b)) => {
            let corners = b.corners();
            let has_partner =
                |corner: &Point| corners.iter().any(|it| corner.distance_px(*it) <= SAME_PX);
            a.corners().iter().all(has_partner)
        }
        (Shape::Polygon(a), Shape::Polygon(b)) => are_same_polygons(a, b),
        (Shape::Polyline(a), Shape::Polyline(b)) => {
            let has_width = b.width_px == 0.0 || (a.width_px - b.width_px).abs() <= SAME_PX;
            has_width && are_near(&a.points, &b.points)
        }
        (Shape::Point(a), Shape::Point(b)) => a.distance_px(*b) <= SAME_PX,
        (Shape::Mask(a), Shape::Mask(b)) => a == b,
        _ => false,
    }
}

fn are_same_polygons(a: &MultiPolygon, b: &MultiPolygon) -> bool {
    a.parts.len() == b.parts.len()
        && a.parts.iter().zip(&b.parts).all(|(a, b)| {
            are_near(&a.outer, &b.outer)
                && a.holes.len() == b.holes.len()
                && a.holes.iter().zip(&b.holes).all(|(a, b)| are_near(a, b))
        })
}

fn are_near(a: &[Point], b: &[Point]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.distance_px(*b) <= SAME_PX)
}

#[cfg(test)]
mod tests {
    use std::f64::consts::FRAC_PI_2;

    use super::*;
    use annotation::{Class, IdSource, SHARED_LAYER, act};
    use shapes::{Mask, PixelRect, Polyline, Rect, RotatedBox};

    fn square(left: f64, side_px: f64) -> Shape {
        let corner = Point::new(left, 2.0);
        Shape::Box(Rect::between(corner, corner.translated(side_px, side_px)))
    }

    #[test]
    fn rounding_does_not_part_shapes_and_more_does() {
        // A corner that lies where cells meet, too.
        for left in [7.0, 1.0 - CELL_OFFSET_PX, 9.3] {
            assert!(is_same(&square(left, 5.0), &square(left + 9e-4, 5.0)));
            assert!(!is_same(&square(left, 5.0), &square(left + 2e-3, 5.0)));
            for moved in [left - 9e-4, left, left + 9e-4] {
                assert!(cells_near(moved).any(|cell| cell == cell_of(left)));
            }
        }
        assert_eq!(cells_near(7.0).count(), 1);
    }

    #[test]
    fn a_box_turned_by_a_quarter_with_its_sides_exchanged_is_the_same() {
        let rotated = |width_px, height_px, angle_rad| {
            Shape::RotatedBox(RotatedBox {
                center: Point::new(20.0, 20.0),
                width_px,
                height_px,
                angle_rad,
            })
        };
        let one = rotated(6.0, 3.0, 0.4);
        assert!(is_same(&one, &rotated(3.0, 6.0, 0.4 + FRAC_PI_2)));
        assert!(!is_same(&one, &rotated(6.0, 3.0, 0.4 + FRAC_PI_2)));
        assert!(!is_same(&one, &square(18.0, 3.0)));
    }

    #[test]
    fn a_line_without_width_is_any_line_and_other_shapes_are_exact() {
        let line = |width_px, end| {
            Shape::Polyline(Polyline {
                points: vec![Point::new(1.0, 1.0), Point::new(end, 5.0)],
                width_px,
            })
        };
        assert!(is_same(&line(3.0, 9.0), &line(0.0, 9.0)));
        assert!(!is_same(&line(0.0, 9.0), &line(3.0, 9.0)));
        assert!(!is_same(&line(3.0, 9.0), &line(3.0, 8.0)));
        let mask = |right| {
            Shape::Mask(Mask::rectangle(PixelRect {
                left: 1,
                top: 1,
                right,
                bottom: 4,
            }))
        };
        assert!(is_same(&mask(5), &mask(5)) && !is_same(&mask(5), &mask(6)));
        let polygon = |end| {
            let ring = [(1.0, 1.0), (9.0, 1.0), (end, 7.0)].map(|(x, y)| Point::new(x, y));
            Shape::Polygon(MultiPolygon::from_ring(ring))
        };
        assert!(is_same(&polygon(5.0), &polygon(5.0)) && !is_same(&polygon(5.0), &polygon(6.0)));
    }

    #[test]
    fn a_label_is_the_same_as_one_of_the_file_only() -> Result<(), annotation::Refusal> {
        let mut ids = IdSource::default();
        let mut document = Document::default();
        let class = Class {
            id: ClassId(0),
            name: "scratch".to_owned(),
            colour: [0; 3],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (class, edit) = act::add_class(&document, class, &mut ids)?;
        assert!(document.apply(&edit).is_ok());
        let picture = PictureId(1);
        let label = |shape, id| Label {
            id,
            ..Label::drawn(picture, SHARED_LAYER, class, shape)
        };
        let labels = [square(7.0, 5.0), square(30.0, 5.0)].map(|it| label(it, ids.label()));
        let second = labels[1].id;
        let edit = act::add_labels(&document, labels)?;
        assert!(document.apply(&edit).is_ok());
        let mut places = SamePlaces::of(&document, picture, Some(SHARED_LAYER));
        assert!(places.take(ClassId(9999), &square(7.0, 5.0)).is_none());
        assert!(places.take(class, &square(7.0 - 5e-4, 5.0)).is_some());
        assert!(places.take(class, &square(7.0, 5.0)).is_none());
        let left: Vec<LabelId> = places.left().iter().map(|it| it.id).collect();
        assert_eq!(left, [second]);
        Ok(())
    }
}
