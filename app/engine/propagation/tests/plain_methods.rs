//! Copying and interpolating, and what is refused.
#![allow(clippy::unwrap_used)]

use propagation::{Keyed, Method, PropagationError, Proposal, Shots, propagate};
use shapes::{MultiPolygon, PictureSize, PixelRect, Point, Rect, Shape};

fn rect(x: f64, width: f64) -> Shape {
    Shape::Box(Rect::between(
        Point::new(x, 10.0),
        Point::new(x + width, 20.0),
    ))
}

fn key(shot: usize, shape: Shape) -> Keyed {
    Keyed { shot, shape }
}

fn propagated(method: &Method, keyed: &[Keyed]) -> Result<Vec<Proposal>, PropagationError> {
    let none = |_: usize, _: PixelRect| None;
    let shots = Shots {
        turned_rad: vec![None; 7],
        size: PictureSize {
            width_px: 100,
            height_px: 100,
        },
        pixels: &none,
    };
    Ok(propagate(method, keyed, &shots, &|_, _| true)?.proposals)
}

fn shapes_of(method: &Method, keyed: &[Keyed]) -> Vec<(usize, Shape)> {
    let proposals = propagated(method, keyed).unwrap().into_iter();
    proposals
        .map(|proposal| (proposal.shot, proposal.outcome.unwrap().shape))
        .collect()
}

#[test]
fn a_copy_is_that_of_the_nearest_mark() {
    let keyed = [key(5, rect(50.0, 4.0)), key(1, rect(10.0, 4.0))];
    let found = shapes_of(&Method::Copy, &keyed);
    let places: Vec<(usize, f64)> = found
        .iter()
        .map(|(shot, shape)| (*shot, shape.bounds().unwrap().min.x))
        .collect();
    let expected = [(0, 10.0), (2, 10.0), (3, 10.0), (4, 50.0), (6, 50.0)];
    assert_eq!(places, expected);
}

#[test]
fn boxes_move_evenly_and_stay_beyond_the_last_mark() {
    let keyed = [key(1, rect(10.0, 4.0)), key(5, rect(50.0, 8.0))];
    let found = shapes_of(&Method::Interpolated, &keyed);
    assert_eq!(found[0].1, rect(10.0, 4.0));
    assert_eq!(found[1].1, rect(20.0, 5.0));
    assert_eq!(found[2].1, rect(30.0, 6.0));
    assert_eq!(found[4].1, rect(50.0, 8.0));
}

#[test]
fn polygons_of_the_same_points_move_point_by_point_and_others_by_their_bounds() {
    let triangle = |x: f64| {
        let ring = [(x, 0.0), (x + 10.0, 0.0), (x, 10.0)];
        Shape::Polygon(MultiPolygon::from_ring(
            ring.map(|(x, y)| Point::new(x, y)).to_vec(),
        ))
    };
    let keyed = [key(0, triangle(0.0)), key(2, triangle(20.0))];
    assert_eq!(
        shapes_of(&Method::Interpolated, &keyed)[0].1,
        triangle(10.0)
    );
    let keyed = [key(0, triangle(0.0)), key(2, rect(40.0, 30.0))];
    let between = &shapes_of(&Method::Interpolated, &keyed)[0].1;
    let bounds = between.bounds().unwrap();
    let expected = Rect::between(Point::new(20.0, 5.0), Point::new(40.0, 15.0));
    assert_eq!(bounds, expected);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |keyed: &[Keyed]| propagated(&Method::Copy, keyed).unwrap_err();
    assert_eq!(refused(&[]), PropagationError::NoKeys);
    let twice = [key(1, rect(0.0, 1.0)), key(1, rect(5.0, 1.0))];
    assert_eq!(refused(&twice), PropagationError::TwoKeys { shot: 1 });
    let beyond = PropagationError::NoSuchShot { shot: 7, shots: 7 };
    assert_eq!(refused(&[key(7, rect(0.0, 1.0))]), beyond);
    let empty = Shape::Mask(shapes::Mask::new());
    assert_eq!(
        refused(&[key(0, empty)]),
        PropagationError::EmptyKey { shot: 0 }
    );
}
