//! Shapes of every kind as pixels.

use super::Mask;
use super::brush::Stroke;
use super::fill::from_part;
use super::runs::MaskBuilder;
use crate::polygon::ring_edges;
use crate::{
    MultiPolygon, PictureSize, PixelRect, Point, Polygon, Polyline, Rect, RotatedBox, Shape,
};

/// The shorter side below which a rotated box may hold no centre of a pixel where it should: the
/// diagonal of a pixel.
const THIN_PX: f64 = std::f64::consts::SQRT_2;

impl Mask {
    /// The pixels of a shape in a picture: those whose centre lies in it, and where it is too thin
    /// for that, at least those that its middle line goes through, or the outline of a polygon. A
    /// line that lies on the right or the lower edge of the picture is in the pixels inside. A point
    /// is the pixel that it lies in.
    #[must_use]
    pub fn from_shape(shape: &Shape, picture: PictureSize) -> Self {
        let within = picture.pixels();
        match shape {
            Shape::Box(rect) => from_box(rect, within),
            Shape::RotatedBox(rotated) => from_rotated_box(rotated, within),
            Shape::Polygon(polygon) => from_parts(polygon, within),
            Shape::Mask(mask) => mask.clipped(within),
            Shape::Polyline(line) => from_line(line, within),
            Shape::Point(point) => stroke(*point, *point, 0.0, within),
        }
    }
}

/// What a stroke leaves in a rectangle. One along the right or the lower edge is drawn inside.
fn stroke(from: Point, to: Point, width_px: f64, within: PixelRect) -> Mask {
    let corner = within.rect().max;
    let inward = |value: f64, edge: f64| {
        if value == edge {
            edge.next_down()
        } else {
            value
        }
    };
    let moved = |point: Point| Point::new(inward(point.x, corner.x), inward(point.y, corner.y));
    let stroke = Stroke::new(moved(from), moved(to), width_px);
    let Some(bounds) = stroke.bounds() else {
        return Mask::new();
    };
    let mut builder = MaskBuilder::within(bounds.intersection(&within));
    stroke.fill(&mut builder);
    builder.finish()
}

fn from_line(line: &Polyline, within: PixelRect) -> Mask {
    let mut mask = Mask::new();
    for pair in line.points.windows(2) {
        mask.unite(&stroke(pair[0], pair[1], line.width_px, within));
    }
    if let [point] = line.points[..] {
        mask.unite(&stroke(point, point, line.width_px, within));
    }
    mask
}

/// The pixels of an upright box: the columns and rows whose middle is in it, or the one in which the
/// middle of the box is where there is none.
fn from_box(rect: &Rect, within: PixelRect) -> Mask {
    let edges = |low: f64, high: f64, end: u32| {
        // Casts saturate, and make 0 of what is not a number: an empty rectangle.
        let (first, next) = ((low - 0.5).ceil() as u32, (high - 0.5).ceil() as u32);
        if first < next {
            (first, next)
        } else {
            let middle = f64::midpoint(low, high);
            let is_within = 0.0 <= middle && middle <= f64::from(end);
            let pixel = (middle as u32).min(end.saturating_sub(1));
            (pixel, pixel + u32::from(is_within))
        }
    };
    let (left, right) = edges(rect.min.x, rect.max.x, within.right);
    let (top, bottom) = edges(rect.min.y, rect.max.y, within.bottom);
    let rect = PixelRect {
        left,
        top,
        right,
        bottom,
    };
    Mask::rectangle(rect.intersection(&within))
}

fn from_rotated_box(rotated: &RotatedBox, within: PixelRect) -> Mask {
    let mut mask = from_part(&Polygon::from_ring(rotated.corners())).clipped(within);
    if rotated.width_px.min(rotated.height_px) < THIN_PX {
        let (from, to) = middle_line(&rotated.corners());
        mask.unite(&stroke(from, to, 0.0, within));
    }
    mask
}

/// A polygon's pixels, and the outline of the parts that have none.
fn from_parts(polygon: &MultiPolygon, within: PixelRect) -> Mask {
    let mut mask = Mask::new();
    for part in &polygon.parts {
        let filled = from_part(part);
        if filled.is_empty() {
            for (a, b) in ring_edges(&part.outer) {
                mask.unite(&stroke(a, b, 0.0, within));
            }
        } else {
            mask.unite(&filled.clipped(within));
        }
    }
    mask
}

/// The line between the middles of the shorter sides of a box.
fn middle_line(corners: &[Point; 4]) -> (Point, Point) {
    let [a, b, c, d] = *corners;
    if a.distance_px(b) >= b.distance_px(c) {
        (a.midpoint(d), b.midpoint(c))
    } else {
        (a.midpoint(b), d.midpoint(c))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::drawn;
    use proptest::prelude::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 6,
        height_px: 4,
    };

    fn raster(shape: &Shape) -> Mask {
        Mask::from_shape(shape, PICTURE)
    }

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(left, top),
            Point::new(right, bottom),
        ))
    }

    #[test]
    fn a_box_has_the_centres_in_it() {
        assert_eq!(raster(&rect(1.0, 1.0, 3.0, 2.0)), drawn(&["", ".##"]));
        assert_eq!(raster(&rect(0.6, 0.4, 3.4, 1.4)), drawn(&[".##"]));
        let all = raster(&rect(-9.0, -9.0, 99.0, 99.0));
        assert_eq!(all, Mask::rectangle(PICTURE.pixels()));
    }

    #[test]
    fn a_thin_box_does_not_vanish() {
        assert_eq!(
            raster(&rect(1.6, 0.0, 1.9, 4.0)),
            drawn(&[".#", ".#", ".#", ".#"])
        );
        assert_eq!(raster(&rect(1.0, 2.1, 5.0, 2.2)), drawn(&["", "", ".####"]));
        let needle = Shape::RotatedBox(RotatedBox {
            center: Point::new(3.0, 2.0),
            width_px: 4.0 * std::f64::consts::SQRT_2,
            height_px: 0.01,
            angle_rad: std::f64::consts::FRAC_PI_4,
        });
        assert_eq!(
            raster(&needle).components(crate::Connectivity::Eight).len(),
            1
        );
    }

    #[test]
    fn what_lies_on_the_far_edges_is_inside() {
        let corner = raster(&Shape::Point(Point::new(6.0, 4.0)));
        assert_eq!(corner, drawn(&["", "", "", ".....#"]));
        let line = raster(&Shape::Polyline(Polyline {
            points: vec![Point::new(0.0, 4.0), Point::new(6.0, 4.0)],
            width_px: 0.0,
        }));
        assert_eq!(line, drawn(&["", "", "", "######"]));
        assert!(raster(&Shape::Point(Point::new(6.1, 4.0))).is_empty());
    }

    #[test]
    fn a_wide_line_has_its_width() {
        let line = raster(&Shape::Polyline(Polyline {
            points: vec![Point::new(1.5, 2.0), Point::new(4.5, 2.0)],
            width_px: 2.0,
        }));
        assert_eq!(line, drawn(&["", ".####.", ".####."]));
    }

    #[test]
    fn a_polygon_without_a_centre_keeps_its_outline() {
        let outer = vec![
            Point::new(0.6, 1.6),
            Point::new(3.9, 1.6),
            Point::new(3.9, 1.9),
        ];
        let sliver = Shape::Polygon(MultiPolygon {
            parts: vec![Polygon {
                outer,
                holes: Vec::new(),
            }],
        });
        assert_eq!(raster(&sliver), drawn(&["", "####"]));
    }

    #[test]
    fn a_mask_is_clipped() {
        let mask = Mask::disc(Point::new(6.0, 4.0), 4.0);
        assert_eq!(raster(&Shape::Mask(mask)).area_px(), 3);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_box_in_the_picture_vanishes(
            x in 0.0f64..6.0, y in 0.0f64..4.0, width in 0.0f64..3.0, height in 0.0f64..3.0,
        ) {
            let shape = rect(x, y, (x + width).min(6.0), (y + height).min(4.0));
            prop_assert!(!raster(&shape).is_empty());
        }
    }
}
