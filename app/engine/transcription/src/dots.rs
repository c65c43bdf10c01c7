//! Which heads and rests the augmentation dots make longer.

use crate::place::Place;
use crate::reading::PageReading;
use crate::sign::Sign;

/// How far right of a head or rest its first dot may be, from edge to edge in staff spaces. Other
/// heads of the chord, or flags, may stand between.
const REACH: f64 = 2.6;
/// How far right of the first dot the second one may be.
const NEXT: f64 = 1.2;
/// How far above or below the head a dot may be, in half staff spaces: that of a head on a line is in
/// the space above it, or below it where another voice is above.
const OFF: f64 = 1.7;
/// How much a half staff space up or down counts, in staff spaces to the right.
const OFF_WEIGHT: f64 = 0.6;

/// How many dots each symbol of a page has.
pub(crate) fn dots(page: &PageReading<'_>, places: &[Option<Place>]) -> Vec<u8> {
    let mut count = vec![0_u8; page.symbols.len()];
    let mut owner = vec![None; page.symbols.len()];
    let mut dots: Vec<usize> = (0..page.symbols.len())
        .filter(|at| page.symbols[*at].sign == Sign::AugmentationDot && places[*at].is_some())
        .collect();
    let left_px = |at: usize| page.symbols[at].box_px[0];
    dots.sort_by(|a, b| left_px(*a).total_cmp(&left_px(*b)));
    for (number, dot) in dots.iter().enumerate() {
        let before = dots[..number]
            .iter()
            .rev()
            .find(|it| follows(places, **it, *dot));
        let found = match before {
            // A second dot goes where the first one went.
            Some(first) => owner[*first],
            None => of_dot(page, places, *dot),
        };
        owner[*dot] = found;
        if let Some(of) = found {
            let is_second = before.is_some();
            count[of] = count[of].max(1 + u8::from(is_second));
        }
    }
    count
}

/// Whether one dot stands right of another one at the same height.
fn follows(places: &[Option<Place>], first: usize, second: usize) -> bool {
    let (Some(first), Some(second)) = (&places[first], &places[second]) else {
        return false;
    };
    let apart = (second.x_px - first.x_px) / second.interline_px;
    first.system == second.system
        && first.row == second.row
        && (first.position - second.position).abs() < 0.5
        && apart > 0.2
        && apart < NEXT
}

/// The head or rest that a dot belongs to.
fn of_dot(page: &PageReading<'_>, places: &[Option<Place>], dot: usize) -> Option<usize> {
    let place = places[dot].as_ref()?;
    let left_px = page.symbols[dot].box_px[0];
    let owners = (0..page.symbols.len()).filter_map(|at| {
        let symbol = &page.symbols[at];
        let is_rest = matches!(symbol.sign, Sign::Rest(_));
        if !is_rest && !matches!(symbol.sign, Sign::Head { .. }) {
            return None;
        }
        let of = places[at].as_ref()?;
        let apart = (left_px - symbol.box_px[2]) / place.interline_px;
        let off = (place.position - of.position).abs();
        // A rest's dot is in a space near its middle, wherever its hooks are.
        let most_off = if is_rest { 2.5 } else { OFF };
        let is_near = of.system == place.system
            && of.row == place.row
            && (-0.1..REACH).contains(&apart)
            && off <= most_off;
        is_near.then_some((at, apart + OFF_WEIGHT * off))
    });
    owners
        .min_by(|one, two| one.1.total_cmp(&two.1))
        .map(|it| it.0)
}
