//! What a lamp looks like from the balloon.

use std::f32::consts::{PI, TAU};

use super::Lamp;
use super::lobe::Lobe;
use crate::optics::henyey_greenstein;

/// Ratio between the half width of the soft step and the deviation of the Gaussian blur that it
/// stands for: that of equal variance.
const STEP_PER_DEVIATION: f32 = 2.236;
/// Soft edge of the rim of a dome, as a cosine.
const DOME_RIM: f32 = 0.5;
/// Half the soft edge of the hole of a dome, in depths of the hole.
const DOME_HOLE_EDGE: f32 = 0.8;
/// Points of the quadrature over a lamp, along each side.
const QUADRATURE: usize = 48;

/// A lamp made ready.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub face: Face,
    pub radiance: f32,
    pub mirror_share: f32,
}

/// Where from the balloon a lamp is seen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Face {
    Panel {
        /// Towards the lamp, across it and along it.
        middle: [f32; 3],
        across: [f32; 3],
        along: [f32; 3],
        half_width: f32,
        half_length: f32,
        edge: f32,
    },
    Ring {
        angle_rad: f32,
        cos_angle: f32,
        half_width_rad: f32,
        leds: f32,
        modulation: f32,
    },
    Dome {
        cos_hole: f32,
        lean: [f32; 2],
    },
}

/// Makes a lamp ready.
pub(super) fn source(lamp: &Lamp) -> Source {
    let (face, radiance, mirror_share) = match *lamp {
        Lamp::Panel {
            azimuth_rad,
            elevation_rad,
            half_width_rad,
            half_length_rad,
            edge_rad,
            radiance,
            mirror_share,
        } => {
            let (sin_a, cos_a) = azimuth_rad.sin_cos();
            let (sin_e, cos_e) = elevation_rad.sin_cos();
            let face = Face::Panel {
                middle: [sin_a * cos_e, cos_a * cos_e, sin_e],
                across: [cos_a, -sin_a, 0.0],
                along: [-sin_a * sin_e, -cos_a * sin_e, cos_e],
                half_width: half_width_rad.tan(),
                half_length: half_length_rad.tan(),
                edge: edge_rad,
            };
            (face, radiance, mirror_share)
        }
        Lamp::Ring {
            angle_rad,
            half_width_rad,
            radiance,
            leds,
            modulation,
            mirror_share,
        } => {
            let face = Face::Ring {
                angle_rad,
                cos_angle: angle_rad.cos(),
                half_width_rad,
                leds: leds as f32,
                modulation,
            };
            (face, radiance, mirror_share)
        }
        Lamp::Dome {
            hole_rad,
            radiance,
            lean,
            mirror_share,
        } => {
            let cos_hole = hole_rad.cos();
            (Face::Dome { cos_hole, lean }, radiance, mirror_share)
        }
    };
    Source {
        face,
        radiance,
        mirror_share,
    }
}

impl Face {
    /// How much of a direction that is blurred by a lobe the lamp fills, from 0 to 1.
    pub fn share<const N: usize>(&self, unit: [f32; 3], lobe: Lobe<N>) -> f32 {
        match *self {
            Self::Panel {
                middle,
                across,
                along,
                half_width,
                half_length,
                edge,
            } => {
                let towards = dot(unit, middle);
                if towards < 0.05 {
                    return 0.0;
                }
                let scale = 1.0 / towards;
                let (x, y) = (dot(unit, across) * scale, dot(unit, along) * scale);
                lobe.mean(|blur_rad| {
                    let edge = widened(edge, blur_rad);
                    window(x, half_width, edge) * window(y, half_length, edge)
                })
            }
            Self::Ring {
                angle_rad,
                cos_angle,
                half_width_rad,
                leds,
                modulation,
            } => {
                let half = half_width_rad / 2.0;
                // A cosine changes less than its angle, so this is surely outside.
                let widest = half + widened(half, lobe.widest_rad());
                if (unit[1] - cos_angle).abs() > widest {
                    return 0.0;
                }
                let away = unit[1].clamp(-1.0, 1.0).acos() - angle_rad;
                if away.abs() > widest {
                    return 0.0;
                }
                let wave = (leds * unit[0].atan2(unit[2])).cos();
                lobe.mean(|blur_rad| {
                    // Blur hides the single LEDs.
                    let seen = modulation * (-(leds * blur_rad).powi(2) / 2.0).exp();
                    window(away, half, widened(half, blur_rad)) * (1.0 + seen * wave)
                })
            }
            Self::Dome { cos_hole, lean } => {
                let edge = DOME_HOLE_EDGE * (1.0 - cos_hole);
                let share = lobe.mean(|blur_rad| {
                    let rim = step(unit[1] / widened(DOME_RIM, blur_rad));
                    let hole = step((unit[1] - cos_hole) / widened(edge, blur_rad * 0.5));
                    rim * (1.0 - hole)
                });
                share * (1.0 + lean[0] * unit[0] + lean[1] * unit[2])
            }
        }
    }

    /// The integral of the phase function over the lamp, in which light is scattered to the camera.
    pub fn scattered(&self, asymmetry: f32) -> f32 {
        let middles = || (0..QUADRATURE).map(|step| (step as f32 + 0.5) / QUADRATURE as f32);
        // Light from a direction with the cosine `c` to the camera turns by the cosine `−c`.
        match *self {
            Self::Panel {
                middle,
                across,
                along,
                half_width,
                half_length,
                ..
            } => {
                let cell = 4.0 * half_width * half_length / (QUADRATURE * QUADRATURE) as f32;
                let mut sum = 0.0;
                for s in middles().map(|t| (2.0 * t - 1.0) * half_width) {
                    for t in middles().map(|t| (2.0 * t - 1.0) * half_length) {
                        let squared = 1.0 + s * s + t * t;
                        let to_camera = middle[1] + s * across[1] + t * along[1];
                        let cos = to_camera / squared.sqrt();
                        let solid_angle = cell / (squared * squared.sqrt());
                        sum += henyey_greenstein(asymmetry, -cos) * solid_angle;
                    }
                }
                sum
            }
            Self::Ring { .. } | Self::Dome { .. } => {
                let mut sum = 0.0;
                for angle in middles().map(|t| PI * t) {
                    let share = self
                        .even()
                        .share([0.0, angle.cos(), angle.sin()], Lobe::gaussian(0.0));
                    let solid_angle = TAU * angle.sin() * PI / QUADRATURE as f32;
                    sum += share * henyey_greenstein(asymmetry, -angle.cos()) * solid_angle;
                }
                sum
            }
        }
    }

    /// The same without what does not matter on average around the camera's axis.
    fn even(mut self) -> Self {
        match &mut self {
            Self::Ring { modulation, .. } => *modulation = 0.0,
            Self::Dome { lean, .. } => *lean = [0.0; 2],
            Self::Panel { .. } => {}
        }
        self
    }
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The half width of an edge that is blurred.
fn widened(edge: f32, blur_rad: f32) -> f32 {
    let blur = STEP_PER_DEVIATION * blur_rad;
    (edge * edge + blur * blur).sqrt()
}

/// A box of half width `half` with soft edges. Blur keeps its area, however wide it is.
fn window(x: f32, half: f32, edge: f32) -> f32 {
    if x.abs() >= half + edge {
        return 0.0;
    }
    step((x + half) / edge) - step((x - half) / edge)
}

/// A smooth step from 0 at −1 to 1 at 1.
fn step(t: f32) -> f32 {
    let t = t.clamp(-1.0, 1.0);
    0.5 + t * (0.75 - 0.25 * t * t)
}
