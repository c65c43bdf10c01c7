//! The time of each column, and the voice of each event.

use super::anchors::between;
use super::event::{Beam, Event, Quarters, What};
use super::faults::Fault;
use super::sounding::sounding;

/// What a beam says of the time of the next note on it.
const BEAM: f64 = 4.0;
/// What the only voice of a staff says, or one whose stems point the same way.
const VOICE: f64 = 1.0;
/// What a voice of a staff says of an event whose stem points the other way.
const OTHER_VOICE: f64 = 0.4;
/// What a voice of another staff of the part says, as voices go from one to the other.
const OTHER_STAFF: f64 = 0.3;
/// What a voice says that somebody put an event into.
pub(super) const SAID: f64 = 8.0;
/// How far right of the others something in a column must stand to be later, in staff spaces.
const APART: f64 = 0.3;
/// What is said for the first end of all, as most music goes on without holes: at first less than
/// what a voice says, then, where the measure does not come out, more.
pub(super) const EARLIEST: [f64; 2] = [0.5, 1.5];

/// When an event begins and to which voice it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its beginning, from that of the measure.
    pub onset: Quarters,
    /// How long it sounds, with its tuplet.
    pub length: Quarters,
    /// Its voice among those of the measure.
    pub voice: usize,
}

/// A voice as far as it is known.
pub(super) struct Line {
    /// The staff that it is on.
    pub staff: usize,
    /// Its last event.
    pub last: usize,
    /// Where that ends.
    pub end: Quarters,
    /// The part that it is of, and the number that somebody gave it.
    pub said: Option<(usize, u8)>,
}

/// Times and voices of a measure's events with given lengths.
pub(super) struct Timing {
    /// Of each event.
    pub placed: Vec<Placed>,
    /// What does not come out between the columns.
    pub faults: Vec<Fault>,
    /// The end of the last event.
    pub end: Quarters,
    /// How many voices begin after the first column, and how many end before the last end.
    pub holes: usize,
    /// How often nothing sounds on a staff before its last event.
    pub silences: usize,
    /// What else was said of the time of each column, by its number.
    pub others: Vec<(usize, Quarters)>,
}

/// How the times of columns are chosen.
#[derive(Clone, Copy)]
pub(super) struct Policy<'a> {
    /// What is said for the first end of all: one of [`EARLIEST`].
    pub earliest: f64,
    /// Columns whose time is what something else says, by their numbers.
    pub chosen: &'a [(usize, Quarters)],
    /// The times of events that are sure; nothing of the others.
    pub anchors: &'a [Option<Quarters>],
}

impl Policy<'_> {
    /// The time of a column that is sure.
    fn anchor(&self, column: &[usize]) -> Option<Quarters> {
        column.iter().find_map(|at| *self.anchors.get(*at)?)
    }
}

/// Finds the times of events that have these lengths and stand in these columns. A rest for the whole
/// measure lasts `measure`.
pub(super) fn timing(
    events: &[Event],
    columns: &[Vec<usize>],
    lengths: &[Quarters],
    measure: Quarters,
    policy: Policy<'_>,
) -> Timing {
    let zero = Quarters::from_integer(0);
    let nowhere = Placed {
        onset: zero,
        length: zero,
        voice: 0,
    };
    let mut work = Work {
        events,
        lengths,
        followers: followers(events),
        placed: vec![nowhere; events.len()],
        lines: Vec::new(),
        faults: Vec::new(),
        now: zero,
        earliest: policy.earliest,
        others: Vec::new(),
    };
    let mut columns = columns.to_vec();
    let mut holes = 0;
    let mut number = 0;
    while number < columns.len() {
        if let Some(later) = work.later_part(&mut columns[number]) {
            columns.insert(number + 1, later);
        }
        let column = columns[number].clone();
        let anchor = policy.anchor(&column);
        if let Some(time) = anchor.filter(|it| *it >= work.now) {
            work.now = time;
        } else if number > 0 {
            let said = work.time_of(number, &column, &columns[number + 1..]);
            let chosen = policy.chosen.iter().find(|it| it.0 == number);
            let chosen = chosen.map(|it| it.1).filter(|it| *it > work.now);
            let later = columns[number + 1..].iter().map(|it| policy.anchor(it));
            let before = later.clone().take_while(Option::is_none).count();
            let next = later.flatten().next();
            work.now = between(chosen.unwrap_or(said), work.now, next, before);
        }
        let before = work.lines.len();
        work.place(&column);
        if number > 0 {
            holes += work.lines.len() - before;
        }
        number += 1;
    }
    let end = work.lines.iter().map(|it| it.end).max().unwrap_or(zero);
    holes += work.lines.iter().filter(|it| it.end < end).count();
    for (at, event) in events.iter().enumerate() {
        if event.what == What::MeasureRest {
            work.placed[at] = Placed {
                onset: zero,
                length: measure,
                voice: work.lines.len(),
            };
            work.lines.push(Line {
                staff: event.staff,
                last: at,
                end: measure,
                said: None,
            });
        }
    }
    Timing {
        silences: sounding(events, &work.placed)
            .values()
            .map(|it| it.silences)
            .sum(),
        placed: work.placed,
        faults: work.faults,
        end,
        holes,
        others: work.others,
    }
}

/// The event before each one on its beam, with none for the first of a beam.
fn followers(events: &[Event]) -> Vec<Option<usize>> {
    let mut by_place: Vec<(Beam, usize)> = events
        .iter()
        .enumerate()
        .filter_map(|(at, event)| event.beam.map(|beam| (beam, at)))
        .collect();
    by_place.sort_by_key(|(beam, _)| (beam.group, beam.place));
    let mut before = vec![None; events.len()];
    for pair in by_place.windows(2) {
        if pair[0].0.group == pair[1].0.group {
            before[pair[1].1] = Some(pair[0].1);
        }
    }
    before
}

/// The part of an event, and its voice as somebody said it.
pub(super) fn said(event: &Event) -> Option<(usize, u8)> {
    event.voice.map(|it| (event.part, it))
}

/// Events on their way to times and voices.
pub(super) struct Work<'a> {
    /// The events.
    pub events: &'a [Event],
    /// How long each of them sounds.
    pub lengths: &'a [Quarters],
    /// The event before each one on its beam.
    pub followers: Vec<Option<usize>>,
    /// Where each of them is put.
    pub placed: Vec<Placed>,
    /// The voices so far.
    pub lines: Vec<Line>,
    /// What does not come out.
    pub faults: Vec<Fault>,
    /// The time of the present column.
    pub now: Quarters,
    earliest: f64,
    others: Vec<(usize, Quarters)>,
}

impl Work<'_> {
    fn end_of(&self, at: usize) -> Quarters {
        self.placed[at].onset + self.lengths[at]
    }

    /// The time of a column after the last one, from what ends there.
    fn time_of(&mut self, number: usize, column: &[usize], later: &[Vec<usize>]) -> Quarters {
        let mut votes: Vec<(Quarters, f64)> = Vec::new();
        let mut vote = |time: Quarters, weight: f64| match votes.iter_mut().find(|it| it.0 == time)
        {
            Some(found) => found.1 += weight,
            None => votes.push((time, weight)),
        };
        let ahead = |time: &Quarters| *time > self.now;
        for at in column {
            if let Some(before) = self.on_beam_before(*at) {
                let end = self.end_of(before);
                if ahead(&end) {
                    vote(end, BEAM);
                }
                continue;
            }
            let event = &self.events[*at];
            for line in self.lines.iter().filter(|it| ahead(&it.end)) {
                if said(event).is_some() && line.said == said(event) {
                    vote(line.end, SAID);
                } else if line.staff == event.staff {
                    let same = self.go_together(line.last, *at);
                    vote(line.end, if same { VOICE } else { OTHER_VOICE });
                } else if self.events[line.last].part == event.part {
                    vote(line.end, OTHER_STAFF);
                }
            }
        }
        if let Some(first) = self.lines.iter().map(|it| it.end).filter(ahead).min() {
            vote(first, self.earliest);
        }
        // A beam that goes on in a later column must not have ended by now.
        for at in later.iter().flatten() {
            if let Some(before) = self.on_beam_before(*at)
                && self.is_placed(before)
            {
                let end = self.end_of(before);
                for (time, weight) in &mut votes {
                    if *time >= end {
                        *weight -= BEAM;
                    }
                }
            }
        }
        let best = votes
            .iter()
            .copied()
            .max_by(|one, two| one.1.total_cmp(&two.1).then(two.0.cmp(&one.0)));
        let others = votes.iter().map(|it| it.0);
        let others = others.filter(|it| Some(*it) != best.map(|it| it.0));
        self.others.extend(others.map(|it| (number, it)));
        best.map_or_else(
            || {
                self.faults.push(Fault::Gap { event: column[0] });
                let step = column.iter().map(|at| self.lengths[*at]).min();
                self.now + step.unwrap_or_else(|| Quarters::from_integer(1))
            },
            |(time, _)| time,
        )
    }

    /// Takes from a column what its beams say to be later than the rest, though it stands very near:
    /// the short note after a long dotted one, beside a run.
    fn later_part(&self, column: &mut Vec<usize>) -> Option<Vec<usize>> {
        let x_spaces = |at: &usize| self.events[*at].x_spaces;
        let said = |at: &usize| self.on_beam_before(*at).map(|before| self.end_of(before));
        let (first, first_x) = column
            .iter()
            .filter_map(|at| said(at).map(|time| (time, x_spaces(at))))
            .min_by(|one, two| one.0.cmp(&two.0))?;
        let later = column
            .iter()
            .filter(|at| said(at).is_some_and(|it| it > first) && x_spaces(at) > first_x + APART);
        let from_x = later.map(x_spaces).fold(f64::INFINITY, f64::min);
        let border = f64::midpoint(first_x, from_x);
        let (now, later) = column.iter().partition(|at| x_spaces(at) < border);
        *column = now;
        let later: Vec<usize> = later;
        (!later.is_empty()).then_some(later)
    }

    fn is_placed(&self, at: usize) -> bool {
        self.lines.iter().any(|it| it.last == at)
    }

    /// The event before one on its beam, where it is known already.
    pub fn on_beam_before(&self, at: usize) -> Option<usize> {
        self.followers[at]
    }
}
