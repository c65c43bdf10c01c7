//! The paper around lines: grain and hatching are full of thin lines with others close by.

use crate::plane::Plane;

/// How much paper there is above and below an arc, in staff spaces, and on what share of it.
const CLEAR: f64 = 0.18;
pub(crate) const LEAST_CLEAR: f64 = 0.3;

/// The share of the columns in which a line is seen that have paper above it and below it.
pub(crate) fn clear_share(
    ink: &Plane,
    places: &[[f64; 2]],
    thickness: &[Option<f64>],
    interline: f64,
) -> f64 {
    let seen = places.iter().zip(thickness);
    let seen = seen.filter_map(|(place, thick)| thick.map(|thick| (place, thick)));
    let (mut all, mut clear) = (0_usize, 0_usize);
    for (place, thick) in seen {
        let x = place[0].floor() as isize;
        let from = (place[1] - thick / 2.0).floor() as isize;
        let to = (place[1] + thick / 2.0).ceil() as isize;
        let room = (CLEAR * interline).ceil() as isize + 1;
        let is_clear = ink.count(x, from - room, from - 1) + ink.count(x, to + 1, to + room) == 0;
        all += 1;
        clear += usize::from(is_clear);
    }
    clear as f64 / all.max(1) as f64
}
