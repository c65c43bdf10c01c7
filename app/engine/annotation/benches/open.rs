//! How long a project with a million labels takes to be read. Prints a JSON line: a name, a figure
//! and its unit.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use annotation::{Class, ClassId, Label, PictureId, SHARED_LAYER, Session, act, record};
use shapes::{Point, Rect, Shape};
use store::Project;

const PICTURES: i64 = 1_000;
const LABELS_A_PICTURE: i64 = 1_000;
const REPEATS: usize = 3;

fn main() {
    // Only a bench run measures: test runners start every target to ask for its tests.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let project = Project::create(home.path().join("labels"), &[record::MIGRATIONS]).unwrap();
    label(&project);
    let mut best_ms = f64::INFINITY;
    for _ in 0..REPEATS {
        let started = Instant::now();
        let loaded = record::load(&project.reader()).unwrap();
        best_ms = best_ms.min(started.elapsed().as_secs_f64() * 1e3);
        let count = loaded.document.label_count();
        assert_eq!(count as i64, PICTURES * LABELS_A_PICTURE);
    }
    println!(r#"{{"name":"open_1m_labels","value":{best_ms:.1},"unit":"ms"}}"#);
}

/// Labels every picture, in one edit each, as importing does.
fn label(project: &Project) {
    let mut session = Session::open(project, "bench").unwrap();
    let class = Class {
        id: ClassId(0),
        name: "defect".to_owned(),
        colour: [230, 159, 0],
        key: None,
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    };
    session
        .perform(|document, ids| Ok(act::add_class(document, class, ids)?.1))
        .unwrap();
    let class = session.document().classes().next().unwrap().id;
    for picture in 1..=PICTURES {
        session
            .perform(|document, ids| {
                let labels: Vec<Label> = (0..LABELS_A_PICTURE)
                    .map(|number| Label {
                        id: ids.label(),
                        ..new_label(PictureId(picture), class, number)
                    })
                    .collect();
                act::add_labels(document, labels)
            })
            .unwrap();
    }
    session.finish().unwrap();
}

fn new_label(picture: PictureId, class: ClassId, number: i64) -> Label {
    let at = |place: i64| (place * 40) as f64;
    let corner = Point::new(at(number % 32), at(number / 32));
    Label::drawn(
        picture,
        SHARED_LAYER,
        class,
        Shape::Box(Rect::between(corner, corner.translated(30.0, 20.0))),
    )
}
