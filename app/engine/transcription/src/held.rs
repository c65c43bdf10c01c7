//! What holds from measure to measure: clefs, key signature and time signature, and what changes it.

use notation::{Clef, Quarters, TimeSignature};

use crate::clefs::ClefAt;
use crate::events::{Events, Prepared};
use crate::keys::{KeyRead, free_accidentals, key};
use crate::measures::Span;
use crate::metre;
use crate::parts::part_of_row;
use crate::rhythm::length;
use crate::times::time;

/// A system with what was read on each of its rows.
pub(crate) struct SystemReading<'a, 'b> {
    /// Its page.
    pub prepared: &'a Prepared<'b>,
    /// Which system of the page it is.
    pub system: usize,
    /// How many of its staves are read.
    pub rows: usize,
    /// The clefs of each of its staves.
    pub clefs: Vec<Vec<ClefAt>>,
    /// Its measures.
    pub spans: Vec<Span>,
    /// What takes time in each of them.
    pub events: Vec<Events>,
}

/// What begins to hold with a measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Changed {
    /// The key signature, where it is another one.
    pub fifths: Option<i8>,
    /// The symbols that are key signatures, whether they say something new or not.
    pub in_keys: Vec<usize>,
    /// The time signature, where one stands there or is inferred.
    pub time: Option<TimeSignature>,
    /// The clefs that are other ones than before, with the rows that they stand on.
    pub clefs: Vec<(usize, ClefAt)>,
}

/// What holds.
pub(crate) struct Held {
    /// How many staves each part has.
    pub staves_of_parts: Vec<usize>,
    clefs: Vec<Option<Clef>>,
    fifths: Option<i8>,
    time: Option<TimeSignature>,
}

impl Held {
    /// What holds before anything is read.
    pub fn new(staves_of_parts: Vec<usize>) -> Self {
        Self {
            clefs: vec![None; staves_of_parts.iter().sum()],
            staves_of_parts,
            fifths: None,
            time: None,
        }
    }

    /// How many staves a system may have at most.
    pub const fn rows(&self) -> usize {
        self.clefs.len()
    }

    /// The key signature; none is one without sharps and flats.
    pub fn fifths(&self) -> i8 {
        self.fifths.unwrap_or(0)
    }

    /// How long a measure should be.
    pub fn measure(&self) -> Quarters {
        let time = self.time.map(TimeSignature::measure);
        time.unwrap_or_else(|| Quarters::from_integer(4))
    }

    /// Reads what changes at the beginning of a measure of a system, and keeps it.
    pub fn change(&mut self, reading: &SystemReading<'_, '_>, number: usize) -> Changed {
        let keys = self.keys(reading, number);
        let (fifths, are_keys) = self.key(&keys, number == 0);
        let symbols = keys.into_iter().flatten().flat_map(|it| it.symbols);
        let read = read_time(reading, number);
        self.time = read.or(self.time);
        let time = read.or_else(|| self.other_time(reading, number));
        self.time = time.or(self.time);
        Changed {
            fifths,
            in_keys: if are_keys {
                symbols.collect()
            } else {
                Vec::new()
            },
            time,
            clefs: self.changed_clefs(reading, number),
        }
    }

    /// The clef of a row of a system before a column.
    pub fn clef_at(&self, reading: &SystemReading<'_, '_>, row: usize, x_px: f64) -> Clef {
        let before = reading.clefs[row].iter().rev().find(|it| it.x_px < x_px);
        let read = before.map(|it| it.clef);
        read.or(self.clefs[row])
            .unwrap_or_else(|| self.default_clef(row))
    }

    /// Keeps the clefs that a system ends with.
    pub fn end_system(&mut self, reading: &SystemReading<'_, '_>) {
        for (held, clefs) in self.clefs.iter_mut().zip(&reading.clefs) {
            *held = clefs.last().map(|it| it.clef).or(*held);
        }
    }

    /// The clef of a staff that shows none: that of the left hand for the last staff of a part with
    /// several, and the treble clef otherwise.
    fn default_clef(&self, row: usize) -> Clef {
        match part_of_row(&self.staves_of_parts, row) {
            Some((part, staff)) if staff > 0 && staff + 1 == self.staves_of_parts[part] => {
                Clef::BASS
            }
            _ => Clef::TREBLE,
        }
    }

    /// The clefs of a measure that are other ones than what held before them.
    fn changed_clefs(
        &self,
        reading: &SystemReading<'_, '_>,
        number: usize,
    ) -> Vec<(usize, ClefAt)> {
        let span = &reading.spans[number];
        let mut changed = Vec::new();
        for (row, clefs) in reading.clefs.iter().enumerate().take(reading.rows) {
            let mut before = self.clefs[row];
            for at in clefs {
                if span.holds(row, at.x_px) && before != Some(at.clef) {
                    changed.push((row, *at));
                }
                before = Some(at.clef);
            }
        }
        changed
    }

    /// The key signatures of the staves at the beginning of a measure.
    fn keys(&self, reading: &SystemReading<'_, '_>, number: usize) -> Vec<Option<KeyRead>> {
        let (prepared, span) = (reading.prepared, &reading.spans[number]);
        let of_row = |row: usize| {
            let first_px = prepared.first_timed_px(reading.system, span, row);
            let clef = self.clef_at(reading, row, first_px);
            let columns = (span.left_px[row], first_px);
            let place = (reading.system, row);
            let free = free_accidentals(&prepared.page, &prepared.places, place, columns);
            key(&prepared.page, &prepared.places, &free, clef)
        };
        (0..reading.rows).map(of_row).collect()
    }

    /// The key signature that holds from a measure on, if it is another one, and whether what was
    /// read are key signatures at all.
    ///
    /// At the beginning of a system every staff repeats it: where staves differ, what held before
    /// holds on if any of them says so. Elsewhere at least half of the staves must show a new one.
    fn key(&mut self, keys: &[Option<KeyRead>], is_first: bool) -> (Option<i8>, bool) {
        let shown = keys.iter().flatten().map(|it| it.fifths);
        let read: Vec<i8> = if is_first {
            let all = keys.iter().map(|it| it.as_ref().map_or(0, |it| it.fifths));
            all.collect()
        } else {
            shown.collect()
        };
        if read.is_empty() || 2 * read.len() < keys.len() {
            return (None, false);
        }
        if is_first && self.fifths.is_some_and(|it| read.contains(&it)) {
            return (None, true);
        }
        let count = |fifths: &i8| read.iter().filter(|it| *it == fifths).count();
        let most = read.iter().copied().max_by_key(|it| (count(it), it.abs()));
        let changed = most.filter(|it| self.fifths != Some(*it));
        self.fifths = most;
        (changed, true)
    }

    /// The time signature that a system is in from a measure on by what stands in it, up to the next
    /// one that is read, where that is another one than what holds.
    fn other_time(&self, reading: &SystemReading<'_, '_>, number: usize) -> Option<TimeSignature> {
        let mut after = number + 1..reading.spans.len();
        let until = after.find(|at| read_time(reading, *at).is_some());
        let events = &reading.events[number..until.unwrap_or(reading.events.len())];
        let length = length(&events.first()?.events)?;
        let held = self.time.map(TimeSignature::measure);
        // The measure that it begins with must have it.
        if metre::inferred(events, held)? != length {
            return None;
        }
        metre::signature(length)
    }
}

/// The time signature at the beginning of a measure: what at least half of the staves show.
fn read_time(reading: &SystemReading<'_, '_>, number: usize) -> Option<TimeSignature> {
    let (prepared, span) = (reading.prepared, &reading.spans[number]);
    let of_row = |row: usize| {
        let first_px = prepared.first_timed_px(reading.system, span, row);
        let columns = (span.left_px[row], first_px);
        time(
            &prepared.page,
            &prepared.places,
            (reading.system, row),
            columns,
        )
    };
    let read: Vec<TimeSignature> = (0..reading.rows).filter_map(of_row).collect();
    let count = |time: &TimeSignature| read.iter().filter(|it| *it == time).count();
    let most = read.iter().max_by_key(|it| count(it))?;
    (2 * count(most) >= reading.rows).then_some(*most)
}
