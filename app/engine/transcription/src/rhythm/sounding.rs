//! How far the staves of a measure are filled.

use std::collections::BTreeMap;

use super::event::{Event, Quarters};
use super::onsets::Placed;

/// What sounds on a staff in a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StaffSounding {
    /// How often nothing sounds before what begins last.
    pub silences: usize,
    /// When the last of it ends.
    pub end: Quarters,
}

/// What sounds on each staff that has something, chords over several staves on each of them.
pub(super) fn sounding(events: &[Event], placed: &[Placed]) -> BTreeMap<usize, StaffSounding> {
    let mut spans: BTreeMap<usize, Vec<(Quarters, Quarters)>> = BTreeMap::new();
    for (event, placed) in events.iter().zip(placed) {
        let elsewhere = event.elsewhere.iter().map(|it| it.0);
        for staff in elsewhere.chain([event.staff]) {
            let span = (placed.onset, placed.onset + placed.length);
            spans.entry(staff).or_default().push(span);
        }
    }
    let of_staff = |mut spans: Vec<(Quarters, Quarters)>| {
        spans.sort_unstable();
        let mut all = StaffSounding {
            silences: 0,
            end: Quarters::from_integer(0),
        };
        for (from, to) in spans {
            all.silences += usize::from(from > all.end);
            all.end = all.end.max(to);
        }
        all
    };
    let staves = spans.into_iter();
    staves
        .map(|(staff, spans)| (staff, of_staff(spans)))
        .collect()
}
