//! What hand and keyboard do over the picture, as events for the tool in the hand.

use annotation::Document;
use egui::{Key, PointerButton, Ui};
use shapes::{PictureSize, Point};
use viewer::Seen;
use workbench::CaseContext;

use super::Board;
use super::hand::Outcome;
use crate::select::Choice;
use crate::tool::{Event, Stage, ToolKind};

impl Board {
    pub(super) fn take_events(
        &mut self,
        ui: &Ui,
        seen: &Seen,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        let stage = self.stage(ui, seen);
        let over = seen.response.hover_pos();
        self.pointer = over.map(|at| point(seen, at));
        if let Some(at) = self.pointer {
            let scene = self.labels.scene();
            ui.set_cursor_icon(self.hand.cursor(at, &stage, scene, &self.selected));
        }
        for event in self.pointer_events(ui, seen) {
            self.take_event(event, &stage, context);
        }
        if seen.response.double_clicked()
            && let Some(at) = self.pointer
        {
            self.take_event(Event::Double(at), &stage, context);
        }
        if seen.response.has_focus() {
            self.take_keys(ui, &stage, document, context);
            self.take_clipboard(ui, document, context);
        }
    }

    pub(super) fn stage(&self, ui: &Ui, seen: &Seen) -> Stage {
        let page = seen.picture.page();
        let modifiers = ui.input(|input| input.modifiers);
        Stage {
            picture: PictureSize {
                width_px: page.width_px,
                height_px: page.height_px,
            },
            image_px_per_screen_px: seen.projection.image_px_per_point(),
            is_constrained: modifiers.shift,
            is_subtracting: modifiers.alt,
            brush_px: self.brush_px,
        }
    }

    /// What the pointer did, in its order. What pans the view is left out, and so is a press that
    /// something else takes; a gesture goes on wherever the pointer is.
    fn pointer_events(&self, ui: &Ui, seen: &Seen) -> Vec<Event> {
        let is_over = seen.response.contains_pointer();
        // A click can begin and end within one frame, so that the button is not down any more.
        let is_ours = is_over || seen.response.is_pointer_button_down_on();
        let canvas = seen.projection.canvas();
        let is_idle = self.hand.is_idle();
        let (events, is_space_down) =
            ui.input(|input| (input.events.clone(), input.key_down(Key::Space)));
        let take = |event: egui::Event| match event {
            egui::Event::PointerMoved(at) if is_over || !is_idle => {
                Some(Event::Move(point(seen, at)))
            }
            egui::Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed: true,
                ..
            } if is_ours && canvas.contains(pos) && !is_space_down => {
                Some(Event::Press(point(seen, pos)))
            }
            egui::Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed: false,
                ..
            } if !is_space_down => Some(Event::Release(point(seen, pos))),
            egui::Event::PointerButton {
                pos,
                button: PointerButton::Secondary,
                pressed: true,
                ..
            } if is_over => Some(Event::Secondary(point(seen, pos))),
            _ => None,
        };
        events.into_iter().filter_map(take).collect()
    }

    pub(super) fn take_event(&mut self, event: Event, stage: &Stage, context: &CaseContext<'_>) {
        let event = self.drawn_to(event, stage);
        let outcome = self
            .hand
            .take(event, stage, self.labels.scene(), &self.selected);
        match outcome {
            None => {}
            Some(Outcome::Choice(Choice::Select(labels))) => self.select(labels),
            Some(Outcome::Choice(Choice::Reshape(changed))) => self.reshape(changed, context),
            Some(Outcome::Deed(deed)) => self.perform(deed, context),
        }
    }

    /// The keys that are not commands: Escape, Backspace, and those of the classes.
    fn take_keys(
        &mut self,
        ui: &Ui,
        stage: &Stage,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::Escape) {
            self.escape(stage, context);
        }
        if pressed(Key::Backspace) {
            self.take_event(Event::StepBack, stage, context);
        }
        for (key, digit) in DIGITS {
            if pressed(key)
                && let Some(class) = document.classes().find(|class| class.key == Some(digit))
            {
                self.choose_class(class.id, document, context);
            }
        }
    }

    /// Takes back the gesture, or else what is chosen, or else puts the tool away.
    fn escape(&mut self, stage: &Stage, context: &CaseContext<'_>) {
        if !self.hand.is_idle() {
            self.take_event(Event::Cancel, stage, context);
        } else if !self.selected.is_empty() || self.track.is_some() {
            self.select(std::collections::BTreeSet::new());
        } else if self.tool() != ToolKind::Select {
            self.hold(ToolKind::Select);
        }
    }
}

const DIGITS: [(Key, u8); 9] = [
    (Key::Num1, 1),
    (Key::Num2, 2),
    (Key::Num3, 3),
    (Key::Num4, 4),
    (Key::Num5, 5),
    (Key::Num6, 6),
    (Key::Num7, 7),
    (Key::Num8, 8),
    (Key::Num9, 9),
];

fn point(seen: &Seen, at: egui::Pos2) -> Point {
    let [x, y] = seen.projection.image_from_window(at);
    Point::new(x, y)
}
