//! Measures that were solved before, so that none is solved again that has not changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::rhythm::{Event, Quarters, Solution, solve};

/// Answers by all that was asked.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    answers: HashMap<u64, Vec<Answer>>,
    round: u64,
    /// How many measures were solved, to be told from those that were known.
    pub solved: usize,
}

#[derive(Debug)]
struct Answer {
    events: Vec<Event>,
    expected: Quarters,
    solution: Arc<Solution>,
    last_asked: u64,
}

impl Memo {
    /// When everything in a measure sounds: see [`solve`].
    pub fn solve(&mut self, events: &[Event], expected: Quarters) -> Arc<Solution> {
        let answers = self.answers.entry(key(events, expected)).or_default();
        let is_same = |it: &&mut Answer| it.expected == expected && it.events == events;
        if let Some(answer) = answers.iter_mut().find(is_same) {
            answer.last_asked = self.round;
            return Arc::clone(&answer.solution);
        }
        self.solved += 1;
        let solution = Arc::new(solve(events, expected));
        answers.push(Answer {
            events: events.to_vec(),
            expected,
            solution: Arc::clone(&solution),
            last_asked: self.round,
        });
        solution
    }

    /// Forgets what was not asked since the last time that this was called.
    pub fn end_round(&mut self) {
        let round = self.round;
        for answers in self.answers.values_mut() {
            answers.retain(|it| it.last_asked == round);
        }
        self.answers.retain(|_, answers| !answers.is_empty());
        self.round += 1;
    }
}

/// A number that is the same for the same question.
pub(crate) fn key(events: &[Event], expected: Quarters) -> u64 {
    let mut hasher = DefaultHasher::new();
    expected.hash(&mut hasher);
    for event in events {
        event.x_spaces.to_bits().hash(&mut hasher);
        (event.staff, event.part, event.what).hash(&mut hasher);
        (&event.positions, &event.elsewhere).hash(&mut hasher);
        event.extent_spaces.map(f64::to_bits).hash(&mut hasher);
        (
            event.written,
            event.beam,
            event.tuplet,
            event.hint,
            event.is_length_said,
            event.voice,
        )
            .hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rhythm::What;

    #[test]
    fn the_same_is_solved_once() {
        let event = |eighths| Event {
            staff: 0,
            part: 0,
            x_spaces: 0.0,
            extent_spaces: [0.0; 2],
            what: What::Rest,
            positions: Vec::new(),
            elsewhere: Vec::new(),
            written: Quarters::new(eighths, 2),
            beam: None,
            tuplet: None,
            hint: None,
            is_length_said: false,
            voice: None,
        };
        let four = Quarters::from_integer(4);
        let mut memo = Memo::default();
        let first = memo.solve(&[event(8)], four);
        assert_eq!(memo.solve(&[event(8)], four), first);
        assert_eq!(memo.solved, 1);
        assert_ne!(memo.solve(&[event(7)], four), first);
        assert_eq!(memo.solved, 2);
        memo.end_round();
        memo.solve(&[event(8)], four);
        memo.end_round();
        memo.solve(&[event(8)], four);
        assert_eq!(memo.solved, 2);
        memo.solve(&[event(7)], four);
        assert_eq!(memo.solved, 3);
    }
}
