//! A timeline as a standard MIDI file.

use std::io::{self, Write};

use midly::num::{u4, u7, u15, u24, u28};
use midly::{
    Format, Header, MetaMessage, MidiMessage, Smf, Timing, Track, TrackEvent, TrackEventKind,
};

use crate::{PlayedNote, Quarters, Score, Timeline};

/// The ticks of a quarter: a number that most tuplets divide.
const TICKS: u16 = 10_080;
/// The controller of the sustain pedal.
const SUSTAIN: u7 = u7::from_int_lossy(64);
/// The channel that programs keep for drums.
const DRUMS: usize = 9;

/// How a MIDI file is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MidiSettings {
    /// The tempo; from 4 to a million quarters a minute can be said.
    pub quarters_per_minute: f64,
}

impl Default for MidiSettings {
    fn default() -> Self {
        Self {
            quarters_per_minute: 120.0,
        }
    }
}

/// Writes what is played of a score as a MIDI file of format 1: a track with tempo and time
/// signatures, then one for each part, each on a channel of its own up to 15 parts.
///
/// # Errors
/// What is wrong with the output.
pub fn write_midi(
    score: &Score,
    timeline: &Timeline,
    settings: MidiSettings,
    out: impl Write,
) -> io::Result<()> {
    let header = Header::new(Format::Parallel, Timing::Metrical(u15::new(TICKS)));
    let mut file = Smf::new(header);
    file.tracks.push(conductor(score, timeline, settings));
    for part in 0..score.parts.len() {
        file.tracks.push(track(score, timeline, part));
    }
    file.write_std(out)
}

/// An event at a tick.
type At<'a> = (u64, TrackEventKind<'a>);

fn conductor<'a>(score: &'a Score, timeline: &Timeline, settings: MidiSettings) -> Track<'a> {
    let title = score.header.title.as_deref().unwrap_or_default();
    let micros = (60e6 / settings.quarters_per_minute).clamp(1.0, 16_777_215.0);
    let mut events: Vec<At<'_>> = vec![
        (
            0,
            TrackEventKind::Meta(MetaMessage::TrackName(title.as_bytes())),
        ),
        (
            0,
            TrackEventKind::Meta(MetaMessage::Tempo(u24::from_int_lossy(micros as u32))),
        ),
    ];
    let times = score.parts.first().map(|it| it.times()).unwrap_or_default();
    let mut held = None;
    for played in &timeline.measures {
        let time = times
            .get(played.measure)
            .and_then(|it| it.first().copied())
            .flatten();
        if time != held
            && let Some(time) = time
        {
            let unit = time.unit().trailing_zeros() as u8;
            let message = MetaMessage::TimeSignature(time.beats(), unit, 24, 8);
            events.push((ticks(played.start), TrackEventKind::Meta(message)));
        }
        held = time;
    }
    in_deltas(events, ticks(timeline.end))
}

fn track<'a>(score: &'a Score, timeline: &Timeline, part: usize) -> Track<'a> {
    let channel = part % 15;
    let channel = u4::new((channel + usize::from(channel >= DRUMS)) as u8);
    let message = |message| TrackEventKind::Midi { channel, message };
    let off = |key| {
        message(MidiMessage::NoteOff {
            key: u7::new(key),
            vel: u7::new(64),
        })
    };
    let mut events: Vec<At<'_>> = Vec::new();
    let pedal = |value| {
        message(MidiMessage::Controller {
            controller: SUSTAIN,
            value: u7::new(value),
        })
    };
    for press in timeline.pedals.iter().filter(|it| it.part == part) {
        events.push((ticks(press.start), pedal(127)));
        events.push((ticks(press.end), pedal(0)));
    }
    let mut notes: Vec<&PlayedNote> = timeline.notes.iter().filter(|it| it.part == part).collect();
    notes.sort_by_key(|it| (it.key, it.start, it.end));
    for (at, note) in notes.iter().enumerate() {
        // A key can only be struck again after it has been released.
        let next = notes.get(at + 1).filter(|it| it.key == note.key);
        let end = next.map_or(note.end, |it| it.start.min(note.end));
        if ticks(end) > ticks(note.start) {
            let on = MidiMessage::NoteOn {
                key: u7::new(note.key),
                vel: u7::new(note.velocity),
            };
            events.push((ticks(note.start), message(on)));
            events.push((ticks(end), off(note.key)));
        }
    }
    let order = |it: &TrackEventKind<'_>| match it {
        TrackEventKind::Midi {
            message: MidiMessage::NoteOff { .. },
            ..
        } => 0,
        TrackEventKind::Midi {
            message: MidiMessage::Controller { value, .. },
            ..
        } => 1 + u8::from(value.as_int() > 0),
        _ => 3,
    };
    events.sort_by_key(|it| (it.0, order(&it.1)));
    let name = score.parts[part].name.as_bytes();
    let begin = [
        (0, TrackEventKind::Meta(MetaMessage::TrackName(name))),
        (
            0,
            message(MidiMessage::ProgramChange {
                program: u7::new(0),
            }),
        ),
    ];
    in_deltas(
        begin.into_iter().chain(events).collect(),
        ticks(timeline.end),
    )
}

/// Events in order, each with the ticks since the one before it, and an end not before `end`.
fn in_deltas(events: Vec<At<'_>>, end: u64) -> Track<'_> {
    let end = events.last().map_or(end, |it| it.0.max(end));
    let last = (end, TrackEventKind::Meta(MetaMessage::EndOfTrack));
    let mut before = 0;
    let events = events.into_iter().chain([last]).map(|(tick, kind)| {
        let delta = (tick - before).min(u28::max_value().as_int().into());
        before = tick;
        TrackEvent {
            delta: u28::new(delta as u32),
            kind,
        }
    });
    events.collect()
}

/// A time in ticks, rounded.
fn ticks(time: Quarters) -> u64 {
    let ticks = (time * i64::from(TICKS)).round().to_integer();
    u64::try_from(ticks).unwrap_or(0)
}
