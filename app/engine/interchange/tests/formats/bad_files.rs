//! Files that are damaged, hostile or too large end in a message, and never in anything worse.

use std::fs;

use interchange::{
    DatasetFault, Format, InterchangeError, Limits, ReadOptions, WriteOptions, read, write,
};
use proptest::prelude::*;

use super::drawn::datasets;
use super::support::{Files, dataset_of, knowing, known, rect};

fn refusal(format: Format, name: &str, bytes: impl AsRef<[u8]>) -> InterchangeError {
    let files = Files::with(name, bytes);
    let options = knowing("a.png", 40, 30);
    let refused = read(format, &files.path(name), &options).unwrap_err();
    // What happened, and what to do about it.
    let text = refused.to_string();
    assert!(text.contains("a.") && text.contains(';'), "{text}");
    refused
}

#[test]
fn text_that_is_cut_off_is_refused() {
    let coco = r#"{"images": [{"id": 1, "file_name": "a.png", "width": 4"#;
    let labelme = r#"{"shapes": [{"label": "a", "points": [[1, 2"#;
    let voc = "<annotation><object><name>hole</name>";
    let cvat = "<annotations><image id=\"0\" name=\"a.png\" width=\"4\" height=\"3\"><box";
    for (format, name, text) in [
        (Format::Coco, "a.json", coco),
        (Format::Coco, "a.json", ""),
        (Format::LabelMe, "a.json", labelme),
        (Format::PascalVoc, "a.xml", voc),
        (Format::PascalVoc, "a.xml", ""),
        (Format::CvatXml, "a.xml", cvat),
    ] {
        let refused = refusal(format, name, text);
        assert!(
            matches!(refused, InterchangeError::Syntax { .. }),
            "{text}: {refused}"
        );
    }
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    for (format, name) in [
        (Format::Coco, "a.json"),
        (Format::LabelMe, "a.json"),
        (Format::PascalVoc, "a.xml"),
        (Format::CvatXml, "a.xml"),
        (Format::Csv, "a.csv"),
    ] {
        // `Müll` in Latin-1.
        let refused = refusal(format, name, b"{\"M\xFCll\": 1}");
        assert!(
            matches!(refused, InterchangeError::NotUtf8 { position: 3, .. }),
            "{refused}"
        );
    }
}

#[test]
fn entities_that_unfold_are_refused() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"lol\">");
    for level in 1..10 {
        let inside = format!("&l{};", level - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY l{level} \"{inside}\">"));
    }
    bomb.push_str("]><annotation><filename>&l9;</filename></annotation>");
    let outside =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation>&x;</annotation>";
    for text in [bomb.as_str(), outside] {
        for format in [Format::PascalVoc, Format::CvatXml] {
            let refused = refusal(format, "a.xml", text);
            assert!(
                matches!(refused, InterchangeError::Entities { .. }),
                "{refused}"
            );
        }
    }
    let unknown = refusal(Format::PascalVoc, "a.xml", "<annotation>&x;</annotation>");
    assert!(matches!(unknown, InterchangeError::Syntax { .. }));
}

#[test]
fn depth_without_end_is_refused() {
    let json = "[".repeat(1_000_000);
    for (format, text) in [
        (Format::Coco, format!("{{\"images\": {json}")),
        (Format::LabelMe, format!("{{\"shapes\": {json}")),
    ] {
        let refused = refusal(format, "a.json", text);
        assert!(
            matches!(refused, InterchangeError::Syntax { .. }),
            "{refused}"
        );
    }
    let xml = format!("<annotations>{}", "<a>".repeat(1_000_000));
    refusal(Format::CvatXml, "a.xml", xml);
}

#[test]
fn files_of_another_kind_are_refused() {
    for (format, name, text) in [
        (Format::Coco, "a.json", r#"{"shapes": []}"#),
        (Format::LabelMe, "a.json", r#"{"images": []}"#),
        (Format::LabelMe, "a.json", "3"),
        (Format::PascalVoc, "a.xml", "<annotations/>"),
        (Format::CvatXml, "a.xml", "<annotation/>"),
        (Format::Csv, "a.csv", "a,b,c\n1,2,3\n"),
        (Format::MaskPng, "a.json", r#"{"shapes": []}"#),
    ] {
        let refused = refusal(format, name, text);
        assert!(
            matches!(refused, InterchangeError::OtherFormat { .. }),
            "{refused}"
        );
    }
}

#[test]
fn files_beyond_the_limits_are_refused() {
    let files = Files::with("a.json", " ".repeat(1000)).and("b.json", "{}");
    let mut options = ReadOptions {
        limits: Limits {
            file_bytes: 999,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let refused = read(Format::Coco, &files.path("a.json"), &options).unwrap_err();
    assert!(
        matches!(refused, InterchangeError::LargeFile { bytes: 1000, .. }),
        "{refused}"
    );
    options.limits.files = 1;
    let refused = read(Format::LabelMe, files.folder(), &options).unwrap_err();
    assert!(
        matches!(refused, InterchangeError::Many { what: "files", .. }),
        "{refused}"
    );
    let table = "picture,width_px,height_px,class,geometry\na.png,4,3,a,POINT (1 1)\na.png,4,3,b,POINT (1 1)\n";
    let files = Files::with("a.csv", table);
    for (what, limits) in [
        (
            "labels",
            Limits {
                labels: 1,
                ..Limits::default()
            },
        ),
        (
            "classes",
            Limits {
                classes: 1,
                ..Limits::default()
            },
        ),
    ] {
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        let refused = read(Format::Csv, &files.path("a.csv"), &options).unwrap_err();
        assert!(refused.to_string().contains(what), "{refused}");
    }
}

#[test]
fn missing_and_empty_places_are_refused() {
    let files = Files::new();
    for format in Format::ALL {
        let options = knowing("a.png", 40, 30);
        let missing = read(format, &files.path("nicht da"), &options).unwrap_err();
        assert!(missing.to_string().contains("nicht da"), "{missing}");
        if format.is_folder() {
            let empty = read(format, files.folder(), &options).unwrap_err();
            assert!(
                matches!(empty, InterchangeError::NothingFound { .. }),
                "{empty}"
            );
        }
    }
}

#[test]
fn labels_that_do_not_hang_together_are_not_written() {
    let sound = dataset_of([rect(1.0, 1.0, 2.0, 2.0)]);
    let fault = |change: fn(&mut interchange::Dataset)| {
        let mut dataset = sound.clone();
        change(&mut dataset);
        let files = Files::new();
        let faults = Format::ALL.map(|format| {
            let path = files.place_of(format);
            match write(format, &dataset, &path, &WriteOptions::default()) {
                Err(InterchangeError::Dataset(fault)) => fault,
                other => panic!("{other:?}"),
            }
        });
        assert!(files.folder().read_dir().unwrap().next().is_none());
        assert!(faults.iter().all(|it| *it == faults[0]));
        faults[0].clone()
    };
    assert_eq!(
        fault(|it| it.classes[0].name.clear()),
        DatasetFault::NamelessClass(0)
    );
    assert_eq!(
        fault(|it| it.classes.push(it.classes[0].clone())),
        DatasetFault::TwinClasses("hole".to_owned())
    );
    assert!(matches!(
        fault(|it| it.pictures[0].labels[0].class = 1),
        DatasetFault::NoSuchClass {
            class: 1,
            count: 1,
            ..
        }
    ));
    assert!(matches!(
        fault(|it| it.pictures[0].width_px = 0),
        DatasetFault::NoSize(_)
    ));
    assert!(matches!(
        fault(|it| it.pictures.push(it.pictures[0].clone())),
        DatasetFault::SameFile { .. }
    ));
    for name in [
        "../a.png",
        "/etc/a.png",
        "C:/a.png",
        "",
        "a/",
        "a/../../b.png",
        "./a.png",
    ] {
        let mut dataset = sound.clone();
        dataset.pictures[0].file_name = name.to_owned();
        let files = Files::new();
        let folder = files.path("in");
        for format in Format::ALL {
            let refused = write(
                format,
                &dataset,
                &folder.join("a"),
                &WriteOptions::default(),
            );
            let refused = refused.unwrap_err();
            assert!(
                matches!(
                    refused,
                    InterchangeError::Dataset(DatasetFault::UnsafeName(_))
                ),
                "{name}: {refused}"
            );
        }
        assert!(!folder.exists());
    }
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let files = Files::with("a.json/in the way.txt", "x").and("b.json", "old");
    let dataset = dataset_of([rect(1.0, 1.0, 2.0, 2.0)]);
    let path = files.path("a.json");
    let refused = write(Format::Coco, &dataset, &path, &WriteOptions::default()).unwrap_err();
    assert!(
        matches!(refused, InterchangeError::Write { .. }),
        "{refused}"
    );
    assert!(
        refused.to_string().contains("a folder has this name"),
        "{refused}"
    );
    let locked = files.path("b.json");
    let mut rights = fs::metadata(&locked).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&locked, rights).unwrap();
    assert!(write(Format::Coco, &dataset, &locked, &WriteOptions::default()).is_err());
    assert_eq!(files.text("b.json"), "old");
    // No half-written file stays behind.
    assert_eq!(files.folder().read_dir().unwrap().count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in a file, reading it ends in labels or in a message.
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}<>/=\"',:;a-c0-9. \n-]{0,80}") {
        for format in Format::ALL {
            let name = format!("a.{}", format.extension());
            let files = Files::with(&name, &text);
            let _ = read(format, &files.path(&name), &knowing("a.png", 40, 30));
        }
    }

    /// Nor does it matter how a good file was damaged.
    #[test]
    fn damaged_files_are_read_or_refused(
        format in prop::sample::select(Format::ALL.to_vec()),
        dataset in datasets(Format::Csv),
        place in any::<prop::sample::Index>(),
        damage in prop_oneof![Just(None), any::<u8>().prop_map(Some)],
    ) {
        let files = Files::new();
        let path = files.place_of(format);
        let written = write(format, &dataset, &path, &WriteOptions::default()).unwrap();
        for file in &written.files {
            let mut bytes = fs::read(file).unwrap();
            if bytes.is_empty() {
                continue;
            }
            let index = place.index(bytes.len());
            match damage {
                // Another letter, or an end before the end.
                Some(letter) => bytes[index] = letter,
                None => bytes.truncate(index),
            }
            fs::write(file, bytes).unwrap();
        }
        let options = ReadOptions { pictures: known(&dataset), ..ReadOptions::default() };
        let _ = read(format, &path, &options);
    }
}
