//! Window, level and gamma: the CPU twin of `shaders/lib/window.wgsl`.

shared_struct! {
    /// How a sample becomes a tone from 0 (black) to 1 (white).
    pub struct WindowMapping {
        /// The sample that is shown black.
        low: f32,
        /// One over the distance from `low` to the sample that is shown white; negative inverts.
        per_sample: f32,
        /// One over gamma; 1 leaves tones alone.
        inverse_gamma: f32,
        /// Keeps the size at a multiple of 16 bytes.
        padding: f32,
    }
}

impl WindowMapping {
    /// Tones as they are stored: 0 is black, 1 is white.
    pub const IDENTITY: Self = Self {
        low: 0.0,
        per_sample: 1.0,
        inverse_gamma: 1.0,
        padding: 0.0,
    };

    /// Shows `low` black and `high` white, both as a shader reads them (1 is the largest 8-bit or
    /// 16-bit sample); `high` below `low` inverts the picture, and equal ends make a threshold. A
    /// `gamma` above 1 brightens the middle tones.
    #[must_use]
    pub fn new(low: f32, high: f32, gamma: f32) -> Self {
        // A finite stand-in for one over nothing: infinity times zero would be no number.
        const STEEPEST: f32 = 1e30;
        let per_sample = 1.0 / (high - low);
        Self {
            low,
            per_sample: if per_sample.is_finite() {
                per_sample.clamp(-STEEPEST, STEEPEST)
            } else {
                STEEPEST
            },
            inverse_gamma: 1.0 / gamma.max(1e-3),
            padding: 0.0,
        }
    }

    /// The tone of one sample.
    #[must_use]
    pub fn tone(&self, sample: f32) -> f32 {
        let unit = ((sample - self.low) * self.per_sample).clamp(0.0, 1.0);
        if self.inverse_gamma == 1.0 {
            unit
        } else {
            unit.powf(self.inverse_gamma)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middle() {
        let mapping = WindowMapping::new(0.2, 0.6, 1.0);
        assert_eq!(mapping.tone(0.1), 0.0);
        assert!((mapping.tone(0.4) - 0.5).abs() < 1e-6);
        assert_eq!(mapping.tone(0.7), 1.0);
    }

    #[test]
    fn gamma_brightens_the_middle_and_keeps_the_ends() {
        let mapping = WindowMapping::new(0.0, 1.0, 2.0);
        assert!((mapping.tone(0.25) - 0.5).abs() < 1e-6);
        assert_eq!((mapping.tone(0.0), mapping.tone(1.0)), (0.0, 1.0));
    }

    #[test]
    fn reversed_ends_invert() {
        let mapping = WindowMapping::new(1.0, 0.0, 1.0);
        assert_eq!((mapping.tone(0.0), mapping.tone(1.0)), (1.0, 0.0));
    }

    #[test]
    fn equal_ends_are_a_threshold() {
        let mapping = WindowMapping::new(0.5, 0.5, 1.0);
        assert_eq!(
            (mapping.tone(0.49), mapping.tone(0.5), mapping.tone(0.51)),
            (0.0, 0.0, 1.0)
        );
    }
}
