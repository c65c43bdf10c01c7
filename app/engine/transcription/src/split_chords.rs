//! Chords whose stem reaches over several staves, written as one chord on each.
//!
//! MusicXML can say that the notes of a chord stand on several staves, but programs that read it put
//! them all on one of them. As a chord on each staff, every note stays where the page has it.

use std::collections::BTreeMap;

use notation::{Chord, Note};

/// Takes the notes off a chord that are on another staff than its first note, and makes a chord of
/// those of each other staff. What stands at the chord once, as marks, beams and slurs, stays with it.
pub(crate) fn split_off(chord: &mut Chord) -> Vec<Chord> {
    let Some(home) = chord.notes.first().map(|it| it.staff) else {
        return Vec::new();
    };
    let mut others: BTreeMap<u8, Vec<Note>> = BTreeMap::new();
    for note in chord.notes.extract_if(.., |it| it.staff != home) {
        others.entry(note.staff).or_default().push(note);
    }
    let of_staff = |notes: Vec<Note>| Chord {
        stem: chord.stem,
        grace: chord.grace,
        ..Chord::new(notes, chord.length)
    };
    others.into_values().map(of_staff).collect()
}
