//! Where a point of the balloon is in the picture, and what a pixel sees.

use std::f32::consts::{FRAC_PI_2, PI};

use serde::{Deserialize, Serialize};

use crate::balloon::{Balloon, Pose};
use crate::defect::DefectShape;
use crate::outline::Outline;
use crate::size::PictureSize;

/// One of the two walls that a line of sight goes through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wall {
    /// The one at the camera, where `cos φ` is above zero.
    Near,
    /// The one behind it, seen through the near one.
    Far,
}

impl Wall {
    /// Both walls, the near one first.
    pub const ALL: [Self; 2] = [Self::Near, Self::Far];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Far => "far",
        }
    }
}

/// A point of a wall that a line of sight meets. Vectors have three coordinates in the camera's
/// frame: across the axis, to the camera, and along the axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WallPoint {
    /// Angle around the axis on the balloon itself, and place along it.
    pub theta_rad: f32,
    pub z_mm: f32,
    /// The normal on the side of the camera, and the directions of growing θ and z.
    pub normal: [f32; 3],
    pub around: [f32; 3],
    pub along: [f32; 3],
    /// Radius of the balloon here.
    pub radius_mm: f32,
}

/// The orthographic projection of a telecentric lens, in one shot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projection {
    pub mm_per_px: f32,
    /// Where the middle of the balloon is in the picture.
    centre_px: [f32; 2],
    sin_roll: f32,
    cos_roll: f32,
    sin_pitch: f32,
    cos_pitch: f32,
    angle_rad: f32,
}

impl Projection {
    pub fn new(balloon: &Balloon, pose: &Pose, size: PictureSize) -> Self {
        let mm_per_px = balloon.camera.mm_per_px(size.width_px());
        let (sin_roll, cos_roll) = pose.roll_rad.sin_cos();
        let (sin_pitch, cos_pitch) = pose.pitch_rad.sin_cos();
        Self {
            mm_per_px,
            centre_px: [
                size.width_px() as f32 / 2.0 + pose.centre_mm[0] / mm_per_px,
                size.height_px() as f32 / 2.0 + pose.centre_mm[1] / mm_per_px,
            ],
            sin_roll,
            cos_roll,
            sin_pitch,
            cos_pitch,
            angle_rad: pose.angle_rad,
        }
    }

    /// The place of a point of the picture (pixel `(0, 0)` is from 0 to 1) in millimetres across
    /// the balloon's axis and along it.
    pub fn axis_from_picture(&self, [x_px, y_px]: [f32; 2]) -> [f32; 2] {
        let x = (x_px - self.centre_px[0]) * self.mm_per_px;
        let y = (y_px - self.centre_px[1]) * self.mm_per_px;
        [
            x * self.cos_roll + y * self.sin_roll,
            y * self.cos_roll - x * self.sin_roll,
        ]
    }

    fn picture_from_axis(&self, [u_mm, v_mm]: [f32; 2]) -> [f32; 2] {
        let x = u_mm * self.cos_roll - v_mm * self.sin_roll;
        let y = u_mm * self.sin_roll + v_mm * self.cos_roll;
        [
            self.centre_px[0] + x / self.mm_per_px,
            self.centre_px[1] + y / self.mm_per_px,
        ]
    }

    /// Where a point of the wall is in the picture: `x = x_c + R sin(θ + a)` for the angle `a` that
    /// the balloon has turned by.
    pub fn picture_from_wall(&self, theta_rad: f32, z_mm: f32, outline: &Outline) -> [f32; 2] {
        let (radius_mm, _) = outline.radius_mm(z_mm);
        let (sin, cos) = (theta_rad + self.angle_rad).sin_cos();
        let v_mm = z_mm * self.cos_pitch - radius_mm * cos * self.sin_pitch;
        self.picture_from_axis([radius_mm * sin, v_mm])
    }

    /// The two points of the wall that a line of sight meets, near one first; nothing beside the
    /// balloon.
    pub fn walls(&self, [u_mm, v_mm]: [f32; 2], outline: &Outline) -> Option<[WallPoint; 2]> {
        let (radius, _) = outline.radius_mm(v_mm / self.cos_pitch);
        if u_mm.abs() >= radius {
            return None;
        }
        let depth = (radius * radius - u_mm * u_mm).sqrt();
        let lean = depth * self.sin_pitch;
        Some([
            self.wall_point(u_mm, (v_mm + lean) / self.cos_pitch, Wall::Near, outline),
            self.wall_point(u_mm, (v_mm - lean) / self.cos_pitch, Wall::Far, outline),
        ])
    }

    fn wall_point(&self, u_mm: f32, z_mm: f32, wall: Wall, outline: &Outline) -> WallPoint {
        let (radius_mm, slope) = outline.radius_mm(z_mm);
        let sin = (u_mm / radius_mm).clamp(-1.0, 1.0);
        let cos = (1.0 - sin * sin).sqrt();
        let steep = 1.0 / (1.0 + slope * slope).sqrt();
        let phi = sin.asin();
        // On the far wall φ is π less, and the normal that faces the camera is the inner one.
        let (phi, cos, facing) = match wall {
            Wall::Near => (phi, cos, 1.0),
            Wall::Far => (PI - phi, -cos, -1.0),
        };
        let outward = [sin * steep, cos * steep, -slope * steep];
        WallPoint {
            theta_rad: phi - self.angle_rad,
            z_mm,
            normal: self.tilted(outward.map(|part| part * facing)),
            around: self.tilted([cos, -sin, 0.0]),
            along: self.tilted([slope * sin * steep, slope * cos * steep, steep]),
            radius_mm,
        }
    }

    /// A vector of the balloon's frame in the camera's.
    fn tilted(&self, [x, y, z]: [f32; 3]) -> [f32; 3] {
        [
            x,
            y * self.cos_pitch + z * self.sin_pitch,
            z * self.cos_pitch - y * self.sin_pitch,
        ]
    }

    /// The pixels that can show a defect on one wall: first and one past the last column, and the
    /// same for rows. Nothing when the wall does not show it or the picture ends before it.
    pub fn pixels_of(
        &self,
        shape: &DefectShape,
        wall: Wall,
        outline: &Outline,
        size: PictureSize,
    ) -> Option<[[usize; 2]; 2]> {
        let (around_rad, along_mm) = shape.reach();
        let defect = shape.defect();
        let middle = match wall {
            Wall::Near => 0.0,
            Wall::Far => PI,
        };
        // The angle from the middle of this wall, on which it shows a quarter turn to each side.
        let phi = crate::defect::wrapped(defect.theta_rad + self.angle_rad - middle);
        if phi.abs() - around_rad > FRAC_PI_2 {
            return None;
        }
        let first = (phi - around_rad).max(-FRAC_PI_2);
        let last = (phi + around_rad).min(FRAC_PI_2);
        let mut corners = Vec::new();
        for z_mm in [defect.z_mm - along_mm, defect.z_mm, defect.z_mm + along_mm] {
            for angle in [first, f32::midpoint(first, last), last] {
                let theta = angle + middle - self.angle_rad;
                corners.push(self.picture_from_wall(theta, z_mm, outline));
            }
        }
        let bounds = |axis: usize, end: usize| {
            let places = || corners.iter().map(|corner| corner[axis]);
            let low = places().fold(f32::INFINITY, f32::min) - 2.0;
            let high = places().fold(f32::NEG_INFINITY, f32::max) + 2.0;
            let low = low.max(0.0) as usize;
            let high = (high.max(0.0).ceil() as usize).min(end);
            (low < high).then_some([low, high])
        };
        Some([bounds(0, size.width_px())?, bounds(1, size.height_px())?])
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::regime::Regime;

    fn projection(roll_rad: f32, pitch_rad: f32) -> (Projection, Outline, PictureSize) {
        let balloon = Balloon::random(6, 0, Regime::Good, 12).unwrap();
        let mut pose = balloon.pose(3).unwrap();
        pose.roll_rad = roll_rad;
        pose.pitch_rad = pitch_rad;
        let size = PictureSize::new(1024, 768).unwrap();
        (
            Projection::new(&balloon, &pose, size),
            Outline::new(&balloon.spec),
            size,
        )
    }

    #[test]
    fn what_a_pixel_sees_is_shown_at_that_pixel() {
        for (roll, pitch) in [(0.0, 0.0), (0.02, 0.01), (FRAC_PI_2, -0.02)] {
            let (projection, outline, _) = projection(roll, pitch);
            for pixel in [[512.0, 384.0], [560.5, 300.5], [420.25, 500.0]] {
                let at = projection.axis_from_picture(pixel);
                for point in projection.walls(at, &outline).unwrap() {
                    let back = projection.picture_from_wall(point.theta_rad, point.z_mm, &outline);
                    let error = (back[0] - pixel[0]).hypot(back[1] - pixel[1]);
                    assert!(error < 0.1, "{roll} {pitch} {pixel:?} {back:?}");
                }
            }
        }
    }

    #[test]
    fn normals_face_the_camera_and_frames_are_square() {
        let (projection, outline, _) = projection(0.0, 0.01);
        let dot = |a: [f32; 3], b: [f32; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        for v in [-7.0, -5.0, 0.0, 6.0] {
            let Some(points) = projection.walls([0.6, v], &outline) else {
                continue;
            };
            for point in points {
                assert!(point.normal[1] > 0.0);
                assert!((dot(point.normal, point.normal) - 1.0).abs() < 1e-4);
                assert!(dot(point.normal, point.around).abs() < 1e-4);
                assert!(dot(point.normal, point.along).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn beside_the_balloon_there_is_no_wall() {
        let (projection, outline, _) = projection(0.0, 0.0);
        let radius = outline.body_mm();
        assert!(projection.walls([radius + 0.01, 0.0], &outline).is_none());
        assert!(projection.walls([radius - 0.01, 0.0], &outline).is_some());
    }
}
