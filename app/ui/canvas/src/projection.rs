//! Where things of the picture are in the window, for who draws over it or takes what the hand does.

use egui::{Pos2, Rect, pos2};

use crate::view::View;

/// The map between the picture as it was drawn in this frame and the points of the window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Projection {
    canvas: Rect,
    view: View,
    pixels_per_point: f32,
}

impl Projection {
    pub(crate) fn new(canvas: Rect, view: View, pixels_per_point: f32) -> Self {
        Self {
            canvas,
            view,
            pixels_per_point,
        }
    }

    /// Where a place in pixels of the picture is in the window.
    #[must_use]
    pub fn window_from_image(&self, image_px: [f64; 2]) -> Pos2 {
        let [x, y] = self.view.screen_from_image(image_px);
        let points = |screen_px: f64| screen_px as f32 / self.pixels_per_point;
        self.canvas.min + pos2(points(x), points(y)).to_vec2()
    }

    /// The place in pixels of the picture that is at a place in the window.
    #[must_use]
    pub fn image_from_window(&self, at: Pos2) -> [f64; 2] {
        let from_corner = (at - self.canvas.min) * self.pixels_per_point;
        self.view
            .image_from_screen([f64::from(from_corner.x), f64::from(from_corner.y)])
    }

    /// How many pixels of the picture one point of the window covers.
    #[must_use]
    pub fn image_px_per_point(&self) -> f64 {
        f64::from(self.pixels_per_point) / self.view.scale_screen_px_per_image_px
    }

    /// The canvas in the window.
    #[must_use]
    pub fn canvas(&self) -> Rect {
        self.canvas
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_itself() {
        let view = View {
            scale_screen_px_per_image_px: 3.0,
            offset_screen_px: [-120.0, 40.0],
        };
        let canvas = Rect::from_min_max(pos2(64.0, 32.0), pos2(864.0, 632.0));
        let projection = Projection::new(canvas, view, 2.0);
        let there = projection.window_from_image([50.0, 10.0]);
        assert_eq!(there, pos2(64.0 + 15.0, 32.0 + 35.0));
        assert_eq!(projection.image_from_window(there), [50.0, 10.0]);
        assert_eq!(projection.image_px_per_point(), 2.0 / 3.0);
    }
}
