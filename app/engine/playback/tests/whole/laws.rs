//! What holds whatever is played.

use playback::{Instrument, Moment, Piece, PlaybackError, render};
use proptest::prelude::*;

use crate::fonts::{Folder, sound_font};
use crate::support::{peak, piece, score};

/// A measure of two voices on few keys, so that they meet on the same ones.
fn measure() -> impl Strategy<Value = [String; 2]> {
    let word = (
        "[abc]4(\\+d4)?|r|~b4~?",
        prop::sample::select(vec!["4", "8", "16"]),
    );
    let voice = prop::collection::vec(word, 1..6);
    let voice = voice.prop_map(|words| {
        let words: Vec<String> = words
            .into_iter()
            .map(|(what, value)| format!("{what}/{value}"))
            .collect();
        words.join(" ")
    });
    [voice.clone(), voice]
}

fn pieces() -> impl Strategy<Value = std::sync::Arc<Piece>> {
    prop::collection::vec(measure(), 1..4).prop_map(|measures| {
        let measures: Vec<[&str; 2]> = measures.iter().map(|it| [&it[0][..], &it[1][..]]).collect();
        let measures: Vec<&[&str]> = measures.iter().map(|it| &it[..]).collect();
        piece(&score(&measures))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sound_is_finite_and_within_bounds(piece in pieces(), tempo in 30.0..900.0) {
        let sound = render(&piece, &Instrument::BuiltIn, Moment::Start, tempo, 16_000).unwrap();
        prop_assert!(sound.iter().all(|it| it.is_finite()));
        prop_assert!(peak(&sound) <= 1.0);
    }

    #[test]
    fn what_sounds_has_begun(piece in pieces(), part in 0.0..1.0) {
        let quarter = part * piece.quarters();
        let position = piece.position_at(quarter).unwrap();
        prop_assert!(position.quarter_in_measure >= 0.0);
        for id in position.sounding {
            prop_assert!(piece.quarter_of(Moment::Element(id)).unwrap() <= quarter);
        }
    }

    #[test]
    fn damaged_sound_fonts_do_no_harm(
        changes in prop::collection::vec((0.0..1.0, any::<u8>()), 1..8),
        in_lists in any::<bool>(),
    ) {
        let mut bytes = sound_font();
        let from = if in_lists { bytes.len() - 300 } else { 0 };
        for (part, byte) in changes {
            let at = from + (part * (bytes.len() - from) as f64) as usize;
            bytes[at] = byte;
        }
        let folder = Folder::new();
        // It is refused, or it can be played, or it is found out then.
        if let Ok(instrument) = Instrument::load(&folder.put("a.sf2", &bytes)) {
            let piece = piece(&score(&[&["c2+c4/16 c6+c8/16"]]));
            let sound = render(&piece, &instrument, Moment::Start, 1000.0, 16_000);
            prop_assert!(matches!(sound, Ok(_) | Err(PlaybackError::Damaged)));
        }
    }
}
