//! One row of thumbnails; only those in view exist.

use egui::{Rect, Sense, StrokeKind, Ui, Vec2, pos2, vec2};
use workbench::icons;
use workbench::tokens::{self, radius, space};

use super::order::Order;
use super::thumbnails::Thumbnails;
use super::{View, row_name};

const CELL_WIDTH: f32 = 116.0;
/// A line for the name, and one for what was found.
const LINE_HEIGHT: f32 = 17.0;

/// Paints the filmstrip. True when one of its pictures has the keyboard.
pub fn ui(ui: &mut Ui, view: &View<'_>, order: &Order, thumbnails: &mut Thumbnails) -> bool {
    let places = order.places();
    let reveal = view.reveal.and_then(|id| {
        let rows = view.lent.document.pictures();
        places
            .iter()
            .position(|&place| rows[place as usize].id == id)
    });
    let height = ui.available_height();
    let mut has_keyboard = false;
    egui::ScrollArea::horizontal()
        .id_salt("filmstrip")
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            ui.set_width(places.len() as f32 * CELL_WIDTH);
            ui.set_height((height - space::S).max(0.0));
            let origin = ui.min_rect().min;
            let cell = |index: usize| {
                let left = origin.x + index as f32 * CELL_WIDTH;
                Rect::from_min_size(
                    pos2(left, origin.y),
                    vec2(CELL_WIDTH, ui.max_rect().height()),
                )
                .shrink2(vec2(space::XS / 2.0, 0.0))
            };
            if let Some(index) = reveal {
                ui.scroll_to_rect(cell(index), Some(egui::Align::Center));
            }
            let first = (viewport.min.x / CELL_WIDTH).floor().max(0.0) as usize;
            let last = ((viewport.max.x / CELL_WIDTH).ceil() as usize).min(places.len());
            let cells: Vec<(usize, Rect)> =
                (first..last).map(|index| (index, cell(index))).collect();
            for (index, rect) in cells {
                has_keyboard |= cell_ui(ui, rect, places[index] as usize, view, thumbnails);
            }
        });
    has_keyboard
}

fn cell_ui(
    ui: &mut Ui,
    rect: Rect,
    place: usize,
    view: &View<'_>,
    thumbnails: &mut Thumbnails,
) -> bool {
    let Some(row) = view.lent.document.pictures().get(place) else {
        return false;
    };
    let name = row_name(row);
    let trouble = view.trouble(row);
    let note = view.lent.notes.and_then(|notes| notes.get(row.id));
    let selected = view.lent.document.current_index() == Some(place);
    let palette = tokens::palette(ui);
    let finding = note
        .filter(|note| note.is_short)
        .map(|note| note.label.clone());
    let response = ui.interact(rect, ui.scope_id().with(row.id.0), Sense::click());
    response.widget_info(|| {
        let spoken = match &finding {
            Some(finding) => format!("{name}, {finding}"),
            None => name.clone(),
        };
        egui::WidgetInfo::selected(egui::Role::Button, true, selected, spoken)
    });
    let visuals = ui.style().interact_selectable(&response, selected);
    let painter = ui.painter_at(rect);
    if selected || response.hovered() || response.has_focus() {
        painter.rect_filled(rect, radius::S, visuals.weak_bg_fill);
    }
    let picture = Rect::from_min_max(
        rect.min + Vec2::splat(space::XS),
        rect.max - vec2(space::XS, 2.0 * LINE_HEIGHT + space::XS / 2.0),
    );
    match (view.thumbnail(row, thumbnails), &trouble) {
        (Some(texture), _) => {
            let size = texture.size_vec2();
            let scale = (picture.width() / size.x)
                .min(picture.height() / size.y)
                .min(1.0);
            let fitted = Rect::from_center_size(picture.center(), size * scale);
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), fitted, uv, egui::Color32::WHITE);
        }
        (None, Some(_)) => {
            let place = Rect::from_center_size(picture.center(), Vec2::splat(24.0));
            icons::paint(ui, icons::ICON_BROKEN_IMAGE, place, palette.warning);
        }
        (None, None) => {
            painter.rect_filled(picture.shrink(space::S), radius::S, palette.separator);
        }
    }
    let font = egui::TextStyle::Small.resolve(ui.style());
    let line = |text: &str, from_bottom: f32, color| {
        let mut job =
            egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - space::S);
        let galley = painter.layout_job(job);
        let at = pos2(
            rect.center().x - galley.size().x / 2.0,
            rect.max.y - from_bottom * LINE_HEIGHT - space::XS / 2.0,
        );
        painter.galley(at, galley, color);
    };
    line(&name, 2.0, palette.text);
    if let Some(finding) = &finding {
        line(finding, 1.0, palette.text_weak);
    }
    if selected || response.has_focus() {
        let stroke = egui::Stroke::new(if selected { 2.0 } else { 1.0 }, palette.accent);
        painter.rect_stroke(rect, radius::S, stroke, StrokeKind::Inside);
    }
    let response = response.on_hover_ui(|ui| {
        ui.label(&name);
        if let Some(trouble) = &trouble {
            ui.colored_label(palette.warning, trouble);
        }
    });
    view.respond(row, &response)
}
