//! The commands of the table that are about labels.

use std::collections::BTreeSet;

use annotation::{Document, Gesture, Label, LabelId, Refusal, Standing, act};
use workbench::labels::LabelWish;
use workbench::{CaseContext, Notification, UserCommand, tr};

use super::hand::Hand;
use super::{BRUSH_PX, Board};
use crate::tool::{Event, Stage, ToolKind};

/// How much a step makes the brush larger.
const BRUSH_STEP: f64 = 1.25;

impl ToolKind {
    /// The command that takes the tool.
    #[must_use]
    pub fn command(self) -> UserCommand {
        match self {
            Self::Select => UserCommand::SelectTool,
            Self::Box => UserCommand::BoxTool,
            Self::RotatedBox => UserCommand::RotatedBoxTool,
            Self::Polygon => UserCommand::PolygonTool,
            Self::Freehand => UserCommand::FreehandTool,
            Self::Polyline => UserCommand::LineTool,
            Self::Point => UserCommand::PointTool,
            Self::Brush => UserCommand::BrushTool,
            Self::Wand => UserCommand::WandTool,
            Self::Cut => UserCommand::CutTool,
        }
    }
}

impl Board {
    /// Takes a tool.
    pub fn hold(&mut self, kind: ToolKind) {
        self.hand = Hand::holding(kind);
        self.wants_focus = true;
    }

    /// Carries out a command. False when it is none about labels.
    pub fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool {
        let tool = ToolKind::ALL.into_iter().find(|it| it.command() == command);
        if let Some(tool) = tool {
            self.hold(tool);
            return true;
        }
        match command {
            UserCommand::SmallerBrush => self.scale_brush(1.0 / BRUSH_STEP),
            UserCommand::LargerBrush => self.scale_brush(BRUSH_STEP),
            UserCommand::NextLabel => self.step(true),
            UserCommand::PreviousLabel => self.step(false),
            UserCommand::SelectAllLabels => {
                let all = self.labels.scene().labels().map(|label| label.id).collect();
                self.select(all);
            }
            UserCommand::ToggleSnapping => self.toggle_snapping(),
            UserCommand::HideLabels => self.is_hidden = !self.is_hidden,
            UserCommand::DuplicateLabels => self.duplicate(context),
            UserCommand::DeleteLabels => self.delete(context),
            UserCommand::MergeLabels => self.merge(context),
            UserCommand::SubtractLabels => self.subtract(context),
            UserCommand::LockLabels => self.lock(context),
            UserCommand::AcceptLabels => return self.accept(context),
            UserCommand::Undo => return self.step_back(context),
            _ => return false,
        }
        true
    }

    fn toggle_snapping(&mut self) {
        self.is_snapping = !self.is_snapping;
        self.snapped = None;
    }

    fn scale_brush(&mut self, factor: f64) {
        self.brush_px = (self.brush_px * factor).clamp(*BRUSH_PX.start(), *BRUSH_PX.end());
    }

    /// Takes back a step of what is being drawn; false where nothing is.
    fn step_back(&mut self, context: &CaseContext<'_>) -> bool {
        if self.hand.is_idle() {
            return false;
        }
        self.send(Event::StepBack, context);
        true
    }

    /// Chooses the label after or before the one that is chosen: proposals first, which want to be
    /// decided about, and each kind in reading order.
    fn step(&mut self, forwards: bool) {
        let mut order: Vec<(LabelId, bool, [f64; 2])> = self
            .labels
            .scene()
            .labels()
            .filter_map(|label| {
                let centre = label.shape.center()?;
                Some((label.id, label.is_kept(), [centre.y, centre.x]))
            })
            .collect();
        order.sort_by(|(_, a_kept, a), (_, b_kept, b)| {
            let by_place = a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]));
            a_kept.cmp(b_kept).then(by_place)
        });
        let last = order.len().saturating_sub(1);
        let chosen = |(id, ..): &(LabelId, bool, [f64; 2])| self.selected.contains(id);
        let next = match (order.iter().position(chosen), forwards) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1) % order.len(),
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        if let Some((id, ..)) = order.get(next) {
            self.select(BTreeSet::from([*id]));
        }
    }

    /// Deletes what is chosen; proposals are rejected.
    pub(super) fn delete(&mut self, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        let (kept, proposed): (Vec<LabelId>, Vec<LabelId>) = self.selected.iter().partition(|id| {
            let label = self.labels.scene().label(**id);
            label.is_some_and(|label| label.is_kept())
        });
        if !proposed.is_empty() {
            self.step(true);
            let rejected: Vec<_> = proposed.into_iter().map(|id| (picture, id)).collect();
            context.commands.send(LabelWish::new(move |document, ids| {
                act::reject(document, &rejected, ids)
            }));
        }
        if !kept.is_empty() {
            context.commands.send(LabelWish::new(move |document, ids| {
                act::remove_labels(document, picture, &kept, ids)
            }));
        }
    }

    /// Finishes what is being drawn, or accepts the proposals that are chosen, or else chooses the
    /// next proposal. False where there is nothing to accept on the picture.
    fn accept(&mut self, context: &CaseContext<'_>) -> bool {
        if !self.hand.is_idle() {
            self.send(Event::Finish, context);
            return true;
        }
        let Some(picture) = self.picture else {
            return false;
        };
        let is_proposed = |id: &LabelId| {
            let label = self.labels.scene().label(*id);
            label.is_some_and(|label| label.standing == Standing::Proposed)
        };
        let accepted: Vec<_> = self
            .selected
            .iter()
            .copied()
            .filter(is_proposed)
            .map(|id| (picture, id))
            .collect();
        let others = self.labels.scene().labels().map(|label| label.id);
        let next = others
            .filter(is_proposed)
            .find(|id| !self.selected.contains(id));
        if accepted.is_empty() && next.is_none() {
            return false;
        }
        if !accepted.is_empty() {
            context.commands.send(LabelWish::new(move |document, ids| {
                act::accept(document, &accepted, ids)
            }));
        }
        if let Some(next) = next {
            self.select(BTreeSet::from([next]));
        }
        true
    }

    fn merge(&self, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        let chosen: Vec<LabelId> = self.selected.iter().copied().collect();
        if chosen.len() < 2 {
            say_choose_two(context);
            return;
        }
        context.commands.send(LabelWish::new(move |document, _| {
            let labels = labels_of(document, picture, &chosen)?;
            let shape = shapes::merged(labels.iter().map(|label| &label.shape));
            act::merge_labels(document, picture, &chosen, shape.ok_or(Refusal::Gone)?)
        }));
    }

    /// Takes the smaller of the labels that are chosen out of the largest one.
    fn subtract(&self, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        let mut chosen: Vec<(LabelId, f64)> = self
            .selected
            .iter()
            .filter_map(|id| Some((*id, self.labels.scene().label(*id)?.shape.area_px2())))
            .collect();
        if chosen.len() < 2 {
            say_choose_two(context);
            return;
        }
        chosen.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let chosen: Vec<LabelId> = chosen.into_iter().map(|(id, _)| id).collect();
        context.commands.send(LabelWish::new(move |document, ids| {
            let labels = labels_of(document, picture, &chosen)?;
            let (largest, others) = labels.split_first().ok_or(Refusal::Gone)?;
            let mut shape = largest.shape.clone();
            for other in others {
                shape = shape.subtracted(&other.shape).ok_or(Refusal::Gone)?;
            }
            let changed = Label {
                shape,
                ..largest.clone()
            };
            act::change_labels(document, Gesture::Subtract, [changed], ids)
        }));
    }

    /// Locks what is chosen, or unlocks it where all of it is locked.
    fn lock(&self, context: &CaseContext<'_>) {
        let Some(picture) = self.picture else { return };
        let chosen: Vec<LabelId> = self.selected.iter().copied().collect();
        if chosen.is_empty() {
            return;
        }
        context.commands.send(LabelWish::new(move |document, ids| {
            let labels = labels_of(document, picture, &chosen)?;
            let is_locked = !labels.iter().all(|label| label.is_locked);
            let changed = labels.into_iter().map(|label| Label { is_locked, ..label });
            act::change_labels(document, Gesture::Lock, changed, ids)
        }));
    }

    /// Hands an event to the tool, outside a frame's own events.
    fn send(&mut self, event: Event, context: &CaseContext<'_>) {
        let Some(size) = self.size else { return };
        let stage = Stage {
            picture: size,
            image_px_per_screen_px: 0.0,
            is_constrained: false,
            is_subtracting: false,
            brush_px: self.brush_px,
        };
        self.take_event(event, &stage, context);
    }
}

fn labels_of(
    document: &Document,
    picture: annotation::PictureId,
    ids: &[LabelId],
) -> Result<Vec<Label>, Refusal> {
    let found = ids.iter().map(|id| {
        let label = document.label(picture, *id).ok_or(Refusal::Gone)?;
        Ok(Label::clone(label))
    });
    found.collect()
}

fn say_choose_two(context: &CaseContext<'_>) {
    context.commands.send(Notification::info(
        tr!("marking-nothing-chosen"),
        tr!("marking-choose-two"),
    ));
}
