//! What cannot be built or written, and what is said of it.

use notation::musicxml::{WriteError, write};
use notation::{
    Beam, Chord, ElementId, Entry, Length, Note, NoteValue, Rest, RestLength, Score, Tremolo,
    Voice, VoiceFault, voice_number, without_overlaps,
};

use crate::support::{Ids, pitch, q};

fn quarter(onset: i64) -> Entry {
    let note = Note::new(ElementId(0), pitch("c4"), 1);
    Entry::chord(
        q(onset, 1),
        Chord::new(vec![note], Length::plain(NoteValue::Quarter)),
    )
}

fn fault(entries: Vec<Entry>) -> Option<(usize, VoiceFault)> {
    let refused = Voice::new(1, entries).err()?;
    Some((refused.at, refused.fault))
}

fn with(change: impl FnOnce(&mut Chord)) -> Option<VoiceFault> {
    let note = Note::new(ElementId(0), pitch("c4"), 1);
    let mut chord = Chord::new(vec![note], Length::plain(NoteValue::Quarter));
    change(&mut chord);
    fault(vec![Entry::chord(q(0, 1), chord)]).map(|it| it.1)
}

#[test]
fn a_voice_is_one_thing_after_another() {
    assert_eq!(fault(vec![quarter(0), quarter(1), quarter(3)]), None);
    let overlap = VoiceFault::Overlap {
        onset: q(1, 1),
        end: q(2, 1),
    };
    assert_eq!(fault(vec![quarter(1), quarter(1)]), Some((1, overlap)));
    let backwards = VoiceFault::Overlap {
        onset: q(0, 1),
        end: q(2, 1),
    };
    assert_eq!(fault(vec![quarter(1), quarter(0)]), Some((1, backwards)));
    assert_eq!(
        fault(vec![quarter(-1)]),
        Some((0, VoiceFault::Place(q(-1, 1))))
    );
    assert_eq!(fault(Vec::new()), Some((0, VoiceFault::Empty)));
}

#[test]
fn what_overlaps_is_parted_from_what_follows() {
    let entries = [2, 0, 0, 1].map(quarter).to_vec();
    let (following, overlapping) = without_overlaps(entries);
    let onsets = |it: &[Entry]| it.iter().map(|it| it.onset).collect::<Vec<_>>();
    assert_eq!(onsets(&following), [q(0, 1), q(1, 1), q(2, 1)]);
    assert_eq!(onsets(&overlapping), [q(0, 1)]);
    assert_eq!(fault(following), None);
}

#[test]
fn entries_that_cannot_be_printed_are_refused() {
    assert_eq!(with(|it| it.notes.clear()), Some(VoiceFault::NoNotes));
    assert_eq!(with(|it| it.notes[0].staff = 0), Some(VoiceFault::Staff));
    assert_eq!(
        with(|it| it.beams = vec![Beam::Begin; 9]),
        Some(VoiceFault::Beams)
    );
    let strokes = |it| with(move |chord| chord.tremolo = Some(Tremolo::Single(it)));
    assert_eq!((strokes(0), strokes(8)), (Some(VoiceFault::Strokes), None));
    assert_eq!(strokes(9), Some(VoiceFault::Strokes));
    let rest = |length| {
        let rest = Rest::new(ElementId(0), 1, RestLength::Measure(length));
        fault(vec![Entry::rest(q(0, 1), rest)])
    };
    assert_eq!(rest(q(0, 1)), Some((0, VoiceFault::MeasureRest(q(0, 1)))));
    assert_eq!(rest(q(-1, 1)), Some((0, VoiceFault::MeasureRest(q(-1, 1)))));
}

#[test]
fn a_refusal_says_what_to_do() {
    let refused = Voice::new(5, vec![quarter(0), quarter(0)]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "entry 1 cannot stand in voice 5: it begins at 0 while the one before it ends at 1 quarters; \
         put it into another voice, or correct the length of the one before"
    );
}

#[test]
fn voices_are_numbered_by_staff() {
    assert_eq!(voice_number(1, 0), Some(1));
    assert_eq!(voice_number(1, 3), Some(4));
    assert_eq!(voice_number(2, 0), Some(5));
    assert_eq!(voice_number(1, 4), None);
    assert_eq!(voice_number(0, 0), None);
    assert_eq!(voice_number(64, 0), Some(253));
    assert_eq!(voice_number(65, 0), None);
}

/// What is said of a score when it is written; nothing may have been written then.
fn refusal(score: &Score) -> WriteError {
    let mut written = Vec::new();
    let refused = write(score, &mut written).unwrap_err();
    assert!(written.is_empty());
    refused
}

#[test]
fn scores_that_have_no_place_in_a_file_are_refused() {
    assert!(matches!(refusal(&Score::default()), WriteError::Empty));
    let mut ids = Ids::default();
    let sound = ids.melody(4, 4, &["c4/1", "d4/1"]);

    let mut score = sound.clone();
    score.parts.push(sound.parts[0].clone());
    assert!(matches!(refusal(&score), WriteError::Twice(ElementId(_))));

    let mut score = sound.clone();
    score
        .parts
        .push(ids.melody(4, 4, &["c4/1"]).parts.remove(0));
    assert!(matches!(
        refusal(&score),
        WriteError::Uneven {
            part: 2,
            measures: 1,
            expected: 2
        }
    ));

    let mut score = sound.clone();
    score.parts[0].measures[1]
        .voices
        .push(ids.voice(5, 2, "c4/1"));
    assert!(matches!(
        refusal(&score),
        WriteError::Staff {
            part: 1,
            measure: 2,
            staff: 2,
            staves: 1
        }
    ));

    let mut score = sound.clone();
    score.parts[0].measures[0]
        .voices
        .push(ids.voice(1, 1, "c4/1"));
    assert!(matches!(
        refusal(&score),
        WriteError::Voice { voice: 1, .. }
    ));

    let mut score = sound.clone();
    score.parts[0].measures[0].clefs[0].onset = q(-1, 1);
    assert!(matches!(
        refusal(&score),
        WriteError::Place {
            part: 1,
            measure: 1
        }
    ));

    let odd = [
        "101:100*c4/4",
        "103:100*c4/4",
        "107:100*c4/4",
        "109:100*c4/4",
    ];
    assert!(matches!(
        refusal(&ids.melody(4, 4, &odd)),
        WriteError::TooFine { part: 1 }
    ));
}
