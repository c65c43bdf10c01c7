//! Labelling: drawing, choosing, undoing, series, and finding it all again.

use annotation::{Cell, Document, Label, PictureId};
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable;
use shapes::Shape;
use workbench::Command;

use super::{Window, series};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// A window on a series of three shots, with the classes of balloons.
struct Shift {
    window: Window,
    folder: tempfile::TempDir,
}

impl Shift {
    fn new() -> Self {
        let (folder, pictures) = series(3);
        let project = folder.path().join("shift.sight");
        let made = store::Project::create(&project, &crate::cases::migrations()).unwrap();
        let work = jobs::Work::detached();
        made.writer().add_pictures(&pictures, &work).unwrap();
        made.close().unwrap();
        let mut it = Self {
            window: Window::on([&project]).without_rendering().open(),
            folder,
        };
        it.show_quality();
        it.window.click("Defects of catheter balloons");
        it.window.wait_for("Inclusion");
        it.window.click("Those in one folder");
        it.window.wait_for("one series of 3 pictures");
        it.window.click("Make series");
        it.window.wait_for("3 shots open");
        it
    }

    fn show_quality(&mut self) {
        let commands = &self.window.harness.state().services.commands;
        commands.send(Command::ShowCase("quality".to_owned()));
        self.window.wait_for("Labels of the picture");
        self.window.wait_for("Picture 0000.png");
        self.window.settle();
    }

    /// Opens the project once more, in a new window.
    fn again(self) -> Self {
        let project = self.folder.path().join("shift.sight");
        let home = self.window.close();
        let mut it = Self {
            window: Window::on([&project])
                .without_rendering()
                .at_home(home)
                .open(),
            folder: self.folder,
        };
        it.show_quality();
        it
    }

    /// Drags over the picture, by parts of its canvas.
    fn drag(&mut self, from: [f32; 2], to: [f32; 2]) {
        let canvas = self
            .window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::Image, &self.canvas_name())
            .rect();
        let at = |[x, y]: [f32; 2]| {
            let size = canvas.size();
            pos2(canvas.min.x + x * size.x, canvas.min.y + y * size.y)
        };
        let harness = &mut self.window.harness;
        harness.hover_at(at(from));
        harness.step();
        harness.drag_at(at(from));
        harness.step();
        harness.hover_at(at([(from[0] + to[0]) / 2.0, (from[1] + to[1]) / 2.0]));
        harness.step();
        harness.hover_at(at(to));
        harness.step();
        harness.drop_at(at(to));
        for _ in 0..4 {
            self.window.harness.step();
        }
    }

    fn canvas_name(&self) -> String {
        let texts = self.window.texts();
        let name = texts.iter().find(|text| text.starts_with("Picture 000"));
        name.unwrap().clone()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.press(modifiers, key);
        for _ in 0..3 {
            self.window.harness.step();
        }
    }

    fn document(&self) -> &Document {
        let app = self.window.harness.state();
        app.services.labels.document().unwrap()
    }

    fn picture(&self) -> PictureId {
        let app = self.window.harness.state();
        app.services.document.current().unwrap().id
    }

    fn labels(&self) -> Vec<&Label> {
        let picture = self.picture();
        let on = self.document().labels_on(picture, annotation::SHARED_LAYER);
        on.map(|label| &**label).collect()
    }

    /// The one row of the series' matrix.
    fn cells(&self) -> Vec<Cell> {
        let series = self.document().all_series().next().unwrap().id;
        let matrix = self.document().matrix(series, annotation::SHARED_LAYER);
        matrix.unwrap().rows.concat()
    }
}

#[test]
fn a_box_is_drawn_classed_taken_back_and_found_again() {
    let mut it = Shift::new();
    it.press(NONE, Key::W);
    it.drag([0.4, 0.4], [0.6, 0.6]);
    let [label] = it.labels()[..] else {
        panic!("{:?}", it.labels());
    };
    assert!(matches!(label.shape, Shape::Box(_)), "{:?}", label.shape);
    it.window.wait_for("Axial scratch 1");
    it.press(NONE, Key::Num3);
    it.window.wait_for("Inclusion 1");
    it.press(CTRL, Key::Z);
    it.window.wait_for("Axial scratch 1");
    it.press(CTRL, Key::Z);
    assert!(it.labels().is_empty());
    it.press(CTRL, Key::Y);
    it.press(CTRL, Key::Y);
    it.window.wait_for("Inclusion 1");

    // Closed and opened again, the label is there, and can still be taken back.
    let mut it = it.again();
    it.window.wait_for("Inclusion 1");
    it.press(CTRL, Key::Z);
    it.window.wait_for("Axial scratch 1");
}

#[test]
fn a_series_is_settled_by_keyboard_and_closes() {
    let mut it = Shift::new();
    it.press(NONE, Key::W);
    it.drag([0.45, 0.4], [0.55, 0.6]);
    it.press(NONE, Key::D);
    it.press(NONE, Key::X);
    assert!(matches!(
        it.cells()[..],
        [Cell::Labelled(_), Cell::NotVisible, Cell::Missing]
    ));
    it.press(NONE, Key::N);
    it.press(NONE, Key::D);
    // Nothing to label says of the thing, too, that it is not there.
    it.press(NONE, Key::N);
    assert!(matches!(
        it.cells()[..],
        [Cell::Labelled(_), Cell::NotVisible, Cell::NotVisible]
    ));
    it.press(CTRL | Modifiers::SHIFT, Key::Enter);
    it.window.wait_for("Closed");
    assert!(it.document().all_series().all(|series| series.is_closed));
}

#[test]
fn what_is_drawn_on_the_next_shot_goes_onto_the_thing_that_is_followed() {
    let mut it = Shift::new();
    it.press(NONE, Key::W);
    it.drag([0.45, 0.4], [0.55, 0.6]);
    it.press(NONE, Key::D);
    it.drag([0.5, 0.4], [0.6, 0.6]);
    assert!(matches!(
        it.cells()[..],
        [Cell::Labelled(_), Cell::Labelled(_), Cell::Missing]
    ));
    // Escape lets go of it: the next one is another thing.
    it.press(NONE, Key::Escape);
    it.drag([0.3, 0.4], [0.35, 0.6]);
    assert_eq!(it.document().tracks().count(), 2);
}

#[test]
fn a_gesture_is_given_up_with_escape_and_its_last_step_taken_back() {
    let mut it = Shift::new();
    it.press(NONE, Key::P);
    for at in [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6]] {
        it.drag(at, at);
    }
    it.press(NONE, Key::Escape);
    it.press(NONE, Key::Enter);
    assert!(it.labels().is_empty());
    for at in [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.3, 0.3]] {
        it.drag(at, at);
    }
    // Undo takes a corner back while one is being set.
    it.press(CTRL, Key::Z);
    it.press(NONE, Key::Enter);
    let [label] = it.labels()[..] else {
        panic!("{:?}", it.labels());
    };
    assert_eq!(label.shape.vertices().len(), 3);
}

#[test]
fn labels_are_chosen_by_tab_deleted_and_copied_to_another_shot() {
    let mut it = Shift::new();
    it.press(NONE, Key::W);
    it.drag([0.3, 0.3], [0.4, 0.4]);
    it.press(NONE, Key::Escape);
    it.drag([0.6, 0.6], [0.7, 0.7]);
    it.press(NONE, Key::S);
    it.press(NONE, Key::Tab);
    it.press(NONE, Key::Delete);
    assert_eq!(it.labels().len(), 1);
    it.press(CTRL, Key::A);
    it.window.harness.event(egui::Event::Copy);
    it.window.harness.step();
    let commands = it.window.harness.output().platform_output.commands.clone();
    let copied = commands.into_iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    it.press(NONE, Key::D);
    it.window.harness.event(egui::Event::Paste(copied.unwrap()));
    for _ in 0..4 {
        it.window.harness.step();
    }
    assert_eq!(it.labels().len(), 1);
    assert!(matches!(
        it.cells()[..],
        [Cell::Labelled(_), Cell::Labelled(_), Cell::Missing]
    ));
}
