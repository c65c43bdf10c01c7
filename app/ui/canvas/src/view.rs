//! Which part of a picture a canvas shows, and how large.

/// The largest zoom: one image pixel is this many screen pixels.
const MAX_SCALE: f64 = 256.0;

/// A picture can be made this many times smaller than it fits.
const SMALLEST_PART_OF_FIT: f64 = 0.25;

/// At least this many screen pixels of the picture stay visible, across and down.
const LEAST_VISIBLE_PX: f64 = 64.0;

/// An area that is to be looked at fills at least this part of the canvas, unless it is small at
/// 100 % already, and at most that one.
const LEAST_PART_OF_CANVAS: f64 = 0.3;
const MOST_OF_CANVAS: f64 = 0.85;

/// The map between a picture and the canvas that shows it. Image coordinates are pixels from the
/// picture's top left corner, pixel (0, 0) covering 0 to 1; screen coordinates are physical pixels
/// from the canvas's top left corner.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct View {
    /// The zoom: 1 is 100 %.
    pub scale_screen_px_per_image_px: f64,
    /// Where the picture's top left corner lies on the screen.
    pub offset_screen_px: [f64; 2],
}

impl View {
    /// The whole picture, as large as the canvas allows, in its middle.
    #[must_use]
    pub fn fit(image_px: [f64; 2], canvas_px: [f64; 2]) -> Self {
        let view = Self {
            scale_screen_px_per_image_px: fit_scale(image_px, canvas_px),
            offset_screen_px: [0.0; 2],
        };
        view.centred(image_px, canvas_px)
    }

    /// 100 %, with the image point under `anchor_screen_px` staying there, and pixels of the
    /// picture on pixels of the screen.
    #[must_use]
    pub fn one_to_one(self, anchor_screen_px: [f64; 2]) -> Self {
        let mut view = self;
        view.zoom_at(anchor_screen_px, 1.0 / self.scale_screen_px_per_image_px);
        view.scale_screen_px_per_image_px = 1.0;
        view.offset_screen_px = view.offset_screen_px.map(f64::round);
        view
    }

    /// Where an image point lies on the screen.
    #[must_use]
    pub fn screen_from_image(&self, image_px: [f64; 2]) -> [f64; 2] {
        self.map(image_px, |image, offset| {
            image * self.scale_screen_px_per_image_px + offset
        })
    }

    /// The image point at a place on the screen.
    #[must_use]
    pub fn image_from_screen(&self, screen_px: [f64; 2]) -> [f64; 2] {
        self.map(screen_px, |screen, offset| {
            (screen - offset) / self.scale_screen_px_per_image_px
        })
    }

    fn map(&self, point: [f64; 2], axis: impl Fn(f64, f64) -> f64) -> [f64; 2] {
        [
            axis(point[0], self.offset_screen_px[0]),
            axis(point[1], self.offset_screen_px[1]),
        ]
    }

    /// Multiplies the scale; the image point at `screen_px` stays where it is.
    pub fn zoom_at(&mut self, screen_px: [f64; 2], factor: f64) {
        self.scale_screen_px_per_image_px *= factor;
        self.offset_screen_px = self.map(screen_px, |screen, offset| {
            screen - (screen - offset) * factor
        });
    }

    /// Moves the picture by physical pixels.
    pub fn pan(&mut self, delta_screen_px: [f64; 2]) {
        self.offset_screen_px = self.map(delta_screen_px, |delta, offset| offset + delta);
    }

    /// The nearest view that shows enough of the picture: zoom within its limits, and some of the
    /// picture within the canvas.
    #[must_use]
    pub fn clamped(self, image_px: [f64; 2], canvas_px: [f64; 2]) -> Self {
        let fit = fit_scale(image_px, canvas_px);
        let least = (fit * SMALLEST_PART_OF_FIT).min(1.0);
        let scale = self
            .scale_screen_px_per_image_px
            .clamp(least, MAX_SCALE.max(fit));
        let mut view = self;
        if scale != self.scale_screen_px_per_image_px {
            let middle = canvas_px.map(|side| side / 2.0);
            view.zoom_at(middle, scale / self.scale_screen_px_per_image_px);
            view.scale_screen_px_per_image_px = scale;
        }
        for axis in 0..2 {
            let shown_px = image_px[axis] * scale;
            let kept_px = LEAST_VISIBLE_PX.min(shown_px).min(canvas_px[axis] / 2.0);
            let offset = &mut view.offset_screen_px[axis];
            *offset = offset.clamp(kept_px - shown_px, canvas_px[axis] - kept_px);
        }
        view
    }

    /// The view that shows an area, given by its left, upper, right and lower edge in image pixels.
    /// It is this one where the area lies in it and is large enough to be looked at; else the area
    /// comes into the middle, at the nearest zoom at which it can be.
    #[must_use]
    pub fn showing(self, area_px: [f64; 4], canvas_px: [f64; 2]) -> Self {
        let [left, top, right, bottom] = area_px;
        let size = [(right - left).max(1.0), (bottom - top).max(1.0)];
        let filling = |part: f64| part * (canvas_px[0] / size[0]).min(canvas_px[1] / size[1]);
        let (least, most) = (
            filling(LEAST_PART_OF_CANVAS).min(1.0),
            filling(MOST_OF_CANVAS),
        );
        let scale = self
            .scale_screen_px_per_image_px
            .clamp(least.min(most), most);
        let [x0, y0] = self.screen_from_image([left, top]);
        let [x1, y1] = self.screen_from_image([right, bottom]);
        let is_inside = x0 >= 0.0 && y0 >= 0.0 && x1 <= canvas_px[0] && y1 <= canvas_px[1];
        if is_inside && scale == self.scale_screen_px_per_image_px {
            return self;
        }
        let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
        let axis = |axis: usize| canvas_px[axis] / 2.0 - middle[axis] * scale;
        Self {
            scale_screen_px_per_image_px: scale,
            offset_screen_px: [axis(0), axis(1)],
        }
    }

    /// The view that an area fills, given by its left, upper, right and lower edge in image pixels.
    #[must_use]
    pub fn filled_with(area_px: [f64; 4], canvas_px: [f64; 2]) -> Self {
        let [left, top, right, bottom] = area_px;
        let scale = fit_scale(
            [(right - left).max(1.0), (bottom - top).max(1.0)],
            canvas_px,
        );
        let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
        Self {
            scale_screen_px_per_image_px: scale,
            offset_screen_px: [0, 1].map(|axis| canvas_px[axis] / 2.0 - middle[axis] * scale),
        }
    }

    /// The view of another picture, in another canvas, that shows the same part of it in the same
    /// size, as if both pictures showed the same scene.
    #[must_use]
    pub fn linked(self, from: Viewport, to: Viewport) -> Self {
        let middle = self.image_from_screen(from.canvas_px.map(|side| side / 2.0));
        let scale = self.scale_screen_px_per_image_px * from.image_px[0] / to.image_px[0];
        let axis = |axis: usize| {
            let image = middle[axis] * to.image_px[axis] / from.image_px[axis];
            to.canvas_px[axis] / 2.0 - image * scale
        };
        Self {
            scale_screen_px_per_image_px: scale,
            offset_screen_px: [axis(0), axis(1)],
        }
    }

    fn centred(mut self, image_px: [f64; 2], canvas_px: [f64; 2]) -> Self {
        for axis in 0..2 {
            let shown_px = image_px[axis] * self.scale_screen_px_per_image_px;
            self.offset_screen_px[axis] = (canvas_px[axis] - shown_px) / 2.0;
        }
        self
    }
}

/// The sizes of a picture and of the canvas that shows it, in their own pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Viewport {
    /// Width and height of the picture.
    pub image_px: [f64; 2],
    /// Width and height of the canvas.
    pub canvas_px: [f64; 2],
}

fn fit_scale(image_px: [f64; 2], canvas_px: [f64; 2]) -> f64 {
    let across = canvas_px[0].max(1.0) / image_px[0];
    let down = canvas_px[1].max(1.0) / image_px[1];
    across.min(down)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = [f64; 2]> {
        prop::array::uniform2(-1e5..1e5)
    }

    fn size() -> impl Strategy<Value = [f64; 2]> {
        prop::array::uniform2((1_u32..60_000).prop_map(f64::from))
    }

    fn canvas() -> impl Strategy<Value = [f64; 2]> {
        prop::array::uniform2(1.0..4000.0)
    }

    fn view() -> impl Strategy<Value = View> {
        (0.001..256.0, point()).prop_map(|(scale, offset)| View {
            scale_screen_px_per_image_px: scale,
            offset_screen_px: offset,
        })
    }

    fn near(a: [f64; 2], b: [f64; 2], tolerance: f64) -> bool {
        (a[0] - b[0]).abs() < tolerance && (a[1] - b[1]).abs() < tolerance
    }

    proptest! {
        #[test]
        fn there_and_back(view in view(), screen in point()) {
            let back = view.screen_from_image(view.image_from_screen(screen));
            prop_assert!(near(back, screen, 1e-6));
        }

        #[test]
        fn zooming_keeps_the_point_under_the_cursor(
            view in view(),
            cursor in point(),
            factor in 0.1..10.0,
        ) {
            let before = view.image_from_screen(cursor);
            let mut zoomed = view;
            zoomed.zoom_at(cursor, factor);
            prop_assert!(near(zoomed.screen_from_image(before), cursor, 1e-3));
        }

        #[test]
        fn panning_moves_every_point_alike(view in view(), image in point(), delta in point()) {
            let mut panned = view;
            panned.pan(delta);
            let [x, y] = view.screen_from_image(image);
            prop_assert!(near(panned.screen_from_image(image), [x + delta[0], y + delta[1]], 1e-3));
        }

        #[test]
        fn fitting_shows_the_whole_picture_and_fills_one_side(image in size(), canvas in canvas()) {
            let fit = View::fit(image, canvas);
            let [left, top] = fit.screen_from_image([0.0; 2]);
            let [right, bottom] = fit.screen_from_image(image);
            prop_assert!(left >= -1e-6 && top >= -1e-6);
            prop_assert!(right <= canvas[0] + 1e-6 && bottom <= canvas[1] + 1e-6);
            let fills = |low: f64, high: f64, side: f64| (high - low - side).abs() < 1e-6;
            prop_assert!(fills(left, right, canvas[0]) || fills(top, bottom, canvas[1]));
            prop_assert!(near(
                fit.clamped(image, canvas).offset_screen_px,
                fit.offset_screen_px,
                1e-6,
            ));
        }

        #[test]
        fn a_clamped_picture_cannot_be_lost(view in view(), image in size(), canvas in canvas()) {
            let clamped = view.clamped(image, canvas);
            let start = clamped.screen_from_image([0.0; 2]);
            let end = clamped.screen_from_image(image);
            for axis in 0..2 {
                let visible = end[axis].min(canvas[axis]) - start[axis].max(0.0);
                let wanted = 64_f64.min(end[axis] - start[axis]).min(canvas[axis] / 2.0);
                prop_assert!(visible >= wanted - 1e-6, "{visible} of {wanted}");
            }
            prop_assert_eq!(clamped.clamped(image, canvas), clamped);
        }

        #[test]
        fn linking_there_and_back_changes_nothing(
            view in view(),
            image in size(),
            factor in 0.1..4.0,
            from_canvas in canvas(),
            to_canvas in canvas(),
        ) {
            let from = Viewport { image_px: image, canvas_px: from_canvas };
            let to = Viewport { image_px: image.map(|side| side * factor), canvas_px: to_canvas };
            let back = view.linked(from, to).linked(to, from);
            prop_assert!(near(back.offset_screen_px, view.offset_screen_px, 1e-3));
        }
    }

    #[test]
    fn one_to_one_is_exact_and_keeps_the_anchor() {
        let view = View::fit([4000.0, 3000.0], [801.0, 601.0]);
        let before = view.image_from_screen([200.0, 100.0]);
        let exact = view.one_to_one([200.0, 100.0]);
        assert_eq!(exact.scale_screen_px_per_image_px, 1.0);
        assert!(near(exact.screen_from_image(before), [200.0, 100.0], 1.0));
        assert_eq!(exact.offset_screen_px[0].fract(), 0.0);
    }

    #[test]
    fn an_area_comes_into_view_at_a_zoom_that_shows_it() {
        let canvas = [800.0, 600.0];
        let fitted = View::fit([2400.0, 3200.0], canvas);
        let area = [1000.0, 2000.0, 1400.0, 2200.0];
        let shown = fitted.showing(area, canvas);
        assert!((shown.scale_screen_px_per_image_px - 0.6).abs() < 1e-9);
        assert_eq!(shown.screen_from_image([1200.0, 2100.0]), [400.0, 300.0]);
        // Nothing moves where the area is seen already.
        assert_eq!(shown.showing(area, canvas), shown);
        // A small thing is not blown up.
        let small = fitted.showing([10.0, 10.0, 20.0, 20.0], canvas);
        assert_eq!(small.scale_screen_px_per_image_px, 1.0);
        // A large one is shown whole.
        let near = View {
            scale_screen_px_per_image_px: 8.0,
            offset_screen_px: [0.0; 2],
        };
        let whole = near.showing([0.0, 0.0, 1600.0, 100.0], canvas);
        assert!((whole.scale_screen_px_per_image_px - 0.425).abs() < 1e-9);
    }
}
