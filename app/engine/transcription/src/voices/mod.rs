//! The voices of a measure as they are written down.

mod graces;
mod line_beams;
mod stem_beams;
mod tuplets;

use std::collections::BTreeMap;

use notation::{
    Beam, Chord, Content, ElementId, Entry, Length, Note, NoteValue, Rest, RestLength,
    RestPosition, Stem, TupletEnd, TupletRatio, Voice, voice_number,
};
use strokes::StemWay;

use crate::events::{Events, Source};
use crate::marks::MarksOfPage;
use crate::prepared::Prepared;
use crate::rhythm::{Solution, What};
use crate::split_chords::split_off;
use graces::{graces, last_graces};
use line_beams::mend_beams;
use stem_beams::{group, stem_beams};
use tuplets::{TupletMember, mark_tuplets};

/// An entry with the staff of the system that it stands on and what the voices are ordered by.
struct Written {
    entry: Entry,
    row: usize,
    is_upper: Option<bool>,
    said: Option<u8>,
    /// The group of stems on one beam that it belongs to.
    beam: Option<usize>,
    tuplet: Option<TupletMember>,
}

impl Written {
    fn is_chord(&self) -> bool {
        matches!(self.entry.content, Content::Chord(_))
    }

    fn is_grace(&self) -> bool {
        matches!(&self.entry.content, Content::Chord(chord) if chord.grace.is_some())
    }

    fn beams(&self) -> &[Beam] {
        match &self.entry.content {
            Content::Chord(chord) => &chord.beams,
            Content::Rest(_) => &[],
        }
    }

    fn set_tuplet(&mut self, end: TupletEnd) {
        match &mut self.entry.content {
            Content::Chord(chord) => chord.tuplet = Some(end),
            Content::Rest(rest) => rest.tuplet = Some(end),
        }
    }
}

/// What the voices of a measure are made of, by what stands on the page.
pub(crate) struct Makers<'m> {
    /// The notes of a chord.
    pub notes: &'m mut dyn FnMut(usize) -> Vec<Note>,
    /// Where a rest stands, if that is not its usual place.
    pub rest_position: &'m dyn Fn(usize) -> Option<RestPosition>,
}

/// The voices of a part in a measure: those of its `rows` of the system. `marks` are those of the
/// page's chords.
pub(crate) fn voices(
    prepared: &Prepared<'_>,
    marks: &MarksOfPage<'_>,
    events: &Events,
    solution: &Solution,
    rows: std::ops::Range<usize>,
    makers: Makers<'_>,
) -> Vec<Voice> {
    let Makers {
        notes: note,
        rest_position,
    } = makers;
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
        for at in &members {
            line.extend(graces(prepared, marks, events, (*at, solution), note));
            let staff = (events.events[*at].staff - rows.start) as u8 + 1;
            let mut written = written(prepared, events, solution, (*at, staff), note);
            if let (Source::Rest(symbol), Content::Rest(rest)) =
                (events.sources[*at], &mut written.entry.content)
            {
                rest.position = rest_position(symbol);
            }
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
    lone_rests_at_usual_places(&mut lines);
    for line in &mut lines {
        mark_tuplets(line);
        mend_beams(line);
    }
    // Voices of a staff are counted from the upper one.
    let order = |line: &Vec<Written>| {
        let is_upper = line.iter().find_map(|it| it.is_upper);
        (line[0].row, is_upper != Some(true), line[0].entry.onset)
    };
    lines.sort_by_key(order);
    numbered(lines, rows.start)
}

/// Rests of a staff with one voice stand where rests stand: only among several voices does their place
/// say anything.
fn lone_rests_at_usual_places(lines: &mut [Vec<Written>]) {
    let rows: Vec<usize> = lines.iter().map(|it| it[0].row).collect();
    for line in lines {
        if rows.iter().filter(|row| **row == line[0].row).count() > 1 {
            continue;
        }
        for written in line {
            if let Content::Rest(rest) = &mut written.entry.content {
                rest.position = None;
            }
        }
    }
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
    note: &mut dyn FnMut(usize) -> Vec<Note>,
) -> Written {
    let event = &events.events[at];
    let placed = solution.placed[at];
    let tuplet = solution.tuplets[at].map(|ratio| TupletMember {
        ratio,
        written: event.written,
        rule: events.tuplets_from[at],
    });
    let ratio = tuplet.map(|it| it.ratio);
    let ratio = ratio.and_then(|it| TupletRatio::new(it.notes.into(), it.in_time_of.into()));
    match events.sources[at] {
        Source::Chord(number) => {
            let page_chord = &prepared.chords[number];
            let length = length(page_chord.value, page_chord.dots, ratio);
            let mut chord = Chord::new(note(number), length);
            chord.stem = page_chord.way.map(direction);
            chord.beams = stem_beams(prepared, number);
            Written {
                entry: Entry::chord(placed.onset, chord),
                row: event.staff,
                is_upper: page_chord.way.map(|it| it == StemWay::Up),
                said: event.voice,
                beam: group(prepared, number),
                tuplet,
            }
        }
        Source::Rest(symbol) => {
            let id = ElementId(prepared.page.symbols[symbol].id);
            let (written, dots) = prepared.rest_length(symbol);
            let rest_length = match event.what {
                What::MeasureRest => RestLength::Measure(placed.length),
                What::Rest | What::Chord(_) => RestLength::Written(length(written, dots, ratio)),
            };
            Written {
                entry: Entry::rest(placed.onset, Rest::new(id, staff, rest_length)),
                row: event.staff,
                is_upper: None,
                said: event.voice,
                beam: None,
                tuplet,
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
