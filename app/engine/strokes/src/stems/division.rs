//! Which heads along a stroke are on one stem, and which way that goes.

use crate::known::Known;
use crate::stems::candidates::Beside;
use crate::stems::clusters::Cluster;
use crate::stems::passed::is_surer;
use crate::stems::stem::{Stem, StemEvidence, StemLine, StemWay};

/// How far a stem goes beyond its heads at the least, in staff spaces.
const LEAST_FREE: f64 = 1.0;
/// What a small stem has of the lengths of a large one.
const SMALL: f64 = 0.7;
/// On how much of what goes beyond the heads a stem must be seen with nothing over it, in staff
/// spaces.
const LEAST_OPEN: f64 = 0.3;
/// How far a stem goes beyond the head where it begins, at the least, to pass one that is less sure,
/// in staff spaces.
const LEAST_PASSING: f64 = 2.0;
/// How far heads of a second are apart, in staff spaces.
const SECOND: std::ops::Range<f64> = 0.25..0.8;

/// One stem, two that meet end to end, or none.
///
/// A head at the far end that the stroke does not go beyond is passed by the stem of others, if it
/// may have a stem elsewhere, or is less sure than they are: the end of a hook or of a beam looks
/// much like a head.
pub(crate) fn stems_of_cluster(
    cluster: &Cluster,
    known: &[Known],
    is_elsewhere: impl Fn(usize) -> bool,
) -> Vec<Stem> {
    let heads = &cluster.heads;
    let first = heads.len() - free_part(cluster, known, StemWay::Up, &is_elsewhere);
    let end = free_part(cluster, known, StemWay::Down, &is_elsewhere);
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

/// How many of the heads of a stroke may be on a stem that goes one way: those from where it begins
/// up to the last one that it goes beyond.
fn free_part(
    cluster: &Cluster,
    known: &[Known],
    way: StemWay,
    is_elsewhere: impl Fn(usize) -> bool,
) -> usize {
    let mut heads: Vec<usize> = cluster.heads.iter().map(|it| it.0).collect();
    if way == StemWay::Up {
        heads.reverse();
    }
    while let Some((last, before)) = heads.split_last() {
        if is_free(cluster, known, way, *last) {
            break;
        }
        let is_passed = before.iter().any(|it| {
            let size = if known[*it].is_small { SMALL } else { 1.0 };
            is_surer(&known[*it], &known[*last])
                && is_free(cluster, known, way, *it)
                && free(cluster, known, way, *it).0 >= size * LEAST_PASSING
        });
        if !is_passed && !is_elsewhere(*last) {
            return 0;
        }
        heads.pop();
    }
    heads.len()
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
    let line = StemLine {
        x_px: stroke.x_at(f64::midpoint(top, bottom)),
        lean: stroke.lean,
        top_px: top,
        bottom_px: bottom,
        thickness_px: stroke.thickness_px,
    };
    let evidence = StemEvidence {
        free_spaces,
        inked: 1.0 - stroke.empty as f64 / rows,
        open: stroke.open_between(top, bottom) as f64 / (bottom - top),
        gaps: stroke.gaps,
    };
    let stem = Stem::of_heads((way, line), (on_it, known), interline, evidence);
    Some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stems::upright::Upright;
    use crate::testing::{ROOM, head};

    /// An unbroken stroke with heads at its sides.
    fn cluster(x: f64, rows: [usize; 2], heads: &[(usize, Beside)]) -> Cluster {
        let [top, bottom] = rows.map(|it| it as f64);
        Cluster {
            stroke: Upright {
                top,
                bottom,
                x_px: x,
                middle: f64::midpoint(top, bottom),
                lean: 0.0,
                thickness_px: 3.0,
                open: (rows[0]..rows[1]).collect(),
                empty: 0,
                gaps: 0,
            },
            room: ROOM,
            heads: heads.to_vec(),
        }
    }

    fn told(cluster: &Cluster, known: &[Known]) -> Vec<(StemWay, Vec<usize>)> {
        let stems = stems_of_cluster(cluster, known, |_| false);
        stems.into_iter().map(|it| (it.way, it.heads)).collect()
    }

    #[test]
    fn a_stroke_goes_on_from_its_heads() {
        let known = [head(88.0, 120.0), head(88.0, 150.0)];
        let both = [(0, Beside::Right), (1, Beside::Right)];
        let up = told(&cluster(100.0, [60, 150], &both), &known);
        assert_eq!(up, [(StemWay::Up, vec![0, 1])]);
        // Too short.
        assert_eq!(told(&cluster(100.0, [108, 150], &both), &known), []);
        let known = [head(112.0, 120.0)];
        let down = told(&cluster(100.0, [120, 190], &[(0, Beside::Left)]), &known);
        assert_eq!(down, [(StemWay::Down, vec![0])]);
    }

    #[test]
    fn a_second_is_on_both_sides_of_its_stem() {
        let known = [head(112.0, 140.0), head(88.0, 150.0)];
        let sides = [(0, Beside::Left), (1, Beside::Right)];
        let stems = told(&cluster(100.0, [70, 150], &sides), &known);
        assert_eq!(stems, [(StemWay::Up, vec![0, 1])]);
    }

    #[test]
    fn less_sure_heads_at_the_far_end_are_passed() {
        let mut known = [head(88.0, 65.0), head(88.0, 150.0)];
        let both = [(0, Beside::Right), (1, Beside::Right)];
        let stroke = cluster(100.0, [56, 150], &both);
        assert_eq!(told(&stroke, &known), []);
        known[0].score = 0.5;
        assert_eq!(told(&stroke, &known), [(StemWay::Up, vec![1])]);
        let mut known = [head(112.0, 60.0), head(88.0, 140.0)];
        known[1].score = 0.5;
        let sides = [(0, Beside::Left), (1, Beside::Right)];
        let down = told(&cluster(100.0, [60, 150], &sides), &known);
        assert_eq!(down, [(StemWay::Down, vec![0])]);
    }

    #[test]
    fn stems_that_meet_end_to_end_are_two() {
        let known = [head(88.0, 100.0), head(112.0, 160.0)];
        let sides = [(0, Beside::Right), (1, Beside::Left)];
        let stems = told(&cluster(100.0, [40, 220], &sides), &known);
        assert_eq!(stems, [(StemWay::Up, vec![0]), (StemWay::Down, vec![1])]);
    }
}
