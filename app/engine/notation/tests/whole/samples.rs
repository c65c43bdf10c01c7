//! Small scores that have everything in them.

use std::num::NonZeroU8;

use notation::{
    Accidental, Arpeggio, Articulation, BarStyle, Barline, Beam, Break, Chord, Clef, ClefSign,
    Content, Creator, DirectionKind, Ending, EndingEnd, Header, Jump, KeySignature, Notehead,
    OctaveShift, OctaveShiftEnd, Ornament, Part, Pedal, Placement, Repeat, RestPosition, Score,
    ShownAccidental, Sign, SlurEnd, SpanNumber, Stem, Step, TimeSignature, TimeSymbol, Tremolo,
    TupletEnd, TupletLook, Voice, WedgeEnd,
};

use crate::support::{Ids, adorned, plain_measure, q, time};

/// All samples by name.
pub fn samples() -> Vec<(&'static str, Score)> {
    vec![
        ("grand_staff", grand_staff()),
        ("lengths", lengths()),
        ("repeats", repeats()),
        ("trio", trio()),
    ]
}

/// Two staves with several voices, notes across staves, and most marks that there are.
fn grand_staff() -> Score {
    let mut ids = Ids::default();
    let pickup = vec![ids.voice(1, 1, "g4/8 a4/8"), ids.voice(5, 2, "r/4")];
    let full = vec![
        marked(ids.voice(1, 1, "^a5/16 b5+d6/8 c6/8 bf5~/4 ~bf5/8. a5/16 g5+b5/4")),
        ids.voice(2, 1, "_/2 e5/4 r/4"),
        across(ids.voice(5, 2, "g3/8 b3/8 d4@1/8 g4@1/8 c3+g3+e4@1/2")),
    ];
    let high = vec![ids.voice(1, 1, "fs6/2 g6/4 r/4"), ids.voice(5, 2, "r/m4")];
    let last = vec![
        tuplets(ids.voice(
            1,
            1,
            "3:2*c5/8 3:2*d5/8 3:2*e5/8 3:2*f5/4 3:2*e5/8 c5+e5+g5+c6/2",
        )),
        ids.voice(5, 2, "c3+c4/2 c2/2"),
    ];
    let mut score = ids.score(4, 4, 2, vec![pickup, full, high, last]);
    score.header = Header {
        title: Some("Probe <1> & “zwei”".to_owned()),
        movement: Some("Allegro".to_owned()),
        creators: vec![Creator {
            role: "composer".to_owned(),
            name: "Nobody, Änne".to_owned(),
        }],
        rights: Some("Public domain".to_owned()),
    };
    let measures = &mut score.parts[0].measures;
    measures[0].number = "0".to_owned();
    measures[0].is_implicit = true;
    measures[0].directions = vec![
        ids.direction(q(0, 1), 1, DirectionKind::Words("dolce".to_owned())),
        ids.direction(q(0, 1), 1, DirectionKind::Dynamics("mf".to_owned())),
        ids.direction(q(1, 2), 2, DirectionKind::Dynamics("più p".to_owned())),
    ];
    measures[0].directions[1].placement = Some(Placement::Below);
    measures[0].right = Some(Barline::new(ids.next(), BarStyle::Regular));
    let number = SpanNumber::ONE;
    let wedge = |end| DirectionKind::Wedge { number, end };
    measures[1].break_before = Break::System;
    measures[1].clefs = vec![Sign {
        onset: q(2, 1),
        ..ids.sign(2, Clef::TREBLE)
    }];
    measures[1].directions = vec![
        ids.direction(q(0, 1), 1, wedge(WedgeEnd::Crescendo)),
        ids.direction(q(0, 1), 2, DirectionKind::Pedal(Pedal::Start)),
        ids.direction(q(5, 2), 2, DirectionKind::Pedal(Pedal::Change)),
        ids.direction(q(8, 3), 1, wedge(WedgeEnd::Stop)),
        ids.direction(q(4, 1), 2, DirectionKind::Pedal(Pedal::Stop)),
    ];
    measures[2].break_before = Break::Page;
    measures[2].clefs = vec![ids.sign(2, Clef::BASS)];
    let shift = |end| DirectionKind::OctaveShift { number, end };
    let start = OctaveShiftEnd::Start(OctaveShift::OctaveHigher);
    measures[2].directions = vec![
        ids.direction(q(0, 1), 1, shift(start)),
        ids.direction(q(3, 1), 1, shift(OctaveShiftEnd::Stop)),
    ];
    measures[3].right = Some(Barline::new(ids.next(), BarStyle::LightHeavy));
    score
}

fn marked(voice: Voice) -> Voice {
    adorned(voice, |at, chord| match at {
        1 => {
            chord.beams = vec![Beam::Begin];
            chord.slurs = vec![slur(true)];
            chord.articulations = vec![Articulation::Accent, Articulation::Staccato];
            chord.stem = Some(Stem::Down);
            chord.notes[1].fingering = Some("4-5".to_owned());
        }
        2 => {
            chord.beams = vec![Beam::End];
            chord.slurs = vec![slur(false)];
            chord.ornaments = vec![Ornament::TrillMark, Ornament::Turn];
        }
        3 => {
            chord.notes[0].accidental = Some(ShownAccidental::plain(Accidental::Flat));
            chord.fermata = Some(Placement::Above);
        }
        4 => chord.beams = vec![Beam::Begin],
        5 => {
            chord.beams = vec![Beam::End, Beam::BackwardHook];
            chord.notes[0].is_small = true;
        }
        6 => {
            chord.arpeggio = Some(Arpeggio::Up);
            chord.notes[1].accidental = Some(ShownAccidental {
                is_cautionary: true,
                is_in_parentheses: true,
                ..ShownAccidental::plain(Accidental::Natural)
            });
        }
        _ => {}
    })
}

fn across(voice: Voice) -> Voice {
    adorned(voice, |at, chord| match at {
        0 => chord.beams = vec![Beam::Begin],
        1 | 2 => chord.beams = vec![Beam::Continue],
        3 => chord.beams = vec![Beam::End],
        _ => chord.arpeggio = Some(Arpeggio::Together),
    })
}

fn tuplets(voice: Voice) -> Voice {
    adorned(voice, |at, chord| match at {
        0 => chord.tuplet = Some(TupletEnd::Start(TupletLook::Number)),
        3 => chord.tuplet = Some(TupletEnd::Start(TupletLook::Bracket)),
        2 | 4 => chord.tuplet = Some(TupletEnd::Stop),
        _ => {}
    })
}

fn slur(is_start: bool) -> SlurEnd {
    SlurEnd {
        number: SpanNumber::ONE,
        is_start,
    }
}

/// All values, dots, odd tuplets and tremolos.
fn lengths() -> Score {
    let mut ids = Ids::default();
    let values = "c4/0 d4/1 e4/2.. f4/4... g4/8 a4/16 b4/32 c5/64 d5/128 e5/256 f5/256";
    let odd = "5:4*c4/16 5:4*d4/16 5:4*e4/16 5:4*f4/16 5:4*g4/16 7:6*a4/8. 7:6*b4/8. 7:6*c5/4.. \
               2:3*d5/8 2:3*e5/8";
    let tremolos = adorned(ids.voice(1, 1, "c4/4 g4/2 e5/2"), |at, chord| {
        let [single, start, stop] = [Tremolo::Single(3), Tremolo::Start(3), Tremolo::Stop(3)];
        chord.tremolo = Some([single, start, stop][at]);
        if at == 0 {
            chord.notes[0].head = Some(Notehead::Diamond);
        }
    });
    // Each chord of a tremolo between two takes half of its value.
    let mut entries = tremolos.into_entries();
    entries[2].onset = entries[1].end();
    let tremolos = Voice::new(1, entries).unwrap();
    let measures = vec![
        vec![ids.voice(1, 1, values)],
        vec![ids.voice(1, 1, odd)],
        vec![tremolos],
    ];
    ids.score(4, 2, 1, measures)
}

/// Repeats, endings and jumps.
fn repeats() -> Score {
    let mut ids = Ids::default();
    let notes = ["c4", "d4", "e4", "f4", "g4", "a4"].map(|it| format!("{it}/2."));
    let mut score = ids.melody(3, 4, &notes.each_ref().map(String::as_str));
    let barline = |ids: &mut Ids, style, repeat, ending: Option<(&[u8], EndingEnd)>| {
        let ending = ending.map(|(numbers, end)| Ending {
            numbers: numbers
                .iter()
                .filter_map(|it| NonZeroU8::new(*it))
                .collect(),
            end,
        });
        Some(Barline {
            repeat,
            ending,
            ..Barline::new(ids.next(), style)
        })
    };
    let (forward, backward) = (Some(Repeat::Forward), Some(Repeat::Backward));
    let (start, stop) = (EndingEnd::Start, EndingEnd::Stop);
    let measures = &mut score.parts[0].measures;
    measures[1].left = barline(&mut ids, BarStyle::HeavyLight, forward, None);
    measures[2].left = barline(&mut ids, BarStyle::Regular, None, Some((&[1, 2], start)));
    measures[2].right = barline(
        &mut ids,
        BarStyle::LightHeavy,
        backward,
        Some((&[1, 2], stop)),
    );
    measures[3].left = barline(&mut ids, BarStyle::Regular, None, Some((&[3], start)));
    let open = Some((&[3][..], EndingEnd::Discontinue));
    measures[3].right = barline(&mut ids, BarStyle::LightLight, None, open);
    let jump = |jump, words: &str| DirectionKind::Jump {
        jump,
        words: words.to_owned(),
    };
    measures[1].directions = vec![ids.direction(q(0, 1), 1, DirectionKind::Segno)];
    measures[3].directions = vec![ids.direction(q(3, 1), 1, jump(Jump::ToCoda, "al Coda"))];
    measures[4].directions = vec![ids.direction(q(3, 1), 1, jump(Jump::DalSegno, "D.S."))];
    measures[5].directions = vec![ids.direction(q(0, 1), 1, DirectionKind::Coda)];
    score
}

/// Three parts, changes of time and key, other clefs, rests at places of their own.
fn trio() -> Score {
    let mut ids = Ids::default();
    let flute = ids.melody(3, 4, &["c5/4 d5/4 e5/4", "f5/2", "r/m2"]);
    let viola = ids.melody(3, 4, &["r/m3", "r/4 e4/4", "fss4/8 gff4/8 a4/4"]);
    let piano = {
        let measures = vec![
            vec![ids.voice(1, 1, "c4+e4/2."), ids.voice(5, 2, "c3/2 r/4")],
            vec![
                ids.voice(1, 1, "r/2"),
                ids.voice(5, 2, "_/4 g2/4"),
                ids.voice(6, 2, "c3/2"),
            ],
            vec![ids.voice(1, 1, "r/m2"), ids.voice(5, 2, "r/m2")],
        ];
        ids.score(3, 4, 2, measures)
    };
    let named = |score: Score, name: &str| Part {
        name: name.to_owned(),
        ..score.parts.into_iter().next().unwrap()
    };
    let mut parts = vec![
        named(flute, "Flöte"),
        named(viola, ""),
        named(piano, "Piano"),
    ];
    parts[1].measures[0].clefs[0].value = Clef::new(ClefSign::C, 3);
    for part in &mut parts {
        for staff in 1..=part.staves {
            let cut = TimeSignature::new(2, 4, TimeSymbol::Cut).unwrap();
            part.measures[1].times.push(ids.sign(staff, cut));
            part.measures[1]
                .keys
                .push(ids.sign(staff, KeySignature { fifths: -3 }));
        }
        part.measures[2].times = vec![Sign {
            onset: q(2, 1),
            ..ids.sign(1, time(6, 8))
        }];
        part.measures[1].right = Some(Barline::new(ids.next(), BarStyle::LightLight));
    }
    let octave_lower = Clef {
        octaves: -1,
        ..Clef::TREBLE
    };
    parts[2].measures[2].clefs = vec![Sign {
        onset: q(1, 1),
        ..ids.sign(1, octave_lower)
    }];
    let voice = parts[2].measures[1].voices.remove(0);
    let mut entries = voice.into_entries();
    if let Content::Rest(rest) = &mut entries[0].content {
        rest.position = Some(RestPosition {
            step: Step::F,
            octave: 5,
        });
        rest.fermata = Some(Placement::Below);
    }
    parts[2].measures[1]
        .voices
        .insert(0, Voice::new(1, entries).unwrap());
    Score {
        parts,
        ..Score::default()
    }
}

/// A chord of a score by its measure, voice and place in it.
pub fn chord_at(score: &Score, measure: usize, voice: usize, at: usize) -> &Chord {
    let voice = &score.parts[0].measures[measure].voices[voice];
    voice.entries()[at].as_chord().unwrap()
}

/// A score of one measure of silence.
pub fn silence() -> Score {
    let mut ids = Ids::default();
    let mut score = ids.melody(4, 4, &["r/m4"]);
    score.parts[0].measures.push(plain_measure(2, Vec::new()));
    score
}
