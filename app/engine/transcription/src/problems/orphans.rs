//! Symbols and strokes that are part of no note, rest or signature.

use std::collections::BTreeMap;

use notation::{Articulation, ElementId};
use strokes::BeamKind;

use super::collected::Collected;
use super::fixes::others;
use super::{Edit, Fix, Problem, ProblemKind};
use crate::reading::{SURE, Symbol};
use crate::sign::{Head, Sign};

pub(super) fn collect(all: &mut Collected<'_>) {
    for page in 0..all.pages.len() {
        symbols(all, page);
        accidentals(all, page);
        strokes(all, page);
    }
}

/// Heads and rests that are not in the score, heads without stems, and flags and dots of nothing.
fn symbols(all: &mut Collected<'_>, page: usize) {
    let prepared = all.pages[page];
    let mut needs_stem = vec![false; prepared.page.symbols.len()];
    for chord in prepared.chords.iter().filter(|it| it.stem.is_none()) {
        for head in &chord.heads {
            let sign = prepared.page.symbols[*head].sign;
            let is_stemmed = |head| matches!(head, Head::Black | Head::Half);
            needs_stem[*head] = matches!(sign, Sign::Head { head, .. } if is_stemmed(head));
        }
    }
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        let is_read = || all.walked.evidence.contains_key(&ElementId(symbol.id));
        let kind = match symbol.sign {
            Sign::Head { .. } if needs_stem[at] || !is_read() => ProblemKind::OrphanHead,
            Sign::Rest(_) if !is_read() => ProblemKind::OrphanRest,
            Sign::Flag(_) if prepared.flag_stems[at].is_none() => ProblemKind::OrphanFlag,
            Sign::AugmentationDot if prepared.dots.owner[at].is_none() => ProblemKind::OrphanDot,
            _ => continue,
        };
        let mut fixes = others(symbol);
        fixes.extend(removed(symbol));
        if symbol.sign == Sign::AugmentationDot {
            fixes.push(Fix {
                edit: Edit::Become(symbol.id, Sign::Articulation(Articulation::Staccato)),
                score: 0.6 * (1.0 - symbol.score),
            });
        }
        all.at_symbol(page, at, kind, fixes);
    }
}

/// Accidentals before no note and in no key signature: by themselves, or together where they stand
/// like a key signature before the first note of a measure.
fn accidentals(all: &mut Collected<'_>, page: usize) {
    let prepared = all.pages[page];
    let mut keys: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        let Sign::Accidental(_) = symbol.sign else {
            continue;
        };
        let place = prepared.places[at];
        let measure = place.and_then(|it| all.measure_at(page, it.system, it.row, it.x_px));
        let (Some(place), Some(measure)) = (place, measure) else {
            // What stands after the last measure of a system warns of the next key signature.
            if place.is_none() {
                let fixes = removed(symbol);
                all.at_symbol(
                    page,
                    at,
                    ProblemKind::OrphanAccidental,
                    fixes.into_iter().collect(),
                );
            }
            continue;
        };
        if all.walked.measures[measure].accidentals.contains(&at) {
            continue;
        }
        let first_px = all.beginning(measure, place.row).first_px;
        if place.x_px < first_px {
            keys.entry((measure, place.row)).or_default().push(at);
        } else {
            let mut fixes = others(symbol);
            fixes.extend(removed(symbol));
            all.at_symbol(page, at, ProblemKind::OrphanAccidental, fixes);
        }
    }
    for ((measure, row), of_key) in keys {
        let symbols = of_key.iter().map(|at| &prepared.page.symbols[*at]);
        let fixes: Vec<Fix> = symbols.clone().filter_map(removed).collect();
        let ids = symbols.map(|it| it.id).collect();
        let kind = ProblemKind::KeyOnIllegalPlaces;
        all.in_measure(measure, Some(row), kind, ids).fixes = fixes;
    }
}

/// Stems without heads, and beams at one stem.
fn strokes(all: &mut Collected<'_>, page: usize) {
    let strokes = all.pages[page].page.strokes;
    for stem in strokes.stems.iter().filter(|it| it.heads.is_empty()) {
        let half = stem.thickness_px / 2.0;
        let box_px = [
            stem.x_px - half,
            stem.top_px,
            stem.x_px + half,
            stem.bottom_px,
        ];
        let problem = at_box(all, page, ProblemKind::OrphanStem, box_px);
        all.push(problem);
    }
    for beam in strokes.beams.iter().filter(|it| it.kind == BeamKind::Beam) {
        if beam.stems.len() > 1 {
            continue;
        }
        let half = beam.thickness_px / 2.0;
        let top = beam.left_px[1].min(beam.right_px[1]) - half;
        let bottom = beam.left_px[1].max(beam.right_px[1]) + half;
        let box_px = [beam.left_px[0], top, beam.right_px[0], bottom];
        let problem = at_box(all, page, ProblemKind::BeamWithOneStem, box_px);
        all.push(problem);
    }
}

/// A problem at a place of a page, in the measure of the nearest staff.
fn at_box(all: &Collected<'_>, page: usize, kind: ProblemKind, box_px: [f64; 4]) -> Problem {
    let layout = all.pages[page].page.layout;
    let x = f64::midpoint(box_px[0], box_px[2]);
    let y = f64::midpoint(box_px[1], box_px[3]);
    let systems = layout.systems.iter().enumerate();
    let rows = systems.flat_map(|(system, it)| {
        let staves = it.staves.iter().enumerate();
        staves.map(move |(row, staff)| (system, row, *staff))
    });
    let away = |staff: usize| layout.staves[staff].position_at(x, y).abs();
    let nearest = rows.min_by(|one, two| away(one.2).total_cmp(&away(two.2)));
    Problem {
        kind,
        page,
        system: nearest.map(|it| it.0),
        measure: nearest.and_then(|(system, row, _)| all.measure_at(page, system, row, x)),
        box_px,
        symbols: Vec::new(),
        fixes: Vec::new(),
    }
}

/// Taking a symbol away, as far as it may be wrong.
fn removed(symbol: &Symbol) -> Option<Fix> {
    (symbol.score < SURE).then_some(Fix {
        edit: Edit::Remove(symbol.id),
        score: 1.0 - symbol.score,
    })
}
