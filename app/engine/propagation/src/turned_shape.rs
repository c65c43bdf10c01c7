//! Shapes with each of their points moved.

use shapes::{Mask, MultiPolygon, Point, Polygon, Polyline, Rect, Shape};

use crate::Cylinder;

/// The points between which a shape lies: of a box the middles of its sides, so that a small lean of
/// the cylinder does not make it wider.
pub(crate) fn ends(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Box(rect) => middles(rect).to_vec(),
        Shape::RotatedBox(rotated) => rotated.corners().to_vec(),
        Shape::Mask(mask) => {
            let bounds = mask.bounds();
            bounds.iter().flat_map(middles).collect()
        }
        Shape::Polygon(_) | Shape::Polyline(_) | Shape::Point(_) => shape.vertices(),
    }
}

fn middles(rect: &Rect) -> [Point; 4] {
    let middle = rect.center();
    [
        Point::new(rect.min.x, middle.y),
        Point::new(rect.max.x, middle.y),
        Point::new(middle.x, rect.min.y),
        Point::new(middle.x, rect.max.y),
    ]
}

/// A shape with each of its points moved. Boxes stay upright, rotated boxes stay boxes, and pixels
/// are moved as the areas that they make up. `narrowing` is by how much lengths across the axis of
/// the cylinder shrink, which lines need for their width. None where nothing is left.
pub(crate) fn mapped(
    shape: &Shape,
    cylinder: &Cylinder,
    narrowing: f64,
    place: impl Fn(Point) -> Point,
) -> Option<Shape> {
    let ring = |points: &[Point]| -> Vec<Point> { points.iter().map(|at| place(*at)).collect() };
    let areas = |areas: &MultiPolygon| MultiPolygon {
        parts: areas
            .parts
            .iter()
            .map(|part| Polygon {
                outer: ring(&part.outer),
                holes: part.holes.iter().map(|hole| ring(hole)).collect(),
            })
            .collect(),
    };
    match shape {
        Shape::Box(rect) => Rect::around(ring(&middles(rect))).map(Shape::Box),
        Shape::RotatedBox(rotated) => {
            let moved = Shape::Polygon(MultiPolygon::from_ring(ring(&rotated.corners())));
            Some(match moved.to_rotated_box() {
                Some(rotated) => Shape::RotatedBox(rotated),
                None => moved,
            })
        }
        Shape::Polygon(polygon) => Some(Shape::Polygon(areas(polygon))),
        Shape::Mask(mask) => {
            let mask = Mask::from_polygon(&areas(&mask.to_polygon()));
            (!mask.is_empty()).then_some(Shape::Mask(mask))
        }
        Shape::Polyline(line) => Some(Shape::Polyline(Polyline {
            points: ring(&line.points),
            width_px: line.width_px * width_factor(&line.points, cylinder, narrowing),
        })),
        Shape::Point(at) => Some(Shape::Point(place(*at))),
    }
}

/// By how much the width of a line changes where lengths across the axis shrink by a factor: areas
/// shrink by it, and the length of the line by what its direction makes of it.
fn width_factor(points: &[Point], cylinder: &Cylinder, narrowing: f64) -> f64 {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return 1.0;
    };
    let across = cylinder.across_px(*last) - cylinder.across_px(*first);
    let along = cylinder.along_px(*last) - cylinder.along_px(*first);
    let length = across.hypot(along);
    if length > 0.0 {
        narrowing * length / (narrowing * across).hypot(along).max(f64::EPSILON * length)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use shapes::PixelRect;

    use super::*;
    use crate::Wall;

    const TUBE: Cylinder = Cylinder::upright(100.0, 80.0);

    fn line(points: [[f64; 2]; 2]) -> Shape {
        Shape::Polyline(Polyline {
            points: points.map(Point::from).to_vec(),
            width_px: 4.0,
        })
    }

    fn width_of(shape: Option<Shape>) -> f64 {
        let Some(Shape::Polyline(line)) = shape else {
            panic!("a line stays a line");
        };
        line.width_px
    }

    #[test]
    fn a_line_along_the_axis_gets_thinner_and_one_around_it_does_not() {
        let by = 60_f64.to_radians();
        let axial = line([[100.0, 10.0], [100.0, 90.0]]);
        assert!((width_of(TUBE.turned(&axial, Wall::Near, by, Wall::Near)) - 2.0).abs() < 1e-9);
        let around = line([[99.0, 50.0], [101.0, 50.0]]);
        assert!((width_of(TUBE.turned(&around, Wall::Near, by, Wall::Near)) - 4.0).abs() < 1e-9);
    }

    #[test]
    fn every_kind_of_shape_stays_what_it_is() {
        let rect = Rect::between(Point::new(95.0, 20.0), Point::new(105.0, 60.0));
        let mask = Mask::rectangle(PixelRect {
            left: 95,
            top: 20,
            right: 105,
            bottom: 60,
        });
        for shape in [
            Shape::Box(rect),
            Shape::RotatedBox(rect.to_rotated()),
            Shape::Polygon(MultiPolygon::from_ring(rect.corners())),
            Shape::Mask(mask),
        ] {
            let turned = TUBE.turned(&shape, Wall::Near, 0.5, Wall::Near).unwrap();
            assert_eq!(turned.kind(), shape.kind());
            let bounds = turned.bounds().unwrap();
            let middle = 100.0 + 80.0 * 0.5_f64.sin();
            assert!((bounds.center().x - middle).abs() < 0.6, "{turned:?}");
            assert!((bounds.width_px() - 10.0 * 0.5_f64.cos()).abs() < 1.1);
            assert!((bounds.height_px() - 40.0).abs() < 1e-6);
        }
    }
}
