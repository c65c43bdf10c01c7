//! Writes a small dataset of drawn shapes in every format, with what others should find in it, for
//! `tests/golden/check_with_packages.py`.
//!
//! ```text
//! cargo run -p interchange --example write_samples -- FOLDER
//! ```

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use interchange::{
    Class, Dataset, Format, Labelled, MaskValues, PictureLabels, TrackPlace, WriteOptions, write,
};
use serde_json::{Value, json};
use shapes::{Mask, MultiPolygon, PixelRect, Point, Polygon, Polyline, Rect, RotatedBox, Shape};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).ok_or("name a folder to write to")?;
    let folder = PathBuf::from(folder);
    let dataset = dataset();
    let options = WriteOptions {
        mask_values: MaskValues::Instances,
        ..WriteOptions::default()
    };
    for format in Format::ALL {
        let place = folder.join(format.id());
        let path = if format.is_folder() {
            place
        } else {
            place.join(format!("labels.{}", format.extension()))
        };
        write(format, &dataset, &path, &options)?;
    }
    fs::write(folder.join("expected.json"), expected(&dataset).to_string())?;
    Ok(())
}

/// One picture with a shape of every kind, and one with nothing to label.
fn dataset() -> Dataset {
    let class = |name: &str, foreign_id, colour| Class {
        name: name.to_owned(),
        foreign_id: Some(foreign_id),
        colour: Some(colour),
        ..Class::default()
    };
    let labels = shapes()
        .into_iter()
        .enumerate()
        .map(|(index, shape)| Labelled {
            is_occluded: index == 1,
            score: (index == 2).then_some(0.875),
            track: (index == 0).then_some(TrackPlace {
                id: 4,
                is_keyframe: true,
                is_outside: false,
            }),
            note: (index == 3).then(|| "tief, „quer“".to_owned()),
            ..Labelled::new(index % 2, shape)
        });
    let picture = PictureLabels {
        file_name: "Серия 1/Bild ä 缺陷.png".to_owned(),
        width_px: 64,
        height_px: 48,
        is_reviewed: Some(true),
        labels: labels.collect(),
        ..PictureLabels::default()
    };
    let empty = PictureLabels {
        file_name: "leer.png".to_owned(),
        labels: Vec::new(),
        ..picture.clone()
    };
    Dataset {
        classes: vec![
            class("Loch", 90, [230, 159, 0]),
            class("Kratzer", 3, [0, 114, 178]),
        ],
        pictures: vec![picture, empty],
        unknown: None,
    }
}

fn shapes() -> Vec<Shape> {
    let ring = |points: &[(f64, f64)]| -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    };
    let square = |low: f64, high: f64| ring(&[(low, low), (high, low), (high, high), (low, high)]);
    let mut mask = Mask::rectangle(PixelRect {
        left: 0,
        top: 0,
        right: 9,
        bottom: 7,
    });
    mask.subtract(&Mask::rectangle(PixelRect {
        left: 3,
        top: 2,
        right: 6,
        bottom: 5,
    }));
    mask.set(60, 45, true);
    vec![
        Shape::Box(Rect::between(Point::new(0.0, 0.0), Point::new(1.0, 1.0))),
        Shape::Box(Rect::between(
            Point::new(10.25, 5.5),
            Point::new(30.0, 20.75),
        )),
        Shape::Polygon(MultiPolygon::from_ring(ring(&[
            (1.5, 2.25),
            (20.0, 3.0),
            (10.125, 17.0),
        ]))),
        Shape::Polygon(MultiPolygon {
            parts: vec![
                Polygon::from_ring(square(2.0, 10.0)),
                Polygon::from_ring(square(20.0, 40.0)),
            ],
        }),
        Shape::Polygon(MultiPolygon {
            parts: vec![Polygon {
                outer: square(5.0, 45.0),
                holes: vec![square(15.0, 25.0)],
            }],
        }),
        Shape::RotatedBox(RotatedBox {
            center: Point::new(32.0, 24.0),
            width_px: 20.0,
            height_px: 9.0,
            angle_rad: 0.5,
        }),
        Shape::Mask(mask),
        Shape::Polyline(Polyline {
            points: ring(&[(4.0, 4.0), (30.0, 40.0), (60.0, 40.0)]),
            width_px: 3.0,
        }),
        Shape::Point(Point::new(12.5, 13.5)),
    ]
}

/// The pixels of every label as rows of letters, and its class.
fn expected(dataset: &Dataset) -> Value {
    let pictures = dataset.pictures.iter().map(|picture| {
        let labels = picture.labels.iter().map(|label| {
            let mask = Mask::from_shape(&label.shape, picture.size());
            let row = |y| -> String {
                (0..picture.width_px)
                    .map(|x| if mask.get(x, y) { '#' } else { '.' })
                    .collect()
            };
            let rows: Vec<String> = (0..picture.height_px).map(row).collect();
            let kind = format!("{:?}", label.shape.kind());
            json!({"kind": kind, "class": dataset.classes[label.class].name, "rows": rows})
        });
        json!({
            "file_name": picture.file_name,
            "width": picture.width_px,
            "height": picture.height_px,
            "labels": labels.collect::<Vec<_>>(),
        })
    });
    json!({"pictures": pictures.collect::<Vec<_>>()})
}
