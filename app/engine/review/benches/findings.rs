//! How long the rules take over 100,000 labels, all of them and after one edit.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use annotation::{
    Class, ClassId, Document, IdSource, Label, PictureId, SHARED_LAYER, Series, SeriesId, Shot, act,
};
use review::{Changed, Findings, Surroundings, queue};
use shapes::{PictureSize, Point, Rect, Shape};

const SERIES: i64 = 1000;
const SHOTS: i64 = 10;
const LABELS: i64 = 10;

struct Around;

impl Surroundings for Around {
    fn picture_size(&self, _: PictureId) -> Option<PictureSize> {
        Some(PictureSize {
            width_px: 2048,
            height_px: 2048,
        })
    }
}

fn main() {
    let (mut document, ids) = document();
    let start = Instant::now();
    let mut findings = Findings::of(&document, &Around);
    print("findings_100k_labels", start);
    let start = Instant::now();
    let queued = queue(&document, SHARED_LAYER, &findings, &[]);
    print("queue_10k_pictures", start);
    std::hint::black_box(queued);
    let label = document.labels_on(PictureId(77), SHARED_LAYER).next();
    let moved = Label {
        shape: label.unwrap().shape.translated(3.0, 2.0),
        ..Label::clone(label.unwrap())
    };
    let mut ids = ids;
    let edit =
        act::change_labels(&document, annotation::Gesture::Reshape, [moved], &mut ids).unwrap();
    document.apply(&edit).unwrap();
    let start = Instant::now();
    findings.update(&document, &Changed::by(&edit), &Around);
    print("findings_one_edit_100k_labels", start);
}

fn print(name: &str, start: Instant) {
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    println!(r#"{{"name":"{name}","value":{millis:.3},"unit":"ms"}}"#);
}

fn document() -> (Document, IdSource) {
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
    let series = (0..SERIES).map(|number| Series {
        id: SeriesId(0),
        name: format!("{number}"),
        shots: (0..SHOTS)
            .map(|shot| Shot {
                picture: PictureId(1 + number * SHOTS + shot),
                angle_deg: Some(36.0 * shot as f64),
            })
            .collect(),
        turns: true,
        regime: None,
        is_closed: false,
    });
    let (_, edit) = act::add_series(&document, series.collect(), &mut ids).unwrap();
    document.apply(&edit).unwrap();
    let places = (1..=SERIES * SHOTS).flat_map(|picture| (0..LABELS).map(move |it| (picture, it)));
    let labels: Vec<Label> = places
        .map(|(picture, number)| {
            let at = Point::new(
                30.0 + 150.0 * number as f64,
                100.0 + (picture % 1700) as f64,
            );
            Label {
                id: ids.label(),
                ..Label::drawn(
                    PictureId(picture),
                    SHARED_LAYER,
                    class,
                    Shape::Box(Rect::between(at, at.translated(20.0, 60.0))),
                )
            }
        })
        .collect();
    let edit = act::add_labels(&document, labels).unwrap();
    document.apply(&edit).unwrap();
    (document, ids)
}
