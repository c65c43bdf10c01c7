//! Voices of what was read, without overlaps.

use std::collections::VecDeque;

use super::{Notes, Remark};
use crate::{Entry, Voice, without_overlaps};

/// The voices of a measure in the order in which they were met. What overlaps with what came before
/// it in its voice goes to a new voice.
pub(super) fn voices(entries: Vec<(u8, Entry)>, notes: &mut Notes) -> Vec<Voice> {
    let mut waiting: VecDeque<(u8, Vec<Entry>)> = VecDeque::new();
    for (number, entry) in entries {
        match waiting.iter_mut().find(|it| it.0 == number) {
            Some(voice) => voice.1.push(entry),
            None => waiting.push_back((number, vec![entry])),
        }
    }
    let mut taken: Vec<u8> = waiting.iter().map(|it| it.0).collect();
    let mut voices = Vec::new();
    while let Some((number, entries)) = waiting.pop_front() {
        let (following, overlapping) = without_overlaps(entries);
        if !overlapping.is_empty() {
            overlapping
                .iter()
                .for_each(|_| notes.remark(Remark::Overlap));
            if let Some(free) = (1..=u8::MAX).find(|it| !taken.contains(it)) {
                taken.push(free);
                waiting.push_back((free, overlapping));
            }
        }
        match Voice::new(number, following) {
            Ok(voice) => voices.push(voice),
            Err(_) => notes.remark(Remark::LeftOut {
                element: "voice".to_owned(),
            }),
        }
    }
    voices
}
