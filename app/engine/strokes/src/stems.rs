//! Stems: strokes at heads, told apart by which way they go and which heads are on which side.

use rayon::prelude::*;
use staves::Layout;

use crate::candidates::{Beside, Candidate, Planes, WIDE_GAP, candidates};
use crate::known::{Known, KnownKind};
use crate::room::{Room, room};
use crate::stem::{Side, Stem, StemEvidence, StemWay};
use crate::upright::{DEFAULT_GAP, Upright};

/// How far a stem goes beyond its heads at the least, in staff spaces.
const LEAST_FREE: f64 = 1.0;
/// What a small stem has of the lengths of a large one.
const SMALL: f64 = 0.7;
/// On how much of what goes beyond the heads a stem must be seen with nothing over it, in staff
/// spaces.
const LEAST_OPEN: f64 = 0.3;
/// How far strokes at one place may be apart to be one, in staff spaces.
const SAME: f64 = 0.16;
/// How far heads of a second are apart, in staff spaces.
const SECOND: std::ops::Range<f64> = 0.25..0.8;
/// How far beyond the box of another symbol a stroke within it may reach, in staff spaces.
const WITHIN: f64 = 0.25;

/// A stroke with the heads at it.
struct Cluster {
    stroke: Upright,
    room: Room,
    /// The heads with the side of the stroke they are on, from the top down.
    heads: Vec<(usize, Beside)>,
}

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
    let rest = without(&stems);
    let more = stems_of(layout, planes, known, &rest, WIDE_GAP);
    for stem in more {
        join(&mut stems, stem, known);
    }
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

/// Takes what is the ink of other symbols away from a stroke: ends in them and rows through them.
fn cut_out(stroke: &mut Upright, signs: &[&Known]) {
    let x = (stroke.x_at(stroke.top), stroke.x_at(stroke.bottom));
    let (left, right) = (x.0.min(x.1), x.0.max(x.1));
    let passed: Vec<&Known> = signs
        .iter()
        .filter(|it| {
            it.left_px < right
                && it.right_px > left
                && it.top_px < stroke.bottom
                && it.bottom_px > stroke.top
        })
        .copied()
        .collect();
    for _ in &passed {
        let (at_top, at_bottom) = (stroke.x_at(stroke.top), stroke.x_at(stroke.bottom));
        for sign in passed.iter().filter(|it| !it.kind.is_head()) {
            if sign.holds(at_top, stroke.top, 1.0) {
                stroke.top = stroke.top.max(sign.bottom_px).min(stroke.bottom - 1.0);
            }
            if sign.holds(at_bottom, stroke.bottom, 1.0) {
                stroke.bottom = stroke.bottom.min(sign.top_px).max(stroke.top + 1.0);
            }
        }
    }
    let x_at = |row: usize| stroke.x_px + stroke.lean * (row as f64 - stroke.middle);
    let is_free = |row: &usize| {
        let y = *row as f64 + 0.5;
        !passed.iter().any(|it| it.holds(x_at(*row), y, 0.0))
            && (stroke.top..stroke.bottom).contains(&y)
    };
    let open = stroke.open.iter().copied().filter(is_free).collect();
    stroke.open = open;
}

/// Whether a stroke is a part of another symbol.
fn is_within(stroke: &Upright, room: &Room, others: &[&Known]) -> bool {
    let beyond = room.px(WITHIN);
    others.iter().any(|it| {
        if it.kind == KnownKind::Flag {
            // The stem is at its left edge.
            let inside = stroke.open_between(it.top_px, it.bottom_px);
            return stroke.x_px > it.left_px + room.px(0.25)
                && stroke.x_px < it.right_px + room.px(0.1)
                && 2 * inside > stroke.open.len();
        }
        stroke.x_px > it.left_px - room.px(0.1)
            && stroke.x_px < it.right_px + room.px(0.1)
            && stroke.top > it.top_px - beyond
            && stroke.bottom < it.bottom_px + beyond
    })
}

/// Strokes at the same place made one, with all heads at it.
fn clusters(known: &[Known], mut found: Vec<(Room, Candidate)>) -> Vec<Cluster> {
    found.sort_by(|a, b| {
        let by_length = b.1.stroke.open.len().cmp(&a.1.stroke.open.len());
        by_length
            .then(a.1.stroke.x_px.total_cmp(&b.1.stroke.x_px))
            .then(a.1.head.cmp(&b.1.head))
    });
    let mut clusters: Vec<Cluster> = Vec::new();
    for (room, candidate) in found {
        let same = clusters.iter_mut().find(|it| {
            let (a, b) = (&it.stroke, &candidate.stroke);
            let (top, bottom) = (a.top.max(b.top), a.bottom.min(b.bottom));
            let y = f64::midpoint(top, bottom);
            bottom - top > 0.3 * room.interline_px
                && (a.x_at(y) - b.x_at(y)).abs() < SAME * room.interline_px
        });
        let head = (candidate.head, candidate.side);
        match same {
            Some(cluster) => {
                if cluster.heads.iter().all(|it| it.0 != head.0) {
                    cluster.heads.push(head);
                }
                cluster.stroke.top = cluster.stroke.top.min(candidate.stroke.top);
                cluster.stroke.bottom = cluster.stroke.bottom.max(candidate.stroke.bottom);
            }
            None => clusters.push(Cluster {
                stroke: candidate.stroke,
                room,
                heads: vec![head],
            }),
        }
    }
    for cluster in &mut clusters {
        cluster
            .heads
            .sort_by(|a, b| known[a.0].y_px().total_cmp(&known[b.0].y_px()));
    }
    clusters
}

/// One stem, two that meet end to end, or none.
///
/// A head at the far end that the stroke does not go beyond is passed by the stem of others, if it
/// may have a stem elsewhere.
fn stems_of_cluster(
    cluster: &Cluster,
    known: &[Known],
    is_elsewhere: impl Fn(usize) -> bool,
) -> Vec<Stem> {
    let heads = &cluster.heads;
    let is_free = |way: StemWay, head: usize| is_free(cluster, known, way, head);
    let mut first = 0;
    while first < heads.len() && !is_free(StemWay::Up, heads[first].0) {
        if !is_elsewhere(heads[first].0) {
            first = heads.len();
            break;
        }
        first += 1;
    }
    let mut end = heads.len();
    while end > 0 && !is_free(StemWay::Down, heads[end - 1].0) {
        if !is_elsewhere(heads[end - 1].0) {
            end = 0;
            break;
        }
        end -= 1;
    }
    let (upper, lower) = match (first < heads.len(), end > 0) {
        (false, false) => return Vec::new(),
        (true, false) => (&heads[first..], &heads[..0]),
        (false, true) => (&heads[..0], &heads[..end]),
        (true, true) => {
            let cut = cut(cluster, known, &is_elsewhere);
            (&heads[first.min(cut)..cut], &heads[cut..end.max(cut)])
        }
    };
    let upper = stem(cluster, known, StemWay::Up, upper);
    let lower = stem(cluster, known, StemWay::Down, lower);
    upper.into_iter().chain(lower).collect()
}

/// Where heads along a stroke that goes on both ways are best cut in two: those above it at the
/// left of an up-stem, those below it at the right of a down-stem.
fn cut(cluster: &Cluster, known: &[Known], is_elsewhere: impl Fn(usize) -> bool) -> usize {
    let heads = &cluster.heads;
    let cost = |way: StemWay, part: &[(usize, Beside)]| {
        let end = match way {
            StemWay::Up => part.first(),
            StemWay::Down => part.last(),
        };
        let short = end.map_or(0.0, |it| {
            let (free, _) = free(cluster, known, way, it.0);
            1.0 - free.clamp(0.0, 3.0) / 3.0
        });
        let odd = |it: &(usize, Beside)| {
            let usual = usual(way);
            let is_odd =
                it.1 != usual && !has_second(part, known, it.0, usual, cluster.room.interline_px);
            match (is_odd, is_elsewhere(it.0)) {
                (false, _) => 0.0,
                (true, true) => 0.4,
                (true, false) => 1.0,
            }
        };
        0.3 * short + part.iter().map(odd).sum::<f64>()
    };
    // Of equally good cuts the one that leaves heads to both.
    let costs = (0..=heads.len()).map(|at| {
        let one_sided = if at == 0 || at == heads.len() {
            0.01
        } else {
            0.0
        };
        let cost = cost(StemWay::Up, &heads[..at]) + cost(StemWay::Down, &heads[at..]);
        (cost + one_sided, at)
    });
    costs
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(0, |it| it.1)
}

/// On which side of its heads a stem is. A head at the left of the stroke has the stroke at its
/// right.
fn usual(way: StemWay) -> Beside {
    match way {
        StemWay::Up => Beside::Right,
        StemWay::Down => Beside::Left,
    }
}

/// Whether a head is a second from one on the usual side.
fn has_second(
    heads: &[(usize, Beside)],
    known: &[Known],
    head: usize,
    usual: Beside,
    interline: f64,
) -> bool {
    heads.iter().any(|it| {
        let apart = (known[it.0].y_px() - known[head].y_px()).abs() / interline;
        it.1 == usual && SECOND.contains(&apart)
    })
}

/// Whether a stroke goes far enough beyond a head to be its stem.
fn is_free(cluster: &Cluster, known: &[Known], way: StemWay, head: usize) -> bool {
    let (free, open) = free(cluster, known, way, head);
    let size = if known[head].is_small { SMALL } else { 1.0 };
    free >= size * LEAST_FREE && open >= size * LEAST_OPEN
}

/// How far a stroke goes beyond the middle of a head, and how much of that is open, in staff
/// spaces.
fn free(cluster: &Cluster, known: &[Known], way: StemWay, head: usize) -> (f64, f64) {
    let (stroke, head) = (&cluster.stroke, &known[head]);
    let (free, open) = match way {
        StemWay::Up => (
            head.y_px() - stroke.top,
            stroke.open_between(stroke.top, head.top_px),
        ),
        StemWay::Down => (
            stroke.bottom - head.y_px(),
            stroke.open_between(head.bottom_px, stroke.bottom),
        ),
    };
    let interline = cluster.room.interline_px;
    (free / interline, open as f64 / interline)
}

/// The stem of some heads along a stroke.
fn stem(
    cluster: &Cluster,
    known: &[Known],
    way: StemWay,
    heads: &[(usize, Beside)],
) -> Option<Stem> {
    let usual = usual(way);
    let interline = cluster.room.interline_px;
    let is_usual =
        |it: &&(usize, Beside)| it.1 == usual || has_second(heads, known, it.0, usual, interline);
    let mut on_it: Vec<usize> = heads.iter().filter(is_usual).map(|it| it.0).collect();
    if on_it.is_empty() {
        on_it = heads.iter().map(|it| it.0).collect();
    }
    // The head where the stem begins says which kind the others are.
    let mut sure = heads.iter().filter(|it| it.1 == usual).map(|it| it.0);
    let begins = match way {
        StemWay::Up => sure.next_back(),
        StemWay::Down => sure.next(),
    };
    let begins = begins.or(on_it.first().copied())?;
    let kind = |head: usize| (known[head].kind, known[head].is_small);
    on_it.retain(|it| kind(*it) == kind(begins));
    let (first, last) = (*on_it.first()?, *on_it.last()?);
    let extreme = match way {
        StemWay::Up => first,
        StemWay::Down => last,
    };
    let (free_spaces, _) = free(cluster, known, way, extreme);
    let stroke = &cluster.stroke;
    let (top, bottom) = match way {
        StemWay::Up => (
            stroke.top,
            stroke.bottom.min(known[last].y_px() + 0.3 * interline),
        ),
        StemWay::Down => (
            stroke.top.max(known[first].y_px() - 0.3 * interline),
            stroke.bottom,
        ),
    };
    if bottom <= top {
        return None;
    }
    let rows = (stroke.bottom - stroke.top).max(1.0);
    let small = on_it.iter().filter(|it| known[**it].is_small).count();
    Some(Stem {
        way,
        x_px: stroke.x_at(f64::midpoint(top, bottom)),
        lean: stroke.lean,
        top_px: top,
        bottom_px: bottom,
        thickness_px: stroke.thickness_px,
        is_small: 2 * small > on_it.len(),
        heads: on_it,
        is_slashed: false,
        left: Side::default(),
        right: Side::default(),
        tremolo_strokes: 0,
        interline_px: interline,
        evidence: StemEvidence {
            free_spaces,
            inked: 1.0 - stroke.empty as f64 / rows,
            open: stroke.open_between(top, bottom) as f64 / (bottom - top),
            gaps: stroke.gaps,
        },
    })
}

/// Stems where every head has the best one only, or one each way where two voices share it.
fn settled(mut stems: Vec<Stem>, known: &[Known]) -> Vec<Stem> {
    let mut of_head: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (at, stem) in stems.iter().enumerate() {
        stem.heads.iter().for_each(|head| of_head[*head].push(at));
    }
    for (head, of_head) in of_head.iter().enumerate() {
        if of_head.len() < 2 {
            continue;
        }
        let worth: Vec<f64> = of_head
            .iter()
            .map(|at| worth(&stems[*at], known, head))
            .collect();
        for (at, stem) in of_head.iter().enumerate() {
            let beaten = of_head.iter().enumerate().any(|(other, rival)| {
                let can_share = is_shared(&stems[*rival], &stems[*stem], head)
                    || is_shared(&stems[*stem], &stems[*rival], head);
                let least = if can_share { 1.9 } else { 1.0 };
                other != at && (worth[other], other) > (least * worth[at], at)
            });
            if beaten {
                stems[*stem].heads.retain(|it| *it != head);
            }
        }
    }
    stems.retain(|it| !it.heads.is_empty());
    stems
}

/// Whether two stems may share a head: the lowest one of an up-stem and the highest one of a
/// down-stem.
fn is_shared(up: &Stem, down: &Stem, head: usize) -> bool {
    up.way == StemWay::Up
        && down.way == StemWay::Down
        && up.heads.last() == Some(&head)
        && down.heads.first() == Some(&head)
}

/// How well a stem fits a head.
fn worth(stem: &Stem, known: &[Known], head: usize) -> f64 {
    let known = &known[head];
    let edge = match stem.way {
        StemWay::Up => known.right_px,
        StemWay::Down => known.left_px,
    };
    let off = (stem.x_at(known.y_px()) - edge).abs() / stem.interline_px;
    let length = stem.evidence.free_spaces.min(3.0) / 3.0;
    length * stem.evidence.inked * (1.0 - off.min(0.9))
}
