//! Circles and ellipses, which become polygons.

use std::f64::consts::{PI, TAU};

use shapes::{MultiPolygon, Point};

use super::rings;

/// How far the sides of the polygon may stay away from the ellipse, in pixels.
const OFF_PX: f64 = 0.1;
const FEWEST_CORNERS: f64 = 16.0;
const MOST_CORNERS: f64 = 1024.0;

/// A polygon with the area of the ellipse around `center` whose half axes are `across` and `down`
/// while the angle is 0, turned clockwise on the screen.
pub(crate) fn polygon(center: Point, across: f64, down: f64, angle_rad: f64) -> MultiPolygon {
    let radius = across.max(down);
    // Half the angle under which a side is seen, where it stays as far away as it may.
    let half_angle = (1.0 - OFF_PX / radius.max(OFF_PX)).acos();
    let corners = (PI / half_angle).ceil().clamp(FEWEST_CORNERS, MOST_CORNERS);
    let step = TAU / corners;
    // Corners on the ellipse would lose the area between it and the sides.
    let grown = (step / step.sin()).sqrt();
    let (sin, cos) = angle_rad.sin_cos();
    let corner = |index: u32| {
        let (turned_sin, turned_cos) = (f64::from(index) * step).sin_cos();
        let (x, y) = (across * grown * turned_cos, down * grown * turned_sin);
        Point::new(center.x + cos * x - sin * y, center.y + sin * x + cos * y)
    };
    rings::polygon((0..corners as u32).map(corner).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shapes::Mask;

    #[test]
    fn the_area_is_that_of_the_ellipse() {
        for (across, down) in [(40.0, 40.0), (300.0, 20.0), (3.0, 5.0)] {
            let polygon = polygon(Point::new(400.0, 400.0), across, down, 0.7);
            let ring = &polygon.parts[0].outer;
            let next = ring.iter().cycle().skip(1);
            let area: f64 = ring
                .iter()
                .zip(next)
                .map(|(a, b)| a.x * b.y - b.x * a.y)
                .sum();
            assert!((area / 2.0 / (PI * across * down) - 1.0).abs() < 1e-9);
            assert!(!Mask::from_polygon(&polygon).is_empty());
        }
    }

    #[test]
    fn odd_radii_end_in_few_corners() {
        for radius in [0.0, 1e-9, 1e12, f64::INFINITY] {
            let polygon = polygon(Point::new(0.0, 0.0), radius, radius, 0.0);
            assert!(polygon.parts[0].outer.len() <= 1024);
        }
    }
}
