//! The hand: the tools, and which of them is held.

use std::collections::BTreeSet;

use annotation::LabelId;
use egui::CursorIcon;
use shapes::Point;

use crate::scene::Scene;
use crate::select::{Choice, SelectSketch, SelectTool};
use crate::tool::{Deed, Event, Sketch, Stage, Tool, ToolKind};
use crate::tools::{
    BoxTool, BrushTool, CutTool, FreehandTool, PathTool, PointTool, RotatedBoxTool, WandTool,
};

/// A tool in the hand.
pub(super) enum Hand {
    /// The one that selects and changes.
    Select(SelectTool),
    /// One that draws.
    Draw(ToolKind, Box<dyn Tool>),
}

/// What came of an event.
pub(super) enum Outcome {
    /// Labels were chosen or changed.
    Choice(Choice),
    /// Something was drawn.
    Deed(Deed),
}

impl Default for Hand {
    fn default() -> Self {
        Self::Select(SelectTool::default())
    }
}

impl Hand {
    /// Takes a tool.
    pub(super) fn holding(kind: ToolKind) -> Self {
        let tool: Box<dyn Tool> = match kind {
            ToolKind::Select => return Self::default(),
            ToolKind::Box => Box::new(BoxTool::default()),
            ToolKind::RotatedBox => Box::new(RotatedBoxTool::default()),
            ToolKind::Polygon => Box::new(PathTool::polygons()),
            ToolKind::Freehand => Box::new(FreehandTool::default()),
            ToolKind::Polyline => Box::new(PathTool::lines()),
            ToolKind::Point => Box::new(PointTool),
            ToolKind::Brush => Box::new(BrushTool::default()),
            ToolKind::Wand => Box::new(WandTool),
            ToolKind::Cut => Box::new(CutTool::default()),
        };
        Self::Draw(kind, tool)
    }

    pub(super) fn kind(&self) -> ToolKind {
        match self {
            Self::Select(_) => ToolKind::Select,
            Self::Draw(kind, _) => *kind,
        }
    }

    pub(super) fn take(
        &mut self,
        event: Event,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> Option<Outcome> {
        match self {
            Self::Select(tool) => tool
                .take(event, stage, scene, selected)
                .map(Outcome::Choice),
            Self::Draw(_, tool) => tool.take(event, stage).map(Outcome::Deed),
        }
    }

    /// Gives up the gesture; the tool stays.
    pub(super) fn cancel(&mut self) {
        *self = Self::holding(self.kind());
    }

    pub(super) fn is_idle(&self) -> bool {
        match self {
            Self::Select(tool) => tool.is_idle(),
            Self::Draw(_, tool) => tool.is_idle(),
        }
    }

    /// Whether a vertex is being moved.
    pub(super) fn is_moving_vertex(&self) -> bool {
        match self {
            Self::Select(tool) => tool.is_moving_vertex(),
            Self::Draw(..) => false,
        }
    }

    pub(super) fn hint(&self, selected: &BTreeSet<LabelId>) -> String {
        match self {
            Self::Select(tool) => tool.hint(selected),
            Self::Draw(_, tool) => tool.hint(),
        }
    }

    pub(super) fn cursor(
        &self,
        at: Point,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> CursorIcon {
        match self {
            Self::Select(tool) => tool.cursor(at, stage, scene, selected),
            Self::Draw(_, tool) => tool.cursor(),
        }
    }

    /// What is to be shown of a gesture of a tool that draws.
    pub(super) fn sketch(&self) -> Sketch {
        match self {
            Self::Select(_) => Sketch::Empty,
            Self::Draw(_, tool) => tool.sketch(),
        }
    }

    /// What is to be shown of a gesture of the tool that selects.
    pub(super) fn select_sketch(
        &self,
        stage: &Stage,
        scene: &Scene,
        selected: &BTreeSet<LabelId>,
    ) -> SelectSketch {
        match self {
            Self::Select(tool) => tool.sketch(stage, scene, selected),
            Self::Draw(..) => SelectSketch::Empty,
        }
    }
}
