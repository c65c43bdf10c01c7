//! The knife, which cuts what is selected along a straight line.

use shapes::{Point, Polyline, Shape};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Cuts along a line that is dragged, or clicked from end to end.
#[derive(Debug, Default)]
pub struct CutTool {
    line: Option<(Point, Point)>,
}

impl CutTool {
    fn finish(&mut self, stage: &Stage) -> Option<Deed> {
        let (from, to) = self.line?;
        if from.distance_px(to) <= stage.reach_px() / 2.0 {
            // A click: the next one is the other end.
            return None;
        }
        self.line = None;
        Some(Deed::Cut { from, to })
    }
}

impl Tool for CutTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Press(at) => {
                if let Some((_, to)) = &mut self.line {
                    *to = at;
                } else {
                    self.line = Some((at, at));
                }
            }
            Event::Move(at) => {
                if let Some((_, to)) = &mut self.line {
                    *to = at;
                }
            }
            Event::Release(_) | Event::Finish => return self.finish(stage),
            Event::Cancel | Event::StepBack | Event::Secondary(_) => self.line = None,
            Event::Double(_) => {}
        }
        None
    }

    fn sketch(&self) -> Sketch {
        self.line.map_or(Sketch::Empty, |(from, to)| {
            Sketch::Shape(Shape::Polyline(Polyline {
                points: vec![from, to],
                width_px: 0.0,
            }))
        })
    }

    fn hint(&self) -> String {
        tr!("marking-hint-cut")
    }

    fn is_idle(&self) -> bool {
        self.line.is_none()
    }
}
