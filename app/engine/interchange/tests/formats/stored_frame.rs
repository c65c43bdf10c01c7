//! Labels for tools that ignore the orientation tag of pictures.

use interchange::{Format, Frame, ReadOptions, WriteOptions, losses, read, write};
use shapes::{Mask, Point, RotatedBox, Shape};

use super::same::is_same_shape;
use super::support::{Files, dataset_of, labels, polygon, rect};

/// The shapes as they are written for the stored rows of a picture of 100 × 80 pixels as displayed.
fn stored(orientation: u8, shapes: Vec<Shape>) -> ((u32, u32), Vec<Shape>) {
    let mut dataset = dataset_of(shapes);
    dataset.pictures[0].orientation = Some(orientation);
    let options = WriteOptions {
        frame: Frame::Stored,
        ..WriteOptions::default()
    };
    assert_eq!(losses(Format::Csv, &dataset, &options), []);
    let files = Files::new();
    let path = files.path("a.csv");
    write(Format::Csv, &dataset, &path, &options).unwrap();
    let imported = read(Format::Csv, &path, &ReadOptions::default()).unwrap();
    assert_eq!(imported.remarks, []);
    let picture = &imported.dataset.pictures[0];
    let shapes = labels(&imported)
        .iter()
        .map(|it| it.shape.clone())
        .collect();
    ((picture.width_px, picture.height_px), shapes)
}

/// Where the pixel (1, 2) as displayed is stored, by orientation.
const STORED: [(u8, (u32, u32)); 8] = [
    (1, (1, 2)),
    (2, (98, 2)),
    (3, (98, 77)),
    (4, (1, 77)),
    (5, (2, 1)),
    (6, (2, 98)),
    (7, (77, 98)),
    (8, (77, 1)),
];

#[test]
fn pixels_go_where_they_are_stored() {
    let mut mask = Mask::new();
    mask.set(1, 2, true);
    for (orientation, (x, y)) in STORED {
        let shapes = vec![Shape::Mask(mask.clone()), rect(1.0, 2.0, 2.0, 3.0)];
        let (size, shapes) = stored(orientation, shapes);
        let is_transposed = orientation >= 5;
        assert_eq!(size, if is_transposed { (80, 100) } else { (100, 80) });
        let mut expected = Mask::new();
        expected.set(x, y, true);
        assert_eq!(shapes[0], Shape::Mask(expected), "{orientation}");
        let (x, y) = (f64::from(x), f64::from(y));
        assert_eq!(shapes[1], rect(x, y, x + 1.0, y + 1.0), "{orientation}");
    }
}

#[test]
fn rotated_boxes_turn_with_their_corners() {
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.5,
    };
    let corners = rotated.corners().map(|it| (it.x, it.y));
    for (orientation, _) in STORED {
        let shapes = vec![Shape::RotatedBox(rotated), polygon(&corners)];
        let (_, shapes) = stored(orientation, shapes);
        let Shape::RotatedBox(turned) = shapes[0] else {
            unreachable!()
        };
        let Shape::Polygon(outline) = &shapes[1] else {
            unreachable!()
        };
        // The same corners, though mirroring makes them start elsewhere and go the other way.
        let ring = &outline.parts[0].outer;
        for corner in turned.corners() {
            let is_it = |it: &&Point| (it.x - corner.x).hypot(it.y - corner.y) < 1e-9;
            assert!(ring.iter().any(|it| is_it(&it)), "{orientation}");
        }
    }
}

#[test]
fn nothing_changes_without_an_orientation() {
    let shape = rect(1.0, 2.0, 3.0, 4.0);
    let (size, shapes) = stored(1, vec![shape.clone()]);
    assert!(size == (100, 80) && is_same_shape(&shapes[0], &shape));
}
