//! Classes with their probabilities as bars.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::text;
use crate::tokens::{palette, radius, size, space};

/// One class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassBar {
    /// Its name.
    pub label: String,
    /// Its probability, 0 to 1.
    pub probability: f32,
    /// Whether it is the answer, and is to stand out.
    pub is_answer: bool,
}

/// A row for each class: its name, its probability, and a bar underneath as long as that.
/// Gives the place of the row that was clicked.
pub fn class_bars_ui(ui: &mut Ui, classes: &[ClassBar]) -> Option<usize> {
    let mut clicked = None;
    for (place, class) in classes.iter().enumerate() {
        if row_ui(ui, class) {
            clicked = Some(place);
        }
    }
    clicked
}

/// One row; gives whether it was clicked.
fn row_ui(ui: &mut Ui, class: &ClassBar) -> bool {
    let colours = palette(ui);
    let share = if class.probability.is_nan() {
        0.0
    } else {
        class.probability.clamp(0.0, 1.0)
    };
    let written = text::percent(f64::from(class.probability), 1);
    let row_height_pt = size::CLICK_PT + space::XS;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), row_height_pt), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{}: {written}", class.label))
    });
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }

    let painter = ui.painter();
    let corners = CornerRadius::same(radius::S);
    if response.has_focus() {
        let ring = Stroke::new(2.0, colours.accent);
        painter.rect_stroke(rect, corners, ring, egui::StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(rect, corners, colours.control);
    }
    let inner = rect.shrink2(vec2(space::XS, 0.0));
    let font = TextStyle::Body.resolve(ui.style());
    let colour = if class.is_answer {
        colours.text_strong
    } else {
        colours.text
    };
    let number = painter.layout_no_wrap(written, font.clone(), colour);
    let label_width_pt = (inner.width() - number.size().x - space::S).max(0.0);
    let mut job = egui::text::LayoutJob::simple_singleline(class.label.clone(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(label_width_pt);
    let label = painter.layout_job(job);
    let number_left = inner.right() - number.size().x;
    painter.galley(inner.left_top(), label, colour);
    painter.galley(pos2(number_left, inner.top()), number, colour);

    let track = Rect::from_min_max(
        pos2(inner.left(), rect.bottom() - space::S),
        pos2(inner.right(), rect.bottom() - space::XS),
    );
    painter.rect_filled(track, corners, colours.control_hovered);
    let mut bar = track;
    bar.set_width(track.width() * share);
    let bar_colour = if class.is_answer {
        colours.accent
    } else {
        colours.text_weak
    };
    painter.rect_filled(bar, corners, bar_colour);
    response.on_hover_text(&class.label).clicked()
}
