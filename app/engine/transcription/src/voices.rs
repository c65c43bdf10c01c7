//! The voices of a measure as they are written down.

use std::collections::BTreeMap;

use notation::{
    Beam, Chord, Content, ElementId, Entry, Grace, Length, Note, NoteValue, Quarters, Rest,
    RestLength, Stem, TupletEnd, TupletRatio, Voice, voice_number,
};
use strokes::StemWay;

use crate::events::{Events, Source};
use crate::marks::MarksOfPage;
use crate::prepared::Prepared;
use crate::rhythm::{Solution, What};
use crate::shown_tuplets::tuplet_end;
use crate::split_chords::split_off;

/// An entry with the staff of the system that it stands on and what the voices are ordered by.
struct Written {
    entry: Entry,
    row: usize,
    is_upper: Option<bool>,
    said: Option<u8>,
}

/// The voices of a part in a measure: those of its `rows` of the system. `note` makes the notes of a
/// chord of the page, and `marks` are those of its chords.
pub(crate) fn voices(
    prepared: &Prepared<'_>,
    marks: &MarksOfPage<'_>,
    events: &Events,
    solution: &Solution,
    rows: std::ops::Range<usize>,
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) -> Vec<Voice> {
    let count = solution
        .placed
        .iter()
        .map(|it| it.voice + 1)
        .max()
        .unwrap_or(0);
    let mut lines: Vec<Vec<Written>> = Vec::new();
    for voice in 0..count {
        let mut members: Vec<usize> = (0..events.events.len())
            .filter(|at| {
                solution.placed[*at].voice == voice && rows.contains(&events.events[*at].staff)
            })
            .collect();
        members.sort_by_key(|at| solution.placed[*at].onset);
        let mut line = Vec::new();
        let mut elsewhere: BTreeMap<u8, Vec<Written>> = BTreeMap::new();
        for (place, at) in members.iter().enumerate() {
            let tuplet = tuplet_end(events, solution, &members, place);
            line.extend(graces(prepared, marks, events, (*at, solution), note));
            let staff = (events.events[*at].staff - rows.start) as u8 + 1;
            let mut written = written(prepared, events, solution, (*at, staff), tuplet, note);
            if let (Source::Chord(chord), Content::Chord(made)) =
                (events.sources[*at], &mut written.entry.content)
            {
                marks.put(chord, made);
                // A chord none of whose heads has a pitch is none.
                if made.notes.is_empty() {
                    continue;
                }
                let onset = written.entry.onset;
                for part in split_off(made) {
                    let other = part.notes[0].staff;
                    elsewhere.entry(other).or_default().push(Written {
                        entry: Entry::chord(onset, part),
                        row: rows.start + usize::from(other) - 1,
                        ..written
                    });
                }
            }
            line.push(written);
        }
        lines.extend(without_overlaps(line));
        lines.extend(elsewhere.into_values().flat_map(without_overlaps));
    }
    lines.retain(|it| !it.is_empty());
    last_graces(prepared, marks, events, &rows, &mut lines, note);
    // Voices of a staff are counted from the upper one.
    let order = |line: &Vec<Written>| {
        let is_upper = line.iter().find_map(|it| it.is_upper);
        (line[0].row, is_upper != Some(true), line[0].entry.onset)
    };
    lines.sort_by_key(order);
    numbered(lines, rows.start)
}

/// The lines as voices with their numbers: first those that somebody gave one, then the next free ones
/// of their staff, and where there are no more, any.
fn numbered(lines: Vec<Vec<Written>>, first_row: usize) -> Vec<Voice> {
    let said = |line: &Vec<Written>| line.iter().find_map(|it| it.said);
    let mut taken: Vec<u8> = lines.iter().filter_map(said).collect();
    let mut is_given = Vec::new();
    let mut voices = Vec::new();
    for line in lines {
        let staff = u8::try_from(line[0].row - first_row + 1).unwrap_or(u8::MAX);
        let own = said(&line).filter(|it| !is_given.contains(it));
        let usual = (0..u8::MAX).map_while(|nth| voice_number(staff, nth));
        let number = own.or_else(|| usual.chain(1..=u8::MAX).find(|it| !taken.contains(it)));
        let entries = line.into_iter().map(|it| it.entry).collect();
        if let Some(number) = number
            && let Ok(voice) = Voice::new(number, entries)
        {
            taken.push(number);
            is_given.push(number);
            voices.push(voice);
        }
    }
    voices.sort_by_key(Voice::number);
    voices
}

/// A line as one voice, or as several where something begins before the one before it ends.
fn without_overlaps(line: Vec<Written>) -> Vec<Vec<Written>> {
    let mut voices: Vec<Vec<Written>> = Vec::new();
    for written in line {
        let free = voices.iter_mut().find(|it| {
            it.last()
                .is_none_or(|last| last.entry.end() <= written.entry.onset)
        });
        match free {
            Some(voice) => voice.push(written),
            None => voices.push(vec![written]),
        }
    }
    voices
}

fn written(
    prepared: &Prepared<'_>,
    events: &Events,
    solution: &Solution,
    (at, staff): (usize, u8),
    tuplet_end: Option<TupletEnd>,
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) -> Written {
    let event = &events.events[at];
    let placed = solution.placed[at];
    let ratio = solution.tuplets[at];
    let ratio = ratio.and_then(|it| TupletRatio::new(it.notes.into(), it.in_time_of.into()));
    match events.sources[at] {
        Source::Chord(number) => {
            let page_chord = &prepared.chords[number];
            let length = length(page_chord.value, page_chord.dots, ratio);
            let mut chord = Chord::new(note(number), length);
            chord.stem = page_chord.way.map(direction);
            chord.beams = beams(prepared, number);
            chord.tuplet = tuplet_end;
            Written {
                entry: Entry::chord(placed.onset, chord),
                row: event.staff,
                is_upper: page_chord.way.map(|it| it == StemWay::Up),
                said: event.voice,
            }
        }
        Source::Rest(symbol) => {
            let id = ElementId(prepared.page.symbols[symbol].id);
            let (written, dots) = prepared.rest_length(symbol);
            let rest_length = match event.what {
                What::MeasureRest => RestLength::Measure(placed.length),
                What::Rest | What::Chord(_) => RestLength::Written(length(written, dots, ratio)),
            };
            let mut rest = Rest::new(id, staff, rest_length);
            rest.tuplet = tuplet_end;
            Written {
                entry: Entry::rest(placed.onset, rest),
                row: event.staff,
                is_upper: None,
                said: event.voice,
            }
        }
    }
}

fn length(value: NoteValue, dots: u8, tuplet: Option<TupletRatio>) -> Length {
    Length::new(value, dots, tuplet).unwrap_or(Length::plain(value))
}

const fn direction(way: StemWay) -> Stem {
    match way {
        StemWay::Up => Stem::Up,
        StemWay::Down => Stem::Down,
    }
}

/// The grace notes that stand before an event, as entries without time.
fn graces(
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
fn last_graces(
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
    chord.beams = beams(prepared, number);
    marks.put(number, &mut chord);
    Some(Written {
        entry: Entry::chord(onset, chord),
        row: page_chord.row,
        is_upper: None,
        said: None,
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

/// The beams of a chord by level, as far as its stem says.
fn beams(prepared: &Prepared<'_>, chord: usize) -> Vec<Beam> {
    let Some(stem) = prepared.chords[chord].stem else {
        return Vec::new();
    };
    let Some(own) = prepared.beams[stem] else {
        return Vec::new();
    };
    let on_beam = |place: Option<usize>| {
        let place = place?;
        let found = prepared
            .beams
            .iter()
            .position(|it| it.is_some_and(|it| it.group == own.group && it.place == place))?;
        Some(&prepared.page.strokes.stems[found])
    };
    let (left, right) = (
        on_beam(own.place.checked_sub(1)),
        on_beam(Some(own.place + 1)),
    );
    let stem = &prepared.page.strokes.stems[stem];
    // A hook that does not shorten the note is none.
    let value = prepared.chords[chord].value;
    let levels = (value as usize).saturating_sub(NoteValue::Quarter as usize);
    (1..=stem.beams().min(levels))
        .map(|level| {
            let from = stem.left.beams >= level && left.is_some_and(|it| it.right.beams >= level);
            let on = stem.right.beams >= level && right.is_some_and(|it| it.left.beams >= level);
            match (from, on) {
                (true, true) => Beam::Continue,
                (true, false) => Beam::End,
                (false, true) => Beam::Begin,
                (false, false) if stem.left.beams >= level => Beam::BackwardHook,
                (false, false) => Beam::ForwardHook,
            }
        })
        .collect()
}
