//! How much light arrives from a direction.

use super::Lighting;
use super::face::{Source, source};
use super::lobe::Lobe;

/// The light around a balloon, ready to be asked by direction. A direction has three coordinates
/// and points to where the light comes from: across the balloon's axis, to the camera, and along
/// the axis. It need not have length 1.
#[derive(Clone, Debug)]
pub(crate) struct Light {
    sources: Vec<Source>,
    ambient: f32,
}

impl Light {
    /// The light of some lamps.
    pub fn new(lighting: &Lighting) -> Self {
        Self {
            sources: lighting.lamps.iter().map(source).collect(),
            ambient: lighting.ambient,
        }
    }

    /// The radiance that arrives from a direction and passes, blurred by a deviation in radians.
    pub fn passed(&self, direction: [f32; 3], blur_rad: f32) -> f32 {
        self.sum(direction, Lobe::gaussian(blur_rad), |_| 1.0)
    }

    /// The radiance that arrives from a direction and is mirrored by a surface of some roughness.
    pub fn mirrored(&self, direction: [f32; 3], roughness_rad: f32) -> f32 {
        self.sum(direction, Lobe::microfacets(roughness_rad), |source| {
            source.mirror_share
        })
    }

    fn sum<const N: usize>(
        &self,
        direction: [f32; 3],
        lobe: Lobe<N>,
        kept: impl Fn(&Source) -> f32,
    ) -> f32 {
        let [x, y, z] = direction;
        let scale = 1.0 / (x * x + y * y + z * z).sqrt();
        let unit = [x * scale, y * scale, z * scale];
        let of = |source: &Source| source.radiance * kept(source) * source.face.share(unit, lobe);
        self.sources.iter().map(of).sum::<f32>() + self.ambient
    }

    /// The radiance in which a thin layer of optical depth 1 glows, seen from the camera, by the
    /// asymmetry of its scattering: the light of all lamps times the phase function.
    pub fn glow(&self, asymmetry: f32) -> f32 {
        let of = |source: &Source| source.radiance * source.face.scattered(asymmetry);
        self.sources.iter().map(of).sum::<f32>() + self.ambient
    }
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use super::super::Lamp;
    use super::*;

    fn light(lamp: Lamp) -> Light {
        Light::new(&Lighting {
            lamps: vec![lamp],
            ambient: 0.0,
        })
    }

    fn strip(azimuth_rad: f32) -> Lamp {
        Lamp::Panel {
            azimuth_rad,
            elevation_rad: 0.0,
            half_width_rad: 0.03,
            half_length_rad: 0.5,
            edge_rad: 0.005,
            radiance: 10.0,
            mirror_share: 0.1,
        }
    }

    #[test]
    fn a_strip_is_seen_where_it_is_and_polarisers_hold_it_back() {
        let light = light(strip(0.7));
        let towards = |azimuth: f32| [azimuth.sin(), azimuth.cos(), 0.2];
        assert!((light.passed(towards(0.7), 0.0) - 10.0).abs() < 1e-3);
        assert!((light.mirrored(towards(0.7), 0.0) - 1.0).abs() < 1e-3);
        assert_eq!(light.passed(towards(0.8), 0.0), 0.0);
        assert_eq!(light.passed(towards(0.7 + PI), 0.0), 0.0);
    }

    #[test]
    fn blur_lowers_a_strip_and_keeps_its_light() {
        let light = light(strip(0.0));
        let all = |blur: f32| {
            (-2000..2000)
                .map(|step| step as f32 * 5e-4)
                .map(|t| light.passed([t, 1.0, 0.0], blur))
                .sum::<f32>()
        };
        let peak = light.passed([0.0, 1.0, 0.0], 0.1);
        assert!(peak < 5.0, "{peak}");
        assert!((all(0.1) / all(0.0) - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_ring_lights_only_its_angle_and_a_dome_has_a_hole() {
        let ring = light(Lamp::Ring {
            angle_rad: 2.5,
            half_width_rad: 0.1,
            radiance: 2.0,
            leds: 24,
            modulation: 0.3,
            mirror_share: 1.0,
        });
        let at = |angle: f32| ring.passed([angle.sin(), angle.cos(), 0.0], 0.0);
        assert!(at(2.5) > 1.0);
        assert_eq!(at(PI), 0.0);
        assert_eq!(at(2.2), 0.0);
        let dome = light(Lamp::Dome {
            hole_rad: 0.2,
            radiance: 1.0,
            lean: [0.0, 0.0],
            mirror_share: 1.0,
        });
        assert_eq!(dome.passed([0.0, 1.0, 0.0], 0.0), 0.0);
        assert_eq!(dome.passed([0.6, 1.0, 0.0], 0.0), 1.0);
        assert_eq!(dome.passed([0.6, -1.0, 0.0], 0.0), 0.0);
    }

    #[test]
    fn even_light_from_everywhere_glows_as_bright_as_it_is() {
        let even = Light::new(&Lighting {
            lamps: Vec::new(),
            ambient: 0.7,
        });
        assert!((even.glow(0.6) - 0.7).abs() < 1e-6);
        // A back light makes forward scattering glow more than even scattering.
        let back = light(strip(PI));
        assert!(back.glow(0.8) > 10.0 * back.glow(0.0));
        assert!(back.glow(0.0) > 0.0);
    }
}
