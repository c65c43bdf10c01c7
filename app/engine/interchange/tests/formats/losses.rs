//! What a format loses is told before anything is written.

use interchange::{
    Dataset, Fate, Feature, Format, Labelled, Loss, LossKind, MaskValues, TrackPlace, Unknown,
    WriteOptions, losses, write,
};
use serde_json::Map;
use shapes::{MultiPolygon, Point, Polygon, Polyline, RotatedBox, Shape, ShapeKind};

use super::support::{Files, dataset_of, polygon, rect, ring};

fn kinds(format: Format, dataset: &Dataset) -> Vec<(LossKind, u64)> {
    let losses = losses(format, dataset, &WriteOptions::default());
    losses.into_iter().map(|it| (it.kind, it.count)).collect()
}

/// One label of each kind of shape, one of them a polygon of two parts with a hole.
fn every_shape() -> Dataset {
    let square = |low: f64, high: f64| ring(&[(low, low), (high, low), (high, high), (low, high)]);
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.5,
    };
    let hollow = MultiPolygon {
        parts: vec![
            Polygon {
                outer: square(0.0, 10.0),
                holes: vec![square(4.0, 6.0)],
            },
            Polygon::from_ring(square(20.0, 30.0)),
        ],
    };
    let parts = MultiPolygon {
        parts: vec![
            Polygon::from_ring(square(0.0, 10.0)),
            Polygon::from_ring(square(20.0, 30.0)),
        ],
    };
    let mask = shapes::Mask::from_polygon(&parts);
    dataset_of([
        rect(1.0, 1.0, 5.0, 5.0),
        Shape::RotatedBox(rotated),
        polygon(&[(1.0, 1.0), (9.0, 1.0), (1.0, 9.0)]),
        Shape::Polygon(hollow),
        Shape::Polygon(parts),
        Shape::Mask(mask),
        Shape::Polyline(Polyline {
            points: ring(&[(1.0, 1.0), (9.0, 9.0)]),
            width_px: 2.0,
        }),
        Shape::Point(Point::new(2.0, 2.0)),
    ])
}

#[test]
fn shapes_are_counted_by_what_becomes_of_them() {
    let dataset = every_shape();
    assert_eq!(kinds(Format::Csv, &dataset), []);
    let shape = |from, to| (LossKind::Shape { from, to }, 1);
    assert_eq!(
        kinds(Format::Coco, &dataset),
        [
            shape(ShapeKind::Polyline, Fate::Mask),
            shape(ShapeKind::Point, Fate::LeftOut),
            (LossKind::Holes { to: Fate::Mask }, 1),
        ]
    );
    assert_eq!(
        kinds(Format::LabelMe, &dataset),
        [
            (LossKind::Holes { to: Fate::Mask }, 1),
            (LossKind::Parts { to: Fate::Split }, 1),
        ]
    );
    assert_eq!(
        kinds(Format::YoloSegment, &dataset),
        [
            shape(ShapeKind::Box, Fate::Polygon),
            shape(ShapeKind::RotatedBox, Fate::Polygon),
            shape(ShapeKind::Mask, Fate::Polygon),
            shape(ShapeKind::Polyline, Fate::Polygon),
            shape(ShapeKind::Point, Fate::LeftOut),
            (LossKind::Holes { to: Fate::Joined }, 1),
            (LossKind::Parts { to: Fate::Joined }, 1),
        ]
    );
    let boxes = kinds(Format::YoloBox, &dataset);
    assert!(boxes.contains(&shape(ShapeKind::Point, Fate::LeftOut)));
    let polygons = (
        LossKind::Shape {
            from: ShapeKind::Polygon,
            to: Fate::Box,
        },
        3,
    );
    assert!(boxes.contains(&polygons), "{boxes:?}");
    assert!(
        kinds(Format::CvatXml, &dataset).contains(&(LossKind::Feature(Feature::LineWidths), 1))
    );
}

#[test]
fn everything_that_is_said_of_labels_is_counted() {
    let mut dataset = dataset_of([rect(1.0, 1.0, 5.0, 5.0)]);
    let label = Labelled {
        attributes: [("occluded", "x"), ("Tiefe", " 2")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        is_occluded: true,
        is_truncated: true,
        is_ignored: true,
        is_crowd: true,
        score: Some(0.5),
        track: Some(TrackPlace {
            id: 1,
            is_keyframe: false,
            is_outside: false,
        }),
        group: Some(1),
        note: Some("x".to_owned()),
        foreign_id: Some(3),
        ..dataset.pictures[0].labels[0].clone()
    };
    let outside = Labelled {
        track: Some(TrackPlace {
            id: 1,
            is_keyframe: true,
            is_outside: true,
        }),
        ..label.clone()
    };
    dataset.pictures[0].labels = vec![label, outside];
    dataset.pictures[0].is_reviewed = Some(true);
    dataset.pictures[0].foreign_id = Some(2);
    dataset.pictures[0].orientation = Some(6);
    dataset.classes[0].colour = Some([1, 2, 3]);
    dataset.classes[0].parent = Some("x".to_owned());
    dataset.classes[0].foreign_id = Some(9);
    dataset.unknown = Some(Box::new(Unknown {
        format: Format::LabelMe,
        fields: Map::from_iter([("a".to_owned(), 1.into())]),
    }));
    let yolo = kinds(Format::YoloBox, &dataset);
    for feature in Feature::ALL {
        let is_counted = yolo.contains(&(LossKind::Feature(feature), 1));
        assert_eq!(is_counted, feature != Feature::LineWidths, "{feature:?}");
    }
    assert!(yolo.contains(&(LossKind::Unknown, 1)));
    assert!(yolo.contains(&(LossKind::Orientation, 1)));
    assert_eq!(
        kinds(Format::Coco, &dataset),
        [
            (
                LossKind::Shape {
                    from: ShapeKind::Box,
                    to: Fate::Mask
                },
                1
            ),
            (LossKind::Feature(Feature::Outside), 1),
            (LossKind::ReservedAttributes, 1),
            (LossKind::Unknown, 1),
            (LossKind::Orientation, 1),
        ]
    );
    let cvat = kinds(Format::CvatXml, &dataset);
    assert!(cvat.contains(&(LossKind::BetweenKeyframes, 1)));
    assert!(cvat.contains(&(LossKind::Texts, 2)));
    let files = Files::new();
    let path = files.path("a.json");
    let written = write(Format::Coco, &dataset, &path, &WriteOptions::default()).unwrap();
    assert_eq!(
        written.losses,
        losses(Format::Coco, &dataset, &WriteOptions::default())
    );
}

#[test]
fn shapes_at_the_edge_and_without_extent_are_counted() {
    let dataset = dataset_of([
        rect(-5.0, 10.0, 5.0, 20.0),
        rect(-5.0, 10.0, -2.0, 20.0),
        rect(5.0, 10.0, 5.0, 20.0),
        rect(5.0, 10.0, f64::NAN, 20.0),
    ]);
    let left_out = LossKind::Shape {
        from: ShapeKind::Box,
        to: Fate::LeftOut,
    };
    let voc = kinds(Format::PascalVoc, &dataset);
    assert_eq!(voc, [(left_out, 3), (LossKind::OutsidePicture, 1)]);
    assert_eq!(kinds(Format::Csv, &dataset), [(left_out, 2)]);
}

#[test]
fn labels_that_share_pixels_are_counted() {
    let dataset = dataset_of([
        rect(0.0, 0.0, 5.0, 5.0),
        rect(4.0, 4.0, 9.0, 9.0),
        rect(20.0, 20.0, 30.0, 30.0),
    ]);
    let classes = kinds(Format::MaskPng, &dataset);
    assert!(classes.contains(&(LossKind::Merged, 2)) && classes.contains(&(LossKind::Covered, 2)));
    let options = WriteOptions {
        mask_values: MaskValues::Instances,
        ..WriteOptions::default()
    };
    let instances = losses(Format::MaskPng, &dataset, &options);
    assert!(instances.iter().all(|it| it.kind != LossKind::Merged));
}

#[test]
fn losses_are_said_in_words() {
    let loss = Loss {
        kind: LossKind::Shape {
            from: ShapeKind::RotatedBox,
            to: Fate::Box,
        },
        count: 3,
    };
    assert_eq!(
        loss.to_string(),
        "rotated boxes become the upright boxes around them: 3"
    );
    for format in Format::ALL {
        for loss in losses(format, &every_shape(), &WriteOptions::default()) {
            assert!(loss.to_string().ends_with(&format!(": {}", loss.count)));
        }
    }
}
