//! Mask pictures: rule by rule.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use interchange::{
    Dataset, DrawOrder, Format, InterchangeError, Issue, Labelled, MaskValues, Outcome,
    PictureLabels, ReadOptions, WriteOptions, read, write,
};
use png::{BitDepth, ColorType};
use shapes::{Mask, Shape};

use super::support::{Files, classes, dataset_of, issues, knowing, labels, rect};

/// A dataset of two classes and overlapping boxes: a small one of the second class, listed first, in
/// a large one of the first class.
fn overlapping() -> Dataset {
    let mut dataset = dataset_of([rect(4.0, 4.0, 6.0, 6.0), rect(0.0, 0.0, 10.0, 10.0)]);
    dataset.classes = classes(&["Fläche", "Loch"]);
    dataset.classes[1].colour = Some([9, 8, 7]);
    dataset.pictures[0].labels[0].class = 1;
    dataset
}

/// The kind of a PNG, its bits a sample, its palette, and its bytes.
fn png(path: &Path) -> (ColorType, BitDepth, Vec<u8>, Vec<u8>) {
    let decoder = png::Decoder::new(BufReader::new(File::open(path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut bytes).unwrap();
    let info = reader.info();
    let palette = info.palette.clone().unwrap_or_default().into_owned();
    (info.color_type, info.bit_depth, palette, bytes)
}

fn area_of(dataset: &Dataset, class: usize) -> u64 {
    let labels = dataset.pictures[0].labels.iter();
    labels
        .filter(|it| it.class == class)
        .map(|it| match &it.shape {
            Shape::Mask(mask) => mask.area_px(),
            other => panic!("{other:?}"),
        })
        .sum()
}

#[test]
fn classes_are_eight_bits_with_a_palette() {
    let files = Files::new();
    write(
        Format::MaskPng,
        &overlapping(),
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let decoder = png::Decoder::new(BufReader::new(
        File::open(files.path("masks/Bild 1.png")).unwrap(),
    ));
    let reader = decoder.read_info().unwrap();
    assert_eq!(reader.info().color_type, ColorType::Indexed);
    assert_eq!(reader.info().bit_depth, BitDepth::Eight);
    // Black, the first colour of Pascal VOC, and the class's own.
    let palette = reader.info().palette.clone().unwrap();
    assert_eq!(&palette[..], [0, 0, 0, 128, 0, 0, 9, 8, 7]);
}

#[test]
fn the_order_of_drawing_is_chosen_and_told() {
    for (draw_order, expected, told) in [
        (DrawOrder::AsListed, 0, "as listed"),
        (DrawOrder::LargestFirst, 4, "largest first"),
        (DrawOrder::ByClass(vec![0, 1]), 4, "by class"),
        (DrawOrder::ByClass(vec![1, 0]), 0, "by class"),
    ] {
        let files = Files::new();
        let options = WriteOptions {
            draw_order,
            ..WriteOptions::default()
        };
        write(Format::MaskPng, &overlapping(), files.folder(), &options).unwrap();
        assert!(files.text("labels.json").contains(told));
        let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
        assert_eq!(area_of(&imported.dataset, 1), expected, "{options:?}");
        assert_eq!(area_of(&imported.dataset, 0), 100 - expected);
        assert_eq!(imported.dataset.classes, overlapping().classes);
    }
}

#[test]
fn labels_are_sixteen_bits_grey() {
    let files = Files::new();
    let options = WriteOptions {
        mask_values: MaskValues::Instances,
        draw_order: DrawOrder::LargestFirst,
        ..WriteOptions::default()
    };
    let mut dataset = overlapping();
    let touching = Labelled::new(1, rect(10.0, 0.0, 20.0, 10.0));
    dataset.pictures[0].labels.push(touching);
    write(Format::MaskPng, &dataset, files.folder(), &options).unwrap();
    let (kind, depth, _, bytes) = png(&files.path("masks/Bild 1.png"));
    assert_eq!((kind, depth), (ColorType::Grayscale, BitDepth::Sixteen));
    assert_eq!(bytes[..2], [0, 2]);
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    // Labels of the same class that touch stay two.
    let classes: Vec<usize> = labels(&imported).iter().map(|it| it.class).collect();
    assert_eq!(classes, [1, 0, 1]);
}

#[test]
fn many_classes_need_sixteen_bits() {
    let mut dataset = overlapping();
    let names: Vec<String> = (0..300).map(|it| format!("class {it}")).collect();
    dataset.classes = classes(&names.iter().map(String::as_str).collect::<Vec<_>>());
    dataset.pictures[0].labels[1].class = 299;
    let files = Files::new();
    write(
        Format::MaskPng,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let (kind, depth, ..) = png(&files.path("masks/Bild 1.png"));
    assert_eq!((kind, depth), (ColorType::Grayscale, BitDepth::Sixteen));
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    assert_eq!(area_of(&imported.dataset, 299), 100);
    dataset.classes = classes(
        &(0..65_536)
            .map(|it| format!("{it}"))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    let refused = write(
        Format::MaskPng,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    );
    assert!(matches!(refused, Err(InterchangeError::MaskValues { .. })));
}

#[test]
fn nothing_to_label_is_told_from_not_labelled() {
    let mut dataset = dataset_of([]);
    dataset.pictures[0].is_reviewed = Some(true);
    dataset.pictures.push(PictureLabels {
        file_name: "b.png".to_owned(),
        is_reviewed: Some(false),
        ..dataset.pictures[0].clone()
    });
    let files = Files::new();
    write(
        Format::MaskPng,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    assert!(files.path("masks/Bild 1.png").is_file() && !files.path("masks/b.png").exists());
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    assert_eq!(imported.dataset, dataset);
}

#[test]
fn mask_pictures_of_others_are_read_by_value() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 2);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Two);
    encoder.set_palette([0, 0, 0, 255, 0, 0, 0, 255, 0].as_slice());
    let rows = [0b00_01_01_10, 0b00_00_00_10];
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&rows)
        .unwrap();
    let files = Files::with("ä 1.png", &bytes);
    let options = knowing("ä 1.jpg", 4, 2);
    let imported = read(Format::MaskPng, files.folder(), &options).unwrap();
    assert_eq!(issues(&imported), [&Issue::NoClassNames]);
    assert_eq!(imported.dataset.pictures[0].file_name, "ä 1.jpg");
    let names: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["class 1", "class 2"]);
    assert_eq!(imported.dataset.classes[1].colour, Some([0, 255, 0]));
    let areas: Vec<f64> = labels(&imported)
        .iter()
        .map(|it| it.shape.area_px2())
        .collect();
    assert_eq!(areas, [2.0, 2.0]);
}

#[test]
fn a_mask_picture_of_another_size_is_skipped() {
    let files = Files::new();
    write(
        Format::MaskPng,
        &overlapping(),
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let index = files
        .text("labels.json")
        .replace("\"height_px\": 80", "\"height_px\": 90");
    let files = files.and("labels.json", index);
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    assert!(matches!(issues(&imported)[..], [Issue::OtherSize { .. }]));
    assert_eq!(imported.remarks[0].outcome, Outcome::Skipped);
    assert!(labels(&imported).is_empty());
}

#[test]
fn masks_reach_the_last_pixel() {
    let mut mask = Mask::new();
    mask.set(99, 79, true);
    mask.set(0, 0, true);
    let files = Files::new();
    let dataset = dataset_of([Shape::Mask(mask.clone())]);
    write(
        Format::MaskPng,
        &dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    assert_eq!(labels(&imported)[0].shape, Shape::Mask(mask));
}
