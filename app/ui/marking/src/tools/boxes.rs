//! Upright boxes: drawn by dragging from corner to corner, or by a click on each of two corners.

use shapes::{Point, Rect, Shape};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Draws upright boxes.
#[derive(Debug, Default)]
pub struct BoxTool {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// One corner is set; the other one follows the pointer.
    Open {
        corner: Point,
        other: Point,
        is_held: bool,
    },
}

impl Tool for BoxTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match (&mut self.state, event) {
            (State::Idle, Event::Press(at)) => {
                let corner = stage.clamped(at);
                self.state = State::Open {
                    corner,
                    other: corner,
                    is_held: true,
                };
                None
            }
            (State::Open { corner, other, .. }, Event::Move(at)) => {
                *other = opposite(*corner, at, stage);
                None
            }
            (
                State::Open {
                    corner,
                    other,
                    is_held,
                },
                Event::Release(at),
            ) if *is_held => {
                *other = opposite(*corner, at, stage);
                // A click without a drag leaves the box open for a second one.
                if corner.distance_px(*other) <= stage.reach_px() / 2.0 {
                    *is_held = false;
                    return None;
                }
                self.finish()
            }
            (State::Open { corner, other, .. }, Event::Press(at)) => {
                *other = opposite(*corner, at, stage);
                self.finish()
            }
            (State::Open { .. }, Event::Finish) => self.finish(),
            (State::Open { .. }, Event::Cancel | Event::StepBack | Event::Secondary(_)) => {
                self.state = State::Idle;
                None
            }
            _ => None,
        }
    }

    fn sketch(&self) -> Sketch {
        match self.state {
            State::Idle => Sketch::Empty,
            State::Open { corner, other, .. } => {
                Sketch::Shape(Shape::Box(Rect::between(corner, other)))
            }
        }
    }

    fn hint(&self) -> String {
        match self.state {
            State::Idle => tr!("marking-hint-box"),
            State::Open { .. } => tr!("marking-hint-box-open"),
        }
    }

    fn is_idle(&self) -> bool {
        matches!(self.state, State::Idle)
    }
}

impl BoxTool {
    /// The box, where it has an area; it stays open otherwise.
    fn finish(&mut self) -> Option<Deed> {
        let State::Open { corner, other, .. } = self.state else {
            return None;
        };
        let rect = Rect::between(corner, other);
        if rect.width_px() <= 0.0 || rect.height_px() <= 0.0 {
            return None;
        }
        self.state = State::Idle;
        Some(Deed::Draw(Shape::Box(rect)))
    }
}

/// The corner opposite to one; with Shift, that of a square.
fn opposite(corner: Point, at: Point, stage: &Stage) -> Point {
    let at = stage.clamped(at);
    if !stage.is_constrained {
        return at;
    }
    let (across, down) = (at.x - corner.x, at.y - corner.y);
    let side = across.abs().max(down.abs());
    stage.clamped(Point::new(
        corner.x + side.copysign(across),
        corner.y + side.copysign(down),
    ))
}
