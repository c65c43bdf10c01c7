//! The time signature that holds, from those that the staves show or from the music itself.

use notation::TimeSignature;

use super::{Held, SystemReading};
use crate::memo::Memo;
use crate::metre;

impl Held {
    /// The time signature that a system is in from a measure on by what stands in it, up to the next
    /// one that is read, where that is another one than what holds.
    pub(super) fn other_time(
        &self,
        reading: &SystemReading<'_>,
        number: usize,
        memo: &mut Memo,
    ) -> Option<TimeSignature> {
        let length = reading.lengths[number]?;
        let held = self.time.map(TimeSignature::measure);
        // The measure that it begins with must have it.
        if held == Some(length) {
            return None;
        }
        let mut after = number + 1..reading.spans.len();
        let until = after.find(|at| most_of(&read_times(reading, *at), reading.rows).is_some());
        let stretch = number..until.unwrap_or(reading.events.len());
        let (events, lengths) = (&reading.events[stretch.clone()], &reading.lengths[stretch]);
        if metre::inferred(events, lengths, held, memo)? != length {
            return None;
        }
        metre::signature(length)
    }
}

/// The time signatures of the staves at the beginning of a measure.
pub(super) fn read_times(reading: &SystemReading<'_>, number: usize) -> Vec<Option<TimeSignature>> {
    let rows = reading.beginnings[number].iter().take(reading.rows);
    rows.map(|it| it.time).collect()
}

/// The time signature that at least half of the staves show.
pub(super) fn most_of(times: &[Option<TimeSignature>], rows: usize) -> Option<TimeSignature> {
    let read: Vec<TimeSignature> = times.iter().copied().flatten().collect();
    let count = |time: &TimeSignature| read.iter().filter(|it| *it == time).count();
    let most = read.iter().max_by_key(|it| count(it))?;
    (2 * count(most) >= rows).then_some(*most)
}
