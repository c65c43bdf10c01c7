//! Which keys are struck and released when.

use notation::Timeline;

use super::number;

/// How many parts have a channel of their own.
const PARTS: usize = 15;
/// The channel that SoundFonts keep for drums.
const DRUMS: usize = 9;

/// A key that is struck and held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    pub start: f64,
    pub end: f64,
    pub channel: usize,
    pub key: u8,
    pub velocity: u8,
}

/// Something that a synthesiser is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Event {
    /// When, in quarters.
    pub at: f64,
    pub channel: usize,
    pub kind: EventKind,
}

/// What a synthesiser is told. What is told at the same time is told in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EventKind {
    Release { key: u8 },
    LiftPedal,
    PressPedal,
    Strike { key: u8, velocity: u8 },
}

/// The strokes of a timeline by their start. A key can only be struck again after it has been released, so
/// that of two notes on one key the earlier ends with the later, and of two that begin together the longer
/// is struck.
pub(super) fn strokes(timeline: &Timeline) -> Vec<Stroke> {
    let notes = timeline.notes.iter().map(|it| Stroke {
        start: number(it.start),
        end: number(it.end),
        channel: channel_of(it.part),
        key: it.key,
        velocity: it.velocity,
    });
    let mut strokes: Vec<Stroke> = notes.collect();
    strokes.sort_by(|a, b| {
        let keys = (a.channel, a.key).cmp(&(b.channel, b.key));
        keys.then(a.start.total_cmp(&b.start))
            .then(a.end.total_cmp(&b.end))
    });
    for at in 1..strokes.len() {
        let next = strokes[at];
        let stroke = &mut strokes[at - 1];
        if (stroke.channel, stroke.key) == (next.channel, next.key) {
            stroke.end = stroke.end.min(next.start);
        }
    }
    strokes.retain(|it| it.start < it.end);
    strokes.sort_by(|a, b| a.start.total_cmp(&b.start));
    strokes
}

/// When pedals are pressed: channel, start and end.
pub(super) fn pedals(timeline: &Timeline) -> Vec<(usize, f64, f64)> {
    let presses = timeline.pedals.iter();
    let presses = presses.map(|it| (channel_of(it.part), number(it.start), number(it.end)));
    presses.collect()
}

/// What a synthesiser is told, by time.
pub(super) fn events(strokes: &[Stroke], pedals: &[(usize, f64, f64)]) -> Vec<Event> {
    let of_strokes = strokes.iter().flat_map(|it| {
        let (key, velocity) = (it.key, it.velocity);
        let event = |at, kind| Event {
            at,
            channel: it.channel,
            kind,
        };
        [
            event(it.start, EventKind::Strike { key, velocity }),
            event(it.end, EventKind::Release { key }),
        ]
    });
    let of_pedals = pedals.iter().flat_map(|&(channel, start, end)| {
        let event = |at, kind| Event { at, channel, kind };
        [
            event(start, EventKind::PressPedal),
            event(end, EventKind::LiftPedal),
        ]
    });
    let mut events: Vec<Event> = of_strokes.chain(of_pedals).collect();
    events.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.kind.cmp(&b.kind)));
    events
}

/// The channel of a part: one of its own for the first fifteen.
const fn channel_of(part: usize) -> usize {
    let channel = part % PARTS;
    if channel < DRUMS {
        channel
    } else {
        channel + 1
    }
}
