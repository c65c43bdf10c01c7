//! Panels in rows: pictures end on one line, with colour bars and captions below it.

use super::panel::{ColourBar, Panel};
use crate::sheet::{ASCENT, Anchor, FAINT_INK, MARGIN_MM, Rect, Sheet, Stroke, TextStyle};

/// Between panels, in millimetres.
const GAP_MM: f64 = 3.0;
/// The narrowest panel, in millimetres.
const LEAST_PANEL_MM: f64 = 12.0;
/// The highest picture, in widths of its panel.
const MOST_HEIGHT: f64 = 1.4;
/// The highest picture, in millimetres: half a page.
const MOST_HEIGHT_MM: f64 = 120.0;
/// The shortest side that a picture is drawn with, in millimetres. One that is far longer than it is
/// wide is drawn wider than it is, so that it does not vanish.
const LEAST_SIDE_MM: f64 = 0.3;
/// The height of a colour bar, in millimetres.
const BAR_MM: f64 = 1.8;
/// Between a picture and what stands below it, in millimetres.
const BELOW_PICTURE_MM: f64 = 1.0;
/// The size of captions, in points.
const CAPTION_PT: f64 = 7.5;
/// The size of the labels of a colour bar, in points.
const LABEL_PT: f64 = 6.5;

/// How many panels fit side by side.
pub(super) fn most_columns(inner_mm: f64) -> usize {
    ((inner_mm + GAP_MM) / (LEAST_PANEL_MM + GAP_MM)) as usize
}

/// Puts the panels below `top_mm`, and gives back where they end.
pub(super) fn put(sheet: &mut Sheet<'_>, panels: &[Panel], columns: usize, top_mm: f64) -> f64 {
    let columns = columns.min(panels.len());
    let cell_mm = (sheet.inner_width_mm() - GAP_MM * (columns - 1) as f64) / columns as f64;
    let mut y_mm = top_mm;
    for (row, in_row) in panels.chunks(columns).enumerate() {
        if row > 0 {
            y_mm += GAP_MM;
        }
        let heights_mm = in_row.iter().map(|it| picture_size_mm(it, cell_mm).1);
        let pictures_end_mm = y_mm + heights_mm.fold(0.0, f64::max);
        let mut captions_mm = pictures_end_mm;
        for (column, panel) in in_row.iter().enumerate() {
            let cell_x_mm = MARGIN_MM + column as f64 * (cell_mm + GAP_MM);
            let corner_mm = (cell_x_mm, pictures_end_mm);
            let below_mm = put_picture(sheet, panel, corner_mm, cell_mm);
            captions_mm = captions_mm.max(below_mm);
        }
        captions_mm += BELOW_PICTURE_MM;
        let mut row_end_mm = captions_mm;
        for (column, panel) in in_row.iter().enumerate() {
            let style = TextStyle::points(CAPTION_PT);
            let middle_mm = MARGIN_MM + column as f64 * (cell_mm + GAP_MM) + cell_mm / 2.0;
            let caption = if panels.len() > 1 {
                format!("({}) {}", letters(row * columns + column), panel.caption)
            } else {
                panel.caption.clone()
            };
            let place = (middle_mm, captions_mm);
            let end_mm = sheet.paragraph(place, cell_mm, &caption, &style, Anchor::Middle);
            row_end_mm = row_end_mm.max(end_mm);
        }
        y_mm = row_end_mm;
    }
    y_mm
}

/// The width and height of a picture: as large as fits into its cell.
fn picture_size_mm(panel: &Panel, cell_mm: f64) -> (f64, f64) {
    let raster = &panel.raster;
    let (width_px, height_px) = (f64::from(raster.width_px), f64::from(raster.height_px));
    let most_height_mm = (cell_mm * MOST_HEIGHT).min(MOST_HEIGHT_MM);
    let mm_per_px = (cell_mm / width_px).min(most_height_mm / height_px);
    (
        (width_px * mm_per_px).max(LEAST_SIDE_MM),
        (height_px * mm_per_px).max(LEAST_SIDE_MM),
    )
}

/// Puts the picture so that it ends at `end_mm`, and its bar below if it has one. Gives back where
/// they end.
fn put_picture(
    sheet: &mut Sheet<'_>,
    panel: &Panel,
    (cell_x_mm, end_mm): (f64, f64),
    cell_mm: f64,
) -> f64 {
    let (width_mm, height_mm) = picture_size_mm(panel, cell_mm);
    let place = Rect {
        x_mm: cell_x_mm + (cell_mm - width_mm) / 2.0,
        y_mm: end_mm - height_mm,
        width_mm,
        height_mm,
    };
    sheet.picture(panel.raster.clone(), place, panel.scaling);
    // A white picture on white paper has an edge, too.
    sheet.outline(&place, &Stroke::solid(FAINT_INK, 0.1));
    match &panel.bar {
        Some(bar) => put_bar(sheet, bar, (cell_x_mm, place.bottom_mm()), cell_mm),
        None => place.bottom_mm(),
    }
}

/// Puts a bar of colours over the width of the cell, with its labels below both ends. Gives back
/// where the labels end.
fn put_bar(
    sheet: &mut Sheet<'_>,
    bar: &ColourBar,
    (x_mm, picture_end_mm): (f64, f64),
    width_mm: f64,
) -> f64 {
    let rect = Rect {
        x_mm,
        y_mm: picture_end_mm + BELOW_PICTURE_MM,
        width_mm,
        height_mm: BAR_MM,
    };
    sheet.colours(&rect, bar.map);
    sheet.outline(&rect, &Stroke::solid(FAINT_INK, 0.1));
    let style = TextStyle::points(LABEL_PT);
    let top_mm = rect.bottom_mm() + 0.4;
    let baseline_mm = top_mm + style.size_mm * ASCENT;
    let fonts = sheet.fonts();
    let both_mm = fonts.width_mm(&bar.low, &style) + fonts.width_mm(&bar.high, &style);
    if both_mm + GAP_MM / 2.0 <= width_mm {
        sheet.text(rect.x_mm, baseline_mm, &bar.low, &style, Anchor::Start);
        sheet.text(rect.right_mm(), baseline_mm, &bar.high, &style, Anchor::End);
        return top_mm + style.line_mm();
    }
    // Labels that do not fit side by side stand one above the other.
    let place = (rect.x_mm, top_mm);
    let low_end_mm = sheet.paragraph(place, width_mm, &bar.low, &style, Anchor::Start);
    let place = (rect.right_mm(), low_end_mm);
    sheet.paragraph(place, width_mm, &bar.high, &style, Anchor::End)
}

/// The letters of a panel: a to z, then aa, ab, and so on.
fn letters(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (index % 26) as u8));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let named = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
