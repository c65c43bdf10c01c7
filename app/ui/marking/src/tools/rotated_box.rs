//! Boxes at an angle: one side is drawn first, then how far the box reaches from it.

use shapes::{Point, RotatedBox, Shape};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Draws boxes at an angle.
#[derive(Debug, Default)]
pub struct RotatedBoxTool {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    /// The first side is drawn.
    Side { start: Point, end: Point },
    /// The first side stands; the pointer says how far the box reaches.
    Depth {
        start: Point,
        end: Point,
        pointer: Point,
    },
}

impl Tool for RotatedBoxTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match (&mut self.state, event) {
            (State::Idle, Event::Press(at)) => {
                let start = stage.clamped(at);
                self.state = State::Side { start, end: start };
            }
            (State::Side { start, end }, Event::Move(at)) => *end = side_end(*start, at, stage),
            (State::Side { start, .. }, Event::Release(at) | Event::Press(at)) => {
                let (start, end) = (*start, side_end(*start, at, stage));
                if start.distance_px(end) > stage.reach_px() / 2.0 {
                    let pointer = end;
                    self.state = State::Depth {
                        start,
                        end,
                        pointer,
                    };
                }
            }
            (State::Depth { pointer, .. }, Event::Move(at)) => *pointer = stage.clamped(at),
            (State::Depth { start, end, .. }, Event::Press(at)) => {
                let (start, end) = (*start, *end);
                let drawn = rotated(start, end, stage.clamped(at))?;
                self.state = State::Idle;
                return Some(Deed::Draw(Shape::RotatedBox(drawn)));
            }
            (
                State::Depth {
                    start,
                    end,
                    pointer,
                },
                Event::Finish,
            ) => {
                let drawn = rotated(*start, *end, *pointer)?;
                self.state = State::Idle;
                return Some(Deed::Draw(Shape::RotatedBox(drawn)));
            }
            (State::Depth { start, end, .. }, Event::StepBack | Event::Secondary(_)) => {
                let (start, end) = (*start, *end);
                self.state = State::Side { start, end };
            }
            (State::Side { .. }, Event::StepBack | Event::Secondary(_)) | (_, Event::Cancel) => {
                self.state = State::Idle;
            }
            _ => {}
        }
        None
    }

    fn sketch(&self) -> Sketch {
        match self.state {
            State::Idle => Sketch::Empty,
            State::Side { start, end } => Sketch::Corners {
                corners: vec![start],
                pointer: end,
                would_close: false,
            },
            State::Depth {
                start,
                end,
                pointer,
            } => match rotated(start, end, pointer) {
                Some(drawn) => Sketch::Shape(Shape::RotatedBox(drawn)),
                None => Sketch::Corners {
                    corners: vec![start],
                    pointer: end,
                    would_close: false,
                },
            },
        }
    }

    fn hint(&self) -> String {
        match self.state {
            State::Idle => tr!("marking-hint-rotated"),
            State::Side { .. } => tr!("marking-hint-rotated-side"),
            State::Depth { .. } => tr!("marking-hint-rotated-depth"),
        }
    }

    fn is_idle(&self) -> bool {
        matches!(self.state, State::Idle)
    }
}

/// The end of the first side; with Shift, in a direction by 45°.
fn side_end(start: Point, at: Point, stage: &Stage) -> Point {
    let at = stage.clamped(at);
    if !stage.is_constrained {
        return at;
    }
    let (across, down) = (at.x - start.x, at.y - start.y);
    let step = std::f64::consts::FRAC_PI_4;
    let angle = (down.atan2(across) / step).round() * step;
    let length = across.hypot(down);
    stage.clamped(Point::new(
        start.x + length * angle.cos(),
        start.y + length * angle.sin(),
    ))
}

/// The box on a side that reaches as far as the pointer; none while it has no area.
fn rotated(start: Point, end: Point, pointer: Point) -> Option<RotatedBox> {
    let width_px = start.distance_px(end);
    let (along_x, along_y) = ((end.x - start.x) / width_px, (end.y - start.y) / width_px);
    let depth = (pointer.y - start.y) * along_x - (pointer.x - start.x) * along_y;
    if width_px <= 0.0 || depth.abs() < 1e-9 {
        return None;
    }
    Some(RotatedBox {
        center: Point::new(
            (start.x + end.x - along_y * depth) / 2.0,
            (start.y + end.y + along_x * depth) / 2.0,
        ),
        width_px,
        height_px: depth.abs(),
        angle_rad: along_y.atan2(along_x),
    })
}
