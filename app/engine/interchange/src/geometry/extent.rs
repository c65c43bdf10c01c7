//! Whether shapes mark something, and the boxes that formats write around them.

use shapes::{Rect, Shape};

/// The width of lines that have none, where a format only has areas: they cover a pixel.
pub(crate) const THIN_LINE_PX: f64 = 1.0;

/// Whether a shape marks something: every number is finite, and it has an area, a length, or is a
/// point.
pub(crate) fn marks_something(shape: &Shape) -> bool {
    if !shape.vertices().iter().all(|it| it.is_finite()) {
        return false;
    }
    match shape {
        Shape::Box(rect) => rect.width_px() > 0.0 && rect.height_px() > 0.0,
        Shape::RotatedBox(rotated) => rotated.width_px > 0.0 && rotated.height_px > 0.0,
        Shape::Polygon(polygon) => polygon.area_px2() > 0.0,
        Shape::Mask(mask) => !mask.is_empty(),
        Shape::Polyline(line) => {
            (0.0..f64::INFINITY).contains(&line.width_px)
                && line.points.windows(2).any(|pair| pair[0] != pair[1])
        }
        Shape::Point(_) => true,
    }
}

/// The smallest box around the area of a shape; a line without a width has that of a pixel.
pub(crate) fn area_bounds(shape: &Shape) -> Option<Rect> {
    let bounds = shape.bounds()?;
    Some(match shape {
        Shape::Polyline(line) if line.width_px < THIN_LINE_PX => {
            bounds.grown((THIN_LINE_PX - line.width_px) / 2.0)
        }
        _ => bounds,
    })
}
