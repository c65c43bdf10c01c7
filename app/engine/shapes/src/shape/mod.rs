//! What a label can be drawn as.

mod clamp;
mod crossings;
mod distance;
mod measure;
mod mend;
mod outline;
mod problems;
mod scale;
#[cfg(test)]
pub(crate) mod test_shapes;
mod turn;

pub(crate) use outline::round;
pub use problems::Problem;
pub(crate) use turn::normal_angle;

use serde::{Deserialize, Serialize};

use crate::{Mask, MultiPolygon, Point, Polyline, Rect, RotatedBox};

/// What a label can be drawn as. It is stored under the name of its kind, as `{"point":[1.5,2.0]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An upright box.
    Box(Rect),
    /// A box that was turned.
    RotatedBox(RotatedBox),
    /// A polygon, perhaps of several parts and with holes.
    Polygon(MultiPolygon),
    /// Single pixels.
    Mask(Mask),
    /// A line with a width.
    Polyline(Polyline),
    /// A place.
    Point(Point),
}

/// The kinds of [`Shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeKind {
    /// [`Shape::Box`].
    Box,
    /// [`Shape::RotatedBox`].
    RotatedBox,
    /// [`Shape::Polygon`].
    Polygon,
    /// [`Shape::Mask`].
    Mask,
    /// [`Shape::Polyline`].
    Polyline,
    /// [`Shape::Point`].
    Point,
}

impl Shape {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> ShapeKind {
        match self {
            Self::Box(_) => ShapeKind::Box,
            Self::RotatedBox(_) => ShapeKind::RotatedBox,
            Self::Polygon(_) => ShapeKind::Polygon,
            Self::Mask(_) => ShapeKind::Mask,
            Self::Polyline(_) => ShapeKind::Polyline,
            Self::Point(_) => ShapeKind::Point,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Polygon;
    use crate::shape::test_shapes::shape_strategy;
    use proptest::prelude::*;

    #[test]
    fn a_shape_is_stored_under_its_kind() {
        let point = Point::new(1.0, 2.0);
        let ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)].map(|(x, y)| Point::new(x, y));
        let mut mask = Mask::new();
        mask.set(3, 4, true);
        for (shape, expected) in [
            (Shape::Point(point), r#"{"point":[1.0,2.0]}"#),
            (
                Shape::Box(Rect::between(Point::default(), point)),
                r#"{"box":{"min":[0.0,0.0],"max":[1.0,2.0]}}"#,
            ),
            (
                Shape::RotatedBox(RotatedBox {
                    center: point,
                    width_px: 3.0,
                    height_px: 4.0,
                    angle_rad: 0.5,
                }),
                r#"{"rotated_box":{"center":[1.0,2.0],"width_px":3.0,"height_px":4.0,"angle_rad":0.5}}"#,
            ),
            (
                Shape::Polygon(MultiPolygon {
                    parts: vec![Polygon::from_ring(ring)],
                }),
                r#"{"polygon":[{"outer":[[0.0,0.0],[1.0,0.0],[1.0,1.0]]}]}"#,
            ),
            (
                Shape::Mask(mask),
                r#"{"mask":{"bounds":[3,4,1,1],"runs":[0,1]}}"#,
            ),
            (
                Shape::Polyline(Polyline {
                    points: vec![Point::default(), point],
                    width_px: 2.0,
                }),
                r#"{"polyline":{"points":[[0.0,0.0],[1.0,2.0]],"width_px":2.0}}"#,
            ),
        ] {
            let json = serde_json::to_string(&shape).unwrap();
            assert_eq!(json, expected);
            assert_eq!(serde_json::from_str::<Shape>(&json).unwrap(), shape);
            let kind = serde_json::to_string(&shape.kind()).unwrap();
            assert!(json.starts_with(&format!("{{{kind}:")), "{kind}");
        }
        assert!(serde_json::from_str::<Shape>(r#"{"circle":[1.0,2.0]}"#).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_stored_is_read_to_the_last_digit(shape in shape_strategy()) {
            let json = serde_json::to_string(&shape).unwrap();
            prop_assert_eq!(serde_json::from_str::<Shape>(&json).unwrap(), shape);
        }
    }
}
