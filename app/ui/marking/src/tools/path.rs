//! Polygons and lines, set corner by corner.

use shapes::{MultiPolygon, Point, Polygon, Polyline, Shape};
use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// The width of a new line until it is changed.
const LINE_WIDTH_PX: f64 = 3.0;

/// Draws polygons or lines.
#[derive(Debug)]
pub struct PathTool {
    is_closed: bool,
    corners: Vec<Point>,
    pointer: Point,
    would_close: bool,
}

impl PathTool {
    /// A tool for polygons.
    #[must_use]
    pub fn polygons() -> Self {
        Self::new(true)
    }

    /// A tool for lines.
    #[must_use]
    pub fn lines() -> Self {
        Self::new(false)
    }

    fn new(is_closed: bool) -> Self {
        Self {
            is_closed,
            corners: Vec::new(),
            pointer: Point::default(),
            would_close: false,
        }
    }

    fn set_corner(&mut self, at: Point) {
        // A double click sets its corner once.
        if self.corners.last() != Some(&at) {
            self.corners.push(at);
        }
    }

    /// The shape, where it has enough corners; the gesture goes on otherwise.
    fn finish(&mut self) -> Option<Deed> {
        let least = if self.is_closed { 3 } else { 2 };
        if self.corners.len() < least {
            return None;
        }
        let corners = std::mem::take(&mut self.corners);
        self.would_close = false;
        let shape = if self.is_closed {
            Shape::Polygon(MultiPolygon {
                parts: vec![Polygon {
                    outer: corners,
                    holes: Vec::new(),
                }],
            })
        } else {
            Shape::Polyline(Polyline {
                points: corners,
                width_px: LINE_WIDTH_PX,
            })
        };
        Some(Deed::Draw(shape))
    }

    /// Where the next corner would be; with Shift, in a direction by 45° from the last one.
    fn next(&self, at: Point, stage: &Stage) -> Point {
        let at = stage.clamped(at);
        match self.corners.last() {
            Some(last) if stage.is_constrained => {
                let (across, down) = (at.x - last.x, at.y - last.y);
                let step = std::f64::consts::FRAC_PI_4;
                let angle = (down.atan2(across) / step).round() * step;
                let length = across.hypot(down);
                stage.clamped(Point::new(
                    last.x + length * angle.cos(),
                    last.y + length * angle.sin(),
                ))
            }
            _ => at,
        }
    }

    /// Whether a place is on the first corner, so that a click there closes the polygon.
    fn closes(&self, at: Point, stage: &Stage) -> bool {
        let first = self.corners.first();
        self.is_closed
            && self.corners.len() >= 3
            && first.is_some_and(|first| first.distance_px(at) <= stage.reach_px())
    }
}

impl Tool for PathTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Move(at) => {
                self.pointer = self.next(at, stage);
                self.would_close = self.closes(at, stage);
            }
            Event::Press(at) if self.closes(at, stage) => return self.finish(),
            Event::Press(at) => {
                let corner = self.next(at, stage);
                self.pointer = corner;
                self.set_corner(corner);
            }
            Event::Double(_) | Event::Finish => return self.finish(),
            Event::StepBack | Event::Secondary(_) => {
                self.corners.pop();
            }
            Event::Cancel => self.corners.clear(),
            Event::Release(_) => {}
        }
        None
    }

    fn sketch(&self) -> Sketch {
        if self.corners.is_empty() {
            return Sketch::Empty;
        }
        Sketch::Corners {
            corners: self.corners.clone(),
            pointer: self.pointer,
            would_close: self.would_close,
        }
    }

    fn hint(&self) -> String {
        match (self.is_closed, self.corners.is_empty()) {
            (true, true) => tr!("marking-hint-polygon"),
            (true, false) => tr!("marking-hint-polygon-open"),
            (false, true) => tr!("marking-hint-line"),
            (false, false) => tr!("marking-hint-line-open"),
        }
    }

    fn is_idle(&self) -> bool {
        self.corners.is_empty()
    }
}
