//! What was read as clean print: each note where its place on the staff was read, with the head, the
//! flags and the beams of its length, so that a look at it beside the page shows what was misread.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2};
use notation::{Content, Length, NoteValue};
use store::PictureId;
use strokes::{BeamKind, StemWay, Strokes};
use transcription::{Evidence, Sign, Symbol};
use viewer::Seen;

use super::music::Music;
use super::overlay::paint_glyph;
use crate::method::Page;
use crate::subject::{class_of, glyph};

/// How thick lines are printed, in staff spaces.
const STAFF_LINE: f64 = 0.13;
const STEM: f64 = 0.12;
const BAR_LINE: f64 = 0.16;
/// How far apart ledger lines stand out beyond a head, in staff spaces.
const LEDGER: f64 = 0.35;
/// The size of small notes beside that of others.
const SMALL: f32 = 0.66;

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
    ink: Color32,
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
            ink: Color32::from_gray(0x10),
            heard: Color32::from_rgb(0xD5, 0x5E, 0x00),
        };
        sheet.paper();
        sheet.staves(page);
        for symbol in &page.symbols {
            sheet.sign(symbol);
        }
        sheet.strokes(&page.strokes);
        sheet.notes(page);
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

    fn staves(&self, page: &Page) {
        let layout = &page.layout;
        for staff in &layout.staves {
            let thickness_px = STAFF_LINE * staff.scale().interline_px;
            let stroke = Stroke::new(self.points(thickness_px).max(0.5), self.ink);
            for line in 0..staff.line_count() {
                let points = staff.polyline(line).into_iter().map(|[x, y]| self.at(x, y));
                self.painter.add(Shape::line(points.collect(), stroke));
            }
        }
        for system in &layout.systems {
            for bar in &system.bar_lines {
                let ends = system.staves.iter().zip(&bar.x_px);
                let mut before: Option<[f64; 2]> = None;
                for (staff, x) in ends {
                    let Some(staff) = layout.staves.get(*staff) else {
                        continue;
                    };
                    let thickness_px = BAR_LINE * staff.scale().interline_px;
                    let (top, bottom) = ([*x, staff.top_px(*x)], [*x, staff.bottom_px(*x)]);
                    self.line(top, bottom, thickness_px);
                    if let Some(above) = before.filter(|_| bar.is_through) {
                        self.line(above, top, thickness_px);
                    }
                    before = Some(bottom);
                }
            }
        }
    }

    /// A sign that is neither note nor rest, as it was found.
    fn sign(&self, symbol: &Symbol) {
        if symbol.sign.is_timed() || matches!(symbol.sign, Sign::Flag(_)) {
            return;
        }
        if let Some(glyph) = class_of(symbol.sign).and_then(glyph) {
            let [left, top, right, bottom] = symbol.box_px;
            let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
            self.glyph(glyph, middle, 1.0, self.ink);
        }
    }

    fn glyph(&self, glyph: char, middle_px: [f64; 2], size: f32, colour: Color32) {
        let interline_px = self
            .rendered
            .music
            .pages
            .iter()
            .find(|it| it.0 == self.rendered.picture)
            .map_or(10.0, |it| it.1.layout.interline_px());
        let middle = self.at(middle_px[0], middle_px[1]);
        if self.rendered.canvas.expand(40.0).contains(middle) {
            paint_glyph(
                &self.painter,
                glyph,
                middle,
                self.points(interline_px) * size,
                colour,
            );
        }
    }

    fn strokes(&self, strokes: &Strokes) {
        for stem in &strokes.stems {
            let (top, bottom) = (stem.top_px, stem.bottom_px);
            let thickness_px = STEM * stem.interline_px;
            self.line(
                [stem.x_at(top), top],
                [stem.x_at(bottom), bottom],
                thickness_px,
            );
        }
        for beam in strokes
            .beams
            .iter()
            .filter(|it| it.kind != BeamKind::TremoloStroke)
        {
            let half_px = beam.thickness_px / 2.0;
            let [[x0, y0], [x1, y1]] = [beam.left_px, beam.right_px];
            let corners = vec![
                self.at(x0, y0 - half_px),
                self.at(x1, y1 - half_px),
                self.at(x1, y1 + half_px),
                self.at(x0, y0 + half_px),
            ];
            let shape = Shape::convex_polygon(corners, self.ink, Stroke::NONE);
            self.painter.add(shape);
        }
        for arc in &strokes.arcs {
            let control = |from: f64, middle: f64, to: f64| 2.0 * middle - f64::midpoint(from, to);
            let [from, middle, to] = [arc.left_px, arc.middle_px, arc.right_px];
            let bend = [
                control(from[0], middle[0], to[0]),
                control(from[1], middle[1], to[1]),
            ];
            let points = [from, bend, to].map(|[x, y]| self.at(x, y));
            let stroke = Stroke::new(self.points(arc.thickness_px).max(0.8), self.ink);
            let curve = egui::epaint::QuadraticBezierShape::from_points_stroke(
                points,
                false,
                Color32::TRANSPARENT,
                stroke,
            );
            self.painter.add(curve);
        }
    }

    /// Notes and rests as the music has them.
    fn notes(&self, page: &Page) {
        let transcription = &self.rendered.music.transcription;
        let number = self.rendered.music.number_of(self.rendered.picture);
        for part in &transcription.score.parts {
            let voices = part.measures.iter().flat_map(|it| &it.voices);
            for entry in voices.flat_map(notation::Voice::entries) {
                for id in entry.ids() {
                    let Some(evidence) = transcription.evidence.get(&id) else {
                        continue;
                    };
                    if Some(evidence.page) != number {
                        continue;
                    }
                    let symbol = page.symbols.iter().find(|it| it.id == evidence.symbol);
                    if let Some(symbol) = symbol {
                        self.note(page, evidence, symbol, &entry.content);
                    }
                }
            }
        }
    }

    fn note(&self, page: &Page, evidence: &Evidence, symbol: &Symbol, content: &Content) {
        let [left, top, right, bottom] = symbol.box_px;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let label = crate::method::label_id(symbol.id);
        let is_heard = self.rendered.sounding.contains(&label);
        let colour = if is_heard { self.heard } else { self.ink };
        let Content::Chord(chord) = content else {
            if let Some(glyph) = class_of(symbol.sign).and_then(glyph) {
                self.glyph(glyph, [x, y], 1.0, colour);
            }
            return;
        };
        let is_small = matches!(symbol.sign, Sign::Head { is_small: true, .. });
        let size = if is_small { SMALL } else { 1.0 };
        let system = page.layout.systems.get(evidence.system);
        let number = system.and_then(|it| it.staves.get(evidence.row)).copied();
        let staff = number.and_then(|it| page.layout.staves.get(it));
        let mut middle = y;
        if let (Some(number), Some(staff)) = (number, staff) {
            let reach_px = staff.scale().interline_px;
            let position = symbol.given.staff_position.map(f64::from).or_else(|| {
                let found = page.layout.position_by_ledgers(number, x, y, reach_px);
                found.map(f64::round)
            });
            if let Some(position) = position {
                middle = staff.place_of(position, x);
                self.ledgers(staff, position, x, (right - left) / 2.0);
            }
        }
        self.glyph(head_glyph(chord.length), [x, middle], size, colour);
        if evidence.beams.is_empty()
            && let Some(stem) = evidence.stem.and_then(|it| page.strokes.stems.get(it))
            && let Some(flag) = flag_glyph(chord.length.value(), stem.way)
        {
            let [tip_x, tip_y] = stem.tip_px();
            let interline_px = stem.interline_px;
            let inwards = match stem.way {
                StemWay::Up => 1.0,
                StemWay::Down => -1.0,
            };
            let place = [
                tip_x + 0.5 * interline_px,
                tip_y + inwards * 1.4 * interline_px,
            ];
            self.glyph(flag, place, size, colour);
        }
    }

    /// The ledger lines of a head outside the staff.
    fn ledgers(&self, staff: &staves::Staff, position: f64, x: f64, half_width_px: f64) {
        let last = staff.line_count() as f64 - 1.0;
        let interline_px = staff.scale().interline_px;
        let reach_px = half_width_px + LEDGER * interline_px;
        let mut line = last + 2.0;
        while line <= position.abs() {
            let y = staff.place_of(line * position.signum(), x);
            self.line(
                [x - reach_px, y],
                [x + reach_px, y],
                BAR_LINE * interline_px,
            );
            line += 2.0;
        }
    }
}

const fn head_glyph(length: Length) -> char {
    match length.value() {
        NoteValue::Breve => '\u{E0A0}',
        NoteValue::Whole => '\u{E0A2}',
        NoteValue::Half => '\u{E0A3}',
        _ => '\u{E0A4}',
    }
}

fn flag_glyph(value: NoteValue, way: StemWay) -> Option<char> {
    let first = match value {
        NoteValue::Eighth => 0xE240,
        NoteValue::Sixteenth => 0xE242,
        NoteValue::ThirtySecond => 0xE244,
        NoteValue::SixtyFourth => 0xE246,
        _ => return None,
    };
    char::from_u32(first + u32::from(way == StemWay::Down))
}

/// Half of the window for the page and half for the clean print.
pub fn halves(rect: Rect) -> [Rect; 2] {
    let middle = rect.center().x;
    [
        Rect::from_min_max(rect.min, pos2(middle - 2.0, rect.max.y)),
        Rect::from_min_max(pos2(middle + 2.0, rect.min.y), rect.max),
    ]
}
