//! Formats are told by what is in the files.

use interchange::{Format, MaskValues, ReadOptions, WriteOptions, detect, read, write};
use shapes::{Point, RotatedBox, Shape};

use super::support::{Files, dataset_of, known, polygon, rect};

#[test]
fn what_is_written_is_detected() {
    let rotated = Shape::RotatedBox(RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.5,
    });
    let pentagon = polygon(&[
        (10.0, 0.0),
        (20.0, 8.0),
        (16.0, 20.0),
        (4.0, 20.0),
        (0.0, 8.0),
    ]);
    for format in Format::ALL {
        let shape = match format {
            Format::YoloOriented => rotated.clone(),
            Format::YoloSegment => pentagon.clone(),
            _ => rect(1.0, 1.0, 5.0, 5.0),
        };
        let dataset = dataset_of([shape]);
        let files = Files::new();
        let path = files.place_of(format);
        let options = WriteOptions {
            mask_values: MaskValues::Instances,
            ..WriteOptions::default()
        };
        write(format, &dataset, &path, &options).unwrap();
        assert_eq!(detect(&path), Some(format));
        let options = ReadOptions {
            pictures: known(&dataset),
            ..ReadOptions::default()
        };
        assert_eq!(
            read(format, &path, &options).unwrap().dataset.pictures[0]
                .labels
                .len(),
            1
        );
    }
}

#[test]
fn single_files_are_detected() {
    for (name, text, format) in [
        (
            "a.json",
            "\u{FEFF}{\"info\": {\"shapes\": 1}, \"images\": [",
            Some(Format::Coco),
        ),
        (
            "a.json",
            "{\"version\": \"5\", \"shapes\": []}",
            Some(Format::LabelMe),
        ),
        ("a.json", "[1, 2]", None),
        (
            "a.JSON",
            "{\"flags\": {}, \"imagePath\": \"x\"}",
            Some(Format::LabelMe),
        ),
        (
            "a.xml",
            "<?xml version=\"1.0\"?>\n<annotation>",
            Some(Format::PascalVoc),
        ),
        ("a.xml", "<annotations><version>", Some(Format::CvatXml)),
        ("a.xml", "<html>", None),
        ("a.txt", "0 0.5 0.5 1 1\n", Some(Format::YoloBox)),
        (
            "a.txt",
            "0 0 0 1 0 1 1\n0 0.5 0.5 1 1\n",
            Some(Format::YoloSegment),
        ),
        ("a.txt", "read me\n", None),
        ("a.csv", "class,picture,geometry\n", Some(Format::Csv)),
        ("a.csv", "a,b\n", None),
        ("data.yaml", "names: [a]\n", Some(Format::YoloBox)),
        ("a.doc", "x", None),
    ] {
        let files = Files::with(name, text);
        assert_eq!(detect(&files.path(name)), format, "{name} {text}");
    }
    assert_eq!(detect(Files::new().folder()), None);
    assert_eq!(detect(&Files::new().path("missing.json")), None);
}
