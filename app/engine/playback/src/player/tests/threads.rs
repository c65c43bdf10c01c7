//! What the two threads of a player do to each other, and failures.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use assert_no_alloc::{AllocDisabler, assert_no_alloc};

use super::super::{Player, State};
use super::stage::Stage;
use super::support::{melody, piece, rms};
use super::{fonts, support};
use crate::{Instrument, Moment, PlaybackError};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

#[test]
fn a_device_that_asks_for_nothing_has_failed_until_it_asks_again() {
    let piece = piece(&melody(&["a4/1"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(0.1);
    stage.secs += 10.0;
    assert_eq!(stage.state(), State::Failed(PlaybackError::NotAnswering));
    stage.hear(0.1);
    assert_eq!(stage.state(), State::Playing);
}

#[test]
fn a_failure_is_said_and_silences() {
    let piece = piece(&melody(&["a4/1"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(0.5);
    let why = "it was pulled out".to_owned();
    let lost = PlaybackError::Lost { why };
    stage.controls.shared().fail(lost.clone());
    stage.controls.shared().fail(PlaybackError::Damaged);
    assert_eq!(stage.state(), State::Failed(lost));
    assert_eq!(rms(&stage.hear(0.1)), 0.0);
    stage.play(&piece, Moment::Start);
    assert!(matches!(stage.state(), State::Failed(_)));
}

#[test]
fn samples_that_lie_outside_of_the_sound_font_are_a_failure() {
    let mut bytes = fonts::sound_font();
    // A loop of one sample, which the highest key jumps over with every sample.
    let at = bytes.windows(5).rposition(|it| it == b"sine\0").unwrap();
    let end: [u8; 4] = bytes[at + 24..at + 28].try_into().unwrap();
    let start = u32::from_le_bytes(end) - 1;
    bytes[at + 28..at + 32].copy_from_slice(&start.to_le_bytes());
    let folder = fonts::Folder::new();
    let instrument = Instrument::load(&folder.put("a.sf2", &bytes)).unwrap();
    let mut stage = Stage::of(&instrument);
    stage.play(&piece(&melody(&["g9/1"])), Moment::Start);
    stage.hear(1.0);
    assert_eq!(stage.state(), State::Failed(PlaybackError::Damaged));
    stage.hear(1.0);
}

#[test]
fn nothing_is_allocated_or_freed_where_sound_is_computed() {
    let chord = "c3+e3+g3+c4+e4+g4+c5/16 ";
    let mut score = melody(&[&chord.repeat(16), &chord.repeat(16)]);
    support::press_pedal(&mut score, 0, 0, 3);
    let (first, second) = (piece(&score), piece(&score));
    for instrument in [Instrument::BuiltIn, fonts::sine()] {
        let mut stage = Stage::of(&instrument);
        stage.controls.set_tempo(400.0);
        let perform = |stage: &mut Stage| {
            let now = stage.now();
            let mut sum = 0.0;
            let performer = &mut stage.performer;
            assert_no_alloc(|| {
                performer.perform(9600, now, now, |_, left, right| sum += left + right);
            });
            stage.secs += 0.2;
            sum
        };
        stage.play(&first, Moment::Start);
        assert_ne!(perform(&mut stage), 0.0);
        stage.pause();
        perform(&mut stage);
        stage.resume();
        perform(&mut stage);
        stage.seek(Moment::Quarter(1.25));
        perform(&mut stage);
        stage.play(&second, Moment::Start);
        (0..10).for_each(|_| _ = perform(&mut stage));
        stage.stop();
        perform(&mut stage);
    }
}

#[test]
fn both_sides_go_on_while_the_other_is_at_work() {
    let piece = piece(&melody(&["a4/16 r/16 a4/8 a4/4 a4/2"; 8]));
    let Stage {
        mut controls,
        mut performer,
        ..
    } = Stage::new();
    thread::scope(|scope| {
        let sound = thread::Builder::new().name("sound".to_owned());
        let performed = sound.spawn_scoped(scope, || {
            for _ in 0..2000 {
                let now = Instant::now();
                performer.perform(64, now, now, |_, left, _| assert!(left.abs() <= 1.0));
            }
        });
        for step in 0..500 {
            let now = Instant::now();
            match step % 5 {
                0 => controls
                    .play(Arc::clone(&piece), Moment::Start, now)
                    .unwrap(),
                1 => controls.seek(Moment::Measure(step % 8), now).unwrap(),
                2 => controls.pause(now),
                3 => controls.resume(now),
                _ => controls.set_tempo(step as f64),
            }
            assert!(!matches!(controls.state(now), State::Failed(_)));
            assert!(controls.position(now).is_none_or(|it| it.quarter <= 32.0));
        }
        performed.unwrap().join().unwrap();
    });
}

#[test]
fn without_a_device_an_error_says_so() {
    const fn can_be_moved_and_shared<T: Send + Sync>() {}
    can_be_moved_and_shared::<Player>();
    // On a machine with a device, it opens.
    if let Err(error) = Player::new(&Instrument::BuiltIn) {
        let text = error.to_string();
        assert!(
            text.contains("sound device") && text.contains(';'),
            "{text}"
        );
    }
}
