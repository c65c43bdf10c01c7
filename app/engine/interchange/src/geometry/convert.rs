//! Shapes made into others, for formats that have fewer.

use shapes::{Mask, MultiPolygon, PictureSize, Polyline, RotatedBox, Shape};

use super::extent::THIN_LINE_PX;
use super::rings;

/// The smallest rotated box around a shape; an upright box is itself, and a line without a width has
/// that of a pixel.
pub(crate) fn rotated_box(shape: &Shape) -> Option<RotatedBox> {
    match shape {
        Shape::Polyline(line) => Shape::Polyline(Polyline {
            points: line.points.clone(),
            width_px: line.width_px.max(THIN_LINE_PX),
        })
        .to_rotated_box(),
        other => other.to_rotated_box(),
    }
}

/// The outline of a shape in a picture; lines get that of the pixels that they cover.
pub(crate) fn polygon(shape: &Shape, picture: PictureSize) -> MultiPolygon {
    match shape {
        Shape::Polyline(_) => Mask::from_shape(shape, picture).to_polygon(),
        other => other.polygon(0.0),
    }
}

/// Each part of a polygon as a polygon of its own.
pub(crate) fn parts(shape: &Shape) -> impl Iterator<Item = Shape> + '_ {
    let parts = match shape {
        Shape::Polygon(polygon) => &polygon.parts[..],
        _ => &[],
    };
    parts
        .iter()
        .map(|part| Shape::Polygon(rings::polygon(part.outer.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::extent;
    use shapes::{Point, Rect};

    #[test]
    fn thin_lines_are_a_pixel_wide() {
        let line = Shape::Polyline(Polyline {
            points: vec![Point::new(2.0, 4.0), Point::new(12.0, 4.0)],
            width_px: 0.0,
        });
        let around = rotated_box(&line).unwrap();
        assert!((around.width_px.min(around.height_px) - 1.0).abs() < 1e-6);
        let bounds = extent::area_bounds(&line).unwrap();
        let expected = Rect::between(Point::new(1.5, 3.5), Point::new(12.5, 4.5));
        assert_eq!(bounds, expected);
    }
}
