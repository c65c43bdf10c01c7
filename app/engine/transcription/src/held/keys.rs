//! The key signature that holds, from those that the staves show.

use super::{Held, SystemReading};
use crate::keys::{KeyRead, key};
use crate::problems::ProblemKind;

impl Held {
    /// The key signatures of the staves at the beginning of a measure.
    pub(super) fn keys(&self, reading: &SystemReading<'_>, number: usize) -> Vec<Option<KeyRead>> {
        let prepared = reading.prepared;
        let of_row = |row: usize| {
            let beginning = &reading.beginnings[number][row];
            // Another clef may stand between the signature and the first note.
            let first = beginning.accidentals.first();
            let first_px = first.and_then(|it| prepared.places[*it].as_ref().map(|it| it.x_px));
            let (clef, _) = self.clef_at(reading, row, first_px.unwrap_or(beginning.first_px));
            key(
                &prepared.page,
                prepared.places,
                &beginning.accidentals,
                clef,
            )
        };
        (0..reading.rows).map(of_row).collect()
    }

    /// The key signature that holds from a measure on, if it is another one, and whether what was
    /// read are key signatures at all.
    ///
    /// At the beginning of a system every staff repeats it: where staves differ, one of them is
    /// misread, and what held before holds on. Elsewhere more than half of the staves must show a new
    /// one: the accidentals of a chord look like a key signature, too.
    pub(super) fn key(&mut self, keys: &[Option<KeyRead>], is_first: bool) -> (Option<i8>, bool) {
        let shown = keys.iter().flatten().map(|it| it.fifths);
        let read: Vec<i8> = if is_first {
            let all = keys.iter().map(|it| it.as_ref().map_or(0, |it| it.fifths));
            all.collect()
        } else {
            shown.collect()
        };
        if read.is_empty() || 2 * read.len() <= keys.len() {
            return (None, false);
        }
        let is_one = read.iter().all(|it| *it == read[0]);
        if is_first && self.fifths.is_some_and(|it| !is_one || it == read[0]) {
            return (None, true);
        }
        let count = |fifths: &i8| read.iter().filter(|it| *it == fifths).count();
        let most = read.iter().copied().max_by_key(|it| (count(it), it.abs()));
        let changed = most.filter(|it| self.fifths != Some(*it));
        self.fifths = most;
        (changed, true)
    }

    /// What is doubtful about the key signatures of the staves, after one was taken; `before` is the
    /// one that held.
    pub(super) fn doubts_of_keys(
        &self,
        keys: &[Option<KeyRead>],
        is_first: bool,
        before: i8,
    ) -> Vec<(Option<usize>, ProblemKind)> {
        let taken = self.fifths();
        let is_none_shown = keys.iter().all(Option::is_none);
        if is_first && is_none_shown && before != 0 {
            return vec![(None, ProblemKind::KeyDefaulted { before })];
        }
        let shown = |key: &Option<KeyRead>| key.as_ref().map(|it| it.fifths);
        let differs = |key: &Option<KeyRead>| match shown(key) {
            None => (is_first && taken != 0).then_some(0),
            Some(fifths) => (fifths != taken).then_some(fifths),
        };
        let rows = keys.iter().enumerate();
        let others = rows.filter_map(|(row, key)| differs(key).map(|other| (row, other)));
        let kind = |(row, other)| (Some(row), ProblemKind::KeysDiffer { taken, other });
        others.map(kind).collect()
    }
}
