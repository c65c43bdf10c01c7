//! Masks scaled and turned: each pixel is what lies under its centre before.

use super::runs::MaskBuilder;
use super::window::Window;
use super::{LIMITS, Mask};
use crate::{PixelRect, Point, Rect};

/// The mask as many times as large, away from `about`.
pub(crate) fn scaled_mask(mask: &Mask, about: Point, by_x: f64, by_y: f64) -> Mask {
    let (Some(bounds), true) = (mask.bounds(), by_x != 0.0 && by_y != 0.0) else {
        return Mask::new();
    };
    let corner = |point: Point| point.scaled(about, by_x, by_y);
    let limits = pixels_around(&Rect::between(corner(bounds.min), corner(bounds.max)));
    let mut rows: Vec<Vec<(u32, u32)>> = vec![Vec::new(); bounds.height_px() as usize];
    for run in mask.runs() {
        rows[(f64::from(run.y) - bounds.min.y) as usize].push((run.left, run.right));
    }
    // The first pixel whose centre is not left of where an edge goes.
    let column = |edge: u32| (about.x + (f64::from(edge) - about.x) * by_x - 0.5).ceil() as i64;
    let mut builder = MaskBuilder::within(limits);
    for y in limits.top..limits.bottom {
        let before = about.y + (f64::from(y) + 0.5 - about.y) / by_y;
        let row = (before - bounds.min.y).floor();
        let runs = (row >= 0.0).then(|| rows.get(row as usize)).flatten();
        for &(left, right) in runs.into_iter().flatten() {
            let (a, b) = (column(left), column(right));
            builder.push(y.into(), a.min(b), a.max(b));
        }
    }
    builder.finish()
}

/// The mask turned around `about`, clockwise on the screen.
pub(crate) fn turned_mask(mask: &Mask, about: Point, angle_rad: f64) -> Mask {
    let Some(bounds) = mask.bounds() else {
        return Mask::new();
    };
    let corners = bounds.corners().map(|it| it.rotated(about, angle_rad));
    let limits = Rect::around(corners).map_or(bounds, |it| it.grown(1.0));
    let limits = pixels_around(&limits);
    let mut window = Window::new(mask);
    let mut builder = MaskBuilder::within(limits);
    for y in limits.top..limits.bottom {
        let centre = |x: u32| Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
        // The pixels of a row lie on a line before.
        let first = centre(0).rotated(about, -angle_rad);
        let second = centre(1).rotated(about, -angle_rad);
        let (step_x, step_y) = (second.x - first.x, second.y - first.y);
        for x in limits.left..limits.right {
            let before = first.translated(f64::from(x) * step_x, f64::from(x) * step_y);
            if bounds.contains(before) && window.get(before.x as u32, before.y as u32) {
                builder.push(y.into(), x.into(), i64::from(x) + 1);
            }
        }
    }
    builder.finish()
}

/// The pixels that a box touches and a mask can have. Casts saturate.
fn pixels_around(rect: &Rect) -> PixelRect {
    LIMITS.intersection(&PixelRect {
        left: rect.min.x.floor() as u32,
        top: rect.min.y.floor() as u32,
        right: rect.max.x.ceil() as u32,
        bottom: rect.max.y.ceil() as u32,
    })
}
