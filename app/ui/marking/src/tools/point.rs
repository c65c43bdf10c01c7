//! Points, set by a click.

use shapes::Shape;
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Sets points.
#[derive(Debug, Default)]
pub struct PointTool;

impl Tool for PointTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Press(at) => Some(Deed::Draw(Shape::Point(stage.clamped(at)))),
            _ => None,
        }
    }

    fn sketch(&self) -> Sketch {
        Sketch::Empty
    }

    fn hint(&self) -> String {
        tr!("marking-hint-point")
    }

    fn is_idle(&self) -> bool {
        true
    }
}
