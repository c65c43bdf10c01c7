//! Which heads and rests the augmentation dots make longer.
//!
//! Dots that make a note longer, shorten its sound, or say that music is repeated look the same, and a
//! detector tells them apart by what is around them. Where they stand tells it more surely.

use notation::Articulation;

use crate::place::Place;
use crate::reading::{PageReading, SURE};
use crate::sign::Sign;

/// How far right of a head or rest its first dot may be, from edge to edge in staff spaces. Other
/// heads of the chord, or flags, may stand between.
const REACH: f64 = 2.6;
/// How far right of the first dot the second one may be.
const NEXT: f64 = 1.2;
/// How far above or below the head a dot may be, in half staff spaces: that of a head on a line is in
/// the space above it, or below it where another voice is above.
const OFF: f64 = 1.7;
/// The same of a dot that was taken for another kind: to the right of its head, and at its height.
const SURE_REACH: f64 = 1.6;
const SURE_OFF: f64 = 1.3;
/// How far from the middle of a head a dot over or under it is that shortens its sound, in staff
/// spaces, and how far above or below.
const OVER: f64 = 0.55;
const OVER_AWAY: std::ops::Range<f64> = 0.75..3.0;
/// How near to a bar line a dot stands that says that music is repeated, in staff spaces.
const AT_BAR: f64 = 1.6;
/// How much a half staff space up or down counts, in staff spaces to the right.
const OFF_WEIGHT: f64 = 0.6;

/// The augmentation dots of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dots {
    /// How many each symbol has.
    pub count: Vec<u8>,
    /// The head or rest that each symbol makes longer, where it is a dot.
    pub owner: Vec<Option<usize>>,
}

/// How many dots each symbol of a page has, and which.
pub(crate) fn dots(page: &PageReading<'_>, places: &[Option<Place>]) -> Dots {
    let mut count = vec![0_u8; page.symbols.len()];
    let mut owner = vec![None; page.symbols.len()];
    let mut dots: Vec<usize> = (0..page.symbols.len())
        .filter(|at| is_dot(page.symbols[*at].sign) && places[*at].is_some())
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
    Dots { count, owner }
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

/// Whether a sign may be a dot that makes something longer.
const fn is_dot(sign: Sign) -> bool {
    matches!(
        sign,
        Sign::AugmentationDot | Sign::RepeatDot | Sign::Articulation(Articulation::Staccato)
    )
}

/// Whether a dot stands over or under a head, as one that shortens its sound does.
fn is_over_head(page: &PageReading<'_>, places: &[Option<Place>], dot: usize) -> bool {
    let Some(place) = &places[dot] else {
        return false;
    };
    let [x, y] = page.symbols[dot].middle_px();
    page.symbols.iter().zip(places).any(|(symbol, of)| {
        let [head_x, head_y] = symbol.middle_px();
        let is_of_system = of.is_some_and(|it| it.system == place.system);
        matches!(symbol.sign, Sign::Head { .. })
            && is_of_system
            && (head_x - x).abs() < OVER * place.interline_px
            && OVER_AWAY.contains(&((head_y - y).abs() / place.interline_px))
    })
}

/// Whether a dot stands at a bar line, as those of repeats do.
fn is_at_bar(page: &PageReading<'_>, place: &Place) -> bool {
    let system = &page.layout.systems[place.system];
    system.bar_lines.iter().any(|bar| {
        let x = bar.x_px.get(place.row);
        x.is_some_and(|x| (x - place.x_px).abs() < AT_BAR * place.interline_px)
    })
}

/// The head or rest that a dot belongs to.
fn of_dot(page: &PageReading<'_>, places: &[Option<Place>], dot: usize) -> Option<usize> {
    let place = places[dot].as_ref()?;
    let symbol = &page.symbols[dot];
    let is_said = symbol.score >= SURE;
    let is_taken_for_one = symbol.sign == Sign::AugmentationDot;
    if is_said && !is_taken_for_one {
        return None;
    }
    let is_elsewhere = !is_said
        && (is_over_head(page, places, dot) || !is_taken_for_one && is_at_bar(page, place));
    let (reach, most_off) = if is_taken_for_one && !is_elsewhere {
        (REACH, OFF)
    } else if is_taken_for_one || !is_elsewhere {
        (SURE_REACH, SURE_OFF)
    } else {
        return None;
    };
    let left_px = symbol.box_px[0];
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
        let most_off = if is_rest { 2.5 } else { most_off };
        let is_near = of.system == place.system
            && of.row == place.row
            && (-0.1..reach).contains(&apart)
            && off <= most_off;
        is_near.then_some((at, apart + OFF_WEIGHT * off))
    });
    owners
        .min_by(|one, two| one.1.total_cmp(&two.1))
        .map(|it| it.0)
}
