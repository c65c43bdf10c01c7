//! A strip of all methods on one picture, side by side, to compare them and to choose one.

use egui::{Color32, ColorImage, TextureHandle, Ui};
use explain::Method;
use insight::{Explanation, Inquiry, InsightError, Reasoner, ResponseMaps};
use jobs::{Lane, Latest, Stopped, Work};
use ndarray::Array3;
use workbench::tokens::space;
use workbench::{CaseContext, text, tokens, tr};

use crate::method_names::{method_name, method_tip};
use crate::subject::WhySubject;

/// Longest side of a cell's picture, in pixels of its texture.
const CELL_PX: usize = 192;

/// Side of a cell's picture, in points.
const CELL_PT: f32 = 112.0;

/// The methods in the order in which they are asked: the slow ones last.
const ORDER: [Method; 11] = [
    Method::Gradient,
    Method::GradientTimesInput,
    Method::Guided,
    Method::FeatureResponse,
    Method::Deconvnet,
    Method::Clamped,
    Method::GradCam,
    Method::GuidedGradCam,
    Method::IntegratedGradients,
    Method::SmoothGrad,
    Method::Occlusion,
];

/// What one method found, as far as the strip shows it.
struct Found {
    image: ColorImage,
    average_bits: f64,
    milliseconds: f64,
}

/// A cell of the strip.
enum Cell {
    Shown {
        texture: TextureHandle,
        average_bits: f64,
        milliseconds: f64,
    },
    Failed(String),
}

/// All methods on one picture.
#[derive(Default)]
pub struct Strip {
    /// Whether the user wants to see it. Nothing is computed while it is hidden.
    pub is_shown: bool,
    /// What the cells belong to.
    place: Option<(WhySubject, Inquiry)>,
    cells: Vec<(Method, Result<Found, String>)>,
    painted: Vec<(Method, Cell)>,
    asking: Latest<(Method, Result<Found, InsightError>)>,
    asked: Option<Method>,
}

impl Strip {
    /// Ends what is being computed; what was found stays.
    pub fn give_way(&mut self) {
        self.asking.cancel();
        self.asked = None;
    }

    /// Forgets what was found, and for what.
    pub fn forget(&mut self) {
        *self = Self {
            is_shown: self.is_shown,
            ..Self::default()
        };
    }

    /// Asks one method after another, as long as nothing more urgent is being computed.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        subject: &WhySubject,
        inquiry: &Inquiry,
        is_held_up: bool,
    ) {
        if !self.is_shown {
            self.give_way();
            return;
        }
        let is_same = self.place.as_ref().is_some_and(|(known, asked)| {
            known.is_same(subject)
                && asked.target == inquiry.target
                && asked.settings == inquiry.settings
        });
        if !is_same {
            self.give_way();
            self.cells.clear();
            self.painted.clear();
            self.place = Some((subject.clone(), inquiry.clone()));
        }
        match self.asking.poll() {
            Some(Ok((method, Ok(found)))) => self.cells.push((method, Ok(found))),
            Some(Ok((method, Err(error)))) => self.cells.push((method, Err(error.to_string()))),
            Some(Err(stopped)) => {
                let reason = match stopped {
                    Stopped::Cancelled => tr!("why-cancelled"),
                    other => other.to_string(),
                };
                if let Some(method) = self.asked {
                    self.cells.push((method, Err(reason)));
                }
            }
            None => {}
        }
        if !self.asking.is_busy() && !is_held_up {
            self.ask_next(context, subject, inquiry);
        }
    }

    fn ask_next(&mut self, context: &CaseContext<'_>, subject: &WhySubject, inquiry: &Inquiry) {
        let is_known = |method: Method| {
            let painted = self.painted.iter().map(|(known, _)| *known);
            painted
                .chain(self.cells.iter().map(|(known, _)| *known))
                .any(|known| known == method)
        };
        let Some(method) = ORDER.into_iter().find(|method| !is_known(*method)) else {
            return;
        };
        self.asked = Some(method);
        let inquiry = Inquiry {
            method,
            calibration: None,
            ..inquiry.clone()
        };
        let subject = subject.clone();
        let title = tr!("why-job-compare", method = method_name(method));
        self.asking
            .ask(context.jobs, Lane::Insight, title, move |work| {
                (method, found(&subject.reasoner, &subject, &inquiry, work))
            });
    }

    /// Paints the strip, where it is shown; gives the method that was chosen.
    pub fn ui(&mut self, ui: &mut Ui, current: Method) -> Option<Method> {
        if !self.is_shown {
            return None;
        }
        for (method, result) in self.cells.drain(..) {
            let cell = match result {
                Ok(found) => Cell::Shown {
                    texture: texture(ui, method, found.image),
                    average_bits: found.average_bits,
                    milliseconds: found.milliseconds,
                },
                Err(reason) => Cell::Failed(reason),
            };
            self.painted.push((method, cell));
        }
        let mut chosen = None;
        egui::ScrollArea::horizontal()
            .id_salt("methods")
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    for method in ORDER {
                        let cell = self.painted.iter().find(|(known, _)| *known == method);
                        let cell = cell.map(|(_, cell)| cell);
                        if cell_ui(ui, method, cell, method == current) {
                            chosen = Some(method);
                        }
                    }
                });
            });
        chosen
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a cell's picture is small and made for the strip; no picture of a user is drawn so"
)]
fn texture(ui: &Ui, method: Method, image: ColorImage) -> TextureHandle {
    let name = format!("method {}", method.id());
    ui.ctx()
        .load_texture(name, image, egui::TextureOptions::NEAREST)
}

/// Paints one cell; true when it was chosen.
fn cell_ui(ui: &mut Ui, method: Method, cell: Option<&Cell>, is_current: bool) -> bool {
    let colours = tokens::palette(ui);
    let name = method_name(method);
    let line = match cell {
        Some(Cell::Shown {
            average_bits,
            milliseconds,
            ..
        }) => tr!(
            "why-compare-found",
            bits = text::number(*average_bits, 2),
            ms = text::number(*milliseconds, 0)
        ),
        Some(Cell::Failed(_)) => tr!("why-compare-failed"),
        None => tr!("why-compare-waiting"),
    };
    let font = egui::TextStyle::Small.resolve(ui.style());
    let line_pt = ui.text_style_height(&egui::TextStyle::Small);
    let size = egui::vec2(CELL_PT, CELL_PT + 2.0 * line_pt + space::XS);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| {
        let label = format!("{name}: {line}");
        egui::WidgetInfo::selected(egui::Role::Button, true, is_current, label)
    });
    let picture = egui::Rect::from_min_size(rect.min, egui::Vec2::splat(CELL_PT));
    let painter = ui.painter();
    painter.rect_filled(picture, 2.0, colours.control);
    if let Some(Cell::Shown { texture, .. }) = cell {
        let size = texture.size_vec2();
        let scale = CELL_PT / size.max_elem().max(1.0);
        let place = egui::Rect::from_center_size(picture.center(), size * scale);
        let all = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
        painter.image(texture.id(), place, all, Color32::WHITE);
    }
    let stroke = if is_current || response.has_focus() {
        egui::Stroke::new(2.0, colours.accent)
    } else if response.hovered() {
        egui::Stroke::new(1.0, colours.text_weak)
    } else {
        egui::Stroke::NONE
    };
    painter.rect_stroke(picture, 2.0, stroke, egui::StrokeKind::Inside);
    let colour = if is_current {
        colours.text_strong
    } else {
        colours.text
    };
    let mut job = egui::text::LayoutJob::simple_singleline(name, font.clone(), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(CELL_PT);
    let galley = painter.layout_job(job);
    painter.galley(picture.left_bottom() + egui::vec2(0.0, 2.0), galley, colour);
    let below = picture.left_bottom() + egui::vec2(0.0, line_pt + 2.0);
    painter.text(below, egui::Align2::LEFT_TOP, line, font, colours.text_weak);
    let tip = match cell {
        Some(Cell::Failed(reason)) => reason.clone(),
        _ => method_tip(method),
    };
    response.on_hover_text(tip).clicked()
}

fn found(
    reasoner: &Reasoner,
    subject: &WhySubject,
    inquiry: &Inquiry,
    work: &Work,
) -> Result<Found, InsightError> {
    let Explanation { maps, duration, .. } = reasoner.explain(&subject.picture, inquiry, work)?;
    Ok(Found {
        image: small(&maps),
        average_bits: maps.average_bits,
        milliseconds: duration.as_secs_f64() * 1e3,
    })
}

/// The response in colours, with every so many pixels left out that it fits into a cell.
fn small(maps: &ResponseMaps) -> ColorImage {
    let rgb: Array3<u8> = maps.response_rgb();
    let (height, width, _) = rgb.dim();
    let step = height.max(width).div_ceil(CELL_PX).max(1);
    let (rows, columns) = (height.div_ceil(step), width.div_ceil(step));
    let pixel = |place: usize| {
        let (y, x) = (place / columns * step, place % columns * step);
        Color32::from_rgb(rgb[[y, x, 0]], rgb[[y, x, 1]], rgb[[y, x, 2]])
    };
    let pixels = (0..rows * columns).map(pixel).collect();
    ColorImage::new([columns, rows], pixels)
}
