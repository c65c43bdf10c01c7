//! A row a picture; only those in view exist. A click on a heading sorts.

use egui::{Rect, Sense, Ui, pos2, vec2};
use workbench::text;
use workbench::tokens::{self, space};

use super::order::{Column, Order};
use super::thumbnails::Thumbnails;
use super::{View, row_name};

const ROW_HEIGHT: f32 = 28.0;
const COLUMNS: [Column; 5] = [
    Column::Name,
    Column::Size,
    Column::Label,
    Column::Confidence,
    Column::State,
];

/// The share of the width that each of [`COLUMNS`] takes.
const SHARES: [f32; 5] = [0.38, 0.16, 0.18, 0.12, 0.16];

/// Paints the list. True when one of its pictures has the keyboard.
pub fn ui(ui: &mut Ui, view: &View<'_>, order: &mut Order, thumbnails: &mut Thumbnails) -> bool {
    headings_ui(ui, order);
    let places = order.places();
    let mut area = egui::ScrollArea::vertical()
        .id_salt("picture table")
        .auto_shrink(false);
    let reveal = view.reveal.and_then(|id| {
        let rows = view.lent.document.pictures();
        places
            .iter()
            .position(|&place| rows[place as usize].id == id)
    });
    if let Some(index) = reveal {
        let above = (ui.available_height() - ROW_HEIGHT).max(0.0) / 2.0;
        area = area.vertical_scroll_offset((index as f32 * ROW_HEIGHT - above).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut has_keyboard = false;
    area.show_rows(ui, ROW_HEIGHT, places.len(), |ui, range| {
        for index in range {
            has_keyboard |= row_ui(ui, places[index] as usize, view, thumbnails);
        }
    });
    has_keyboard
}

fn headings_ui(ui: &mut Ui, order: &mut Order) {
    let (sorted, descending) = order.sorting();
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (column, share) in COLUMNS.into_iter().zip(SHARES) {
            let mut name = column.name();
            if column == sorted {
                name.push_str(if descending { " ↓" } else { " ↑" });
            }
            let heading = egui::Button::new(name).small().frame(false).truncate();
            let cell = vec2(width * share, 20.0);
            let left_to_right = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(cell, left_to_right, |ui| {
                ui.set_min_size(cell);
                if ui.add(heading).clicked() {
                    order.sort_by(column);
                }
            });
        }
    });
    ui.separator();
}

fn row_ui(ui: &mut Ui, place: usize, view: &View<'_>, thumbnails: &mut Thumbnails) -> bool {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let Some(row) = view.lent.document.pictures().get(place) else {
        return false;
    };
    let name = row_name(row);
    let trouble = view.trouble(row);
    let note = view.lent.notes.and_then(|notes| notes.get(row.id));
    let selected = view.lent.document.current_index() == Some(place);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
    let palette = tokens::palette(ui);
    let visuals = ui.style().interact_selectable(&response, selected);
    let painter = ui.painter_at(rect);
    if selected || response.hovered() || response.has_focus() {
        painter.rect_filled(rect, tokens::radius::S, visuals.weak_bg_fill);
    }
    let thumbnail = Rect::from_min_size(
        rect.min + vec2(space::XS, 2.0),
        vec2(ROW_HEIGHT + space::S, ROW_HEIGHT - 4.0),
    );
    if let Some(texture) = view.thumbnail(row, thumbnails) {
        let size = texture.size_vec2();
        let scale = (thumbnail.width() / size.x).min(thumbnail.height() / size.y);
        let fitted = Rect::from_center_size(thumbnail.center(), size * scale);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), fitted, uv, egui::Color32::WHITE);
    }
    let cells = [
        name,
        size_text(row.width_px, row.height_px),
        note.map(|note| note.label.clone()).unwrap_or_default(),
        note.and_then(|note| note.confidence)
            .map(|confidence| text::percent(f64::from(confidence), 1))
            .unwrap_or_default(),
        trouble.clone().unwrap_or_default(),
    ];
    let mut left = rect.min.x;
    for (index, (cell, share)) in cells.into_iter().zip(SHARES).enumerate() {
        let width = rect.width() * share;
        let indent = if index == 0 {
            ROW_HEIGHT + space::L
        } else {
            space::XS
        };
        let color = if index == 4 {
            palette.warning
        } else {
            palette.text
        };
        let font = egui::TextStyle::Body.resolve(ui.style());
        let mut job = egui::text::LayoutJob::simple_singleline(cell, font, color);
        job.wrap =
            egui::text::TextWrapping::truncate_at_width((width - indent - space::S).max(1.0));
        let galley = painter.layout_job(job);
        let at = pos2(left + indent, rect.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, color);
        left += width;
    }
    let response = match trouble {
        Some(trouble) => response.on_hover_text(trouble),
        None => response,
    };
    view.respond(row, &response)
}

fn size_text(width_px: Option<u32>, height_px: Option<u32>) -> String {
    match (width_px, height_px) {
        (Some(width), Some(height)) => format!("{width} × {height}"),
        _ => String::new(),
    }
}
