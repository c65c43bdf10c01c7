//! Choosing a kind of symbol: to insert, or for what is chosen to become.

use egui::{Key, Ui};
use staves::Correction;
use transcription::Sign;
use workbench::widgets;
use workbench::{icons, theme, tr};

use super::stepping::Stand;
use super::wording;
use crate::subject::{CLASSES, LAYOUT_CLASSES, correction, glyph};

/// How large a staff space in the list is at the most, in points: small signs are that large, and
/// large ones as their row allows.
const MOST_SPACE_PT: f32 = 9.0;
const ROW_PT: f32 = 30.0;
const GLYPH_PT: f32 = 36.0;
const LIST_PT: f32 = 220.0;

/// The choice of a kind of symbol.
#[derive(Default)]
pub struct Picker {
    search: String,
    /// The class that is inserted, once one was chosen.
    class: Option<&'static str>,
    wants_focus: bool,
}

impl Picker {
    /// The class that is inserted.
    pub fn class(&self) -> &'static str {
        self.class.unwrap_or(CLASSES[0])
    }

    /// From now on symbols of this class are inserted.
    pub fn choose(&mut self, class: &'static str) {
        self.class = Some(class);
    }

    /// Puts the cursor into the field that searches.
    pub fn focus(&mut self) {
        self.wants_focus = true;
        self.search.clear();
    }

    /// Paints the choice; gives a class that was pressed or entered.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<&'static str> {
        let hint = tr!("scores-search-symbol");
        let field = widgets::search_field_ui(ui, &mut self.search, &hint, ui.available_width());
        if std::mem::take(&mut self.wants_focus) {
            field.request_focus();
        }
        let words: Vec<String> = self
            .search
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let fits = |class: &&'static str| {
            let name = format!("{} {}", wording::class_name(class), class.to_lowercase());
            words.iter().all(|word| name.contains(word.as_str()))
        };
        let all = CLASSES.into_iter().chain(LAYOUT_CLASSES);
        let found: Vec<&'static str> = all.filter(fits).collect();
        let mut pressed = None;
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            pressed = found.first().copied();
        }
        if found.is_empty() {
            let text = self.search.trim().to_owned();
            ui.weak(tr!("scores-search-nothing", text = text));
        }
        egui::ScrollArea::vertical()
            .id_salt("symbols")
            .max_height(LIST_PT)
            .show_rows(ui, ROW_PT, found.len(), |ui, rows| {
                for class in &found[rows] {
                    if row_ui(ui, class, self.class() == *class).clicked() {
                        pressed = Some(*class);
                    }
                }
            });
        if let Some(class) = pressed {
            self.class = Some(class);
        }
        pressed
    }
}

fn row_ui(ui: &mut Ui, class: &str, is_chosen: bool) -> egui::Response {
    let colour = ui.visuals().text_color();
    let room = egui::vec2(GLYPH_PT, ROW_PT - 4.0);
    let [width, height] = size_spaces(ui, class).map(|it| it as f32);
    let space_pt = MOST_SPACE_PT.min(room.x / width).min(room.y / height);
    let picture = egui::Atom::paint(room, {
        let glyph = glyph(class);
        move |ui, args| match glyph {
            Some(glyph) => {
                let middle = args.rect.center();
                super::overlay::paint_glyph(ui.painter(), glyph, middle, space_pt, colour);
            }
            None => icons::paint(ui, icons::ICON_CROP_SQUARE, args.rect.shrink(4.0), colour),
        }
    });
    let row = egui::Button::selectable(is_chosen, (picture, wording::class_name(class)))
        .min_size(egui::vec2(ui.available_width(), ROW_PT));
    let name = wording::class_name(class);
    let response = ui.add(row);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, name.as_str())
    });
    response
}

/// The size of a symbol of a class, in staff spaces: that of its ink in the music font.
pub fn size_spaces(ui: &Ui, class: &str) -> [f64; 2] {
    const FONT_PT: f32 = 40.0;
    let usual = [1.2, 1.0];
    let Some(glyph) = glyph(class) else {
        return usual;
    };
    let font = theme::music_font(FONT_PT);
    let galley = ui
        .painter()
        .layout_no_wrap(glyph.to_string(), font, egui::Color32::BLACK);
    let ink = galley.mesh_bounds.size() * (4.0 / FONT_PT);
    if ink.x > 0.0 && ink.y > 0.0 {
        [f64::from(ink.x), f64::from(ink.y)]
    } else {
        usual
    }
}

/// Where on a staff symbols of a class stand.
pub fn stand(class: &str) -> Stand {
    match (Sign::of_name(class), correction(class, [0.0; 4])) {
        (Some(Sign::Head { .. } | Sign::Accidental(_)), _) => Stand::Position,
        (_, Some(Correction::BarLine { .. })) => Stand::Whole,
        _ => Stand::Free,
    }
}
