//! Datasets compared: everything equal, places equal up to rounding, pixels equal to the last one.

use std::f64::consts::TAU;

use interchange::{Dataset, Labelled, PictureLabels};
use shapes::{Point, Shape};

/// How far a coordinate may be off, in pixels.
const OFF_PX: f64 = 1e-9;

/// The first difference between two datasets; pictures may stand in another order.
pub fn first_difference(a: &Dataset, b: &Dataset) -> Option<String> {
    if a.classes != b.classes {
        return Some(format!("classes {:#?} and {:#?}", a.classes, b.classes));
    }
    if a.unknown != b.unknown {
        return Some(format!("unknown {:?} and {:?}", a.unknown, b.unknown));
    }
    if a.pictures.len() != b.pictures.len() {
        return Some(format!(
            "{} and {} pictures",
            a.pictures.len(),
            b.pictures.len()
        ));
    }
    a.pictures.iter().find_map(|picture| {
        let is_it = |it: &&PictureLabels| it.file_name == picture.file_name;
        match b.pictures.iter().find(is_it) {
            Some(other) => picture_difference(picture, other),
            None => Some(format!("no picture {}", picture.file_name)),
        }
    })
}

fn picture_difference(a: &PictureLabels, b: &PictureLabels) -> Option<String> {
    let about = |picture: &PictureLabels| PictureLabels {
        labels: Vec::new(),
        ..picture.clone()
    };
    if about(a) != about(b) {
        return Some(format!("{:#?} and {:#?}", about(a), about(b)));
    }
    if a.labels.len() != b.labels.len() {
        return Some(format!("{:#?} and {:#?}", a.labels, b.labels));
    }
    a.labels
        .iter()
        .zip(&b.labels)
        .find(|(a, b)| !is_same_label(a, b))
        .map(|(a, b)| format!("{a:#?} and {b:#?}"))
}

fn is_same_label(a: &Labelled, b: &Labelled) -> bool {
    let about = |label: &Labelled| Labelled {
        shape: Shape::Point(Point::default()),
        ..label.clone()
    };
    about(a) == about(b) && is_same_shape(&a.shape, &b.shape)
}

/// Whether two shapes are the same up to rounding.
pub fn is_same_shape(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Box(a), Shape::Box(b)) => are_near(&[a.min, a.max], &[b.min, b.max]),
        (Shape::RotatedBox(a), Shape::RotatedBox(b)) => {
            let turned = (a.angle_rad - b.angle_rad).rem_euclid(TAU);
            are_near(&[a.center], &[b.center])
                && (a.width_px - b.width_px).abs() <= OFF_PX
                && (a.height_px - b.height_px).abs() <= OFF_PX
                && turned.min(TAU - turned) <= OFF_PX
        }
        (Shape::Polygon(a), Shape::Polygon(b)) => {
            a.parts.len() == b.parts.len()
                && a.parts.iter().zip(&b.parts).all(|(a, b)| {
                    are_near(&a.outer, &b.outer)
                        && a.holes.len() == b.holes.len()
                        && a.holes.iter().zip(&b.holes).all(|(a, b)| are_near(a, b))
                })
        }
        (Shape::Polyline(a), Shape::Polyline(b)) => {
            a.width_px == b.width_px && are_near(&a.points, &b.points)
        }
        (Shape::Point(a), Shape::Point(b)) => are_near(&[*a], &[*b]),
        (Shape::Mask(a), Shape::Mask(b)) => a == b && a.iou(b) == 1.0,
        _ => false,
    }
}

fn are_near(a: &[Point], b: &[Point]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| (a.x - b.x).hypot(a.y - b.y) <= OFF_PX)
}
