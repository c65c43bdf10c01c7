//! Stems at flags: a flag hangs on the tip of one, and hides most of it.

use staves::Layout;

use crate::known::{Known, KnownKind};
use crate::plane::Plane;
use crate::room::{Room, room};
use crate::stems::stem::{Stem, StemEvidence, StemLine, StemWay};
use crate::stems::upright::{inked_rows, widest_px};

/// How far from the left edge of a flag its stem is, in staff spaces.
const BESIDE: f64 = 0.45;
/// How far from it the edge of a head is.
const HEAD_BESIDE: f64 = 0.6;
/// From where to where from the left edge of a flag its stem is looked for, in staff spaces.
const LOOKED: (f64, f64) = (-0.3, 0.35);
/// How far from the middle of its nearest head the tip of a flagged stem is, in staff spaces.
const LENGTH: (f64, f64) = (1.6, 6.0);
/// How far from the tip the last of its heads is.
const FARTHEST: f64 = 12.0;
/// How much of a stem is left between its head and the end of its flag, in staff spaces: at the most.
const MOST_BARE: f64 = 3.0;
/// The share of its rows that must have ink.
const LEAST_INKED: f64 = 0.85;
/// The same of the rows from one head to the next.
const LEAST_INKED_BETWEEN: f64 = 0.7;
/// How far beyond its flag the tip of a stem may be, in staff spaces.
const BEYOND: f64 = 0.3;

/// Ends stems where their flags do, and gives heads at flags the stems that they lack.
pub(crate) fn hang(stems: &mut Vec<Stem>, layout: &Layout, ink: &Plane, known: &[Known]) {
    let flags: Vec<&Known> = known
        .iter()
        .filter(|it| it.kind == KnownKind::Flag)
        .collect();
    for stem in stems.iter_mut() {
        for flag in &flags {
            shorten(stem, flag, known);
        }
    }
    let mut has_stem = vec![false; known.len()];
    let heads = stems.iter().flat_map(|it| &it.heads);
    heads.for_each(|it| has_stem[*it] = true);
    for flag in flags {
        let Some(room) = room(layout, flag.x_px(), flag.y_px()) else {
            continue;
        };
        let ways = [StemWay::Up, StemWay::Down];
        let found = ways
            .into_iter()
            .filter_map(|way| stem_of(flag, way, &room, ink, known, &has_stem));
        let best = found.max_by(|a, b| a.evidence.inked.total_cmp(&b.evidence.inked));
        if let Some(stem) = best {
            stem.heads.iter().for_each(|it| has_stem[*it] = true);
            stems.push(stem);
        }
    }
}

/// Ends a stem that seems to go on beyond its flag into what is there: a digit, a slur, a dot.
fn shorten(stem: &mut Stem, flag: &Known, known: &[Known]) {
    let space = stem.interline_px;
    if (flag.left_px - stem.x_at(flag.y_px())).abs() > BESIDE * space {
        return;
    }
    let heads = || stem.heads.iter().map(|it| known[*it].y_px());
    match stem.way {
        StemWay::Up => {
            let top = heads().fold(f64::INFINITY, f64::min);
            let is_at_it = top - flag.top_px > LENGTH.0 * space && flag.bottom_px > stem.top_px;
            if is_at_it
                && top - flag.bottom_px < MOST_BARE * space
                && flag.top_px - stem.top_px > BEYOND * space
            {
                stem.top_px = flag.top_px;
            }
        }
        StemWay::Down => {
            let bottom = heads().fold(f64::NEG_INFINITY, f64::max);
            let is_at_it =
                flag.bottom_px - bottom > LENGTH.0 * space && flag.top_px < stem.bottom_px;
            if is_at_it
                && flag.top_px - bottom < MOST_BARE * space
                && stem.bottom_px - flag.bottom_px > BEYOND * space
            {
                stem.bottom_px = flag.bottom_px;
            }
        }
    }
}

/// The stem of a flag, if it goes one way, with heads that have none.
fn stem_of(
    flag: &Known,
    way: StemWay,
    room: &Room,
    ink: &Plane,
    known: &[Known],
    has_stem: &[bool],
) -> Option<Stem> {
    let (tip, end, inwards) = match way {
        StemWay::Up => (flag.top_px, flag.bottom_px, 1.0),
        StemWay::Down => (flag.bottom_px, flag.top_px, -1.0),
    };
    let away = |head: usize| (known[head].y_px() - tip) * inwards;
    let edge = |head: usize| match way {
        StemWay::Up => known[head].right_px,
        StemWay::Down => known[head].left_px,
    };
    let is_at = |head: &usize| {
        known[*head].kind == KnownKind::BlackHead
            && (edge(*head) - flag.left_px).abs() <= room.px(HEAD_BESIDE)
            && away(*head) >= room.px(LENGTH.0)
    };
    let mut heads: Vec<usize> = (0..known.len()).filter(is_at).collect();
    heads.retain(|it| away(*it) <= room.px(FARTHEST));
    heads.sort_by(|a, b| away(*a).total_cmp(&away(*b)));
    let nearest = *heads.first()?;
    let is_near = away(nearest) <= room.px(LENGTH.1)
        && (known[nearest].y_px() - end) * inwards <= room.px(MOST_BARE);
    if !is_near || has_stem[nearest] {
        return None;
    }
    let inked = |x: f64, from: f64, to: f64| {
        let (top, bottom) = (from.min(to), from.max(to));
        let x_at = |y: f64| x + room.lean() * (y - tip);
        let rows = inked_rows(ink, x_at, top, bottom, widest_px(room.interline_px));
        rows as f64 / (bottom - top).max(1.0)
    };
    let first = known[nearest].y_px();
    let [from, to] = [LOOKED.0, LOOKED.1].map(|it| (flag.left_px + room.px(it)).floor() as i64);
    let columns = (from..=to).map(|x| x as f64 + 0.5);
    let farthest = heads.last().map_or(first, |it| known[*it].y_px());
    let good = columns.filter(|x| inked(*x, tip, first) >= LEAST_INKED);
    // The flag has ink at many columns, the stem between the heads at few.
    let x = good.max_by(|a, b| {
        let share = |x: f64| inked(x, tip, farthest);
        let near = |x: f64| (x - flag.left_px).abs();
        let by_share = share(*a).total_cmp(&share(*b));
        by_share.then(near(*b).total_cmp(&near(*a)))
    })?;
    let inked_share = inked(x, tip, first);
    let mut on_it = vec![nearest];
    let mut last = first;
    for head in &heads[1..] {
        let y = known[*head].y_px();
        if has_stem[*head] || inked(x, last, y) < LEAST_INKED_BETWEEN {
            break;
        }
        on_it.push(*head);
        last = y;
    }
    on_it.sort_by(|a, b| known[*a].y_px().total_cmp(&known[*b].y_px()));
    let (top_px, bottom_px) = (tip.min(last), tip.max(last));
    let line = StemLine {
        x_px: x + room.lean() * (f64::midpoint(top_px, bottom_px) - tip),
        lean: room.lean(),
        top_px,
        bottom_px,
        thickness_px: room.px(0.12).max(1.0),
    };
    let evidence = StemEvidence {
        free_spaces: (first - tip).abs() / room.interline_px,
        inked: inked_share,
        open: 0.0,
        gaps: 0,
    };
    let stem = Stem::of_heads((way, line), (on_it, known), room.interline_px, evidence);
    Some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{head, known, layout, stem};

    #[test]
    fn heads_at_a_flag_have_its_stem() {
        // A flag that has run together with its stem, over two heads.
        let ink = Plane::drawn(600, 300, |x, y| {
            (110..128).contains(&x) && (80..130).contains(&y)
                || (110..113).contains(&x) && (130..190).contains(&y)
        });
        let flag = known(KnownKind::Flag, 119.0, 105.0, [9.0, 25.0]);
        let all = [head(99.0, 150.0), head(99.0, 190.0), flag];
        let mut stems = Vec::new();
        hang(&mut stems, &layout(), &ink, &all);
        assert_eq!(stems.len(), 1);
        assert_eq!(
            (stems[0].way, stems[0].heads.as_slice()),
            (StemWay::Up, &[0, 1][..])
        );
        assert!((stems[0].top_px - 80.0).abs() < 1.0 && (stems[0].x_px - 111.0).abs() < 2.5);
        // Nothing without ink, nor for a head that has a stem.
        let mut none = Vec::new();
        hang(
            &mut none,
            &layout(),
            &Plane::drawn(600, 300, |_, _| false),
            &all,
        );
        assert_eq!(none, []);
        hang(&mut stems, &layout(), &ink, &all);
        assert_eq!(stems.len(), 1);
    }

    #[test]
    fn a_stem_ends_where_its_flag_does() {
        let flag = known(KnownKind::Flag, 119.0, 105.0, [9.0, 25.0]);
        let all = [head(99.0, 160.0), flag];
        let mut stems = vec![stem(StemWay::Up, 111.0, [40.0, 160.0], &[0])];
        hang(
            &mut stems,
            &layout(),
            &Plane::drawn(600, 300, |_, _| false),
            &all,
        );
        assert!((stems[0].top_px - 80.0).abs() < 1e-9);
    }
}
