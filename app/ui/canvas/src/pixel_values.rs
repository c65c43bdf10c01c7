//! Values printed over pixels that are large enough to hold them.

use egui::{Align2, Color32, FontId, Painter, pos2};
use gpu::Placement;
use imaging::Picture;

use crate::look::Look;

/// Values are printed from this zoom on.
const FROM_SCALE: f64 = 40.0;

/// Smaller print cannot be read, so none is printed.
const SMALLEST_POINTS: f32 = 7.0;
const LARGEST_POINTS: f32 = 14.0;

/// How wide and high a character is, for each point of its size.
const CHARACTER_WIDTH: f32 = 0.62;
const LINE_HEIGHT: f32 = 1.25;

/// Prints the values of the visible pixels, as far as they are at hand.
pub(crate) fn paint(painter: &Painter, picture: &Picture, placement: &Placement, look: &Look) {
    let scale = placement.screen_px_per_image_px[0];
    if scale < FROM_SCALE || !look.pixel_grid {
        return;
    }
    let page = picture.page();
    let pixels_per_point = f64::from(painter.pixels_per_point());
    let [columns, rows] = visible_pixels(placement, [page.width_px, page.height_px]);
    for y in rows {
        for x in columns.clone() {
            let Some(values) = picture.values_at(x, y) else {
                continue;
            };
            let lines: Vec<String> = values.iter().map(|value| printed(*value)).collect();
            let Some(size) = print_size(&lines, (scale / pixels_per_point) as f32) else {
                continue;
            };
            let middle = |axis: usize, pixel: u32| {
                let screen_px = (f64::from(pixel) + 0.5) * scale + placement.origin_screen_px[axis];
                (screen_px / pixels_per_point) as f32
            };
            let is_bright = look.brightness(&values, page.sample_kind) > 0.5;
            painter.text(
                pos2(middle(0, x), middle(1, y)),
                Align2::CENTER_CENTER,
                lines.join("\n"),
                FontId::monospace(size),
                if is_bright {
                    Color32::BLACK
                } else {
                    Color32::WHITE
                },
            );
        }
    }
}

/// Columns and rows of the picture that are at least partly visible.
fn visible_pixels(placement: &Placement, size_px: [u32; 2]) -> [std::ops::Range<u32>; 2] {
    std::array::from_fn(|axis| {
        let scale = placement.screen_px_per_image_px[axis];
        let image = |side: usize| {
            (placement.visible_screen_px[side] - placement.origin_screen_px[axis]) / scale
        };
        let first = image(axis).floor().max(0.0) as u32;
        let last = image(axis + 2).ceil().max(0.0) as u32;
        first..last.min(size_px[axis])
    })
}

/// Whole numbers as such, others with four significant digits.
fn printed(value: f64) -> String {
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e6 {
        format!("{value:.0}")
    } else if !value.is_finite() || !(1e-3..1e6).contains(&size) {
        format!("{value:.2e}")
    } else {
        let decimals = (3 - size.log10().floor() as i32).clamp(0, 6) as usize;
        format!("{value:.decimals$}")
    }
}

/// The largest whole size at which the lines fit a square, if one can be read.
fn print_size(lines: &[String], side_points: f32) -> Option<f32> {
    let longest = lines.iter().map(String::len).max()? as f32;
    let room = side_points * 0.9;
    let by_width = room / (longest * CHARACTER_WIDTH);
    let by_height = room / (lines.len() as f32 * LINE_HEIGHT);
    let size = by_width.min(by_height).min(LARGEST_POINTS).floor();
    (size >= SMALLEST_POINTS).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (255.0, "255"),
            (0.123_456, "0.1235"),
            (12.345_6, "12.35"),
            (1234.56, "1235"),
            (1e-7, "1.00e-7"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(printed(value), text);
        }
    }

    #[test]
    fn print_fits_or_is_left_out() {
        let lines = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(print_size(&lines(&["255"]), 40.0), Some(14.0));
        assert_eq!(print_size(&lines(&["255", "255", "255"]), 40.0), Some(9.0));
        assert_eq!(print_size(&lines(&["1.2345e-10"]), 40.0), None);
        assert_eq!(print_size(&[], 40.0), None);
    }

    #[test]
    fn only_visible_pixels_are_printed() {
        let placement = Placement {
            screen_px_per_image_px: [50.0; 2],
            origin_screen_px: [-25.0, 100.0],
            visible_screen_px: [0.0, 0.0, 200.0, 200.0],
        };
        assert_eq!(visible_pixels(&placement, [100, 1]), [0..5, 0..1]);
    }
}
