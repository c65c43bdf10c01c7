//! By how much a surface blurs light.

/// Share of mirrored light that a rough surface sends far from the mirror direction, and how far, in
/// roughnesses. A Gaussian falls off too fast: the lobe of microfacets has long tails (Walter et al.,
/// "Microfacet models for refraction through rough surfaces", EGSR 2007), which two Gaussians come
/// near to.
const TAIL_SHARE: f32 = 0.16;
const TAIL_WIDTH: f32 = 7.0;

/// A blur as a sum of Gaussians: the deviation of each in radians, and its share. The widest one is
/// the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lobe<const N: usize> {
    parts: [(f32, f32); N],
}

impl Lobe<1> {
    /// The blur of light that passes.
    pub fn gaussian(deviation_rad: f32) -> Self {
        Self {
            parts: [(deviation_rad, 1.0)],
        }
    }
}

impl Lobe<2> {
    /// The blur of light that a surface of this roughness mirrors.
    pub fn microfacets(roughness_rad: f32) -> Self {
        Self {
            parts: [
                (roughness_rad, 1.0 - TAIL_SHARE),
                (TAIL_WIDTH * roughness_rad, TAIL_SHARE),
            ],
        }
    }
}

impl<const N: usize> Lobe<N> {
    /// The deviation of the widest part.
    pub fn widest_rad(&self) -> f32 {
        self.parts[N - 1].0
    }

    /// The mean of something over the parts.
    pub fn mean(&self, of: impl Fn(f32) -> f32) -> f32 {
        self.parts
            .iter()
            .map(|(deviation_rad, share)| share * of(*deviation_rad))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lobe_loses_no_light() {
        assert!((Lobe::gaussian(0.3).mean(|_| 4.0) - 4.0).abs() < 1e-6);
        assert!((Lobe::microfacets(0.3).mean(|_| 4.0) - 4.0).abs() < 1e-6);
    }

    #[test]
    fn far_from_the_mirror_direction_only_the_tail_is_left() {
        let of =
            |away_rad: f32, deviation_rad: f32| (-(away_rad / deviation_rad).powi(2) / 2.0).exp();
        let rough = Lobe::microfacets(0.01);
        assert!((rough.widest_rad() - 0.07).abs() < 1e-6);
        let far = rough.mean(|deviation_rad| of(0.06, deviation_rad));
        assert!(far > 1000.0 * of(0.06, 0.01), "{far}");
    }
}
