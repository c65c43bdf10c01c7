//! Where a picture stands on the target.

/// Where the picture stands on the target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placement {
    /// Physical pixels an image pixel, across and down.
    pub screen_px_per_image_px: [f64; 2],
    /// The picture's top left corner in physical pixels of the target.
    pub origin_screen_px: [f64; 2],
    /// The visible part of the target: left, top, right, bottom in physical pixels.
    pub visible_screen_px: [f64; 4],
}

impl Placement {
    /// The visible part of the picture, widened by `margin_px` of the screen.
    pub(crate) fn visible_image_px(&self, margin_px: f64) -> [f32; 4] {
        std::array::from_fn(|side| {
            let axis = side % 2;
            let margin = if side < 2 { -margin_px } else { margin_px };
            ((self.visible_screen_px[side] + margin - self.origin_screen_px[axis])
                / self.screen_px_per_image_px[axis]) as f32
        })
    }

    /// A whole image pixel near the middle of what is visible, and where it lies on the target.
    pub(crate) fn anchor(&self) -> ([f32; 2], [f32; 2]) {
        let image_px: [f64; 2] = std::array::from_fn(|axis| {
            let middle = (self.visible_screen_px[axis] + self.visible_screen_px[axis + 2]) / 2.0;
            ((middle - self.origin_screen_px[axis]) / self.screen_px_per_image_px[axis]).round()
        });
        let screen_px: [f64; 2] = std::array::from_fn(|axis| {
            image_px[axis] * self.screen_px_per_image_px[axis] + self.origin_screen_px[axis]
        });
        (image_px.map(|x| x as f32), screen_px.map(|x| x as f32))
    }
}
