//! What is played, and the MIDI file of it.

use std::num::NonZeroU8;

use midly::{MetaMessage, MidiMessage, Smf, TrackEventKind};
use notation::{
    Articulation, BarStyle, Barline, DirectionKind, Ending, EndingEnd, Jump, MidiSettings, Pedal,
    Quarters, Repeat, Score, Timeline, playing_order, write_midi,
};

use crate::samples::{samples, silence};
use crate::support::{Ids, adorned, q};

/// In which order as many measures are played: `(` at its left and `)` at its right are repeats, a
/// digit is an ending.
fn order(measures: &[&str], jumps: &[(usize, DirectionKind)]) -> Vec<usize> {
    let mut ids = Ids::default();
    let mut score = ids.melody(4, 4, &vec!["c4/1"; measures.len()]);
    for (measure, marks) in score.parts[0].measures.iter_mut().zip(measures) {
        let mut left = Barline::new(ids.next(), BarStyle::Regular);
        let mut right = Barline::new(ids.next(), BarStyle::Regular);
        left.repeat = marks.contains('(').then_some(Repeat::Forward);
        right.repeat = marks.contains(')').then_some(Repeat::Backward);
        let numbers: Vec<NonZeroU8> = marks
            .chars()
            .filter_map(|it| NonZeroU8::new(it.to_digit(10)? as u8))
            .collect();
        if !numbers.is_empty() {
            let ending = |end| {
                let numbers = numbers.clone();
                Some(Ending { numbers, end })
            };
            left.ending = ending(EndingEnd::Start);
            right.ending = ending(EndingEnd::Stop);
        }
        (measure.left, measure.right) = (Some(left), Some(right));
    }
    for (at, kind) in jumps {
        let direction = ids.direction(q(0, 1), 1, kind.clone());
        score.parts[0].measures[*at].directions.push(direction);
    }
    playing_order(&score)
}

fn jump(jump: Jump) -> DirectionKind {
    let words = String::new();
    DirectionKind::Jump { jump, words }
}

#[test]
fn repeats_are_played_out() {
    assert_eq!(order(&["", "", ""], &[]), [0, 1, 2]);
    assert_eq!(order(&["", ")", ""], &[]), [0, 1, 0, 1, 2]);
    assert_eq!(
        order(&["", "(", ")", "", "()"], &[]),
        [0, 1, 2, 1, 2, 3, 4, 4]
    );
    // A second repeat begins after the first one, also without a sign.
    assert_eq!(order(&["", ")", ")"], &[]), [0, 1, 0, 1, 2, 2]);
}

#[test]
fn endings_are_played_by_their_numbers() {
    assert_eq!(order(&["(", "1)", "2", ""], &[]), [0, 1, 0, 2, 3]);
    assert_eq!(order(&["(", "12)", "3", ""], &[]), [0, 1, 0, 1, 0, 2, 3]);
    // The first ending alone: the second pass goes over it.
    assert_eq!(order(&["(", "1)", "", ")"], &[]), [0, 1, 0, 2, 3, 2, 3]);
    // An ending without its repeat sign is gone on from.
    assert_eq!(order(&["(", "1", "2", ""], &[]), [0, 1, 2, 3]);
    // Both endings repeat: what follows begins a new section.
    assert_eq!(
        order(&["(", "1)", "2)", "", ")"], &[]),
        [0, 1, 0, 2, 3, 4, 3, 4]
    );
}

#[test]
fn jumps_are_followed_once() {
    let da_capo = |at| (at, jump(Jump::DaCapo));
    let fine = |at| (at, jump(Jump::Fine));
    assert_eq!(order(&["", "", ""], &[da_capo(2), fine(0)]), [0, 1, 2, 0]);
    assert_eq!(order(&["", ""], &[da_capo(1)]), [0, 1, 0, 1]);
    // Repeats are not made again, and of endings the last is played.
    assert_eq!(
        order(&["(", "1)", "2", ""], &[da_capo(3), fine(2)]),
        [0, 1, 0, 2, 3, 0, 2]
    );
    let coda = [
        (1, DirectionKind::Segno),
        (1, jump(Jump::ToCoda)),
        (2, jump(Jump::DalSegno)),
        (4, DirectionKind::Coda),
    ];
    assert_eq!(order(&["", "", "", "", ""], &coda), [0, 1, 2, 1, 4]);
    // There is nowhere to go back to.
    assert_eq!(order(&["", ""], &[(1, jump(Jump::DalSegno))]), [0, 1]);
}

#[test]
fn the_sample_of_repeats_is_played_as_one_would() {
    let samples = samples();
    let (_, score) = samples.iter().find(|it| it.0 == "repeats").unwrap();
    assert_eq!(playing_order(score), [0, 1, 2, 1, 2, 1, 3, 4, 1, 3, 5]);
}

fn times(score: &Score) -> Vec<(Quarters, Quarters, u8, usize)> {
    let timeline = Timeline::of(score).unwrap();
    let each = timeline.notes.iter();
    each.map(|it| (it.start, it.end, it.key, it.ids.len()))
        .collect()
}

#[test]
fn tied_notes_are_one() {
    let score = Ids::default().melody(4, 4, &["c4/2. d4~/4", "~d4~/2 ~d4/4 d4/4"]);
    assert_eq!(
        times(&score),
        [
            (q(0, 1), q(3, 1), 60, 1),
            (q(3, 1), q(7, 1), 62, 3),
            (q(7, 1), q(8, 1), 62, 1),
        ]
    );
}

#[test]
fn a_tie_over_a_gap_joins_nothing() {
    let score = Ids::default().melody(4, 4, &["c4~/4 r/4 ~c4/2"]);
    let expected = [(q(0, 1), q(1, 1), 60, 1), (q(2, 1), q(4, 1), 60, 1)];
    assert_eq!(times(&score), expected);
}

#[test]
fn grace_notes_are_short() {
    let score = Ids::default().melody(4, 4, &["^d4/16 ^e4/16 c4/2 ^g4/16 r/4 a4/4 ^b4/8"]);
    let expected = [
        (q(0, 1), q(1, 8), 62, 1),
        (q(1, 8), q(1, 4), 64, 1),
        (q(1, 4), q(2, 1), 60, 1),
        (q(15, 8), q(2, 1), 67, 1),
        (q(3, 1), q(4, 1), 69, 1),
        (q(31, 8), q(4, 1), 71, 1),
    ];
    assert_eq!(times(&score), expected);
    // They take at most half of a short note.
    let score = Ids::default().melody(4, 4, &["^d4/16 ^e4/16 c4/8 r/8 r/2."]);
    assert_eq!(times(&score)[2], (q(1, 4), q(1, 2), 60, 1));
    let score = Ids::default().melody(4, 4, &["^d4/16 ^e4/16 c4/16 r/8. r/2."]);
    assert_eq!(times(&score)[2], (q(1, 8), q(1, 4), 60, 1));
}

#[test]
fn dynamics_and_articulations_are_heard() {
    let mut ids = Ids::default();
    let voice = adorned(ids.voice(1, 1, "c4/4 c4/4 c4/4 c4/4"), |at, chord| {
        if at == 1 {
            chord.articulations = vec![Articulation::Accent, Articulation::Staccato];
        }
    });
    let mut score = ids.score(4, 4, 1, vec![vec![voice]]);
    score.parts[0].measures[0].directions = vec![
        ids.direction(q(0, 1), 1, DirectionKind::Dynamics("p".to_owned())),
        ids.direction(q(2, 1), 1, DirectionKind::Dynamics("fp".to_owned())),
    ];
    let timeline = Timeline::of(&score).unwrap();
    let velocities: Vec<u8> = timeline.notes.iter().map(|it| it.velocity).collect();
    assert_eq!(velocities, [49, 77, 96, 49]);
    assert_eq!(timeline.notes[1].end, q(3, 2));
}

#[test]
fn a_measure_without_voices_lasts_as_its_time_says() {
    let timeline = Timeline::of(&silence()).unwrap();
    assert_eq!(timeline.end, q(8, 1));
}

#[test]
fn the_pedal_is_pressed_between_its_signs() {
    let mut ids = Ids::default();
    let mut score = ids.melody(4, 4, &["c4/1", "c4/1"]);
    for (at, onset, pedal) in [
        (0, 0, Pedal::Start),
        (0, 2, Pedal::Change),
        (1, 1, Pedal::Stop),
    ] {
        let direction = ids.direction(q(onset, 1), 1, DirectionKind::Pedal(pedal));
        score.parts[0].measures[at].directions.push(direction);
    }
    let presses = Timeline::of(&score).unwrap().pedals;
    let presses: Vec<_> = presses.iter().map(|it| (it.start, it.end)).collect();
    assert_eq!(presses, [(q(0, 1), q(2, 1)), (q(2, 1), q(5, 1))]);
}

#[test]
fn a_key_that_two_voices_hold_is_struck_again() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(1, 1, "c4/1"), ids.voice(2, 1, "_/2 c4/4")];
    let score = ids.score(4, 4, 1, vec![voices]);
    let mut bytes = Vec::new();
    let timeline = Timeline::of(&score).unwrap();
    write_midi(&score, &timeline, MidiSettings::default(), &mut bytes).unwrap();
    let file = Smf::parse(&bytes).unwrap();
    let keys = file.tracks[1].iter().filter_map(|it| match it.kind {
        TrackEventKind::Midi {
            message: MidiMessage::NoteOn { .. },
            ..
        } => Some((it.delta.as_int(), true)),
        TrackEventKind::Midi {
            message: MidiMessage::NoteOff { .. },
            ..
        } => Some((it.delta.as_int(), false)),
        _ => None,
    });
    let half = 2 * 10_080;
    let expected = [(0, true), (half, false), (0, true), (half / 2, false)];
    assert_eq!(keys.collect::<Vec<_>>(), expected);
}

#[test]
fn the_file_says_the_same_as_the_timeline() {
    for (name, score) in samples() {
        let timeline = Timeline::of(&score).unwrap();
        let mut bytes = Vec::new();
        let settings = MidiSettings {
            quarters_per_minute: 90.0,
        };
        write_midi(&score, &timeline, settings, &mut bytes).unwrap();
        let file = Smf::parse(&bytes).unwrap();
        assert_eq!(file.tracks.len(), score.parts.len() + 1, "{name}");
        let tempo = file.tracks[0].iter().find_map(|it| match it.kind {
            TrackEventKind::Meta(MetaMessage::Tempo(micros)) => Some(micros.as_int()),
            _ => None,
        });
        assert_eq!(tempo, Some(666_666));
        let mut struck = 0;
        for track in &file.tracks {
            let mut sounding = [false; 128];
            let mut tick = 0_u64;
            for event in track {
                tick += u64::from(event.delta.as_int());
                match event.kind {
                    TrackEventKind::Midi {
                        message: MidiMessage::NoteOn { key, .. },
                        ..
                    } => {
                        let was = std::mem::replace(&mut sounding[key.as_int() as usize], true);
                        assert!(!was, "{name}: a key is struck that is down");
                        struck += 1;
                    }
                    TrackEventKind::Midi {
                        message: MidiMessage::NoteOff { key, .. },
                        ..
                    } => {
                        let was = std::mem::replace(&mut sounding[key.as_int() as usize], false);
                        assert!(was, "{name}: a key is released that is up");
                    }
                    _ => {}
                }
            }
            let end = (timeline.end * 10_080).round().to_integer();
            assert_eq!(i64::try_from(tick).unwrap(), end, "{name}");
            assert!(sounding.iter().all(|it| !it), "{name}");
        }
        assert_eq!(struck, timeline.notes.len(), "{name}");
    }
}
