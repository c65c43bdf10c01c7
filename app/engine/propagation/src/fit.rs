//! A cylinder from marks alone, where no outline is found.

use shapes::{PictureSize, Point};

use crate::Cylinder;

/// A place where a mark is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The place.
    pub at: Point,
    /// How far the cylinder had turned, in radians.
    pub turned_rad: f64,
}

/// How strongly the middle of the picture is believed to be that of the cylinder, against one mark:
/// enough to settle what two marks leave open, too little to bend what three say.
const MIDDLE_WEIGHT: f64 = 1e-6;
/// How much further than the picture's diagonal a radius may not be.
const LARGEST_RADIUS: f64 = 2.0;

/// The cylinder on which marks turn: `marks` has for each thing the places where it is seen. The
/// cylinder lies or stands upright, whichever way the marks move further.
///
/// With `x = c + a sin α + b cos α`, where `a = R cos φ` and `b = R sin φ`, the least squares of all
/// marks are linear in the middle `c`, which they share, and in `a` and `b` of each thing. Two places
/// of one thing leave `c` open: it is in the middle of the picture then. None where nothing is seen
/// twice, or where it does not tell of a turning.
#[must_use]
pub fn fitted_cylinder(marks: &[Vec<Seen>], picture: PictureSize) -> Option<Cylinder> {
    let middle = picture.rect().center();
    let moved = |of: fn(&Seen) -> f64| -> f64 {
        let reach = |seen: &Vec<Seen>| {
            let places = seen.iter().map(of);
            let (low, high) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                (low.min(at), high.max(at))
            });
            if high > low { high - low } else { 0.0 }
        };
        marks.iter().map(reach).sum()
    };
    let (is_upright, across, start): (bool, fn(&Seen) -> f64, f64) =
        if moved(|seen| seen.at.x) >= moved(|seen| seen.at.y) {
            (true, |seen| seen.at.x, middle.x)
        } else {
            (false, |seen| seen.at.y, middle.y)
        };
    // The middle is searched for as an offset from that of the picture: of each thing a and b are
    // eliminated, which leaves one equation.
    let (mut top, mut bottom) = (0.0, MIDDLE_WEIGHT);
    for seen in marks {
        let ones = projected_out(seen, &|_| 1.0);
        let places = projected_out(seen, &|seen| across(seen) - start);
        top += ones.iter().zip(&places).map(|(a, b)| a * b).sum::<f64>();
        bottom += ones.iter().map(|it| it * it).sum::<f64>();
    }
    let centre_px = start + top / bottom;
    let mut radii = Vec::new();
    for seen in marks.iter().filter(|seen| seen.len() > 1) {
        let [a, b] = coefficients(seen, &|seen| across(seen) - centre_px)?;
        radii.push((a.hypot(b), seen.len()));
    }
    let count: usize = radii.iter().map(|(_, count)| count).sum();
    let sum: f64 = radii
        .iter()
        .map(|(radius, count)| radius * *count as f64)
        .sum();
    let radius_px = sum / count.max(1) as f64;
    let largest = LARGEST_RADIUS * f64::from(picture.width_px).hypot(f64::from(picture.height_px));
    if !(1.0..=largest).contains(&radius_px) {
        return None;
    }
    Some(if is_upright {
        Cylinder::upright(centre_px, radius_px)
    } else {
        Cylinder::lying(centre_px, radius_px)
    })
}

/// `a` and `b` for which `a sin α + b cos α` is nearest to a quantity; none where the angles do not
/// tell.
fn coefficients(seen: &[Seen], quantity: &dyn Fn(&Seen) -> f64) -> Option<[f64; 2]> {
    let (mut ss, mut sc, mut cc, mut s, mut c) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for one in seen {
        let (sin, cos) = one.turned_rad.sin_cos();
        let value = quantity(one);
        ss += sin * sin;
        sc += sin * cos;
        cc += cos * cos;
        s += sin * value;
        c += cos * value;
    }
    let determinant = ss * cc - sc * sc;
    (determinant > 1e-6).then(|| {
        [
            (cc * s - sc * c) / determinant,
            (ss * c - sc * s) / determinant,
        ]
    })
}

/// What is left of a quantity once `a sin α + b cos α` explains what it can.
fn projected_out(seen: &[Seen], quantity: &dyn Fn(&Seen) -> f64) -> Vec<f64> {
    let Some([a, b]) = coefficients(seen, quantity) else {
        return vec![0.0; seen.len()];
    };
    let left = |one: &Seen| {
        let (sin, cos) = one.turned_rad.sin_cos();
        quantity(one) - a * sin - b * cos
    };
    seen.iter().map(left).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 800,
        height_px: 600,
    };

    fn seen(centre: f64, radius: f64, phase: f64, turned: &[f64]) -> Vec<Seen> {
        let at = |turned: &f64| Seen {
            at: Point::new(centre + radius * (phase + turned).sin(), 250.0),
            turned_rad: *turned,
        };
        turned.iter().map(at).collect()
    }

    #[test]
    fn two_places_tell_the_radius_of_a_cylinder_in_the_middle() {
        let marks = [seen(400.0, 210.0, 0.2, &[0.0, 0.6])];
        let found = fitted_cylinder(&marks, PICTURE).unwrap();
        assert!((found.radius_px - 210.0).abs() < 0.5, "{found:?}");
        assert!((found.middle.x - 400.0).abs() < 0.5);
    }

    #[test]
    fn what_moves_down_is_on_a_cylinder_that_lies() {
        let turned = [0.0, 0.5, 1.0];
        let swapped = seen(250.0, 150.0, -0.3, &turned)
            .into_iter()
            .map(|seen| Seen {
                at: Point::new(seen.at.y, seen.at.x),
                ..seen
            });
        let found = fitted_cylinder(&[swapped.collect()], PICTURE).unwrap();
        assert!(
            (found.across_px(Point::new(7.0, 250.0))).abs() < 0.5,
            "{found:?}"
        );
        assert!((found.radius_px - 150.0).abs() < 0.5);
    }

    #[test]
    fn one_place_tells_nothing_and_neither_does_what_stands_still() {
        assert_eq!(
            fitted_cylinder(&[seen(400.0, 200.0, 0.1, &[0.3])], PICTURE),
            None
        );
        let still = [Seen {
            at: Point::new(400.0, 250.0),
            turned_rad: 0.0,
        }; 2];
        assert_eq!(fitted_cylinder(&[still.to_vec()], PICTURE), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn three_places_tell_the_middle_too(
            centre in 200.0..600.0_f64,
            radius in 80.0..300.0_f64,
            phase in -1.0..1.0_f64,
        ) {
            let three = [seen(centre, radius, phase, &[0.0, 0.7, 1.5])];
            let found = fitted_cylinder(&three, PICTURE).unwrap();
            prop_assert!((found.middle.x - centre).abs() < 0.5, "{found:?}");
            prop_assert!((found.radius_px - radius).abs() < 0.5);
        }
    }
}
