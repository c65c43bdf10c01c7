//! Whether a point lies in a shape, and how far from it.

use crate::mask::TILE_SIDE_PX;
use crate::segment::{distance_to_line_px, nearest_on_segment};
use crate::{Mask, MaskTile, Point, Rect, Shape};

impl Shape {
    /// Whether a point lies in the area of the shape, or on a line or a point without one. On an edge
    /// of a polygon, rounding decides.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Self::Box(rect) => rect.contains(point),
            Self::RotatedBox(rotated) => rotated.upright().contains(rotated.to_frame(point)),
            Self::Polygon(polygon) => polygon.contains(point),
            Self::Mask(mask) => mask_contains(mask, point),
            Self::Polyline(line) => {
                distance_to_line_px(point, &line.points) <= line.width_px.max(0.0) / 2.0
            }
            Self::Point(own) => *own == point,
        }
    }

    /// How far a point lies from the shape: 0 in its area, and infinity where the shape has no
    /// points.
    #[must_use]
    pub fn distance_px(&self, point: Point) -> f64 {
        match self {
            Self::Box(rect) => point.distance_px(rect.nearest(point)),
            Self::RotatedBox(rotated) => {
                let point = rotated.to_frame(point);
                point.distance_px(rotated.upright().nearest(point))
            }
            Self::Polygon(polygon) if polygon.contains(point) => 0.0,
            Self::Polygon(_) => self.outline_distance_px(point),
            Self::Mask(mask) => mask_distance_px(mask, point),
            Self::Polyline(line) => {
                let middle_px = distance_to_line_px(point, &line.points);
                (middle_px - line.width_px.max(0.0) / 2.0).max(0.0)
            }
            Self::Point(own) => own.distance_px(point),
        }
    }

    /// How far a point lies from the lines of the shape.
    fn outline_distance_px(&self, point: Point) -> f64 {
        let paths = self.paths();
        let edges = paths.iter().flat_map(|path| path.edges());
        edges
            .map(|(_, from, to)| point.distance_px(nearest_on_segment(point, from, to)))
            .fold(f64::INFINITY, f64::min)
    }
}

fn mask_contains(mask: &Mask, point: Point) -> bool {
    // Casts saturate, and make 0 of what is not a number.
    let is_pixel = point.x >= 0.0 && point.y >= 0.0;
    is_pixel && mask.get(point.x as u32, point.y as u32)
}

/// How far a point lies from the nearest pixel. Tiles that are further away than what was found are
/// passed over.
fn mask_distance_px(mask: &Mask, point: Point) -> f64 {
    let side_px = f64::from(TILE_SIDE_PX);
    let rect = |left: u32, top: u32, width_px: f64, height_px: f64| {
        let min = Point::new(f64::from(left), f64::from(top));
        Rect::between(min, min.translated(width_px, height_px))
    };
    let distance_px = |rect: Rect| point.distance_px(rect.nearest(point));
    let mut tiles: Vec<(f64, MaskTile<'_>)> = mask
        .tiles()
        .map(|tile| {
            (
                distance_px(rect(tile.left, tile.top, side_px, side_px)),
                tile,
            )
        })
        .collect();
    tiles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut nearest_px = f64::INFINITY;
    for (least_px, tile) in tiles {
        if least_px >= nearest_px {
            break;
        }
        for (row, bits) in (0..).zip(tile.rows) {
            let mut rest = *bits;
            while rest != 0 {
                let first = rest.trailing_zeros();
                let length = (rest >> first).trailing_ones();
                rest = rest.checked_shr(first + length).unwrap_or(0);
                rest = rest.checked_shl(first + length).unwrap_or(0);
                let run = rect(tile.left + first, tile.top + row, f64::from(length), 1.0);
                nearest_px = nearest_px.min(distance_px(run));
            }
        }
    }
    nearest_px
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy, pixels};
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use crate::{MultiPolygon, Polygon, Polyline, RotatedBox};
    use proptest::prelude::*;

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn distances_are_to_the_nearest_place() {
        let frame = Shape::Polygon(MultiPolygon {
            parts: vec![Polygon {
                outer: points(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]),
                holes: vec![points(&[(2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0)])],
            }],
        });
        assert_eq!(frame.distance_px(Point::new(5.0, 6.0)), 2.0);
        assert_eq!(frame.distance_px(Point::new(1.0, 1.0)), 0.0);
        assert_eq!(frame.distance_px(Point::new(13.0, 14.0)), 5.0);
        let line = Shape::Polyline(Polyline {
            points: points(&[(0.0, 0.0), (10.0, 0.0)]),
            width_px: 4.0,
        });
        assert_eq!(line.distance_px(Point::new(5.0, 5.0)), 3.0);
        assert!(line.contains(Point::new(5.0, -2.0)) && !line.contains(Point::new(5.0, -2.1)));
        let rotated = Shape::RotatedBox(RotatedBox {
            center: Point::new(0.0, 0.0),
            width_px: 2.0,
            height_px: 2.0,
            angle_rad: std::f64::consts::FRAC_PI_4,
        });
        assert!(rotated.contains(Point::new(1.4, 0.0)) && !rotated.contains(Point::new(1.0, 1.0)));
        let distance_px = rotated.distance_px(Point::new(3.0, 0.0));
        assert!((distance_px - (3.0 - 2.0f64.sqrt())).abs() < 1e-12);
        let mask = Shape::Mask(drawn(&["#..", "...", "..#"]));
        assert_eq!(mask.distance_px(Point::new(6.0, 7.0)), 5.0);
        assert_eq!(mask.distance_px(Point::new(-3.0, 0.5)), 3.0);
        assert!(!mask.contains(Point::new(-0.5, 0.5)));
        assert_eq!(
            Shape::Mask(Mask::new()).distance_px(Point::default()),
            f64::INFINITY
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_contains_a_point_is_not_far_from_it(shape in shape_strategy(), point in point_strategy()) {
            prop_assert_eq!(shape.contains(point), shape.distance_px(point) == 0.0);
        }

        #[test]
        fn a_mask_is_as_far_as_its_nearest_pixel(
            mask in mask_strategy(), point in (-99.0f64..300.0, -99.0f64..300.0),
        ) {
            let point = Point::new(point.0, point.1);
            let pixel_distance_px = |&(x, y): &(u32, u32)| {
                let min = Point::new(f64::from(x), f64::from(y));
                point.distance_px(Rect::between(min, min.translated(1.0, 1.0)).nearest(point))
            };
            let expected = pixels(&mask).iter().map(pixel_distance_px).fold(f64::INFINITY, f64::min);
            prop_assert_eq!(mask_distance_px(&mask, point), expected);
        }
    }
}
