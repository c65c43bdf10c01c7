//! Pictures and labels that are not in order are told one by one, and cost no other.

use std::path::Path;

use interchange::{
    Broken, Format, Imported, Issue, KnownPicture, KnownPictures, Limits, Outcome, ReadOptions,
    read,
};
use serde_json::{Value, json};
use shapes::{PictureSize, Problem};

use super::support::{Files, issues, knowing, labels, rect};

/// Reads COCO annotations of a picture `a.png` of 40 × 30 pixels, and a good one after them.
fn coco(annotations: Value, options: &ReadOptions) -> Imported {
    let mut annotations = annotations;
    let list = annotations.as_array_mut().unwrap();
    for (index, it) in list.iter_mut().enumerate() {
        let fields = it.as_object_mut().unwrap();
        for (name, value) in [
            ("id", json!(index)),
            ("image_id", json!(1)),
            ("category_id", json!(1)),
        ] {
            fields.entry(name).or_insert(value);
        }
    }
    list.push(json!({"id": 99, "image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2]}));
    let file = json!({
        "images": [{"id": 1, "file_name": "a.png", "width": 40, "height": 30}],
        "categories": [{"id": 1, "name": "hole"}],
        "annotations": annotations,
    });
    // Python writes NaN, which JSON does not have.
    let text = file.to_string().replace("\"NaN\"", "NaN");
    let files = Files::with("a.json", text);
    let imported = read(Format::Coco, &files.path("a.json"), options).unwrap();
    let last = labels(&imported).last().unwrap();
    assert_eq!(last.shape, rect(1.0, 1.0, 3.0, 3.0));
    imported
}

fn remarks_of(annotations: Value) -> Vec<(Issue, Outcome)> {
    let imported = coco(annotations, &ReadOptions::default());
    let remarks = imported.remarks.into_iter();
    remarks.map(|it| (it.issue, it.outcome)).collect()
}

#[test]
fn runs_that_lie_are_refused_without_being_unpacked() {
    let runs = |counts: Value| json!({"segmentation": {"size": [30, 40], "counts": counts}});
    for annotation in [
        runs(json!([4_000_000_000u64, 4_000_000_000u64])),
        runs(json!([0, 1199])),
        runs(json!([-1, 1201])),
        runs(json!([1e300])),
        runs(json!("oooooooooooo")),
        runs(json!("ü")),
        runs(json!("0d0d0")),
        runs(json!(null)),
        json!({"segmentation": {"size": [4_000_000_000u64, 4_000_000_000u64], "counts": [0]}}),
        json!({"segmentation": {"size": [40, 30], "counts": [1200]}}),
        json!({"segmentation": {"size": [-30, 40], "counts": [1200]}}),
        json!({"segmentation": {"counts": [1200]}}),
    ] {
        let remarks = remarks_of(json!([annotation]));
        let [(Issue::BadRuns { .. }, Outcome::Skipped)] = &remarks[..] else {
            panic!("{annotation}: {remarks:?}");
        };
    }
}

#[test]
fn coordinates_that_are_no_numbers_are_told() {
    let remarks = remarks_of(json!([
        {"bbox": ["NaN", 1, 2, 2]},
        {"segmentation": [["NaN", 1, 9, 1, 9, 9, 1, 9]]},
        {"segmentation": [["NaN", 1, "NaN", 1, 9, 9, 1, 9]]},
    ]));
    let not_finite = Issue::Shape {
        problem: Problem::NotFinite,
    };
    assert_eq!(
        remarks,
        [
            (not_finite.clone(), Outcome::Skipped),
            // The other three points are a triangle.
            (not_finite.clone(), Outcome::Mended),
            (not_finite, Outcome::Skipped),
        ]
    );
}

#[test]
fn sizes_below_zero_are_mended_and_those_of_nothing_skipped() {
    let remarks = remarks_of(json!([
        {"bbox": [9, 9, -4, -4]},
        {"bbox": [9, 9, 0, 4]},
        {"segmentation": [[1, 1, 5, 5, 9, 9]]},
    ]));
    let problems: Vec<Outcome> = remarks.iter().map(|it| it.1).collect();
    assert_eq!(problems[..2], [Outcome::Mended, Outcome::Skipped]);
    assert!(problems[2..].iter().all(|it| *it == Outcome::Skipped));
}

#[test]
fn shapes_outside_are_cut_off_kept_or_skipped() {
    let outside = json!([{"bbox": [-5, -5, 10, 10]}, {"bbox": [100, 100, 5, 5]}]);
    for (broken, first, outcomes) in [
        (
            Broken::Mend,
            Some(rect(0.0, 0.0, 5.0, 5.0)),
            [Outcome::Mended, Outcome::Skipped],
        ),
        (
            Broken::Keep,
            Some(rect(-5.0, -5.0, 5.0, 5.0)),
            [Outcome::Kept, Outcome::Kept],
        ),
        (Broken::Skip, None, [Outcome::Skipped, Outcome::Skipped]),
    ] {
        let options = ReadOptions {
            broken,
            ..ReadOptions::default()
        };
        let imported = coco(outside.clone(), &options);
        let told: Vec<Outcome> = imported.remarks.iter().map(|it| it.outcome).collect();
        assert_eq!(told, outcomes);
        if let Some(first) = first {
            assert_eq!(labels(&imported)[0].shape, first);
        } else {
            assert_eq!(labels(&imported).len(), 1);
        }
    }
    // Two decimals are not worth a remark.
    assert_eq!(remarks_of(json!([{"bbox": [0, 0, 40.004, 30.0]}])), []);
}

#[test]
fn references_to_nowhere_are_told() {
    let imported = coco(
        json!([
            {"image_id": 7, "bbox": [1, 1, 2, 2]},
            {"category_id": 7, "bbox": [1, 1, 2, 2]},
            {"id": 99, "bbox": [1, 1, 2, 2]},
            {"bbox": [1, 1, 2]},
            {"bbox": "1 1 2 2"},
            {"segmentation": 5},
            {"segmentation": [[1, 2, 3, 4, 5]]},
            {"segmentation": [["a", 2, 3, 4, 5, 6]]},
        ]),
        &ReadOptions::default(),
    );
    let is = |index: usize| &imported.remarks[index].issue;
    assert_eq!(is(0), &Issue::UnknownPicture { id: 7 });
    assert!(matches!(is(1), Issue::UnknownClass { .. }));
    assert_eq!(imported.dataset.classes[1].name, "class 7");
    assert_eq!(imported.dataset.classes[1].foreign_id, Some(7));
    for index in 2..7 {
        assert!(
            matches!(is(index), Issue::Malformed { .. }),
            "{:?}",
            is(index)
        );
    }
    // The second entry with number 99 is the good one, which loses its number.
    assert_eq!(is(7), &Issue::TwinId { id: 99 });
    assert_eq!(labels(&imported).last().unwrap().foreign_id, None);
}

#[test]
fn lists_with_twins_and_damage_are_told() {
    let file = json!({
        "images": [
            {"id": 1, "file_name": "a.png", "width": 40, "height": 30},
            {"id": 1, "file_name": "b.png", "width": 40, "height": 30},
            {"id": 2, "file_name": "a.png", "width": 40, "height": 30},
            {"id": 3, "file_name": "c.png", "width": -40, "height": 30},
            {"id": 4, "file_name": "d.png", "width": 4e9, "height": 4e9},
            {"id": "5", "file_name": "e.png", "width": 40, "height": 30},
            {"id": 6, "file_name": "../../f.png", "width": 40, "height": 30},
            {"id": 7, "file_name": "..", "width": 40, "height": 30},
            {"id": 8, "file_name": "C:\\bilder\\g.png", "width": 40, "height": 30},
        ],
        "categories": [
            {"id": 1, "name": "hole"}, {"id": 1, "name": "dent"}, {"id": 2, "name": "hole"},
            {"name": "crack"},
        ],
        "annotations": [{"id": 1, "image_id": 3, "category_id": 1, "bbox": [1, 1, 2, 2]}],
    });
    let files = Files::with("a.json", file.to_string());
    let path = files.path("a.json");
    let imported = read(Format::Coco, &path, &ReadOptions::default()).unwrap();
    let names: Vec<&str> = imported
        .dataset
        .pictures
        .iter()
        .map(|it| it.file_name.as_str())
        .collect();
    assert_eq!(names, ["a.png", "f.png", "g.png"]);
    let classes: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(classes, ["hole", "hole 2"]);
    let told = issues(&imported);
    for issue in [
        Issue::TwinId { id: 1 },
        Issue::TwinClass {
            name: "hole".to_owned(),
        },
        Issue::TwinPicture,
        Issue::NoSize,
        Issue::UnsafeName {
            name: "../../f.png".to_owned(),
        },
    ] {
        assert!(told.contains(&&issue), "{issue:?}");
    }
    assert_eq!(told.len(), 11, "{told:#?}");
    for remark in &imported.remarks {
        let text = remark.to_string();
        assert!(text.starts_with(&path.display().to_string()), "{text}");
    }
}

#[test]
fn pictures_of_another_size_or_that_are_missing_are_told() {
    let texts: [(Format, &str, String); 4] = [
        (
            Format::Coco,
            "a.json",
            json!({"images": [{"id": 1, "file_name": "a.png", "width": 30, "height": 40}]}).to_string(),
        ),
        (
            Format::LabelMe,
            "a.json",
            json!({"shapes": [], "imagePath": "a.png", "imageWidth": 30, "imageHeight": 40}).to_string(),
        ),
        (
            Format::PascalVoc,
            "a.xml",
            "<annotation><filename>a.png</filename><size><width>30</width><height>40</height></size>\
             </annotation>"
                .to_owned(),
        ),
        (
            Format::CvatXml,
            "a.xml",
            "<annotations><image id=\"0\" name=\"a.png\" width=\"30\" height=\"40\"/></annotations>"
                .to_owned(),
        ),
    ];
    for (format, name, text) in texts {
        let files = Files::with(name, text);
        let path = files.path(name);
        let imported = read(format, &path, &knowing("a.png", 40, 30)).unwrap();
        let expected = Issue::OtherSize {
            said_px: (30, 40),
            is_px: (40, 30),
        };
        assert_eq!(issues(&imported), [&expected], "{format}");
        assert!(expected.to_string().contains("orientation tag"));
        let strict = ReadOptions {
            broken: Broken::Skip,
            ..knowing("a.png", 40, 30)
        };
        assert!(
            read(format, &path, &strict)
                .unwrap()
                .dataset
                .pictures
                .is_empty()
        );
        let missing = read(format, &path, &knowing("b.png", 40, 30)).unwrap();
        assert_eq!(issues(&missing), [&Issue::MissingPicture], "{format}");
        assert_eq!(missing.dataset.pictures.len(), 1);
    }
}

#[test]
fn names_that_leave_the_folder_lose_their_way() {
    for (name, expected) in [
        ("../../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        (r"C:\\bilder\\ä.png", "ä.png"),
        ("a/../../b.png", "b.png"),
    ] {
        let text = format!(
            "{{\"shapes\": [], \"imagePath\": \"{name}\", \"imageWidth\": 4, \"imageHeight\": 3}}"
        );
        let files = Files::with("a.json", text);
        let imported = read(Format::LabelMe, files.folder(), &ReadOptions::default()).unwrap();
        assert_eq!(imported.dataset.pictures[0].file_name, expected);
        assert_eq!(imported.remarks[0].outcome, Outcome::Mended);
    }
    let index = json!({
        "format": "mask pictures", "version": 1, "values": "classes", "draw_order": "", "classes": [],
        "pictures": [{"file_name": "a.png", "width_px": 4, "height_px": 3, "mask": "../secret.png"}],
    });
    let files = Files::with("labels.json", index.to_string());
    let imported = read(Format::MaskPng, files.folder(), &ReadOptions::default()).unwrap();
    assert!(matches!(issues(&imported)[..], [Issue::UnsafeName { .. }]));
}

#[test]
fn pngs_that_lie_about_their_size_are_not_unpacked() {
    // A header that says 100,000 × 100,000 pixels, and nothing after it.
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 100_000, 100_000);
    encoder.set_color(png::ColorType::Grayscale);
    drop(encoder.write_header().unwrap());
    let files = Files::with("a.png", &bytes);
    let imported = read(Format::MaskPng, files.folder(), &knowing("a.png", 40, 30)).unwrap();
    let told = issues(&imported);
    assert!(
        matches!(told[..], [_, Issue::UnreadableFile { .. }]),
        "{told:?}"
    );
    use base64::Engine as _;
    let crop = base64::engine::general_purpose::STANDARD.encode(&bytes);
    let file = json!({
        "imagePath": "a.png", "imageWidth": 40, "imageHeight": 30, "shapes": [
            {"label": "a", "shape_type": "mask", "points": [[0, 0], [1, 1]], "mask": crop},
            {"label": "a", "shape_type": "mask", "points": [[0, 0], [1, 1]], "mask": "?"},
        ],
    });
    let files = Files::with("a.json", file.to_string());
    let imported = read(Format::LabelMe, files.folder(), &ReadOptions::default()).unwrap();
    assert!(labels(&imported).is_empty());
    assert!(
        issues(&imported)
            .iter()
            .all(|it| matches!(it, Issue::BadRuns { .. }))
    );
}

#[test]
fn many_remarks_are_counted() {
    let lines = "x\n".repeat(1000);
    let files = Files::with("a.txt", lines);
    let size = PictureSize {
        width_px: 4,
        height_px: 3,
    };
    let options = ReadOptions {
        pictures: KnownPictures::new([KnownPicture {
            file_name: "a.png".to_owned(),
            size,
        }]),
        limits: Limits {
            remarks: 10,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let imported = read(Format::YoloBox, files.folder(), &options).unwrap();
    assert_eq!(imported.remarks.len(), 11);
    // One of the ten is about the missing class names.
    assert_eq!(imported.remarks[10].issue, Issue::More { count: 991 });
}

#[test]
fn remarks_name_file_picture_and_label() {
    let imported = coco(json!([{"bbox": [9, 9, 0, 4]}]), &ReadOptions::default());
    let remark = &imported.remarks[0];
    assert_eq!(remark.file.file_name(), Path::new("a.json").file_name());
    assert_eq!(
        (remark.picture.as_deref(), remark.label),
        (Some("a.png"), Some(1))
    );
    let text = remark.to_string();
    assert!(text.contains(", picture `a.png`, label 1: "), "{text}");
    assert!(text.ends_with("(skipped)"), "{text}");
}
