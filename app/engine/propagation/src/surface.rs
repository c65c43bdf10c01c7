//! Comparing a place of the wall on two shots: what is seen of it is unrolled on both, so that its
//! narrowing does not matter, and compared at small shifts.

use shapes::Rect;

use crate::detail::detail;
use crate::{Cylinder, GrayPatch, Shots};

/// How far a place is looked for along the axis, in pixels of the shot.
const REACH_ALONG_PX: i32 = 2;
/// How far it is looked for across the axis, at least and at most, in pixels of the shot, and how
/// exactly marks are drawn. A mark near the edge tells its angle badly, so that it can be further
/// off where the wall is seen from straight above.
const REACH_ACROSS_PX: [f64; 2] = [3.0, 12.0];
const DRAWN_PX: f64 = 2.0;
/// How much more of the wall than the mark is compared, in pixels.
const AROUND_PX: f64 = 5.0;
/// The most places that are compared in each direction: longer marks are sampled sparsely.
const MOST_SAMPLES: usize = 72;
/// Where the cosine of the angle is less, the wall is seen too flatly to be compared.
const LEAST_COSINE: f64 = 0.08;
/// A shift is believed from this correlation on.
const BELIEVED: f64 = 0.6;

/// A mark on the wall, unrolled.
pub(crate) struct Unrolled {
    cylinder: Cylinder,
    /// The angle of its middle where it was drawn.
    drawn_rad: f64,
    /// Places around the middle of the mark: angles, and pixels along the axis.
    around_rad: Vec<f64>,
    along_px: Vec<f64>,
    middle_along_px: f64,
    /// What stands out there, around by along; none where the shot does not show it.
    values: Vec<Option<f32>>,
}

/// By how much a mark is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shift {
    /// Around the axis.
    pub by_rad: f64,
    /// Along it.
    pub along_px: f64,
    /// Both together, in pixels of the shot.
    pub distance_px: f64,
}

impl Shift {
    /// Not at all.
    pub const NONE: Self = Self {
        by_rad: 0.0,
        along_px: 0.0,
        distance_px: 0.0,
    };
}

impl Unrolled {
    /// Unrolls a mark whose bounds are known, and the angle of its middle.
    pub fn of(
        cylinder: &Cylinder,
        shots: &Shots<'_>,
        shot: usize,
        bounds: &Rect,
        angle_rad: f64,
    ) -> Option<Self> {
        let half_rad = cylinder.half_arc_rad(&shapes::Shape::Box(*bounds))?;
        let half_rad = half_rad + AROUND_PX / cylinder.radius_px;
        let corners = bounds.corners().map(|corner| cylinder.along_px(corner));
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let half_px = (high - low) / 2.0 + AROUND_PX;
        let mut unrolled = Self {
            cylinder: *cylinder,
            drawn_rad: angle_rad,
            around_rad: spread(half_rad, half_rad * cylinder.radius_px),
            along_px: spread(half_px, half_px),
            middle_along_px: f64::midpoint(low, high),
            values: Vec::new(),
        };
        let patch = detail(shots, shot, &bounds.grown(AROUND_PX + 2.0))?;
        unrolled.values = unrolled.seen(&patch, angle_rad, 0.0);
        Some(unrolled)
    }

    /// What stands out at each place when the middle of the mark is at an angle.
    fn seen(&self, patch: &GrayPatch, angle_rad: f64, along_px: f64) -> Vec<Option<f32>> {
        let mut seen = Vec::with_capacity(self.around_rad.len() * self.along_px.len());
        let is_near = angle_rad.cos() > 0.0;
        for around in &self.around_rad {
            let (sin, cos) = (angle_rad + around).sin_cos();
            let is_seen = cos.abs() >= LEAST_COSINE && (cos > 0.0) == is_near;
            for along in &self.along_px {
                let along = self.middle_along_px + along + along_px;
                let at = self.cylinder.place(self.cylinder.radius_px * sin, along);
                seen.push(if is_seen { patch.at(at.x, at.y) } else { None });
            }
        }
        seen
    }

    /// How the mark is moved on another shot, where its middle should be at an angle and its bounds
    /// are known: to where both shots correlate the most. None where they hardly do, or where that
    /// is as far off as is looked for.
    pub fn shift_on(
        &self,
        shots: &Shots<'_>,
        shot: usize,
        bounds: &Rect,
        angle_rad: f64,
    ) -> Option<Shift> {
        let uncertain_px = DRAWN_PX * angle_rad.cos().abs() / self.drawn_rad.cos().abs().max(0.05);
        let reach = uncertain_px
            .clamp(REACH_ACROSS_PX[0], REACH_ACROSS_PX[1])
            .ceil();
        let reach_across = reach as i32;
        let patch = detail(shots, shot, &bounds.grown(AROUND_PX + reach + 2.0))?;
        let rad_per_px = 1.0 / (self.cylinder.radius_px * angle_rad.cos().abs().max(0.15));
        let mut best: Option<(f64, i32, i32)> = None;
        for along in -REACH_ALONG_PX..=REACH_ALONG_PX {
            for across in -reach_across..=reach_across {
                let angle = angle_rad + f64::from(across) * rad_per_px;
                let seen = self.seen(&patch, angle, f64::from(along));
                let Some(correlation) = correlation(&self.values, &seen) else {
                    continue;
                };
                if best.is_none_or(|(most, ..)| correlation > most) {
                    best = Some((correlation, across, along));
                }
            }
        }
        let (most, across, along) = best?;
        let is_inside = across.abs() < reach_across && along.abs() < REACH_ALONG_PX;
        (most >= BELIEVED && is_inside).then(|| Shift {
            by_rad: f64::from(across) * rad_per_px,
            along_px: f64::from(along),
            distance_px: f64::from(across).hypot(f64::from(along)),
        })
    }
}

/// Places from one end to the other, about a pixel apart.
fn spread(half: f64, half_px: f64) -> Vec<f64> {
    let count = (2.0 * half_px).round().clamp(4.0, MOST_SAMPLES as f64) as usize;
    let step = 2.0 * half / count as f64;
    (0..=count)
        .map(|index| step * index as f64 - half)
        .collect()
}

/// The correlation of what both see; none where they see too little in common.
fn correlation(a: &[Option<f32>], b: &[Option<f32>]) -> Option<f64> {
    let (mut n, mut sum_a, mut sum_b) = (0.0, 0.0, 0.0);
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (Some(a), Some(b)) = (a, b) else {
            continue;
        };
        let (a, b) = (f64::from(*a), f64::from(*b));
        n += 1.0;
        sum_a += a;
        sum_b += b;
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    if n < 0.25 * a.len() as f64 || n < 16.0 {
        return None;
    }
    let variance = (aa - sum_a * sum_a / n) * (bb - sum_b * sum_b / n);
    (variance > 0.0).then(|| (ab - sum_a * sum_b / n) / variance.sqrt())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use shapes::{PictureSize, PixelRect, Point};

    use super::*;

    const TUBE: Cylinder = Cylinder::upright(200.0, 150.0);

    /// A spot on the wall: its middle is at the angle of the shot plus what is off on all but the
    /// first one, in pixels across and along.
    fn spot(angles: [f64; 2], off_px: [f64; 2]) -> impl Fn(usize, PixelRect) -> Option<GrayPatch> {
        move |shot, rect: PixelRect| {
            let off = if shot == 0 { [0.0; 2] } else { off_px };
            let rows = rect.top..rect.bottom;
            let places = rows.flat_map(|y| (rect.left..rect.right).map(move |x| (x, y)));
            let levels = places.map(|(x, y)| {
                let at = Point::new(f64::from(x) + 0.5 - off[0], f64::from(y) + 0.5 - off[1]);
                let sine: f64 = TUBE.across_px(at) / TUBE.radius_px;
                let around = (sine.clamp(-1.0, 1.0).asin() - angles[shot]) * TUBE.radius_px;
                let near = (around * around + (at.y - 100.0).powi(2)) / 18.0;
                (50.0 + 20.0 * (-near).exp() * (1.0 + 0.1 * around)) as f32
            });
            GrayPatch::new(rect, levels.collect())
        }
    }

    fn found(angles: [f64; 2], off_px: [f64; 2]) -> Option<Shift> {
        let pixels = spot(angles, off_px);
        let shots = Shots {
            turned_rad: vec![Some(0.0), Some(angles[1] - angles[0])],
            size: PictureSize {
                width_px: 400,
                height_px: 200,
            },
            pixels: &pixels,
        };
        let bounds = |angle: f64| {
            let x = |by: f64| 200.0 + 150.0 * (angle + by).sin();
            Rect::between(Point::new(x(-0.04), 94.0), Point::new(x(0.04), 106.0))
        };
        let key = Unrolled::of(&TUBE, &shots, 0, &bounds(angles[0]), angles[0]).unwrap();
        key.shift_on(&shots, 1, &bounds(angles[1]), angles[1])
    }

    #[test]
    fn a_spot_is_found_where_it_was_moved_to() {
        let still = found([0.1, 0.8], [0.0; 2]).unwrap();
        assert!(still.distance_px < 1e-9, "{still:?}");
        let moved = found([0.1, 0.8], [2.0, -1.0]).unwrap();
        assert_eq!(moved.along_px, -1.0);
        let across = moved.by_rad * 150.0 * 0.8_f64.cos();
        assert!((across - 2.0).abs() < 1e-9, "{moved:?}");
    }

    #[test]
    fn where_nothing_is_like_it_nothing_is_moved() {
        assert_eq!(found([0.1, 0.8], [60.0, 0.0]), None);
    }
}
