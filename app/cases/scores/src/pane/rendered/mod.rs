//! What was read as clean print: each note where its place on the staff was read, with the head, the
//! flags and the beams of its length, so that a look at it beside the page shows what was misread.

mod lines;
mod notes;

use std::collections::HashMap;

use egui::{Color32, Painter, Pos2, Rect, Stroke, Ui, pos2};
use store::PictureId;
use transcription::{Sign, Symbol};
use viewer::Seen;

use super::music::Music;
use super::overlay::paint_glyph;
use crate::subject::{class_of, glyph};

/// What is painted, and where to.
pub struct Rendered<'a> {
    /// The music.
    pub music: &'a Music,
    /// The page.
    pub picture: PictureId,
    /// The part of the window.
    pub canvas: Rect,
    /// The page as it lies in the other part of the window.
    pub seen: &'a Seen,
    /// The notes that are heard now.
    pub sounding: &'a std::collections::BTreeSet<annotation::LabelId>,
}

struct Sheet<'a> {
    painter: Painter,
    rendered: &'a Rendered<'a>,
    /// The symbols of the page by their numbers.
    symbols: HashMap<u64, &'a Symbol>,
    interline_px: f64,
    ink: Color32,
    /// Of what the music says and nobody printed.
    implied: Color32,
    heard: Color32,
}

impl Rendered<'_> {
    /// Paints the page.
    pub fn paint(&self, ui: &Ui) {
        let painter = ui.painter_at(self.canvas);
        painter.rect_filled(self.canvas, 0.0, ui.visuals().panel_fill);
        let Some((_, page)) = self.music.pages.iter().find(|it| it.0 == self.picture) else {
            return;
        };
        let sheet = Sheet {
            painter,
            rendered: self,
            symbols: page.symbols.iter().map(|it| (it.id, it)).collect(),
            interline_px: page.layout.interline_px(),
            ink: Color32::from_gray(0x10),
            implied: Color32::from_rgb(0x00, 0x6D, 0xA8),
            heard: Color32::from_rgb(0xD5, 0x5E, 0x00),
        };
        sheet.paper();
        sheet.staves(page);
        for symbol in &page.symbols {
            sheet.sign(symbol);
        }
        sheet.strokes(&page.strokes);
        sheet.notes(page);
        sheet.tuplets(page);
    }
}

impl Sheet<'_> {
    fn at(&self, x: f64, y: f64) -> Pos2 {
        let seen = self.rendered.seen;
        let there = seen.projection.window_from_image([x, y]);
        there + (self.rendered.canvas.min - seen.projection.canvas().min)
    }

    fn points(&self, image_px: f64) -> f32 {
        (image_px / self.rendered.seen.projection.image_px_per_point()) as f32
    }

    fn line(&self, from: [f64; 2], to: [f64; 2], thickness_px: f64) {
        let stroke = Stroke::new(self.points(thickness_px).max(0.6), self.ink);
        let ends = [self.at(from[0], from[1]), self.at(to[0], to[1])];
        self.painter.line_segment(ends, stroke);
    }

    fn paper(&self) {
        let page = self.rendered.seen.picture.page();
        let size = [f64::from(page.width_px), f64::from(page.height_px)];
        let rect = Rect::from_two_pos(self.at(0.0, 0.0), self.at(size[0], size[1]));
        self.painter.rect_filled(rect, 0.0, Color32::WHITE);
    }

    /// A sign that the music does not say better, as it was found.
    fn sign(&self, symbol: &Symbol) {
        let is_said = matches!(symbol.sign, Sign::Flag(_) | Sign::TupletDigit(_));
        if symbol.sign.is_timed() || is_said {
            return;
        }
        if let Some(glyph) = class_of(symbol.sign).and_then(glyph) {
            let [left, top, right, bottom] = symbol.box_px;
            let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
            self.glyph(glyph, middle, 1.0, self.ink);
        }
    }

    fn glyph(&self, glyph: char, middle_px: [f64; 2], size: f32, colour: Color32) {
        let middle = self.at(middle_px[0], middle_px[1]);
        if self.rendered.canvas.expand(40.0).contains(middle) {
            paint_glyph(
                &self.painter,
                glyph,
                middle,
                self.points(self.interline_px) * size,
                colour,
            );
        }
    }
}

/// Half of the window for the page and half for the clean print.
pub fn halves(rect: Rect) -> [Rect; 2] {
    let middle = rect.center().x;
    [
        Rect::from_min_max(rect.min, pos2(middle - 2.0, rect.max.y)),
        Rect::from_min_max(pos2(middle + 2.0, rect.min.y), rect.max),
    ]
}
