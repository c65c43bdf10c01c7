//! The middle of the pane: the picture on its canvas, alone or beside another, and how it is
//! displayed.

use std::sync::Arc;

use canvas::{
    CanvasInput, HoveredPixel, Look, Pair, PairInput, Projection, RasterOverlay, ToolKeys,
};
use egui::{Response, Ui};
use gpu::ShapeLayer;
use imaging::Picture;
use workbench::{CaseContext, Opening, ShelfState, UserCommand, icons, status_bar, text, tr};

use crate::look_ui::sample;
use crate::stand_in::{failed_ui, label_ui, opening_ui};

/// What lies over the picture, and who owns the left button.
#[derive(Clone, Copy, Default)]
pub struct Over<'a> {
    /// Rasters over the picture, first to last.
    pub rasters: &'a [RasterOverlay],
    /// Shapes over picture and rasters, first to last.
    pub shapes: &'a [&'a ShapeLayer],
    /// A tool that owns the left button, and the keys that it wants.
    pub tool: Option<ToolKeys>,
    /// What the picture is compared with: itself, with other shapes over it.
    pub beside: Option<Beside<'a>>,
}

/// The picture once more, at the left, with other shapes over it.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What stands over its corner.
    pub name: &'a str,
    /// What stands over the corner of the picture itself.
    pub other_name: &'a str,
    /// Shapes over it, first to last.
    pub shapes: &'a [&'a ShapeLayer],
}

/// The picture as it stands in the window in this frame, for a tool.
pub struct Seen {
    /// What hand and keyboard do over it.
    pub response: Response,
    /// Where it lies.
    pub projection: Projection,
    /// The picture.
    pub picture: Arc<Picture>,
}

/// A picture with the look that was chosen for it.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) picture: Arc<Picture>,
    pub(crate) look: Look,
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
    pub(crate) shown: Option<Shown>,
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

    pub(crate) fn each_look(&mut self, change: impl Fn(&mut Look)) {
        for shown in self.shown.iter_mut().chain(&mut self.pinned) {
            change(&mut shown.look);
        }
    }

    /// Paints the picture with what lies over it, or what stands in its place. Gives the picture
    /// once all of it is there and drawn.
    pub fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, over: &Over<'_>) -> Option<Seen> {
        self.hovered = None;
        self.is_clicked = false;
        self.has_keyboard = false;
        if let ShelfState::Failed(reason) = context.current_picture() {
            failed_ui(ui, reason, context);
            return None;
        }
        let Some(shown) = &self.shown else {
            if let ShelfState::Opening(opening) = context.current_picture() {
                opening_ui(ui, &opening.progress);
            }
            return None;
        };
        let zoom = zoom_text(&self.pair);
        let name = tr!("viewer-canvas", name = &shown.name, zoom = &zoom);
        // What belongs to the picture itself does not fit its small copy's pixels.
        let over = if shown.is_preview {
            Over::default()
        } else {
            *over
        };
        let input = CanvasInput {
            rasters: over.rasters,
            overlays: over.shapes,
            tool: over.tool,
            ..CanvasInput::new(Some(&shown.picture), context.jobs, &shown.look, &name)
        };
        let left = match (&over.beside, &self.pinned) {
            (Some(beside), _) => Some((shown, beside.shapes, beside.name, beside.other_name)),
            (None, Some(pinned)) => Some((pinned, &[][..], &pinned.name[..], &shown.name[..])),
            (None, None) => None,
        };
        let (output, pinned_output) = match left {
            None => (self.pair.right.show(ui, &input), None),
            Some((left, shapes, left_name, right_name)) => {
                let name = tr!("viewer-pinned", name = left_name, zoom = &zoom);
                let left = CanvasInput {
                    overlays: shapes,
                    ..CanvasInput::new(Some(&left.picture), context.jobs, &left.look, &name)
                };
                let pair = PairInput {
                    left,
                    right: input,
                    divider_name: &tr!("viewer-divider"),
                };
                let output = self.pair.show(ui, &pair);
                label_ui(ui, output.left.response.rect, left_name);
                label_ui(ui, output.right.response.rect, right_name);
                (output.right, Some(output.left))
            }
        };
        self.has_keyboard = output.response.has_focus();
        self.is_clicked = output.response.clicked();
        self.problem = output.problem;
        self.hovered = output.hovered;
        self.is_pinned_hovered = false;
        if let Some(pinned) = pinned_output {
            self.has_keyboard |= pinned.response.has_focus();
            self.is_pinned_hovered = pinned.hovered.is_some();
            self.hovered = pinned.hovered.or(self.hovered);
        }
        let is_preview = shown.is_preview;
        self.hovered = self.hovered.filter(|_| !is_preview);
        let picture = Arc::clone(&shown.picture);
        if let ShelfState::Opening(opening) = context.current_picture() {
            opening_ui(ui, &opening.progress);
        }
        let projection = output.projection.filter(|_| !is_preview)?;
        Some(Seen {
            response: output.response,
            projection,
            picture,
        })
    }

    /// The canvas, to be asked for another part of the picture.
    pub fn canvas(&mut self) -> &mut canvas::Canvas {
        &mut self.pair.right
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
            status_bar::alert_ui(ui, severity, &tr!("viewer-tile-failed"), problem);
        }
        if let Some(pixel) = &self.hovered {
            let values: Vec<String> = pixel
                .values
                .iter()
                .flat_map(|values| values.iter())
                .map(|value| sample(*value))
                .collect();
            let line = format!("{}, {}:  {}", pixel.x_px, pixel.y_px, values.join("  "));
            status_bar::item_ui(ui, icons::ICON_COLORIZE, &line, &tr!("viewer-pixel"));
        }
    }
}

fn zoom_text(pair: &Pair) -> String {
    pair.right
        .scale()
        .map_or_else(|| "–".to_owned(), |scale| text::percent(scale, 0))
}
