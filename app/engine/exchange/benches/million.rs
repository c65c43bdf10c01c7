//! How long a million labels take out to COCO and back in, and whether the time grows as they do.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::PathBuf;
use std::time::Instant;

use annotation::{Class, ClassId, Document, IdSource, Label, PictureId, SHARED_LAYER, act};
use exchange::{
    ExportOptions, ImportOptions, ProjectPicture, ProjectPictures, dataset_of, plan_import,
};
use interchange::{Format, ReadOptions, WriteOptions, read, write};
use shapes::{MultiPolygon, PictureSize, Point, Shape};

const LABELS_A_PICTURE: usize = 1000;

fn main() {
    println!("labels     dataset   write   read   plan, new   perform   plan, all there");
    for count in [125_000, 250_000, 500_000, 1_000_000] {
        measure(count);
    }
}

fn measure(count: usize) {
    let pictures = pictures(count / LABELS_A_PICTURE);
    let (document, mut ids) = labelled(&pictures);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("labels.json");
    let mut times = Vec::new();
    let mut clock = Instant::now();
    let mut lap = || {
        times.push(clock.elapsed().as_secs_f64());
        clock = Instant::now();
    };
    let dataset = dataset_of(&document, &pictures, &ExportOptions::default()).dataset;
    lap();
    write(Format::Coco, &dataset, &path, &WriteOptions::default()).unwrap();
    lap();
    let options = ReadOptions {
        pictures: pictures.known(),
        ..ReadOptions::default()
    };
    let dataset = read(Format::Coco, &path, &options).unwrap().dataset;
    lap();
    let empty = Document::default();
    let options = ImportOptions::new("labels.json");
    let plan = plan_import(&empty, dataset.clone(), &pictures, options.clone()).unwrap();
    assert_eq!(plan.summary().added, count);
    lap();
    let edit = plan.perform(&empty, &mut ids).unwrap();
    assert_eq!(edit.changes.len(), count + 1);
    lap();
    let plan = plan_import(&document, dataset, &pictures, options).unwrap();
    assert_eq!(plan.summary().same, count);
    lap();
    let [dataset, write, read, new, perform, there] = times[..] else {
        return;
    };
    println!(
        "{count:>9} {dataset:>8.2} s {write:>5.2} s {read:>4.2} s {new:>9.2} s {perform:>7.2} s \
         {there:>15.2} s"
    );
}

fn pictures(count: usize) -> ProjectPictures {
    ProjectPictures::new((1..=count as i64).map(|id| ProjectPicture {
        id: PictureId(id),
        file_name: format!("shots/{id}.png"),
        path: PathBuf::from(format!("/shots/{id}.png")),
        size: PictureSize {
            width_px: 4000,
            height_px: 3000,
        },
        orientation: Some(1),
        content: None,
    }))
}

/// A document with as many polygons of 12 corners on each picture.
fn labelled(pictures: &ProjectPictures) -> (Document, IdSource) {
    let mut document = Document::default();
    let mut ids = IdSource::default();
    let class = Class {
        id: ClassId(0),
        name: "scratch".to_owned(),
        colour: [200, 30, 30],
        key: None,
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    };
    let (class, edit) = act::add_class(&document, class, &mut ids).unwrap();
    document.apply(&edit).unwrap();
    let mut labels = Vec::new();
    for picture in pictures.all() {
        for number in 0..LABELS_A_PICTURE {
            let center = Point::new(
                30.0 + 39.0 * (number % 100) as f64,
                30.0 + 290.0 * (number / 100) as f64,
            );
            let ring = (0..12).map(|corner| {
                let (sin, cos) = (f64::from(corner) * std::f64::consts::TAU / 12.0).sin_cos();
                center.translated(9.3 * cos, 5.7 * sin)
            });
            labels.push(Label {
                id: ids.label(),
                ..Label::drawn(
                    picture.id,
                    SHARED_LAYER,
                    class,
                    Shape::Polygon(MultiPolygon::from_ring(ring.collect::<Vec<_>>())),
                )
            });
        }
    }
    let edit = act::add_labels(&document, labels).unwrap();
    document.apply(&edit).unwrap();
    (document, ids)
}
