//! Selecting and changing labels, as a hand does.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use annotation::{
    Class, ClassId, Document, IdSource, Label, LabelId, PictureId, SHARED_LAYER, act,
};
use marking::{Changed, Choice, Event, Scene, SelectTool, Shown, Stage};
use shapes::{MultiPolygon, PictureSize, Point, Rect, Shape};

const PICTURE: PictureId = PictureId(1);

const STAGE: Stage = Stage {
    picture: PictureSize {
        width_px: 400,
        height_px: 300,
    },
    image_px_per_screen_px: 1.0,
    is_constrained: false,
    is_subtracting: false,
    brush_px: 10.0,
};

const SHIFT: Stage = Stage {
    is_constrained: true,
    ..STAGE
};

const ALT: Stage = Stage {
    is_subtracting: true,
    ..STAGE
};

fn at(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

/// A picture with labels, a tool over it, and what is selected.
struct Desk {
    document: Document,
    ids: IdSource,
    class: ClassId,
    scene: Scene,
    tool: SelectTool,
    selected: BTreeSet<LabelId>,
}

impl Desk {
    fn new(shapes: impl IntoIterator<Item = Shape>) -> (Self, Vec<LabelId>) {
        let mut document = Document::default();
        let mut ids = IdSource::default();
        let class = Class {
            id: ClassId(0),
            name: "scratch".to_owned(),
            colour: [0, 0, 0],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (class, edit) = act::add_class(&document, class, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let mut desk = Self {
            document,
            ids,
            class,
            scene: Scene::default(),
            tool: SelectTool::default(),
            selected: BTreeSet::new(),
        };
        let labels = shapes.into_iter().map(|shape| desk.add(shape)).collect();
        desk.follow();
        (desk, labels)
    }

    fn add(&mut self, shape: Shape) -> LabelId {
        let id = self.ids.label();
        let label = Label {
            id,
            ..Label::drawn(PICTURE, SHARED_LAYER, self.class, shape)
        };
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.document.apply(&edit).unwrap();
        id
    }

    fn follow(&mut self) -> Changed {
        let shown = Shown {
            picture: PICTURE,
            layer: SHARED_LAYER,
            hidden: BTreeSet::new(),
        };
        self.scene.follow(&self.document, &shown)
    }

    /// Does events; what is selected by them is selected, what is reshaped is given back.
    fn play(&mut self, stage: &Stage, events: &[Event]) -> Vec<(LabelId, Shape)> {
        let mut reshaped = Vec::new();
        for event in events {
            match self.tool.take(*event, stage, &self.scene, &self.selected) {
                Some(Choice::Select(selected)) => self.selected = selected,
                Some(Choice::Reshape(shapes)) => reshaped.extend(shapes),
                None => {}
            }
        }
        reshaped
    }

    fn click(&mut self, stage: &Stage, place: Point) {
        let changed = self.play(stage, &[Event::Press(place), Event::Release(place)]);
        assert_eq!(changed, []);
    }

    fn drag(&mut self, stage: &Stage, from: Point, to: Point) -> Vec<(LabelId, Shape)> {
        self.play(
            stage,
            &[Event::Press(from), Event::Move(to), Event::Release(to)],
        )
    }

    fn selected(&self) -> Vec<LabelId> {
        self.selected.iter().copied().collect()
    }
}

fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Shape {
    Shape::Box(Rect::between(at(x0, y0), at(x1, y1)))
}

#[test]
fn the_smallest_comes_first_and_clicking_again_takes_the_next() {
    let (mut desk, ids) = Desk::new([
        rect(10.0, 10.0, 200.0, 200.0),
        rect(60.0, 60.0, 140.0, 140.0),
        rect(80.0, 80.0, 120.0, 120.0),
    ]);
    let middle = at(100.0, 100.0);
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk.click(&STAGE, middle);
        seen.extend(desk.selected());
    }
    assert_eq!(seen, [ids[2], ids[1], ids[0], ids[2]]);
    desk.click(&STAGE, at(300.0, 250.0));
    assert_eq!(desk.selected(), []);
}

#[test]
fn shift_adds_and_takes_away() {
    let (mut desk, ids) = Desk::new([rect(10.0, 10.0, 50.0, 50.0), rect(100.0, 10.0, 150.0, 50.0)]);
    desk.click(&STAGE, at(30.0, 30.0));
    desk.click(&SHIFT, at(125.0, 30.0));
    assert_eq!(desk.selected(), ids);
    desk.click(&SHIFT, at(125.0, 30.0));
    assert_eq!(desk.selected(), [ids[0]]);
}

#[test]
fn a_rectangle_to_the_right_takes_what_is_in_it_and_to_the_left_what_it_touches() {
    let (mut desk, ids) = Desk::new([rect(20.0, 20.0, 60.0, 60.0), rect(90.0, 20.0, 150.0, 60.0)]);
    desk.drag(&STAGE, at(5.0, 5.0), at(120.0, 120.0));
    assert_eq!(desk.selected(), [ids[0]]);
    desk.drag(&STAGE, at(120.0, 120.0), at(5.0, 5.0));
    assert_eq!(desk.selected(), ids);
    let lasso = [
        Event::Press(at(5.0, 5.0)),
        Event::Move(at(80.0, 5.0)),
        Event::Move(at(80.0, 80.0)),
        Event::Move(at(5.0, 80.0)),
        Event::Release(at(5.0, 80.0)),
    ];
    desk.play(&ALT, &lasso);
    assert_eq!(desk.selected(), [ids[0]]);
}

#[test]
fn what_is_selected_moves_together_and_stays_in_the_picture() {
    let (mut desk, ids) = Desk::new([rect(10.0, 10.0, 50.0, 50.0), rect(100.0, 10.0, 150.0, 50.0)]);
    desk.selected = ids.iter().copied().collect();
    let moved = desk.drag(&STAGE, at(30.0, 30.0), at(40.0, 50.0));
    let expected = vec![
        (ids[0], rect(20.0, 30.0, 60.0, 70.0)),
        (ids[1], rect(110.0, 30.0, 160.0, 70.0)),
    ];
    assert_eq!(moved, expected);
    desk.selected = BTreeSet::from([ids[0]]);
    let moved = desk.drag(&STAGE, at(30.0, 30.0), at(-500.0, 30.0));
    assert_eq!(moved, [(ids[0], rect(0.0, 10.0, 40.0, 50.0))]);
    // Escape in the middle of a drag takes all of it back.
    let events = [
        Event::Press(at(30.0, 30.0)),
        Event::Move(at(90.0, 90.0)),
        Event::Cancel,
    ];
    assert_eq!(desk.play(&STAGE, &events), []);
    assert!(desk.tool.is_idle());
    assert_eq!(desk.play(&STAGE, &[Event::Release(at(90.0, 90.0))]), []);
}

#[test]
fn a_handle_resizes_and_an_edge_gets_a_vertex() {
    let polygon =
        MultiPolygon::from_ring(vec![at(200.0, 100.0), at(300.0, 100.0), at(250.0, 200.0)]);
    let (mut desk, ids) = Desk::new([rect(10.0, 10.0, 110.0, 60.0), Shape::Polygon(polygon)]);
    desk.selected = BTreeSet::from([ids[0]]);
    let resized = desk.drag(&STAGE, at(110.0, 60.0), at(130.0, 90.0));
    assert_eq!(resized, [(ids[0], rect(10.0, 10.0, 130.0, 90.0))]);
    let kept = desk.drag(&SHIFT, at(110.0, 60.0), at(210.0, 60.0));
    assert_eq!(kept, [(ids[0], rect(10.0, 10.0, 210.0, 110.0))]);

    desk.selected = BTreeSet::from([ids[1]]);
    let bent = desk.drag(&STAGE, at(250.0, 100.0), at(250.0, 80.0));
    assert_eq!(bent[0].1.vertices().len(), 4);
    let moved = desk.drag(&STAGE, at(250.0, 200.0), at(260.0, 220.0));
    assert!(moved[0].1.vertices().contains(&at(260.0, 220.0)));
    // Three corners are the fewest, so none of them can be deleted.
    assert_eq!(desk.play(&SHIFT, &[Event::Press(at(200.0, 100.0))]), []);
}

#[test]
fn a_locked_label_is_not_moved() {
    let (mut desk, ids) = Desk::new([rect(10.0, 10.0, 50.0, 50.0)]);
    let locked = Label {
        is_locked: true,
        ..Label::clone(desk.document.label(PICTURE, ids[0]).unwrap())
    };
    let edit = act::change_labels(
        &desk.document,
        annotation::Gesture::Lock,
        [locked],
        &mut desk.ids,
    );
    desk.document.apply(&edit.unwrap()).unwrap();
    assert_eq!(desk.follow(), Changed::Some(ids.clone()));
    desk.selected = ids.iter().copied().collect();
    assert_eq!(desk.drag(&STAGE, at(30.0, 30.0), at(60.0, 60.0)), []);
}

#[test]
fn the_scene_follows_label_by_label() {
    let (mut desk, ids) = Desk::new([rect(10.0, 10.0, 50.0, 50.0)]);
    assert_eq!(desk.follow(), Changed::Some(Vec::new()));
    let other = desk.add(rect(100.0, 100.0, 150.0, 150.0));
    assert_eq!(desk.follow(), Changed::Some(vec![other]));
    assert_eq!(desk.scene.at(at(120.0, 120.0), 1.0), [other]);
    let edit = act::remove_labels(&desk.document, PICTURE, &ids, &mut desk.ids).unwrap();
    desk.document.apply(&edit).unwrap();
    assert_eq!(desk.follow(), Changed::Some(ids));
    assert!(desk.scene.at(at(30.0, 30.0), 1.0).is_empty());
}
