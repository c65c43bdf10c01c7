//! Lines of the clean print: staves, bar lines, stems, beams, slurs, wedges, brackets and dashes.

use egui::{Color32, Shape, Stroke};
use staves::{BarKind, BarLine};
use strokes::{BeamKind, Bracket, BracketKind, Extender, Hairpin, Strokes};

use super::Sheet;
use crate::method::Page;

/// How thick lines are printed, in staff spaces.
const STAFF_LINE: f64 = 0.13;
const STEM: f64 = 0.12;
const THIN_BAR: f64 = 0.16;
const THICK_BAR: f64 = 0.5;
const THIN: f64 = 0.13;
/// How far apart the strokes of one bar line are, from edge to edge in staff spaces.
const BAR_GAP: f64 = 0.4;
/// How long a dash is, and how far it is to the next one, in staff spaces.
const DASH: f64 = 0.6;
const DASH_GAP: f64 = 0.4;
/// How long the hooks of brackets are, in staff spaces.
const TUPLET_HOOK: f64 = 0.6;
const VOLTA_HOOK: f64 = 1.6;

impl Sheet<'_> {
    pub(super) fn staves(&self, page: &Page) {
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
                self.bar_line(page, system, bar);
            }
        }
    }

    /// The strokes of a bar line on each staff, and between the staves where it goes through.
    fn bar_line(&self, page: &Page, system: &staves::System, bar: &BarLine) {
        let mut before: Option<[f64; 2]> = None;
        for (staff, x) in system.staves.iter().zip(&bar.x_px) {
            let Some(staff) = page.layout.staves.get(*staff) else {
                continue;
            };
            let space = staff.scale().interline_px;
            let (top, bottom) = ([*x, staff.top_px(*x)], [*x, staff.bottom_px(*x)]);
            for (off, thick) in strokes_of(bar.kind) {
                let moved = |[x, y]: [f64; 2]| [x + off * space, y];
                self.line(moved(top), moved(bottom), thick * space);
                if let Some(above) = before.filter(|_| bar.is_through) {
                    self.line(moved(above), moved(top), thick * space);
                }
            }
            before = Some(bottom);
        }
    }

    pub(super) fn strokes(&self, strokes: &Strokes) {
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
        // Those without a note are of letters, as are brackets without a gap for a digit.
        let has_note = |it: &&strokes::Arc| it.heads.iter().any(Option::is_some);
        for arc in strokes.arcs.iter().filter(has_note) {
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
        for hairpin in &strokes.hairpins {
            self.hairpin(hairpin);
        }
        let is_sure = |it: &&Bracket| it.kind == BracketKind::Volta || it.gap_px.is_some();
        for bracket in strokes.brackets.iter().filter(is_sure) {
            self.bracket(bracket);
        }
        for extender in strokes.extenders.iter().filter(|it| it.is_dashed) {
            self.dashes(extender);
        }
    }

    fn hairpin(&self, hairpin: &Hairpin) {
        let thickness_px = THIN * self.interline_px;
        for [from, to] in [hairpin.upper_px, hairpin.lower_px] {
            self.line(from, to, thickness_px);
        }
    }

    fn bracket(&self, bracket: &Bracket) {
        let space = self.interline_px;
        let (left, right) = (bracket.left_px, bracket.right_px);
        let y_at = |x: f64| {
            let share = (x - left[0]) / (right[0] - left[0]).max(1.0);
            left[1] + share * (right[1] - left[1])
        };
        match bracket.gap_px {
            Some([from, to]) => {
                self.line(left, [from, y_at(from)], THIN * space);
                self.line([to, y_at(to)], right, THIN * space);
            }
            None => self.line(left, right, THIN * space),
        }
        let length = match bracket.kind {
            BracketKind::Tuplet => TUPLET_HOOK,
            BracketKind::Volta => VOLTA_HOOK,
        };
        let down_px = if bracket.points_down { length } else { -length } * space;
        let hook = |[x, y]: [f64; 2]| self.line([x, y], [x, y + down_px], THIN * space);
        hook(left);
        if bracket.is_closed {
            hook(right);
        }
    }

    fn dashes(&self, line: &Extender) {
        let space = self.interline_px;
        let (left, right) = (line.left_px, line.right_px);
        let y_at = |x: f64| {
            let share = (x - left[0]) / (right[0] - left[0]).max(1.0);
            left[1] + share * (right[1] - left[1])
        };
        let mut x = left[0];
        while x < right[0] {
            let end = (x + DASH * space).min(right[0]);
            self.line([x, y_at(x)], [end, y_at(end)], THIN * space);
            x += (DASH + DASH_GAP) * space;
        }
        let hook = (line.hook_down - line.hook_up) * space;
        self.line(right, [right[0], right[1] + hook], THIN * space);
    }
}

/// The strokes of a bar line: how far from its middle each is, and how thick, in staff spaces.
fn strokes_of(kind: BarKind) -> Vec<(f64, f64)> {
    let (thin, thick) = (THIN_BAR, THICK_BAR);
    let widths: &[f64] = match kind {
        BarKind::Single | BarKind::Dotted => &[thin],
        BarKind::Double => &[thin, thin],
        BarKind::LightHeavy => &[thin, thick],
        BarKind::HeavyLight => &[thick, thin],
        BarKind::Both => &[thin, thick, thin],
        BarKind::Heavy => &[thick],
    };
    let whole = widths.iter().sum::<f64>() + BAR_GAP * (widths.len() - 1) as f64;
    let mut left = -whole / 2.0;
    let strokes = widths.iter().map(|width| {
        let middle = left + width / 2.0;
        left += width + BAR_GAP;
        (middle, *width)
    });
    strokes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_of_a_bar_line_stand_around_its_middle() {
        let middles = |kind| -> Vec<f64> { strokes_of(kind).iter().map(|it| it.0).collect() };
        assert_eq!(middles(BarKind::Single), [0.0]);
        let double = middles(BarKind::Double);
        assert!((double[0] + double[1]).abs() < 1e-9 && double[0] < double[1]);
        let last = strokes_of(BarKind::LightHeavy);
        assert!(last[0].1 < last[1].1 && last[0].0 < last[1].0);
    }
}
