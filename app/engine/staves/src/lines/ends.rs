//! Where a staff begins and ends, asked of the ink itself.

use crate::ink::Ink;
use crate::lines::model::Model;
use crate::lines::seen::{inked_share, is_line_at, line_share};
use crate::scale::Scale;

/// The longest stretch without lines within a staff, in staff spaces.
const WIDEST_GAP: f64 = 3.0;
/// The longest stretch on which the lines are hidden, in staff spaces: that of a long run of notes
/// whose beams lie over the staff.
const WIDEST_COVERED: f64 = 40.0;
/// The share of the lines in such a stretch that must have ink on them.
const LEAST_COVERED: f64 = 0.35;
/// The length over which lines must be seen on half of the columns, in staff spaces.
const DENSE_LENGTH: f64 = 1.0;
/// The shortest staff, in staff spaces.
const SHORTEST: f64 = 6.0;
/// How much of an end may be dirt, in staff spaces.
const TRIMMED: f64 = 8.0;
/// How well lines are seen in dirt, at the most.
const DIRTY: f64 = 0.8;
/// How well they are seen before it, at the least.
const CLEAN: f64 = 0.9;
/// How far beside the last lines a bar line may close the staff, in staff spaces.
const BAR_REACH: f64 = 0.6;
/// The share of the height of a staff that such a bar line must have.
const BAR_SHARE: f64 = 0.85;

/// From where to where lines are seen; several where wide gaps are between them.
pub(crate) fn stretches(ink: &Ink, scale: &Scale, model: &Model) -> Vec<(f64, f64)> {
    let count = model.lines.len();
    let least_seen = count.div_ceil(2).max(count.min(2));
    let right = model.first_px + model.step_px * (model.lines[0].len() - 1) as f64;
    let from = model.first_px.max(0.0) as usize;
    let to = (right.max(0.0) as usize + 1).min(ink.width());
    let is_seen = |x: usize| {
        let at_line =
            |line: &usize| is_line_at(ink, scale, x as isize, model.y(*line, x as f64 + 0.5));
        (0..count).filter(at_line).count() >= least_seen
    };
    let seen: Vec<bool> = (from..to).map(is_seen).collect();
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for at in dense(&seen, DENSE_LENGTH * scale.interline_px) {
        let x = from + at;
        let is_one = |end: usize| {
            let gap = (x - end) as f64 / scale.interline_px;
            let is_covered = || inked_share(ink, model, end as f64, x as f64) >= LEAST_COVERED;
            gap <= WIDEST_GAP || (gap <= WIDEST_COVERED && is_covered())
        };
        match stretches.last_mut() {
            Some((_, end)) if is_one(*end) => *end = x + 1,
            _ => stretches.push((x, x + 1)),
        }
    }
    let least = SHORTEST * scale.interline_px;
    let is_long = |(left, right): &(f64, f64)| right - left >= least;
    stretches.retain(|(left, right)| is_long(&(*left as f64, *right as f64)));
    let closed = stretches.into_iter().map(|(left, right)| {
        let left = closed(ink, scale, model, left as isize, -1);
        let right = closed(ink, scale, model, right as isize - 1, 1);
        let left = trimmed(ink, scale, model, left, -1);
        let right = trimmed(ink, scale, model, right, 1) + 1;
        (left as f64, right as f64)
    });
    closed.filter(is_long).collect()
}

/// The places that are seen and belong to a stretch of which half is.
fn dense(seen: &[bool], length_px: f64) -> Vec<usize> {
    let length = (length_px as usize).clamp(2, seen.len().max(2));
    let mut before = vec![0_usize];
    for is_seen in seen {
        before.push(before[before.len() - 1] + usize::from(*is_seen));
    }
    let is_dense = |from: usize| {
        let to = (from + length).min(seen.len());
        from < to && 2 * (before[to] - before[from]) >= length
    };
    let places = (0..seen.len())
        .filter(|at| seen[*at] && (is_dense(*at) || is_dense((*at + 1).saturating_sub(length))));
    places.collect()
}

/// An end without what lies beyond the last bar line, where that is worse seen than the rest: dirt at
/// the edge of the page.
fn trimmed(ink: &Ink, scale: &Scale, model: &Model, end: isize, step: isize) -> isize {
    let interline = scale.interline_px;
    let share = |from: isize, to: isize| {
        let (from, to) = (from.min(to) as f64, from.max(to) as f64);
        let of_line = |line: usize| line_share(ink, scale, model, line as i32, from, to);
        (0..model.lines.len()).map(of_line).sum::<f64>() / model.lines.len() as f64
    };
    let space = interline as isize + 1;
    for inward in space..=(TRIMMED * interline) as isize {
        let x = end - step * inward;
        let top = model.y(0, x as f64) as isize;
        let bottom = model.y(model.lines.len() - 1, x as f64).ceil() as isize;
        let is_bar = ink.rows_near(x, 1, top, bottom) as f64 >= BAR_SHARE * (bottom - top) as f64;
        if is_bar
            && share(x + step * space / 3, end) < DIRTY
            && share(x - step * space / 3, x - step * 3 * space) > CLEAN
        {
            return closed(ink, scale, model, x, step);
        }
    }
    end
}

/// The outermost column of the bar line at an end of a staff; the end itself where there is none.
fn closed(ink: &Ink, scale: &Scale, model: &Model, end: isize, step: isize) -> isize {
    let reach = (BAR_REACH * scale.interline_px) as isize;
    let mut outermost = end;
    for beside in 0..=reach {
        let x = end + step * beside;
        let top = model.y(0, x as f64) as isize;
        let bottom = model.y(model.lines.len() - 1, x as f64).ceil() as isize;
        let rows = ink.rows_near(x, 0, top, bottom) as f64;
        if bottom > top && rows >= BAR_SHARE * (bottom - top) as f64 {
            outermost = x;
        } else if outermost != end {
            break;
        }
    }
    outermost
}
