//! Ties of which only one end was read, or whose ends differ in pitch, are taken away: other programs
//! read the ends of ties note by note, and a note that is tied to nothing is none of theirs. What is
//! wrong with them is said among the problems.

use std::collections::BTreeSet;

use notation::{ElementId, Entry, Measure, Note, Part, Pitch, Quarters, Voice};

/// When something is: a measure, and the time in it.
type Time = (usize, Quarters);

/// A note with its place in time.
struct Placed {
    time: Time,
    id: ElementId,
    pitch: Pitch,
    comes: bool,
    goes: bool,
}

/// Leaves only ties from a note to the next one of its pitch in this measure or the next.
pub(crate) fn pair_ties(part: &mut Part) {
    let mut notes = Vec::new();
    for (number, measure) in part.measures.iter().enumerate() {
        for entry in measure.voices.iter().flat_map(Voice::entries) {
            let time = (number, entry.onset);
            notes.extend(notes_of(entry).map(|note| Placed {
                time,
                id: note.id,
                pitch: note.pitch,
                comes: note.is_tied_from_previous,
                goes: note.is_tied_to_next,
            }));
        }
    }
    notes.retain(|it| it.comes || it.goes);
    notes.sort_by_key(|it| it.time);
    let (mut begun, mut ended) = (BTreeSet::new(), BTreeSet::new());
    for (at, note) in notes.iter().enumerate() {
        let partner = |it: &&Placed| {
            let is_open = it.goes && !begun.contains(&it.id);
            is_open && it.pitch == note.pitch && it.time < note.time
        };
        let before = notes[..at].iter().rev();
        let mut near = before.take_while(|it| note.time.0 <= it.time.0 + 1);
        let from = near.find(partner);
        if let Some(from) = from.filter(|_| note.comes) {
            begun.insert(from.id);
            ended.insert(note.id);
        }
    }
    if notes
        .iter()
        .all(|it| (!it.goes || begun.contains(&it.id)) && (!it.comes || ended.contains(&it.id)))
    {
        return;
    }
    for measure in &mut part.measures {
        untie(measure, |note| {
            note.is_tied_to_next &= begun.contains(&note.id);
            note.is_tied_from_previous &= ended.contains(&note.id);
        });
    }
}

/// The notes of a chord that takes time.
fn notes_of(entry: &Entry) -> impl Iterator<Item = &Note> {
    entry.as_chord().into_iter().flat_map(|it| &it.notes)
}

/// Changes the notes of the voices that have ties.
fn untie(measure: &mut Measure, change: impl Fn(&mut Note)) {
    for voice in &mut measure.voices {
        let is_tied = |note: &Note| note.is_tied_to_next || note.is_tied_from_previous;
        if !voice.entries().iter().flat_map(notes_of).any(is_tied) {
            continue;
        }
        let number = voice.number();
        let mut entries = voice.clone().into_entries();
        for entry in &mut entries {
            if let notation::Content::Chord(chord) = &mut entry.content {
                chord.notes.iter_mut().for_each(&change);
            }
        }
        if let Ok(without) = Voice::new(number, entries) {
            *voice = without;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use notation::{Chord, Length, NoteValue, Step};

    use super::*;

    /// Quarter notes, one a measure: how high each is, whether a tie comes to it, and whether one goes
    /// from it.
    fn tied(notes: &[(u8, bool, bool)]) -> Vec<(bool, bool)> {
        let measure = |(at, (octave, comes, goes)): (usize, &(u8, bool, bool))| {
            let pitch = Pitch::new(Step::C, 0, *octave).unwrap();
            let mut note = Note::new(ElementId(at as u64), pitch, 1);
            (note.is_tied_from_previous, note.is_tied_to_next) = (*comes, *goes);
            let chord = Chord::new(vec![note], Length::plain(NoteValue::Quarter));
            let entries = vec![Entry::chord(Quarters::ZERO, chord)];
            Measure {
                voices: vec![Voice::new(1, entries).unwrap()],
                ..Measure::default()
            }
        };
        let mut part = Part {
            name: String::new(),
            staves: 1,
            measures: notes.iter().enumerate().map(measure).collect(),
        };
        pair_ties(&mut part);
        let voices = part.measures.iter().flat_map(|it| &it.voices);
        let notes = voices.flat_map(Voice::entries).flat_map(notes_of);
        notes
            .map(|it| (it.is_tied_from_previous, it.is_tied_to_next))
            .collect()
    }

    #[test]
    fn only_ties_with_both_ends_are_left() {
        let (yes, no) = (true, false);
        let chain = [(5, no, yes), (5, yes, yes), (5, yes, no)];
        assert_eq!(tied(&chain), [(no, yes), (yes, yes), (yes, no)]);
        assert_eq!(tied(&[(5, no, yes), (6, yes, no)]), [(no, no); 2]);
        assert_eq!(tied(&[(5, no, yes), (5, no, no)]), [(no, no); 2]);
        assert_eq!(tied(&[(5, yes, no)]), [(no, no)]);
        // The next one of its pitch is two measures away.
        let far = [(5, no, yes), (6, no, no), (5, yes, no)];
        assert_eq!(tied(&far), [(no, no); 3]);
    }
}
