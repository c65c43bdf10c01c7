//! Where what is printed is played.

use std::collections::{HashMap, HashSet};

use notation::{Content, ElementId, Part, PlayedNote, Score, Timeline, Voice};

use super::{Bar, number};

/// The time for which a printed note sounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub id: ElementId,
    pub start: f64,
    pub end: f64,
}

/// When printed notes sound, by their start.
pub(super) fn spans(score: &Score, timeline: &Timeline) -> Vec<Span> {
    let lengths = lengths_of_tied(score);
    let mut spans = Vec::with_capacity(timeline.notes.len());
    timeline
        .notes
        .iter()
        .for_each(|it| spans_of(it, &lengths, &mut spans));
    spans.sort_by(|a: &Span, b| a.start.total_cmp(&b.start));
    spans
}

/// Parts a played note among the printed notes that are tied. Each is as long as it is written; the first
/// one has what is left, since grace notes take their time from it.
fn spans_of(note: &PlayedNote, lengths: &HashMap<ElementId, f64>, spans: &mut Vec<Span>) {
    let (start, mut end) = (number(note.start), number(note.end));
    let Some((first, tied)) = note.ids.split_first() else {
        return;
    };
    for id in tied.iter().rev() {
        let from = (end - lengths.get(id).copied().unwrap_or_default()).max(start);
        spans.push(Span {
            id: *id,
            start: from,
            end,
        });
        end = from;
    }
    spans.push(Span {
        id: *first,
        start,
        end,
    });
}

/// The written lengths of the notes that a tie comes to.
fn lengths_of_tied(score: &Score) -> HashMap<ElementId, f64> {
    let measures = score.parts.iter().flat_map(|it| &it.measures);
    let entries = measures.flat_map(|it| &it.voices).flat_map(Voice::entries);
    let chords = entries.filter_map(|it| it.as_chord().map(|chord| (chord, it.duration())));
    let notes = chords.flat_map(|(chord, length)| {
        let tied = chord.notes.iter().filter(|it| it.is_tied_from_previous);
        tied.map(move |it| (it.id, number(length)))
    });
    notes.collect()
}

/// Where everything printed in measures that are played is first come to.
pub(super) fn places(score: &Score, bars: &[Bar], spans: &[Span]) -> HashMap<ElementId, f64> {
    let mut places = HashMap::new();
    for span in spans {
        places.entry(span.id).or_insert(span.start);
    }
    let mut is_done = HashSet::new();
    for bar in bars.iter().filter(|it| is_done.insert(it.written)) {
        for part in &score.parts {
            places_in(part, bar, &mut places);
        }
    }
    places
}

fn places_in(part: &Part, bar: &Bar, places: &mut HashMap<ElementId, f64>) {
    let Some(measure) = part.measures.get(bar.written) else {
        return;
    };
    for entry in measure.voices.iter().flat_map(Voice::entries) {
        if let Content::Rest(rest) = &entry.content {
            places
                .entry(rest.id)
                .or_insert(bar.start + number(entry.onset));
        }
    }
    for id in measure.ids() {
        places.entry(id).or_insert(bar.start);
    }
}
