//! What stands between and above staves: dynamics, pedal signs, segno and coda.

use notation::{Direction, DirectionKind, ElementId, Pedal, Placement, Quarters};

use crate::events::Prepared;
use crate::measures::Span;
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

/// A direction of a row of a system, with the column that it stands at.
pub(crate) struct DirectionAt {
    /// Which staff of the system it stands at.
    pub row: usize,
    /// Its column.
    pub x_px: f64,
    /// What it is; its onset and its staff are not known yet.
    pub direction: Direction,
}

/// The directions of a measure of a system.
pub(crate) fn directions(prepared: &Prepared<'_>, system: usize, span: &Span) -> Vec<DirectionAt> {
    let mut found = dynamics(prepared, system, span);
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        let Some(place) = &prepared.places[at] else {
            continue;
        };
        if place.system != system || !span.holds(place.row, place.x_px) {
            continue;
        }
        let kind = match symbol.sign {
            Sign::Segno => DirectionKind::Segno,
            Sign::Coda => DirectionKind::Coda,
            Sign::PedalDown => DirectionKind::Pedal(Pedal::Start),
            Sign::PedalUp => DirectionKind::Pedal(Pedal::Stop),
            _ => continue,
        };
        found.push(DirectionAt {
            row: place.row,
            x_px: symbol.box_px[0],
            direction: direction(symbol.id, place.position, kind),
        });
    }
    found.sort_by(|one, two| one.x_px.total_cmp(&two.x_px));
    found
}

fn direction(id: u64, position: f64, kind: DirectionKind) -> Direction {
    let is_above = position > 0.0;
    Direction {
        id: ElementId(id),
        onset: Quarters::from_integer(0),
        staff: 1,
        placement: Some(if is_above {
            Placement::Above
        } else {
            Placement::Below
        }),
        kind,
    }
}

/// The letters of dynamics that stand beside each other, as words.
fn dynamics(prepared: &Prepared<'_>, system: usize, span: &Span) -> Vec<DirectionAt> {
    let symbols = prepared.page.symbols;
    let mut letters: Vec<(usize, char)> = Vec::new();
    for (at, symbol) in symbols.iter().enumerate() {
        if let (Sign::Dynamic(letter), Some(place)) = (symbol.sign, &prepared.places[at])
            && place.system == system
            && span.holds(place.row, place.x_px)
        {
            letters.push((at, letter));
        }
    }
    letters.sort_by(|one, two| symbols[one.0].box_px[0].total_cmp(&symbols[two.0].box_px[0]));
    let mut words: Vec<(Vec<usize>, String)> = Vec::new();
    for (at, letter) in letters {
        let follows = words.iter_mut().find(|(members, _)| {
            let Some(last) = members.last() else {
                return false;
            };
            let Some(place) = &prepared.places[at] else {
                return false;
            };
            let apart = (symbols[at].box_px[0] - symbols[*last].box_px[2]) / place.interline_px;
            let off = (symbols[at].middle_px()[1] - symbols[*last].middle_px()[1]).abs();
            apart.abs() < NEXT_LETTER && off < LEVEL * place.interline_px
        });
        match follows {
            Some((members, word)) => {
                members.push(at);
                word.push(letter);
            }
            None => words.push((vec![at], letter.to_string())),
        }
    }
    let known = words
        .into_iter()
        .filter(|(_, word)| WORDS.contains(&word.as_str()));
    known
        .filter_map(|(members, word)| {
            let first = members[0];
            let place = prepared.places[first].as_ref()?;
            let kind = DirectionKind::Dynamics(word);
            Some(DirectionAt {
                row: place.row,
                x_px: place.x_px,
                direction: direction(symbols[first].id, place.position, kind),
            })
        })
        .collect()
}
