//! A measure of a system as it is written down for each part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use notation::{
    Barline, Break, ElementId, KeySignature, Measure, Note, Quarters, Sign as Placed, TimeSignature,
};

use crate::directions::{DirectionAt, directions};
use crate::held::{Changed, Held, SystemReading};
use crate::ids::Ids;
use crate::marks::Marks;
use crate::measures::Span;
use crate::pitches::{InForce, Memory, accidentals, shown};
use crate::rhythm::Solution;
use crate::voices::voices;

/// The notes of each chord, with the row that each stands on, from the lowest.
pub(crate) type Notes = BTreeMap<usize, Vec<(usize, Note)>>;

/// A measure with all that is known of it.
pub(crate) struct MeasureReading<'a, 'b> {
    /// Its system.
    pub reading: &'a SystemReading<'a, 'b>,
    /// Which measure of the system it is.
    pub number: usize,
    /// What stands at the chords of its page.
    pub marks: &'a BTreeMap<usize, Marks>,
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

impl MeasureReading<'_, '_> {
    /// The measure of each part, with the [`Self::notes`] of its chords.
    pub fn written(&self, held: &Held, notes: &Notes, name: &str, ids: &mut Ids) -> Vec<Measure> {
        let directions = directions(self.reading.prepared, self.reading.system, self.span());
        let mut first = 0;
        let rows_of_parts = held.staves_of_parts.iter().map(|staves| {
            first += staves;
            Rows {
                of_system: first - staves..first,
            }
        });
        rows_of_parts
            .map(|rows| self.of_part(&rows, notes, &directions, name, ids))
            .collect()
    }

    fn span(&self) -> &Span {
        &self.reading.spans[self.number]
    }

    fn of_part(
        &self,
        rows: &Rows,
        notes: &Notes,
        directions: &[DirectionAt],
        name: &str,
        ids: &mut Ids,
    ) -> Measure {
        let mut notes_of = |chord: usize| {
            let all = notes.get(&chord).into_iter().flatten();
            let of_part = all.filter(|it| rows.of_system.contains(&it.0));
            let placed = of_part.map(|(row, note)| Note {
                staff: rows.staff(*row),
                ..note.clone()
            });
            placed.collect()
        };
        let mut measure = Measure {
            number: name.to_owned(),
            break_before: self.break_before,
            left: self.left.clone(),
            right: self.right.clone(),
            voices: voices(
                self.reading.prepared,
                self.marks,
                &self.reading.events[self.number],
                self.solution,
                rows.of_system.clone(),
                &mut notes_of,
            ),
            ..Measure::default()
        };
        for at in directions
            .iter()
            .filter(|it| rows.of_system.contains(&it.row))
        {
            let mut direction = at.direction.clone();
            direction.onset = self.onset_near(at.row, at.x_px);
            direction.staff = rows.staff(at.row);
            measure.directions.push(direction);
        }
        measure.directions.sort_by_key(|it| it.onset);
        let symbols = self.reading.prepared.page.symbols;
        for (row, at) in &self.changed.clefs {
            if rows.of_system.contains(row) {
                measure.clefs.push(Placed {
                    id: ElementId(symbols[at.symbol].id),
                    onset: self.onset_after(*row, at.x_px),
                    staff: rows.staff(*row),
                    value: at.clef,
                });
            }
        }
        let start = Quarters::from_integer(0);
        let key = |fifths: i8| Placed {
            id: ids.next(),
            onset: start,
            staff: 1,
            value: KeySignature { fifths },
        };
        measure.keys.extend(self.changed.fifths.map(key));
        let time = |value: TimeSignature| Placed {
            id: ids.next(),
            onset: start,
            staff: 1,
            value,
        };
        measure.times.extend(self.changed.time.map(time));
        measure
    }

    /// The notes of each chord of the measure. `alters` has what the heads before on the page are
    /// altered by, and is given those of this measure.
    pub fn notes(&self, held: &Held, alters: &mut BTreeMap<usize, i8>) -> Notes {
        let SystemReading {
            prepared, system, ..
        } = *self.reading;
        let span = (system, self.span());
        let in_keys = &self.changed.in_keys;
        let accidentals = accidentals(&prepared.page, &prepared.places, span, in_keys);
        let mut memory = Memory::default();
        let mut used = BTreeSet::new();
        let mut notes = BTreeMap::new();
        for (number, chord) in prepared.chords.iter().enumerate() {
            if chord.system != system || !span.1.holds(chord.row, chord.x_px) {
                continue;
            }
            let mut of_chord: Vec<(usize, Note)> = Vec::new();
            for head in &chord.heads {
                let Some(place) = &prepared.places[*head] else {
                    continue;
                };
                if place.row >= held.rows() {
                    continue;
                }
                let accidental = accidentals.get(head);
                let shown = accidental.and_then(|at| shown(prepared.page.symbols[*at].sign));
                let in_force = InForce {
                    clef: held.clef_at(self.reading, place.row, place.x_px),
                    fifths: held.fifths(),
                };
                let accidental = shown.map(|it| it.accidental);
                let before = prepared.ties.before(*head);
                let tied = before.and_then(|it| alters.get(&it).copied());
                let pitch = memory.pitch(place.row, place.step(), (accidental, tied), in_force);
                let Some(pitch) = pitch else { continue };
                alters.insert(*head, pitch.alter());
                let id = Ids::of_head(prepared.page.symbols[*head].id, !used.insert(*head));
                let mut note = Note::new(id, pitch, 1);
                note.accidental = shown;
                note.is_tied_to_next = prepared.ties.goes_from(*head);
                note.is_tied_from_previous = prepared.ties.comes_to(*head);
                of_chord.push((place.row, note));
            }
            of_chord.sort_by_key(|it| it.1.pitch.midi_key());
            notes.insert(number, of_chord);
        }
        notes
    }

    /// When what stands nearest to a column of a staff begins.
    fn onset_near(&self, row: usize, x_px: f64) -> Quarters {
        let apart = |x: f64| (x - x_px).abs();
        let near = self.on_row(row);
        let nearest = near.min_by(|one, two| apart(one.0).total_cmp(&apart(two.0)));
        nearest.map_or(Quarters::from_integer(0), |it| it.1)
    }

    /// When the first thing after a column of a staff begins; the end of the measure where nothing
    /// does.
    fn onset_after(&self, row: usize, x_px: f64) -> Quarters {
        let later = self.on_row(row).filter(|it| it.0 > x_px).map(|it| it.1);
        later.min().unwrap_or(self.solution.end)
    }

    /// What takes time on a row: columns, and when it begins.
    fn on_row(&self, row: usize) -> impl Iterator<Item = (f64, Quarters)> {
        let interline_px = self.reading.prepared.interline_px(self.reading.system);
        let events = self.reading.events[self.number].events.iter();
        let timed = events.zip(&self.solution.placed);
        let of_row = timed.filter(move |(event, _)| event.staff == row);
        of_row.map(move |(event, placed)| (event.x_spaces * interline_px, placed.onset))
    }
}
