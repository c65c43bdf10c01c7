//! YOLO: rule by rule.

use interchange::{
    Class, Format, InterchangeError, Issue, KnownPicture, KnownPictures, Labelled, Outcome,
    PictureLabels, ReadOptions, WriteOptions, read, write,
};
use shapes::{PictureSize, Point, Polyline, RotatedBox, Shape};

use super::support::{
    Files, classes, dataset_of, issues, knowing, known, labels, polygon, rect, ring,
};

const YAML: &str = "path: .\ntrain: images\nnames:\n  0: hole\n  1: Kratzer ä\n";

fn pictures(names: &[&str]) -> ReadOptions {
    let size = PictureSize {
        width_px: 200,
        height_px: 100,
    };
    ReadOptions {
        pictures: KnownPictures::new(names.iter().map(|name| KnownPicture {
            file_name: (*name).to_owned(),
            size,
        })),
        ..ReadOptions::default()
    }
}

#[test]
fn shares_become_pixels_of_the_known_picture() {
    let files = Files::with("data.yaml", YAML).and("labels/train/ä 1.txt", "1 0.5 0.5 0.5 0.5\n");
    let options = pictures(&["images/train/ä 1.jpg"]);
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    assert_eq!(imported.remarks, []);
    assert_eq!(
        imported.dataset.pictures[0].file_name,
        "images/train/ä 1.jpg"
    );
    let label = &labels(&imported)[0];
    assert_eq!(label.shape, rect(50.0, 25.0, 150.0, 75.0));
    assert_eq!(imported.dataset.classes[label.class].name, "Kratzer ä");
    // The data.yaml stands for its folder.
    let by_list = read(Format::YoloBox, &files.path("data.yaml"), &options).unwrap();
    assert_eq!(by_list, imported);
}

#[test]
fn without_pictures_nothing_has_a_place() {
    let files = Files::with("labels/a.txt", "0 0.5 0.5 1 1\n");
    let refused = read(Format::YoloBox, files.folder(), &ReadOptions::default());
    assert!(matches!(refused, Err(InterchangeError::NoPictures { .. })));
    let other = read(Format::YoloBox, files.folder(), &pictures(&["b.png"])).unwrap();
    assert!(issues(&other).contains(&&Issue::NoSize));
}

#[test]
fn an_empty_file_is_reviewed_and_a_missing_one_is_not_labelled() {
    let files = Files::with("classes.txt", "hole\n")
        .and("labels/a.txt", "")
        .and("labels/b.txt", "0 0.5 0.5 1 1\n")
        .and("train.txt", "images/a.png\n");
    let options = pictures(&["a.png", "b.png", "c.png"]);
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    let reviewed: Vec<(&str, Option<bool>)> = imported
        .dataset
        .pictures
        .iter()
        .map(|it| (it.file_name.as_str(), it.is_reviewed))
        .collect();
    assert_eq!(
        reviewed,
        [
            ("a.png", Some(true)),
            ("b.png", None),
            ("c.png", Some(false))
        ]
    );
    let written = Files::new();
    write(
        Format::YoloBox,
        &imported.dataset,
        written.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    assert_eq!(written.text("labels/a.txt"), "");
    assert!(!written.path("labels/c.txt").exists());
}

#[test]
fn numbers_have_every_digit() {
    let third = 1.0 / 3.0;
    let mut dataset = dataset_of([rect(third, third, 2.0 * third, 77.7)]);
    dataset.pictures[0].width_px = 20_011;
    dataset.pictures[0].height_px = 30_011;
    let files = Files::new();
    write(
        Format::YoloBox,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let line = files.text("labels/Bild 1.txt");
    for number in line.split_whitespace().skip(1) {
        assert!(number.split('.').nth(1).unwrap().len() >= 9, "{line}");
    }
    let options = ReadOptions {
        pictures: known(&dataset),
        ..ReadOptions::default()
    };
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    let Shape::Box(rect) = labels(&imported)[0].shape else {
        unreachable!()
    };
    assert!((rect.max.x - 2.0 * third).abs() < 1e-9);
}

#[test]
fn rotated_boxes_are_turned_in_pixels() {
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 30.0,
        height_px: 10.0,
        angle_rad: std::f64::consts::FRAC_PI_4,
    };
    let dataset = dataset_of([Shape::RotatedBox(rotated)]);
    let files = Files::new();
    write(
        Format::YoloOriented,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let line = files.text("labels/Bild 1.txt");
    let numbers: Vec<f64> = line
        .split_whitespace()
        .map(|it| it.parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), 9);
    // In shares of a picture of 100 × 80 the corners make no rectangle, in pixels they do.
    let side = |a: usize, b: usize| {
        let (dx, dy) = (numbers[b] - numbers[a], numbers[b + 1] - numbers[a + 1]);
        (dx * 100.0).hypot(dy * 80.0)
    };
    assert!((side(1, 3) - 30.0).abs() < 1e-9 && (side(3, 5) - 10.0).abs() < 1e-9);
}

#[test]
fn skewed_corners_are_noted() {
    let files = Files::with("a.txt", "0 0.1 0.1 0.5 0.1 0.7 0.5 0.3 0.5\n");
    let imported = read(Format::YoloOriented, files.folder(), &pictures(&["a.png"])).unwrap();
    let is_skewed = |it: &&Issue| matches!(it, Issue::NoRectangle { off_px } if *off_px > 1.0);
    assert!(issues(&imported).iter().any(is_skewed));
    assert_eq!(labels(&imported).len(), 1);
}

#[test]
fn classes_beyond_the_list_are_added_in_their_place() {
    let files =
        Files::with("data.yaml", YAML).and("labels/a.txt", "4 0.5 0.5 1 1\n0 0.5 0.5 1 1\n");
    let imported = read(Format::YoloBox, files.folder(), &pictures(&["a.png"])).unwrap();
    let names: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["hole", "Kratzer ä", "class 2", "class 3", "class 4"]
    );
    assert_eq!(labels(&imported)[0].class, 4);
    assert!(matches!(
        issues(&imported)[..],
        [Issue::UnknownClass { .. }]
    ));
    assert_eq!(imported.remarks[0].label, Some(1));
    let far = Files::with("data.yaml", YAML).and("labels/a.txt", "4000000000 0.5 0.5 1 1\n");
    let imported = read(Format::YoloBox, far.folder(), &pictures(&["a.png"])).unwrap();
    assert_eq!(imported.remarks[0].outcome, Outcome::Skipped);
    assert_eq!(imported.dataset.classes.len(), 2);
}

#[test]
fn names_that_look_like_numbers_are_names() {
    let files = Files::with("data.yaml", "names: [0, 1.50, no, 'a']\n").and("labels/a.txt", "");
    let imported = read(Format::YoloBox, files.folder(), &pictures(&["a.png"])).unwrap();
    let names: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["0", "1.50", "no", "a"]);
}

#[test]
fn without_names_classes_are_named_by_number() {
    let files = Files::with("labels/a.txt", "1 0.5 0.5 1 1\n");
    let mut options = pictures(&["a.png"]);
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    assert_eq!(issues(&imported), [&Issue::NoClassNames]);
    assert_eq!(imported.dataset.classes[1].name, "class 1");
    options.class_names = vec!["a".to_owned(), "b".to_owned()];
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    assert_eq!(imported.remarks, []);
    assert_eq!(imported.dataset.classes[1].name, "b");
}

#[test]
fn a_list_that_numbers_classes_otherwise_is_not_replaced() {
    let files = Files::new();
    let mut dataset = dataset_of([rect(1.0, 1.0, 2.0, 2.0)]);
    dataset.classes = classes(&["hole", "dent"]);
    let mut options = WriteOptions::default();
    write(Format::YoloBox, &dataset, files.folder(), &options).unwrap();
    assert_eq!(files.text("classes.txt"), "hole\ndent\n");
    // More classes at the end leave the numbers as they are.
    dataset.classes.push(Class {
        name: "crack".to_owned(),
        ..Class::default()
    });
    write(Format::YoloBox, &dataset, files.folder(), &options).unwrap();
    dataset.classes.swap(0, 1);
    let refused = write(Format::YoloBox, &dataset, files.folder(), &options).unwrap_err();
    assert!(
        refused.to_string().contains("\"hole\" instead of \"dent\""),
        "{refused}"
    );
    dataset.classes.swap(0, 1);
    dataset.classes.truncate(1);
    assert!(write(Format::YoloBox, &dataset, files.folder(), &options).is_err());
    options.replace_class_list = true;
    write(Format::YoloBox, &dataset, files.folder(), &options).unwrap();
    assert_eq!(files.text("classes.txt"), "hole\n");
}

#[test]
fn old_label_files_of_unlabelled_pictures_are_told() {
    let files = Files::new();
    let mut dataset = dataset_of([rect(1.0, 1.0, 2.0, 2.0)]);
    write(
        Format::YoloBox,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    dataset.pictures[0].labels.clear();
    let written = write(
        Format::YoloBox,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    assert_eq!(written.stale, [files.path("labels/Bild 1.txt")]);
}

#[test]
fn pictures_that_would_share_a_file_are_refused() {
    let mut dataset = dataset_of([]);
    dataset.pictures.push(PictureLabels {
        file_name: "Bild 1.jpg".to_owned(),
        ..dataset.pictures[0].clone()
    });
    let files = Files::new();
    for format in [
        Format::YoloBox,
        Format::PascalVoc,
        Format::LabelMe,
        Format::MaskPng,
    ] {
        let refused = write(format, &dataset, files.folder(), &WriteOptions::default());
        let text = refused.unwrap_err().to_string();
        assert!(text.contains("the same file"), "{text}");
        assert!(files.folder().read_dir().unwrap().next().is_none());
    }
}

#[test]
fn shapes_become_what_the_format_has() {
    let line = Shape::Polyline(Polyline {
        points: ring(&[(10.0, 20.0), (30.0, 20.0)]),
        width_px: 0.0,
    });
    let triangle = polygon(&[(10.0, 10.0), (30.0, 10.0), (10.0, 50.0)]);
    let outside = rect(-10.0, 10.0, 10.0, 20.0);
    let dataset = dataset_of([line, triangle, outside, Shape::Point(Point::new(1.0, 1.0))]);
    let read_as = |format| {
        let files = Files::new();
        write(format, &dataset, files.folder(), &WriteOptions::default()).unwrap();
        let imported = read(format, files.folder(), &knowing("Bild 1.png", 100, 80)).unwrap();
        let shapes: Vec<Shape> = labels(&imported)
            .iter()
            .map(|it| it.shape.clone())
            .collect();
        shapes
    };
    let boxes = read_as(Format::YoloBox);
    let bounds: Vec<f64> = boxes.iter().map(Shape::area_px2).collect();
    let expected = [21.0, 20.0 * 40.0, 100.0];
    assert!(
        bounds
            .iter()
            .zip(expected)
            .all(|(is, should)| (is - should).abs() < 1e-9),
        "{bounds:?}"
    );
    let segments = read_as(Format::YoloSegment);
    assert_eq!(segments.len(), 3);
    assert!((segments[1].area_px2() - 400.0).abs() < 1e-9);
    let oriented = read_as(Format::YoloOriented);
    assert_eq!(oriented.len(), 3);
    assert!((oriented[1].area_px2() - 800.0).abs() < 1e-6);
}

#[test]
fn predictions_with_scores_are_read() {
    let files = Files::with("a.txt", "0 0.5 0.5 0.5 0.5 0.875\n");
    let imported = read(Format::YoloBox, files.folder(), &pictures(&["a.png"])).unwrap();
    assert_eq!(labels(&imported)[0].score, Some(0.875));
    let files = Files::with("a.txt", "0 0.1 0.1 0.5 0.1 0.5 0.5 0.875\n");
    let imported = read(Format::YoloSegment, files.folder(), &pictures(&["a.png"])).unwrap();
    let Labelled { shape, score, .. } = &labels(&imported)[0];
    assert_eq!(*score, Some(0.875));
    assert!(matches!(shape, Shape::Polygon(polygon) if polygon.parts[0].outer.len() == 3));
}
