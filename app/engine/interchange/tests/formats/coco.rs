//! COCO: against pycocotools, and rule by rule.

use std::fs;
use std::path::Path;

use interchange::{
    Broken, Dataset, Format, Issue, Labelled, Outcome, PictureLabels, ReadOptions, TrackPlace,
    WriteOptions, read, write,
};
use serde::Deserialize;
use serde_json::{Value, json};
use shapes::{Mask, MultiPolygon, PixelRect, Point, Polygon, RotatedBox, Shape};

use super::support::{Files, classes, dataset_of, issues, labels, polygon, read_one, rect, ring};

/// What `golden/make_goldens.py` wrote.
#[derive(Deserialize)]
struct Goldens {
    masks: Vec<GoldenMask>,
    polygon_width: u32,
    polygon_height: u32,
    polygons: Vec<GoldenPolygon>,
    ious: Vec<GoldenIou>,
}

#[derive(Deserialize)]
struct GoldenMask {
    name: String,
    rows: Vec<String>,
    counts: Vec<u32>,
    text: String,
    area: u64,
    bbox: [f64; 4],
}

#[derive(Deserialize)]
struct GoldenPolygon {
    name: String,
    rings: Vec<Vec<f64>>,
    text: String,
    area: u64,
}

#[derive(Deserialize)]
struct GoldenIou {
    a: String,
    b: String,
    crowd: u8,
    iou: f64,
}

fn goldens() -> Goldens {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/coco.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

impl GoldenMask {
    fn size(&self) -> (u32, u32) {
        (self.rows[0].len() as u32, self.rows.len() as u32)
    }

    fn mask(&self) -> Mask {
        let mut mask = Mask::new();
        for (y, row) in self.rows.iter().enumerate() {
            for (x, _) in row.bytes().enumerate().filter(|it| it.1 == b'#') {
                mask.set(x as u32, y as u32, true);
            }
        }
        mask
    }
}

/// A file with one annotation of a picture of this size.
fn file((width, height): (u32, u32), annotation: &Value) -> String {
    let mut whole = json!({"id": 1, "image_id": 1, "category_id": 1});
    whole
        .as_object_mut()
        .unwrap()
        .extend(annotation.as_object().unwrap().clone());
    json!({
        "images": [{"id": 1, "file_name": "a.png", "width": width, "height": height}],
        "categories": [{"id": 1, "name": "hole"}],
        "annotations": [whole],
    })
    .to_string()
}

fn runs((width, height): (u32, u32), counts: &Value) -> Value {
    json!({"segmentation": {"size": [height, width], "counts": counts}, "iscrowd": 0})
}

/// The mask that a text of runs holds.
fn decoded(size: (u32, u32), text: &str) -> Mask {
    let imported = read_one(
        Format::Coco,
        "a.json",
        file(size, &runs(size, &text.into())),
    )
    .unwrap();
    match &labels(&imported)[0].shape {
        Shape::Mask(mask) => mask.clone(),
        other => panic!("{other:?}"),
    }
}

/// The annotations of a dataset as they are written.
fn written(dataset: &Dataset) -> Value {
    let files = Files::new();
    let path = files.path("ä.json");
    write(Format::Coco, dataset, &path, &WriteOptions::default()).unwrap();
    serde_json::from_str(&files.text("ä.json")).unwrap()
}

fn written_annotation(dataset: &Dataset) -> Value {
    written(dataset)["annotations"][0].clone()
}

#[test]
fn masks_are_read_as_pycocotools_writes_them() {
    for golden in goldens().masks {
        let size = golden.size();
        for counts in [json!(golden.text), json!(golden.counts)] {
            let text = file(size, &runs(size, &counts));
            let imported = read_one(Format::Coco, "a.json", text).unwrap();
            if golden.area == 0 {
                // A mask without pixels marks nothing.
                assert!(labels(&imported).is_empty());
                assert_eq!(imported.remarks.len(), 1);
                continue;
            }
            assert_eq!(imported.remarks, [], "{}", golden.name);
            let label = &labels(&imported)[0];
            assert_eq!(label.shape, Shape::Mask(golden.mask()), "{}", golden.name);
            assert!(!label.is_crowd);
        }
    }
}

#[test]
fn masks_are_written_as_pycocotools_reads_them() {
    for golden in goldens().masks.iter().filter(|it| it.area > 0) {
        let (width_px, height_px) = golden.size();
        let mut dataset = dataset_of([Shape::Mask(golden.mask())]);
        dataset.pictures[0].width_px = width_px;
        dataset.pictures[0].height_px = height_px;
        let annotation = written_annotation(&dataset);
        let expected = json!({"size": [height_px, width_px], "counts": golden.text});
        assert_eq!(annotation["segmentation"], expected, "{}", golden.name);
        assert_eq!(annotation["area"].as_f64(), Some(golden.area as f64));
        assert_eq!(annotation["bbox"], json!(golden.bbox), "{}", golden.name);
        assert_eq!(annotation["iscrowd"], 0);
    }
}

/// pycocotools draws polygons by moving along their edges in fifths of a pixel, so that its masks
/// differ from the pixels whose centres lie in the polygon, along the edge and by less than a pixel.
#[test]
fn polygons_cover_what_pycocotools_fills() {
    let goldens = goldens();
    let size = (goldens.polygon_width, goldens.polygon_height);
    for golden in goldens.polygons {
        let text = file(size, &json!({"segmentation": golden.rings}));
        let options = ReadOptions {
            broken: Broken::Keep,
            ..ReadOptions::default()
        };
        let files = Files::with("a.json", text);
        let imported = read(Format::Coco, &files.path("a.json"), &options).unwrap();
        let dataset = &imported.dataset;
        let shape = &labels(&imported)[0].shape;
        let ours = Mask::from_shape(shape, dataset.pictures[0].size());
        let theirs = decoded(size, &golden.text);
        let grown = ours.grown(1.0);
        let core = ours.shrunk(1.0);
        assert_eq!(theirs.difference(&grown), Mask::new(), "{}", golden.name);
        assert_eq!(core.difference(&theirs), Mask::new(), "{}", golden.name);
        let area = written_annotation(dataset)["area"].as_f64().unwrap();
        let off = (area / golden.area as f64 - 1.0).abs();
        assert!(off < 0.05, "{}: {area} and {}", golden.name, golden.area);
        if golden.name.contains("box")
            || golden.name.contains("whole")
            || golden.name == "two parts"
        {
            assert_eq!(ours, theirs, "{}", golden.name);
        }
    }
}

#[test]
fn masks_agree_as_much_as_in_pycocotools() {
    let goldens = goldens();
    let size = (goldens.polygon_width, goldens.polygon_height);
    let mask = |name: &str| {
        let golden = goldens.polygons.iter().find(|it| it.name == name);
        decoded(size, &golden.unwrap().text)
    };
    for golden in &goldens.ious {
        let (a, b) = (mask(&golden.a), mask(&golden.b));
        let iou = match golden.crowd {
            0 => a.iou(&b),
            _ => a.intersection_px(&b) as f64 / a.area_px() as f64,
        };
        assert!(
            (iou - golden.iou).abs() < 1e-12,
            "{} {}",
            golden.a,
            golden.b
        );
    }
}

#[test]
fn a_box_encloses_whole_pixels_from_edge_to_edge() {
    let text = file((4, 3), &json!({"bbox": [0, 0, 1, 1], "area": 99}));
    let imported = read_one(Format::Coco, "a.json", text).unwrap();
    assert_eq!(imported.remarks, []);
    assert_eq!(labels(&imported)[0].shape, rect(0.0, 0.0, 1.0, 1.0));
    let annotation = written_annotation(&dataset_of([rect(1.5, 2.0, 9.25, 8.0)]));
    assert_eq!(annotation["bbox"], json!([1.5, 2.0, 7.75, 6.0]));
    let corners = json!([[1.5, 2.0, 9.25, 2.0, 9.25, 8.0, 1.5, 8.0]]);
    assert_eq!(annotation["segmentation"], corners);
    // The columns whose centres lie in it are those from 1 to 8.
    assert_eq!(annotation["area"], json!(48.0));
}

#[test]
fn all_parts_are_of_one_instance_and_holes_become_runs() {
    let square = |low: f64, high: f64| ring(&[(low, low), (high, low), (high, high), (low, high)]);
    let two = Shape::Polygon(MultiPolygon {
        parts: vec![
            Polygon::from_ring(square(0.0, 10.0)),
            Polygon::from_ring(square(20.0, 30.0)),
        ],
    });
    let annotation = written_annotation(&dataset_of([two]));
    assert_eq!(annotation["segmentation"].as_array().unwrap().len(), 2);
    assert_eq!(annotation["area"], json!(200.0));
    assert_eq!(annotation["bbox"], json!([0.0, 0.0, 30.0, 30.0]));
    let hollow = Shape::Polygon(MultiPolygon {
        parts: vec![Polygon {
            outer: square(0.0, 10.0),
            holes: vec![square(4.0, 6.0)],
        }],
    });
    let annotation = written_annotation(&dataset_of([hollow]));
    assert!(annotation["segmentation"]["counts"].is_string());
    assert_eq!(annotation["area"], json!(96.0));
    assert_eq!(annotation["iscrowd"], 0);
}

#[test]
fn crowds_are_runs_and_only_they_are_crowds() {
    let mut dataset = dataset_of([rect(1.0, 1.0, 3.0, 3.0)]);
    dataset.pictures[0].labels[0].is_crowd = true;
    let annotation = written_annotation(&dataset);
    assert_eq!(annotation["iscrowd"], 1);
    assert!(annotation["segmentation"]["counts"].is_string());
}

#[test]
fn numbers_with_gaps_stay() {
    let text = json!({
        "info": {"year": 2026}, "licenses": [{"id": 1}],
        "images": [
            {"id": 40, "file_name": "ä.png", "width": 4, "height": 3, "license": 1},
            {"id": 7, "file_name": "b.png", "width": 4, "height": 3},
        ],
        "categories": [
            {"id": 90, "name": "loch", "supercategory": "fehler", "keypoints": ["a"]},
            {"id": 3, "name": "kratzer", "color": [1, 2, 3]},
        ],
        "annotations": [
            {"id": 11, "image_id": 7, "category_id": 3, "bbox": [0, 0, 2, 2], "caption": "x"},
        ],
    });
    let imported = read_one(Format::Coco, "a.json", text.to_string()).unwrap();
    let again = written(&imported.dataset);
    for section in ["info", "licenses", "images", "categories"] {
        assert_eq!(again[section], text[section], "{section}");
    }
    let annotation = &again["annotations"][0];
    assert_eq!(
        [
            &annotation["id"],
            &annotation["image_id"],
            &annotation["category_id"]
        ],
        [11, 7, 3]
    );
    assert_eq!(annotation["caption"], "x");
}

#[test]
fn what_cvat_says_is_understood() {
    let attributes = json!({
        "occluded": true, "rotation": 90.0, "track_id": 4, "keyframe": false, "Tiefe": 2.5,
        "sicher": true, "wer": "ich",
    });
    let text = file(
        (40, 30),
        &json!({
            "bbox": [10, 10, 8, 4], "segmentation": [], "attributes": attributes, "score": 0.25,
            "ignore": 1,
        }),
    );
    let imported = read_one(Format::Coco, "a.json", text).unwrap();
    let label = &labels(&imported)[0];
    let Shape::RotatedBox(rotated) = label.shape else {
        panic!("{label:?}");
    };
    assert_eq!(
        (rotated.center, rotated.width_px),
        (Point::new(14.0, 12.0), 8.0)
    );
    assert!((rotated.angle_rad - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    let track = TrackPlace {
        id: 4,
        is_keyframe: false,
        is_outside: false,
    };
    assert_eq!(label.track, Some(track));
    assert!(label.is_occluded && label.is_ignored && !label.is_crowd);
    assert_eq!(label.score, Some(0.25));
    assert_eq!(label.attributes["Tiefe"], "2.5");
    // Values that CVAT writes as numbers and marks stay those.
    let written = &written(&imported.dataset)["annotations"][0]["attributes"];
    for name in ["Tiefe", "sicher", "wer", "occluded", "track_id", "keyframe"] {
        assert_eq!(written[name], attributes[name], "{name}");
    }
}

#[test]
fn rotated_boxes_are_polygons_that_are_known_again() {
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.5,
    };
    let annotation = written_annotation(&dataset_of([Shape::RotatedBox(rotated)]));
    assert_eq!(annotation["segmentation"][0].as_array().unwrap().len(), 8);
    // The bbox is that of the corners, as for every polygon.
    let bounds = rotated.bounds();
    assert_eq!(annotation["bbox"][2].as_f64(), Some(bounds.width_px()));
    // A polygon that somebody moved since is no rotated box, whatever its attribute says.
    let mut moved = annotation.clone();
    moved["segmentation"][0][0] = json!(3.5);
    let imported = read_one(Format::Coco, "a.json", file((100, 80), &moved)).unwrap();
    assert!(matches!(labels(&imported)[0].shape, Shape::Polygon(_)));
}

#[test]
fn shapes_that_coco_has_not_are_areas_or_nothing() {
    let line = Shape::Polyline(shapes::Polyline {
        points: ring(&[(1.0, 1.5), (11.0, 1.5)]),
        width_px: 0.0,
    });
    let dataset = dataset_of([line, Shape::Point(Point::new(3.0, 3.0))]);
    let annotations = written(&dataset)["annotations"].clone();
    assert_eq!(annotations.as_array().unwrap().len(), 1);
    assert!(annotations[0]["area"].as_f64().unwrap() >= 10.0);
}

#[test]
fn a_mask_is_cut_off_at_the_picture() {
    let mask = Mask::rectangle(PixelRect {
        left: 90,
        top: 70,
        right: 110,
        bottom: 90,
    });
    let annotation = written_annotation(&dataset_of([Shape::Mask(mask)]));
    assert_eq!(annotation["area"], json!(100.0));
    assert_eq!(annotation["bbox"], json!([90.0, 70.0, 10.0, 10.0]));
}

#[test]
fn broken_polygons_are_mended_kept_or_skipped() {
    let bow = json!({"segmentation": [[0, 0, 20, 20, 20, 0, 0, 24]]});
    let files = Files::with("a.json", file((40, 30), &bow));
    let read_as = |broken| {
        let options = ReadOptions {
            broken,
            ..ReadOptions::default()
        };
        read(Format::Coco, &files.path("a.json"), &options).unwrap()
    };
    let mended = read_as(Broken::Mend);
    assert_eq!(mended.remarks[0].outcome, Outcome::Mended);
    assert_eq!(labels(&mended)[0].shape.polygon(0.0).parts.len(), 2);
    let kept = read_as(Broken::Keep);
    assert_eq!(kept.remarks[0].outcome, Outcome::Kept);
    let bow = polygon(&[(0.0, 0.0), (20.0, 20.0), (20.0, 0.0), (0.0, 24.0)]);
    assert_eq!(labels(&kept)[0].shape, bow);
    let skipped = read_as(Broken::Skip);
    assert_eq!(skipped.remarks[0].outcome, Outcome::Skipped);
    assert!(labels(&skipped).is_empty());
    assert!(matches!(issues(&skipped)[..], [Issue::Shape { .. }]));
}

#[test]
fn new_entries_get_free_numbers() {
    let mut dataset = Dataset {
        classes: classes(&["a", "b"]),
        pictures: vec![PictureLabels {
            file_name: "a.png".to_owned(),
            width_px: 4,
            height_px: 3,
            labels: vec![Labelled::new(1, rect(0.0, 0.0, 1.0, 1.0)); 2],
            ..PictureLabels::default()
        }],
        unknown: None,
    };
    dataset.classes[1].foreign_id = Some(5);
    let written = written(&dataset);
    assert_eq!(written["categories"][0]["id"], 6);
    assert_eq!(written["categories"][1]["id"], 5);
    assert_eq!(written["annotations"][1]["id"], 2);
    assert_eq!(written["annotations"][1]["category_id"], 5);
}
