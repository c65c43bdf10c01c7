//! How the picture is displayed: channel, window, gamma, smoothing, grid.

use canvas::{Channel, Interpolation, Look};
use egui::Ui;
use workbench::{CaseContext, UserCommand, text, tr};

use crate::picture_view::PictureView;

impl PictureView {
    /// Paints the choice of channel, for pictures with several.
    pub fn toolbar_ui(&mut self, ui: &mut Ui) {
        let Some(shown) = &self.shown else { return };
        let choices: &[Channel] = match shown.picture.page().channels {
            2 => &[Channel::All, Channel::Alpha],
            3 => &[
                Channel::All,
                Channel::Luminance,
                Channel::Red,
                Channel::Green,
                Channel::Blue,
            ],
            4 => &[
                Channel::All,
                Channel::Luminance,
                Channel::Red,
                Channel::Green,
                Channel::Blue,
                Channel::Alpha,
            ],
            _ => return,
        };
        let mut channel = shown.look.channel;
        let combo = egui::ComboBox::from_id_salt("channel")
            .selected_text(channel_name(channel))
            .show_ui(ui, |ui| {
                for &choice in choices {
                    ui.selectable_value(&mut channel, choice, channel_name(choice));
                }
            });
        combo.response.accessible_name(tr!("viewer-show"));
        self.each_look(|look| look.channel = channel);
    }

    /// Paints window, gamma, smoothing and grid.
    pub fn look_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let Some(shown) = &mut self.shown else {
            ui.weak(tr!("viewer-no-picture"));
            return;
        };
        let range = shown.picture.range();
        let usual = Look::auto(&shown.picture);
        let limits = range.min.min(usual.low)..=range.max.max(usual.high);
        let look = &mut shown.look;
        egui::Grid::new("look").num_columns(2).show(ui, |ui| {
            slider_ui(ui, &mut look.low, limits.clone(), &tr!("viewer-low"));
            slider_ui(ui, &mut look.high, limits, &tr!("viewer-high"));
            let mut gamma = f64::from(look.gamma);
            slider_ui(ui, &mut gamma, 0.2..=5.0, &tr!("viewer-gamma"));
            look.gamma = gamma as f32;
        });
        ui.checkbox(&mut look.pixel_grid, tr!("viewer-pixel-grid"));
        let mut is_smooth = look.interpolation == Interpolation::Linear;
        if ui.checkbox(&mut is_smooth, tr!("viewer-smooth")).changed() {
            look.interpolation = if is_smooth {
                Interpolation::Linear
            } else {
                Interpolation::Auto
            };
        }
        ui.horizontal_wrapped(|ui| {
            if ui.button(tr!("viewer-auto-window")).clicked() {
                let stretched = Look::stretched(&shown.picture);
                (shown.look.low, shown.look.high) = (stretched.low, stretched.high);
            }
            if ui.button(UserCommand::ResetLook.text()).clicked() {
                context.commands.send(UserCommand::ResetLook);
            }
        });
    }
}

/// A sample as the file has it: whole numbers without decimals.
#[must_use]
pub fn sample(value: f64) -> String {
    text::number(value, if value.fract() == 0.0 { 0 } else { 3 })
}

fn channel_name(channel: Channel) -> String {
    match channel {
        Channel::All => tr!("viewer-all-channels"),
        Channel::Luminance => tr!("viewer-luminance"),
        Channel::Red => tr!("viewer-red"),
        Channel::Green => tr!("viewer-green"),
        Channel::Blue => tr!("viewer-blue"),
        Channel::Alpha => tr!("viewer-alpha"),
    }
}

/// One row of a grid: a name and a slider.
fn slider_ui(ui: &mut Ui, value: &mut f64, range: std::ops::RangeInclusive<f64>, name: &str) {
    let label = ui.label(name);
    ui.add(egui::Slider::new(value, range).max_decimals(3))
        .labelled_by(label.id);
    ui.end_row();
}
