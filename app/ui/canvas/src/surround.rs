//! What stands around a picture.

use egui::{Color32, Rect, Ui, pos2};
use gpu::Placement;
use imaging::Picture;

/// The parts of the canvas around the picture. Only these are filled: a fill under the picture
/// would be wasted, and where the processor draws, it is a good part of a frame.
pub(crate) fn margins(
    rect: Rect,
    placement: &Placement,
    picture: &Picture,
    pixels_per_point: f32,
) -> Vec<Rect> {
    let page = picture.page();
    let [across, down] = placement.screen_px_per_image_px;
    let [left_px, top_px] = placement.origin_screen_px;
    let points = |px: f64| (px / f64::from(pixels_per_point)) as f32;
    let left = points(left_px).clamp(rect.left(), rect.right());
    let top = points(top_px).clamp(rect.top(), rect.bottom());
    let right = points(left_px + across * f64::from(page.width_px)).clamp(left, rect.right());
    let bottom = points(top_px + down * f64::from(page.height_px)).clamp(top, rect.bottom());
    // One pixel under the picture's edge, which may lie within a pixel.
    let seam = 1.0 / pixels_per_point;
    [
        Rect::from_min_max(rect.min, pos2(rect.right(), top + seam)),
        Rect::from_min_max(pos2(rect.left(), bottom - seam), rect.max),
        Rect::from_min_max(pos2(rect.left(), top), pos2(left + seam, bottom)),
        Rect::from_min_max(pos2(right - seam, top), pos2(rect.right(), bottom)),
    ]
    .into_iter()
    .filter(|margin| margin.width() > seam && margin.height() > seam)
    .collect()
}

/// Neutral grey, so that tones can be judged.
pub(crate) fn color(ui: &Ui) -> Color32 {
    if ui.visuals().dark_mode {
        Color32::from_gray(40)
    } else {
        Color32::from_gray(150)
    }
}
