//! Staves that sound in the place of others, as they do under a wrong clef.

use std::collections::BTreeMap;

use super::ProblemKind;
use super::collected::Collected;

/// By how many half tones a staff must sound above the one over it, on the average of a system.
const LEAST_ABOVE: f64 = 3.0;
/// How many notes there must be on each.
const LEAST_NOTES: usize = 4;

/// The keys of a staff: how many there are, their sum, and in which measure the first one is.
#[derive(Default, Clone, Copy)]
struct Keys {
    count: usize,
    sum: f64,
    first_measure: usize,
}

impl Keys {
    fn mean(self) -> f64 {
        self.sum / self.count as f64
    }
}

pub(super) fn collect(all: &mut Collected<'_>) {
    // By page and system, part, and staff of the part.
    let mut staves: BTreeMap<(usize, usize, usize), Vec<Keys>> = BTreeMap::new();
    for (number, part) in all.walked.score.parts.iter().enumerate() {
        for (at, measure) in part.measures.iter().enumerate() {
            let place = &all.walked.measures[at].place;
            let of_part = staves.entry((place.page, place.system, number));
            let of_part = of_part.or_insert_with(|| vec![Keys::default(); part.staves.into()]);
            let entries = measure.voices.iter().flat_map(|it| it.entries());
            let chords = entries.filter_map(|it| it.as_chord());
            for note in chords.flat_map(|it| &it.notes) {
                let Some(keys) = of_part.get_mut(usize::from(note.staff).wrapping_sub(1)) else {
                    continue;
                };
                if keys.count == 0 {
                    keys.first_measure = at;
                }
                keys.count += 1;
                keys.sum += f64::from(note.pitch.midi_key());
            }
        }
    }
    for ((_, _, part), staves) in staves {
        let first_row: usize = all.walked.staves_of_parts.iter().take(part).sum();
        for (staff, pair) in staves.windows(2).enumerate() {
            let [upper, lower] = [pair[0], pair[1]];
            let above = lower.mean() - upper.mean();
            if upper.count >= LEAST_NOTES && lower.count >= LEAST_NOTES && above >= LEAST_ABOVE {
                let kind = ProblemKind::LowerStaffAbove {
                    half_tones: above.round() as u8,
                };
                all.in_measure(
                    lower.first_measure,
                    Some(first_row + staff + 1),
                    kind,
                    Vec::new(),
                );
            }
        }
    }
}
