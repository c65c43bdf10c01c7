//! The pieces of a long thin thing, joined across the gaps between their ends.

use crate::components::Sets;
use crate::parts::Piece;
use crate::runs::CellRun;

/// How many times as long as wide a piece is at least that is taken for thin.
const LEAST_ELONGATION: f64 = 3.0;

/// The cosine of the greatest angle between the directions of two pieces: 20 degrees.
const LEAST_ALIGNMENT: f64 = 0.94;

/// The cosine of the greatest angle between a piece and the gap behind it: 30 degrees.
const LEAST_GAP_ALIGNMENT: f64 = 0.866;

/// Gaps up to this many cells may lead anywhere: their direction says nothing.
const DIRECTIONLESS_GAP: f64 = 2.0;

/// A place or a direction, in cells.
type Vector = [f64; 2];

/// A thin piece as a line.
#[derive(Clone, Copy, Debug)]
struct Line {
    ends: [Vector; 2],
    /// Of length one.
    direction: Vector,
}

/// Joins thin pieces of one class that lie in line, with no more than `gap` cells between their
/// ends. What is joined takes the place of its first piece.
pub(crate) fn bridged(pieces: Vec<Piece>, runs: &[CellRun], gap: f64) -> Vec<Piece> {
    let lines: Vec<(usize, Line)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(index, piece)| Some((index, line_of(piece, runs)?)))
        .collect();
    let mut sets = Sets::new(pieces.len());
    for (place, (one, line)) in lines.iter().enumerate() {
        for (other, other_line) in &lines[place + 1..] {
            if pieces[*one].class == pieces[*other].class && are_in_line(line, other_line, gap) {
                sets.join(*one, *other);
            }
        }
    }
    let mut joined: Vec<Option<Piece>> = pieces.iter().map(|_| None).collect();
    for (index, piece) in pieces.into_iter().enumerate() {
        match &mut joined[sets.first(index)] {
            Some(first) => first.runs.extend(piece.runs),
            empty => *empty = Some(piece),
        }
    }
    let mut joined: Vec<Piece> = joined.into_iter().flatten().collect();
    for piece in &mut joined {
        piece.runs.sort_unstable();
    }
    joined
}

/// A piece as the line with its second moments; none where it is not thin.
fn line_of(piece: &Piece, runs: &[CellRun]) -> Option<Line> {
    let (mut count, mut sum, mut squares) = (0.0, [0.0; 2], [0.0; 3]);
    for run in piece.runs.iter().map(|index| &runs[*index]) {
        let (y, n) = (f64::from(run.y), f64::from(run.right - run.left));
        let middle = f64::from(run.left + run.right - 1) / 2.0;
        count += n;
        sum[0] += n * middle;
        sum[1] += n * y;
        // n evenly spaced cells vary by (n² - 1) / 12 around their middle.
        squares[0] += n * (middle * middle + (n * n - 1.0) / 12.0);
        squares[1] += n * y * y;
        squares[2] += n * middle * y;
    }
    let centre = sum.map(|sum| sum / count);
    // A cell itself varies by 1/12 in each direction.
    let across = squares[0] / count - centre[0] * centre[0] + 1.0 / 12.0;
    let down = squares[1] / count - centre[1] * centre[1] + 1.0 / 12.0;
    let both = squares[2] / count - centre[0] * centre[1];
    let spread = f64::hypot((across - down) / 2.0, both);
    let (long, short) = (
        (across + down) / 2.0 + spread,
        (across + down) / 2.0 - spread,
    );
    if long < LEAST_ELONGATION * LEAST_ELONGATION * short {
        return None;
    }
    let angle_rad = 0.5 * f64::atan2(2.0 * both, across - down);
    let direction = [angle_rad.cos(), angle_rad.sin()];
    // An even line of length L varies by L² / 12.
    let half = (3.0 * long).sqrt();
    let end = |sign: f64| [0, 1].map(|axis| centre[axis] + sign * half * direction[axis]);
    Some(Line {
        ends: [end(-1.0), end(1.0)],
        direction,
    })
}

fn are_in_line(one: &Line, other: &Line, gap: f64) -> bool {
    if dot(one.direction, other.direction).abs() < LEAST_ALIGNMENT {
        return false;
    }
    one.ends.into_iter().enumerate().any(|(side, end)| {
        other.ends.into_iter().any(|facing| {
            let between = [facing[0] - end[0], facing[1] - end[1]];
            let distance = f64::hypot(between[0], between[1]);
            // The second end looks along the direction, the first one against it.
            let outwards = if side == 1 { 1.0 } else { -1.0 };
            let ahead = outwards * dot(between, one.direction);
            let leads_there =
                distance <= DIRECTIONLESS_GAP || ahead >= LEAST_GAP_ALIGNMENT * distance;
            distance <= gap && leads_there
        })
    })
}

fn dot(one: Vector, other: Vector) -> f64 {
    one[0] * other[0] + one[1] * other[1]
}
