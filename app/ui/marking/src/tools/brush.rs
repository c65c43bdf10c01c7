//! The brush, which paints pixels, and with Alt takes them away.

use shapes::{Mask, Point};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Paints pixels.
#[derive(Debug, Default)]
pub struct BrushTool {
    way: Vec<Point>,
    painted: Mask,
    diameter_px: f64,
    is_subtracting: bool,
}

impl Tool for BrushTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Press(at) => {
                self.diameter_px = stage.brush_px;
                self.is_subtracting = stage.is_subtracting;
                self.way = vec![at];
                self.painted = Mask::disc(at, self.diameter_px);
            }
            Event::Move(at) => {
                if let Some(last) = self.way.last().copied()
                    && last != at
                {
                    let step = Mask::stroke(last, at, self.diameter_px);
                    self.painted.unite(&step);
                    self.way.push(at);
                }
            }
            Event::Release(_) | Event::Finish => {
                self.way.clear();
                let painted = std::mem::take(&mut self.painted);
                let painted = painted.clipped(stage.picture.pixels());
                if painted.is_empty() {
                    return None;
                }
                return Some(if self.is_subtracting {
                    Deed::Erase(painted)
                } else {
                    Deed::Paint(painted)
                });
            }
            Event::Cancel => {
                self.way.clear();
                self.painted = Mask::default();
            }
            Event::Double(_) | Event::Secondary(_) | Event::StepBack => {}
        }
        None
    }

    fn sketch(&self) -> Sketch {
        if self.way.is_empty() {
            return Sketch::Empty;
        }
        Sketch::Stroke {
            way: self.way.clone(),
            diameter_px: self.diameter_px,
            is_subtracting: self.is_subtracting,
        }
    }

    fn hint(&self) -> String {
        tr!("marking-hint-brush")
    }

    fn is_idle(&self) -> bool {
        self.way.is_empty()
    }
}
