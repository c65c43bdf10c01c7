//! Rotated boxes by their corners.

use std::f64::consts::{PI, TAU};

use shapes::{Point, RotatedBox};

/// The rotated box with four corners in the order in which [`RotatedBox::corners`] gives them, or in
/// the opposite one, and by how many pixels the worst of the corners misses it.
pub(crate) fn rotated_box(corners: [Point; 4]) -> (RotatedBox, f64) {
    let [a, b, c, d] = corners;
    let center = Point::new((a.x + b.x + c.x + d.x) / 4.0, (a.y + b.y + c.y + d.y) / 4.0);
    // The means of opposite sides.
    let across = Point::new((b.x - a.x + c.x - d.x) / 2.0, (b.y - a.y + c.y - d.y) / 2.0);
    let down = Point::new((d.x - a.x + c.x - b.x) / 2.0, (d.y - a.y + c.y - b.y) / 2.0);
    let width_px = across.x.hypot(across.y);
    let angle_rad = if width_px > 0.0 {
        across.y.atan2(across.x)
    } else {
        normalised(down.y.atan2(down.x) - PI / 2.0)
    };
    let (sin, cos) = angle_rad.sin_cos();
    // Corners that go the other way round have the lower side first.
    let signed_height_px = cos * down.y - sin * down.x;
    let rotated = RotatedBox {
        center,
        width_px,
        height_px: signed_height_px.abs(),
        angle_rad,
    };
    let [e, f, g, h] = rotated.corners();
    let fitted = if signed_height_px < 0.0 {
        [h, g, f, e]
    } else {
        [e, f, g, h]
    };
    let off_px = corners
        .iter()
        .zip(fitted)
        .map(|(is, should)| (is.x - should.x).hypot(is.y - should.y))
        .fold(0.0, f64::max);
    (rotated, off_px)
}

/// An angle between -π and π that is the same direction.
pub(crate) fn normalised(angle_rad: f64) -> f64 {
    let turned = angle_rad.rem_euclid(TAU);
    if turned > PI { turned - TAU } else { turned }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn corners_that_make_no_rectangle_are_off() {
        let corner = |x, y| Point::new(x, y);
        let skewed = [
            corner(0.0, 0.0),
            corner(4.0, 0.0),
            corner(6.0, 2.0),
            corner(2.0, 2.0),
        ];
        assert!(rotated_box(skewed).1 > 0.9);
        let reversed = [
            corner(0.0, 2.0),
            corner(4.0, 2.0),
            corner(4.0, 0.0),
            corner(0.0, 0.0),
        ];
        let (rotated, off_px) = rotated_box(reversed);
        assert!(off_px < 1e-12);
        assert_eq!((rotated.width_px, rotated.height_px), (4.0, 2.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_rotated_box_is_found_again(
            x in -1e4..1e4, y in -1e4..1e4, width in 1e-3..1e4, height in 1e-3..1e4, angle in -9.0..9.0,
        ) {
            let original = RotatedBox {
                center: Point::new(x, y),
                width_px: width,
                height_px: height,
                angle_rad: angle,
            };
            let (found, off_px) = rotated_box(original.corners());
            prop_assert!(off_px < 1e-9);
            prop_assert!((found.width_px - width).abs() < 1e-9);
            prop_assert!((found.height_px - height).abs() < 1e-9);
            // An angle is as sure as the side that it is read from is long.
            let turned = normalised(found.angle_rad - angle).abs();
            prop_assert!(turned * width < 1e-8, "{turned}");
        }
    }
}
