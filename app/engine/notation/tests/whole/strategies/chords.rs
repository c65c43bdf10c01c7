//! Any chord and rest.

use notation::{
    Accidental, Arpeggio, Articulation, Beam, Chord, Content, ElementId, Entry, Grace, Length,
    Note, NoteValue, Notehead, Ornament, Pitch, Quarters, Rest, RestLength, RestPosition,
    ShownAccidental, SlurEnd, Stem, Step, Tremolo, TupletEnd, TupletLook, TupletRatio,
};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{place, placement, span, words};

fn length() -> impl Strategy<Value = Length> {
    let ratios = [(3, 2), (3, 2), (5, 4), (6, 4), (7, 4), (2, 3)];
    let tuplet = select(ratios.to_vec()).prop_map(|it| TupletRatio::new(it.0, it.1).unwrap());
    let value = select(NoteValue::ALL.to_vec());
    (value, 0_u8..=3, weighted(0.3, tuplet))
        .prop_map(|(value, dots, tuplet)| Length::new(value, dots, tuplet).unwrap())
}

fn note(staves: u8) -> impl Strategy<Value = Note> {
    let pitch = (select(Step::ALL.to_vec()), -2_i8..=2, 0_u8..=8);
    let accidental = (
        select(Accidental::ALL.to_vec()),
        any::<bool>(),
        any::<bool>(),
    );
    let accidental = accidental.prop_map(|it| ShownAccidental {
        accidental: it.0,
        is_cautionary: it.1,
        is_in_parentheses: it.2,
    });
    let alter = |it: ShownAccidental| it.accidental.alter();
    let heads = [Notehead::Cross, Notehead::Diamond, Notehead::Slash];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let head = weighted(0.1, select(heads.to_vec()));
    (
        pitch,
        1..=staves,
        of(accidental),
        flags,
        head,
        weighted(0.1, words()),
    )
        .prop_map(
            move |(pitch, staff, accidental, flags, head, fingering)| Note {
                accidental,
                is_tied_from_previous: flags.0,
                is_tied_to_next: flags.1,
                is_small: flags.2,
                head,
                fingering,
                ..Note::new(
                    ElementId(0),
                    Pitch::new(pitch.0, accidental.map_or(pitch.1, alter), pitch.2).unwrap(),
                    staff,
                )
            },
        )
}

fn tuplet_end() -> impl Strategy<Value = Option<TupletEnd>> {
    weighted(
        0.1,
        select(vec![
            TupletEnd::Start(TupletLook::Hidden),
            TupletEnd::Start(TupletLook::Number),
            TupletEnd::Start(TupletLook::Bracket),
            TupletEnd::Stop,
        ]),
    )
}

fn chord(staves: u8) -> impl Strategy<Value = Chord> {
    let beams = [
        Beam::Begin,
        Beam::Continue,
        Beam::End,
        Beam::ForwardHook,
        Beam::BackwardHook,
    ];
    let articulations = vec![
        Articulation::Accent,
        Articulation::StrongAccent,
        Articulation::DetachedLegato,
        Articulation::BreathMark,
        Articulation::Caesura,
    ];
    let ornaments = vec![
        Ornament::DelayedTurn,
        Ornament::Mordent,
        Ornament::InvertedMordent,
    ];
    let strokes = |kind: fn(u8) -> Tremolo| (1_u8..=8).prop_map(kind);
    let tremolo = prop_oneof![
        strokes(Tremolo::Single),
        strokes(Tremolo::Start),
        strokes(Tremolo::Stop)
    ];
    let arpeggios = [
        Arpeggio::Plain,
        Arpeggio::Up,
        Arpeggio::Down,
        Arpeggio::Together,
    ];
    let slur = (span(), any::<bool>()).prop_map(|(number, is_start)| SlurEnd { number, is_start });
    let head = (
        vec(note(staves), 1..4),
        length(),
        weighted(0.2, any::<bool>()),
        of(select(vec![Stem::Up, Stem::Down, Stem::None, Stem::Double])),
        vec(select(beams.to_vec()), 0..4),
        tuplet_end(),
    );
    let marks = (
        vec(slur, 0..2),
        subsequence(articulations, 0..3),
        subsequence(ornaments, 0..2),
        weighted(0.1, tremolo),
        weighted(0.1, select(arpeggios.to_vec())),
        weighted(0.1, placement()),
    );
    (head, marks).prop_map(|(head, marks)| Chord {
        notes: head.0,
        length: head.1,
        grace: head.2.map(|is_slashed| Grace { is_slashed }),
        stem: head.3,
        beams: head.4,
        tuplet: head.5,
        slurs: marks.0,
        articulations: marks.1,
        ornaments: marks.2,
        tremolo: marks.3,
        arpeggio: marks.4,
        fermata: marks.5,
    })
}

fn rest(staves: u8) -> impl Strategy<Value = Rest> {
    let measure = (1_i64..9).prop_map(|it| RestLength::Measure(Quarters::new(it, 2)));
    let length = prop_oneof![4 => length().prop_map(RestLength::Written), 1 => measure];
    let position = (select(Step::ALL.to_vec()), 0_u8..=9);
    let position = position.prop_map(|(step, octave)| RestPosition { step, octave });
    (
        1..=staves,
        length,
        of(position),
        tuplet_end(),
        weighted(0.1, placement()),
    )
        .prop_map(|(staff, length, position, tuplet, fermata)| Rest {
            position,
            tuplet,
            fermata,
            ..Rest::new(ElementId(0), staff, length)
        })
}

/// The entries of a voice, each with a gap before it.
pub fn entries(staves: u8) -> impl Strategy<Value = Vec<Entry>> {
    let content = prop_oneof![
        3 => chord(staves).prop_map(Content::Chord),
        1 => rest(staves).prop_map(Content::Rest),
    ];
    let gap = prop_oneof![4 => Just(Quarters::ZERO), 1 => place()];
    vec((gap, content), 1..5).prop_map(|all| {
        let mut end = Quarters::ZERO;
        let each = all.into_iter().map(|(gap, content)| {
            let entry = Entry {
                onset: end + gap,
                content,
            };
            end = entry.end();
            entry
        });
        each.collect()
    })
}
