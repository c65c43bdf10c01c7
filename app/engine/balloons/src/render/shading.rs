//! The light that comes from one point of the picture.

use crate::balloon::Balloon;
use crate::defect::{DefectShape, Effect};
use crate::lighting::Light;
use crate::optics::{WallOptics, WallTable, fresnel};
use crate::outline::Outline;
use crate::projection::{Projection, Wall, WallPoint};
use crate::spec::BalloonSpec;
use crate::surface::{Surface, Texel};

/// Mean cosine by which the haze of a polymer, dust, and a torn surface turn light.
const HAZE_ASYMMETRY: f32 = 0.75;
const DUST_ASYMMETRY: f32 = 0.35;
const ROUGH_ASYMMETRY: f32 = 0.55;
/// Share of the light that dust sends on; the rest it absorbs.
const DUST_ALBEDO: f32 = 0.6;
/// A surface seen at grazing incidence is not infinitely hazy, because it is not flat.
const LEAST_COSINE: f32 = 0.07;
/// Walls of necks and cones are thicker by this power of how much less they were stretched.
const STRETCH_POWER: f32 = 0.7;
/// Largest tangent of the angle by which a wall turns light.
const MOST_TURN: f32 = 3.0;

/// Light from one point, apart by what it comes through, because the far wall is less sharp. What
/// the camera sees is `front + through · back`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sample {
    /// What the near wall mirrors, scatters, and turns to the camera.
    pub front: f32,
    /// The share that the near wall lets through.
    pub through: f32,
    /// What arrives at the near wall from behind it.
    pub back: f32,
}

/// All that the light of a balloon depends on, made ready.
pub(crate) struct Shader {
    spec: BalloonSpec,
    outline: Outline,
    light: Light,
    table: WallTable,
    surface: Surface,
    shapes: Vec<DefectShape>,
    haze_glow: f32,
    dust_glow: f32,
    rough_glow: f32,
    matt_glow: f32,
    straight_fresnel: f32,
    background: f32,
}

/// A wall with all that is in it at one point.
struct Layer {
    optics: WallOptics,
    /// Share that is left after scattering and absorption.
    left: f32,
    /// Light that it scatters to the camera.
    scattered: f32,
    mirrored: f32,
    /// Tangents of the turn of what passes, across the axis and along it.
    turn: [f32; 2],
    blur_rad: f32,
}

impl Shader {
    pub fn new(balloon: &Balloon, mm_per_px: f32, reach_mm: f32) -> Self {
        let spec = balloon.spec;
        let light = Light::new(&balloon.lighting);
        let wall_mm = spec.wall_um / 1000.0;
        let radius_mm = spec.body_radius_mm();
        let absorbance = spec.absorbance_per_mm * wall_mm;
        let shape = |defect| DefectShape::new(defect, radius_mm);
        Self {
            table: WallTable::new(spec.refractive_index, absorbance, wall_mm / radius_mm),
            surface: Surface::new(balloon, mm_per_px, reach_mm),
            shapes: balloon.defects.iter().map(shape).collect(),
            haze_glow: light.glow(HAZE_ASYMMETRY),
            dust_glow: light.glow(DUST_ASYMMETRY),
            rough_glow: light.glow(ROUGH_ASYMMETRY),
            matt_glow: light.glow(0.0),
            straight_fresnel: fresnel(spec.refractive_index, 1.0),
            background: light.passed([0.0, -1.0, 0.0], 0.0),
            light,
            outline: Outline::new(&spec),
            spec,
        }
    }

    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    pub fn shapes(&self) -> &[DefectShape] {
        &self.shapes
    }

    /// The light from a place in millimetres across the axis and along it, with some defects in
    /// each wall, by number.
    pub fn sample(&self, projection: &Projection, at: [f32; 2], defects: [&[usize]; 2]) -> Sample {
        let Some([near, far]) = projection.walls(at, &self.outline) else {
            return Sample {
                front: 0.0,
                through: 1.0,
                back: self.background,
            };
        };
        let near_layer = self.layer(&near, Wall::Near, self.effect(&near, defects[0]));
        let far_layer = self.layer(&far, Wall::Far, self.effect(&far, defects[1]));
        // Both walls of the tube turn light away from its axis.
        let outward = at[0].signum();
        let tube = outward * (near_layer.optics.tube_bend_rad + far_layer.optics.tube_bend_rad);
        let passed = |turn: [f32; 2], blur_rad: f32| {
            let direction = [turn[0] + tube, -1.0, turn[1]];
            self.light.passed(direction, blur_rad)
        };
        let far_passes = far_layer.optics.transmitted * far_layer.left;
        // What the far wall mirrors came in through the near one, at about the same angle.
        let back = far_passes * passed(far_layer.turn, far_layer.blur_rad)
            + far_layer.mirrored * near_layer.optics.transmitted
            + far_layer.scattered;
        let through = near_layer.optics.transmitted * near_layer.left;
        // The near wall turns light too. To the first order both turns add up, so that its own part
        // can be told from that of the far wall, which is less sharp.
        let straight = passed([0.0, 0.0], self.spec.roughness_rad);
        let turned = passed(near_layer.turn, near_layer.blur_rad) - straight;
        Sample {
            front: near_layer.mirrored
                + near_layer.scattered
                + through * far_layer.optics.transmitted * turned,
            through,
            back,
        }
    }

    fn effect(&self, point: &WallPoint, defects: &[usize]) -> Effect {
        let mut sum = Effect::default();
        for &number in defects {
            if let Some(effect) = self.shapes[number].effect(point.theta_rad, point.z_mm) {
                sum += effect;
            }
        }
        sum
    }

    fn layer(&self, point: &WallPoint, wall: Wall, effect: Effect) -> Layer {
        let cos_i = point.normal[1].max(0.0);
        let optics = self.table.at(cos_i);
        let texel = self.surface.at(point.theta_rad, point.z_mm);
        let add = |a: [f32; 2], b: [f32; 2]| [a[0] + b[0], a[1] + b[1]];
        let tilt = add(texel.slope, effect.tilt);
        let bend = add(texel.slope, effect.bend);
        // Growing θ is to the right on the near wall and to the left on the far one.
        let side = match wall {
            Wall::Near => 1.0,
            Wall::Far => -1.0,
        };
        let blur_rad = self.spec.roughness_rad.hypot(effect.blur_rad);
        let (left, scattered) = self.scatter(point, &optics, texel, &effect);
        let turn = [
            side * optics.bend_around * bend[0],
            optics.bend_along * bend[1],
        ];
        Layer {
            optics,
            left,
            scattered,
            mirrored: self.mirrored(point, side, tilt, blur_rad, &optics, &effect),
            turn: turn.map(|turn| turn.clamp(-MOST_TURN, MOST_TURN)),
            blur_rad,
        }
    }

    /// The share that scattering and absorption leave, and what scattering adds: a thin layer of
    /// optical depth `τ` leaves `exp(−τ)` (Beer–Lambert) and glows with the rest.
    fn scatter(
        &self,
        point: &WallPoint,
        optics: &WallOptics,
        texel: Texel,
        effect: &Effect,
    ) -> (f32, f32) {
        let narrowing = self.outline.body_mm() / point.radius_mm;
        let stretch = if narrowing > 1.0 {
            narrowing.powf(STRETCH_POWER)
        } else {
            1.0
        };
        let inverse = 1.0 / point.normal[1].max(LEAST_COSINE);
        let haze =
            self.spec.haze * texel.haze * stretch * optics.path + self.spec.surface_haze * inverse;
        let dust = texel.dust;
        let depth = haze + dust + effect.rough + effect.matt;
        let glow = haze * self.haze_glow
            + dust * DUST_ALBEDO * self.dust_glow
            + effect.rough * self.rough_glow
            + effect.matt * self.matt_glow;
        let left = (-depth).exp();
        // Of what is scattered, as much is seen as was not scattered or absorbed before.
        let seen = if depth > 1e-4 {
            (1.0 - left) / depth
        } else {
            1.0
        };
        let absorbed = (-effect.absorbance).exp();
        let under_matt = (-effect.absorbance / 2.0).exp();
        let matt = effect.matt * self.matt_glow * seen;
        let clear = (glow * seen - matt) * under_matt;
        (left * absorbed, clear + matt)
    }

    /// What the wall mirrors to the camera, with its slopes.
    fn mirrored(
        &self,
        point: &WallPoint,
        side: f32,
        tilt: [f32; 2],
        blur_rad: f32,
        optics: &WallOptics,
        effect: &Effect,
    ) -> f32 {
        // The outer normal leans against the slope; the normal that faces the camera is the inner
        // one on the far wall.
        let from = |tilt: [f32; 2]| {
            let mut normal = [0.0; 3];
            for (axis, part) in normal.iter_mut().enumerate() {
                let lean = tilt[0] * point.around[axis] + tilt[1] * point.along[axis];
                *part = point.normal[axis] - side * lean;
            }
            let [x, y, z] = normal;
            let twice = 2.0 * y / (x * x + y * y + z * z);
            // The camera's direction is (0, 1, 0), so this is where the mirrored light comes from.
            let direction = [twice * x, twice * y - 1.0, twice * z];
            self.light.mirrored(direction, blur_rad)
        };
        let outer = optics.reflected * from(tilt);
        if effect.inner_share == 0.0 {
            return outer;
        }
        // A void has two surfaces more.
        let strength = 2.0 * self.straight_fresnel * effect.inner_share.powi(2);
        outer + strength * from(effect.inner_tilt)
    }
}
