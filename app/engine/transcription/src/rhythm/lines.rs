//! Putting the events of a column into voices.

use super::faults::Fault;
use super::onsets::{Line, Placed, SAID, Work, said};

impl Work<'_> {
    /// Whether two events look like one voice by their stems.
    pub fn go_together(&self, one: usize, two: usize) -> bool {
        match (self.events[one].stem(), self.events[two].stem()) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        }
    }

    /// Puts the events of a column at the present time and into voices.
    pub fn place(&mut self, column: &[usize]) {
        let mut waiting: Vec<usize> = column.to_vec();
        let mut taken = vec![false; self.lines.len()];
        // What hangs on a beam goes on where the beam comes from.
        waiting.retain(|at| {
            let before = self.on_beam_before(*at);
            let line = before.and_then(|it| self.lines.iter().position(|line| line.last == it));
            let Some(line) = line else { return true };
            if self.is_said_elsewhere(line, *at) {
                return true;
            }
            if std::mem::replace(&mut taken[line], true) {
                return true;
            }
            self.append(line, *at);
            false
        });
        while !waiting.is_empty() {
            let mut best: Option<(f64, usize, usize)> = None;
            for (place, at) in waiting.iter().enumerate() {
                for (line, is_taken) in taken.iter().enumerate() {
                    if *is_taken {
                        continue;
                    }
                    if let Some(worth) = self.worth(line, *at)
                        && best.is_none_or(|(most, _, _)| worth > most)
                    {
                        best = Some((worth, place, line));
                    }
                }
            }
            if let Some((_, place, line)) = best {
                taken[line] = true;
                let at = waiting.swap_remove(place);
                self.append(line, at);
            } else {
                for at in std::mem::take(&mut waiting) {
                    self.lines.push(Line {
                        staff: self.events[at].staff,
                        last: at,
                        end: self.now + self.lengths[at],
                        said: said(&self.events[at]),
                    });
                    self.put(at, self.lines.len() - 1);
                }
            }
        }
    }

    /// How well an event goes on a voice; none where it cannot.
    fn worth(&self, line: usize, at: usize) -> Option<f64> {
        let (voice, event) = (&self.lines[line], &self.events[at]);
        let is_said = voice.said.is_some() && voice.said == said(event);
        let is_other = !is_said && voice.staff != event.staff;
        if is_other
            || self.is_said_elsewhere(line, at)
            || self.waits_for_beam(voice.last)
            || voice.end > self.now
        {
            return None;
        }
        let together = if self.go_together(voice.last, at) {
            1.0
        } else {
            0.0
        };
        let at_once = if voice.end == self.now { 2.0 } else { 0.0 };
        let by_word = if is_said { SAID } else { 0.0 };
        Some(together + at_once + by_word)
    }

    /// Whether somebody said that an event belongs to another voice than this one.
    fn is_said_elsewhere(&self, line: usize, at: usize) -> bool {
        match (self.lines[line].said, said(&self.events[at])) {
            (Some(voice), Some(event)) => voice != event,
            // What has a voice of its own leaves those alone that nobody said anything of, where
            // another line is that voice already.
            (None, Some(event)) => self.lines.iter().any(|it| it.said == Some(event)),
            _ => false,
        }
    }

    /// Whether more notes follow an event on its beam.
    fn waits_for_beam(&self, at: usize) -> bool {
        self.followers.contains(&Some(at))
    }

    fn append(&mut self, line: usize, at: usize) {
        let end = self.lines[line].end;
        if end > self.now {
            let by = end - self.now;
            self.faults.push(Fault::Overlap { event: at, by });
        }
        let voice = &mut self.lines[line];
        voice.last = at;
        voice.end = self.now + self.lengths[at];
        voice.said = voice.said.or(said(&self.events[at]));
        self.put(at, line);
    }

    fn put(&mut self, at: usize, voice: usize) {
        self.placed[at] = Placed {
            onset: self.now,
            length: self.lengths[at],
            voice,
        };
    }
}
