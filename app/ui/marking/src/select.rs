//! The tool that selects labels and changes the shapes of those that are selected.

use std::collections::BTreeSet;
use std::sync::Arc;

use annotation::{Label, LabelId};
use egui::CursorIcon;
use shapes::{BoxHandle, Hit, Point, Rect, Shape, VertexPlace};
use workbench::tr;

use crate::scene::Scene;
use crate::tool::{Event, Stage};

/// How far above a rotated box the handle to turn it is, in pixels of the screen.
pub const TURN_HANDLE_SCREEN_PX: f64 = 24.0;

/// The angle between the directions that Shift allows.
const TURN_STEP_RAD: f64 = std::f64::consts::PI / 12.0;

/// Selects labels, and changes those that are selected.
#[derive(Debug, Default)]
pub struct SelectTool {
    state: State,
    /// Where was clicked last, and which of the labels there was taken: a further click there takes
    /// the next one.
    last_click: Option<(Point, usize)>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// The button is down on a label, or on a part of one.
    Grabbed {
        grip: Grip,
        start: Point,
        now: Point,
        /// Whether the pointer has gone far enough for a drag.
        is_moving: bool,
    },
    /// A rectangle is drawn around what is to be selected.
    Around { start: Point, now: Point },
    /// An outline is drawn around what is to be selected.
    Lasso { way: Vec<Point> },
}

/// What the pointer holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grip {
    /// All that is selected.
    Selection,
    /// A handle of the box that is selected.
    Handle(LabelId, BoxHandle),
    /// The handle that turns the box that is selected.
    Turn(LabelId),
    /// A vertex of the shape that is selected.
    Vertex(LabelId, VertexPlace),
    /// An edge of the shape that is selected, which gets a new vertex.
    Edge(LabelId, VertexPlace),
}

/// What a gesture comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// These are selected from now on.
    Select(BTreeSet<LabelId>),
    /// These shapes are changed.
    Reshape(Vec<(LabelId, Shape)>),
}

/// What the tool shows of a gesture that is not done.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectSketch {
    /// Nothing.
    Empty,
    /// The shapes as they would be.
    Shapes(Vec<Shape>),
    /// The rectangle around what is to be selected.
    Around(Rect),
    /// The outline around what is to be selected.
    Lasso(Vec<Point>),
}

impl SelectTool {
    /// Takes an event; gives what the gesture comes to, once it is done.
    pub fn take(
        &mut self,
        event: Event,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Option<Choice> {
        match (&mut self.state, event) {
            (State::Idle, Event::Press(at)) => self.press(at, stage, scene, selected),
            (
                State::Grabbed {
                    start,
                    now,
                    is_moving,
                    ..
                },
                Event::Move(at),
            ) => {
                *now = at;
                *is_moving |= start.distance_px(at) > stage.reach_px() / 2.0;
                None
            }
            (State::Around { now, .. }, Event::Move(at)) => {
                *now = at;
                None
            }
            (State::Lasso { way }, Event::Move(at)) => {
                way.push(at);
                None
            }
            (State::Grabbed { .. }, Event::Release(_)) => self.let_go(stage, scene, selected),
            (State::Around { start, now }, Event::Release(_)) => {
                let (start, now) = (*start, *now);
                self.state = State::Idle;
                Some(select_around(start, now, stage, scene, selected))
            }
            (State::Lasso { way }, Event::Release(_)) => {
                let found = scene.in_lasso(way);
                self.state = State::Idle;
                Some(Choice::Select(extended(found, stage, selected)))
            }
            (State::Idle, Event::Cancel) if !selected.is_empty() => {
                Some(Choice::Select(BTreeSet::new()))
            }
            (state, Event::Cancel) => {
                *state = State::Idle;
                None
            }
            _ => None,
        }
    }

    /// Whether a vertex or a corner of a box is held.
    pub fn is_moving_vertex(&self) -> bool {
        let State::Grabbed { grip, .. } = &self.state else {
            return false;
        };
        matches!(grip, Grip::Handle(..) | Grip::Vertex(..) | Grip::Edge(..))
    }

    fn press(
        &mut self,
        at: Point,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Option<Choice> {
        if let Some(label) = single(scene, selected)
            && let Some(grip) = grip_on(label, at, stage)
        {
            if let (Grip::Vertex(id, place), true) = (grip, stage.is_constrained) {
                let mut shape = label.shape.clone();
                shape.delete_vertex(place).ok()?;
                return Some(Choice::Reshape(vec![(id, shape)]));
            }
            self.grab(grip, at);
            return None;
        }
        if stage.is_subtracting {
            self.state = State::Lasso { way: vec![at] };
            return None;
        }
        let there = scene.at(at, stage.reach_px() / 2.0);
        let Some(first) = there.first().copied() else {
            self.state = State::Around { start: at, now: at };
            return None;
        };
        self.grab(Grip::Selection, at);
        let is_held = there.iter().any(|id| selected.contains(id));
        if stage.is_constrained {
            let mut all = selected.clone();
            if !all.remove(&first) {
                all.insert(first);
            }
            return Some(Choice::Select(all));
        }
        (!is_held).then(|| {
            self.last_click = Some((at, 0));
            Choice::Select(BTreeSet::from([first]))
        })
    }

    fn grab(&mut self, grip: Grip, at: Point) {
        self.state = State::Grabbed {
            grip,
            start: at,
            now: at,
            is_moving: false,
        };
    }

    /// Ends a drag, or takes a click for a choice among the labels that lie there.
    fn let_go(
        &mut self,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Option<Choice> {
        let changed = self.reshaped(stage, scene, selected);
        let State::Grabbed {
            grip,
            start,
            is_moving,
            ..
        } = std::mem::take(&mut self.state)
        else {
            return None;
        };
        if is_moving {
            return (!changed.is_empty()).then_some(Choice::Reshape(changed));
        }
        if grip != Grip::Selection || stage.is_constrained {
            return None;
        }
        self.next_there(start, stage, scene, selected)
    }

    /// A further click in the same place takes the next label that lies there.
    fn next_there(
        &mut self,
        at: Point,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Option<Choice> {
        let there = scene.at(at, stage.reach_px() / 2.0);
        let is_again = |last: Point| last.distance_px(at) <= stage.reach_px();
        let next = match self.last_click {
            Some((last, 0)) if is_again(last) && there.len() == 1 => return None,
            Some((last, taken)) if is_again(last) && single(scene, selected).is_some() => taken,
            _ => 0,
        };
        let place = next % there.len().max(1);
        let id = there.get(place).copied()?;
        self.last_click = Some((at, place + 1));
        let only = BTreeSet::from([id]);
        (only != *selected).then_some(Choice::Select(only))
    }

    /// The shapes as the gesture makes them.
    fn reshaped(
        &self,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Vec<(LabelId, Shape)> {
        let State::Grabbed {
            grip,
            start,
            now,
            is_moving: true,
        } = &self.state
        else {
            return Vec::new();
        };
        let picture = stage.picture.rect();
        let one = |id: &LabelId, change: &dyn Fn(&Shape) -> Option<Shape>| {
            let label = scene.label(*id).filter(|label| !label.is_locked);
            let shape = label.and_then(|label| change(&label.shape));
            shape.map(|shape| (*id, shape)).into_iter().collect()
        };
        match grip {
            Grip::Selection => {
                let (right, down) = (now.x - start.x, now.y - start.y);
                let labels = selected.iter().filter_map(|id| scene.label(*id));
                labels
                    .filter(|label| !label.is_locked)
                    .map(|label| {
                        let moved = label.shape.translated_within(right, down, &picture);
                        (label.id, moved)
                    })
                    .collect()
            }
            Grip::Handle(id, handle) => one(id, &|shape| {
                resized(shape, *handle, stage.clamped(*now), stage.is_constrained)
            }),
            Grip::Turn(id) => one(id, &|shape| match shape {
                Shape::RotatedBox(rotated) => {
                    let step = stage.is_constrained.then_some(TURN_STEP_RAD);
                    Some(Shape::RotatedBox(rotated.turned_towards(*now, step)))
                }
                _ => None,
            }),
            Grip::Vertex(id, place) => one(id, &|shape| {
                let mut shape = shape.clone();
                shape.move_vertex(*place, stage.clamped(*now)).ok()?;
                Some(shape)
            }),
            Grip::Edge(id, place) => one(id, &|shape| {
                let mut shape = shape.clone();
                shape.insert_vertex(*place, stage.clamped(*now)).ok()?;
                Some(shape)
            }),
        }
    }

    /// What is to be shown of a gesture that is not done.
    #[must_use]
    pub fn sketch(
        &self,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> SelectSketch {
        match &self.state {
            State::Idle => SelectSketch::Empty,
            State::Grabbed { .. } => {
                let shapes = self.reshaped(stage, scene, selected);
                SelectSketch::Shapes(shapes.into_iter().map(|(_, shape)| shape).collect())
            }
            State::Around { start, now } => SelectSketch::Around(Rect::between(*start, *now)),
            State::Lasso { way } => SelectSketch::Lasso(way.clone()),
        }
    }

    /// The pointer over a place.
    #[must_use]
    pub fn cursor(
        &self,
        at: Point,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> CursorIcon {
        let grip = single(scene, selected).and_then(|label| grip_on(label, at, stage));
        match grip {
            Some(Grip::Turn(_)) => CursorIcon::Alias,
            Some(Grip::Handle(..)) => CursorIcon::Crosshair,
            Some(Grip::Vertex(..)) => CursorIcon::PointingHand,
            Some(Grip::Edge(..)) => CursorIcon::Copy,
            _ if !scene.at(at, stage.reach_px() / 2.0).is_empty() => CursorIcon::Move,
            _ => CursorIcon::Default,
        }
    }

    /// What the user can do now, in a sentence.
    #[must_use]
    pub fn hint(&self, selected: &BTreeSet<LabelId>) -> String {
        match (&self.state, selected.len()) {
            (State::Idle, 0) => tr!("marking-hint-select"),
            (State::Idle, 1) => tr!("marking-hint-selected-one"),
            (State::Idle, _) => tr!("marking-hint-selected-many"),
            (State::Grabbed { .. }, _) => tr!("marking-hint-drag"),
            (State::Around { .. } | State::Lasso { .. }, _) => tr!("marking-hint-around"),
        }
    }

    /// Whether no gesture is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self.state, State::Idle)
    }
}

/// The label that is selected alone.
fn single<'a>(scene: &'a Scene, selected: &BTreeSet<LabelId>) -> Option<&'a Arc<Label>> {
    let mut all = selected.iter();
    match (all.next(), all.next()) {
        (Some(only), None) => scene.label(*only),
        _ => None,
    }
}

/// What of a label the pointer would hold at a place, where that is more than the whole of it.
fn grip_on(label: &Label, at: Point, stage: &Stage) -> Option<Grip> {
    let reach_px = stage.reach_px();
    let near = |handle: Point| handle.distance_px(at) <= reach_px;
    match &label.shape {
        Shape::Box(rect) => {
            let handles = BoxHandle::ALL.into_iter();
            let found = handles.filter(|handle| near(rect.handle(*handle)));
            nearest(found, |handle| rect.handle(*handle).distance_px(at))
                .map(|handle| Grip::Handle(label.id, handle))
        }
        Shape::RotatedBox(rotated) => {
            let out_px = TURN_HANDLE_SCREEN_PX * stage.image_px_per_screen_px;
            if near(rotated.turn_handle(out_px)) {
                return Some(Grip::Turn(label.id));
            }
            let handles = BoxHandle::ALL.into_iter();
            let found = handles.filter(|handle| near(rotated.handle(*handle)));
            nearest(found, |handle| rotated.handle(*handle).distance_px(at))
                .map(|handle| Grip::Handle(label.id, handle))
        }
        Shape::Polygon(_) | Shape::Polyline(_) => match label.shape.hit(at, reach_px)? {
            Hit::Vertex(vertex) => Some(Grip::Vertex(label.id, vertex.place)),
            Hit::Edge(edge) if edge.distance_px <= reach_px / 2.0 => {
                Some(Grip::Edge(label.id, edge.place))
            }
            Hit::Edge(_) | Hit::Body => None,
        },
        Shape::Mask(_) | Shape::Point(_) => None,
    }
}

fn nearest<T>(found: impl Iterator<Item = T>, distance_px: impl Fn(&T) -> f64) -> Option<T> {
    found.min_by(|a, b| distance_px(a).total_cmp(&distance_px(b)))
}

/// A box after one of its handles was dragged; with `keeps_aspect`, in its proportions.
fn resized(shape: &Shape, handle: BoxHandle, to: Point, keeps_aspect: bool) -> Option<Shape> {
    let aspect = |width_px: f64, height_px: f64| {
        (keeps_aspect && width_px > 0.0 && height_px > 0.0).then(|| width_px / height_px)
    };
    let shape = match shape {
        Shape::Box(rect) => {
            Shape::Box(rect.resized(handle, to, aspect(rect.width_px(), rect.height_px())))
        }
        Shape::RotatedBox(rotated) => {
            let aspect = aspect(rotated.width_px, rotated.height_px);
            Shape::RotatedBox(rotated.resized(handle, to, aspect))
        }
        _ => return None,
    };
    (shape.area_px2() > 0.0).then_some(shape)
}

/// What a rectangle selects: what it touches where it was drawn to the left, what is wholly in it
/// otherwise, as in drawing programs. A click beside everything selects nothing.
fn select_around(
    start: Point,
    now: Point,
    stage: &Stage,
    scene: &Scene,
    selected: &BTreeSet<LabelId>,
) -> Choice {
    if start.distance_px(now) <= stage.reach_px() / 2.0 {
        return Choice::Select(extended(BTreeSet::new(), stage, selected));
    }
    let is_whole = now.x >= start.x;
    let found = scene.in_rect(&Rect::between(start, now), is_whole);
    Choice::Select(extended(found, stage, selected))
}

/// What was found, together with what is selected already where Shift is held.
fn extended(
    found: BTreeSet<LabelId>,
    stage: &Stage,
    selected: &BTreeSet<LabelId>,
) -> BTreeSet<LabelId> {
    if stage.is_constrained {
        found.union(selected).copied().collect()
    } else {
        found
    }
}
