//! The middle of the pane: the picture on its canvas, alone or beside another, and how it is
//! displayed.

use std::sync::Arc;

use canvas::{
    CanvasInput, Channel, HoveredPixel, Interpolation, Look, Pair, PairInput, RasterOverlay,
};
use egui::Ui;
use imaging::Picture;
use workbench::tokens;
use workbench::widgets::Placeholder;
use workbench::{CaseContext, Opening, ShelfState, UserCommand, icons, status_bar, text, tr};

use super::inspector::sample;

/// A picture with the look that was chosen for it.
#[derive(Clone)]
struct Shown {
    name: String,
    picture: Arc<Picture>,
    look: Look,
    /// Whether this is the small copy of a picture that is still being opened. Its pixels are not
    /// those of the file.
    is_preview: bool,
}

/// The picture on its canvas.
#[derive(Default)]
pub struct PictureView {
    /// The right canvas shows the picture; the left one what it is compared with.
    pair: Pair,
    /// The picture, or the one before until the next one is there.
    shown: Option<Shown>,
    /// The picture that stays in view for comparison.
    pinned: Option<Shown>,
    hovered: Option<HoveredPixel>,
    is_clicked: bool,
    /// Whether the pointer is over the picture that is compared with.
    is_pinned_hovered: bool,
    problem: Option<String>,
    has_keyboard: bool,
}

impl PictureView {
    /// Takes up the current picture once it is open.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        match context.current_picture() {
            ShelfState::Ready(picture) => self.show(picture, false, context),
            ShelfState::Opening(Opening {
                preview: Some(preview),
                ..
            }) => self.show(&preview, true, context),
            ShelfState::Opening(_) => {}
            ShelfState::Failed(_) | ShelfState::Absent => self.shown = None,
        }
        if context.document.project().is_none() {
            self.pinned = None;
        }
    }

    /// Shows a picture, unless it is shown already.
    fn show(&mut self, picture: &Arc<Picture>, is_preview: bool, context: &CaseContext<'_>) {
        let before = self.shown.as_ref();
        if before.is_some_and(|shown| shown.picture.id() == picture.id()) {
            return;
        }
        let mut look = Look::auto(picture);
        if let Some(before) = &self.shown {
            look.channel = before.look.channel;
            look.interpolation = before.look.interpolation;
            look.pixel_grid = before.look.pixel_grid;
        }
        let row = context.document.current();
        self.shown = Some(Shown {
            name: row
                .map(|row| workbench::file_name(&row.path))
                .unwrap_or_default(),
            picture: Arc::clone(picture),
            look,
            is_preview,
        });
    }

    /// Whether one of the canvases has the keyboard.
    #[must_use]
    pub fn has_keyboard(&self) -> bool {
        self.has_keyboard
    }

    /// Carries out a command about the view.
    pub fn command(&mut self, command: UserCommand) -> bool {
        let canvas = &mut self.pair.right;
        match command {
            UserCommand::Fit => canvas.fit(),
            UserCommand::OneToOne => canvas.one_to_one(),
            UserCommand::ZoomIn => canvas.zoom_in(),
            UserCommand::ZoomOut => canvas.zoom_out(),
            UserCommand::ToggleSplit => {
                self.pinned = match self.pinned.take() {
                    None => self.shown.clone(),
                    Some(_) => None,
                };
            }
            UserCommand::TogglePixelGrid => {
                self.each_look(|look| look.pixel_grid = !look.pixel_grid);
            }
            UserCommand::ResetLook => {
                for shown in self.shown.iter_mut().chain(&mut self.pinned) {
                    shown.look = Look::auto(&shown.picture);
                }
            }
            _ => return false,
        }
        true
    }

    fn each_look(&mut self, change: impl Fn(&mut Look)) {
        for shown in self.shown.iter_mut().chain(&mut self.pinned) {
            change(&mut shown.look);
        }
    }

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
        icons::named(combo.response, None, &tr!("inspect-show"));
        self.each_look(|look| look.channel = channel);
    }

    /// Paints window, gamma, smoothing and grid.
    pub fn look_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        let Some(shown) = &mut self.shown else {
            ui.weak(tr!("inspect-no-picture"));
            return;
        };
        let range = shown.picture.range();
        let usual = Look::auto(&shown.picture);
        let limits = range.min.min(usual.low)..=range.max.max(usual.high);
        let look = &mut shown.look;
        egui::Grid::new("look").num_columns(2).show(ui, |ui| {
            slider_ui(ui, &mut look.low, limits.clone(), &tr!("inspect-low"));
            slider_ui(ui, &mut look.high, limits, &tr!("inspect-high"));
            let mut gamma = f64::from(look.gamma);
            slider_ui(ui, &mut gamma, 0.2..=5.0, &tr!("inspect-gamma"));
            look.gamma = gamma as f32;
        });
        ui.checkbox(&mut look.pixel_grid, tr!("inspect-pixel-grid"));
        let mut is_smooth = look.interpolation == Interpolation::Linear;
        if ui.checkbox(&mut is_smooth, tr!("inspect-smooth")).changed() {
            look.interpolation = if is_smooth {
                Interpolation::Linear
            } else {
                Interpolation::Auto
            };
        }
        ui.horizontal_wrapped(|ui| {
            if ui.button(tr!("inspect-auto-window")).clicked() {
                let stretched = Look::stretched(&shown.picture);
                (shown.look.low, shown.look.high) = (stretched.low, stretched.high);
            }
            if ui.button(UserCommand::ResetLook.text()).clicked() {
                context.commands.send(UserCommand::ResetLook);
            }
        });
    }

    /// Paints the picture with what lies over it, or what stands in its place.
    pub fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, rasters: &[RasterOverlay]) {
        self.hovered = None;
        self.is_clicked = false;
        self.has_keyboard = false;
        if let ShelfState::Failed(reason) = context.current_picture() {
            failed_ui(ui, reason, context);
            return;
        }
        let Some(shown) = &self.shown else {
            if let ShelfState::Opening(opening) = context.current_picture() {
                opening_ui(ui, &opening.progress);
            }
            return;
        };
        let zoom = zoom_text(&self.pair);
        let name = tr!("inspect-canvas", name = &shown.name, zoom = &zoom);
        // What belongs to the picture itself does not fit its small copy's pixels.
        let rasters = if shown.is_preview { &[] } else { rasters };
        let input = CanvasInput {
            rasters,
            ..CanvasInput::new(Some(&shown.picture), context.jobs, &shown.look, &name)
        };
        let mut is_pinned_hovered = false;
        let output = match &self.pinned {
            None => self.pair.right.show(ui, &input),
            Some(pinned) => {
                let name = tr!("inspect-pinned", name = &pinned.name, zoom = &zoom);
                let left =
                    CanvasInput::new(Some(&pinned.picture), context.jobs, &pinned.look, &name);
                let pair = PairInput {
                    left,
                    right: input,
                    divider_name: &tr!("inspect-divider"),
                };
                let output = self.pair.show(ui, &pair);
                label_ui(ui, output.left.response.rect, &pinned.name);
                label_ui(ui, output.right.response.rect, &shown.name);
                self.has_keyboard =
                    output.left.response.has_focus() || output.right.response.has_focus();
                is_pinned_hovered = output.left.hovered.is_some();
                if is_pinned_hovered {
                    output.left
                } else {
                    output.right
                }
            }
        };
        self.has_keyboard |= output.response.has_focus();
        self.is_clicked = output.response.clicked();
        self.is_pinned_hovered = is_pinned_hovered;
        self.hovered = output.hovered.filter(|_| !shown.is_preview);
        self.problem = output.problem;
        if let ShelfState::Opening(opening) = context.current_picture() {
            opening_ui(ui, &opening.progress);
        }
    }

    /// The pixel of the picture under the pointer; none over the one that is compared with.
    #[must_use]
    pub fn hovered_px(&self) -> Option<[u32; 2]> {
        let hovered = self.hovered.as_ref().filter(|_| !self.is_pinned_hovered);
        hovered.map(|pixel| [pixel.x_px, pixel.y_px])
    }

    /// The pixel that was clicked in this frame.
    #[must_use]
    pub fn clicked_px(&self) -> Option<[u32; 2]> {
        self.hovered_px().filter(|_| self.is_clicked)
    }

    /// Paints the value under the pointer, and the zoom.
    pub fn status_ui(&self, ui: &mut Ui) {
        if self.shown.as_ref().is_some_and(|shown| !shown.is_preview) {
            let tooltip = UserCommand::OneToOne.tooltip();
            status_bar::item_ui(ui, icons::ICON_ZOOM_IN, &zoom_text(&self.pair), &tooltip);
        }
        if let Some(problem) = &self.problem {
            let severity = workbench::notifications::Severity::Warning;
            status_bar::alert_ui(ui, severity, &tr!("inspect-tile-failed"), problem);
        }
        if let Some(pixel) = &self.hovered {
            let values: Vec<String> = pixel
                .values
                .iter()
                .flat_map(|values| values.iter())
                .map(|value| sample(*value))
                .collect();
            let line = format!("{}, {}:  {}", pixel.x_px, pixel.y_px, values.join("  "));
            status_bar::item_ui(ui, icons::ICON_COLORIZE, &line, &tr!("inspect-pixel"));
        }
    }
}

fn zoom_text(pair: &Pair) -> String {
    pair.right
        .scale()
        .map_or_else(|| "–".to_owned(), |scale| text::percent(scale, 0))
}

fn channel_name(channel: Channel) -> String {
    match channel {
        Channel::All => tr!("inspect-all-channels"),
        Channel::Luminance => tr!("inspect-luminance"),
        Channel::Red => tr!("inspect-red"),
        Channel::Green => tr!("inspect-green"),
        Channel::Blue => tr!("inspect-blue"),
        Channel::Alpha => tr!("inspect-alpha"),
    }
}

/// One row of a grid: a name and a slider.
fn slider_ui(ui: &mut Ui, value: &mut f64, range: std::ops::RangeInclusive<f64>, name: &str) {
    let label = ui.label(name);
    ui.add(egui::Slider::new(value, range).max_decimals(3))
        .labelled_by(label.id);
    ui.end_row();
}

/// The name of a picture over its corner, where two are shown.
fn label_ui(ui: &Ui, rect: egui::Rect, name: &str) {
    let font = egui::TextStyle::Small.resolve(ui.style());
    let at = rect.left_top() + egui::vec2(8.0, 8.0);
    let color = egui::Color32::WHITE;
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, color);
    let back = egui::Rect::from_min_size(at, galley.size()).expand(4.0);
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(back, 4.0, egui::Color32::from_black_alpha(150));
    painter.galley(at, galley, color);
}

fn failed_ui(ui: &mut Ui, reason: &str, context: &CaseContext<'_>) {
    let fill = tokens::palette(ui).panel;
    ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
    let next = UserCommand::NextPicture;
    let placeholder = Placeholder::new(
        icons::ICON_BROKEN_IMAGE,
        tr!("inspect-picture-failed"),
        reason,
    )
    .action(next.icon(), next.text());
    if placeholder.ui(ui).is_some() {
        context.commands.send(next);
    }
}

/// How far the opening of the picture is, over the corner of what is shown meanwhile.
fn opening_ui(ui: &mut Ui, progress: &jobs::Progress) {
    let corner = ui.max_rect().left_top() + egui::vec2(12.0, 12.0);
    let bar = egui::Rect::from_min_size(corner, egui::vec2(220.0, 20.0));
    let fraction = progress.fraction().unwrap_or(0.0);
    let text = tr!("inspect-opening");
    ui.put(bar, egui::ProgressBar::new(fraction).text(text));
}
