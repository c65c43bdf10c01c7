//! The staves of measures, and how long what is on them lasts.

use super::{Finding, FindingKind};
use crate::{ElementId, Entry, Measure, Quarters, Score, Voice};

/// A staff of a measure.
pub(super) struct Staff<'s> {
    pub part: usize,
    pub staff: u8,
    pub measure: &'s Measure,
    /// What the time signature says, if there is one.
    pub expected: Option<Quarters>,
    /// Where the last voice on it ends.
    pub end: Quarters,
}

impl Staff<'_> {
    /// The voices that have something on the staff.
    pub fn voices(&self) -> impl Iterator<Item = &Voice> {
        let is_on = |entry: &Entry| {
            let notes = entry.as_chord().map(|it| it.notes.as_slice());
            let mut staves = notes.unwrap_or_default().iter().map(|it| it.staff);
            entry.staff() == Some(self.staff) || staves.any(|it| it == self.staff)
        };
        let voices = self.measure.voices.iter();
        voices.filter(move |it| it.entries().iter().any(is_on))
    }

    pub fn finding(&self, measure: usize, kind: FindingKind, ids: Vec<ElementId>) -> Finding {
        Finding {
            kind,
            part: self.part,
            measure,
            staff: Some(self.staff),
            voice: None,
            ids,
        }
    }
}

/// The staves of all parts in each measure.
pub(super) fn staves_of(score: &Score) -> Vec<Vec<Staff<'_>>> {
    let count = score.parts.iter().map(|it| it.measures.len()).max();
    let mut all: Vec<Vec<Staff<'_>>> = (0..count.unwrap_or(0)).map(|_| Vec::new()).collect();
    for (part, it) in score.parts.iter().enumerate() {
        for ((staves, measure), times) in all.iter_mut().zip(&it.measures).zip(it.times()) {
            for (staff, time) in (1..=it.staves).zip(times) {
                let mut staff = Staff {
                    part,
                    staff,
                    measure,
                    expected: time.map(|it| it.measure()),
                    end: Quarters::ZERO,
                };
                staff.end = staff.voices().map(Voice::end).max().unwrap_or(staff.end);
                staves.push(staff);
            }
        }
    }
    all
}

/// How long a measure is, where all of its staves that are not empty agree on it.
pub(super) fn agreed(staves: &[Staff<'_>]) -> Option<Quarters> {
    let mut ends = staves
        .iter()
        .map(|it| it.end)
        .filter(|it| *it > Quarters::ZERO);
    let first = ends.next()?;
    ends.all(|it| it == first).then_some(first)
}

/// What the time signatures of all staves say of a measure, where they say the same.
pub(super) fn expected(staves: &[Staff<'_>]) -> Option<Quarters> {
    let first = staves.first()?.expected?;
    let mut others = staves.iter().map(|it| it.expected);
    others.all(|it| it == Some(first)).then_some(first)
}
