//! The kind of a label: a classifier looks at the window around it, and says why it decided so.

use annotation::{Label, SHARED_LAYER, Session, act};
use egui::{Key, Modifiers};
use imaging::{Raster, SampleKind};
use shapes::{Point, Rect, Shape};
use workbench::Command;

use super::{Window, class};

/// The packs of the quality case that come with the program.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/quality");

/// A window on a picture of some size with one label.
fn labelled(width_px: u32, height_px: u32) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("shot.png");
    let raster = Raster::zeroed(width_px, height_px, 1, SampleKind::U8);
    imaging::save_png(&raster, &picture).unwrap();
    let dir = folder.path().join("shift.sight");
    let made = store::Project::create(&dir, &crate::cases::migrations()).unwrap();
    let work = jobs::Work::detached();
    made.writer().add_pictures(&[picture], &work).unwrap();
    let picture = made.reader().pictures().unwrap()[0].id;
    let mut session = Session::open(&made, "Ada").unwrap();
    session
        .perform(|document, ids| Ok(act::add_class(document, class("Bubble"), ids)?.1))
        .unwrap();
    let class = session.document().class_named("Bubble").unwrap().id;
    let corner = Point::new(2.0, 3.0);
    let shape = Shape::Box(Rect::between(corner, corner.translated(10.0, 10.0)));
    session
        .perform(|document, ids| {
            let label = Label {
                id: ids.label(),
                ..Label::drawn(picture, SHARED_LAYER, class, shape)
            };
            act::draw(document, label, None, ids)
        })
        .unwrap();
    session.finish().unwrap();
    made.close().unwrap();
    let mut window = Window::on([dir])
        .packs_in(PACKS.into())
        .without_rendering()
        .open();
    let commands = &window.harness.state().services.commands;
    commands.send(Command::ShowCase("quality".to_owned()));
    window.wait_for("Labels of the picture");
    window.wait_for("Picture shot.png");
    window.settle();
    (folder, window)
}

#[test]
fn the_kind_of_a_label_is_told_and_explained() {
    let (_folder, mut window) = labelled(160, 120);
    window.click_unseen("Kind of the label");
    window.wait_for("Choose one label");
    window.press(Modifiers::NONE, Key::Tab);
    window.wait_for("What the model sees in the window");
    window.wait_for("Guided backpropagation");
    window.wait_for("Average local spatial entropy");
}

#[test]
fn a_picture_that_is_smaller_than_the_window_has_no_kind() {
    let (_folder, mut window) = labelled(40, 30);
    window.press(Modifiers::NONE, Key::Tab);
    window.click_unseen("Kind of the label");
    window.wait_for("smaller than the 64 × 64 pixels");
}
