//! What lies over the picture, and the legend of its colours.

use egui::Ui;
use insight::ResponseMaps;
use response::ColourMap;
use workbench::{text, tr};

/// Height of the bar of colours, in points.
const BAR_HEIGHT_PT: f32 = 10.0;

/// Into how many parts the bar of colours is painted.
const STEPS: usize = 64;

/// What lies over the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Cover {
    /// Nothing.
    Nothing,
    /// The response.
    #[default]
    Response,
    /// Its local spatial entropy.
    Entropy,
}

impl Cover {
    /// Every cover with its name.
    fn choices() -> [(Self, String); 3] {
        [
            (Self::Response, tr!("why-response")),
            (Self::Entropy, tr!("why-entropy")),
            (Self::Nothing, tr!("why-nothing-over")),
        ]
    }

    /// The next: response, entropy, none.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Response => Self::Entropy,
            Self::Entropy => Self::Nothing,
            Self::Nothing => Self::Response,
        }
    }
}

/// Paints the choice of the cover, and of how much it covers.
pub fn cover_ui(ui: &mut Ui, cover: &mut Cover, opacity: &mut f32) {
    ui.horizontal_wrapped(|ui| {
        for (choice, name) in Cover::choices() {
            ui.selectable_value(cover, choice, name);
        }
    });
    ui.add_enabled_ui(*cover != Cover::Nothing, |ui| {
        let slider = egui::Slider::new(opacity, 0.0..=1.0);
        ui.add(slider.text(tr!("why-opacity")).max_decimals(2));
    });
}

/// Paints a bar of the colours with the values at its ends.
pub fn legend_ui(ui: &mut Ui, maps: &ResponseMaps, cover: Cover) {
    let (map, low, high) = match cover {
        Cover::Nothing => return,
        Cover::Response => {
            let end = text::significant(f64::from(maps.scale), 2);
            (ColourMap::Diverging, format!("−{end}"), format!("+{end}"))
        }
        Cover::Entropy => {
            let end = text::number(f64::from(maps.most_bits), 2);
            let high = tr!("why-bits", bits = end);
            (ColourMap::Sequential, "0".to_owned(), high)
        }
    };
    let size = egui::vec2(ui.available_width(), BAR_HEIGHT_PT);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let width = rect.width() / STEPS as f32;
    for step in 0..STEPS {
        let [red, green, blue] = map.rgb(step as f32 / (STEPS - 1) as f32);
        let left = rect.left() + step as f32 * width;
        let part = egui::Rect::from_min_size(
            egui::pos2(left, rect.top()),
            egui::vec2(width + 0.5, rect.height()),
        );
        let colour = egui::Color32::from_rgb(red, green, blue);
        ui.painter().rect_filled(part, 0.0, colour);
    }
    ui.horizontal(|ui| {
        ui.small(low);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.small(high)
        });
    });
}
