//! Labels out of a project, into another one, checked, compared and made a training set of, from the
//! command line.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::{Path, PathBuf};

use annotation::{Class, ClassId, Label, LayerId, PictureId, SHARED_LAYER, Session, act, record};
use program::{Home, Ran, png};
use serde_json::Value;
use shapes::{Point, Rect, Shape};
use store::Project;

/// A home with two pictures, of which projects are made.
struct Desk {
    home: Home,
    pictures: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let home = Home::new();
        let pictures = home.path().join("pictures");
        std::fs::create_dir(&pictures).unwrap();
        for name in ["a.png", "b.png"] {
            png(pictures.join(name), 200, 120);
        }
        Self { home, pictures }
    }

    /// Makes a project of the pictures, with labels as `label` draws them.
    fn project(&self, name: &str, label: impl FnOnce(&Project)) -> PathBuf {
        let dir = self.home.path().join(name);
        let project = Project::create(&dir, &[record::MIGRATIONS]).unwrap();
        let pictures = [self.pictures.clone()];
        let work = jobs::Work::detached();
        project.writer().add_pictures(&pictures, &work).unwrap();
        label(&project);
        project.close().unwrap();
        dir
    }

    fn run<A: AsRef<std::ffi::OsStr>>(&self, line: impl IntoIterator<Item = A>) -> Ran {
        self.home.run(line, [] as [&Path; 0])
    }

    fn labels(&self, verb: &str, project: &Path, rest: &[&str]) -> Ran {
        let line = ["labels", verb, project.to_str().unwrap()];
        self.run(line.into_iter().chain(rest.iter().copied()))
    }
}

/// Labels the first picture with a box, on a layer of this name or on the one of all, and says of the
/// second that there is nothing.
fn label(project: &Project, layer: Option<&str>) {
    let rows = project.reader().pictures().unwrap();
    let mut session = Session::open(project, "Ada").unwrap();
    if session.document().class_named("scratch").is_none() {
        session
            .perform(|document, ids| Ok(act::add_class(document, class(), ids)?.1))
            .unwrap();
    }
    if let Some(name) = layer {
        session
            .perform(|document, ids| Ok(act::add_layer(document, name, ids)?.1))
            .unwrap();
    }
    let id = session.document().class_named("scratch").unwrap().id;
    let mut layers = session.document().layers();
    let layer = layer.map_or(SHARED_LAYER, |name| {
        layers.find(|layer| layer.name == name).unwrap().id
    });
    drop(layers);
    session
        .perform(|document, ids| {
            let mut label = boxed(rows[0].id, layer, id);
            label.id = ids.label();
            act::draw(document, label, None, ids)
        })
        .unwrap();
    session
        .perform(|document, _| act::nothing_to_label(document, layer, &[(rows[1].id, None)], true))
        .unwrap();
    session.finish().unwrap();
}

fn class() -> Class {
    Class {
        id: ClassId(0),
        name: "scratch".to_owned(),
        colour: [200, 30, 30],
        key: None,
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    }
}

fn boxed(picture: PictureId, layer: LayerId, class: ClassId) -> Label {
    let corner = Point::new(50.0, 40.0);
    Label::drawn(
        picture,
        layer,
        class,
        Shape::Box(Rect::between(corner, corner.translated(30.0, 20.0))),
    )
}

fn json(ran: &Ran) -> Value {
    assert!(ran.success, "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn what_is_exported_from_one_project_is_the_same_in_another() {
    let desk = Desk::new();
    let first = desk.project("first.sight", |project| label(project, None));
    let second = desk.project("second.sight", |_| {});
    let out = desk.home.path().join("labels.json");
    let file = out.to_str().unwrap();
    let written = json(&desk.labels("export", &first, &["coco", file, "--json"]));
    assert_eq!(written["labels"], 1, "{written}");
    let again = desk.labels("export", &first, &["coco", file]);
    assert!(
        !again.success && again.stderr.contains("labels.json"),
        "{again:?}"
    );
    let unknown = desk.labels("export", &first, &["word", file]);
    assert!(
        !unknown.success && unknown.stderr.contains("labelme"),
        "{unknown:?}"
    );

    let dry = json(&desk.labels("import", &second, &["auto", file, "--dry-run", "--json"]));
    assert_eq!((&dry["added"], &dry["dry_run"]), (&1.into(), &true.into()));
    let taken = json(&desk.labels("import", &second, &["coco", file, "--json"]));
    assert_eq!(taken["added"], 1);
    let again = json(&desk.labels("import", &second, &["coco", file, "--json"]));
    assert_eq!((&again["added"], &again["same"]), (&0.into(), &1.into()));
    let copy = desk.home.path().join("copy.json");
    json(&desk.labels(
        "export",
        &second,
        &["coco", copy.to_str().unwrap(), "--json"],
    ));
    assert_eq!(
        std::fs::read_to_string(out).unwrap(),
        std::fs::read_to_string(copy).unwrap()
    );
}

#[test]
fn labels_are_checked_compared_and_cut_out() {
    let desk = Desk::new();
    let project = desk.project("shift.sight", |project| {
        label(project, None);
        label(project, Some("Grace"));
    });
    let found = json(&desk.labels("lint", &project, &["--json"]));
    assert_eq!(found, Value::Array(Vec::new()));
    assert!(
        !desk
            .labels("agreement", &project, &["shared", "nobody"])
            .success
    );
    assert!(
        desk.labels("agreement", &project, &["shared", "Grace"])
            .success
    );

    let out = desk.home.path().join("training");
    let line = [
        "quality",
        "training-set",
        project.to_str().unwrap(),
        out.to_str().unwrap(),
        "--lone-pictures",
        "--crop",
        "80",
        "--json",
    ];
    let manifest = json(&desk.run(line));
    let crops = manifest["crops"].as_array().unwrap();
    let defects = crops.iter().filter(|crop| crop["kind"] == "defect");
    assert_eq!(defects.count(), 1);
    assert!(out.join("manifest.json").is_file());
}
