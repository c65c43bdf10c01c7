//! The last look at a part before it is given away: what takes no time, or says the same twice, goes.

use std::collections::{BTreeMap, BTreeSet};

use notation::{
    Content, DirectionKind, LineId, Measure, Part, Quarters, SlurEnd, SpanNumber, Voice,
};

/// When something is: a measure, and the time in it.
type Time = (usize, Quarters);

/// Takes away what says nothing.
pub(crate) fn last_look(part: &mut Part) {
    for measure in &mut part.measures {
        one_clef_at_a_time(measure);
        one_dynamic_at_a_time(measure);
    }
    without_empty_lines(part);
    without_empty_slurs(part);
}

/// Of several clefs of a staff at one time, the last holds.
fn one_clef_at_a_time(measure: &mut Measure) {
    let times: Vec<_> = measure
        .clefs
        .iter()
        .map(|it| (it.staff, it.onset))
        .collect();
    let mut at = 0;
    measure.clefs.retain(|_| {
        at += 1;
        !times[at..].contains(&times[at - 1])
    });
}

/// The same dynamic twice at one time of a staff is one.
fn one_dynamic_at_a_time(measure: &mut Measure) {
    let mut known: Vec<(u8, Quarters, String)> = Vec::new();
    measure.directions.retain(|it| {
        let DirectionKind::Dynamics(letters) = &it.kind else {
            return true;
        };
        let this = (it.staff, it.onset, letters.clone());
        let is_new = !known.contains(&this);
        known.push(this);
        is_new
    });
}

/// Hairpins and octave lines that end no later than they begin are taken away.
fn without_empty_lines(part: &mut Part) {
    let mut open: BTreeMap<LineId, (Time, (usize, usize))> = BTreeMap::new();
    let mut empty: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (number, measure) in part.measures.iter().enumerate() {
        for (at, direction) in measure.directions.iter().enumerate() {
            let Some((line, is_start)) = direction.kind.line_end() else {
                continue;
            };
            let here = (number, at);
            if is_start {
                open.insert(line, (after_end((number, direction.onset), measure), here));
            } else if let Some((start, beginning)) = open.remove(&line)
                && (number, direction.onset) <= start
            {
                empty.extend([beginning, here]);
            }
        }
    }
    for (number, measure) in part.measures.iter_mut().enumerate() {
        let mut at = 0;
        measure.directions.retain(|_| {
            at += 1;
            !empty.contains(&(number, at - 1))
        });
    }
}

/// What begins at the end of a measure begins with the next one.
fn after_end((number, onset): Time, measure: &Measure) -> Time {
    if onset > Quarters::ZERO && onset >= measure.end() {
        (number + 1, Quarters::ZERO)
    } else {
        (number, onset)
    }
}

/// Slurs between chords of one time, or backwards, are taken away.
fn without_empty_slurs(part: &mut Part) {
    let mut ends: Vec<(Time, SlurEnd)> = Vec::new();
    for (number, measure) in part.measures.iter().enumerate() {
        for entry in measure.voices.iter().flat_map(Voice::entries) {
            if let Content::Chord(chord) = &entry.content
                && chord.grace.is_none()
            {
                let time = (number, entry.onset);
                ends.extend(chord.slurs.iter().map(|slur| (time, *slur)));
            }
        }
    }
    // At one time, what begins comes first: then the end of the same slur there is found empty.
    ends.sort_by_key(|(time, slur)| (*time, !slur.is_start));
    let mut open: BTreeMap<SpanNumber, Time> = BTreeMap::new();
    let mut empty: Vec<(Time, SlurEnd)> = Vec::new();
    for (time, slur) in ends {
        if slur.is_start {
            open.insert(slur.number, time);
        } else if open.remove(&slur.number) == Some(time) {
            empty.extend([true, false].map(|is_start| (time, SlurEnd { is_start, ..slur })));
        }
    }
    if empty.is_empty() {
        return;
    }
    for (number, measure) in part.measures.iter_mut().enumerate() {
        if !empty.iter().any(|((of, _), _)| *of == number) {
            continue;
        }
        for voice in &mut measure.voices {
            let voice_number = voice.number();
            let mut entries = voice.clone().into_entries();
            for entry in &mut entries {
                let time = (number, entry.onset);
                if let Content::Chord(chord) = &mut entry.content {
                    chord.slurs.retain(|slur| !empty.contains(&(time, *slur)));
                }
            }
            if let Ok(without) = Voice::new(voice_number, entries) {
                *voice = without;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use notation::{
        Chord, Clef, Direction, ElementId, Entry, Length, Note, NoteValue, Pitch, Sign, Step,
    };

    use super::*;

    fn part(measure: Measure) -> Part {
        Part {
            name: String::new(),
            staves: 1,
            measures: vec![measure],
        }
    }

    /// A voice of one quarter note with slurs.
    fn voice(number: u8, onset: Quarters, slurs: &[(u8, bool)]) -> Voice {
        let pitch = Pitch::new(Step::C, 0, 5).unwrap();
        let note = Note::new(ElementId(number.into()), pitch, 1);
        let mut chord = Chord::new(vec![note], Length::plain(NoteValue::Quarter));
        let end = |(number, is_start): &(u8, bool)| SlurEnd {
            number: SpanNumber::new(*number).unwrap(),
            is_start: *is_start,
        };
        chord.slurs = slurs.iter().map(end).collect();
        Voice::new(number, vec![Entry::chord(onset, chord)]).unwrap()
    }

    fn slurs(part: &Part) -> usize {
        let voices = part.measures[0].voices.iter();
        let chords = voices.flat_map(Voice::entries).filter_map(Entry::as_chord);
        chords.map(|it| it.slurs.len()).sum()
    }

    #[test]
    fn slurs_between_notes_of_one_time_go() {
        let [start, one] = [0, 1].map(Quarters::from_integer);
        let of = |second: Quarters| {
            let voices = vec![
                voice(1, start, &[(1, true), (2, true)]),
                voice(2, second, &[(1, false)]),
            ];
            let mut part = part(Measure {
                voices,
                ..Measure::default()
            });
            last_look(&mut part);
            slurs(&part)
        };
        // The second slur goes on into another measure.
        assert_eq!(of(start), 1);
        assert_eq!(of(one), 3);
    }

    #[test]
    fn of_two_clefs_or_dynamics_at_one_time_one_is_left() {
        let clef = |id, onset: i64, value| Sign {
            id: ElementId(id),
            onset: Quarters::from_integer(onset),
            staff: 1,
            value,
        };
        let dynamic = |id, staff, letters: &str| Direction {
            id: ElementId(id),
            onset: Quarters::ZERO,
            staff,
            placement: None,
            kind: DirectionKind::Dynamics(letters.to_owned()),
        };
        let mut part = part(Measure {
            clefs: vec![
                clef(1, 0, Clef::TREBLE),
                clef(2, 0, Clef::BASS),
                clef(3, 1, Clef::TREBLE),
            ],
            directions: vec![
                dynamic(4, 1, "p"),
                dynamic(5, 1, "p"),
                dynamic(6, 1, "f"),
                dynamic(7, 2, "p"),
            ],
            ..Measure::default()
        });
        last_look(&mut part);
        let measure = &part.measures[0];
        let clefs: Vec<u64> = measure.clefs.iter().map(|it| it.id.0).collect();
        assert_eq!(clefs, [2, 3]);
        let directions: Vec<u64> = measure.directions.iter().map(|it| it.id.0).collect();
        assert_eq!(directions, [4, 6, 7]);
    }
}
