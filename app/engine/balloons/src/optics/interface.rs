//! How much light a surface and a plate reflect and let through.

/// The share of light that a surface between air and a material of this refractive index reflects,
/// averaged over polarisations, by the cosine of the angle of incidence in air (0 at grazing, 1
/// straight on): Schlick, "An inexpensive BRDF model for physically-based rendering", Computer
/// Graphics Forum 13 (1994) 233. It is `((n − 1) / (n + 1))²` straight on and 1 at grazing.
#[must_use]
pub fn fresnel(refractive_index: f32, cos_incident: f32) -> f32 {
    let straight = ((refractive_index - 1.0) / (refractive_index + 1.0)).powi(2);
    straight + (1.0 - straight) * (1.0 - cos_incident.clamp(0.0, 1.0)).powi(5)
}

/// The cosine of the angle of refraction inside a material, by that of incidence in air: Snell's
/// law, `sin i = n sin r`.
#[must_use]
pub fn cos_refracted(refractive_index: f32, cos_incident: f32) -> f32 {
    let cos_incident = cos_incident.clamp(0.0, 1.0);
    let sin_squared = (1.0 - cos_incident * cos_incident) / (refractive_index * refractive_index);
    (1.0 - sin_squared).max(0.0).sqrt()
}

/// What becomes of light that meets a plate with two parallel surfaces.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Plate {
    /// The share that leaves on the other side.
    pub transmitted: f32,
    /// The share that both surfaces together send back.
    pub reflected: f32,
}

/// A plate in air, all reflections between its two surfaces added up without interference (Stokes,
/// "On the intensity of the light reflected from or transmitted through a pile of plates", Proc. R.
/// Soc. London 11 (1862) 545). With the reflectance `F` of one surface and the share
/// `A = exp(−a / cos r)` that one crossing leaves (Beer–Lambert), it lets
/// `(1 − F)² A / (1 − F² A²)` through and reflects `F + F (1 − F)² A² / (1 − F² A²)`. `absorbance`
/// is `a`, the natural absorbance of a straight crossing.
#[must_use]
pub fn plate(refractive_index: f32, cos_incident: f32, absorbance: f32) -> Plate {
    let surface = fresnel(refractive_index, cos_incident);
    let crossing = (-absorbance / cos_refracted(refractive_index, cos_incident)).exp();
    let into = (1.0 - surface) * (1.0 - surface);
    let echo = 1.0 - (surface * crossing).powi(2);
    if echo <= f32::EPSILON {
        // A clear plate at grazing incidence: nothing gets in.
        return Plate {
            transmitted: 0.0,
            reflected: 1.0,
        };
    }
    Plate {
        transmitted: into * crossing / echo,
        reflected: surface + surface * into * crossing * crossing / echo,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Fresnel's equations themselves, averaged over both polarisations.
    fn exact(n: f32, cos_i: f32) -> f32 {
        let cos_r = cos_refracted(n, cos_i);
        let across = (cos_i - n * cos_r) / (cos_i + n * cos_r);
        let along = (n * cos_i - cos_r) / (n * cos_i + cos_r);
        f32::midpoint(across * across, along * along)
    }

    #[test]
    fn fresnel_at_normal_and_grazing_incidence() {
        assert!((fresnel(1.5, 1.0) - 0.04).abs() < 1e-6);
        assert!((fresnel(1.64, 1.0) - (0.64_f32 / 2.64).powi(2)).abs() < 1e-6);
        assert!((fresnel(1.5, 0.0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn schlick_stays_near_fresnel() {
        for index in [1.5, 1.57, 1.64] {
            for step in 0..=100 {
                let cos_i = step as f32 / 100.0;
                let error = fresnel(index, cos_i) - exact(index, cos_i);
                assert!(error.abs() < 0.05, "{index} {cos_i} {error}");
            }
        }
    }

    #[test]
    fn snell_bends_towards_the_normal() {
        // Thirty degrees in air are 19.47 degrees in glass of 1.5.
        let cos_r = cos_refracted(1.5, 30.0_f32.to_radians().cos());
        assert!((cos_r.acos().to_degrees() - 19.471).abs() < 0.01);
        assert!((cos_refracted(1.5, 0.0) - (1.0 - 1.0 / 2.25_f32).sqrt()).abs() < 1e-6);
    }

    #[test]
    fn a_clear_plate_reflects_twice_what_one_surface_does() {
        let clear = plate(1.5, 1.0, 0.0);
        assert!((clear.reflected - 2.0 * 0.04 / 1.04).abs() < 1e-5);
        assert!((plate(1.5, 0.0, 0.0).reflected - 1.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn a_plate_keeps_energy(n in 1.3_f32..1.8, cos_i in 0.0_f32..=1.0, a in 0.0_f32..3.0) {
            let clear = plate(n, cos_i, 0.0);
            prop_assert!((clear.transmitted + clear.reflected - 1.0).abs() < 1e-4);
            let absorbing = plate(n, cos_i, a);
            prop_assert!(absorbing.transmitted >= 0.0 && absorbing.reflected >= 0.0);
            prop_assert!(absorbing.transmitted <= clear.transmitted + 1e-6);
            prop_assert!(absorbing.transmitted + absorbing.reflected <= 1.0001);
        }
    }
}
