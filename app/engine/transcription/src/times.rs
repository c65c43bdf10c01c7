//! Time signatures: digits above each other, or a C.

use notation::{TimeSignature, TimeSymbol};

use crate::place::Place;
use crate::reading::PageReading;
use crate::sign::Sign;

/// The time signature of a staff between two columns.
pub(crate) fn time(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    (system, row): (usize, usize),
    (left_px, right_px): (f64, f64),
) -> Option<TimeSignature> {
    let mut upper: Vec<(f64, u8)> = Vec::new();
    let mut lower: Vec<(f64, u8)> = Vec::new();
    for (symbol, place) in page.symbols.iter().zip(places) {
        let Some(place) = place else { continue };
        let is_here = place.system == system
            && place.row == row
            && place.x_px >= left_px
            && place.x_px < right_px
            && place.position.abs() < 5.0;
        if !is_here {
            continue;
        }
        match symbol.sign {
            Sign::CommonTime => return TimeSignature::new(4, 4, TimeSymbol::Common),
            Sign::CutTime => return TimeSignature::new(2, 2, TimeSymbol::Cut),
            Sign::TimeDigit(digit) if place.position > 0.5 => upper.push((place.x_px, digit)),
            Sign::TimeDigit(digit) if place.position < -0.5 => lower.push((place.x_px, digit)),
            _ => {}
        }
    }
    let number = |digits: &mut Vec<(f64, u8)>| {
        digits.sort_by(|one, two| one.0.total_cmp(&two.0));
        let digits = digits.iter().take(2);
        digits.fold(0_u8, |number, digit| number.wrapping_mul(10) + digit.1)
    };
    let (beats, unit) = (number(&mut upper), number(&mut lower));
    TimeSignature::new(beats, unit, TimeSymbol::Numbers)
}
