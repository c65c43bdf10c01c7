//! Key signatures: accidentals in their order before the first note.

use notation::{Accidental, Clef, Step};

use crate::clefs::{step, tone};
use crate::place::Place;
use crate::reading::PageReading;
use crate::sign::Sign;

/// The order in which sharps are added; flats are added in the opposite one.
const SHARPS: [Step; 7] = [
    Step::F,
    Step::C,
    Step::G,
    Step::D,
    Step::A,
    Step::E,
    Step::B,
];
/// How near an accidental is to the head that it belongs to, from edge to edge in staff spaces.
const AT_HEAD: f64 = 1.0;

/// A key signature as it stands on one staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyRead {
    /// How many sharps, or flats below 0.
    pub fifths: i8,
    /// Its symbols.
    pub symbols: Vec<usize>,
}

/// The key signature that a staff has among these symbols, which stand left of the first note from
/// the left to the right. None where there are no accidentals in the order of a signature.
pub(crate) fn key(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    accidentals: &[usize],
    clef: Clef,
) -> Option<KeyRead> {
    let sign = |at: usize| match page.symbols[at].sign {
        Sign::Accidental(accidental) => Some(accidental),
        _ => None,
    };
    // Naturals in front take an earlier signature back.
    let naturals = accidentals
        .iter()
        .take_while(|at| sign(**at) == Some(Accidental::Natural));
    let naturals = naturals.count();
    let (cancelled, rest) = accidentals.split_at(naturals);
    let kind = rest.first().and_then(|at| sign(*at));
    let order: Vec<Step> = match kind {
        Some(Accidental::Sharp) => SHARPS.to_vec(),
        Some(Accidental::Flat) => SHARPS.into_iter().rev().collect(),
        _ if naturals > 0 => {
            // A lone natural is rather that of a note.
            return (naturals > 1).then(|| KeyRead {
                fifths: 0,
                symbols: cancelled.to_vec(),
            });
        }
        _ => return None,
    };
    let in_order = rest.iter().zip(&order).take_while(|(at, expected)| {
        let place = places[**at].as_ref();
        let found = place.map(|it| step(tone(clef, it.step())));
        sign(**at) == kind && found == Some(**expected)
    });
    let count = in_order.count();
    if count == 0 {
        return None;
    }
    let fifths = count as i8;
    Some(KeyRead {
        fifths: if kind == Some(Accidental::Sharp) {
            fifths
        } else {
            -fifths
        },
        symbols: accidentals[..naturals + count].to_vec(),
    })
}

/// The accidentals of a staff between two columns that stand before no head, from the left.
pub(crate) fn free_accidentals(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    (system, row): (usize, usize),
    (left_px, right_px): (f64, f64),
) -> Vec<usize> {
    let on_staff = |at: usize| {
        let place = places[at].as_ref()?;
        (place.system == system && place.row == row).then_some(place)
    };
    let of_staff: Vec<usize> = (0..page.symbols.len())
        .filter(|at| on_staff(*at).is_some())
        .collect();
    let is_at_head = |at: usize, place: &Place| {
        of_staff.iter().any(|head| {
            let symbol = &page.symbols[*head];
            let Some(of_head) = on_staff(*head) else {
                return false;
            };
            let apart = (symbol.box_px[0] - page.symbols[at].box_px[2]) / place.interline_px;
            matches!(symbol.sign, Sign::Head { .. })
                && (-0.5..AT_HEAD).contains(&apart)
                && (of_head.position - place.position).abs() < 0.8
        })
    };
    let mut found: Vec<usize> = of_staff
        .iter()
        .copied()
        .filter(|at| {
            matches!(page.symbols[*at].sign, Sign::Accidental(_))
                && on_staff(*at).is_some_and(|place| {
                    place.x_px >= left_px && place.x_px < right_px && !is_at_head(*at, place)
                })
        })
        .collect();
    let x_px = |at: usize| page.symbols[at].middle_px()[0];
    found.sort_by(|a, b| x_px(*a).total_cmp(&x_px(*b)));
    found
}

/// By how many half tones a key signature alters a letter.
pub(crate) fn alter(fifths: i8, step: Step) -> i8 {
    let place = SHARPS.iter().position(|it| *it == step).unwrap_or(0) as i8;
    if fifths > place {
        1
    } else if -fifths > 6 - place {
        -1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_alter_letters_in_order() {
        assert_eq!(alter(1, Step::F), 1);
        assert_eq!(alter(1, Step::C), 0);
        assert_eq!(alter(-1, Step::B), -1);
        assert_eq!(alter(-2, Step::E), -1);
        assert_eq!(alter(-2, Step::A), 0);
        assert_eq!(alter(-7, Step::F), -1);
        assert_eq!(alter(7, Step::B), 1);
        assert_eq!(alter(0, Step::B), 0);
    }
}
