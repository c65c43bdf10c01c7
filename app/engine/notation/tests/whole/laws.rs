//! What holds of every score.

use std::io::Cursor;

use notation::{DirectionKind, Score, Timeline, check, musicxml, playing_order};
use proptest::prelude::*;

use crate::samples::samples;
use crate::strategies;
use crate::support::{Ids, q};

fn text(score: &Score) -> Vec<u8> {
    let mut text = Vec::new();
    musicxml::write(score, &mut text).unwrap();
    text
}

fn archive(score: &Score) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    musicxml::write_compressed(score, &mut bytes).unwrap();
    bytes.into_inner()
}

fn reads_back(score: &Score, bytes: &[u8]) -> Result<(), TestCaseError> {
    let read = musicxml::read(bytes).unwrap();
    prop_assert!(read.remarks.is_empty(), "{:?}", read.remarks);
    prop_assert_eq!(score, &read.score);
    Ok(())
}

#[test]
fn samples_read_back_as_they_were_written() {
    for (name, score) in samples() {
        reads_back(&score, &text(&score)).unwrap_or_else(|it| panic!("{name}: {it}"));
        reads_back(&score, &archive(&score)).unwrap_or_else(|it| panic!("{name}: {it}"));
    }
}

#[test]
fn directions_keep_their_order_whatever_the_order_of_voices() {
    let mut ids = Ids::default();
    let voices = vec![ids.voice(5, 2, "c3/1"), ids.voice(1, 1, "c5/1")];
    let mut score = ids.score(4, 4, 2, vec![voices]);
    let words = |it: &str| DirectionKind::Words(it.to_owned());
    score.parts[0].measures[0].directions = vec![
        ids.direction(q(0, 1), 1, words("above")),
        ids.direction(q(0, 1), 1, words("above, too")),
        ids.direction(q(0, 1), 2, words("below")),
        ids.direction(q(1, 3), 1, words("between")),
    ];
    reads_back(&score, &text(&score)).unwrap();
}

proptest! {
    #[test]
    fn a_score_reads_back_as_it_was_written(score in strategies::score()) {
        reads_back(&score, &text(&score))?;
    }

    #[test]
    fn a_compressed_score_reads_back_and_is_always_the_same(score in strategies::score()) {
        let bytes = archive(&score);
        reads_back(&score, &bytes)?;
        prop_assert_eq!(bytes, archive(&score));
    }

    #[test]
    fn every_score_is_checked_and_played(score in strategies::score()) {
        for finding in check(&score) {
            prop_assert!(finding.measure < score.parts[finding.part].measures.len());
            prop_assert!(!finding.to_string().is_empty());
        }
        let order = playing_order(&score);
        let timeline = Timeline::of(&score).unwrap();
        prop_assert_eq!(order.len(), timeline.measures.len());
        let mut end = notation::Quarters::ZERO;
        for (at, measure) in order.iter().zip(&timeline.measures) {
            prop_assert_eq!(*at, measure.measure);
            prop_assert_eq!(measure.start, end);
            end = measure.end;
        }
        prop_assert!(timeline.notes.is_sorted_by_key(|it| it.start));
        for note in &timeline.notes {
            prop_assert!(note.start <= note.end && note.end <= timeline.end);
            prop_assert!(note.velocity > 0 && !note.ids.is_empty());
        }
    }

    #[test]
    fn what_is_cut_or_changed_is_read_or_refused(
        score in strategies::score(),
        at in any::<prop::sample::Index>(),
        with in "[<>0-9a-z\"/&-]{0,3}",
        is_cut in any::<bool>(),
    ) {
        let mut bytes = text(&score);
        let at = at.index(bytes.len());
        if is_cut {
            bytes.truncate(at);
        } else {
            bytes.splice(at..(at + 3).min(bytes.len()), with.bytes());
        }
        if let Ok(read) = musicxml::read(&bytes) {
            // Whatever is read can be looked at.
            let _ = check(&read.score);
            let _ = Timeline::of(&read.score);
        }
    }
}
