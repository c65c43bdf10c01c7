//! The notes that are played, with their times.

use std::collections::HashMap;

use thiserror::Error;

use super::dynamics::{USUAL, accented, velocities};
use super::unfolded::{Sounding, Unfolded};
use crate::{Articulation, Direction, DirectionKind, ElementId, Note, Pedal, Quarters, Score};

/// What is played, in quarters from the beginning.
///
/// Repeats are played out ([`playing_order`](crate::playing_order())), tied notes are one, grace notes
/// are short, dynamics and accents are velocities. Ornaments, tremolos, arpeggios, hairpins and
/// fermatas do not change what is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The measures as they are played.
    pub measures: Vec<PlayedMeasure>,
    /// The notes by their start.
    pub notes: Vec<PlayedNote>,
    /// How the pedal is pressed.
    pub pedals: Vec<PedalPress>,
    /// Where the last measure ends.
    pub end: Quarters,
}

/// A measure that is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlayedMeasure {
    /// Which measure, from 0.
    pub measure: usize,
    /// Where it begins.
    pub start: Quarters,
    /// Where it ends.
    pub end: Quarters,
}

/// A note that is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayedNote {
    /// Where it begins.
    pub start: Quarters,
    /// Where it ends.
    pub end: Quarters,
    /// The key of MIDI, where middle C is 60.
    pub key: u8,
    /// How hard the key is struck, from 1 to 127.
    pub velocity: u8,
    /// The part, from 0.
    pub part: usize,
    /// The staff of the part, from 1.
    pub staff: u8,
    /// The printed note, or the tied notes one after another.
    pub ids: Vec<ElementId>,
}

/// A time for which the pedal is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PedalPress {
    /// The part, from 0.
    pub part: usize,
    /// Where it is pressed.
    pub start: Quarters,
    /// Where it is released.
    pub end: Quarters,
}

/// Why a score has no timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimelineError {
    /// The places and lengths have no common fraction of a quarter.
    #[error(
        "the places and lengths of the score need too fine fractions of a quarter in common; look \
         for an unlikely tuplet"
    )]
    TooFine,
    /// It would last for days.
    #[error("the score would last for days; look for unlikely rests and repeats")]
    TooLong,
}

impl Timeline {
    /// What is played of a score.
    ///
    /// # Errors
    /// Times that cannot be reckoned with.
    pub fn of(score: &Score) -> Result<Self, TimelineError> {
        let mut unfolded = Unfolded::of(score)?;
        unfolded.chords.sort_by_key(|it| it.start);
        unfolded.directions.sort_by_key(|it| it.0);
        Ok(Self {
            notes: notes(&unfolded, score.parts.len()),
            pedals: pedals(&unfolded, score.parts.len()),
            measures: unfolded.measures,
            end: unfolded.end,
        })
    }
}

/// The notes of chords that are sorted by start, with ties joined.
fn notes(unfolded: &Unfolded<'_>, parts: usize) -> Vec<PlayedNote> {
    let mut notes: Vec<PlayedNote> = Vec::new();
    // Notes that a tie goes on from, by part and key.
    let mut open: HashMap<(usize, u8), usize> = HashMap::new();
    let mut loudness = vec![Loudness::default(); parts];
    let mut directions = unfolded.directions.iter().peekable();
    for sounding in &unfolded.chords {
        while let Some((time, part, direction)) = directions.next_if(|it| it.0 <= sounding.start) {
            loudness[*part].hear(*time, direction);
        }
        let velocity = loudness[sounding.part].velocity(sounding);
        for note in &sounding.chord.notes {
            let key = (sounding.part, note.pitch.midi_key());
            let held = open
                .remove(&key)
                .filter(|at| note.is_tied_from_previous && notes[*at].end == sounding.start);
            let at = match held {
                Some(at) => {
                    notes[at].end = sounding.end;
                    notes[at].ids.push(note.id);
                    at
                }
                None => {
                    notes.push(played(note, sounding, velocity));
                    notes.len() - 1
                }
            };
            if note.is_tied_to_next {
                open.insert(key, at);
            }
        }
    }
    notes
}

fn played(note: &Note, sounding: &Sounding<'_>, velocity: u8) -> PlayedNote {
    let articulations = &sounding.chord.articulations;
    let is_short = articulations.iter().any(|it| {
        matches!(
            it,
            Articulation::Staccato | Articulation::Staccatissimo | Articulation::Spiccato
        )
    });
    let is_tied = note.is_tied_from_previous || note.is_tied_to_next;
    let length = sounding.end - sounding.start;
    let length = if is_short && !is_tied {
        length / 2
    } else {
        length
    };
    PlayedNote {
        start: sounding.start,
        end: sounding.start + length,
        key: note.pitch.midi_key(),
        velocity,
        part: sounding.part,
        staff: note.staff,
        ids: vec![note.id],
    }
}

/// How loud a part is.
#[derive(Clone, Copy)]
struct Loudness {
    velocity: u8,
    /// A moment that is louder or softer than what follows it.
    moment: Option<(Quarters, u8)>,
}

impl Default for Loudness {
    fn default() -> Self {
        Self {
            velocity: USUAL,
            moment: None,
        }
    }
}

impl Loudness {
    fn hear(&mut self, time: Quarters, direction: &Direction) {
        if let DirectionKind::Dynamics(letters) = &direction.kind
            && let Some((now, after)) = velocities(letters, self.velocity)
        {
            self.velocity = after;
            self.moment = Some((time, now));
        }
    }

    fn velocity(&self, sounding: &Sounding<'_>) -> u8 {
        let moment = self.moment.filter(|it| it.0 == sounding.start);
        let velocity = moment.map_or(self.velocity, |it| it.1);
        let is_accent =
            |it: &Articulation| matches!(it, Articulation::Accent | Articulation::StrongAccent);
        if sounding.chord.articulations.iter().any(is_accent) {
            accented(velocity)
        } else {
            velocity
        }
    }
}

fn pedals(unfolded: &Unfolded<'_>, parts: usize) -> Vec<PedalPress> {
    let mut presses = Vec::new();
    let mut pressed: Vec<Option<Quarters>> = vec![None; parts];
    let mut release = |part: usize, start: Option<Quarters>, end| {
        let press = start.filter(|it| *it < end);
        presses.extend(press.map(|start| PedalPress { part, start, end }));
    };
    for (time, part, direction) in &unfolded.directions {
        let DirectionKind::Pedal(pedal) = direction.kind else {
            continue;
        };
        release(*part, pressed[*part].take(), *time);
        pressed[*part] = (pedal != Pedal::Stop).then_some(*time);
    }
    for (part, start) in pressed.into_iter().enumerate() {
        release(part, start, unfolded.end);
    }
    presses.sort_by_key(|it| it.start);
    presses
}
