//! What holds from measure to measure: clefs, key signature and time signature, and what changes it.

mod keys;
mod times;

use notation::{Clef, Quarters, TimeSignature};

use crate::beginnings::Beginning;
use crate::clefs::ClefAt;
use crate::directions::DirectionAt;
use crate::events::Events;
use crate::evidence::ClefRule;
use crate::measures::Span;
use crate::memo::Memo;
use crate::octaves::OctaveLine;
use crate::parts::part_of_row;
use crate::prepared::Prepared;
use crate::problems::ProblemKind;
use times::{most_of, read_times};

/// A system with what was read on each of its rows.
pub(crate) struct SystemReading<'a> {
    /// Its page.
    pub prepared: Prepared<'a>,
    /// Which system of the page it is.
    pub system: usize,
    /// How many of its staves are read.
    pub rows: usize,
    /// The clefs of each of its staves.
    pub clefs: &'a [Vec<ClefAt>],
    /// Its measures.
    pub spans: &'a [Span],
    /// What stands at the beginning of each of them, by staff.
    pub beginnings: &'a [Vec<Beginning>],
    /// What takes time in each of them.
    pub events: &'a [Events],
    /// How long each of them is by what stands in it alone.
    pub lengths: &'a [Option<Quarters>],
    /// What stands between and above its staves.
    pub directions: Vec<DirectionAt>,
    /// The octave lines of its page.
    pub octave_lines: &'a [OctaveLine],
    /// Which measure of the score its first one is.
    pub first_measure: usize,
}

impl SystemReading<'_> {
    /// The last measure that has music: what stands after the last bar line only warns of the signs
    /// of the next system.
    pub fn last_number(&self) -> usize {
        let last = self.spans.len() - 1;
        let is_warning =
            self.spans[last].right_bar.is_none() && self.events[last].events.is_empty();
        last - usize::from(last > 0 && is_warning)
    }

    /// The measure of the score that a column of a row is in.
    fn measure_at(&self, row: usize, x_px: f64) -> usize {
        let number = self.spans.iter().position(|it| it.holds(row, x_px));
        self.first_measure + number.unwrap_or(0)
    }
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
    /// What is doubtful about all that, with the row that it is on where it is on one.
    pub doubts: Vec<(Option<usize>, ProblemKind)>,
}

/// What holds.
pub(crate) struct Held {
    /// How many staves each part has.
    pub staves_of_parts: Vec<usize>,
    /// The clef of each row, with the measure of the score that it stands in.
    clefs: Vec<Option<(Clef, usize)>>,
    fifths: Option<i8>,
    time: Option<TimeSignature>,
    /// Whether it was said of each row that it has no clef, and that there is no time signature.
    said_no_clef: Vec<bool>,
    said_no_time: bool,
}

impl Held {
    /// What holds before anything is read.
    pub fn new(staves_of_parts: Vec<usize>) -> Self {
        let rows = staves_of_parts.iter().sum();
        Self {
            clefs: vec![None; rows],
            staves_of_parts,
            fifths: None,
            time: None,
            said_no_clef: vec![false; rows],
            said_no_time: false,
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
    pub fn change(
        &mut self,
        reading: &SystemReading<'_>,
        number: usize,
        memo: &mut Memo,
    ) -> Changed {
        let mut doubts = self.missing_clefs(reading, number);
        let keys = self.keys(reading, number);
        let before = self.fifths();
        let (fifths, are_keys) = self.key(&keys, number == 0);
        doubts.extend(self.doubts_of_keys(&keys, number == 0, before));
        let symbols = keys.into_iter().flatten().flat_map(|it| it.symbols);
        let times = read_times(reading, number);
        let read = most_of(&times, reading.rows);
        let other = times.iter().flatten().find(|it| Some(**it) != read);
        if let (Some(taken), Some(other)) = (read, other.copied()) {
            doubts.push((None, ProblemKind::TimesDiffer { taken, other }));
        }
        self.time = read.or(self.time);
        let time = read.or_else(|| self.other_time(reading, number, memo));
        if read.is_none() && !self.said_no_time && self.time.is_none() {
            self.said_no_time = true;
            let measure = time.map_or_else(|| self.measure(), TimeSignature::measure);
            let is_inferred = time.is_some();
            let kind = ProblemKind::TimeDefaulted {
                measure,
                is_inferred,
            };
            doubts.push((None, kind));
        }
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
            doubts,
        }
    }

    /// The clef of a row of a system before a column, and where it comes from.
    pub fn clef_at(&self, reading: &SystemReading<'_>, row: usize, x_px: f64) -> (Clef, ClefRule) {
        if let Some(at) = reading.clefs[row].iter().rev().find(|it| it.x_px < x_px) {
            let from_measure = reading.measure_at(row, at.x_px);
            let rule = if from_measure == reading.measure_at(row, x_px) {
                let symbol = reading.prepared.page.symbols[at.symbol].id;
                ClefRule::Read { symbol }
            } else {
                ClefRule::CarriedOn { from_measure }
            };
            return (at.clef, rule);
        }
        match self.clefs[row] {
            Some((clef, from_measure)) => (clef, ClefRule::CarriedOn { from_measure }),
            None => (self.default_clef(row), ClefRule::Defaulted),
        }
    }

    /// Keeps the clefs that a system ends with.
    pub fn end_system(&mut self, reading: &SystemReading<'_>) {
        for (row, (held, clefs)) in self.clefs.iter_mut().zip(reading.clefs).enumerate() {
            if let Some(last) = clefs.last() {
                *held = Some((last.clef, reading.measure_at(row, last.x_px)));
            }
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

    /// The rows on which something is written that no clef was read for, each only once.
    fn missing_clefs(
        &mut self,
        reading: &SystemReading<'_>,
        number: usize,
    ) -> Vec<(Option<usize>, ProblemKind)> {
        let mut missing = Vec::new();
        for row in 0..reading.rows {
            let events = &reading.events[number].events;
            let on_row = events.iter().filter(|it| it.staff == row);
            let first_px = on_row
                .filter(|it| !it.positions.is_empty())
                .map(|it| it.x_spaces * reading.prepared.interline_px(reading.system))
                .reduce(f64::min);
            let Some(first_px) = first_px.filter(|_| !self.said_no_clef[row]) else {
                continue;
            };
            if let (clef, ClefRule::Defaulted) = self.clef_at(reading, row, first_px) {
                self.said_no_clef[row] = true;
                missing.push((Some(row), ProblemKind::ClefDefaulted { clef }));
            }
        }
        missing
    }

    /// The clefs of a measure that are other ones than what held before them.
    fn changed_clefs(&self, reading: &SystemReading<'_>, number: usize) -> Vec<(usize, ClefAt)> {
        let span = &reading.spans[number];
        let mut changed = Vec::new();
        for (row, clefs) in reading.clefs.iter().enumerate().take(reading.rows) {
            let mut before = self.clefs[row].map(|it| it.0);
            for at in clefs {
                if span.holds(row, at.x_px) && before != Some(at.clef) {
                    changed.push((row, *at));
                }
                before = Some(at.clef);
            }
        }
        changed
    }
}
