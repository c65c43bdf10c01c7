//! labelme: against labelme 7.1, against X-AnyLabeling, and rule by rule.

use std::fs;
use std::path::Path;

use interchange::{Format, Issue, Labelled, Outcome, WriteOptions, read, write};
use serde_json::{Value, json};
use shapes::{Mask, MultiPolygon, Point, Polygon, RotatedBox, Shape, ShapeKind};

use super::support::{Files, dataset_of, issues, knowing, labels, read_one, rect, ring};

/// A file that labelme 7.1 wrote, as `golden/make_goldens.py` says.
fn golden() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/labelme_7.1.json");
    fs::read_to_string(path).unwrap()
}

/// A file with one shape of a picture of 64 × 48 pixels.
fn file(shape: &Value) -> String {
    let mut whole = json!({"label": "hole", "flags": {}, "group_id": null});
    whole
        .as_object_mut()
        .unwrap()
        .extend(shape.as_object().unwrap().clone());
    json!({
        "version": "7.1.0", "flags": {}, "shapes": [whole], "imagePath": "a.png",
        "imageData": null, "imageHeight": 48, "imageWidth": 64,
    })
    .to_string()
}

fn one_label(shape: &Value) -> Labelled {
    let imported = read_one(Format::LabelMe, "a.json", file(shape)).unwrap();
    assert_eq!(imported.remarks, []);
    labels(&imported)[0].clone()
}

#[test]
fn a_file_of_labelme_is_read() {
    let files = Files::with("Bild.json", golden());
    let options = knowing("Bild ä 缺陷.png", 64, 48);
    let imported = read(Format::LabelMe, files.folder(), &options).unwrap();
    let picture = &imported.dataset.pictures[0];
    assert_eq!(picture.file_name, "Bild ä 缺陷.png");
    assert_eq!((picture.width_px, picture.height_px), (64, 48));
    assert_eq!(picture.is_reviewed, Some(true));
    let names: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["Kratzer", "Loch", "Punkt", "缺陷"]);
    let kinds: Vec<ShapeKind> = picture.labels.iter().map(|it| it.shape.kind()).collect();
    assert_eq!(
        kinds,
        [
            ShapeKind::Polygon,
            ShapeKind::Box,
            ShapeKind::Polygon,
            ShapeKind::Polyline,
            ShapeKind::Polyline,
            ShapeKind::Point,
            ShapeKind::Point,
            ShapeKind::Point,
            ShapeKind::RotatedBox,
            ShapeKind::Mask,
        ]
    );
    // The circle and the two points became other shapes.
    let converted = |it: &Issue| matches!(it, Issue::Converted { .. });
    assert!(issues(&imported).into_iter().all(converted));
    assert_eq!(imported.remarks.len(), 2);

    let scratch = &picture.labels[0];
    assert_eq!(scratch.group, Some(3));
    assert_eq!(scratch.note.as_deref(), Some("tief, „quer“"));
    assert_eq!(scratch.attributes["sicher"], "true");
    assert_eq!(picture.labels[1].shape, rect(10.0, 5.5, 30.0, 20.0));
    assert_eq!(picture.labels[1].score, Some(0.875));
    let circle = picture.labels[2].shape.area_px2();
    assert!((circle / (100.0 * std::f64::consts::PI) - 1.0).abs() < 1e-6);
    assert!(picture.labels[9].is_ignored);
    let Shape::Mask(mask) = &picture.labels[9].shape else {
        unreachable!()
    };
    // The ring of `drawn_masks`, moved to (20, 30).
    assert_eq!(mask.area_px(), 7 * 9 - 3 * 5);
    assert!(mask.get(21, 31) && !mask.get(20, 30) && !mask.get(24, 34) && mask.get(29, 37));
}

#[test]
fn a_file_of_labelme_is_written_again_with_what_nobody_knows() {
    let files = Files::with("Bild.json", golden());
    let options = knowing("Bild ä 缺陷.png", 64, 48);
    let imported = read(Format::LabelMe, files.folder(), &options).unwrap();
    let written = Files::new();
    write(
        Format::LabelMe,
        &imported.dataset,
        written.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let was: Value = serde_json::from_str(&golden()).unwrap();
    let now: Value = serde_json::from_str(&written.text("Bild ä 缺陷.json")).unwrap();
    for key in [
        "version",
        "flags",
        "imagePath",
        "imageData",
        "imageHeight",
        "imageWidth",
        "checked",
        "camera",
    ] {
        assert_eq!(now[key], was[key], "{key}");
    }
    // The shapes that did not become others are the same, but for the order of corners.
    for (index, again) in [(0, 0), (3, 3), (4, 4), (5, 5), (7, 8), (8, 9)] {
        let (was, now) = (&was["shapes"][index], &now["shapes"][again]);
        for key in [
            "label",
            "group_id",
            "description",
            "flags",
            "score",
            "kie_linking",
            "difficult",
        ] {
            assert_eq!(now[key], was[key], "{index} {key}");
        }
        let numbers = |shape: &Value| -> Vec<f64> {
            let points = shape["points"].as_array().unwrap().iter();
            points
                .flat_map(|it| [it[0].as_f64().unwrap(), it[1].as_f64().unwrap()])
                .collect()
        };
        let tightened = index == 8;
        for (now, was) in numbers(now).iter().zip(numbers(was)).filter(|_| !tightened) {
            assert!((now - was).abs() < 1e-9, "{index}");
        }
    }
    // The mask is cut out as tightly as it can be: the last pixel is the second corner.
    assert_eq!(
        now["shapes"][9]["points"],
        json!([[21.0, 31.0], [29.0, 37.0]])
    );
    assert_eq!(written.text("labels.txt"), "Kratzer\nLoch\nPunkt\n缺陷\n");
}

#[test]
fn what_is_written_keeps_the_rules_of_labelme() {
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.5,
    };
    let mut dataset = dataset_of([
        rect(1.0, 2.0, 3.0, 4.0),
        Shape::RotatedBox(rotated),
        Shape::Point(Point::new(1.0, 1.0)),
    ]);
    dataset.pictures[0].file_name = "unter ordner/Bild 1.png".to_owned();
    let files = Files::new();
    write(
        Format::LabelMe,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let file: Value = serde_json::from_str(&files.text("unter ordner/Bild 1.json")).unwrap();
    assert_eq!(file["imagePath"], "Bild 1.png");
    assert_eq!(file["imageData"], Value::Null);
    assert_eq!(file["flags"], json!({}));
    let points: Vec<usize> = file["shapes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["points"].as_array().unwrap().len())
        .collect();
    assert_eq!(points, [2, 4, 1]);
    assert!(
        file["shapes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["flags"] == json!({}))
    );
    let again = read(Format::LabelMe, files.folder(), &Default::default()).unwrap();
    assert_eq!(
        again.dataset.pictures[0].file_name,
        "unter ordner/Bild 1.png"
    );
}

#[test]
fn parts_share_a_group_and_holes_become_masks() {
    let square = |low: f64, high: f64| ring(&[(low, low), (high, low), (high, high), (low, high)]);
    let two = Shape::Polygon(MultiPolygon {
        parts: vec![
            Polygon::from_ring(square(0.0, 10.0)),
            Polygon::from_ring(square(20.0, 30.0)),
        ],
    });
    let hollow = Shape::Polygon(MultiPolygon {
        parts: vec![Polygon {
            outer: square(40.0, 50.0),
            holes: vec![square(44.0, 46.0)],
        }],
    });
    let files = Files::new();
    let dataset = dataset_of([two, hollow]);
    write(
        Format::LabelMe,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let imported = read(Format::LabelMe, files.folder(), &Default::default()).unwrap();
    let labels = labels(&imported);
    let groups: Vec<Option<i64>> = labels.iter().map(|it| it.group).collect();
    assert_eq!(groups, [Some(1), Some(1), None]);
    let Shape::Mask(mask) = &labels[2].shape else {
        panic!("{:?}", labels[2]);
    };
    assert_eq!(mask.area_px(), 96);
}

#[test]
fn x_anylabeling_is_read() {
    let four = one_label(&json!({
        "shape_type": "rectangle", "points": [[10, 20], [30, 20], [30, 40], [10, 40]],
        "flags": null, "description": null, "difficult": true, "score": 0.5,
        "attributes": {"Tiefe": "tief"}, "kie_linking": [],
    }));
    assert_eq!(four.shape, rect(10.0, 20.0, 30.0, 40.0));
    assert!(four.is_ignored);
    assert_eq!(four.attributes["Tiefe"], "tief");
    let turned = one_label(&json!({
        "shape_type": "rotation", "points": [[30, 10], [40, 20], [35, 25], [25, 15]],
        "direction": 0.785,
    }));
    assert_eq!(turned.shape.kind(), ShapeKind::RotatedBox);
    assert!((turned.shape.area_px2() - 100.0).abs() < 1e-9);
    let skewed = file(&json!({
        "shape_type": "quadrilateral", "points": [[1, 1], [9, 2], [8, 9], [1, 7]],
    }));
    let imported = read_one(Format::LabelMe, "a.json", skewed).unwrap();
    assert_eq!(labels(&imported)[0].shape.kind(), ShapeKind::Polygon);
    assert_eq!(imported.remarks[0].outcome, Outcome::Mended);
}

#[test]
fn paths_of_windows_lead_to_the_picture() {
    let text = file(&json!({"shape_type": "point", "points": [[1, 1]]}));
    let text = text.replace("a.png", r"..\\bilder\\ä 1.png");
    let files = Files::with("labels/x/a.json", text);
    let imported = read(Format::LabelMe, files.folder(), &Default::default()).unwrap();
    assert_eq!(
        imported.dataset.pictures[0].file_name,
        "labels/bilder/ä 1.png"
    );
    assert_eq!(imported.remarks, []);
}

#[test]
fn one_broken_shape_costs_no_other() {
    let mut file: Value =
        serde_json::from_str(&file(&json!({"shape_type": "point", "points": [[1, 1]]}))).unwrap();
    let shapes = file["shapes"].as_array_mut().unwrap();
    for (shape_type, points) in [
        ("rectangle", json!([[1, 1], [2, 2], [3, 3]])),
        ("spline", json!([[1, 1], [2, 2]])),
        ("polygon", json!([[1, 1], [2, 2]])),
        ("polygon", json!([[1, 1], [2, 2], [3]])),
        ("mask", json!([[1, 1], [2, 2]])),
    ] {
        shapes.push(json!({"label": "hole", "shape_type": shape_type, "points": points}));
    }
    let imported = read_one(Format::LabelMe, "a.json", file.to_string()).unwrap();
    assert_eq!(labels(&imported).len(), 1);
    assert_eq!(imported.remarks.len(), 5, "{:#?}", imported.remarks);
    assert!(
        imported
            .remarks
            .iter()
            .all(|it| it.outcome == Outcome::Skipped)
    );
    let numbers: Vec<Option<u64>> = imported.remarks.iter().map(|it| it.label).collect();
    assert_eq!(numbers, [Some(2), Some(3), Some(4), Some(5), Some(6)]);
    assert!(issues(&imported).contains(&&Issue::UnknownShape {
        name: "spline".to_owned()
    }));
}

#[test]
fn masks_may_reach_out_of_the_picture() {
    let files = Files::new();
    let mut mask = Mask::new();
    mask.set(0, 0, true);
    mask.set(1, 1, true);
    write(
        Format::LabelMe,
        &dataset_of([Shape::Mask(mask)]),
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let mut file: Value = serde_json::from_str(&files.text("Bild 1.json")).unwrap();
    file["shapes"][0]["points"] = json!([[-1, -1], [0, 0]]);
    let imported = read_one(Format::LabelMe, "a.json", file.to_string()).unwrap();
    let Shape::Mask(mask) = &labels(&imported)[0].shape else {
        unreachable!()
    };
    assert!(mask.get(0, 0) && mask.area_px() == 1);
}
