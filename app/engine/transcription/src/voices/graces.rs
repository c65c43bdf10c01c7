//! Grace notes: chords without time, before what they adorn.

use notation::{Chord, Entry, Grace, Note, Quarters};

use super::stem_beams::{group, stem_beams};
use super::{Written, direction, length};
use crate::events::{Events, Source};
use crate::marks::MarksOfPage;
use crate::prepared::Prepared;
use crate::rhythm::Solution;

/// The grace notes that stand before an event, as entries without time.
pub(super) fn graces(
    prepared: &Prepared<'_>,
    marks: &MarksOfPage<'_>,
    events: &Events,
    (at, solution): (usize, &Solution),
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) -> Vec<Written> {
    let Source::Chord(main) = events.sources[at] else {
        return Vec::new();
    };
    let is_own = |grace: &&usize| main_of(prepared, events, **grace) == Some(main);
    let own = events.graces.iter().filter(is_own);
    let onset = solution.placed[at].onset;
    own.filter_map(|it| grace(prepared, marks, (*it, onset), note))
        .collect()
}

/// The grace notes of some rows that stand before nothing: they follow what comes before them.
pub(super) fn last_graces(
    prepared: &Prepared<'_>,
    marks: &MarksOfPage<'_>,
    events: &Events,
    rows: &std::ops::Range<usize>,
    lines: &mut Vec<Vec<Written>>,
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) {
    for number in &events.graces {
        let row = prepared.chords[*number].row;
        if !rows.contains(&row) || main_of(prepared, events, *number).is_some() {
            continue;
        }
        let of_row = |it: &&mut Vec<Written>| it.last().is_some_and(|last| last.row == row);
        let end = |it: &Vec<Written>| it.last().map(|last| last.entry.end());
        let line = lines.iter_mut().filter(of_row).max_by_key(|it| end(it));
        let onset = line.as_deref().and_then(end).unwrap_or(Quarters::ZERO);
        let Some(made) = grace(prepared, marks, (*number, onset), note) else {
            continue;
        };
        match line {
            Some(line) => line.push(made),
            None => lines.push(vec![made]),
        }
    }
}

/// A grace chord, as an entry without time; none where none of its heads has a pitch.
fn grace(
    prepared: &Prepared<'_>,
    marks: &MarksOfPage<'_>,
    (number, onset): (usize, Quarters),
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) -> Option<Written> {
    let page_chord = &prepared.chords[number];
    let written = length(page_chord.value, page_chord.dots, None);
    let mut chord = Chord::new(note(number), written);
    if chord.notes.is_empty() {
        return None;
    }
    let stem = page_chord.stem.map(|it| &prepared.page.strokes.stems[it]);
    chord.grace = Some(Grace {
        is_slashed: stem.is_some_and(|it| it.is_slashed),
    });
    chord.stem = page_chord.way.map(direction);
    chord.beams = stem_beams(prepared, number);
    marks.put(number, &mut chord);
    Some(Written {
        entry: Entry::chord(onset, chord),
        row: page_chord.row,
        is_upper: None,
        said: None,
        beam: group(prepared, number),
        tuplet: None,
    })
}

/// The chord of a staff that a grace chord stands before: the next one.
fn main_of(prepared: &Prepared<'_>, events: &Events, grace: usize) -> Option<usize> {
    let (row, x_px) = (prepared.chords[grace].row, prepared.chords[grace].x_px);
    let chords = events.sources.iter().filter_map(|source| match source {
        Source::Chord(number) => Some(*number),
        Source::Rest(_) => None,
    });
    let after =
        chords.filter(|it| prepared.chords[*it].row == row && prepared.chords[*it].x_px > x_px);
    let x_of = |it: &usize| prepared.chords[*it].x_px;
    after.min_by(|one, two| x_of(one).total_cmp(&x_of(two)))
}
