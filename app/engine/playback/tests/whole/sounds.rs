//! What is heard.

use notation::ElementId;
use playback::{Instrument, Moment, PlaybackError, TAIL_SECS, render};

use crate::fonts::sine;
use crate::support::{
    RATE, between, frequency_hertz, melody, mono, peak, piece, press_pedal, repeat, rms, score,
    sharpest_bend, sound,
};

fn instruments() -> [Instrument; 2] {
    [Instrument::BuiltIn, sine()]
}

#[test]
fn notes_sound_and_rests_are_silent() {
    let piece = piece(&melody(&["r/4 a4/4 r/2", "r/2 c5/4 r/4"]));
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Start);
        assert_eq!(
            peak(between(&sound, 0.0, 1.0)),
            0.0,
            "before the first note"
        );
        assert!(rms(between(&sound, 1.0, 1.9)) > 0.01, "{instrument:?}");
        assert!(rms(between(&sound, 3.0, 6.0)) < 0.001, "{instrument:?}");
        assert!(rms(between(&sound, 6.0, 6.9)) > 0.01, "{instrument:?}");
    }
}

#[test]
fn a_note_begins_where_it_stands() {
    let piece = piece(&melody(&["r/4 r/16 a4/16 r/8 r/2"]));
    for (instrument, late) in instruments().into_iter().zip([2, 66]) {
        let sound = sound(&piece, &instrument, Moment::Start);
        let first = sound.iter().position(|it| *it != 0.0).unwrap();
        // Samples are computed in blocks of 64, and begin with a zero.
        assert!(
            (60_000..60_000 + late).contains(&first),
            "{instrument:?}: {first}"
        );
    }
}

#[test]
fn a4_has_440_hertz() {
    let piece = piece(&melody(&["a4/1"]));
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Start);
        let hertz = frequency_hertz(between(&sound, 0.1, 0.4));
        assert!((hertz - 440.0).abs() < 0.5, "{instrument:?}: {hertz} Hz");
    }
}

#[test]
fn low_and_high_keys_are_in_tune() {
    let octaves = ["a2/1", "a3/1", "a5/1"].map(|it| piece(&melody(&[it])));
    for instrument in instruments() {
        for (piece, expected) in octaves.iter().zip([110.0, 220.0, 880.0]) {
            let sound = sound(piece, &instrument, Moment::Start);
            let hertz = frequency_hertz(between(&sound, 0.1, 0.4));
            let cents = 1200.0 * (hertz / expected).log2();
            // The stiffness of strings draws the sum of the partials up a little.
            assert!(
                cents.abs() < 8.0,
                "{instrument:?}: {hertz} Hz, {cents} cents"
            );
        }
    }
}

#[test]
fn twice_the_tempo_is_half_the_time() {
    let piece = piece(&melody(&["a4/4 r/2 c5/4"]));
    let tail = (TAIL_SECS * f64::from(RATE)) as usize;
    for instrument in instruments() {
        let [slow, fast] = [60.0, 120.0]
            .map(|tempo| mono(&render(&piece, &instrument, Moment::Start, tempo, RATE).unwrap()));
        assert_eq!(slow.len() - tail, 4 * RATE as usize);
        assert_eq!(fast.len() - tail, 2 * RATE as usize);
        assert!(rms(between(&slow, 1.3, 3.0)) < 0.01 && rms(between(&slow, 3.0, 3.2)) > 0.02);
        assert!(rms(between(&fast, 0.9, 1.5)) < 0.01 && rms(between(&fast, 1.5, 1.6)) > 0.02);
    }
}

#[test]
fn tempi_that_cannot_be_are_taken_to_those_that_can() {
    let piece = piece(&melody(&["a4/4 r/4 r/2"]));
    let length = |tempo| {
        let sound = render(&piece, &Instrument::BuiltIn, Moment::Start, tempo, RATE).unwrap();
        sound.len()
    };
    assert_eq!(length(1e9), length(1000.0));
    assert_eq!(length(-3.0), length(4.0));
    assert_eq!(length(f64::NAN), length(playback::USUAL_TEMPO));
}

#[test]
fn the_sound_begins_at_the_measure_or_note_that_is_asked_for() {
    let piece = piece(&melody(&["a3/1", "r/4 e4/4 a4/2", "a5/1"]));
    for instrument in instruments() {
        let from_measure = sound(&piece, &instrument, Moment::Measure(1));
        assert_eq!(
            from_measure.len(),
            (8.0 + TAIL_SECS) as usize * RATE as usize
        );
        assert_eq!(peak(between(&from_measure, 0.0, 1.0)), 0.0);
        let hertz = frequency_hertz(between(&from_measure, 2.1, 2.4));
        assert!((hertz - 440.0).abs() < 0.5, "{hertz}");

        let from_note = sound(&piece, &instrument, Moment::Element(ElementId(4)));
        let hertz = frequency_hertz(between(&from_note, 0.1, 0.4));
        assert!((hertz - 440.0).abs() < 0.5, "{hertz}");
        assert_eq!(from_note.len(), (6.0 + TAIL_SECS) as usize * RATE as usize);
    }
}

#[test]
fn notes_held_at_the_beginning_are_heard_from_there() {
    let mut score = score(&[&["a3/1", "r/1"], &["r/1"]]);
    press_pedal(&mut score, 0, 1, 4);
    let piece = piece(&score);
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Quarter(2.5));
        assert!(rms(between(&sound, 0.0, 1.0)) > 0.01);
        assert!(rms(between(&sound, 2.5, 3.5)) < 0.001);
    }
}

#[test]
fn a_key_that_two_voices_strike_is_held_as_long_as_the_later_one() {
    let piece = piece(&score(&[&["a3/4 r/4 r/2", "r/8 a3/2 r/4 r/8"]]));
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Start);
        assert!(rms(between(&sound, 1.5, 2.4)) > 0.01);
        assert!(rms(between(&sound, 3.2, 4.0)) < 0.001);
    }
}

#[test]
fn the_pedal_holds_notes() {
    let mut score = melody(&["a3/16 r/16 r/8 r/4 r/2"]);
    let dry = piece(&score);
    press_pedal(&mut score, 0, 0, 2);
    let wet = piece(&score);
    for instrument in instruments() {
        let [dry, wet] = [&dry, &wet].map(|it| sound(it, &instrument, Moment::Start));
        assert!(rms(between(&dry, 1.5, 2.0)) < 0.001);
        assert!(rms(between(&wet, 1.5, 2.0)) > 0.005);
        assert!(rms(between(&wet, 3.5, 4.0)) < 0.001);
    }
}

#[test]
fn repeats_are_heard_twice() {
    let mut score = melody(&["a4/4 r/4 r/2", "a3/4 r/4 r/2"]);
    repeat(&mut score, 0, 0);
    let piece = piece(&score);
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Start);
        let tones = [0.0, 4.0, 8.0].map(|it| frequency_hertz(between(&sound, it + 0.1, it + 0.4)));
        for (hertz, expected) in tones.iter().zip([440.0, 440.0, 220.0]) {
            assert!((hertz - expected).abs() < 0.5, "{tones:?}");
        }
        assert!(rms(between(&sound, 3.0, 4.0)) < 0.001);
    }
}

#[test]
fn all_notes_are_released_at_the_end() {
    let mut score = melody(&["a2+e3+a3+c4/1"]);
    press_pedal(&mut score, 0, 0, 4);
    let piece = piece(&score);
    for instrument in instruments() {
        let sound = sound(&piece, &instrument, Moment::Start);
        assert!(rms(between(&sound, 3.0, 4.0)) > 0.01);
        assert!(rms(between(&sound, 5.0, 5.5)) < 0.001);
        assert!(sound.last().unwrap().abs() < 1e-5);
    }
}

#[test]
fn no_sample_is_beyond_one_however_many_keys_are_struck() {
    let notes: Vec<String> = (1..=8)
        .flat_map(|octave| "cdefgab".chars().map(move |it| format!("{it}{octave}")))
        .collect();
    let piece = piece(&melody(&[&format!("{}/1", notes.join("+"))]));
    for instrument in instruments() {
        let sound = render(&piece, &instrument, Moment::Start, 60.0, RATE).unwrap();
        assert!(
            peak(&sound) > 0.5 && peak(&sound) <= 1.0,
            "{}",
            peak(&sound)
        );
        assert!(sound.iter().all(|it| it.is_finite()));
    }
}

#[test]
fn nothing_clicks_where_notes_begin_and_end() {
    // Staccato notes, one key again and again, and a note that is cut by the same key in another voice.
    let piece = piece(&score(&[
        &["a2/16 r/16 a2/8 a2/16 a2/16 r/8 e3/2", "r/2 r/8 e3/8 r/4"],
        &["a2/64 r/64 a2/64 r/64 a2/64 r/64 r/32 r/8 r/4 r/2"],
    ]));
    let sound = sound(&piece, &Instrument::BuiltIn, Moment::Start);
    assert!(peak(&sound) > 0.05);
    let bend = sharpest_bend(&sound);
    assert!(bend < 0.01, "{bend}");
}

#[test]
fn what_cannot_be_rendered_is_said() {
    let piece = piece(&melody(&["a4/1"]));
    let with = |from, rate| render(&piece, &sine(), from, 60.0, rate).map(|it| it.len());
    let not_played = with(Moment::Measure(1), RATE);
    assert_eq!(not_played, Err(PlaybackError::NotPlayed));
    let no_rate = with(Moment::Start, 8000).unwrap_err();
    assert!(no_rate.to_string().contains("8000 Hz"), "{no_rate}");
    let long = melody(&["a4/1"; 2000]);
    let long = render(
        &crate::support::piece(&long),
        &Instrument::BuiltIn,
        Moment::Start,
        60.0,
        RATE,
    );
    assert!(matches!(
        long,
        Err(PlaybackError::TooLong { minutes: 133, .. })
    ));
}
