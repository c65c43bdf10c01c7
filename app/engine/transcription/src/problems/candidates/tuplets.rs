//! Triplets without a number.

use notation::TupletRatio;

use super::Work;
use crate::events::Source;
use crate::problems::Edit;
use crate::problems::trials::Change;
use crate::reading::Given;
use crate::rhythm::Ratio;
use crate::sign::Sign;

/// How much speaks for a triplet without a number: of notes under one beam, and of others.
const TRIPLETS: (f64, f64) = (0.15, 0.04);
const TRIPLET: Ratio = Ratio {
    notes: 3,
    in_time_of: 2,
};

impl Work<'_> {
    /// Three notes, or twice as many, that are triplets.
    pub(super) fn tuplets(&mut self) {
        let events = &self.events.events;
        let groups = events
            .iter()
            .filter_map(|it| it.beam.map(|it| it.group))
            .max();
        let mut found = Vec::new();
        for group in 0..groups.map_or(0, |it| it + 1) {
            let is_on = |at: &usize| events[*at].beam.is_some_and(|it| it.group == group);
            let on_beam: Vec<usize> = (0..events.len()).filter(is_on).collect();
            let is_open = on_beam.iter().all(|at| events[*at].tuplet.is_none());
            if is_open && on_beam.len().is_multiple_of(3) {
                found.push(on_beam);
            }
        }
        let Some(ratio) = TupletRatio::new(3, 2) else {
            return;
        };
        let given = Given {
            tuplet: Some(ratio),
            ..Given::default()
        };
        for on_beam in found {
            let Source::Chord(first) = self.events.sources[on_beam[0]] else {
                continue;
            };
            let head = self.symbol(self.prepared.chords[first].heads[0]).id;
            let change = Change::Tuplet(on_beam, TRIPLET);
            self.add(Edit::Say(head, given), TRIPLETS.0, change);
        }
        self.tuplets_without_beams();
    }

    /// Three equally long notes without beams that follow each other on a staff: a digit over them.
    fn tuplets_without_beams(&mut self) {
        let events = &self.events.events;
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by(|one, two| events[*one].x_spaces.total_cmp(&events[*two].x_spaces));
        order.retain(|at| events[*at].beam.is_none() && events[*at].stem().is_some());
        let mut found = Vec::new();
        for (place, first) in order.iter().enumerate() {
            let is_alike = |at: &&usize| {
                let (one, two) = (&events[*first], &events[**at]);
                (one.staff, one.stem(), one.written) == (two.staff, two.stem(), two.written)
            };
            let alike = order[place..].iter().filter(is_alike).take(3);
            let alike: Vec<usize> = alike.copied().collect();
            if let [_, middle, _] = alike[..]
                && let Source::Chord(middle) = self.events.sources[middle]
                && alike.iter().all(|at| events[*at].tuplet.is_none())
            {
                found.push((middle, alike));
            }
        }
        for (middle, alike) in found {
            let x = self.prepared.chords[middle].x_px;
            let (top, _) = self.prepared.ends_px(middle);
            let space = self
                .prepared
                .interline_px(self.prepared.chords[middle].system);
            let edit = Edit::Add {
                sign: Sign::TupletDigit(3),
                box_px: [
                    x - 0.5 * space,
                    top - 2.0 * space,
                    x + 0.5 * space,
                    top - 0.5 * space,
                ],
            };
            self.add(edit, TRIPLETS.1, Change::Tuplet(alike, TRIPLET));
        }
    }
}
