//! Slurs, from chord to chord, also over the ends of systems.

use std::collections::BTreeMap;

use notation::{SlurEnd, SpanNumber};
use strokes::{Arc, ArcKind};

use crate::measures::Span;
use crate::place::at_point;
use crate::prepared::{PageFound, Prepared};

/// How far left or right of a chord an end of a slur may be, and how far above or below it, in staff
/// spaces.
const REACH: [f64; 2] = [2.2, 4.0];
/// How much less a space up or down counts than one to the side.
const AWAY_WEIGHT: f64 = 0.5;
/// How near to the beginning and end of a system's music a slur must come that goes on on another
/// system, in staff spaces.
const AT_END: f64 = 5.0;

/// An arc of a system that is a slur, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SlurArc {
    row: usize,
    is_above: bool,
    /// The chord that it begins at; none where it comes from the system before.
    from: Option<usize>,
    /// The chord that it ends at; none where it goes on on the next system.
    to: Option<usize>,
}

/// The slurs of a system, from the left to the right.
pub(crate) fn arcs(prepared: &Prepared<'_>, system: usize) -> Vec<SlurArc> {
    let arcs = prepared.page.strokes.arcs.iter();
    let mut slurs: Vec<&Arc> = arcs.filter(|it| it.kind == ArcKind::Slur).collect();
    slurs.sort_by(|one, two| one.left_px[0].total_cmp(&two.left_px[0]));
    let found = slurs.into_iter().filter_map(|arc| {
        let [x, y] = arc.middle_px;
        let place = at_point(prepared.page.layout, x, y)?;
        if place.system != system {
            return None;
        }
        let from = chord_at(prepared, system, arc, arc.left_px);
        let to = chord_at(prepared, system, arc, arc.right_px);
        let (opens_left, opens_right) = opens(prepared, system, arc);
        let is_whole = from.is_some() && to.is_some() && from != to;
        let is_part = (from.is_some() && opens_right) || (opens_left && to.is_some());
        let slur = SlurArc {
            row: place.row,
            is_above: arc.is_above,
            from,
            to,
        };
        if is_whole {
            return Some(slur);
        }
        is_part.then_some(SlurArc {
            from: from.filter(|_| !opens_left || opens_right),
            to: to.filter(|_| opens_left && !opens_right),
            ..slur
        })
    });
    found.collect()
}

/// Whether an arc begins before the first chord of a system, and whether it ends after the last one.
fn opens(prepared: &Prepared<'_>, system: usize, arc: &Arc) -> (bool, bool) {
    let of_system = prepared.chords.iter().filter(|it| it.system == system);
    let columns = of_system.map(|it| it.x_px);
    let (first, last) = columns.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), x| {
        (first.min(x), last.max(x))
    });
    let reach_px = AT_END * arc.interline_px;
    let [left, right] = [arc.left_px[0], arc.right_px[0]];
    (
        left < first && left > first - 2.0 * reach_px,
        right > last + 0.2 * reach_px && right < last + 2.0 * reach_px,
    )
}

/// The chord that an end of an arc is at.
fn chord_at(prepared: &Prepared<'_>, system: usize, arc: &Arc, [x, y]: [f64; 2]) -> Option<usize> {
    let space = arc.interline_px;
    let chords = prepared.chords.iter().enumerate();
    let near = chords.filter_map(|(number, chord)| {
        if chord.system != system || (chord.x_px - x).abs() > (REACH[0] + 1.0) * space {
            return None;
        }
        let stem = chord.stem.map(|it| prepared.page.strokes.stems[it].x_px);
        let beside = [Some(chord.x_px), stem].into_iter().flatten();
        let beside = beside
            .map(|it| (it - x).abs() / space)
            .fold(f64::INFINITY, f64::min);
        let (top, bottom) = prepared.ends_px(number);
        let heads = chord
            .heads
            .iter()
            .map(|it| prepared.page.symbols[*it].box_px);
        let to_heads = heads.map(|it| (it[1] - y).max(y - it[3]).max(0.0));
        let to_heads = to_heads.fold(f64::INFINITY, f64::min);
        let to_chord = (top - y).max(y - bottom).max(0.0);
        // Along a stem the slur is at the tip or at the heads.
        let to_tip = if arc.is_above {
            (y - top).abs()
        } else {
            (y - bottom).abs()
        };
        let away = to_chord.max(to_heads.min(to_tip)) / space;
        let is_near = beside < REACH[0] && away < REACH[1];
        is_near.then_some((number, beside + AWAY_WEIGHT * away))
    });
    let nearest = near.min_by(|one, two| one.1.total_cmp(&two.1));
    nearest.map(|it| it.0)
}

/// A chord of a page.
pub(crate) type ChordOf = (usize, usize);

/// A slur from chord to chord, with the measures that it begins and ends in.
struct Slur {
    ends: [ChordOf; 2],
    measures: [MeasureOf; 2],
}

/// A measure by page, system and number in the system.
type MeasureOf = (usize, usize, usize);

/// A slur that goes on on the next system.
struct Open {
    row: usize,
    is_above: bool,
    from: ChordOf,
    began: MeasureOf,
}

/// The ends of slurs at the chords of all pages.
pub(crate) fn slur_ends(
    pages: &[Prepared<'_>],
    found: &[&PageFound],
) -> BTreeMap<ChordOf, Vec<SlurEnd>> {
    let mut slurs = whole_slurs(pages, found);
    slurs.sort_by_key(|it| it.measures);
    let mut ends: BTreeMap<ChordOf, Vec<SlurEnd>> = BTreeMap::new();
    // Which number is taken up to which measure: voices of a measure are written one after another,
    // so that slurs of one measure never share a number.
    let mut taken: BTreeMap<u8, MeasureOf> = BTreeMap::new();
    for slur in slurs {
        let [first, last] = slur.measures;
        let is_free = |number: &u8| taken.get(number).is_none_or(|it| *it < first);
        let Some(number) = (1..=16).find(is_free) else {
            continue;
        };
        let Some(span) = SpanNumber::new(number) else {
            continue;
        };
        taken.insert(number, last);
        for (chord, is_start) in slur.ends.into_iter().zip([true, false]) {
            let end = SlurEnd {
                number: span,
                is_start,
            };
            ends.entry(chord).or_default().push(end);
        }
    }
    ends
}

/// The slurs whose both ends are known, with those over the ends of systems put together.
fn whole_slurs(pages: &[Prepared<'_>], found: &[&PageFound]) -> Vec<Slur> {
    let mut slurs = Vec::new();
    // What goes on from the system before.
    let mut open: Vec<Open> = Vec::new();
    for (page, (prepared, found)) in pages.iter().zip(found).enumerate() {
        for (system, of_system) in found.systems.iter().enumerate() {
            let measure = |chord: usize| {
                let chord = &prepared.chords[chord];
                let is_in = |it: &Span| it.holds(chord.row, chord.x_px);
                let number = of_system.spans.iter().position(is_in);
                (page, system, number.unwrap_or(0))
            };
            let mut next = Vec::new();
            for arc in &of_system.slurs {
                match (arc.from, arc.to) {
                    (Some(from), Some(to)) => slurs.push(Slur {
                        ends: [(page, from), (page, to)],
                        measures: [measure(from), measure(to)],
                    }),
                    (Some(from), None) => next.push(Open {
                        row: arc.row,
                        is_above: arc.is_above,
                        from: (page, from),
                        began: measure(from),
                    }),
                    (None, Some(to)) => {
                        let is_it = |it: &Open| it.row == arc.row;
                        let is_best = |it: &Open| is_it(it) && it.is_above == arc.is_above;
                        let before = open.iter().position(is_best);
                        if let Some(at) = before.or_else(|| open.iter().position(is_it)) {
                            let before = open.remove(at);
                            slurs.push(Slur {
                                ends: [before.from, (page, to)],
                                measures: [before.began, measure(to)],
                            });
                        }
                    }
                    (None, None) => {}
                }
            }
            open = next;
        }
    }
    slurs
}
