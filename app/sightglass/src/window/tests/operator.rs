//! The operator's own time: scripted scenarios on a rendered balloon, with every action counted. An
//! action is a key that is pressed (with whatever is held besides) or a drag.

use std::f32::consts::FRAC_PI_2;

use annotation::{Label, Origin, PictureId, SHARED_LAYER, Series, SeriesId, Shot, Standing, act};
use balloons::{Balloon, Defect, DefectKind, DefectTruth, PictureSize, Regime, SeriesTruth};
use egui::{Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable;
use shapes::{Point, Rect, Shape};
use workbench::Command;
use workbench::labels::LabelWish;

use super::Window;

const SHOTS: u32 = 12;
const SIDE_PX: u32 = 512;
const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// An operator before a balloon with three defects.
struct Operator {
    window: Window,
    truth: SeriesTruth,
    pictures: Vec<PictureId>,
    actions: usize,
    /// How far the hand went over the keyboard, in keys.
    travelled_keys: f64,
    last_key: Option<[f64; 2]>,
    _folder: tempfile::TempDir,
}

impl Operator {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let size = PictureSize::new(SIDE_PX, SIDE_PX).unwrap();
        let balloon = balloon();
        let shots = balloons::write_series(
            folder.path(),
            &balloon,
            size,
            balloons::Existing::Keep,
            &|_, _| true,
        )
        .unwrap();
        let text = std::fs::read_to_string(shots.join("truth.json")).unwrap();
        let truth: SeriesTruth = serde_json::from_str(&text).unwrap();
        let files: Vec<_> = truth
            .shots
            .iter()
            .map(|shot| shots.join(&shot.picture))
            .collect();
        let project = folder.path().join("shift.sight");
        let made = store::Project::create(&project, &crate::cases::migrations()).unwrap();
        let work = jobs::Work::detached();
        made.writer().add_pictures(&files, &work).unwrap();
        made.close().unwrap();
        let mut window = Window::on([&project]).without_rendering().open();
        window.wait_for("Picture shot-01.png");
        let commands = window.harness.state().services.commands.clone();
        commands.send(Command::ShowCase("quality".to_owned()));
        window.wait_for("Defects of catheter balloons");
        window.click("Defects of catheter balloons");
        window.wait_for("Inclusion");
        let rows = window.harness.state().services.document.pictures().clone();
        let pictures: Vec<PictureId> = rows.iter().map(|row| row.id).collect();
        let series = series(&pictures);
        commands.send(LabelWish::new(move |document, ids| {
            Ok(act::add_series(document, vec![series.clone()], ids)?.1)
        }));
        window.wait_for("shots open");
        window.settle();
        Self {
            window,
            truth,
            pictures,
            actions: 0,
            travelled_keys: 0.0,
            last_key: None,
            _folder: folder,
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.actions += 1;
        let at = place(key);
        if let Some(last) = self.last_key {
            self.travelled_keys += (at[0] - last[0]).hypot(at[1] - last[1]);
        }
        self.last_key = Some(at);
        self.window.press(modifiers, key);
        self.window.settle();
    }

    /// Draws a box around a defect where the truth says that it is.
    fn draw(&mut self, truth: &DefectTruth) {
        self.actions += 1;
        let bounds = bounds(truth);
        let [from, to] = [bounds.min, bounds.max].map(|corner| self.on_screen(corner));
        let harness = &mut self.window.harness;
        harness.hover_at(from);
        harness.step();
        harness.drag_at(from);
        harness.step();
        harness.hover_at(to);
        harness.step();
        harness.drop_at(to);
        harness.step();
        self.window.settle();
    }

    /// Clicks beside everything, so that the picture has the keyboard.
    fn click_picture(&mut self) {
        self.actions += 1;
        let at = self.on_screen(Point::new(5.0, 5.0));
        let harness = &mut self.window.harness;
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.step();
        self.window.settle();
    }

    /// Where a place of the picture is in the window: the picture is fitted into its canvas.
    fn on_screen(&self, at: Point) -> Pos2 {
        let texts = self.window.texts();
        let name = texts.iter().find(|text| text.starts_with("Picture shot-"));
        let canvas = self
            .window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::Image, name.unwrap())
            .rect();
        let side = canvas.width().min(canvas.height());
        let corner = canvas.center() - vec2(side, side) / 2.0;
        let scale = side / SIDE_PX as f32;
        corner + pos2(at.x as f32, at.y as f32).to_vec2() * scale
    }

    fn shot(&self) -> usize {
        let app = self.window.harness.state();
        let current = app.services.document.current().unwrap().id;
        self.pictures.iter().position(|id| *id == current).unwrap()
    }

    /// How many places are open.
    fn open(&self) -> usize {
        let document = self.window.harness.state().services.labels.document();
        let document = document.unwrap();
        let series = document.all_series().next().unwrap().id;
        let matrix = document.matrix(series, SHARED_LAYER).unwrap();
        matrix.obstacles.len()
    }

    fn close(&mut self) {
        self.press(CTRL | Modifiers::SHIFT, Key::Enter);
        self.window.wait_for("Closed");
    }

    /// Prints what it took, for the table of benches.
    fn tell(&self, name: &str) {
        let (actions, keys) = (self.actions, self.travelled_keys);
        println!(r#"{{"name":"operator_{name}","value":{actions},"unit":"actions"}}"#);
        println!(r#"{{"name":"operator_{name}_travel","value":{keys:.0},"unit":"keys"}}"#);
    }
}

#[test]
fn a_balloon_with_three_defects_is_done_from_scratch() {
    let mut it = Operator::new();
    it.press(NONE, Key::W);
    let mut done = [false; 3];
    loop {
        let shot = it.shot();
        let seen: Vec<DefectTruth> = it.truth.shots[shot]
            .defects
            .iter()
            .filter(|defect| defect.is_visible && !done[defect.defect as usize - 1])
            .cloned()
            .collect();
        for defect in seen {
            // Both walls can show it, and one look is enough.
            if std::mem::replace(&mut done[defect.defect as usize - 1], true) {
                continue;
            }
            it.draw(&defect);
            let key = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
            let kind = DefectKind::ALL.iter().position(|kind| *kind == defect.kind);
            it.press(NONE, key[kind.unwrap()]);
            it.press(CTRL, Key::B);
            it.press(Modifiers::SHIFT, Key::Enter);
        }
        if done == [true; 3] {
            break;
        }
        it.press(NONE, Key::D);
    }
    // What is open still are shots on which nothing was seen.
    while it.open() > 0 {
        it.press(CTRL | Modifiers::SHIFT, Key::D);
        it.press(NONE, Key::N);
    }
    it.close();
    it.tell("from_scratch");
    assert!(it.actions <= 25, "{} actions", it.actions);
}

#[test]
fn a_balloon_whose_defects_are_proposed_is_done_by_accepting() {
    let mut it = Operator::new();
    propose_all(&mut it);
    it.click_picture();
    while it.open() > 0 {
        let before = it.open();
        // The first thing on the picture that nobody has looked at; its whole track is accepted.
        it.press(NONE, Key::Tab);
        it.press(Modifiers::SHIFT, Key::Enter);
        if it.open() > 0 {
            it.press(CTRL | Modifiers::SHIFT, Key::D);
        }
        assert!(it.open() < before, "{} places are still open", it.open());
    }
    it.close();
    it.tell("with_proposals");
    assert!(it.actions <= 12, "{} actions", it.actions);
}

/// Proposes every defect on every shot where it can be seen, as a model does.
fn propose_all(it: &mut Operator) {
    let commands = it.window.harness.state().services.commands.clone();
    for defect in 1..=3 {
        let mut seen: Vec<(PictureId, DefectTruth)> = Vec::new();
        let mut hidden = Vec::new();
        for (picture, shot) in it.pictures.iter().zip(&it.truth.shots) {
            let is_it = |truth: &&DefectTruth| truth.defect == defect && truth.is_visible;
            match shot.defects.iter().find(is_it) {
                Some(truth) => seen.push((*picture, truth.clone())),
                None => hidden.push(*picture),
            }
        }
        let first = seen.remove(0);
        commands.send(LabelWish::new(move |document, ids| {
            let label = Label {
                id: ids.label(),
                standing: Standing::Proposed,
                ..label(document, &first)
            };
            act::draw(document, label, None, ids)
        }));
        it.window.settle();
        let document = it.window.harness.state().services.labels.document();
        let track = document.unwrap().tracks().next_back().unwrap().id;
        commands.send(LabelWish::new(move |document, ids| {
            let first = document.tracks().next_back().map(|track| track.id);
            assert_eq!(first, Some(track));
            let shots = document.one_series(document.track(track).unwrap().series);
            let shots = &shots.unwrap().shots;
            let own = shots
                .iter()
                .find_map(|shot| document.label_of_track(shot.picture, track));
            let own = Label::clone(own.unwrap());
            let labels: Vec<Label> = seen
                .iter()
                .map(|truth| Label {
                    id: ids.label(),
                    track: Some(track),
                    ..label(document, truth)
                })
                .chain([own])
                .collect();
            act::propose_track(document, track, labels, hidden.clone())
        }));
        it.window.settle();
    }
}

fn label(document: &annotation::Document, (picture, truth): &(PictureId, DefectTruth)) -> Label {
    let place = DefectKind::ALL.iter().position(|kind| *kind == truth.kind);
    Label {
        standing: Standing::Proposed,
        origin: Origin::Propagated { score: None },
        ..Label::drawn(
            *picture,
            SHARED_LAYER,
            document.classes().nth(place.unwrap()).unwrap().id,
            Shape::Box(bounds(truth)),
        )
    }
}

/// A balloon in good light with three defects that are told well from the noise.
fn balloon() -> Balloon {
    let mut balloon = Balloon::random(10, 0, Regime::Good, SHOTS).unwrap();
    let scratch = |kind, angle_rad, theta_rad, z_mm, shape_seed| Defect {
        kind,
        theta_rad,
        z_mm,
        angle_rad,
        length_um: 1_500.0,
        width_um: 60.0,
        depth_um: 8.0,
        contrast: 0.9,
        shape_seed,
    };
    balloon.defects = vec![
        scratch(DefectKind::AxialScratch, 0.02, 0.3, 0.6, 1),
        scratch(DefectKind::RadialScratch, FRAC_PI_2, 0.0, -0.8, 2),
        scratch(DefectKind::AxialScratch, -0.02, -0.5, -0.2, 3),
    ];
    balloon
}

fn series(pictures: &[PictureId]) -> Series {
    let shots = pictures.iter().zip(0_u32..);
    Series {
        id: SeriesId(0),
        name: "balloon".to_owned(),
        shots: shots
            .map(|(picture, place)| Shot {
                picture: *picture,
                angle_deg: Some(f64::from(place) * 360.0 / f64::from(SHOTS)),
            })
            .collect(),
        turns: true,
        regime: None,
        is_closed: false,
    }
}

/// The box around what can be seen of a defect, with the margin that a hand leaves.
fn bounds(truth: &DefectTruth) -> Rect {
    const MARGIN_PX: f64 = 3.0;
    let place = truth.visible_box.unwrap_or(truth.place);
    let corner = Point::new(f64::from(place.left_px), f64::from(place.top_px));
    let other = corner.translated(f64::from(place.width_px), f64::from(place.height_px));
    Rect::between(
        corner.translated(-MARGIN_PX, -MARGIN_PX),
        other.translated(MARGIN_PX, MARGIN_PX),
    )
}

/// Where a key is on the keyboard: column and row.
fn place(key: Key) -> [f64; 2] {
    match key {
        Key::Num1 => [1.0, 0.0],
        Key::Num2 => [2.0, 0.0],
        Key::Num3 => [3.0, 0.0],
        Key::Num4 => [4.0, 0.0],
        Key::Tab => [0.2, 1.0],
        Key::W => [2.5, 1.0],
        Key::D => [3.75, 2.0],
        Key::Enter => [13.0, 2.0],
        Key::B => [6.25, 3.0],
        Key::N => [7.25, 3.0],
        other => panic!("where is {other:?}?"),
    }
}
