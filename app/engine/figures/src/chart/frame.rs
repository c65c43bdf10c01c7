//! The frame of a chart: axes with ticks and labels, and what is drawn between them.

use super::ticks::Ticks;
use super::{Chart, Content, Prepared, legend, palette};
use crate::sheet::{ASCENT, Anchor, INK, MARGIN_MM, Rect, Sheet, Stroke, TextStyle};

/// The size of the numbers at the ticks, in points.
const NUMBER_PT: f64 = 7.0;
/// The size of the labels of the axes, in points.
const LABEL_PT: f64 = 8.0;
/// The length of a tick, in millimetres.
const TICK_MM: f64 = 0.9;
/// Between a tick and its number, and between numbers and the label, in millimetres.
const GAP_MM: f64 = 0.8;
/// Numbers of the horizontal axis are at least so far apart, in millimetres.
const NUMBER_GAP_MM: f64 = 2.0;
/// The distance of ticks to aim at, in millimetres.
const TICK_DISTANCE_MM: [f64; 2] = [11.0, 8.0];
/// The most steps between the ticks of an axis.
const MOST_STEPS: f64 = 10.0;

/// The frame with the scales of its sides.
struct Frame {
    rect: Rect,
    x: Ticks,
    y: Ticks,
}

impl Frame {
    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.rect.x_mm + share(&self.x, x) * self.rect.width_mm,
            self.rect.bottom_mm() - share(&self.y, y) * self.rect.height_mm,
        ]
    }

    fn places(&self, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        points.iter().map(|point| self.place(*point)).collect()
    }
}

/// Where a value lies on an axis, from 0 to 1.
fn share(ticks: &Ticks, value: f64) -> f64 {
    // Rounding may leave a value a hair outside the axis.
    ((value - ticks.low()) / (ticks.high() - ticks.low())).clamp(0.0, 1.0)
}

/// Puts everything but title and legend below `top_mm`, and gives back where it ends.
pub(super) fn put(sheet: &mut Sheet<'_>, chart: &Chart, prepared: &Prepared, top_mm: f64) -> f64 {
    let numbers = TextStyle::points(NUMBER_PT);
    let labels = TextStyle::points(LABEL_PT);
    let fonts = sheet.fonts();
    let widest = |ticks: &Ticks| {
        let widths = ticks.labels().into_iter();
        let widths = widths.map(|label| fonts.width_mm(&label, &numbers));
        widths.fold(0.0, f64::max)
    };
    let steps = |length_mm: f64, distance_mm: f64| {
        (length_mm / distance_mm).floor().clamp(2.0, MOST_STEPS) as usize
    };

    let height_mm = chart.frame_height_mm;
    let y = prepared.y.ticks(steps(height_mm, TICK_DISTANCE_MM[1]));
    let y_lines = fonts.wrapped(&chart.y.label, &labels, height_mm);
    let y_label_mm = y_lines.len() as f64 * labels.line_mm();
    let y_numbers_mm = widest(&y);
    let x_mm = MARGIN_MM + y_label_mm + GAP_MM + y_numbers_mm + GAP_MM + TICK_MM;
    let room_mm = MARGIN_MM + sheet.inner_width_mm() - x_mm;
    let mut x_steps = steps(room_mm, TICK_DISTANCE_MM[0]);
    let mut x = prepared.x.ticks(x_steps);
    // Half of the last number stands to the right of the frame.
    let width_mm = |x: &Ticks| room_mm - widest(x) / 2.0;
    let is_tight = |x: &Ticks| {
        let distance_mm = width_mm(x) / (x.values().len() - 1) as f64;
        widest(x) + NUMBER_GAP_MM > distance_mm
    };
    while x_steps > 2 && is_tight(&x) {
        x_steps -= 1;
        x = prepared.x.ticks(x_steps);
    }
    let rect = Rect {
        x_mm,
        // Half of the highest number stands above the frame.
        y_mm: top_mm + numbers.size_mm * 0.4,
        width_mm: width_mm(&x),
        height_mm,
    };
    let frame = Frame { rect, x, y };

    put_content(sheet, chart, prepared, &frame);
    let axis = Stroke::solid(INK, 0.2);
    sheet.outline(&rect, &axis);
    let bottom_mm = rect.bottom_mm();
    let x_numbers_mm = bottom_mm + TICK_MM + GAP_MM / 2.0;
    for (value, label) in frame.x.values().into_iter().zip(frame.x.labels()) {
        let [x_mm, _] = frame.place([value, 0.0]);
        sheet.line([x_mm, bottom_mm], [x_mm, bottom_mm + TICK_MM], &axis);
        let baseline_mm = x_numbers_mm + numbers.size_mm * ASCENT;
        sheet.text(x_mm, baseline_mm, &label, &numbers, Anchor::Middle);
    }
    for (value, label) in frame.y.values().into_iter().zip(frame.y.labels()) {
        let [_, y_mm] = frame.place([0.0, value]);
        sheet.line([rect.x_mm - TICK_MM, y_mm], [rect.x_mm, y_mm], &axis);
        // Digits are about 0.7 of the size high, and stand in the middle of their tick.
        let baseline_mm = y_mm + numbers.size_mm * 0.35;
        let end_mm = rect.x_mm - TICK_MM - GAP_MM;
        sheet.text(end_mm, baseline_mm, &label, &numbers, Anchor::End);
    }

    for (index, line) in y_lines.iter().enumerate() {
        let baseline_mm = MARGIN_MM + labels.size_mm * ASCENT + index as f64 * labels.line_mm();
        let middle_mm = rect.y_mm + height_mm / 2.0;
        sheet.rising_text(baseline_mm, middle_mm, line, &labels);
    }
    let label_top_mm = x_numbers_mm + numbers.line_mm() + GAP_MM / 2.0;
    let place = (rect.x_mm + rect.width_mm / 2.0, label_top_mm);
    sheet.paragraph(
        place,
        rect.width_mm,
        &chart.x.label,
        &labels,
        Anchor::Middle,
    )
}

fn put_content(sheet: &mut Sheet<'_>, chart: &Chart, prepared: &Prepared, frame: &Frame) {
    for guide in &chart.guides {
        sheet.polyline(&frame.places(&guide.points), &palette::guide());
    }
    match &chart.content {
        Content::Histogram { .. } => {
            let steps = || prepared.histogram.iter().flat_map(|it| it.steps());
            // No area lies over the line of another series.
            for (index, corners) in steps().enumerate() {
                let colour = palette::series(index).colour;
                sheet.area(&frame.places(&corners), colour, legend::AREA_OPACITY);
            }
            for (index, corners) in steps().enumerate() {
                sheet.polyline(&frame.places(&corners), &palette::series(index));
            }
        }
        Content::Curves(curves) => {
            for (index, curve) in curves.iter().enumerate() {
                sheet.polyline(&frame.places(&curve.points), &palette::series(index));
            }
        }
    }
    if let Some(threshold) = &chart.threshold {
        let [x_mm, _] = frame.place([threshold.value, 0.0]);
        let (top_mm, bottom_mm) = (frame.rect.y_mm, frame.rect.bottom_mm());
        sheet.line([x_mm, top_mm], [x_mm, bottom_mm], &palette::threshold());
    }
}
