//! What an empty pane shows: what is missing, what to do first, and the buttons that do it.

use egui::{Align, Button, CornerRadius, Layout, RichText, Stroke, StrokeKind, Ui};

use crate::icons::{self, Icon};
use crate::tokens::{palette, radius, size, space};

/// Most width of the sentence in points.
const SENTENCE_WIDTH_PT: f32 = 420.0;

/// An icon, a title, a sentence, and buttons, in the middle of the space there is.
pub struct Placeholder {
    icon: Icon,
    title: String,
    sentence: String,
    actions: Vec<(Icon, String)>,
}

impl Placeholder {
    /// A placeholder without buttons.
    pub fn new(icon: Icon, title: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            icon,
            title: title.into(),
            sentence: sentence.into(),
            actions: Vec::new(),
        }
    }

    /// The same with one more button. The first is the one to press.
    #[must_use]
    pub fn action(mut self, icon: Icon, label: impl Into<String>) -> Self {
        self.actions.push((icon, label.into()));
        self
    }

    /// Shows it; gives the place of the button that was pressed, in the order they were added.
    pub fn ui(self, ui: &mut Ui) -> Option<usize> {
        let mut pressed = None;
        let height_pt = ui.available_height();
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.set_max_width(SENTENCE_WIDTH_PT.min(ui.available_width()));
            ui.add_space((height_pt * 0.3).clamp(space::M, 200.0));
            let colours = palette(ui);
            icons::icon_ui(ui, self.icon, colours.text_weak, size::LARGE_ICON_PT);
            ui.add_space(space::S);
            ui.label(
                RichText::new(self.title)
                    .heading()
                    .color(colours.text_strong),
            );
            ui.add_space(space::XS);
            ui.label(RichText::new(self.sentence).color(colours.text_weak));
            ui.add_space(space::L);
            for (place, (icon, label)) in self.actions.into_iter().enumerate() {
                let button = if place == 0 {
                    let text = RichText::new(label).color(colours.on_accent);
                    Button::new((icons::coloured_atom(icon, colours.on_accent), text))
                        .fill(colours.accent)
                } else {
                    Button::new((icons::atom(icon), label))
                };
                let width_pt = ui.available_width().min(240.0);
                let button = button.min_size(egui::vec2(width_pt, size::CLICK_PT + space::S));
                let response = ui.add(button);
                if response.has_focus() {
                    // On a surface of the accent colour the usual ring would not be seen.
                    let ring = Stroke::new(2.0, colours.text_strong);
                    let corners = CornerRadius::same(radius::S);
                    let painter = ui.painter();
                    painter.rect_stroke(response.rect, corners, ring, StrokeKind::Outside);
                }
                if response.clicked() {
                    pressed = Some(place);
                }
                ui.add_space(space::XS);
            }
        });
        pressed
    }
}
