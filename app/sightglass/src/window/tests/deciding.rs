//! Deciding: what a model is worth on labelled parts, and which thresholds are in force.

use std::path::PathBuf;

use annotation::{IdSource, Label, Session, act};
use egui_kittest::kittest::Queryable as _;
use imaging::{Raster, Samples};
use shapes::{Point, Rect, Shape};
use workbench::Command;

use super::{Window, class};

/// A project of two parts of one picture each: a bright defect on the second one is labelled.
struct Shift {
    folder: tempfile::TempDir,
}

impl Shift {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        testbench::packs::map_pack(&folder.path().join("models/bright"));
        let files = [("good.png", 128), ("bad.png", 255)].map(|(name, level)| {
            let path = folder.path().join(name);
            picture(&path, level);
            path
        });
        let made = store::Project::create(Self::dir(&folder), &crate::cases::migrations()).unwrap();
        let work = jobs::Work::detached();
        made.writer().add_pictures(&files, &work).unwrap();
        label(&made);
        made.close().unwrap();
        Self { folder }
    }

    fn dir(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("shift.sight")
    }

    /// The window on the project, in the view of thresholds and verdicts.
    fn open(&self, home: Option<tempfile::TempDir>) -> Window {
        let mut opening = Window::on([Self::dir(&self.folder)])
            .packs_in(self.folder.path().join("models"))
            .without_rendering();
        if let Some(home) = home {
            opening = opening.at_home(home);
        }
        let mut window = opening.open();
        let commands = &window.harness.state().services.commands;
        commands.send(Command::ShowCase("quality".to_owned()));
        window.wait_for("Labels of the picture");
        window.wait_for("Bright and dark");
        window.click("Decide");
        window
    }
}

/// A grey picture of 100 × 60 pixels with a square of 10 pixels at (20, 30).
fn picture(path: &std::path::Path, level: u8) {
    let levels = (0..100 * 60)
        .map(|index| match (index % 100, index / 100) {
            (20..30, 30..40) => level,
            _ => 128,
        })
        .collect();
    let raster = Raster::new(100, 60, 1, Samples::U8(levels));
    imaging::save_png(&raster, path).unwrap();
}

/// Says of the first picture that there is nothing, and labels the square of the second one.
fn label(project: &store::Project) {
    let rows = project.reader().pictures().unwrap();
    let find = |name: &str| {
        rows.iter()
            .find(|row| row.relative.ends_with(name))
            .unwrap()
            .id
    };
    let (good, bad) = (find("good.png"), find("bad.png"));
    let mut session = Session::open(project, "Ada").unwrap();
    session
        .perform(|document, ids| Ok(act::add_class(document, class("bright"), ids)?.1))
        .unwrap();
    let class = session.document().class_named("bright").unwrap().id;
    let corner = Point::new(20.0, 30.0);
    let shape = Shape::Box(Rect::between(corner, corner.translated(10.0, 10.0)));
    let drawn = |ids: &mut IdSource| Label {
        id: ids.label(),
        ..Label::drawn(bad, annotation::SHARED_LAYER, class, shape)
    };
    session
        .perform(|document, ids| {
            let label = drawn(ids);
            act::draw(document, label, None, ids)
        })
        .unwrap();
    session
        .perform(|document, _| {
            act::nothing_to_label(document, annotation::SHARED_LAYER, &[(good, None)], true)
        })
        .unwrap();
    session.finish().unwrap();
}

/// Writes down who decides.
fn sign(window: &mut Window) {
    let role = egui::accesskit::Role::TextInput;
    let harness = &mut window.harness;
    harness.get_by_role_and_label(role, "Decided by").focus();
    harness.step();
    let field = harness.get_by_role_and_label(role, "Decided by");
    field.type_text("Ada");
    window.settle();
}

#[test]
fn the_model_looks_thresholds_are_put_in_force_and_found_again() {
    let shift = Shift::new();
    let mut window = shift.open(None);
    window.wait_for("The model has not looked at any picture yet");
    window.settle();
    window.click("Look at all pictures");
    window.wait_for("What the model is worth here");
    window.wait_for("parts judged: 2, of them defective: 1");
    window.wait_for("1 of 1 (100.0%)");
    window.wait_for("1 rejected, 1 accepted, 0 unsure");
    // Nothing was proposed, and nothing is in force before somebody says so.
    window.wait_for("No threshold is in force yet");
    sign(&mut window);
    window.click_unseen("Put in force");
    window.wait_for("In force");
    window.wait_for("by Ada");
    let home = window.close();
    let mut window = shift.open(Some(home));
    window.wait_for("In force");
    let verdict = format!(
        "{}/bad.png: Rejected",
        workbench::file_name(shift.folder.path())
    );
    window.wait_for(&verdict);
    window.click_unseen(&verdict);
    window.until("the picture is shown", |window| {
        window
            .current()
            .is_some_and(|name| name.ends_with("bad.png"))
    });
}
