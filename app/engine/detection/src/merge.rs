//! One thing for one middle: of things that nearly coincide, the surest stays.

use std::collections::HashMap;

use shapes::Point;

use crate::detections::{Detection, in_order};

/// The things in order, without those whose centre is nearer than `apart_px` to that of one before
/// them that stays.
pub(crate) fn without_doubles(mut things: Vec<Detection>, apart_px: f64) -> Vec<Detection> {
    things.sort_by(in_order);
    let mut kept = Kept {
        apart_px,
        squares: HashMap::new(),
    };
    things.retain(|thing| kept.takes(thing.centre()));
    things
}

/// Centres that stay, by squares whose side is the distance that they must keep.
struct Kept {
    apart_px: f64,
    squares: HashMap<(i64, i64), Vec<Point>>,
}

impl Kept {
    /// Keeps a centre, unless one that is kept lies too near.
    fn takes(&mut self, centre: Point) -> bool {
        if self.apart_px <= 0.0 {
            return true;
        }
        let square = |place: f64| (place / self.apart_px).floor() as i64;
        let (x, y) = (square(centre.x), square(centre.y));
        let around = |place: i64| place.saturating_sub(1)..=place.saturating_add(1);
        let is_near = around(y).any(|row| {
            around(x).any(|column| {
                let centres = self.squares.get(&(column, row));
                centres.is_some_and(|centres| {
                    centres
                        .iter()
                        .any(|it| it.distance_px(centre) < self.apart_px)
                })
            })
        });
        if !is_near {
            self.squares.entry((x, y)).or_default().push(centre);
        }
        !is_near
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shapes::Rect;

    use super::*;

    fn thing(x: f64, y: f64, energy: f32) -> Detection {
        let bounds = Rect::between(Point::new(x - 2.0, y - 1.0), Point::new(x + 2.0, y + 1.0));
        Detection::new(bounds, Point::new(x, y), energy, &[1.0], |_| false)
    }

    fn centres(things: &[Detection]) -> Vec<(f64, f64)> {
        let centres = things.iter().map(Detection::centre);
        centres.map(|centre| (centre.x, centre.y)).collect()
    }

    #[test]
    fn the_weaker_of_two_goes_and_what_it_alone_was_near_to_stays() {
        let row = vec![
            thing(6.0, 0.0, 0.5),
            thing(3.0, 0.0, 0.7),
            thing(0.0, 0.0, 0.9),
        ];
        assert_eq!(
            centres(&without_doubles(row, 4.0)),
            [(0.0, 0.0), (6.0, 0.0)]
        );
    }

    #[test]
    fn equals_come_from_the_top_and_from_the_left() {
        let equals = vec![
            thing(9.0, 5.0, 0.5),
            thing(2.0, 5.0, 0.5),
            thing(20.0, 1.0, 0.5),
        ];
        let found = centres(&without_doubles(equals, 1.0));
        assert_eq!(found, [(20.0, 1.0), (2.0, 5.0), (9.0, 5.0)]);
    }

    #[test]
    fn without_a_distance_everything_stays() {
        let same = vec![thing(1.0, 1.0, 0.5), thing(1.0, 1.0, 0.5)];
        assert_eq!(without_doubles(same, 0.0).len(), 2);
    }

    proptest! {
        #[test]
        fn what_stays_is_apart_and_what_goes_was_near_to_something_surer(
            places in prop::collection::vec((-30_i32..30, -30_i32..30, 1_u8..9), 0..80),
            apart_px in 0.5_f64..12.0,
        ) {
            let things: Vec<Detection> = places
                .iter()
                .map(|(x, y, level)| {
                    thing(f64::from(*x) / 2.0, f64::from(*y) / 2.0, f32::from(*level) / 9.0)
                })
                .collect();
            let kept = without_doubles(things.clone(), apart_px);
            let near = |one: &Detection, other: &Detection| {
                one.centre().distance_px(other.centre()) < apart_px
            };
            for (index, one) in kept.iter().enumerate() {
                prop_assert!(!kept[index + 1..].iter().any(|other| near(one, other)));
            }
            for gone in things.iter().filter(|thing| !kept.contains(thing)) {
                prop_assert!(kept.iter().any(|other| near(gone, other) && other.score >= gone.score));
            }
            let mut reversed = things;
            reversed.reverse();
            prop_assert_eq!(without_doubles(reversed, apart_px), kept);
        }
    }
}
