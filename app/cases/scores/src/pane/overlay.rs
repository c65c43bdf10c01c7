//! The symbols drawn over the page in a music font, coloured by what is chosen.

use std::collections::{BTreeMap, BTreeSet};

use annotation::{Document, Label, LabelId, LayerId, Origin};
use egui::emath::TSTransform;
use egui::epaint::TextShape;
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};
use store::PictureId;
use transcription::Problem;
use viewer::Seen;
use workbench::{theme, tokens};

use super::music::Music;
use super::stepping::nearest_staff;
use crate::method;
use crate::subject::{given_of, glyph};

/// Sizes of glyphs are steps of this factor, in between they are scaled: so that the textures of few
/// sizes serve all zooms.
const SIZE_STEP: f32 = 1.25;
const LEAST_FONT_PT: f32 = 6.0;
/// The size of small note heads beside that of others.
const SMALL: f32 = 0.66;
/// The size of the numbers of measures, and how high a measure is on the screen at least to have one.
const NUMBER_PT: f32 = 11.0;
const LEAST_NUMBERED_PT: f32 = 60.0;
/// How strongly measures that do not come out are tinted.
const TINT: f32 = 0.16;

/// What the colour of symbols says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colouring {
    /// Which kind of sign it is.
    #[default]
    Class,
    /// Which voice the note or rest is in.
    Voice,
    /// How sure the model is.
    Certainty,
    /// Whether something is wrong with it.
    Problem,
}

impl Colouring {
    /// All of them, in the order in which they follow each other.
    pub const ALL: [Self; 4] = [Self::Class, Self::Voice, Self::Certainty, Self::Problem];

    /// The one after it.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// What is drawn over a page.
pub struct Overlay<'a> {
    /// The labels.
    pub document: &'a Document,
    /// The page.
    pub picture: PictureId,
    /// The layer of its symbols.
    pub layer: LayerId,
    /// The music, once it was read.
    pub music: Option<&'a Music>,
    /// What colours say.
    pub colouring: Colouring,
    /// The distance of staff lines, in pixels of the page.
    pub interline_px: f64,
    /// How visible the symbols are, from 0 to 1.
    pub opacity: f32,
    /// The problem that is looked at.
    pub problem: Option<&'a Problem>,
    /// The notes that are heard now.
    pub sounding: &'a BTreeSet<LabelId>,
}

impl Overlay<'_> {
    /// Paints measures that do not come out, and the symbols.
    pub fn paint(&self, ui: &Ui, seen: &Seen) {
        let painter = ui.painter_at(seen.projection.canvas());
        let colours = tokens::palette(ui);
        let view = View { seen };
        self.paint_problems(&painter, &view, colours);
        if self.opacity > 0.0 {
            let voices = self.voices();
            let wrong = self.wrong_symbols();
            let canvas = seen.projection.canvas();
            for label in self.document.labels_on(self.picture, self.layer) {
                let Some(rect) = view.rect(label) else {
                    continue;
                };
                let rect = self.where_said(&view, label).unwrap_or(rect);
                if !canvas.intersects(rect) {
                    continue;
                }
                if self.sounding.contains(&label.id) {
                    let ring = rect.expand(tokens::space::XS);
                    painter.rect_filled(
                        ring,
                        tokens::radius::S,
                        colours.accent.gamma_multiply(0.5),
                    );
                }
                let colour = self.colour(label, &voices, &wrong, colours);
                self.paint_symbol(&painter, &view, label, rect, colour);
            }
        }
    }

    /// Where a head is that somebody said the place of, on a line or in a space other than its ink.
    fn where_said(&self, view: &View<'_>, label: &Label) -> Option<Rect> {
        let position = given_of(&label.attributes).staff_position?;
        let layout = &self.music?.page(self.picture)?.layout;
        let bounds = label.shape.bounds()?;
        let (x, y) = (
            f64::midpoint(bounds.min.x, bounds.max.x),
            f64::midpoint(bounds.min.y, bounds.max.y),
        );
        let down = nearest_staff(layout, x, y)?.place_of(position.into(), x) - y;
        let (top, bottom) = (bounds.min.y + down, bounds.max.y + down);
        Some(view.rect_of(&[bounds.min.x, top, bounds.max.x, bottom]))
    }

    fn paint_problems(&self, painter: &Painter, view: &View<'_>, colours: &tokens::Palette) {
        let Some(music) = self.music else { return };
        let Some(number) = music.number_of(self.picture) else {
            return;
        };
        let corners = CornerRadius::same(tokens::radius::S);
        let measures = music.transcription.measures.iter().enumerate();
        for (at, measure) in measures.filter(|it| it.1.page == number) {
            let rect = view.rect_of(&measure.box_px);
            if !measure.faults.is_empty() {
                painter.rect_filled(rect, corners, colours.warning.gamma_multiply(TINT));
            }
            if self.opacity > 0.0 && rect.height() >= LEAST_NUMBERED_PT {
                paint_measure(painter, rect, at + 1, colours.accent);
            }
        }
        if let Some(problem) = self.problem.filter(|it| it.page == number) {
            let rect = view.rect_of(&problem.box_px).expand(tokens::space::XS);
            let stroke = Stroke::new(2.0, colours.error);
            painter.rect_stroke(rect, corners, stroke, StrokeKind::Outside);
        }
    }

    fn paint_symbol(
        &self,
        painter: &Painter,
        view: &View<'_>,
        label: &Label,
        rect: Rect,
        colour: Color32,
    ) {
        let class = self.document.class(label.class);
        let name = class.map(|it| it.name.as_str()).unwrap_or_default();
        if name == "staff5Lines" {
            let stroke = Stroke::new(1.0, colour);
            for line in 0..5_u8 {
                let y = egui::lerp(rect.y_range(), f32::from(line) / 4.0);
                painter.hline(rect.x_range(), y, stroke);
            }
            return;
        }
        let Some(glyph) = glyph(name) else {
            let stroke = Stroke::new(1.0, colour);
            painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
            return;
        };
        let small = if name.ends_with("Small") { SMALL } else { 1.0 };
        let staff_space_pt = (self.interline_px / view.image_px_per_point()) as f32 * small;
        paint_glyph(painter, glyph, rect.center(), staff_space_pt, colour);
    }

    /// The voice of every note and rest of the page, as its place among those of its staff.
    fn voices(&self) -> BTreeMap<LabelId, usize> {
        let mut voices = BTreeMap::new();
        if self.colouring != Colouring::Voice {
            return voices;
        }
        let Some(music) = self.music else {
            return voices;
        };
        let parts = music.transcription.score.parts.iter();
        let all = parts.flat_map(|it| &it.measures).flat_map(|it| &it.voices);
        for voice in all {
            let nth = usize::from(voice.number().saturating_sub(1)) % 4;
            for id in voice.entries().iter().flat_map(notation::Entry::ids) {
                voices.insert(method::label_id(id.0), nth);
            }
        }
        voices
    }

    /// The symbols that a problem concerns.
    fn wrong_symbols(&self) -> BTreeSet<LabelId> {
        if self.colouring != Colouring::Problem {
            return BTreeSet::new();
        }
        let problems = self.music.map(|it| &it.transcription.problems[..]);
        let symbols = problems
            .unwrap_or_default()
            .iter()
            .flat_map(|it| &it.symbols);
        symbols.map(|it| method::label_id(*it)).collect()
    }

    fn colour(
        &self,
        label: &Label,
        voices: &BTreeMap<LabelId, usize>,
        wrong: &BTreeSet<LabelId>,
        colours: &tokens::Palette,
    ) -> Color32 {
        let colour = match self.colouring {
            Colouring::Class => {
                let class = self.document.class(label.class);
                let [red, green, blue] = class.map_or([128; 3], |it| it.colour);
                Color32::from_rgb(red, green, blue)
            }
            Colouring::Voice => match voices.get(&label.id) {
                Some(nth) => tokens::CATEGORIES[*nth % tokens::CATEGORIES.len()],
                None => colours.text_weak,
            },
            Colouring::Certainty => match &label.origin {
                Origin::Model(source) if !label.is_kept() => certainty(source.score, colours),
                _ => colours.info,
            },
            Colouring::Problem if wrong.contains(&label.id) => colours.error,
            Colouring::Problem => colours.success,
        };
        colour.gamma_multiply(self.opacity)
    }
}

/// The colour of a score: from doubtful at one half to certain at 1.
fn certainty(score: f32, colours: &tokens::Palette) -> Color32 {
    let share = ((score - 0.5) / 0.5).clamp(0.0, 1.0);
    colours.warning.lerp_to_gamma(colours.success, share)
}

struct View<'a> {
    seen: &'a Seen,
}

impl View<'_> {
    fn image_px_per_point(&self) -> f64 {
        self.seen.projection.image_px_per_point()
    }

    fn rect(&self, label: &Label) -> Option<Rect> {
        let bounds = label.shape.bounds()?;
        Some(self.rect_of(&[bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y]))
    }

    fn rect_of(&self, box_px: &[f64; 4]) -> Rect {
        let [left, top, right, bottom] = *box_px;
        let at = |x, y| self.seen.projection.window_from_image([x, y]);
        Rect::from_two_pos(at(left, top), at(right, bottom))
    }
}

/// Paints where a measure begins and ends, and its number.
fn paint_measure(painter: &Painter, rect: Rect, number: usize, colour: Color32) {
    let stroke = Stroke::new(1.0, colour.gamma_multiply(0.5));
    let tick_pt = 0.04 * rect.height();
    for x in [rect.left(), rect.right()] {
        painter.vline(x, rect.top() - tick_pt..=rect.top() + tick_pt, stroke);
        painter.vline(x, rect.bottom() - tick_pt..=rect.bottom() + tick_pt, stroke);
    }
    let font = egui::FontId::proportional(NUMBER_PT);
    let at = rect.left_top() + vec2(2.0, -tick_pt);
    painter.text(at, egui::Align2::LEFT_BOTTOM, number, font, colour);
}

/// Paints a glyph of the music font with the middle of its ink at a place.
pub fn paint_glyph(
    painter: &Painter,
    glyph: char,
    middle: Pos2,
    staff_space_pt: f32,
    colour: Color32,
) {
    let wanted_pt = 4.0 * staff_space_pt;
    let step = (wanted_pt.max(LEAST_FONT_PT) / LEAST_FONT_PT)
        .log(SIZE_STEP)
        .ceil();
    let font_pt = LEAST_FONT_PT * SIZE_STEP.powf(step);
    let galley = painter.layout_no_wrap(glyph.to_string(), theme::music_font(font_pt), colour);
    let ink = galley.mesh_bounds.center();
    let scaling = wanted_pt / font_pt;
    let mut text = TextShape::new(pos2(0.0, 0.0) - ink.to_vec2(), galley, colour);
    text.transform(TSTransform::new(vec2(middle.x, middle.y), scaling));
    painter.add(text);
}
