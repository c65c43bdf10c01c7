//! Outlines drawn with the free hand, with no more corners than they need.

use shapes::{MultiPolygon, Point, Polygon, Shape};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// How far, in pixels of the screen, the outline may be from the way of the hand.
const TOLERANCE_SCREEN_PX: f64 = 1.0;

/// Draws outlines with the free hand.
#[derive(Debug, Default)]
pub struct FreehandTool {
    way: Vec<Point>,
}

impl Tool for FreehandTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Press(at) => self.way = vec![stage.clamped(at)],
            Event::Move(at) => {
                let at = stage.clamped(at);
                let is_far = |last: &Point| last.distance_px(at) >= stage.image_px_per_screen_px;
                if self.way.last().is_some_and(is_far) {
                    self.way.push(at);
                }
            }
            Event::Release(_) | Event::Finish => {
                let outer = std::mem::take(&mut self.way);
                let tolerance_px = TOLERANCE_SCREEN_PX * stage.image_px_per_screen_px;
                let drawn = MultiPolygon {
                    parts: vec![Polygon {
                        outer,
                        holes: Vec::new(),
                    }],
                };
                let shape = Shape::Polygon(drawn.simplified(tolerance_px));
                return (shape.area_px2() > 0.0).then_some(Deed::Draw(shape));
            }
            Event::Cancel => self.way.clear(),
            Event::Double(_) | Event::Secondary(_) | Event::StepBack => {}
        }
        None
    }

    fn sketch(&self) -> Sketch {
        match self.way.last() {
            Some(pointer) => Sketch::Corners {
                corners: self.way.clone(),
                pointer: *pointer,
                would_close: true,
            },
            None => Sketch::Empty,
        }
    }

    fn hint(&self) -> String {
        tr!("marking-hint-freehand")
    }

    fn is_idle(&self) -> bool {
        self.way.is_empty()
    }
}
