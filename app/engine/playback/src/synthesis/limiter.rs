//! What keeps the sum of many notes within what a device takes.

/// The highest sample that is let through.
const CEILING: f32 = 0.97;
/// How long the limiter takes to let go of about two thirds of what it holds back, in seconds.
const RELEASE_SECS: f32 = 0.3;

/// A limiter of peaks: it turns both sides down by the same factor at once where one of them would be too
/// high, and slowly up again.
pub(crate) struct Limiter {
    gain: f32,
    /// How much of what is missing to full gain comes back with each sample.
    recovery: f32,
}

impl Limiter {
    /// A limiter at a sampling rate in hertz.
    pub fn new(sample_rate: u32) -> Self {
        Self {
            gain: 1.0,
            recovery: 1.0 - (-1.0 / (RELEASE_SECS * sample_rate as f32)).exp(),
        }
    }

    /// Limits the samples of both sides.
    pub fn limit(&mut self, left: &mut [f32], right: &mut [f32]) {
        for (left, right) in left.iter_mut().zip(right) {
            let peak = left.abs().max(right.abs());
            self.gain += (1.0 - self.gain) * self.recovery;
            if peak * self.gain > CEILING {
                self.gain = CEILING / peak;
            }
            *left *= self.gain;
            *right *= self.gain;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quiet_passes_and_what_is_loud_is_held_back() {
        let mut limiter = Limiter::new(48_000);
        let (mut left, mut right) = (vec![0.5; 100], vec![-0.25; 100]);
        limiter.limit(&mut left, &mut right);
        assert!(left.iter().all(|it| *it == 0.5) && right.iter().all(|it| *it == -0.25));

        let (mut left, mut right) = (vec![3.0; 100], vec![-1.5; 100]);
        limiter.limit(&mut left, &mut right);
        assert!(left.iter().all(|it| (it - CEILING).abs() < 1e-6));
        assert!(right.iter().all(|it| (it + CEILING / 2.0).abs() < 1e-6));
    }

    #[test]
    fn the_gain_comes_back() {
        let mut limiter = Limiter::new(48_000);
        limiter.limit(&mut [4.0], &mut [4.0]);
        let (mut left, mut right) = (vec![0.1; 96_000], vec![0.1; 96_000]);
        limiter.limit(&mut left, &mut right);
        assert!(left[0] < 0.03 && left[95_999] > 0.099);
    }
}
