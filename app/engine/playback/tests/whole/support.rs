//! Scores in a few letters, and what can be told from sound.
//!
//! A voice is written as its chords and rests: `c4+e4/4 r/8 a4~/2 ~a4/2 ^d5/16`. Before the stroke stand
//! the notes, joined by `+`, each as its letter and octave, with `~` at its ends for ties; `^` makes grace
//! notes. After the stroke stands the value, as one over it.

use std::num::NonZeroU8;
use std::sync::Arc;

use notation::{
    BarStyle, Barline, Chord, Direction, DirectionKind, ElementId, Ending, EndingEnd, Entry, Grace,
    Length, Measure, Note, NoteValue, Part, Pedal, Pitch, Quarters, Repeat, Rest, RestLength,
    Score, Step, Voice,
};
use playback::{Instrument, Moment, Piece, render};

/// The sampling rate of the tests.
pub const RATE: u32 = 48_000;

/// A part of measures of several voices each; everything is numbered from 1 in the order it is written.
pub fn score(measures: &[&[&str]]) -> Score {
    let mut ids = 0;
    let measures = measures.iter().map(|voices| Measure {
        voices: (1..)
            .zip(*voices)
            .map(|(number, it)| voice(number, it, &mut ids))
            .collect(),
        ..Measure::default()
    });
    let part = Part {
        name: "Piano".to_owned(),
        staves: 1,
        measures: measures.collect(),
    };
    Score {
        parts: vec![part],
        ..Score::default()
    }
}

/// A part of measures of one voice each.
pub fn melody(measures: &[&str]) -> Score {
    let measures: Vec<[&str; 1]> = measures.iter().map(|it| [*it]).collect();
    let measures: Vec<&[&str]> = measures.iter().map(|it| &it[..]).collect();
    score(&measures)
}

pub fn piece(score: &Score) -> Arc<Piece> {
    Arc::new(Piece::of(score).unwrap())
}

/// Lets measures from one to another be repeated.
pub fn repeat(score: &mut Score, from: usize, to: usize) {
    barline(score, from, false).repeat = Some(Repeat::Forward);
    barline(score, to, true).repeat = Some(Repeat::Backward);
}

/// Makes a measure an ending.
pub fn ending(score: &mut Score, at: usize, number: u8) {
    let numbers = vec![NonZeroU8::new(number).unwrap()];
    for (is_right, end) in [(false, EndingEnd::Start), (true, EndingEnd::Stop)] {
        let numbers = numbers.clone();
        barline(score, at, is_right).ending = Some(Ending { numbers, end });
    }
}

/// Presses the pedal in a measure from one quarter to another.
pub fn press_pedal(score: &mut Score, at: usize, from: i64, to: i64) {
    for (onset, pedal) in [(from, Pedal::Start), (to, Pedal::Stop)] {
        score.parts[0].measures[at].directions.push(Direction {
            id: ElementId(2000 + onset as u64),
            onset: Quarters::from_integer(onset),
            staff: 1,
            placement: None,
            kind: DirectionKind::Pedal(pedal),
        });
    }
}

fn barline(score: &mut Score, at: usize, is_right: bool) -> &mut Barline {
    let measure = &mut score.parts[0].measures[at];
    let place = if is_right {
        &mut measure.right
    } else {
        &mut measure.left
    };
    let id = ElementId(1000 + 2 * at as u64 + u64::from(is_right));
    place.get_or_insert_with(|| Barline::new(id, BarStyle::Regular))
}

fn voice(number: u8, text: &str, ids: &mut u64) -> Voice {
    let mut onset = Quarters::from_integer(0);
    let mut entries = Vec::new();
    for word in text.split_whitespace() {
        let (what, value) = word.split_once('/').unwrap();
        let value = value.parse::<usize>().unwrap().ilog2() as usize + 1;
        let entry = entry(onset, what, Length::plain(NoteValue::ALL[value]), ids);
        onset = entry.end();
        entries.push(entry);
    }
    Voice::new(number, entries).unwrap()
}

fn entry(onset: Quarters, what: &str, length: Length, ids: &mut u64) -> Entry {
    let mut next = || {
        *ids += 1;
        ElementId(*ids)
    };
    if what == "r" {
        return Entry::rest(onset, Rest::new(next(), 1, RestLength::Written(length)));
    }
    let notes = what.trim_start_matches('^').split('+').map(|text| {
        let mut note = Note::new(next(), pitch(text.trim_matches('~')), 1);
        note.is_tied_from_previous = text.starts_with('~');
        note.is_tied_to_next = text.ends_with('~');
        note
    });
    let mut chord = Chord::new(notes.collect(), length);
    chord.grace = what.starts_with('^').then_some(Grace { is_slashed: true });
    Entry::chord(onset, chord)
}

fn pitch(name: &str) -> Pitch {
    let (letter, octave) = name.split_at(1);
    let step = Step::ALL["cdefgab".find(letter).unwrap()];
    Pitch::new(step, 0, octave.parse().unwrap()).unwrap()
}

/// The sum of both sides of a piece, at 60 quarters a minute: a second is a quarter.
pub fn sound(piece: &Arc<Piece>, instrument: &Instrument, from: Moment) -> Vec<f32> {
    mono(&render(piece, instrument, from, 60.0, RATE).unwrap())
}

/// The mean of both sides.
pub fn mono(stereo: &[f32]) -> Vec<f32> {
    stereo
        .chunks_exact(2)
        .map(|it| f32::midpoint(it[0], it[1]))
        .collect()
}

/// The samples between two times, in seconds.
pub fn between(sound: &[f32], from_secs: f64, to_secs: f64) -> &[f32] {
    let at = |secs: f64| (secs * f64::from(RATE)).round() as usize;
    &sound[at(from_secs)..at(to_secs)]
}

/// The root of the mean of the squares.
pub fn rms(sound: &[f32]) -> f32 {
    (sound.iter().map(|it| it * it).sum::<f32>() / sound.len() as f32).sqrt()
}

/// The highest sample.
pub fn peak(sound: &[f32]) -> f32 {
    sound.iter().fold(0.0, |peak: f32, it| peak.max(it.abs()))
}

/// How much the sound bends most from one sample to the next: that of a smooth tone is small, that of a
/// jump is the jump.
pub fn sharpest_bend(sound: &[f32]) -> f32 {
    let bends = sound.windows(3).map(|it| it[0] - 2.0 * it[1] + it[2]);
    bends.fold(0.0, |most: f32, it| most.max(it.abs()))
}

/// The frequency of a tone from 60 to 2000 Hz: that of the first high peak of its autocorrelation, with a
/// parabola through the values around it.
pub fn frequency_hertz(sound: &[f32]) -> f64 {
    let lags = (RATE / 2000) as usize..(RATE / 60) as usize;
    let window = sound.len() - lags.end - 1;
    let correlation = |lag: usize| -> f64 {
        let (here, there) = (&sound[..window], &sound[lag..lag + window]);
        let products = here
            .iter()
            .zip(there)
            .map(|(a, b)| f64::from(a * b))
            .sum::<f64>();
        let energy = |it: &[f32]| it.iter().map(|it| f64::from(it * it)).sum::<f64>();
        products / (energy(here) * energy(there)).sqrt()
    };
    let values: Vec<f64> = lags.clone().map(correlation).collect();
    let best = values.iter().copied().fold(0.0, f64::max);
    let is_peak = |it: &[f64]| it[1] > 0.9 * best && it[1] >= it[0] && it[1] >= it[2];
    let at = values.windows(3).position(is_peak).unwrap() + 1;
    let (before, here, after) = (values[at - 1], values[at], values[at + 1]);
    let shift = (before - after) / (2.0 * (before - 2.0 * here + after));
    f64::from(RATE) / ((lags.start + at) as f64 + shift)
}
