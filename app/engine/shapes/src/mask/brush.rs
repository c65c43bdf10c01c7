//! What a brush leaves: discs and strokes.

use super::Mask;
use super::runs::MaskBuilder;
use crate::{PixelRect, Point};

impl Mask {
    /// A disc: what a brush leaves that is put down once. See [`Mask::stroke`].
    #[must_use]
    pub fn disc(centre: Point, diameter_px: f64) -> Self {
        Self::stroke(centre, centre, diameter_px)
    }

    /// What a round brush leaves on its way from one point to another: the pixels whose centre is no
    /// further than half the diameter from the line between the points, and those that the line goes
    /// through, so that a thin stroke has no gaps and a small disc has a pixel. What would lie left
    /// of the picture or above it is left out; nothing is left where a number is not finite.
    ///
    /// [`Mask::unite`] paints with it and [`Mask::subtract`] erases.
    #[must_use]
    pub fn stroke(from: Point, to: Point, diameter_px: f64) -> Self {
        let stroke = Stroke::new(from, to, diameter_px);
        let Some(mut builder) = stroke.bounds().map(MaskBuilder::within) else {
            return Self::new();
        };
        stroke.fill(&mut builder);
        builder.finish()
    }
}

/// The area that a disc sweeps along a line.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    from: Point,
    to: Point,
    radius_px: f64,
}

impl Stroke {
    /// A stroke whose diameter counts as 0 where it is below.
    pub fn new(from: Point, to: Point, diameter_px: f64) -> Self {
        Self {
            from,
            to,
            radius_px: diameter_px.max(0.0) / 2.0,
        }
    }

    /// A rectangle with all of the stroke's pixels, perhaps an empty one, or `None` where a number
    /// is not finite.
    pub fn bounds(&self) -> Option<PixelRect> {
        let Self {
            from,
            to,
            radius_px,
        } = *self;
        let numbers = [from.x, from.y, to.x, to.y, radius_px];
        // Casts saturate: what lies left of the picture or above it becomes 0.
        numbers.iter().all(|it| it.is_finite()).then(|| PixelRect {
            left: (from.x.min(to.x) - radius_px).floor() as u32,
            top: (from.y.min(to.y) - radius_px).floor() as u32,
            right: ((from.x.max(to.x) + radius_px).floor() + 1.0) as u32,
            bottom: ((from.y.max(to.y) + radius_px).floor() + 1.0) as u32,
        })
    }

    /// Adds the stroke's pixels in the rows of its bounds.
    pub fn fill(&self, builder: &mut MaskBuilder) {
        let Some(bounds) = self.bounds() else {
            return;
        };
        for y in bounds.top..bounds.bottom.min(super::LARGEST_SIDE_PX) {
            self.fill_row(y, builder);
        }
    }

    /// Adds the stroke's pixels in one row.
    pub fn fill_row(&self, y: u32, builder: &mut MaskBuilder) {
        if let Some((low, high)) = self.inside(f64::from(y) + 0.5) {
            let left = (low - 0.5).ceil() as i64;
            let right = (high - 0.5).floor() as i64 + 1;
            builder.push(y.into(), left, right);
        }
        if let Some((left, right)) = self.crossed(f64::from(y)) {
            builder.push(y.into(), left, right);
        }
    }

    /// From where to where the area reaches along the level line at `y`. The area is convex, and
    /// made of a disc at either end and a rectangle between.
    fn inside(&self, y: f64) -> Option<(f64, f64)> {
        let mut reach: Option<(f64, f64)> = None;
        let mut include = |low: f64, high: f64| {
            reach = Some(reach.map_or((low, high), |it| (it.0.min(low), it.1.max(high))));
        };
        for end in [self.from, self.to] {
            let square = self.radius_px.powi(2) - (y - end.y).powi(2);
            if square >= 0.0 {
                include(end.x - square.sqrt(), end.x + square.sqrt());
            }
        }
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let length = dx.hypot(dy);
        if length > 0.0 {
            let (across_x, across_y) =
                (-dy / length * self.radius_px, dx / length * self.radius_px);
            let corner = |end: Point, side: f64| {
                Point::new(end.x + side * across_x, end.y + side * across_y)
            };
            let corners = [
                corner(self.from, 1.0),
                corner(self.to, 1.0),
                corner(self.to, -1.0),
                corner(self.from, -1.0),
            ];
            for side in 0..4 {
                let (a, b) = (corners[side], corners[(side + 1) % 4]);
                if (a.y - y) * (b.y - y) <= 0.0 && a.y != b.y {
                    let x = a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
                    include(x, x);
                }
            }
        }
        reach
    }

    /// The pixels of the row whose upper edge is at `top` that the middle line goes through, from
    /// the first up to but without the last. A line that only ends at the edge of a pixel does not
    /// go through it.
    fn crossed(&self, top: f64) -> Option<(i64, i64)> {
        let (upper, lower) = if self.from.y <= self.to.y {
            (self.from, self.to)
        } else {
            (self.to, self.from)
        };
        let is_level = upper.y == lower.y;
        let meets = if is_level {
            upper.y.floor() == top
        } else {
            upper.y < top + 1.0 && lower.y > top
        };
        if !meets {
            return None;
        }
        let x_at = |y: f64| {
            let share = ((y - upper.y) / (lower.y - upper.y)).clamp(0.0, 1.0);
            upper.x + (lower.x - upper.x) * share
        };
        let (a, b) = if is_level {
            (upper.x, lower.x)
        } else {
            (x_at(top), x_at(top + 1.0))
        };
        let left = a.min(b).floor() as i64;
        let right = a.max(b).ceil() as i64;
        Some((left, right.max(left + 1)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, pixels};
    use proptest::prelude::*;

    #[test]
    fn a_disc_has_the_pixels_whose_centres_are_inside() {
        let disc = Mask::disc(Point::new(2.5, 2.5), 4.0);
        let expected = drawn(&["..#..", ".###.", "#####", ".###.", "..#.."]);
        assert_eq!(disc, expected);
    }

    #[test]
    fn a_disc_of_no_width_is_a_pixel() {
        for centre in [Point::new(3.0, 4.0), Point::new(3.99, 4.99)] {
            let disc = Mask::disc(centre, 0.0);
            assert_eq!(pixels(&disc).into_iter().collect::<Vec<_>>(), [(3, 4)]);
        }
    }

    #[test]
    fn a_level_stroke_has_round_ends() {
        let stroke = Mask::stroke(Point::new(2.5, 2.5), Point::new(5.5, 2.5), 4.0);
        let expected = drawn(&["..####..", ".######.", "########", ".######.", "..####.."]);
        assert_eq!(stroke, expected);
    }

    #[test]
    fn a_thin_stroke_has_no_gaps_and_ends_where_it_ends() {
        let diagonal = Mask::stroke(Point::new(0.0, 0.0), Point::new(3.0, 3.0), 0.0);
        assert_eq!(diagonal, drawn(&["#..", ".#.", "..#"]));
        let level = Mask::stroke(Point::new(1.0, 2.0), Point::new(4.0, 2.0), 0.1);
        assert_eq!(level, drawn(&["....", "....", ".###"]));
        let upright = Mask::stroke(Point::new(1.5, 3.0), Point::new(1.5, 0.0), 0.0);
        assert_eq!(upright, drawn(&[".#", ".#", ".#"]));
        let flat = Mask::stroke(Point::new(0.0, 0.5), Point::new(6.0, 1.5), 0.0);
        assert_eq!(flat, drawn(&["###...", "...###"]));
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let stroke = Mask::stroke(Point::new(-50.0, 2.5), Point::new(1.5, 2.5), 1.0);
        assert_eq!(stroke, drawn(&["..", "..", "##"]));
        assert!(Mask::disc(Point::new(-9.0, -9.0), 6.0).is_empty());
        assert!(Mask::disc(Point::new(f64::NAN, 1.0), 6.0).is_empty());
        assert!(Mask::disc(Point::new(1.0, 1.0), f64::INFINITY).is_empty());
        assert!(Mask::disc(Point::new(1e300, 1e300), 6.0).is_empty());
    }

    /// How far a point lies from the line between two others.
    fn distance(point: (f64, f64), from: Point, to: Point) -> f64 {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx * dx + dy * dy;
        let along = if length == 0.0 {
            0.0
        } else {
            (((point.0 - from.x) * dx + (point.1 - from.y) * dy) / length).clamp(0.0, 1.0)
        };
        (point.0 - from.x - along * dx).hypot(point.1 - from.y - along * dy)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_stroke_has_the_pixels_whose_centres_are_near(
            a in (-20.0f64..150.0, -20.0f64..150.0),
            b in (-20.0f64..150.0, -20.0f64..150.0),
            diameter_px in 1.5f64..90.0,
        ) {
            let (from, to) = (Point::new(a.0, a.1), Point::new(b.0, b.1));
            let stroke = Mask::stroke(from, to, diameter_px);
            for (y, x) in (0..200u32).flat_map(|y| (0..200u32).map(move |x| (y, x))) {
                let centre = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                let beyond = distance(centre, from, to) - diameter_px / 2.0;
                // What rounding could decide either way is not asked for.
                if beyond.abs() > 1e-9 {
                    prop_assert_eq!(stroke.get(x, y), beyond < 0.0, "{} {}", x, y);
                }
            }
        }

        #[test]
        fn a_thin_stroke_is_in_one_piece(
            a in (0.0f64..150.0, 0.0f64..150.0),
            b in (0.0f64..150.0, 0.0f64..150.0),
            diameter_px in 0.0f64..1.5,
        ) {
            let stroke = Mask::stroke(Point::new(a.0, a.1), Point::new(b.0, b.1), diameter_px);
            prop_assert_eq!(stroke.components(crate::Connectivity::Eight).len(), 1);
            prop_assert!(stroke.get(a.0 as u32, a.1 as u32) || a.0.fract() == 0.0 || a.1.fract() == 0.0);
            prop_assert!(stroke.get(b.0 as u32, b.1 as u32) || b.0.fract() == 0.0 || b.1.fract() == 0.0);
        }
    }
}
