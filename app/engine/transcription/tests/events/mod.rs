//! Measures for which the times are to be found.
#![allow(dead_code, reason = "each test uses a part of it")]

use notation::Quarters;
use transcription::rhythm::{Beam, Event, Stem, What, solve};

/// A measure that is put together from the left to the right.
#[derive(Default)]
pub struct Measure {
    /// What is in it, in the order in which it was put there.
    pub events: Vec<Event>,
    beams: usize,
}

impl Measure {
    /// Something with a written length.
    pub fn put(
        &mut self,
        staff: usize,
        x_spaces: f64,
        what: What,
        written: Quarters,
        position: i32,
    ) {
        let is_chord = matches!(what, What::Chord(_));
        self.events.push(Event {
            staff,
            part: 0,
            x_spaces,
            extent_spaces: [x_spaces - 0.6, x_spaces + 0.6],
            what,
            positions: if is_chord { vec![position] } else { Vec::new() },
            written,
            beam: None,
            tuplet: None,
            hint: None,
            is_length_said: false,
            voice: None,
            elsewhere: Vec::new(),
        });
    }

    /// A chord that lasts so many eighths.
    pub fn chord(&mut self, staff: usize, x: f64, stem: Stem, eighths: i64) -> &mut Self {
        let position = if stem == Stem::Up { -2 } else { 4 };
        self.put(
            staff,
            x,
            What::Chord(Some(stem)),
            eighths_long(eighths),
            position,
        );
        self
    }

    /// A rest that lasts so many eighths.
    pub fn rest(&mut self, staff: usize, x: f64, eighths: i64) -> &mut Self {
        self.put(staff, x, What::Rest, eighths_long(eighths), 0);
        self
    }

    /// Eighths under one beam, so far apart.
    pub fn beamed(
        &mut self,
        staff: usize,
        x: f64,
        step: f64,
        stem: Stem,
        count: usize,
    ) -> &mut Self {
        for place in 0..count {
            self.chord(staff, x + step * place as f64, stem, 1);
            if let Some(last) = self.events.last_mut() {
                last.beam = Some(Beam {
                    group: self.beams,
                    place,
                });
            }
        }
        self.beams += 1;
        self
    }

    /// The onsets in eighths, in the order in which the events were put.
    pub fn onsets(&self, quarters: i64) -> Vec<Quarters> {
        let solution = solve(&self.events, Quarters::from_integer(quarters));
        assert_eq!(solution.faults, [], "{:?}", solution.placed);
        solution.placed.iter().map(|it| it.onset * 2).collect()
    }
}

/// The length of so many eighths.
pub fn eighths_long(eighths: i64) -> Quarters {
    Quarters::new(eighths, 2)
}

/// Times in eighths.
pub fn eighths(numbers: &[i64]) -> Vec<Quarters> {
    numbers
        .iter()
        .map(|it| Quarters::from_integer(*it))
        .collect()
}
