//! What bars at stems are: beams, hooks, tremolos.

use staves::Layout;

use crate::bars::Bars;
use crate::beam::{Beam, BeamKind};
use crate::joining::{Joined, SMALL, join};
use crate::known::{Known, KnownKind};
use crate::plane::Plane;
use crate::room::room;
use crate::stem::{Side, Stem};

/// How far to a side of a stem a bar must go to be there, in staff spaces.
const LEAST_SIDE: f64 = 0.35;
/// How far to a side of a stem a stroke of a tremolo goes at the most, in staff spaces.
const MOST_STROKE: f64 = 1.3;
/// How near bars are that are one, in staff spaces.
const SAME: f64 = 0.35;
/// The distance of bars from middle to middle, in staff spaces.
const PITCH: f64 = 0.75;
/// The least thickness of a bar, in those of the page's beams.
const LEAST_THICKNESS: f64 = 0.6;

/// The beams of a page; the stems learn how many they have on each side.
pub(crate) fn beams(
    layout: &Layout,
    found: Bars,
    stems: &mut [Stem],
    known: &[Known],
    ink: &Plane,
) -> Vec<Beam> {
    let thickness = found.thickness;
    let mut joined: Vec<Joined> = found
        .bars
        .into_iter()
        .filter_map(|bar| {
            let x = f64::midpoint(bar.left as f64, bar.right() as f64);
            let room = room(layout, x, bar.y_at(x))?;
            let least = LEAST_THICKNESS * thickness * room.interline_px;
            Some(Joined {
                is_thick: bar.thickness_px >= SMALL * least,
                bar,
                interline: room.interline_px,
                stems: Vec::new(),
                crossed: Vec::new(),
                is_crossing: false,
                is_floating: false,
            })
        })
        .collect();
    join(&mut joined, stems, known, ink);
    let levels: Vec<usize> = joined
        .iter()
        .map(|it| levels(it, stems, thickness))
        .collect();
    let kinds = kinds(&joined, &levels, stems, known);
    for number in 0..stems.len() {
        count(number, &joined, &levels, &kinds, stems);
    }
    let mut beams = Vec::new();
    for ((it, kind), levels) in joined.iter().zip(kinds).zip(levels) {
        let Some(kind) = kind else { continue };
        let one = it.bar.thickness_px / (1.0 + 1.5 * (levels as f64 - 1.0));
        for level in 0..levels {
            let off = 1.5 * one * (level as f64 - (levels as f64 - 1.0) / 2.0);
            let end = |x: f64| [x, it.bar.y_at(x) + off];
            beams.push(Beam {
                kind,
                left_px: end(it.ends().0),
                right_px: end(it.ends().1),
                thickness_px: one,
                stems: it.stems.clone(),
            });
        }
    }
    beams
}

/// How many bars have run together in one; none where it is too thin for the stems at it.
fn levels(it: &Joined, stems: &[Stem], thickness: f64) -> usize {
    let small = it.stems.iter().filter(|stem| stems[**stem].is_small);
    let is_small = 2 * small.count() > it.stems.len();
    let size = if is_small { SMALL } else { 1.0 };
    let thick = it.bar.thickness_px / (it.interline * size);
    // Steep bars are thicker from edge to edge in a column.
    let slope = it.bar.slope();
    let one = thickness * (1.0 + slope * slope).sqrt();
    if thick < LEAST_THICKNESS * one {
        return 0;
    }
    1 + ((thick - one) / PITCH).round().max(0.0) as usize
}

/// What each bar is; none where it is nothing at stems.
fn kinds(
    joined: &[Joined],
    levels: &[usize],
    stems: &[Stem],
    known: &[Known],
) -> Vec<Option<BeamKind>> {
    let kind_of = |(it, levels): (&Joined, &usize)| {
        if *levels == 0 {
            return None;
        }
        kind(it, stems, known)
    };
    let mut kinds: Vec<Option<BeamKind>> = joined.iter().zip(levels).map(kind_of).collect();
    // A partial beam stands beside a whole one.
    let mut is_beamed = vec![false; stems.len()];
    for (it, kind) in joined.iter().zip(&kinds) {
        if matches!(kind, Some(BeamKind::Beam | BeamKind::Tremolo)) && it.stems.len() > 1 {
            it.stems.iter().for_each(|stem| is_beamed[*stem] = true);
        }
    }
    for (it, kind) in joined.iter().zip(&mut kinds) {
        let is_partial = it.stems.len() == 1 && *kind != Some(BeamKind::TremoloStroke);
        if is_partial && !it.stems.iter().any(|stem| is_beamed[*stem]) {
            *kind = None;
        }
    }
    kinds
}

/// What a bar is by itself.
fn kind(it: &Joined, stems: &[Stem], known: &[Known]) -> Option<BeamKind> {
    let is_half = |stem: &usize| {
        let heads = &stems[*stem].heads;
        heads
            .iter()
            .all(|head| known[*head].kind == KnownKind::HalfHead)
    };
    let (left, right) = it.ends();
    match it.stems.as_slice() {
        [] => None,
        [stem] => {
            let x = it.place(&stems[*stem]);
            let (before, after) = ((x - left) / it.interline, (right - x) / it.interline);
            if before.min(after) < LEAST_SIDE {
                (!it.is_crossing).then_some(BeamKind::Hook)
            } else if before.max(after) <= MOST_STROKE {
                Some(BeamKind::TremoloStroke)
            } else {
                None
            }
        }
        all if it.is_floating || (all.len() == 2 && all.iter().all(is_half)) => {
            Some(BeamKind::Tremolo)
        }
        _ => Some(BeamKind::Beam),
    }
}

/// Counts the bars at a stem. Where bars have run together for a part of their length, the edges of
/// what they are then may also have been followed as bars.
fn count(
    number: usize,
    joined: &[Joined],
    levels: &[usize],
    kinds: &[Option<BeamKind>],
    stems: &mut [Stem],
) {
    let stem = &stems[number];
    let mut at: Vec<usize> = (0..joined.len())
        .filter(|at| kinds[*at].is_some() && joined[*at].stems.contains(&number))
        .collect();
    at.sort_by_key(|at| std::cmp::Reverse(levels[*at]));
    let least = LEAST_SIDE * stem.interline_px;
    let mut strokes = 0;
    let mut side = |is_left: bool| {
        let mut side = Side::default();
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for at in &at {
            let (it, kind) = (&joined[*at], kinds[*at]);
            let x = it.place(stem);
            let (left, right) = it.ends();
            let length = if is_left { x - left } else { right - x };
            let y = it.bar.y_at(x);
            let is_taken = taken
                .iter()
                .any(|(top, bottom)| (*top..*bottom).contains(&y));
            if length < least || is_taken {
                continue;
            }
            let size = if stem.is_small { SMALL } else { 1.0 };
            let one = SAME * size * stem.interline_px;
            let half = if levels[*at] > 1 {
                it.bar.thickness_px / 2.0
            } else {
                one
            };
            taken.push((y - half, y + half));
            match kind {
                Some(BeamKind::TremoloStroke) if is_left => strokes += levels[*at],
                Some(BeamKind::TremoloStroke) | None => {}
                Some(BeamKind::Tremolo) => side.tremolo += levels[*at],
                Some(BeamKind::Beam | BeamKind::Hook) => side.beams += levels[*at],
            }
        }
        side
    };
    let (left, right) = (side(true), side(false));
    let stem = &mut stems[number];
    (stem.left, stem.right, stem.tremolo_strokes) = (left, right, strokes);
}
