//! CVAT: rule by rule.

use interchange::{
    Dataset, Format, Issue, Labelled, Outcome, PictureLabels, ReadOptions, TrackPlace,
    WriteOptions, read, write,
};
use shapes::{Mask, PixelRect, Point, RotatedBox, Shape, ShapeKind};

use super::support::{Files, dataset_of, issues, knowing, labels, read_one, rect};

const META: &str = "<meta><task><original_size><width>40</width><height>30</height>\
                    </original_size><labels><label><name>hole</name><color>#ff0a00</color></label>\
                    <label><name>Kratzer</name></label></labels></task></meta>";

fn file(inside: &str) -> String {
    format!("<annotations><version>1.1</version>{META}{inside}</annotations>")
}

fn image(shapes: &str) -> String {
    file(&format!(
        "<image id=\"0\" name=\"ä 1.png\" width=\"40\" height=\"30\">{shapes}</image>"
    ))
}

fn written(dataset: &Dataset) -> String {
    let files = Files::new();
    write(
        Format::CvatXml,
        dataset,
        &files.path("a.xml"),
        &WriteOptions::default(),
    )
    .unwrap();
    files.text("a.xml")
}

#[test]
fn every_shape_of_an_image_is_read() {
    let shapes = "\
        <polygon label=\"hole\" occluded=\"1\" points=\"1,1;9,1;9.5,9\" z_order=\"2\" group_id=\"4\"/>\
        <box label=\"Kratzer\" source=\"auto\" occluded=\"0\" xtl=\"10\" ytl=\"10\" xbr=\"18\" \
            ybr=\"14\" rotation=\"270\" z_order=\"1\"><attribute name=\"Tiefe\"> 2 mm </attribute></box>\
        <mask label=\"hole\" rle=\"1, 2, 3\" left=\"5\" top=\"6\" width=\"3\" height=\"2\"/>\
        <polyline label=\"hole\" points=\"1,1;2,2\"/>\
        <points label=\"hole\" points=\"3,4\"/>\
        <ellipse label=\"hole\" cx=\"20\" cy=\"15\" rx=\"4\" ry=\"2\"/>\
        <cuboid label=\"hole\" xtl1=\"1\"/>\
        <tag label=\"hole\"/>";
    let imported = read_one(Format::CvatXml, "a.xml", image(shapes)).unwrap();
    assert_eq!(imported.dataset.classes[0].colour, Some([255, 10, 0]));
    assert_eq!(imported.dataset.pictures[0].file_name, "ä 1.png");
    // In the order in which they are drawn.
    let kinds: Vec<ShapeKind> = labels(&imported).iter().map(|it| it.shape.kind()).collect();
    assert_eq!(
        kinds,
        [
            ShapeKind::Mask,
            ShapeKind::Polyline,
            ShapeKind::Point,
            ShapeKind::Polygon,
            ShapeKind::RotatedBox,
            ShapeKind::Polygon,
        ]
    );
    let Shape::Mask(mask) = &labels(&imported)[0].shape else {
        unreachable!()
    };
    // Row by row: the second and third pixel of the first row.
    assert!(mask.area_px() == 2 && mask.get(6, 6) && mask.get(7, 6));
    let turned = &labels(&imported)[4];
    let Shape::RotatedBox(rotated) = turned.shape else {
        unreachable!()
    };
    assert_eq!(rotated.center, Point::new(14.0, 12.0));
    assert!((rotated.angle_rad + std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    assert_eq!(turned.attributes["Tiefe"], "2 mm");
    assert_eq!(turned.unknown.as_ref().unwrap().fields["source"], "auto");
    assert_eq!(labels(&imported)[5].group, Some(4));
    assert!(labels(&imported)[5].is_occluded);
    assert_eq!(imported.remarks.len(), 3, "{:#?}", imported.remarks);
    assert!(issues(&imported).contains(&&Issue::UnknownShape {
        name: "cuboid".to_owned()
    }));
    assert!(issues(&imported).contains(&&Issue::NotRead {
        what: "tags of whole pictures".to_owned()
    }));
}

#[test]
fn tracks_of_a_video_are_read_frame_by_frame() {
    let track = "<track id=\"3\" label=\"hole\" source=\"manual\">\
        <box frame=\"0\" keyframe=\"1\" outside=\"0\" occluded=\"0\" xtl=\"1\" ytl=\"1\" xbr=\"5\" ybr=\"5\"/>\
        <box frame=\"1\" keyframe=\"0\" outside=\"0\" occluded=\"1\" xtl=\"2\" ytl=\"1\" xbr=\"6\" ybr=\"5\"/>\
        <box frame=\"2\" keyframe=\"1\" outside=\"1\" occluded=\"0\" xtl=\"2\" ytl=\"1\" xbr=\"6\" ybr=\"5\"/>\
        </track>";
    let imported = read_one(Format::CvatXml, "a.xml", file(track)).unwrap();
    let names: Vec<&str> = imported
        .dataset
        .pictures
        .iter()
        .map(|it| it.file_name.as_str())
        .collect();
    assert_eq!(
        names,
        ["frame_000000.PNG", "frame_000001.PNG", "frame_000002.PNG"]
    );
    let tracks: Vec<TrackPlace> = imported
        .dataset
        .pictures
        .iter()
        .map(|it| it.labels[0].track.unwrap())
        .collect();
    assert!(tracks.iter().all(|it| it.id == 3));
    let marks: Vec<(bool, bool)> = tracks
        .iter()
        .map(|it| (it.is_keyframe, it.is_outside))
        .collect();
    assert_eq!(marks, [(true, false), (false, false), (true, true)]);
    assert_eq!(
        (
            imported.dataset.pictures[0].width_px,
            imported.remarks.len()
        ),
        (40, 0)
    );
    let files = Files::with("a.xml", file(track));
    let options = knowing("Schuss 1.tif", 40, 30);
    let imported = read(Format::CvatXml, &files.path("a.xml"), &options).unwrap();
    assert_eq!(imported.dataset.pictures[0].file_name, "Schuss 1.tif");
    assert_eq!(issues(&imported)[0], &Issue::FramesByOrder);
}

/// A series of so many pictures with a label of track 1 in each of these.
fn series(pictures: usize, tracked: &[usize]) -> Dataset {
    let mut dataset = dataset_of([]);
    let picture = |index: usize| {
        let label = Labelled {
            track: Some(TrackPlace {
                id: 1,
                is_keyframe: true,
                is_outside: false,
            }),
            ..Labelled::new(0, rect(1.0, 1.0, 5.0, 5.0))
        };
        PictureLabels {
            file_name: format!("{index}.png"),
            labels: vec![label; usize::from(tracked.contains(&index))],
            ..dataset.pictures[0].clone()
        }
    };
    dataset.pictures = (0..pictures).map(picture).collect();
    dataset
}

#[test]
fn a_track_that_pauses_or_ends_is_closed() {
    let xml = written(&series(6, &[0, 1, 3]));
    let track = &xml[xml.find("<track").unwrap()..];
    let frames: Vec<(&str, &str)> = track
        .lines()
        .filter(|line| line.contains("<box"))
        .map(|line| {
            let attribute = |name: &str| {
                let start = line.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
                &line[start..=start]
            };
            (attribute("frame"), attribute("outside"))
        })
        .collect();
    assert_eq!(
        frames,
        [("0", "0"), ("1", "0"), ("2", "1"), ("3", "0"), ("4", "1")]
    );
    assert!(xml.contains("<mode>interpolation</mode>"));
    // What only closes it is no label when it is read again.
    let imported = read_one(Format::CvatXml, "a.xml", xml).unwrap();
    let counts: Vec<usize> = imported
        .dataset
        .pictures
        .iter()
        .map(|it| it.labels.len())
        .collect();
    assert_eq!(counts, [1, 1, 0, 1, 0, 0]);
}

#[test]
fn masks_leave_tracks() {
    let mut dataset = series(2, &[0]);
    dataset.pictures[0].labels[0].shape = Shape::Mask(Mask::rectangle(PixelRect {
        left: 1,
        top: 1,
        right: 3,
        bottom: 3,
    }));
    let xml = written(&dataset);
    assert!(
        !xml.contains("<track") && xml.contains("rle=\"0, 4\""),
        "{xml}"
    );
}

#[test]
fn boxes_without_a_turn_stay_rotated_boxes() {
    let rotated = RotatedBox {
        center: Point::new(50.0, 40.0),
        width_px: 20.0,
        height_px: 10.0,
        angle_rad: 0.0,
    };
    let xml = written(&dataset_of([Shape::RotatedBox(rotated)]));
    assert!(xml.contains("rotation=\"360\""));
    let imported = read_one(Format::CvatXml, "a.xml", xml).unwrap();
    assert_eq!(labels(&imported)[0].shape.kind(), ShapeKind::RotatedBox);
}

#[test]
fn classes_and_attributes_are_declared() {
    let mut dataset = dataset_of([rect(1.0, 1.0, 2.0, 2.0)]);
    dataset.classes[0].colour = Some([1, 2, 255]);
    let label = &mut dataset.pictures[0].labels[0];
    label
        .attributes
        .insert("Tiefe \"<".to_owned(), "a & b".to_owned());
    let xml = written(&dataset);
    assert!(xml.contains("<color>#0102ff</color>"));
    assert!(
        xml.contains("<name>Tiefe \"&lt;</name>") || xml.contains("<name>Tiefe &quot;&lt;</name>")
    );
    assert!(
        xml.contains("<attribute name=\"Tiefe &quot;&lt;\">a &amp; b</attribute>"),
        "{xml}"
    );
}

#[test]
fn what_is_not_in_order_is_told_label_by_label() {
    let shapes = "\
        <box label=\"hole\" xtl=\"1\" ytl=\"1\" xbr=\"5\"/>\
        <box label=\"hole\" xtl=\"5\" ytl=\"5\" xbr=\"1\" ybr=\"1\"/>\
        <polygon label=\"hole\" points=\"1,1;2\"/>\
        <mask label=\"hole\" rle=\"1, 2\" left=\"5\" top=\"6\" width=\"3\" height=\"2\"/>\
        <mask label=\"hole\" rle=\"0, 2\" left=\"-5\" top=\"6\" width=\"1\" height=\"2\"/>\
        <box label=\"unbekannt\" xtl=\"1\" ytl=\"1\" xbr=\"5\" ybr=\"NaN\"/>";
    let imported = read_one(Format::CvatXml, "a.xml", image(shapes)).unwrap();
    let outcomes: Vec<Outcome> = imported.remarks.iter().map(|it| it.outcome).collect();
    assert_eq!(labels(&imported).len(), 1);
    assert_eq!(
        outcomes
            .iter()
            .filter(|it| **it == Outcome::Skipped)
            .count(),
        5
    );
    let classes: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(classes, ["hole", "Kratzer", "unbekannt"]);
    let refused = read_one(Format::CvatXml, "a.xml", "<annotation/>");
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("`annotation` instead of")
    );
    let options = ReadOptions {
        broken: interchange::Broken::Skip,
        ..ReadOptions::default()
    };
    let files = Files::with("a.xml", image(shapes));
    let strict = read(Format::CvatXml, &files.path("a.xml"), &options).unwrap();
    assert!(labels(&strict).is_empty());
    assert_eq!(strict.dataset.classes.len(), 2);
}
