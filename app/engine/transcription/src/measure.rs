//! A measure of a system as it is written down for each part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use notation::{
    Barline, Break, ElementId, KeySignature, Measure, Note, NoteValue, Quarters, RestPosition,
    Sign as Placed,
};

use crate::clefs::{step, tone};
use crate::directions::At;
use crate::evidence::PitchRule;
use crate::held::{Changed, Held, SystemReading};
use crate::ids::Ids;
use crate::marks::MarksOfPage;
use crate::measures::Span;
use crate::octaves::OctaveLine;
use crate::pitches::{InForce, Memory, accidentals, shown};
use crate::rhythm::Solution;
use crate::ties::TiedAlters;
use crate::voices::{Makers, voices};

/// The notes of each chord: those on its own staff first, from the lowest.
pub(crate) type Notes = BTreeMap<usize, Vec<NoteRead>>;

/// A note as it is read.
#[derive(Debug, Clone)]
pub(crate) struct NoteRead {
    /// The row of the system that it stands on.
    pub row: usize,
    /// The accidental that alters it, as a number of the page's symbols.
    pub accidental: Option<usize>,
    /// How its pitch was found.
    pub rule: PitchRule,
    /// The note, without its staff.
    pub note: Note,
}

/// A measure with all that is known of it.
pub(crate) struct MeasureReading<'a> {
    /// Its system.
    pub reading: &'a SystemReading<'a>,
    /// Which measure of the system it is.
    pub number: usize,
    /// What stands at the chords of its page.
    pub marks: &'a MarksOfPage<'a>,
    /// When everything in it sounds.
    pub solution: &'a Solution,
    /// What begins to hold with it.
    pub changed: &'a Changed,
    /// Whether a system or a page begins with it.
    pub break_before: Break,
    /// Its left bar line, where that says something.
    pub left: Option<Barline>,
    /// Its right bar line.
    pub right: Option<Barline>,
}

/// What the staves of a part are called.
#[derive(Clone)]
struct Rows {
    of_system: Range<usize>,
}

impl Rows {
    /// The number of a row among the staves of the part, from 1.
    fn staff(&self, row: usize) -> u8 {
        u8::try_from(row - self.of_system.start + 1).unwrap_or(u8::MAX)
    }
}

impl MeasureReading<'_> {
    /// The measure of each part, with the [`Self::notes`] of its chords.
    pub fn written(&self, held: &Held, notes: &Notes, ids: &mut Ids) -> Vec<Measure> {
        let mut first = 0;
        let rows_of_parts = held.staves_of_parts.iter().map(|staves| {
            first += staves;
            Rows {
                of_system: first - staves..first,
            }
        });
        rows_of_parts
            .map(|rows| self.of_part(&rows, held, notes, ids))
            .collect()
    }

    fn span(&self) -> &Span {
        &self.reading.spans[self.number]
    }

    fn of_part(&self, rows: &Rows, held: &Held, notes: &Notes, ids: &mut Ids) -> Measure {
        let mut notes_of = |chord: usize| {
            let all = notes.get(&chord).into_iter().flatten();
            let of_part = all.filter(|it| rows.of_system.contains(&it.row));
            let placed = of_part.map(|it| Note {
                staff: rows.staff(it.row),
                ..it.note.clone()
            });
            placed.collect()
        };
        let mut measure = Measure {
            break_before: self.break_before,
            left: self.left.clone().map(|it| of_part(it, rows, ids)),
            right: self.right.clone().map(|it| of_part(it, rows, ids)),
            voices: voices(
                &self.reading.prepared,
                self.marks,
                &self.reading.events[self.number],
                self.solution,
                rows.of_system.clone(),
                Makers {
                    notes: &mut notes_of,
                    rest_position: &|symbol| self.rest_position(held, symbol),
                },
            ),
            ..Measure::default()
        };
        let symbols = self.reading.prepared.page.symbols;
        let last = self.reading.last_number();
        for at in &self.reading.directions {
            if at.number.min(last) != self.number || !rows.of_system.contains(&at.row) {
                continue;
            }
            let onset = match at.at {
                At::Nearest(x_px) => self.onset_near(at.row, x_px),
                At::FirstAfter(x_px) => self.onset_after(rows.of_system.clone(), x_px),
            };
            let id = at.symbol.map(|it| ElementId(symbols[it].id));
            let id = id.unwrap_or_else(|| ids.next());
            let direction = at.direction(id, onset, rows.staff(at.row));
            measure.directions.push(direction);
        }
        measure.directions.sort_by_key(|it| it.onset);
        for (row, at) in &self.changed.clefs {
            if rows.of_system.contains(row) {
                measure.clefs.push(Placed {
                    id: ElementId(symbols[at.symbol].id),
                    onset: self.onset_after(*row..*row + 1, at.x_px),
                    staff: rows.staff(*row),
                    value: at.clef,
                });
            }
        }
        // Every staff says them, as every staff shows them in print.
        let staves = 1..=u8::try_from(rows.of_system.len()).unwrap_or(u8::MAX);
        if let Some(fifths) = self.changed.fifths {
            let key = KeySignature { fifths };
            measure.keys = Placed::on_staves(staves.clone(), ids.next(), Quarters::ZERO, key);
        }
        if let Some(time) = self.changed.time {
            measure.times = Placed::on_staves(staves, ids.next(), Quarters::ZERO, time);
        }
        measure
    }

    /// The notes of each chord of the measure. `alters` has what the heads before are altered by, and is
    /// given those of this measure.
    pub fn notes(&self, held: &Held, alters: &mut TiedAlters) -> Notes {
        let (prepared, system) = (self.reading.prepared, self.reading.system);
        let span = (system, self.span());
        let in_keys = &self.changed.in_keys;
        let accidentals = accidentals(prepared.accidental_heads, prepared.places, span, in_keys);
        let mut memory = Memory::default();
        let mut used = BTreeSet::new();
        let mut notes = BTreeMap::new();
        for (number, chord) in prepared.chords.iter().enumerate() {
            if chord.system != system || !span.1.holds(chord.row, chord.x_px) {
                continue;
            }
            let mut of_chord: Vec<NoteRead> = Vec::new();
            for head in &chord.heads {
                let Some(place) = &prepared.places[*head] else {
                    continue;
                };
                if place.row >= held.rows() {
                    continue;
                }
                let symbol = &prepared.page.symbols[*head];
                let accidental = accidentals.get(head).copied();
                let shown = accidental.and_then(|at| shown(prepared.page.symbols[at].sign));
                let (clef, clef_from) = held.clef_at(self.reading, place.row, place.x_px);
                let in_force = InForce {
                    clef,
                    fifths: held.fifths(),
                };
                let tone = (place.row, tone(clef, place.step()));
                let tied = alters.of(prepared.ties, *head, tone);
                let said = shown.map(|it| it.accidental).zip(accidental);
                let read = memory.pitch(place.row, place.step(), (said, tied), in_force);
                let lines = self.reading.octave_lines.iter();
                let octaves = lines
                    .filter(|it| it.holds(place))
                    .map(OctaveLine::octaves)
                    .sum();
                let Some(read) = read.and_then(|it| it.shifted(octaves)) else {
                    continue;
                };
                alters.keep(prepared.ties, *head, tone, read.pitch.alter());
                let id = Ids::of_head(symbol.id, !used.insert(*head));
                let mut note = Note::new(id, read.pitch, 1);
                note.accidental = shown;
                note.is_small = chord.is_small && !self.is_grace(number);
                note.is_tied_to_next = prepared.ties.goes_from(*head);
                note.is_tied_from_previous = prepared.ties.comes_to(*head);
                of_chord.push(NoteRead {
                    row: place.row,
                    accidental: read.accidental,
                    rule: PitchRule {
                        clef,
                        clef_from,
                        alter_from: read.alter_from,
                        octaves,
                        is_position_given: symbol.given.staff_position.is_some(),
                    },
                    note,
                });
            }
            // The first note says on which staff a chord is at home.
            of_chord.sort_by_key(|it| (it.row != chord.row, it.note.pitch.midi_key()));
            notes.insert(number, of_chord);
        }
        notes
    }

    /// Where a rest stands, as the nearest note that is whole spaces from the usual place of such a rest;
    /// none where that is the usual place itself.
    fn rest_position(&self, held: &Held, symbol: usize) -> Option<RestPosition> {
        let prepared = &self.reading.prepared;
        let place = prepared.places[symbol].filter(|it| it.row < held.rows())?;
        // Positions count half spaces from the middle line. A whole rest hangs from the line above it, a
        // half rest lies on it.
        let usual = match prepared.rest_length(symbol).0 {
            NoteValue::Whole => 1.5,
            NoteValue::Half => 0.5,
            _ => 0.0,
        };
        let away = 2 * ((place.position - usual) / 2.0).round() as i32;
        if away == 0 {
            return None;
        }
        let (clef, _) = held.clef_at(self.reading, place.row, place.x_px);
        let tone = tone(clef, away);
        Some(RestPosition {
            step: step(tone),
            octave: u8::try_from(tone.div_euclid(7))
                .ok()
                .filter(|it| *it <= 9)?,
        })
    }

    /// Whether a chord is a grace chord.
    fn is_grace(&self, chord: usize) -> bool {
        self.reading.events[self.number].graces.contains(&chord)
    }

    /// When what stands nearest to a column of a staff begins.
    fn onset_near(&self, row: usize, x_px: f64) -> Quarters {
        let apart = |x: f64| (x - x_px).abs();
        let near = self.on_rows(row..row + 1);
        let nearest = near.min_by(|one, two| apart(one.0).total_cmp(&apart(two.0)));
        nearest.map_or(Quarters::from_integer(0), |it| it.1)
    }

    /// When the first thing after a column of some staves begins; the end of the measure where nothing
    /// does.
    fn onset_after(&self, rows: Range<usize>, x_px: f64) -> Quarters {
        let later = self.on_rows(rows).filter(|it| it.0 > x_px).map(|it| it.1);
        later.min().unwrap_or(self.solution.end)
    }

    /// What takes time on some rows: columns, and when it begins.
    fn on_rows(&self, rows: Range<usize>) -> impl Iterator<Item = (f64, Quarters)> {
        let interline_px = self.reading.prepared.interline_px(self.reading.system);
        let events = self.reading.events[self.number].events.iter();
        let timed = events.zip(&self.solution.placed);
        let of_row = timed.filter(move |(event, _)| rows.contains(&event.staff));
        of_row.map(move |(event, placed)| (event.x_spaces * interline_px, placed.onset))
    }
}

/// A bar line as the part with these rows has it: no two parts have the same id of it.
fn of_part(line: Barline, rows: &Rows, ids: &mut Ids) -> Barline {
    if rows.of_system.start == 0 {
        return line;
    }
    Barline {
        id: ids.next(),
        ..line
    }
}
