//! The steep ends of arcs.

use crate::room::Room;
use crate::surroundings::Surroundings;

/// How steep the end of an arc is from which on it is followed down or up, and how far, in staff
/// spaces.
const LEAST_STEEP: f64 = 1.2;
const STEEP: f64 = 2.5;

/// Over which length an end is looked at, in staff spaces.
const OVER: f64 = 0.4;

/// An end of an arc that bows upwards (`side` 1) or downwards (-1), from its places from that end on;
/// followed to the side `step` where it becomes too steep to have columns of its own.
pub(crate) fn end<'a>(
    places: impl ExactSizeIterator<Item = &'a [f64; 2]>,
    side: f64,
    step: isize,
    room: &Room,
    page: &Surroundings<'_>,
) -> Option<[f64; 2]> {
    let over = ((OVER * room.interline_px) as usize + 2).min(places.len() - 1);
    let mut places = places;
    let end = *places.next()?;
    let inner = if over == 0 {
        &end
    } else {
        places.nth(over - 1)?
    };
    // Rows downwards are positive.
    let steep = (end[1] - inner[1]) * side / over.max(1) as f64;
    if steep < LEAST_STEEP {
        return Some(end);
    }
    Some(followed(page, end, step, side, room))
}

/// A place followed along steep ink to the side `step` and in the direction of rows `towards`.
fn followed(
    page: &Surroundings<'_>,
    end: [f64; 2],
    step: isize,
    towards: f64,
    room: &Room,
) -> [f64; 2] {
    let most = room.px(STEEP);
    let widest = (0.3 * room.interline_px).max(2.0) as isize;
    let (mut x, mut y) = (end[0].floor() as isize, end[1].floor() as isize);
    let way = towards.signum() as isize;
    let start = y;
    loop {
        let next = y + way;
        let columns = [x, x + step, x + 2 * step];
        let Some(column) = columns.into_iter().find(|x| page.ink.is_on(*x, next)) else {
            break;
        };
        // Something wide is a head or a beam.
        let width = (-widest..=widest)
            .filter(|off| page.ink.is_on(column + off, next))
            .count() as isize;
        let is_known = page.boxes.hold(column as f64 + 0.5, next as f64 + 0.5, 0.0);
        if is_known || width > widest || (next - start).abs() as f64 > most {
            break;
        }
        (x, y) = (column, next);
    }
    if y == start {
        return end;
    }
    [x as f64 + 0.5, y as f64 + 0.5]
}
