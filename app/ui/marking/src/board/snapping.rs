//! Places that are drawn to corners and edges nearby.

use std::collections::BTreeSet;

use annotation::LabelId;
use shapes::{Point, Rect, Shape, Snapped, snapped};

use super::Board;
use crate::tool::{Event, Stage, ToolKind};

impl Board {
    /// Whether what is drawn clings to corners and edges, to be changed.
    pub fn is_snapping(&mut self) -> &mut bool {
        &mut self.is_snapping
    }

    /// The event with its place drawn to what is near it, where that is wanted and the tool sets
    /// corners. What was drawn to is remembered, to be shown.
    pub(super) fn drawn_to(&mut self, event: Event, stage: &Stage) -> Event {
        let place = match event {
            Event::Move(at) | Event::Press(at) | Event::Release(at) | Event::Double(at) => at,
            Event::Secondary(_) | Event::Finish | Event::StepBack | Event::Cancel => return event,
        };
        self.snapped = if self.is_snapping && self.sets_corners() {
            self.nearest(place, stage)
        } else {
            None
        };
        let at = self.snapped.map_or(place, |snapped| snapped.point);
        match event {
            Event::Move(_) => Event::Move(at),
            Event::Press(_) => Event::Press(at),
            Event::Release(_) => Event::Release(at),
            _ => Event::Double(at),
        }
    }

    fn sets_corners(&self) -> bool {
        match self.tool() {
            ToolKind::Box
            | ToolKind::RotatedBox
            | ToolKind::Polygon
            | ToolKind::Polyline
            | ToolKind::Point
            | ToolKind::Cut => true,
            ToolKind::Select => self.hand.is_moving_vertex(),
            ToolKind::Freehand | ToolKind::Brush | ToolKind::Wand => false,
        }
    }

    fn nearest(&self, place: Point, stage: &Stage) -> Option<Snapped> {
        let radius_px = stage.reach_px();
        let around = Rect::between(place, place).grown(radius_px);
        let scene = self.labels.scene();
        // A shape that is being changed would hold on to itself.
        let held: Option<&BTreeSet<LabelId>> =
            (self.tool() == ToolKind::Select).then_some(&self.selected);
        let shapes: Vec<&Shape> = scene
            .in_rect(&around, false)
            .into_iter()
            .filter(|id| held.is_none_or(|held| !held.contains(id)))
            .filter_map(|id| scene.label(id).map(|label| &label.shape))
            .collect();
        snapped(place, radius_px, shapes, Some(stage.picture))
    }
}
