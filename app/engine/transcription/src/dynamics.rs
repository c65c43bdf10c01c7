//! Dynamics: the letters that stand beside each other, as words.

use notation::DirectionKind;

use crate::directions::{At, DirectionAt, number_at, placement};
use crate::measures::Span;
use crate::prepared::Prepared;
use crate::sign::Sign;

/// How far apart the letters of one dynamic stand, from edge to edge in staff spaces.
const NEXT_LETTER: f64 = 0.8;
/// How much higher or lower the next letter may stand, in staff spaces.
const LEVEL: f64 = 0.7;
/// The dynamics that are words of letters.
const WORDS: [&str; 22] = [
    "p", "pp", "ppp", "pppp", "f", "ff", "fff", "ffff", "mp", "mf", "sf", "sfp", "sfpp", "fp",
    "rf", "rfz", "sfz", "sffz", "fz", "pf", "sff", "n",
];

/// The dynamics of a system with these measures.
pub(crate) fn dynamics(prepared: &Prepared<'_>, system: usize, spans: &[Span]) -> Vec<DirectionAt> {
    let symbols = prepared.page.symbols;
    let mut letters: Vec<(usize, char)> = Vec::new();
    for (at, symbol) in symbols.iter().enumerate() {
        if let (Sign::Dynamic(letter), Some(place)) = (symbol.sign, &prepared.places[at])
            && place.system == system
        {
            letters.push((at, letter));
        }
    }
    letters.sort_by(|one, two| symbols[one.0].box_px[0].total_cmp(&symbols[two.0].box_px[0]));
    let mut words: Vec<(Vec<usize>, String)> = Vec::new();
    for (at, letter) in letters {
        let follows = words.iter_mut().find(|(members, _)| {
            members
                .last()
                .is_some_and(|last| is_next(prepared, *last, at))
        });
        match follows {
            Some((members, word)) => {
                members.push(at);
                word.push(letter);
            }
            None => words.push((vec![at], letter.to_string())),
        }
    }
    words.retain(|(_, word)| WORDS.contains(&word.as_str()));
    let found = words.into_iter().filter_map(|(members, word)| {
        let first = members[0];
        let place = prepared.places[first].as_ref()?;
        Some(DirectionAt {
            number: number_at(spans, place.row, place.x_px),
            row: place.row,
            at: At::Nearest(place.x_px),
            symbol: Some(first),
            placement: placement(place.position),
            kind: DirectionKind::Dynamics(word),
        })
    });
    found.collect()
}

/// Whether a letter stands right of another one.
fn is_next(prepared: &Prepared<'_>, last: usize, at: usize) -> bool {
    let symbols = prepared.page.symbols;
    let Some(place) = &prepared.places[at] else {
        return false;
    };
    let apart = (symbols[at].box_px[0] - symbols[last].box_px[2]) / place.interline_px;
    let off = (symbols[at].middle_px()[1] - symbols[last].middle_px()[1]).abs();
    apart.abs() < NEXT_LETTER && off < LEVEL * place.interline_px
}
