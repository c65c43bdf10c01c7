//! A player without a device.

#[path = "../../../tests/whole/fonts.rs"]
mod fonts;
mod stage;
#[allow(dead_code, reason = "the other tests use more of it")]
#[path = "../../../tests/whole/support.rs"]
mod support;
mod threads;

use std::sync::Arc;
use std::time::Duration;

use super::State;
use crate::{Moment, PlaybackError};
use stage::Stage;
use support::{frequency_hertz, melody, piece, rms};

#[test]
fn a_piece_is_played_to_its_end() {
    let piece = piece(&melody(&["a4/2 a3/2"]));
    let mut stage = Stage::new();
    assert_eq!((stage.state(), stage.quarter()), (State::Stopped, None));
    stage.play(&piece, Moment::Start);
    assert_eq!(
        (stage.state(), stage.quarter()),
        (State::Playing, Some(0.0))
    );
    let sound = stage.hear(1.0);
    assert!((frequency_hertz(&sound[4800..]) - 440.0).abs() < 0.5);
    assert!(stage.is_at(1.0), "{:?}", stage.quarter());
    assert_eq!(
        stage.controls.position(stage.now()).unwrap().sounding.len(),
        1
    );
    stage.hear(2.96);
    assert_eq!(stage.state(), State::Playing);
    stage.hear(0.1);
    assert_eq!((stage.state(), stage.quarter()), (State::Ended, None));
    stage.hear(1.0);
    assert_eq!(rms(&stage.hear(0.1)), 0.0);
}

#[test]
fn what_is_paused_fades_and_goes_on_where_it_was() {
    let piece = piece(&melody(&["a4/1"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(1.0);
    stage.pause();
    assert_eq!(stage.state(), State::Paused);
    stage.hear(2.0);
    assert_eq!(rms(&stage.hear(0.5)), 0.0);
    assert!(stage.is_at(1.0));
    stage.resume();
    assert!(stage.is_at(1.0));
    assert_eq!(stage.state(), State::Playing);
    // The key that is down there is struck again.
    let sound = stage.hear(0.5);
    assert!((frequency_hertz(&sound[4800..]) - 440.0).abs() < 0.5);
    assert!(stage.is_at(1.5));
    stage.hear(2.6);
    assert_eq!(stage.state(), State::Ended);
}

#[test]
fn what_is_stopped_has_no_position() {
    let piece = piece(&melody(&["a4/1"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(1.0);
    stage.stop();
    assert_eq!((stage.state(), stage.quarter()), (State::Stopped, None));
    stage.hear(2.0);
    assert_eq!(rms(&stage.hear(0.5)), 0.0);
    // There is nothing to go on with or to hold.
    stage.resume();
    stage.pause();
    assert_eq!(stage.state(), State::Stopped);
    // Going somewhere holds the piece there.
    stage.seek(Moment::Quarter(2.0));
    assert_eq!((stage.state(), stage.quarter()), (State::Paused, Some(2.0)));
    stage.hear(0.1);
    assert_eq!(stage.quarter(), Some(2.0));
    stage.resume();
    stage.hear(1.0);
    assert!(stage.is_at(3.0));
}

#[test]
fn seeking_goes_on_elsewhere() {
    let piece = piece(&melody(&["a4/1", "a3/1", "a5/1"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Measure(2));
    stage.hear(0.5);
    stage.seek(Moment::Measure(1));
    assert_eq!(
        (stage.state(), stage.quarter()),
        (State::Playing, Some(4.0))
    );
    stage.hear(0.5);
    let sound = stage.hear(0.5);
    assert!((frequency_hertz(&sound) - 220.0).abs() < 0.5);
    assert!(stage.is_at(5.0));
    let now = stage.now();
    let nowhere = stage.controls.seek(Moment::Measure(3), now);
    assert_eq!(nowhere, Err(PlaybackError::NotPlayed));
    assert!(stage.is_at(5.0));
}

#[test]
fn an_ended_piece_can_be_gone_back_into() {
    let piece = piece(&melody(&["a4/4"]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(1.5);
    assert_eq!(stage.state(), State::Ended);
    stage.resume();
    stage.pause();
    assert_eq!(stage.state(), State::Ended);
    stage.seek(Moment::Start);
    assert_eq!((stage.state(), stage.quarter()), (State::Paused, Some(0.0)));
    stage.resume();
    stage.hear(0.5);
    assert!(stage.is_at(0.5));
    stage.hear(1.0);
    stage.play(&piece, Moment::Start);
    assert_eq!(
        (stage.state(), stage.quarter()),
        (State::Playing, Some(0.0))
    );
}

#[test]
fn only_the_last_orders_before_a_call_count() {
    let (first, second) = (piece(&melody(&["a3/1"])), piece(&melody(&["a5/1", "a4/1"])));
    let mut stage = Stage::new();
    stage.play(&first, Moment::Start);
    stage.play(&second, Moment::Start);
    stage.seek(Moment::Measure(1));
    stage.pause();
    stage.resume();
    let sound = stage.hear(0.5);
    assert!((frequency_hertz(&sound[4800..]) - 440.0).abs() < 0.5);
    assert!(stage.is_at(4.5));
    assert_eq!(Arc::strong_count(&first), 1);
}

#[test]
fn pieces_are_let_go_once_others_are_played() {
    let pieces: Vec<_> = (0..4).map(|_| piece(&melody(&["a3/1"]))).collect();
    let mut stage = Stage::new();
    for piece in &pieces {
        stage.play(piece, Moment::Start);
        stage.play(piece, Moment::Start);
        stage.hear(0.1);
    }
    // That of before the last can only be let go with the next one.
    let are_free = pieces.iter().map(|it| Arc::strong_count(it) == 1);
    assert_eq!(are_free.collect::<Vec<_>>(), [true, true, false, false]);
}

#[test]
fn the_tempo_changes_while_it_plays() {
    let piece = piece(&melody(&["a4/1"; 4]));
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(1.0);
    stage.controls.set_tempo(180.0);
    stage.hear(1.0);
    assert!(stage.is_at(4.0));
    stage.controls.set_tempo(f64::INFINITY);
    stage.hear(0.02);
    assert!(stage.is_at(4.0 + 1000.0 / 60.0 * 0.02));
}

#[test]
fn the_volume_changes_smoothly() {
    let piece = piece(&melody(&["a4/1"]));
    let loud = {
        let mut stage = Stage::new();
        stage.play(&piece, Moment::Start);
        stage.hear(0.5);
        rms(&stage.hear(0.1))
    };
    let mut stage = Stage::new();
    stage.play(&piece, Moment::Start);
    stage.hear(0.3);
    stage.controls.set_volume(0.5);
    let sound = stage.hear(0.2);
    assert!(support::sharpest_bend(&sound) < 0.002);
    let soft = rms(&stage.hear(0.1));
    assert!((soft / loud - 0.5).abs() < 0.01, "{}", soft / loud);
    stage.controls.set_volume(f32::NAN);
    stage.hear(0.5);
    assert!(rms(&stage.hear(0.1)) < 1e-6);
}

#[test]
fn the_position_is_what_is_heard_and_not_what_is_in_store() {
    let piece = piece(&melody(&["a4/1"]));
    let mut stage = Stage::new();
    stage.in_store_secs = 0.5;
    stage.play(&piece, Moment::Quarter(1.0));
    stage.hear(0.4);
    assert!(
        stage.is_at(1.0),
        "nothing is heard yet: {:?}",
        stage.quarter()
    );
    stage.hear(0.6);
    assert!(stage.is_at(1.5));
    let later = stage.now() + Duration::from_millis(10);
    let position = stage.controls.position(later).unwrap();
    assert!(
        (position.quarter - 1.51).abs() < 1e-3,
        "it goes on between two calls"
    );
    stage.hear(2.2);
    assert_eq!(stage.state(), State::Playing, "the end is in store");
    stage.hear(0.4);
    assert_eq!(stage.state(), State::Ended);
}
