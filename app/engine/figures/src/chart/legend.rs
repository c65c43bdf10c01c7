//! The legend: what each line means, above the frame, where it hides nothing.

use super::palette;
use crate::sheet::{ASCENT, Anchor, MARGIN_MM, Rect, Sheet, TextStyle};

/// The size of its letters, in points.
const SIZE_PT: f64 = 7.5;
/// The width of the sample of a line, in millimetres: long enough for every pattern of dashes.
const MARK_MM: f64 = 8.0;
/// Between a sample and its text, in millimetres.
const TEXT_GAP_MM: f64 = 1.2;
/// Between two entries, in millimetres.
const ENTRY_GAP_MM: f64 = 4.0;
/// Between the legend and what comes below, in millimetres.
const BELOW_MM: f64 = 1.5;
/// How much of the area of a histogram is ink.
pub(super) const AREA_OPACITY: f64 = 0.25;

/// What an entry shows beside its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// The steps of the series of this index.
    Steps(usize),
    /// The curve of this index.
    Curve(usize),
    /// A guide.
    Guide,
    /// The threshold.
    Threshold,
}

/// A sample and its text.
pub(super) type Entry<'a> = (Mark, &'a str);

/// Puts the entries in rows below `top_mm`, and gives back where the frame may begin.
pub(super) fn put(sheet: &mut Sheet<'_>, entries: &[Entry<'_>], top_mm: f64) -> f64 {
    let style = TextStyle::points(SIZE_PT);
    let fonts = sheet.fonts();
    let inner_mm = sheet.inner_width_mm();
    let most_text_mm = inner_mm - MARK_MM - TEXT_GAP_MM;
    let (mut x_mm, mut y_mm) = (MARGIN_MM, top_mm);
    let mut row_end_mm = top_mm;
    for (mark, label) in entries {
        let text_mm = fonts.width_mm(label, &style).min(most_text_mm);
        let width_mm = MARK_MM + TEXT_GAP_MM + text_mm;
        if x_mm > MARGIN_MM && x_mm + width_mm > MARGIN_MM + inner_mm {
            (x_mm, y_mm) = (MARGIN_MM, row_end_mm);
        }
        put_mark(sheet, *mark, (x_mm, y_mm), &style);
        let place = (x_mm + MARK_MM + TEXT_GAP_MM, y_mm);
        let end_mm = sheet.paragraph(place, most_text_mm, label, &style, Anchor::Start);
        row_end_mm = row_end_mm.max(end_mm);
        x_mm += width_mm + ENTRY_GAP_MM;
    }
    row_end_mm + BELOW_MM
}

fn put_mark(sheet: &mut Sheet<'_>, mark: Mark, (x_mm, y_mm): (f64, f64), style: &TextStyle) {
    let height_mm = style.size_mm * 0.75;
    let rect = Rect {
        x_mm,
        y_mm: y_mm + style.size_mm * ASCENT - height_mm,
        width_mm: MARK_MM,
        height_mm,
    };
    let middle_mm = rect.y_mm + height_mm / 2.0;
    let (left, right) = (rect.x_mm, rect.right_mm());
    match mark {
        Mark::Steps(index) => {
            let stroke = palette::series(index);
            let (top, bottom) = (rect.y_mm, rect.bottom_mm());
            let corners = [[left, bottom], [left, top], [right, top], [right, bottom]];
            sheet.area(&corners, stroke.colour, AREA_OPACITY);
            sheet.polyline(&corners, &stroke);
        }
        Mark::Curve(index) => {
            sheet.line(
                [left, middle_mm],
                [right, middle_mm],
                &palette::series(index),
            );
        }
        Mark::Guide => sheet.line([left, middle_mm], [right, middle_mm], &palette::guide()),
        // The threshold stands upright, as it does in the frame.
        Mark::Threshold => {
            let x = rect.right_mm() - 1.0;
            let reach = height_mm * 0.2;
            let ends = ([x, rect.y_mm - reach], [x, rect.bottom_mm() + reach]);
            sheet.line(ends.0, ends.1, &palette::threshold());
        }
    }
}
