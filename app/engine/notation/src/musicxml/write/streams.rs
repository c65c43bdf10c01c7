//! Where signs and directions are written among the voices of a measure.
//!
//! MusicXML has one line of time that goes forward with each note and back before each voice. A sign
//! or direction is written where some voice has come to its place, best a voice of its own staff. All
//! that stand on one staff at one time go to the same voice, so that they keep their order. But the end
//! of a line goes to no voice that is written before the one with its beginning: programs take an end
//! that comes first for a mistake.

use std::collections::BTreeMap;

use crate::{
    Clef, Direction, Entry, KeySignature, LineId, Measure, Quarters, Sign, TimeSignature, Voice,
};

/// Signs that are written together.
#[derive(Default)]
pub(super) struct Signs<'m> {
    pub keys: Vec<&'m Sign<KeySignature>>,
    pub times: Vec<&'m Sign<TimeSignature>>,
    pub clefs: Vec<&'m Sign<Clef>>,
}

impl Signs<'_> {
    fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.times.is_empty() && self.clefs.is_empty()
    }
}

/// What is written at one place, before what a voice has there.
#[derive(Default)]
pub(super) struct Stop<'m> {
    pub place: Quarters,
    pub signs: Signs<'m>,
    /// Each with how much later it is than the place.
    pub directions: Vec<(&'m Direction, Quarters)>,
}

/// What is written where in a measure, beside its voices.
pub(super) struct Streams<'m> {
    /// The signs at the start of the measure.
    pub start: Signs<'m>,
    /// The stops of each voice by place; where there is no voice, those of the start alone.
    pub stops: Vec<Vec<Stop<'m>>>,
    /// Signs at places that no voice comes to, by place.
    pub rest: Vec<Stop<'m>>,
}

impl<'m> Streams<'m> {
    pub fn of(measure: &'m Measure) -> Self {
        let voices: Vec<Vec<Quarters>> = measure.voices.iter().map(places).collect();
        let (start, moments) = moments(measure);
        let mut streams = Self {
            start,
            stops: (0..voices.len().max(1)).map(|_| Vec::new()).collect(),
            rest: Vec::new(),
        };
        // The voices that lines of this measure begin in.
        let mut begun: BTreeMap<LineId, usize> = BTreeMap::new();
        for ((onset, staff), mut stop) in moments {
            let (voice, place) = meeting(measure, &voices, onset, staff);
            stop.directions.retain(|(direction, _)| {
                let Some((line, is_start)) = direction.kind.line_end() else {
                    return true;
                };
                if is_start {
                    begun.insert(line, voice);
                    return true;
                }
                let Some(beginning) = begun.remove(&line).filter(|it| *it > voice) else {
                    return true;
                };
                let place = latest(&voices[beginning], onset);
                streams.stops[beginning].push(Stop {
                    place,
                    directions: vec![(*direction, onset - place)],
                    ..Stop::default()
                });
                false
            });
            if place < onset && !stop.signs.is_empty() {
                streams.rest.push(Stop {
                    place: onset,
                    signs: std::mem::take(&mut stop.signs),
                    ..Stop::default()
                });
            }
            stop.place = place;
            for direction in &mut stop.directions {
                direction.1 = onset - place;
            }
            streams.stops[voice].push(stop);
        }
        for stops in &mut streams.stops {
            stops.sort_by_key(|it| it.place);
        }
        streams
    }
}

/// The signs at the start of a measure; and the other signs and all directions by time and staff.
fn moments(measure: &Measure) -> (Signs<'_>, BTreeMap<(Quarters, u8), Stop<'_>>) {
    let mut start = Signs::default();
    let mut moments: BTreeMap<(Quarters, u8), Stop<'_>> = BTreeMap::new();
    for key in &measure.keys {
        signs_at(key, &mut start, &mut moments).keys.push(key);
    }
    for time in &measure.times {
        signs_at(time, &mut start, &mut moments).times.push(time);
    }
    for clef in &measure.clefs {
        signs_at(clef, &mut start, &mut moments).clefs.push(clef);
    }
    for direction in &measure.directions {
        let stop = moments.entry((direction.onset, direction.staff));
        stop.or_default()
            .directions
            .push((direction, Quarters::ZERO));
    }
    (start, moments)
}

/// The signs that a sign is written with.
fn signs_at<'s, 'm, T>(
    sign: &Sign<T>,
    start: &'s mut Signs<'m>,
    moments: &'s mut BTreeMap<(Quarters, u8), Stop<'m>>,
) -> &'s mut Signs<'m> {
    if sign.onset == Quarters::ZERO {
        start
    } else {
        &mut moments.entry((sign.onset, sign.staff)).or_default().signs
    }
}

/// The places that a voice comes to when it is written, in order.
fn places(voice: &Voice) -> Vec<Quarters> {
    let entries = voice.entries().iter();
    let places = entries.flat_map(|it: &Entry| [it.onset, it.end()]);
    let mut places: Vec<Quarters> = std::iter::once(Quarters::ZERO).chain(places).collect();
    places.dedup();
    places
}

/// The last of the places of a voice that is not after a time.
fn latest(places: &[Quarters], time: Quarters) -> Quarters {
    let count = places.partition_point(|it| *it <= time);
    places[..count].last().copied().unwrap_or(Quarters::ZERO)
}

/// The voice that comes to a time, best one that begins on the staff, and the time. Where none does,
/// the one that comes nearest without passing it, and how far it comes.
fn meeting(
    measure: &Measure,
    voices: &[Vec<Quarters>],
    time: Quarters,
    staff: u8,
) -> (usize, Quarters) {
    let nearest = voices.iter().enumerate().map(|(at, places)| {
        let is_own = measure.voices[at].staff() == staff;
        (latest(places, time), is_own, at)
    });
    // Of equals, the first.
    let best = nearest.max_by_key(|(place, is_own, at)| (*place, *is_own, std::cmp::Reverse(*at)));
    best.map_or((0, Quarters::ZERO), |(place, _, at)| (at, place))
}
