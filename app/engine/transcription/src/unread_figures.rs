//! Figures at the beginning of dashed lines that nobody read.

use std::ops::Range;

use staves::Layout;
use strokes::Extender;

use crate::place::Place;

/// How long a dashed line is at least whose sign was not read, in staff spaces.
const LEAST_LENGTH: f64 = 6.0;
/// How far above or below the middle of the staff it is at least, in half staff spaces.
const OUTSIDE: f64 = 5.0;
/// How far left of the line its figure may end, in staff spaces.
const NEXT: f64 = 3.0;
/// How wide and how high a figure is, and how far to its left nothing stands, in staff spaces.
const WIDTH: Range<f64> = 0.6..2.5;
const HEIGHT: Range<f64> = 0.8..1.9;
const ALONE: f64 = 0.8;
/// How far above and below the line ink counts, in staff spaces.
const BAND: f64 = 1.0;
/// How far apart rows of ink may be that are one thing, in staff spaces.
const GAP: f64 = 0.25;
/// How high a dash is at most, in staff spaces, and how many things may be looked at that are none
/// higher than that, up to the figure.
const DASH_HEIGHT: f64 = 0.6;
const MOST_DASHES: usize = 4;

/// The left edge of the figure at which a dashed line begins outside the staves, where nobody read it:
/// such lines begin with an 8. None where nothing of its size stands there alone: words before dashes,
/// as *crescendo*, are longer.
pub(crate) fn unread_figure(layout: &Layout, line: &Extender, place: &Place) -> Option<f64> {
    let ([x, y], space) = (line.left_px, place.interline_px);
    let is_long = line.right_px[0] - x > LEAST_LENGTH * space;
    if !line.is_dashed || !is_long || place.position.abs() <= OUTSIDE {
        return None;
    }
    let column = |left: f64| -> Vec<isize> {
        let rows = (y - BAND * space).round() as isize..=(y + BAND * space).round() as isize;
        let x = left.round() as isize;
        rows.filter(|row| layout.ink.is_ink(x, *row)).collect()
    };
    let is_empty = |it: &f64| column(*it).is_empty();
    let to_left = |from: f64, most: f64| {
        let steps = (most * space).round() as i64;
        (1..=steps).map(move |step| from - step as f64)
    };
    // The first dashes may be missing on the line: what is as thin as they are is passed over.
    let mut from = x;
    let (end, width, height) = (0..MOST_DASHES).find_map(|_| {
        let right = to_left(from, NEXT)
            .skip_while(|it| !is_empty(it))
            .find(|it| !is_empty(it))?;
        let end = to_left(right, WIDTH.end).find(is_empty)?;
        from = end + 1.0;
        let columns = to_left(right + 1.0, (right - end) / space);
        let height = run_height(columns.flat_map(column).collect(), y, space)?;
        (height > DASH_HEIGHT).then_some((end, (right - end) / space, height))
    })?;
    let is_figure = WIDTH.contains(&width) && HEIGHT.contains(&height);
    let is_alone = to_left(end, ALONE).all(|it| is_empty(&it));
    (is_figure && is_alone).then_some(end)
}

/// How high what has ink on these rows is at the row of the line, in staff spaces: something close above
/// or below it does not count.
fn run_height(mut rows: Vec<isize>, y: f64, space: f64) -> Option<f64> {
    rows.sort_unstable();
    rows.dedup();
    let is_whole = |one: &isize, two: &isize| (two - one) as f64 <= GAP * space;
    let runs = rows.chunk_by(is_whole);
    let apart = |run: &&[isize]| {
        let (from, to) = (run[0] as f64, run[run.len() - 1] as f64);
        (from - y).max(y - to).max(0.0)
    };
    let run = runs.min_by(|one, two| apart(one).total_cmp(&apart(two)))?;
    Some((run[run.len() - 1] - run[0]) as f64 / space)
}
