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

/// How far apart accidentals of a signature stand at the most, in staff spaces, where one between them
/// was not found.
const TOGETHER: f64 = 2.7;
/// What it costs to take accidentals for a signature: for one that is missing, that is too much, or
/// that is a step off; and the most that it may cost for each accidental of the signature.
const MISSING: f64 = 0.7;
const EXTRA: f64 = 1.0;
const STEP_OFF: f64 = 0.6;
const MOST_UNLIKE: f64 = 0.3;

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
    // Those of a signature stand close together, and all are alike.
    let mut before_px = None;
    let run = rest.iter().take_while(|at| {
        let Some(place) = &places[**at] else {
            return false;
        };
        let apart = before_px.map_or(0.0, |it: f64| (place.x_px - it) / place.interline_px);
        before_px = Some(place.x_px);
        sign(**at) == kind && apart < TOGETHER
    });
    let run: Vec<usize> = run.copied().collect();
    let tones = run.iter().filter_map(|at| places[*at].as_ref());
    let tones: Vec<i32> = tones.map(|it| tone(clef, it.step())).collect();
    let count = nearest_signature(&tones, &order)?;
    let fifths = count as i8;
    Some(KeyRead {
        fifths: if kind == Some(Accidental::Sharp) {
            fifths
        } else {
            -fifths
        },
        symbols: accidentals[..naturals + run.len()].to_vec(),
    })
}

/// How many accidentals the signature has that some are, though one of them may not have been found or
/// be read a step off; none where they are too unlike all signatures. The tones are counted in steps.
fn nearest_signature(tones: &[i32], order: &[Step]) -> Option<usize> {
    let costs = (1..=order.len()).map(|count| (count, distance(tones, &order[..count])));
    let nearest = costs.min_by(|one, two| one.1.total_cmp(&two.1).then(two.0.cmp(&one.0)));
    nearest
        .filter(|(count, cost)| *cost <= MOST_UNLIKE * *count as f64)
        .map(|it| it.0)
}

/// The edit distance between accidentals and the first ones of a signature.
fn distance(tones: &[i32], order: &[Step]) -> f64 {
    // How far the accidentals so far are from each beginning of the signature.
    let mut row: Vec<f64> = (0..=order.len()).map(|it| it as f64 * MISSING).collect();
    for tone in tones {
        let mut next = vec![row[0] + EXTRA];
        for (at, expected) in order.iter().enumerate() {
            let is = |off: i32| step(tone + off) == *expected;
            let replaced = if is(0) {
                0.0
            } else if is(1) || is(-1) {
                STEP_OFF
            } else {
                MISSING + EXTRA
            };
            let best = (row[at] + replaced)
                .min(row[at + 1] + EXTRA)
                .min(next[at] + MISSING);
            next.push(best);
        }
        row = next;
    }
    row[order.len()]
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

    #[test]
    fn signatures_are_known_with_one_accidental_missing_or_a_step_off() {
        let sharps = |letters: &[Step]| {
            let tones: Vec<i32> = letters.iter().map(|it| 28 + *it as i32).collect();
            nearest_signature(&tones, &SHARPS)
        };
        assert_eq!(sharps(&SHARPS[..1]), Some(1));
        assert_eq!(sharps(&SHARPS[..4]), Some(4));
        // The third of six is missing.
        let six = [Step::F, Step::C, Step::D, Step::A, Step::E];
        assert_eq!(sharps(&six), Some(6));
        // The second is read a step off.
        assert_eq!(sharps(&[Step::F, Step::D, Step::G]), Some(3));
        // The accidentals of a chord.
        assert_eq!(sharps(&[Step::B]), None);
        assert_eq!(sharps(&[Step::A, Step::D]), None);
        assert_eq!(sharps(&[]), None);
    }
}
