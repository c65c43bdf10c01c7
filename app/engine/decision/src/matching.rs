//! Whether a finding and a mark are of the same defect.
//!
//! Defects are thin or a few pixels large, where an overlap of a half (IoU 0.5) is too harsh: one
//! pixel to the side halves it. So shapes are grown before they are compared, tiny ones may be near
//! instead, and a piece of a defect is that defect.

use serde::{Deserialize, Serialize};
use shapes::{Rect, Shape};

use crate::DecisionError;

/// Both sides of what is tiny are at most so many times the reach.
const TINY_IN_REACHES: f64 = 4.0;

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchSettings {
    /// How far off a finding may be, in pixels, at least 0: shapes are grown so far before they are
    /// compared, and the centres of tiny ones may be so far apart.
    pub reach_px: f64,
    /// The least overlap of the grown shapes: the area that both cover over the area that either
    /// covers, at least 0.
    pub least_overlap: f64,
}

impl Default for MatchSettings {
    /// 6 pixels, and a quarter of the area.
    fn default() -> Self {
        Self {
            reach_px: 6.0,
            least_overlap: 0.25,
        }
    }
}

impl MatchSettings {
    /// Refuses what is not a finite number of at least 0.
    pub(crate) fn check(&self) -> Result<(), DecisionError> {
        match [self.reach_px, self.least_overlap]
            .into_iter()
            .find(|it| !(it.is_finite() && *it >= 0.0))
        {
            Some(number) => Err(DecisionError::Matching(number)),
            None => Ok(()),
        }
    }

    /// How similar a mark and a finding are, above 0 and up to 1; none where they are not of the same
    /// defect. They are where
    ///
    /// - both are tiny and their centres are within the reach: the nearer, the more similar, from a
    ///   half on;
    /// - or the shapes, grown by the reach, overlap enough: as similar as they overlap;
    /// - or the finding is a piece of the mark: its centre is within the reach of it, and it lies in
    ///   the box around it, grown by twice the reach.
    #[must_use]
    pub fn similarity(&self, mark: &Shape, finding: &Shape) -> Option<f64> {
        let (mark_box, finding_box) = (mark.bounds()?, finding.bounds()?);
        let reach_px = self.reach_px;
        mark_box
            .grown(reach_px)
            .intersection(&finding_box.grown(reach_px))?;
        if let Some(nearness) = self.nearness(mark, &mark_box, finding, &finding_box) {
            return Some(nearness);
        }
        let overlap = mark.dilated_iou(finding, reach_px);
        if overlap > 0.0 && overlap >= self.least_overlap {
            return Some(overlap);
        }
        self.is_piece(mark, &mark_box, finding, &finding_box)
            .then_some(self.least_overlap.clamp(f64::MIN_POSITIVE, 1.0))
    }

    fn nearness(
        &self,
        mark: &Shape,
        mark_box: &Rect,
        finding: &Shape,
        finding_box: &Rect,
    ) -> Option<f64> {
        let is_tiny =
            |it: &Rect| it.width_px().max(it.height_px()) <= TINY_IN_REACHES * self.reach_px;
        if !(is_tiny(mark_box) && is_tiny(finding_box)) {
            return None;
        }
        let distance_px = mark.center_distance_px(finding)?;
        // Without a reach nothing but a point at the same place is tiny and near.
        let in_reaches = if distance_px == 0.0 {
            0.0
        } else {
            distance_px / self.reach_px
        };
        (in_reaches <= 1.0).then_some(1.0 - in_reaches / 2.0)
    }

    fn is_piece(&self, mark: &Shape, mark_box: &Rect, finding: &Shape, finding_box: &Rect) -> bool {
        let room = mark_box.grown(2.0 * self.reach_px);
        let lies_inside = room.contains(finding_box.min) && room.contains(finding_box.max);
        lies_inside
            && finding
                .center()
                .is_some_and(|center| mark.distance_px(center) <= self.reach_px)
    }
}

#[cfg(test)]
mod tests {
    use shapes::{Mask, Point, Polyline};

    use super::*;

    fn rect(left: f64, top: f64, width_px: f64, height_px: f64) -> Shape {
        let min = Point::new(left, top);
        Shape::Box(Rect::between(min, min.translated(width_px, height_px)))
    }

    fn scratch(y: f64, from: f64, to: f64) -> Shape {
        Shape::Polyline(Polyline {
            points: vec![Point::new(from, y), Point::new(to, y)],
            width_px: 2.0,
        })
    }

    #[test]
    fn a_tiny_bubble_may_be_found_beside_itself() {
        let settings = MatchSettings::default();
        let bubble = rect(100.0, 100.0, 4.0, 4.0);
        let similarity = |dx: f64| settings.similarity(&bubble, &rect(100.0 + dx, 100.0, 4.0, 4.0));
        assert_eq!(similarity(0.0), Some(1.0));
        // 6 pixels of a reach of 6, which as an overlap without growing would be none.
        assert_eq!(similarity(6.0), Some(0.5));
        assert_eq!(similarity(40.0), None);
        let mask = Shape::Mask(Mask::disc(Point::new(102.0, 102.0), 2.0));
        assert!(settings.similarity(&bubble, &mask) > Some(0.9));
    }

    #[test]
    fn a_thin_scratch_may_be_found_a_little_aside_or_in_pieces() {
        let settings = MatchSettings::default();
        let mark = scratch(50.0, 0.0, 200.0);
        // Bands of 14 pixels that are 3 apart share 11 of 17.
        let aside = settings.similarity(&mark, &scratch(53.0, 0.0, 200.0));
        assert!((aside.unwrap() - 11.0 / 17.0).abs() < 0.02, "{aside:?}");
        let piece = settings.similarity(&mark, &scratch(51.0, 20.0, 40.0));
        assert_eq!(piece, Some(0.25));
        assert_eq!(settings.similarity(&mark, &scratch(80.0, 20.0, 40.0)), None);
        // A box around half of the picture is no piece of it, though its centre lies on it.
        assert_eq!(
            settings.similarity(&mark, &rect(0.0, 0.0, 200.0, 100.0)),
            None
        );
    }

    #[test]
    fn shapes_without_points_belong_to_nothing() {
        let empty = Shape::Mask(Mask::new());
        let settings = MatchSettings::default();
        assert_eq!(settings.similarity(&empty, &rect(0.0, 0.0, 4.0, 4.0)), None);
        let strict = MatchSettings {
            reach_px: 0.0,
            least_overlap: 0.0,
        };
        let point = Shape::Point(Point::new(3.0, 3.0));
        assert_eq!(strict.similarity(&point, &point), Some(1.0));
        assert!(
            MatchSettings {
                reach_px: f64::NAN,
                ..strict
            }
            .check()
            .is_err()
        );
    }
}
