//! Recall at a fixed rate of false alarms, and false alarms at a fixed recall.

use super::{Curve, CurvePoint};

/// The overkills that an inspection is commonly compared at: 0.1 %, 0.5 % and 1 %.
pub const OVERKILL_RATES: [f64; 3] = [0.001, 0.005, 0.01];

/// Half of the last digit that shares are compared by, so that 29 of 100 is 0.29.
const ROUNDING: f64 = 1e-9;

impl Curve {
    /// The point of greatest recall whose overkill is not above `limit`, from 0 to 1; of several,
    /// the one of highest threshold. It is a threshold that exists, without interpolation, so that
    /// with fewer than `1 / limit` negatives no overkill at all is allowed. None without positives
    /// or negatives.
    #[must_use]
    pub fn recall_at_overkill(&self, limit: f64) -> Option<&CurvePoint> {
        let is_within = |point: &CurvePoint| Some(point.overkill()? <= limit + ROUNDING);
        let last = self.last_while(is_within)?;
        self.at_recall(last.recall()?)
    }

    /// The point of highest threshold whose recall is at least `target`, from 0 to 1: the least
    /// overkill that so few escapes cost. None without positives.
    #[must_use]
    pub fn at_recall(&self, target: f64) -> Option<&CurvePoint> {
        let mut points = self.points().iter();
        points.find(|point| point.recall().is_some_and(|it| it >= target - ROUNDING))
    }

    /// The last point for which a condition holds that holds for none after the first it does not
    /// hold for. None where the condition cannot be told.
    fn last_while(&self, holds: impl Fn(&CurvePoint) -> Option<bool>) -> Option<&CurvePoint> {
        let mut last = None;
        for point in self.points() {
            if !holds(point)? {
                break;
            }
            last = Some(point);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::curve;

    #[test]
    fn recall_at_an_overkill_by_hand() {
        let negatives: Vec<f64> = (0..100).map(|it| f64::from(it) / 100.0).collect();
        let curve = curve(&[0.995, 0.985, 0.5, 0.7], &negatives);
        // Above 0.99 there is one of four positives; from 0.985 on, two, at 1 of 100 negatives.
        let at = |limit| {
            let point = curve.recall_at_overkill(limit).unwrap();
            (point.threshold, point.recall().unwrap())
        };
        assert_eq!(at(0.001), (0.995, 0.25));
        assert_eq!(at(0.01), (0.985, 0.5));
        // 29 and 30 of 100; the third positive is at 0.7, as the thirtieth negative is.
        assert_eq!(at(0.29), (0.985, 0.5));
        assert_eq!(at(0.3), (0.7, 0.75));
        assert_eq!(at(1.0), (0.5, 1.0));
    }

    #[test]
    fn the_highest_threshold_of_a_recall_is_taken() {
        let curve = curve(&[0.9, 0.6, 0.3], &[0.8, 0.7, 0.5, 0.2]);
        let threshold = |target| curve.at_recall(target).unwrap().threshold;
        assert_eq!(threshold(0.0), f64::INFINITY);
        assert_eq!(threshold(1.0 / 3.0), 0.9);
        assert_eq!(threshold(0.5), 0.6);
        assert_eq!(threshold(1.0), 0.3);
        assert_eq!(curve.at_recall(1.1), None);
    }

    #[test]
    fn one_class_alone_has_no_such_point() {
        assert_eq!(curve(&[0.5], &[]).recall_at_overkill(0.5), None);
        assert_eq!(curve(&[], &[0.5]).recall_at_overkill(0.5), None);
        assert_eq!(curve(&[], &[0.5]).at_recall(0.5), None);
    }
}
