//! From where to where something reaches in one direction, and how well two of them agree.

/// From where to where something reaches, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reach {
    pub low: f64,
    pub high: f64,
}

/// How much further off something may be for each pixel that the smaller of two is long: models
/// differ in where a fading end is.
const OFF_PER_PX: f64 = 0.25;

impl Reach {
    /// Over all of some places; none where there are none.
    pub fn over(places: impl Iterator<Item = f64>) -> Option<Self> {
        places
            .filter(|it| it.is_finite())
            .fold(None, |reach: Option<Self>, at| {
                let reach = reach.unwrap_or(Self { low: at, high: at });
                Some(Self {
                    low: reach.low.min(at),
                    high: reach.high.max(at),
                })
            })
    }

    /// Its length in pixels.
    pub fn length_px(self) -> f64 {
        self.high - self.low
    }

    /// Its middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// The same, moved.
    pub fn moved(self, by_px: f64) -> Self {
        Self {
            low: self.low + by_px,
            high: self.high + by_px,
        }
    }

    /// How far the other one is off: by how much it lies further than where the shorter of both is
    /// within the longer one, so that a piece is not off from the whole.
    pub fn off_px(self, other: Self) -> f64 {
        let (low, high) = (other.low - self.low, other.high - self.high);
        if low * high <= 0.0 {
            0.0
        } else if low.abs() < high.abs() {
            low
        } else {
            high
        }
    }

    /// How like both are in length, from 0 to 1, where so many pixels make no difference.
    pub fn likeness(self, other: Self, slack_px: f64) -> f64 {
        let (a, b) = (self.length_px() + slack_px, other.length_px() + slack_px);
        a.min(b) / a.max(b)
    }
}

/// How far something may be off, where the smaller of two is so long.
pub(super) fn tolerance_px(slack_px: f64, shorter_px: f64) -> f64 {
    slack_px + OFF_PER_PX * shorter_px
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn reach(low: f64, high: f64) -> Reach {
        Reach { low, high }
    }

    #[test]
    fn a_piece_is_not_off_and_what_is_as_long_is_off_by_its_distance() {
        let whole = reach(10.0, 60.0);
        assert_eq!(whole.off_px(reach(20.0, 30.0)), 0.0);
        assert_eq!(reach(20.0, 30.0).off_px(whole), 0.0);
        assert_eq!(whole.off_px(whole.moved(7.0)), 7.0);
        assert_eq!(whole.off_px(whole.moved(-7.0)), -7.0);
    }

    #[test]
    fn a_piece_is_off_by_how_far_it_sticks_out() {
        let whole = reach(10.0, 60.0);
        assert_eq!(whole.off_px(reach(50.0, 65.0)), 5.0);
        assert_eq!(reach(50.0, 65.0).off_px(whole), -5.0);
        assert_eq!(whole.off_px(reach(0.0, 12.0)), -10.0);
    }

    #[test]
    fn only_places_that_are_numbers_count() {
        let over = Reach::over([3.0, f64::NAN, -1.0].into_iter()).unwrap();
        assert_eq!(over, reach(-1.0, 3.0));
        assert_eq!(over.middle(), 1.0);
        assert_eq!(Reach::over([f64::NAN].into_iter()), None);
    }
}
