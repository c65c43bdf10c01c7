//! Which parts of lines are bowed as slurs and ties are.

use crate::arcs::arc::{Arc, ArcKind};
use crate::arcs::ends::end;
use crate::arcs::paper::{LEAST_CLEAR, clear_share};
use crate::room::Room;
use crate::surroundings::Surroundings;

/// The shortest arc, in staff spaces.
pub(crate) const SHORTEST: f64 = 0.6;
/// How far its middle is from the line between its ends at the least, in staff spaces, and how much
/// more for each staff space of its length, as paper bends lines that are straight.
const LEAST_SAG: (f64, f64) = (0.2, 0.008);
/// The greatest share of its length.
const MOST_SAG: f64 = 0.9;
/// How far an arc may go back on its way out and home, in staff spaces, and how much more as a share
/// of its height.
const MOST_DENT: (f64, f64) = (0.15, 0.1);
/// How far beyond the line between its ends it may be on the wrong side, in staff spaces.
const MOST_WRONG: f64 = 0.12;
/// The thickest middle of an arc, in staff spaces.
const THICKEST: f64 = 0.6;
/// Where between its ends the top of an arc may be, as a share of its length.
const TOP_WITHIN: std::ops::Range<f64> = 0.15..0.85;
/// The mean height of an arc as a share of its greatest: two thirds for a parabola, half for an
/// angle, one for a box.
const FULLNESS: std::ops::Range<f64> = 0.53..0.88;
/// The share of an arc that must be seen with nothing over it.
const LEAST_SEEN: f64 = 0.5;
/// The share of an arc that may be in the boxes of other symbols, and the margin of those, in staff
/// spaces.
const MOST_KNOWN: f64 = 0.6;
const AROUND: f64 = 0.1;

/// How far a line is from the straight way between its ends.
struct Bow {
    /// Where it is farthest.
    top: usize,
    /// 1 where it bows upwards, -1 downwards.
    side: f64,
}

/// The arc that a part of a line is; none where it is none.
pub(crate) fn arc(
    room: &Room,
    part: (&[[f64; 2]], &[Option<f64>]),
    page: &Surroundings<'_>,
) -> Option<Arc> {
    let (places, thickness) = part;
    let interline = room.interline_px;
    let bow = bow(places, interline)?;
    // A fermata or the outline of a head is bowed as well.
    let margin = AROUND * interline;
    let inside = places
        .iter()
        .filter(|it| page.boxes.hold(it[0], it[1], margin));
    if inside.count() as f64 > MOST_KNOWN * places.len() as f64 {
        return None;
    }
    let thickness_px = thickness_across(places, thickness)?;
    let seen = thickness.iter().flatten().count() as f64 / places.len() as f64;
    if thickness_px > THICKEST * interline || seen < LEAST_SEEN {
        return None;
    }
    let clear = clear_share(page.ink, places, thickness, interline);
    if clear < LEAST_CLEAR {
        return None;
    }
    Some(Arc {
        kind: ArcKind::Slur,
        left_px: end(places.iter(), bow.side, -1, room, page)?,
        right_px: end(places.iter().rev(), bow.side, 1, room, page)?,
        middle_px: places[bow.top],
        is_above: bow.side > 0.0,
        thickness_px,
        heads: [None, None],
        seen: seen.min(clear),
        interline_px: interline,
    })
}

/// How a line is bowed; none where it is not bowed as an arc.
fn bow(places: &[[f64; 2]], interline: f64) -> Option<Bow> {
    let (left, right) = (*places.first()?, *places.last()?);
    let (along, down) = (right[0] - left[0], right[1] - left[1]);
    let length = along.hypot(down);
    if length < SHORTEST * interline {
        return None;
    }
    // How far each place is from the line between the ends, upwards.
    let up =
        |place: &[f64; 2]| ((place[0] - left[0]) * down - (place[1] - left[1]) * along) / length;
    let heights: Vec<f64> = places.iter().map(up).collect();
    let top = (0..heights.len()).max_by(|a, b| heights[*a].abs().total_cmp(&heights[*b].abs()))?;
    let side = heights[top].signum();
    let sag = heights[top].abs();
    let least = LEAST_SAG.0 * interline + LEAST_SAG.1 * length;
    if sag < least || sag > MOST_SAG * length {
        return None;
    }
    let share = ((places[top][0] - left[0]) * along + (places[top][1] - left[1]) * down)
        / (length * length);
    let mean = heights.iter().sum::<f64>().abs() / heights.len() as f64;
    let most_dent = MOST_DENT.0 * interline + MOST_DENT.1 * sag;
    let is_bow = TOP_WITHIN.contains(&share)
        && FULLNESS.contains(&(mean / sag))
        && heights
            .iter()
            .all(|it| it * side >= -MOST_WRONG * interline)
        && dent(heights[..=top].iter(), side) <= most_dent
        && dent(heights[top..].iter().rev(), side) <= most_dent;
    is_bow.then_some(Bow { top, side })
}

/// How thick a line is in its middle third, across it and not down its columns.
fn thickness_across(places: &[[f64; 2]], thickness: &[Option<f64>]) -> Option<f64> {
    let (left, right) = (places.first()?, places.last()?);
    let third = places.len() / 3;
    let middle = thickness[third..places.len() - third].iter().flatten();
    let mut middle: Vec<f64> = middle.copied().collect();
    middle.sort_by(f64::total_cmp);
    let along = right[0] - left[0];
    let down_columns = middle.get(middle.len() / 2)?;
    Some(down_columns * along / along.hypot(right[1] - left[1]))
}

/// How far values go back on their way to the last one.
fn dent<'a>(heights: impl Iterator<Item = &'a f64>, side: f64) -> f64 {
    let (mut most, mut dent) = (f64::NEG_INFINITY, 0.0_f64);
    for height in heights {
        most = most.max(height * side);
        dent = dent.max(most - height * side);
    }
    dent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(row: impl Fn(f64) -> f64) -> Vec<[f64; 2]> {
        (0..100).map(f64::from).map(|x| [x, row(x)]).collect()
    }

    #[test]
    fn arcs_are_bowed_to_one_side() {
        let round = |up: f64| places(|x| 50.0 - up * x * (99.0 - x) / 2450.0);
        let above = bow(&round(20.0), 20.0).expect("a bow");
        assert!(above.side > 0.0 && (45..55).contains(&above.top));
        assert!(bow(&round(-20.0), 20.0).is_some_and(|it| it.side < 0.0));
        // Nearly straight, and straight.
        assert!(bow(&round(3.0), 20.0).is_none() && bow(&round(0.0), 20.0).is_none());
    }

    #[test]
    fn other_shapes_are_none() {
        let wave = places(|x| 50.0 + 15.0 * (x / 16.0).sin());
        let step = places(|x| if x < 50.0 { 50.0 } else { 30.0 });
        let hook = places(|x| 50.0 - (x / 99.0).powi(60) * 40.0);
        let flat_top = places(|x| if (3.0..96.0).contains(&x) { 30.0 } else { 50.0 });
        for (name, shape) in [
            ("wave", wave),
            ("step", step),
            ("hook", hook),
            ("box", flat_top),
        ] {
            assert!(bow(&shape, 20.0).is_none(), "{name}");
        }
        assert!(bow(&places(|x| 50.0 - x * (99.0 - x) / 250.0)[..8], 20.0).is_none());
    }

    #[test]
    fn the_thickness_is_told_across() {
        let steep: Vec<[f64; 2]> = (0..90).map(|x| [f64::from(x), f64::from(x)]).collect();
        let across = thickness_across(&steep, &vec![Some(4.0); 90]).expect("a thickness");
        assert!((across - 4.0 / 2.0_f64.sqrt()).abs() < 1e-9);
        assert_eq!(thickness_across(&steep, &vec![None; 90]), None);
    }
}
