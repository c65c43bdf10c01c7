//! Into which directions haze scatters light.

use std::f32::consts::PI;

/// The share of scattered light that leaves in a unit of solid angle (1/sr), by the cosine of the
/// angle between the ways before and after: Henyey and Greenstein, "Diffuse radiation in the
/// galaxy", Astrophysical Journal 93 (1941) 70. `asymmetry` is the mean of that cosine: 0 scatters
/// evenly, and towards 1 nearly straight on.
pub(crate) fn henyey_greenstein(asymmetry: f32, cos_turn: f32) -> f32 {
    let g = asymmetry;
    let spread = (1.0 + g * g - 2.0 * g * cos_turn).max(1e-6);
    (1.0 - g * g) / (4.0 * PI * spread * spread.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_scattered_light_goes_somewhere_and_its_mean_cosine_is_the_asymmetry() {
        for asymmetry in [0.0, 0.4, 0.8] {
            let steps = 20_000;
            let (mut all, mut mean) = (0.0_f64, 0.0_f64);
            for step in 0..steps {
                let cos = -1.0 + 2.0 * (step as f32 + 0.5) / steps as f32;
                let share = f64::from(henyey_greenstein(asymmetry, cos) * 2.0 * PI * 2.0)
                    / f64::from(steps);
                all += share;
                mean += share * f64::from(cos);
            }
            assert!((all - 1.0).abs() < 1e-3, "{asymmetry}: {all}");
            assert!((mean - f64::from(asymmetry)).abs() < 1e-3, "{mean}");
        }
    }
}
