//! Any score that can be written.

mod chords;
mod measures;

use notation::{
    Clef, Content, Creator, ElementId, Header, PageSize, Part, Placement, Quarters, Score, Sign,
    SpanNumber, Voice,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use self::measures::measure;

/// Words as a page may have them, without white space around them.
fn words() -> impl Strategy<Value = String> {
    "[a-zäöü<>&\"'♪.]{1,4}( [a-z]{1,3})?"
}

fn placement() -> impl Strategy<Value = Placement> {
    select(&[Placement::Above, Placement::Below][..])
}

fn span() -> impl Strategy<Value = SpanNumber> {
    (1_u8..=16).prop_map(|it| SpanNumber::new(it).unwrap())
}

/// A place in a measure, often where something is.
fn place() -> impl Strategy<Value = Quarters> {
    let denominator = select(&[1, 1, 2, 3, 4, 8][..]);
    (0_i64..20, denominator).prop_map(|(numer, denom)| Quarters::new(numer, denom))
}

fn header() -> impl Strategy<Value = Header> {
    let creator = ("[a-z]{1,8}", words()).prop_map(|(role, name)| Creator { role, name });
    (of(words()), of(words()), vec(creator, 0..3), of(words())).prop_map(
        |(title, movement, creators, rights)| Header {
            title,
            movement,
            creators,
            rights,
        },
    )
}

/// Any score, of up to two parts of up to two staves and three measures.
pub fn score() -> impl Strategy<Value = Score> {
    let parts = (1_usize..=3).prop_flat_map(|measures| {
        let part = (1_u8..=2).prop_flat_map(move |staves| {
            let measures = vec(measure(staves), measures);
            ("[A-Z]?[a-z]{0,5}", measures).prop_map(move |(name, mut measures)| {
                // As on every page; other programs find the staves of a part by them.
                let clefs = (1..=staves).map(|staff| Sign {
                    id: ElementId(0),
                    onset: Quarters::ZERO,
                    staff,
                    value: Clef::TREBLE,
                });
                measures[0].clefs = clefs.collect();
                Part {
                    name,
                    staves,
                    measures,
                }
            })
        });
        vec(part, 1..3)
    });
    let page = of((1_u32..9999, 1_u32..9999)).prop_map(|sides| {
        sides.map(|(width_tenths, height_tenths)| PageSize {
            width_tenths,
            height_tenths,
        })
    });
    (header(), page, parts, any::<u64>()).prop_map(|(header, page, parts, first)| {
        let score = Score {
            header,
            page,
            parts,
        };
        numbered(score, first)
    })
}

/// Gives everything an identifier, from `first` on.
fn numbered(mut score: Score, first: u64) -> Score {
    let mut last = first;
    let mut set = |id: &mut ElementId| {
        last = last.wrapping_add(1);
        *id = ElementId(last);
    };
    for measure in score.parts.iter_mut().flat_map(|it| &mut it.measures) {
        measure.clefs.iter_mut().for_each(|it| set(&mut it.id));
        measure.keys.iter_mut().for_each(|it| set(&mut it.id));
        measure.times.iter_mut().for_each(|it| set(&mut it.id));
        measure.directions.iter_mut().for_each(|it| set(&mut it.id));
        let barlines = measure.left.iter_mut().chain(&mut measure.right);
        barlines.for_each(|it| set(&mut it.id));
        let voices = std::mem::take(&mut measure.voices)
            .into_iter()
            .map(|voice| {
                let number = voice.number();
                let mut entries = voice.into_entries();
                for entry in &mut entries {
                    match &mut entry.content {
                        Content::Chord(chord) => {
                            chord.notes.iter_mut().for_each(|it| set(&mut it.id));
                        }
                        Content::Rest(rest) => set(&mut rest.id),
                    }
                }
                Voice::new(number, entries).unwrap()
            });
        measure.voices = voices.collect();
    }
    score
}
