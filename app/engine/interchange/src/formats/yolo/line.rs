//! One line of a label file.

use std::fmt::Write as _;

use shapes::{PictureSize, Point, Rect, RotatedBox, Shape};

use crate::Format;
use crate::geometry::{corners, rings};

/// A label as its line has it.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub class: u32,
    pub geometry: Geometry,
    pub score: Option<f32>,
}

/// The place of a label, in pixels.
#[derive(Debug, PartialEq)]
pub(super) enum Geometry {
    Box(Rect),
    Ring(Vec<Point>),
    /// A rotated box, and by how many pixels the worst of the four corners misses it.
    Rotated(RotatedBox, f64),
}

/// How many numbers a line has; none where one of its words is no number.
pub(crate) fn number_count(line: &str) -> Option<usize> {
    let words = line.split_whitespace();
    let are_numbers = words.clone().all(|word| word.parse::<f64>().is_ok());
    are_numbers.then(|| words.count())
}

/// Reads a line of a picture of this size.
///
/// # Errors
/// Words that say what is wrong with it.
pub(super) fn read(line: &str, format: Format, size: PictureSize) -> Result<Line, String> {
    let mut words = line.split_whitespace();
    let class = words.next().unwrap_or_default();
    let class = class_number(class).ok_or_else(|| format!("`{class}` is no class number"))?;
    let numbers: Result<Vec<f64>, String> = words
        .map(|word| word.parse().map_err(|_| format!("`{word}` is no number")))
        .collect();
    let numbers = numbers?;
    let (width, height) = (f64::from(size.width_px), f64::from(size.height_px));
    let count = numbers.len();
    // A score at the end makes the number of coordinates odd.
    let (coordinates, score) = match (&numbers[..], count % 2) {
        ([coordinates @ .., score], 1) => (coordinates, Some(*score as f32)),
        (coordinates, _) => (coordinates, None),
    };
    let geometry = match (format, coordinates) {
        (Format::YoloBox | Format::YoloSegment, &[x, y, w, h]) => {
            let (x, y) = (x * width, y * height);
            let (half_width, half_height) = (w * width / 2.0, h * height / 2.0);
            // Sizes below 0 are found with everything else that may be broken.
            Geometry::Box(Rect {
                min: Point::new(x - half_width, y - half_height),
                max: Point::new(x + half_width, y + half_height),
            })
        }
        (Format::YoloSegment, coordinates) if coordinates.len() >= 6 => {
            Geometry::Ring(rings::opened(points(coordinates, width, height)))
        }
        (Format::YoloOriented, coordinates) if coordinates.len() == 8 => {
            let corners = points(coordinates, width, height);
            match <[Point; 4]>::try_from(corners) {
                Ok(corners) => {
                    let (rotated, off_px) = corners::rotated_box(corners);
                    Geometry::Rotated(rotated, off_px)
                }
                Err(_) => return Err("it has not four corners".to_owned()),
            }
        }
        _ => {
            return Err(format!(
                "it has {count} numbers after the class, which is none of {format}"
            ));
        }
    };
    Ok(Line {
        class,
        geometry,
        score,
    })
}

/// The number of a class, which some tools write with a decimal point.
fn class_number(word: &str) -> Option<u32> {
    let number: f64 = word.parse().ok()?;
    let is_number = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    is_number.then_some(number as u32)
}

fn points(shares: &[f64], width: f64, height: f64) -> Vec<Point> {
    let (pairs, _) = shares.as_chunks::<2>();
    pairs
        .iter()
        .map(|&[x, y]| Point::new(x * width, y * height))
        .collect()
}

/// The line of a shape that the format holds.
pub(super) fn write(class: usize, shape: &Shape, size: PictureSize) -> String {
    let (width, height) = (f64::from(size.width_px), f64::from(size.height_px));
    let mut line = class.to_string();
    // Writing into a text cannot fail.
    let mut pair = |x: f64, y: f64| {
        let _ = write!(line, " {} {}", x / width, y / height);
    };
    match shape {
        Shape::Box(rect) => {
            pair(
                (rect.min.x + rect.max.x) / 2.0,
                (rect.min.y + rect.max.y) / 2.0,
            );
            pair(rect.width_px(), rect.height_px());
        }
        Shape::RotatedBox(rotated) => rotated.corners().iter().for_each(|it| pair(it.x, it.y)),
        Shape::Polygon(polygon) => {
            rings::joined(polygon)
                .iter()
                .for_each(|it| pair(it.x, it.y));
        }
        // Of these the format holds none, so that others stand for them.
        Shape::Mask(_) | Shape::Polyline(_) | Shape::Point(_) => {}
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: PictureSize = PictureSize {
        width_px: 200,
        height_px: 100,
    };

    #[test]
    fn lines_of_each_kind_are_read() {
        let read_as = |line, format| read(line, format, SIZE).unwrap();
        let edges = Geometry::Box(Rect::between(
            Point::new(50.0, 25.0),
            Point::new(150.0, 75.0),
        ));
        let line = read_as("1 0.5 0.5 0.5 0.5", Format::YoloBox);
        assert_eq!((line.class, line.geometry, line.score), (1, edges, None));
        let scored = read_as("1.0\t0.5 0.5 0.5 0.5 0.25", Format::YoloBox);
        assert_eq!(scored.score, Some(0.25));
        let Geometry::Ring(ring) = read_as("0 0 0 1 0 1 1 0 0", Format::YoloSegment).geometry
        else {
            panic!("no ring");
        };
        assert_eq!(ring.len(), 3);
        let line = read_as("2 0.25 0.5 0.5 0 0.75 0.5 0.5 1", Format::YoloOriented);
        let Geometry::Rotated(rotated, off_px) = line.geometry else {
            panic!("no rotated box");
        };
        assert!((rotated.angle_rad + std::f64::consts::FRAC_PI_4).abs() < 1e-12);
        assert!(off_px < 1e-9);
    }

    #[test]
    fn lines_of_another_kind_are_refused() {
        for (line, format) in [
            ("", Format::YoloBox),
            ("x 0 0 1 1", Format::YoloBox),
            ("-1 0 0 1 1", Format::YoloBox),
            ("0.5 0 0 1 1", Format::YoloBox),
            ("0 0 0 1", Format::YoloBox),
            ("0 0 0 1 0 1 1 0 1", Format::YoloBox),
            ("0 0 0 1 one", Format::YoloBox),
            ("0 0.5 0.5 1 1", Format::YoloOriented),
        ] {
            assert!(read(line, format, SIZE).is_err(), "{line}");
        }
    }
}
