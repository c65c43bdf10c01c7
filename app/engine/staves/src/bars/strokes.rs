//! The upright strokes of a staff that reach from its top line to its bottom line: bar lines, and
//! stems that happen to be as long.

use crate::bars::stroke::{Place, Stroke, in_spaces, whole};
use crate::ink::Ink;
use crate::staff::{Staff, StaffKind};

/// The share of the height of a staff that a stroke must have.
const LEAST_COVERED: f64 = 0.9;
/// The share of a single column from which on it is within a stroke, where strokes are close.
const LEAST_COLUMN: f64 = 0.5;
/// The widest stroke, in staff spaces: two heavy ones that have run together.
const WIDEST: f64 = 2.0;
/// How far apart two strokes are that are right beside each other, between their edges in staff spaces.
const NEXT: f64 = 0.3;
/// How far beside a staff a stroke may be that closes it, in staff spaces.
const BESIDE: f64 = 0.5;
/// Ink in every space of a dotted bar line, at the least and at the most.
const DOTTED: std::ops::Range<f64> = 0.2..0.85;
/// Where there is no ink beside a dotted one, in staff spaces.
const BESIDE_DOTS: [f64; 4] = [-0.45, -0.35, 0.35, 0.45];
/// The most ink there, as a share of the rows of its spaces.
const MOST_BESIDE_DOTS: f64 = 0.1;

/// The strokes of a staff, from the left to the right.
pub(crate) fn strokes(ink: &Ink, staff: &Staff) -> Vec<Stroke> {
    let mut found = Vec::new();
    let on_strokes = stretches(ink, staff, |x| whole(ink, staff, x, 1) >= LEAST_COVERED);
    let places = on_strokes
        .into_iter()
        .flat_map(|(from, to)| places_between(ink, staff, from, to));
    let places = bounded(places.collect(), NEXT * staff.scale().interline_px);
    found.extend(places.iter().map(|it| Stroke::at(ink, staff, it, false)));
    if staff.kind() != StaffKind::OneLine {
        let dotted = stretches(ink, staff, |x| is_dotted(ink, staff, x));
        let places = dotted
            .iter()
            .map(|it| Place::alone(f64::midpoint(it.0, it.1)));
        found.extend(places.map(|it| Stroke::at(ink, staff, &it, true)));
    }
    found.sort_by(|a, b| a.x_px.total_cmp(&b.x_px));
    found
}

/// From where to where columns are on a stroke.
fn stretches(ink: &Ink, staff: &Staff, is_on: impl Fn(f64) -> bool) -> Vec<(f64, f64)> {
    let beside = (BESIDE * staff.scale().interline_px).ceil();
    let first = (staff.left_px() - beside).max(0.0) as usize;
    let end = ((staff.right_px() + beside) as usize + 1).min(ink.width());
    let mut found: Vec<(f64, f64)> = Vec::new();
    for x in (first..end).map(|column| column as f64 + 0.5) {
        if is_on(x) {
            match found.last_mut() {
                Some((_, to)) if x - *to < 1.5 => *to = x,
                _ => found.push((x, x)),
            }
        }
    }
    found
}

/// The places of strokes from one column to another: one, or several where there is paper between them.
/// None where what is there is too wide.
fn places_between(ink: &Ink, staff: &Staff, from: f64, to: f64) -> Vec<Place> {
    let widest = WIDEST * staff.scale().interline_px;
    if to - from > 1.5 * widest {
        return Vec::new();
    }
    let columns = (to - from) as usize + 3;
    let shares: Vec<(f64, f64)> = (0..columns)
        .map(|at| from - 1.0 + at as f64)
        .map(|x| (x, whole(ink, staff, x, 0)))
        .collect();
    let mut pieces: Vec<&[(f64, f64)]> = shares
        .split(|it| it.1 < LEAST_COLUMN)
        .filter(|it| !it.is_empty())
        .collect();
    if pieces.len() < 2 {
        pieces = vec![&shares];
    }
    let place = |piece: &[(f64, f64)]| {
        let columns_px: f64 = piece.iter().map(|it| it.1).sum();
        let weighed = piece.iter().map(|it| it.0 * it.1).sum::<f64>();
        let place = Place {
            columns_px,
            ..Place::alone(weighed / columns_px.max(1e-9))
        };
        (columns_px <= widest).then_some(place)
    };
    pieces.into_iter().filter_map(place).collect()
}

/// Places, from the left to the right, that know of each other where there are only so many pixels
/// between two.
fn bounded(mut places: Vec<Place>, next_px: f64) -> Vec<Place> {
    for at in 1..places.len() {
        let left = places[at - 1].x_px + places[at - 1].columns_px / 2.0;
        let right = places[at].x_px - places[at].columns_px / 2.0;
        if right - left <= next_px {
            places[at - 1].bounds_px.1 = right;
            places[at].bounds_px.0 = left;
        }
    }
    places
}

/// Whether a column is within a dotted or dashed bar line: some ink in each space, and next to
/// none beside it.
fn is_dotted(ink: &Ink, staff: &Staff, x: f64) -> bool {
    let shares = |x: f64| in_spaces(ink, staff, x, 0);
    let is_free = |off: &f64| {
        let beside = shares(x + off * staff.scale().interline_px);
        beside.iter().sum::<f64>() <= MOST_BESIDE_DOTS * beside.len() as f64
    };
    shares(x).iter().all(|it| DOTTED.contains(it)) && BESIDE_DOTS.iter().all(is_free)
}
