//! The chords of a score as often as they are played, each where it begins.

use super::order::playing_order;
use super::timeline::{PlayedMeasure, TimelineError};
use crate::{Chord, Content, Direction, Measure, Quarters, Score, TimeSignature, Voice};

/// The most quarters that a timeline lasts: those of days.
const LONGEST: i64 = 1_000_000;

/// A chord that is played.
pub(super) struct Sounding<'s> {
    pub start: Quarters,
    pub end: Quarters,
    pub part: usize,
    pub chord: &'s Chord,
}

/// A score as it is played.
pub(super) struct Unfolded<'s> {
    pub measures: Vec<PlayedMeasure>,
    pub chords: Vec<Sounding<'s>>,
    /// Directions where they begin to hold, each with its part.
    pub directions: Vec<(Quarters, usize, &'s Direction)>,
    pub end: Quarters,
}

impl<'s> Unfolded<'s> {
    pub fn of(score: &'s Score) -> Result<Self, TimelineError> {
        if score.divisions().is_none() {
            return Err(TimelineError::TooFine);
        }
        let lengths = lengths_of(score);
        let mut unfolded = Self {
            measures: Vec::new(),
            chords: Vec::new(),
            directions: Vec::new(),
            end: Quarters::ZERO,
        };
        for at in playing_order(score) {
            let start = unfolded.end;
            unfolded.end += lengths[at];
            if unfolded.end > Quarters::from_integer(LONGEST) {
                return Err(TimelineError::TooLong);
            }
            unfolded.measures.push(PlayedMeasure {
                measure: at,
                start,
                end: unfolded.end,
            });
            for (part, measure) in score.parts.iter().enumerate() {
                if let Some(measure) = measure.measures.get(at) {
                    unfolded.measure(measure, part, start);
                }
            }
        }
        Ok(unfolded)
    }

    fn measure(&mut self, measure: &'s Measure, part: usize, start: Quarters) {
        let directions = measure.directions.iter();
        self.directions
            .extend(directions.map(|it| (start + it.onset, part, it)));
        for voice in &measure.voices {
            self.voice(voice, part, start);
        }
    }

    /// Grace chords take their time from the chord that they lead to, at most half of it; where none
    /// comes, from what is before them.
    fn voice(&mut self, voice: &'s Voice, part: usize, start: Quarters) {
        let mut graces: Vec<&Chord> = Vec::new();
        for entry in voice.entries() {
            match &entry.content {
                Content::Chord(chord) if chord.grace.is_some() => graces.push(chord),
                Content::Chord(chord) => {
                    let (from, to) = (start + entry.onset, start + entry.end());
                    let step = step_of(graces.len(), entry.duration());
                    let from = self.graces(&mut graces, part, from, step);
                    self.chords.push(Sounding {
                        start: from,
                        end: to,
                        part,
                        chord,
                    });
                }
                Content::Rest(_) => self.graces_before(&mut graces, part, start + entry.onset),
            }
        }
        self.graces_before(&mut graces, part, start + voice.end());
    }

    /// Plays grace chords from a time on, and says where they end.
    fn graces(
        &mut self,
        graces: &mut Vec<&'s Chord>,
        part: usize,
        mut from: Quarters,
        step: Quarters,
    ) -> Quarters {
        for chord in graces.drain(..) {
            self.chords.push(Sounding {
                start: from,
                end: from + step,
                part,
                chord,
            });
            from += step;
        }
        from
    }

    /// Plays grace chords so that they end at a time.
    fn graces_before(&mut self, graces: &mut Vec<&'s Chord>, part: usize, end: Quarters) {
        let step = step_of(graces.len(), end);
        let from = end - step * graces.len() as i64;
        self.graces(graces, part, from, step);
    }
}

/// How long each of some grace chords is: an eighth of a quarter, or halved until all of them take at
/// most half of the time.
fn step_of(count: usize, time: Quarters) -> Quarters {
    let steps = (3..=10).map(|it| Quarters::new(1, 1 << it));
    let fits = |it: &Quarters| *it * 2 * count as i64 <= time;
    steps.into_iter().find(fits).unwrap_or(Quarters::ZERO)
}

/// How long each measure is: as long as its longest voice, or as its time signature says where it has
/// none.
fn lengths_of(score: &Score) -> Vec<Quarters> {
    let count = score.parts.iter().map(|it| it.measures.len()).max();
    let mut lengths = vec![Quarters::ZERO; count.unwrap_or(0)];
    for part in &score.parts {
        for (length, measure) in lengths.iter_mut().zip(&part.measures) {
            *length = measure.end().max(*length);
        }
    }
    for part in &score.parts {
        for (length, times) in lengths.iter_mut().zip(part.times()) {
            if *length == Quarters::ZERO
                && let Some(time) = times.into_iter().flatten().next()
            {
                *length = TimeSignature::measure(time);
            }
        }
    }
    lengths
}
