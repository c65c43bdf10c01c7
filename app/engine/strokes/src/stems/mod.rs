//! Stems: strokes at heads, told apart by which way they go and which heads are on which side.

pub(crate) mod candidates;
mod clusters;
mod division;
mod flagged;
pub(crate) mod passed;
mod sharing;
pub(crate) mod slashes;
pub(crate) mod stem;
pub(crate) mod upright;

use rayon::prelude::*;
use staves::Layout;

use crate::known::{Known, KnownKind};
use crate::room::{Room, room};
use crate::stems::candidates::{Candidate, Planes, WIDE_GAP, candidates};
use crate::stems::clusters::{SAME, clusters, cut_out, is_within};
use crate::stems::division::stems_of_cluster;
use crate::stems::sharing::settled;
use crate::stems::stem::Stem;
use crate::stems::upright::DEFAULT_GAP;

/// The stems of a page.
pub(crate) fn stems(layout: &Layout, planes: &Planes, known: &[Known]) -> Vec<Stem> {
    let all: Vec<usize> = (0..known.len()).collect();
    let mut stems = stems_of(layout, planes, known, &all, DEFAULT_GAP);
    let without = |stems: &[Stem]| -> Vec<usize> {
        let mut has = vec![false; known.len()];
        stems
            .iter()
            .flat_map(|it| &it.heads)
            .for_each(|head| has[*head] = true);
        all.iter().copied().filter(|it| !has[*it]).collect()
    };
    let passed = passed::passed(&stems, known);
    let mut rest = without(&stems);
    rest.retain(|it| !passed[*it]);
    let more = stems_of(layout, planes, known, &rest, WIDE_GAP);
    for stem in more {
        join(&mut stems, stem, known);
    }
    flagged::hang(&mut stems, layout, &planes.free, known);
    stems.sort_by(|a, b| {
        a.x_px
            .total_cmp(&b.x_px)
            .then(a.top_px.total_cmp(&b.top_px))
    });
    stems
}

/// Adds a stem that was found on a second look: to one that is there already at the same place, or
/// by itself.
fn join(stems: &mut Vec<Stem>, stem: Stem, known: &[Known]) {
    let same = stems.iter_mut().find(|it| {
        let overlap = it.bottom_px.min(stem.bottom_px) - it.top_px.max(stem.top_px);
        let y = f64::midpoint(it.bottom_px.min(stem.bottom_px), it.top_px.max(stem.top_px));
        let kind = |stem: &Stem| stem.heads.first().map(|it| known[*it].kind);
        it.way == stem.way
            && kind(it) == kind(&stem)
            && overlap > 0.5 * stem.interline_px
            && (it.x_at(y) - stem.x_at(y)).abs() < SAME * stem.interline_px
    });
    let Some(same) = same else {
        stems.push(stem);
        return;
    };
    for head in stem.heads {
        if !same.heads.contains(&head) {
            same.heads.push(head);
        }
    }
    same.top_px = same.top_px.min(stem.top_px);
    same.bottom_px = same.bottom_px.max(stem.bottom_px);
    same.heads
        .sort_by(|a, b| known[*a].y_px().total_cmp(&known[*b].y_px()));
}

/// The stems of some heads.
fn stems_of(
    layout: &Layout,
    planes: &Planes,
    known: &[Known],
    heads: &[usize],
    gap: f64,
) -> Vec<Stem> {
    let found: Vec<(Room, Candidate)> = heads
        .par_iter()
        .filter(|number| known[**number].kind.has_stem())
        .flat_map_iter(|number| {
            let head = &known[*number];
            let room = room(layout, head.x_px(), head.y_px());
            let found = room.map(|room| {
                let found = candidates(planes, &room, *number, head, gap);
                found.into_iter().map(move |it| (room, it))
            });
            found.into_iter().flatten()
        })
        .collect();
    let others: Vec<&Known> = known.iter().filter(|it| !it.kind.is_head()).collect();
    let mut found: Vec<(Room, Candidate)> = found
        .into_par_iter()
        .filter(|(room, it)| !is_within(&it.stroke, room, &others))
        .collect();
    let signs: Vec<&Known> = known
        .iter()
        .filter(|it| it.kind != KnownKind::Flag)
        .collect();
    found
        .par_iter_mut()
        .for_each(|(_, it)| cut_out(&mut it.stroke, &signs));
    let clusters = clusters(known, found);
    let mut places = vec![0; known.len()];
    let at_heads = clusters.iter().flat_map(|it| &it.heads);
    at_heads.for_each(|(head, _)| places[*head] += 1);
    let stems = clusters
        .iter()
        .flat_map(|it| stems_of_cluster(it, known, |head| places[head] > 1));
    settled(stems.collect(), known)
}
