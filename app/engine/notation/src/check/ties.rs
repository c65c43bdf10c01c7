//! Ties that lead nowhere, or elsewhere than ties do.

use std::collections::BTreeMap;

use super::{Finding, FindingKind};
use crate::{Barline, Entry, Measure, Note, Part, Quarters};

/// Where a tie ends: a measure and a time in it.
type Place = (usize, Quarters);

/// An end of a tie.
struct End<'s> {
    measure: usize,
    voice: u8,
    note: &'s Note,
}

impl End<'_> {
    fn finding(&self, part: usize, kind: FindingKind) -> Finding {
        Finding {
            kind,
            part,
            measure: self.measure,
            staff: Some(self.note.staff),
            voice: Some(self.voice),
            ids: vec![self.note.id],
        }
    }
}

/// The ends of ties that meet at a place: beginnings at notes that end there, and endings at notes
/// that begin there.
#[derive(Default)]
struct Meeting<'s> {
    starts: Vec<End<'s>>,
    stops: Vec<End<'s>>,
}

pub(super) fn check(part: &Part, at: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, meeting) in meetings_of(part) {
        let Meeting {
            mut starts,
            mut stops,
        } = meeting;
        starts
            .retain(|start| removed(&mut stops, |it| it.note.pitch == start.note.pitch).is_none());
        let is_elsewhere = leads_elsewhere(part, place);
        for start in starts {
            let stop = removed(&mut stops, |it| it.voice == start.voice);
            if let Some(stop) = stop {
                let (from, to) = (start.note.pitch, stop.note.pitch);
                let mut finding = start.finding(at, FindingKind::TieToOtherPitch { from, to });
                finding.ids.push(stop.note.id);
                findings.push(finding);
            } else if !is_elsewhere {
                let kind = FindingKind::TieWithoutPartner { is_start: true };
                findings.push(start.finding(at, kind));
            }
        }
        if !is_elsewhere {
            let kind = FindingKind::TieWithoutPartner { is_start: false };
            findings.extend(stops.iter().map(|it| it.finding(at, kind)));
        }
    }
    findings
}

/// Takes the first end that is wanted out of others.
fn removed<'s>(ends: &mut Vec<End<'s>>, is_it: impl Fn(&End<'s>) -> bool) -> Option<End<'s>> {
    let at = ends.iter().position(is_it)?;
    Some(ends.swap_remove(at))
}

/// The ends of ties by the place at which they meet.
fn meetings_of(part: &Part) -> BTreeMap<Place, Meeting<'_>> {
    let mut meetings: BTreeMap<Place, Meeting<'_>> = BTreeMap::new();
    for (measure, it) in part.measures.iter().enumerate() {
        for voice in &it.voices {
            let entries = voice.entries();
            for (at, entry) in entries.iter().enumerate() {
                let Some(chord) = entry.as_chord() else {
                    continue;
                };
                let end = |note| End {
                    measure,
                    voice: voice.number(),
                    note,
                };
                let stops = chord.notes.iter().filter(|it| it.is_tied_from_previous);
                let stops = stops.map(end).collect::<Vec<_>>();
                let starts = chord.notes.iter().filter(|it| it.is_tied_to_next);
                let starts = starts.map(end).collect::<Vec<_>>();
                if !stops.is_empty() {
                    let place = (measure, entry.onset);
                    meetings.entry(place).or_default().stops.extend(stops);
                }
                if !starts.is_empty() {
                    let place = place_after(it, entry, at + 1 == entries.len(), measure);
                    meetings.entry(place).or_default().starts.extend(starts);
                }
            }
        }
    }
    meetings
}

/// Where what follows an entry begins: after the last one of its voice, in the next measure, unless
/// another voice goes on at its end.
fn place_after(measure: &Measure, entry: &Entry, is_last: bool, at: usize) -> Place {
    let end = entry.end();
    let goes_on = |other: &Entry| other.onset == end && !std::ptr::eq(other, entry);
    let mut others = measure.voices.iter().flat_map(|it| it.entries());
    if is_last && !others.any(goes_on) {
        (at + 1, Quarters::ZERO)
    } else {
        (at, end)
    }
}

/// Whether a repeat or an ending is where a tie would go on, so that its other end may be elsewhere.
fn leads_elsewhere(part: &Part, (measure, time): Place) -> bool {
    let special = |it: &Option<Barline>| {
        it.as_ref()
            .is_some_and(|it| it.repeat.is_some() || it.ending.is_some())
    };
    let before = measure.checked_sub(1).and_then(|it| part.measures.get(it));
    time == Quarters::ZERO
        && (part
            .measures
            .get(measure)
            .is_some_and(|it| special(&it.left))
            || before.is_some_and(|it| special(&it.right)))
}
