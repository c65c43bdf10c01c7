//! Which heads hang on which stem.

use strokes::StemWay;

use crate::reading::{PageReading, Symbol};
use crate::sign::{Head, Sign};

/// How far from a stem the edge of a head may be that belongs to it, in staff spaces.
const BESIDE: f64 = 0.45;
/// How far above or below the stem its middle may be.
const ALONG: f64 = 0.8;
/// How far apart two stems are that lie on each other.
const SAME_STEM: f64 = 0.3;
/// The score from which on a head is one even where a beam is, how far beyond the end of the beam it may
/// be otherwise, and how far above or below its ink, in staff spaces.
const SURE_ON_BEAM: f64 = 0.7;
const OVER_END: f64 = 0.4;
const OFF_BEAM: f64 = 0.12;
/// How far above or below its middle a head has ink beside its stem: on the side of the stem's end,
/// and on the other side, in staff spaces.
const OF_HEAD: (f64, f64) = (0.2, 0.45);
/// The share of the rows between two heads that a stem has ink on which goes on from one to the other.
const LEAST_INKED: f64 = 0.7;

/// The heads on each stem: those that touch it, and those beside it that touch none, such as the one
/// on the wrong side of a second.
pub(crate) fn heads_of_stems(page: &PageReading<'_>) -> Vec<Vec<usize>> {
    let stems = &page.strokes.stems;
    let mut heads: Vec<Vec<usize>> = stems.iter().map(|it| it.heads.clone()).collect();
    for (number, heads) in heads.iter_mut().enumerate() {
        if lies_on_another(page, number) {
            heads.clear();
        }
        heads.retain(|head| {
            !is_only_beside(page, number, *head) && !is_on_beam(page, &page.symbols[*head])
        });
    }
    for (at, symbol) in page.symbols.iter().enumerate() {
        let Sign::Head {
            head: Head::Black | Head::Half,
            ..
        } = symbol.sign
        else {
            continue;
        };
        let is_alike = |other: &usize| page.symbols[*other].sign == symbol.sign;
        if stems.iter().any(|it| it.heads.contains(&at)) || is_on_beam(page, symbol) {
            continue;
        }
        let [_, y] = symbol.middle_px();
        let beside = stems.iter().enumerate().filter_map(|(number, stem)| {
            let x = stem.x_at(y);
            let apart_px = (symbol.box_px[0] - x)
                .abs()
                .min((symbol.box_px[2] - x).abs());
            let reach_px = ALONG * stem.interline_px;
            let is_along = y > stem.top_px - reach_px && y < stem.bottom_px + reach_px;
            let is_beside = is_along
                && apart_px < BESIDE * stem.interline_px
                && stem.heads.iter().all(is_alike);
            is_beside.then_some((number, apart_px))
        });
        if let Some((number, _)) = beside.min_by(|one, two| one.1.total_cmp(&two.1)) {
            heads[number].push(at);
        }
    }
    heads
}

/// Whether a head is the end of a beam or a hook, which look alike where they are
/// short or badly printed: no head stands on a beam. What somebody said counts.
pub(crate) fn is_on_beam(page: &PageReading<'_>, symbol: &Symbol) -> bool {
    let place = symbol.middle_px();
    let is_black = matches!(
        symbol.sign,
        Sign::Head {
            head: Head::Black,
            ..
        }
    );
    is_black
        && symbol.score < SURE_ON_BEAM
        && page.strokes.beams.iter().any(|beam| {
            let space = beam.stems.first().map_or_else(
                || page.layout.interline_px(),
                |stem| page.strokes.stems[*stem].interline_px,
            );
            beam.is_near(place, [OVER_END * space, OFF_BEAM * space])
        })
}

/// Whether the last head of a stem is rather that of another chord, which begins right beyond the end
/// of this one: it has a stem the other way, and this stem does not reach it.
fn is_only_beside(page: &PageReading<'_>, number: usize, head: usize) -> bool {
    let stems = &page.strokes.stems;
    let stem = &stems[number];
    let y_px = |at: usize| page.symbols[at].middle_px()[1];
    let beyond = |at: &usize| match stem.way {
        StemWay::Up => y_px(*at) - y_px(head),
        StemWay::Down => y_px(head) - y_px(*at),
    };
    let others = stem.heads.iter().filter(|it| **it != head);
    let is_other_way = |it: &strokes::Stem| it.way != stem.way && it.heads.contains(&head);
    if !stems.iter().any(is_other_way) || others.clone().any(|it| beyond(it) > 0.0) {
        return false;
    }
    let Some(next) = others.max_by(|one, two| beyond(one).total_cmp(&beyond(two))) else {
        return false;
    };
    let space = stem.interline_px;
    let (from, to) = match stem.way {
        StemWay::Up => (
            y_px(*next) + OF_HEAD.0 * space,
            y_px(head) - OF_HEAD.1 * space,
        ),
        StemWay::Down => (
            y_px(head) + OF_HEAD.1 * space,
            y_px(*next) - OF_HEAD.0 * space,
        ),
    };
    let rows = from.round() as isize..to.round() as isize;
    let is_ink = |y: &isize| {
        let x = stem.x_at(*y as f64).round() as isize;
        (-1..=1).any(|off| page.layout.ink.is_ink(x + off, *y))
    };
    let inked = rows.clone().filter(is_ink).count();
    !rows.is_empty() && (inked as f64) < LEAST_INKED * rows.len() as f64
}

/// Whether a stem is only seen as one because it lies on that of another chord: all its heads have
/// a stem of their own besides.
fn lies_on_another(page: &PageReading<'_>, number: usize) -> bool {
    let stems = &page.strokes.stems;
    let stem = &stems[number];
    let others = || {
        stems
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != number)
            .map(|it| it.1)
    };
    let has_own = |head: &usize| others().any(|it| it.way != stem.way && it.heads.contains(head));
    let covers = others().any(|it| {
        it.way == stem.way
            && (it.x_px - stem.x_px).abs() < SAME_STEM * stem.interline_px
            && it.top_px < stem.bottom_px
            && it.bottom_px > stem.top_px
    });
    covers && stem.heads.iter().all(has_own)
}
