//! Which thin lines are slurs and ties.

pub(crate) mod arc;
mod bow;
mod ends;
mod joining;
mod line;
pub(crate) mod paper;
mod ties;

use rayon::prelude::*;
use staves::Layout;

use crate::arcs::arc::{Arc, ArcKind};
use crate::arcs::bow::{SHORTEST, arc};
use crate::arcs::joining::joined;
use crate::arcs::line::Line;
use crate::arcs::paper::{LEAST_CLEAR, clear_share};
use crate::beams::beam::Beam;
use crate::curves::Curve;
use crate::known::Known;
use crate::room::room;
use crate::surroundings::Surroundings;

/// The shortest piece of one, in staff spaces.
const SHORTEST_PIECE: f64 = 0.45;
/// The same of an arc that no heads tell to be a tie.
const LEAST_CLEAR_SLUR: f64 = 0.5;
/// How many places of an arc are compared with beams, and how near to the edge of one they are on it,
/// in staff spaces.
const SAMPLES: usize = 11;
const NEAR_BEAM: f64 = 0.1;
/// A line with more places to cut it at is no arc.
const MOST_CUTS: usize = 24;

/// The slurs and ties among thin lines.
pub(crate) fn arcs(
    layout: &Layout,
    curves: &[Curve],
    known: &[Known],
    page: &Surroundings<'_>,
) -> Vec<Arc> {
    let interline = layout.interline_px().max(1.0);
    // Grain and hatching are full of thin lines with others close by.
    let clear: Vec<Line> = curves
        .par_iter()
        .filter(|it| it.middles.len() as f64 >= SHORTEST_PIECE * interline)
        .map(Line::of)
        .filter(|it| clear_share(page.ink, &it.places, &it.thickness, interline) >= LEAST_CLEAR)
        .collect();
    let mut arcs: Vec<Arc> = joined(clear, interline)
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
    arcs.retain(|it| it.kind == ArcKind::Tie || it.seen >= LEAST_CLEAR_SLUR);
    arcs
}

/// Whether half of an arc is the edge of beams.
pub(crate) fn is_on_beam(arc: &Arc, beams: &[Beam]) -> bool {
    let places = arc.sampled(SAMPLES);
    let on_beam = places.iter().filter(|place| {
        let near = NEAR_BEAM * arc.interline_px;
        let mut offs = beams.iter().filter_map(|it| it.off_px(**place));
        offs.any(|off| off <= near)
    });
    2 * on_beam.count() >= places.len()
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
