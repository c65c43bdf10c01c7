//! The middle of the pane: the page with what was read drawn over it, and clean print beside it.

use std::sync::Arc;

use egui::Ui;
use store::PictureId;
use viewer::{Over, Seen};
use workbench::{CaseContext, UserCommand, icons, tr};

use super::editing::Changes;
use super::music::Music;
use super::overlay::{self, Overlay};
use super::pages::PageState;
use super::problems::Sight;
use super::rendered::{self, Rendered};
use super::{ScoresPane, current, picker, stepping};
use crate::subject;

/// What is left of the symbols where the energy is to be seen.
const FADED: f32 = 0.25;

impl ScoresPane {
    /// Paints the page.
    pub(super) fn sheet_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        self.show_sought(context);
        let whole = ui.available_rect_before_wrap();
        let [left, right] = if self.is_rendered {
            rendered::halves(whole)
        } else {
            [whole, egui::Rect::NOTHING]
        };
        let over = Over {
            rasters: self.energy.overlays(),
            tool: Some(self.board.keys()),
            ..Over::default()
        };
        let page = egui::UiBuilder::new().max_rect(left);
        let seen = ui
            .scope_builder(page, |ui| self.view.ui(ui, context, &over))
            .inner;
        let Some(seen) = seen else {
            return;
        };
        let (Some(document), Some(picture)) = (context.labels.document(), current(context)) else {
            return;
        };
        let (sounding, _) = self.playing.sounding().unwrap_or_default();
        // The energy lies under the symbols, on just the same places.
        let faded = if self.energy.is_shown() { FADED } else { 1.0 };
        let opacity = faded * self.opacity;
        if !self.board.is_hidden() {
            let music: Option<&Music> = self.music.music().map(Arc::as_ref);
            let interline_px = self.look(picture).map_or(10.0, |it| it.interline_px);
            Overlay {
                document,
                picture,
                layer: self.board.layer(),
                music,
                colouring: self.colouring,
                interline_px,
                opacity,
                problem: music.and_then(|music| self.problems.chosen(music)),
                sounding: &sounding,
            }
            .paint(ui, &seen);
        }
        if self.is_inserting {
            self.insert(ui, &seen, context);
        } else {
            self.board.ui(ui, &seen, context);
        }
        if let Some(music) = self.music.music().filter(|_| self.is_rendered) {
            Rendered {
                music,
                picture,
                canvas: right,
                seen: &seen,
                sounding: &sounding,
            }
            .paint(ui);
        }
        if self.playing.is_playing() {
            ui.request_repaint();
        }
        self.page_state_ui(ui, &seen, picture, context);
    }

    /// Shows the place that is sought, once its page is there.
    fn show_sought(&mut self, context: &CaseContext<'_>) {
        let is_there = |sight: &Sight| current(context) == Some(sight.picture);
        if let Some(sight) = self.sought.take_if(|sight| is_there(sight)) {
            self.view.canvas().show_area(sight.box_px);
            self.board.select(sight.symbols);
        }
    }

    /// Puts a symbol where the page was clicked.
    fn insert(&mut self, ui: &Ui, seen: &Seen, context: &CaseContext<'_>) {
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.is_inserting = false;
            return;
        }
        ui.set_cursor_icon(egui::CursorIcon::Crosshair);
        let (Some(at), Some(picture)) = (seen.response.hover_pos(), current(context)) else {
            return;
        };
        let class = self.picker.class();
        let size = picker::size_spaces(ui, class);
        let layout = self.layout(picture);
        let place_px = seen.projection.image_from_window(at);
        let box_px = stepping::box_at(layout, place_px, size, picker::stand(class));
        let [left, top, right, bottom] = box_px;
        let corner = |x, y| seen.projection.window_from_image([x, y]);
        let rect = egui::Rect::from_two_pos(corner(left, top), corner(right, bottom));
        let colour = workbench::tokens::palette(ui).accent;
        let painter = ui.painter_at(seen.projection.canvas());
        match subject::glyph(class) {
            Some(glyph) => {
                let interline = layout.map_or(size[1], staves::Layout::interline_px);
                let staff_space_pt = (interline / seen.projection.image_px_per_point()) as f32;
                overlay::paint_glyph(&painter, glyph, rect.center(), staff_space_pt, colour);
            }
            None => {
                let stroke = egui::Stroke::new(1.5, colour);
                painter.rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Middle);
            }
        }
        if seen.response.clicked() {
            Changes::adding(class, box_px).send(self.place(picture), context);
        }
    }

    /// Says over the page how far it is, where it was not read.
    fn page_state_ui(&self, ui: &Ui, seen: &Seen, picture: PictureId, context: &CaseContext<'_>) {
        let (title, text, can_read) = match self.pages.state(picture) {
            PageState::Ready(_) => return,
            PageState::Waiting => (tr!("scores-page-waiting"), String::new(), false),
            PageState::Unread => (
                tr!("scores-page-unread"),
                tr!("scores-page-unread-body"),
                true,
            ),
            PageState::WithoutMusic(reason) => (tr!("scores-page-empty"), reason.clone(), true),
            PageState::Failed(reason) => (tr!("scores-page-failed"), reason.clone(), true),
        };
        let canvas = seen.projection.canvas();
        egui::Area::new(ui.scope_id().with("page state"))
            .fixed_pos(canvas.center_top() + egui::vec2(0.0, workbench::tokens::space::L))
            .pivot(egui::Align2::CENTER_TOP)
            .order(egui::Order::Middle)
            .show(ui.ctx(), |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.set_max_width(420.0);
                    ui.vertical_centered(|ui| {
                        ui.label(workbench::theme::title(title));
                        if !text.is_empty() {
                            ui.label(text);
                        }
                        if can_read {
                            let command = UserCommand::RunOnAll;
                            let count = self.pages.rows().len();
                            let button = egui::Button::new((
                                icons::atom(command.icon()),
                                tr!("scores-read-piece", count = count),
                            ));
                            if ui.add(button).clicked() {
                                context.commands.send(command);
                            }
                        }
                    });
                });
            });
    }
}
