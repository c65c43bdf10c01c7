//! Which thin lines are slurs and ties.

use staves::Layout;

use crate::arc::{Arc, ArcKind};
use crate::bars::Boxes;
use crate::curves::{Curve, parabola};
use crate::known::Known;
use crate::plane::Plane;
use crate::room::{Room, room};
use crate::ties;

/// The shortest arc, in staff spaces.
const SHORTEST: f64 = 0.6;
/// How far its middle is from the line between its ends at the least, in staff spaces, and how much
/// more for each staff space of its length, as paper bends lines that are straight.
const LEAST_SAG: (f64, f64) = (0.2, 0.008);
/// The greatest share of its length.
const MOST_SAG: f64 = 0.9;
/// How far an arc may go back on its way out and home, in staff spaces.
const MOST_DENT: f64 = 0.15;
/// How far beyond the line between its ends it may be on the wrong side, in staff spaces.
const MOST_WRONG: f64 = 0.12;
/// The thickest middle of an arc, in staff spaces.
const THICKEST: f64 = 0.5;
/// The widest break in an arc, in staff spaces.
const WIDEST_BREAK: f64 = 3.0;
/// How far pieces may reach over each other, in staff spaces.
const OVERLAP: f64 = 0.5;
/// Over which length a piece says where the next one is, in staff spaces.
const TELLS_OVER: f64 = 2.5;
/// How far from there it may be, in staff spaces, and how much more for each one of the break.
const OFF: (f64, f64) = (0.15, 0.1);
/// How steep the end of an arc is from which on it is followed down or up, and how far, in staff
/// spaces.
const LEAST_STEEP: f64 = 1.2;
const STEEP: f64 = 2.5;
/// Where between its ends the top of an arc may be, as a share of its length.
const TOP_WITHIN: std::ops::Range<f64> = 0.15..0.85;
/// The mean height of an arc as a share of its greatest: two thirds for a parabola, half for an
/// angle, one for a box.
const FULLNESS: std::ops::Range<f64> = 0.5..0.88;
/// The share of an arc that must be seen with nothing over it.
const LEAST_SEEN: f64 = 0.5;
/// The share of an arc that may be in the boxes of other symbols, and the margin of those, in staff
/// spaces.
const MOST_KNOWN: f64 = 0.6;
const AROUND: f64 = 0.1;
/// Over which length to both sides a line is compared to see whether it turns, in staff spaces.
const TURNS_OVER: f64 = 0.4;
/// How much it then turns where it turns sharply, in radians.
const SHARP: f64 = 0.45;
/// A line with more places to cut it at is no arc.
const MOST_CUTS: usize = 24;

/// The slurs and ties among thin lines.
pub(crate) fn arcs(
    layout: &Layout,
    curves: &[Curve],
    known: &[Known],
    page: &Surroundings<'_>,
) -> Vec<Arc> {
    let mut arcs: Vec<Arc> = joined(layout, curves)
        .iter()
        .flat_map(|line| arcs_of(layout, line, page))
        .collect();
    // What is left of a staff are the ends of brackets and braces.
    arcs.retain(|it| {
        let room = room(layout, it.middle_px[0], it.middle_px[1]);
        let staff = room.and_then(|it| layout.staves.get(it.staff));
        staff.is_some_and(|staff| it.left_px[0] >= staff.left_px())
    });
    ties::tell(layout, &mut arcs, known);
    arcs
}

/// What there is around lines.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub ink: &'a Plane,
    /// Everything known.
    pub boxes: &'a Boxes<'a>,
}

/// Places along a line, column by column, with its thickness where it is seen.
struct Line {
    places: Vec<[f64; 2]>,
    thickness: Vec<Option<f64>>,
    /// Where pieces were joined.
    joints: Vec<usize>,
}

impl Line {
    fn of(curve: &Curve) -> Self {
        let place = |(at, y): (usize, &f64)| [(curve.left + at) as f64 + 0.5, *y];
        Self {
            places: curve.middles.iter().enumerate().map(place).collect(),
            thickness: curve.thickness.clone(),
            joints: Vec::new(),
        }
    }

    fn left(&self) -> [f64; 2] {
        self.places[0]
    }

    fn right(&self) -> [f64; 2] {
        self.places[self.places.len() - 1]
    }

    /// Where the line would be at a column beyond its right or its left end, and how steep.
    fn beyond(&self, is_right: bool, x: f64, interline: f64) -> (f64, f64) {
        let count = self.places.len();
        let over = ((TELLS_OVER * interline) as usize + 2).min(count);
        let near = if is_right {
            count - over..count
        } else {
            0..over
        };
        let places: Vec<(f64, f64)> = near
            .filter(|at| self.thickness[*at].is_some())
            .map(|at| (self.places[at][0] - x, self.places[at][1]))
            .collect();
        if places.len() < 3 {
            let end = if is_right { self.right() } else { self.left() };
            return (end[1], 0.0);
        }
        parabola(&places, places.len() as f64 > interline)
    }

    /// The line with another one after it.
    fn with(mut self, next: &Self) -> Self {
        let end = self.right();
        let after: Vec<usize> = (0..next.places.len())
            .filter(|at| next.places[*at][0] > end[0])
            .collect();
        let Some(first) = after.first() else {
            return self;
        };
        let begin = next.places[*first];
        self.joints.push(self.places.len() - 1);
        let columns = (begin[0] - end[0]) as usize;
        for at in 1..columns {
            let share = at as f64 / columns as f64;
            let y = end[1] + share * (begin[1] - end[1]);
            self.places.push([end[0] + at as f64, y]);
            self.thickness.push(None);
        }
        self.joints.push(self.places.len());
        for at in after {
            self.places.push(next.places[at]);
            self.thickness.push(next.thickness[at]);
        }
        self
    }

    /// The part from one place to another.
    fn part(&self, from: usize, to: usize) -> (&[[f64; 2]], &[Option<f64>]) {
        (&self.places[from..=to], &self.thickness[from..=to])
    }

    /// Where the line may have to be cut: at its ends, where pieces were joined, and where it turns
    /// sharply.
    fn cuts(&self, interline: f64) -> Vec<usize> {
        let last = self.places.len() - 1;
        let width = (TURNS_OVER * interline).ceil() as usize + 2;
        let slope = |from: usize, to: usize| {
            let places: Vec<(f64, f64)> = (from..=to)
                .map(|at| (at as f64 - from as f64, self.places[at][1]))
                .collect();
            parabola(&places, false).1.atan()
        };
        let turn = |at: usize| {
            if at < width || at + width > last {
                return 0.0;
            }
            slope(at, at + width) - slope(at - width, at)
        };
        let turns: Vec<f64> = (0..=last).map(turn).collect();
        let is_sharp = |at: &usize| {
            let (from, to) = (at.saturating_sub(width), (at + width).min(last));
            let most = (from..=to).map(|it| turns[it].abs()).fold(0.0, f64::max);
            turns[*at].abs() >= SHARP && turns[*at].abs() >= most
        };
        let mut cuts: Vec<usize> = (0..=last).filter(is_sharp).collect();
        cuts.extend(self.joints.iter().copied().filter(|it| *it <= last));
        cuts.extend([0, last]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }
}

/// The arcs that a line is made of: of all ways to cut it the one with the longest arcs.
fn arcs_of(layout: &Layout, line: &Line, page: &Surroundings<'_>) -> Vec<Arc> {
    let middle = line.places[line.places.len() / 2];
    let Some(room) = room(layout, middle[0], middle[1]) else {
        return Vec::new();
    };
    if (line.places.len() as f64) < SHORTEST * room.interline_px {
        return Vec::new();
    }
    if let Some(arc) = arc(&room, line.part(0, line.places.len() - 1), page) {
        return vec![arc];
    }
    let mut cuts = line.cuts(room.interline_px);
    if cuts.len() > MOST_CUTS {
        return Vec::new();
    }
    cuts.dedup_by(|b, a| *b - *a < 2);
    // The worth of the best arcs up to each cut, and those arcs.
    let mut best: Vec<(f64, Vec<Arc>)> = vec![(0.0, Vec::new())];
    for to in 1..cuts.len() {
        let mut here = best[to - 1].clone();
        for from in 0..to {
            let Some(arc) = arc(&room, line.part(cuts[from], cuts[to]), page) else {
                continue;
            };
            let length = (cuts[to] - cuts[from]) as f64 / room.interline_px;
            let worth = best[from].0 + length.powf(1.5);
            if worth > here.0 {
                here = (worth, best[from].1.clone());
                here.1.push(arc);
            }
        }
        best.push(here);
    }
    best.pop().map_or_else(Vec::new, |it| it.1)
}

/// Lines made of pieces that continue each other.
fn joined(layout: &Layout, curves: &[Curve]) -> Vec<Line> {
    let interline = layout.interline_px().max(1.0);
    let mut lines: Vec<Option<Line>> = curves.iter().map(|it| Some(Line::of(it))).collect();
    // Every fit of a right end to a left end, the best first.
    let mut fits: Vec<(f64, usize, usize)> = Vec::new();
    let mut by_left: Vec<usize> = (0..lines.len()).collect();
    let left = |at: usize| curves[at].left as f64;
    by_left.sort_by(|a, b| left(*a).total_cmp(&left(*b)));
    for at in 0..curves.len() {
        let end = curves[at].right() as f64;
        let from = by_left.partition_point(|it| left(*it) < end - OVERLAP * interline);
        for next in by_left[from..].iter().copied() {
            if left(next) > end + WIDEST_BREAK * interline {
                break;
            }
            if next == at || left(next) <= left(at) {
                continue;
            }
            if let (Some(a), Some(b)) = (&lines[at], &lines[next]) {
                fits.extend(fit(a, b, interline).map(|it| (it, at, next)));
            }
        }
    }
    fits.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut after: Vec<Option<usize>> = vec![None; lines.len()];
    let mut before: Vec<Option<usize>> = vec![None; lines.len()];
    for (_, at, next) in fits {
        if after[at].is_none() && before[next].is_none() {
            (after[at], before[next]) = (Some(next), Some(at));
        }
    }
    let mut found = Vec::new();
    for at in 0..lines.len() {
        if before[at].is_some() {
            continue;
        }
        let (Some(mut line), mut next) = (lines[at].take(), after[at]) else {
            continue;
        };
        while let Some(number) = next {
            if let Some(more) = lines[number].take() {
                line = line.with(&more);
            }
            next = after[number];
        }
        found.push(line);
    }
    found
}

/// How badly a piece continues another one, in staff spaces; none where it does not.
fn fit(a: &Line, b: &Line, interline: f64) -> Option<f64> {
    let (end, begin) = (a.right(), b.left());
    let gap = (begin[0] - end[0]).max(0.0);
    if (begin[1] - end[1]).abs() > 2.0 * interline + gap {
        return None;
    }
    let x = f64::midpoint(end[0], begin[0]);
    let (from_a, slope_a) = a.beyond(true, x, interline);
    let (from_b, slope_b) = b.beyond(false, x, interline);
    let off = (from_a - from_b).abs() / interline;
    let turn = (slope_a.atan() - slope_b.atan()).abs();
    let most = OFF.0 + OFF.1 * gap / interline;
    // Short pieces say little about their direction.
    let is_short = a.places.len().min(b.places.len()) < interline as usize;
    let most_turn = if is_short { 0.6 } else { 0.3 };
    (off <= most && turn <= most_turn).then_some(off + turn + 0.2 * gap / interline)
}

/// The arc that a part of a line is; none where it is none.
fn arc(room: &Room, part: (&[[f64; 2]], &[Option<f64>]), page: &Surroundings<'_>) -> Option<Arc> {
    let (places, thickness) = part;
    let (left, right) = (*places.first()?, *places.last()?);
    let interline = room.interline_px;
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
    let is_bow = TOP_WITHIN.contains(&share)
        && FULLNESS.contains(&(mean / sag))
        && heights
            .iter()
            .all(|it| it * side >= -MOST_WRONG * interline)
        && dent(heights[..=top].iter(), side) <= MOST_DENT * interline
        && dent(heights[top..].iter().rev(), side) <= MOST_DENT * interline;
    if !is_bow {
        return None;
    }
    // A fermata or the outline of a head is one as well.
    let margin = AROUND * interline;
    let inside = places
        .iter()
        .filter(|it| page.boxes.hold(it[0], it[1], margin));
    if inside.count() as f64 > MOST_KNOWN * places.len() as f64 {
        return None;
    }
    let third = places.len() / 3;
    let mut middle: Vec<f64> = thickness[third..places.len() - third]
        .iter()
        .flatten()
        .copied()
        .collect();
    middle.sort_by(f64::total_cmp);
    let thickness_px = middle.get(middle.len() / 2).copied()?;
    let seen = thickness.iter().flatten().count() as f64 / places.len() as f64;
    if thickness_px > THICKEST * interline || seen < LEAST_SEEN {
        return None;
    }
    let steep = |end: [f64; 2], is_left: bool| {
        let over = ((0.4 * interline) as usize + 2).min(places.len() - 1);
        let inner = if is_left {
            places[over]
        } else {
            places[places.len() - 1 - over]
        };
        // Rows downwards are positive.
        (end[1] - inner[1]) * side / over as f64
    };
    let end = |end: [f64; 2], is_left: bool| {
        if steep(end, is_left) < LEAST_STEEP {
            return end;
        }
        followed(page, end, if is_left { -1 } else { 1 }, side, room)
    };
    Some(Arc {
        kind: ArcKind::Slur,
        left_px: end(left, true),
        right_px: end(right, false),
        middle_px: places[top],
        is_above: side > 0.0,
        thickness_px,
        heads: [None, None],
        seen,
        interline_px: interline,
    })
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

/// The end of an arc, followed outwards where it becomes too steep to have columns of its own:
/// `towards` is the direction of rows in which its ends point.
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
