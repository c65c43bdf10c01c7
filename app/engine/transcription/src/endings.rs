//! The brackets over first and second endings.

use std::num::NonZeroU8;

use staves::Layout;
use strokes::{Bracket, BracketKind};

use crate::measures::Span;
use crate::place::at_point;
use crate::reading::PageReading;
use crate::sign::Sign;

/// How far right of the left end of a bracket its number may be, and how far below its line, in staff
/// spaces.
const NUMBER: [f64; 2] = [4.0, 3.0];
/// How far beyond a bar line an end of a bracket may be that is meant to be at it, in staff spaces.
const AT_BAR: f64 = 1.2;

/// A bracket over an ending, or the part of one on a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndingRead {
    /// The measures of the system that it is over.
    pub measures: std::ops::RangeInclusive<usize>,
    /// In which passes they are played; none where no number is read.
    pub numbers: Vec<NonZeroU8>,
    /// Whether a stroke closes it at the right.
    pub is_closed: bool,
    /// The digits that are its numbers, as numbers of the page's symbols.
    pub digits: Vec<usize>,
}

/// The brackets over endings of a system, from the left to the right.
pub(crate) fn endings(page: &PageReading<'_>, system: usize, spans: &[Span]) -> Vec<EndingRead> {
    let voltas = page.strokes.brackets.iter();
    let voltas = voltas.filter(|it| it.kind == BracketKind::Volta);
    let of_system = voltas.filter_map(|bracket| {
        let space = interline_px(page.layout, system, bracket)?;
        let digits = digits(page, bracket, space);
        Some(EndingRead {
            measures: measures(spans, bracket, space)?,
            numbers: numbers(page, &digits),
            is_closed: bracket.is_closed,
            digits,
        })
    });
    let mut found: Vec<EndingRead> = of_system.collect();
    found.sort_by_key(|it| *it.measures.start());
    // Each measure is in one ending only.
    found.dedup_by(|next, before| next.measures.start() <= before.measures.end());
    found
}

/// A staff space where a bracket is, where it is over the given system.
fn interline_px(layout: &Layout, system: usize, bracket: &Bracket) -> Option<f64> {
    let [x, y] = bracket.left_px;
    let place = at_point(layout, x, y)?;
    (place.system == system).then_some(place.interline_px)
}

/// The measures that a bracket is over.
fn measures(
    spans: &[Span],
    bracket: &Bracket,
    space: f64,
) -> Option<std::ops::RangeInclusive<usize>> {
    let reach_px = AT_BAR * space;
    let at = |x: f64| spans.iter().position(|it| it.holds(0, x));
    let (first, last) = (
        at(bracket.left_px[0] + reach_px)?,
        at(bracket.right_px[0] - reach_px)?,
    );
    (first <= last).then_some(first..=last)
}

/// The digits under the left end of a bracket, from the left to the right.
fn digits(page: &PageReading<'_>, bracket: &Bracket, space: f64) -> Vec<usize> {
    let [left, line] = bracket.left_px;
    let is_number = |at: &usize| {
        let symbol = &page.symbols[*at];
        let [x, y] = symbol.middle_px();
        digit(symbol.sign).is_some()
            && (0.0..NUMBER[0] * space).contains(&(x - left))
            && (-0.5 * space..NUMBER[1] * space).contains(&(y - line))
    };
    let mut found: Vec<usize> = (0..page.symbols.len()).filter(is_number).collect();
    let x = |at: usize| page.symbols[at].box_px[0];
    found.sort_by(|one, two| x(*one).total_cmp(&x(*two)));
    found
}

/// Each digit is a number of its own: more than nine passes are not written.
fn numbers(page: &PageReading<'_>, digits: &[usize]) -> Vec<NonZeroU8> {
    let digits = digits.iter().filter_map(|at| digit(page.symbols[*at].sign));
    digits.filter_map(NonZeroU8::new).collect()
}

/// The digits of numbers look alike, whatever they number.
const fn digit(sign: Sign) -> Option<u8> {
    match sign {
        Sign::TupletDigit(digit) | Sign::Fingering(digit) => Some(digit),
        _ => None,
    }
}

/// Numbers endings where none are read: an ending that follows another one at once is the next one
/// after it, any other is the first.
#[derive(Debug, Default)]
pub(crate) struct Count {
    /// The measure of the score after the last ending, and its last number.
    last: Option<(usize, NonZeroU8)>,
}

impl Count {
    /// The numbers of an ending from one measure of the score to another.
    pub fn numbers(&mut self, ending: &EndingRead, first: usize, last: usize) -> Vec<NonZeroU8> {
        let before = self.last.filter(|it| it.0 == first).map(|it| it.1);
        let counted = before.map_or(NonZeroU8::MIN, |it| it.saturating_add(1));
        let numbers = if ending.numbers.is_empty() {
            vec![counted]
        } else {
            ending.numbers.clone()
        };
        self.last = numbers.last().map(|number| (last + 1, *number));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_without_numbers_are_counted() {
        let ending = |numbers: &[u8]| EndingRead {
            measures: 0..=0,
            numbers: numbers
                .iter()
                .filter_map(|it| NonZeroU8::new(*it))
                .collect(),
            is_closed: true,
            digits: Vec::new(),
        };
        let mut count = Count::default();
        let mut of = |read: &[u8], first, last| -> Vec<u8> {
            let numbers = count.numbers(&ending(read), first, last);
            numbers.into_iter().map(NonZeroU8::get).collect()
        };
        assert_eq!(of(&[], 3, 4), [1]);
        assert_eq!(of(&[], 5, 5), [2]);
        assert_eq!(of(&[], 9, 9), [1]);
        assert_eq!(of(&[1, 2], 20, 20), [1, 2]);
        assert_eq!(of(&[], 21, 21), [3]);
    }
}
