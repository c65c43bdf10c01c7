//! Strokes at heads, without what is of other symbols, made one where they are one.

use crate::known::{Known, KnownKind};
use crate::room::Room;
use crate::stems::candidates::{Beside, Candidate};
use crate::stems::upright::Upright;

/// How far strokes at one place may be apart to be one, in staff spaces.
pub(crate) const SAME: f64 = 0.16;
/// How far beyond the box of another symbol a stroke within it may reach, in staff spaces.
const WITHIN: f64 = 0.25;

/// A stroke with the heads at it.
pub(crate) struct Cluster {
    pub stroke: Upright,
    pub room: Room,
    /// The heads with the side of the stroke they are on, from the top down.
    pub heads: Vec<(usize, Beside)>,
}

/// Strokes at the same place made one, with all heads at it.
pub(crate) fn clusters(known: &[Known], mut found: Vec<(Room, Candidate)>) -> Vec<Cluster> {
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

/// Takes what is the ink of other symbols away from a stroke: ends in them and rows through them.
pub(crate) fn cut_out(stroke: &mut Upright, signs: &[&Known]) {
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
pub(crate) fn is_within(stroke: &Upright, room: &Room, others: &[&Known]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ROOM, head, known};

    fn stroke(x: f64, rows: [usize; 2]) -> Upright {
        let [top, bottom] = rows.map(|it| it as f64);
        Upright {
            top,
            bottom,
            x_px: x,
            middle: f64::midpoint(top, bottom),
            lean: 0.0,
            thickness_px: 3.0,
            open: (rows[0]..rows[1]).collect(),
            empty: 0,
            gaps: 0,
        }
    }

    #[test]
    fn strokes_at_one_place_are_one() {
        let heads = [head(88.0, 150.0), head(88.0, 120.0), head(188.0, 150.0)];
        let candidate = |head: usize, x: f64, rows: [usize; 2]| Candidate {
            head,
            side: Beside::Right,
            stroke: stroke(x, rows),
        };
        let found = clusters(
            &heads,
            vec![
                (ROOM, candidate(0, 100.0, [60, 150])),
                (ROOM, candidate(1, 101.0, [60, 118])),
                (ROOM, candidate(2, 200.0, [60, 150])),
            ],
        );
        let told: Vec<Vec<usize>> = found
            .iter()
            .map(|it| it.heads.iter().map(|it| it.0).collect())
            .collect();
        assert_eq!(told, [vec![1, 0], vec![2]]);
    }

    #[test]
    fn the_ink_of_other_symbols_is_cut_out() {
        let sharp = known(KnownKind::Other, 100.0, 70.0, [10.0, 20.0]);
        let mut long = stroke(100.0, [60, 150]);
        cut_out(&mut long, &[&sharp]);
        assert_eq!((long.top, long.open[0], long.bottom), (90.0, 90, 150.0));
        assert!(is_within(&stroke(100.0, [52, 88]), &ROOM, &[&sharp]));
        assert!(!is_within(&stroke(100.0, [52, 150]), &ROOM, &[&sharp]));
    }
}
