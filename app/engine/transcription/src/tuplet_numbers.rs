//! Which notes and rests the numbers of tuplets are of.

use strokes::{Bracket, BracketKind};

use crate::events::{Events, Source};
use crate::evidence::TupletRule;
use crate::measures::Span;
use crate::prepared::Prepared;
use crate::rhythm::{Event, Quarters, Ratio, Stem};
use crate::sign::Sign;

/// How near two digits of one number stand, in staff spaces.
const NEXT_DIGIT: f64 = 1.4;
/// How far from the middle of its notes a number may stand, in staff spaces.
const OFF_MIDDLE: f64 = 1.6;
/// How far above or below the line of its bracket, in staff spaces.
const OFF_BRACKET: f64 = 0.8;
/// How far beyond the ends of its bracket the middles of its notes may be, in staff spaces.
const BEYOND_BRACKET: f64 = 0.9;
/// How far above or below its notes or their beam.
const REACH: f64 = 4.5;

/// A number over or under notes.
struct Number {
    value: u8,
    x_px: f64,
    y_px: f64,
    row: usize,
    interline_px: f64,
}

/// Marks the events of a measure that a number makes a tuplet of; `other_digits` are symbols that
/// number something else.
pub(crate) fn mark(
    prepared: &Prepared<'_>,
    system: usize,
    span: &Span,
    other_digits: &[usize],
    events: &mut Events,
) {
    for number in numbers(prepared, system, span, other_digits) {
        let Some(ratio) = ratio(number.value) else {
            continue;
        };
        let bracket = bracket(prepared, &number);
        let under = bracket.and_then(|it| notes_under(prepared, &number, it, events));
        let rule = match under {
            Some(_) => TupletRule::Bracket,
            None => TupletRule::Number,
        };
        // Twos and fours are rare, and figures of fingers are often taken for them: they need a bracket.
        let needs_bracket = matches!(number.value, 2 | 4);
        let found = match under {
            None if !needs_bracket => notes(prepared, &number, events),
            under => under,
        };
        if let Some(mut of) = found {
            // What somebody said stays.
            of.retain(|at| events.tuplets_from[*at] != Some(TupletRule::Said));
            events.put_in_tuplet(&of, ratio, rule);
        }
    }
}

/// The bracket that a number is in the gap of, or over the middle of.
fn bracket<'a>(prepared: &Prepared<'a>, number: &Number) -> Option<&'a Bracket> {
    let space = number.interline_px;
    let brackets = prepared.page.strokes.brackets.iter();
    let of_tuplets = brackets.filter(|it| it.kind == BracketKind::Tuplet);
    let fits = of_tuplets.filter_map(|it| {
        let [left, right] = [it.left_px, it.right_px];
        let middle = [0, 1].map(|at| f64::midpoint(left[at], right[at]));
        let off_x = (number.x_px - middle[0]).abs() / space;
        let off_y = (number.y_px - middle[1]).abs() / space;
        let is_in_gap = it
            .gap_px
            .is_none_or(|[from, to]| (from..to).contains(&number.x_px));
        let is_near = off_x < OFF_MIDDLE && off_y < OFF_BRACKET && is_in_gap;
        is_near.then_some((it, off_x + off_y))
    });
    let nearest = fits.min_by(|one, two| one.1.total_cmp(&two.1));
    nearest.map(|it| it.0)
}

/// The events of one voice that a bracket is over or under, from one of its ends to the other, where
/// they are as many as its number says.
fn notes_under(
    prepared: &Prepared<'_>,
    number: &Number,
    bracket: &Bracket,
    events: &Events,
) -> Option<Vec<usize>> {
    let reach_px = BEYOND_BRACKET * number.interline_px;
    let columns = bracket.left_px[0] - reach_px..bracket.right_px[0] + reach_px;
    let is_under = |at: &usize| {
        let (x, top, bottom) = source_px(prepared, events.sources[*at]);
        let y = number.y_px;
        // A bracket whose hooks point down is over its notes.
        let is_on_side = if bracket.points_down {
            y < bottom
        } else {
            y > top
        };
        events.events[*at].staff == number.row && columns.contains(&x) && is_on_side
    };
    let mut under: Vec<usize> = (0..events.events.len()).filter(is_under).collect();
    let x_spaces = |at: usize| events.events[at].x_spaces;
    under.sort_by(|one, two| x_spaces(*one).total_cmp(&x_spaces(*two)));
    let of_stem = |stem: Option<Stem>| -> Vec<usize> {
        let goes = |at: &usize| {
            let own = events.events[*at].stem();
            stem.is_none() || own.is_none() || own == stem
        };
        under.iter().copied().filter(goes).collect()
    };
    // All of them, or else those of the voice on the side of the bracket.
    let near = if bracket.points_down {
        Stem::Up
    } else {
        Stem::Down
    };
    let far = if bracket.points_down {
        Stem::Down
    } else {
        Stem::Up
    };
    let mut tried = [None, Some(near), Some(far)].into_iter().map(of_stem);
    tried.find(|of| of.len() > 1 && fills(of.iter().map(|at| &events.events[*at]), number.value))
}

/// The ratio that a number alone stands for: so many in the time of the next lower power of two, but
/// twos and fours in the time of three.
fn ratio(value: u8) -> Option<Ratio> {
    let in_time_of = match value {
        2 | 4 => 3,
        3 | 5..=20 => value.next_power_of_two() / 2,
        _ => return None,
    };
    let in_time_of = if value == 8 { 6 } else { in_time_of };
    Some(Ratio {
        notes: value,
        in_time_of,
    })
}

/// The numbers of tuplets in a measure.
fn numbers(
    prepared: &Prepared<'_>,
    system: usize,
    span: &Span,
    other_digits: &[usize],
) -> Vec<Number> {
    let mut digits: Vec<(usize, u8)> = Vec::new();
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        if let (Sign::TupletDigit(digit), Some(place)) = (symbol.sign, &prepared.places[at])
            && place.system == system
            && span.holds(place.row, place.x_px)
            && !other_digits.contains(&at)
        {
            digits.push((at, digit));
        }
    }
    let middle = |at: usize| prepared.page.symbols[at].middle_px();
    digits.sort_by(|one, two| middle(one.0)[0].total_cmp(&middle(two.0)[0]));
    let mut numbers: Vec<Number> = Vec::new();
    for (at, digit) in digits {
        let ([x_px, y_px], Some(place)) = (middle(at), &prepared.places[at]) else {
            continue;
        };
        let before = numbers.iter_mut().find(|it| {
            let apart = (x_px - it.x_px) / it.interline_px;
            apart < NEXT_DIGIT && (y_px - it.y_px).abs() < 0.5 * it.interline_px && it.value < 10
        });
        if let Some(before) = before {
            before.value = before.value * 10 + digit;
            before.x_px = f64::midpoint(before.x_px, x_px);
            continue;
        }
        numbers.push(Number {
            value: digit,
            x_px,
            y_px,
            row: place.row,
            interline_px: place.interline_px,
        });
    }
    numbers
}

/// The events that a number is of: some that follow each other on its staff, with the number at their
/// middle, that are together as many of their shortest as it says.
fn notes(prepared: &Prepared<'_>, number: &Number, events: &Events) -> Option<Vec<usize>> {
    let mut on_staff: Vec<usize> = (0..events.events.len())
        .filter(|at| events.events[*at].staff == number.row)
        .collect();
    let x_spaces = |at: &usize| events.events[*at].x_spaces;
    on_staff.sort_by(|one, two| x_spaces(one).total_cmp(&x_spaces(two)));
    let x_px = |at: usize| source_px(prepared, events.sources[at]).0;
    let mut best: Option<(f64, Vec<usize>)> = None;
    for first in 0..on_staff.len() {
        let stem = events.events[on_staff[first]].stem();
        // The events of one voice, as far as stems tell.
        let voice: Vec<usize> = on_staff[first..]
            .iter()
            .copied()
            .filter(|at| {
                let other = events.events[*at].stem();
                stem.is_none() || other.is_none() || other == stem
            })
            .collect();
        for count in 2..=voice.len().min(number.value.into()) {
            let run = &voice[..count];
            if !fills(run.iter().map(|at| &events.events[*at]), number.value) {
                continue;
            }
            let middle_px = f64::midpoint(x_px(run[0]), x_px(run[count - 1]));
            let off = (middle_px - number.x_px).abs() / number.interline_px;
            let away = run.iter().map(|at| {
                let (_, top, bottom) = source_px(prepared, events.sources[*at]);
                (top - number.y_px).max(number.y_px - bottom).max(0.0) / number.interline_px
            });
            let away = away.fold(f64::INFINITY, f64::min);
            let is_cut = cuts_beam(events, run);
            let cost = off + 0.3 * away + if is_cut { 2.0 } else { 0.0 };
            if off < OFF_MIDDLE && away < REACH && best.as_ref().is_none_or(|it| cost < it.0) {
                best = Some((cost, run.to_vec()));
            }
        }
    }
    best.map(|it| it.1)
}

/// Whether events are together as long as so many of the shortest of them, or of notes twice as short.
fn fills<'a>(run: impl Iterator<Item = &'a Event>, number: u8) -> bool {
    let lengths: Vec<Quarters> = run.map(|it| it.written).collect();
    let sum: Quarters = lengths.iter().sum();
    let Some(shortest) = lengths.iter().min() else {
        return false;
    };
    let number = Quarters::from_integer(number.into());
    let unit = sum / number;
    // The unit of a dotted and a short note is the short one, or the one between.
    unit == *shortest || unit == *shortest * 2
}

/// Whether a beam goes on beyond a run of events.
fn cuts_beam(events: &Events, run: &[usize]) -> bool {
    run.iter().any(|at| {
        events.events[*at].beam.is_some_and(|beam| {
            let on_beam = |it: &Event| it.beam.is_some_and(|it| it.group == beam.group);
            let all = events.events.iter().filter(|it| on_beam(it)).count();
            let here = run
                .iter()
                .filter(|it| on_beam(&events.events[**it]))
                .count();
            here < all
        })
    })
}

/// Where an event is: its column, and its upper and lower end with its stem.
fn source_px(prepared: &Prepared<'_>, source: Source) -> (f64, f64, f64) {
    match source {
        Source::Rest(at) => {
            let [left, top, right, bottom] = prepared.page.symbols[at].box_px;
            (f64::midpoint(left, right), top, bottom)
        }
        Source::Chord(at) => {
            let (top, bottom) = prepared.ends_px(at);
            (prepared.chords[at].x_px, top, bottom)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_for_ratios() {
        let in_time_of = |value| ratio(value).map(|it| it.in_time_of);
        assert_eq!(in_time_of(3), Some(2));
        assert_eq!(in_time_of(6), Some(4));
        assert_eq!(in_time_of(7), Some(4));
        assert_eq!(in_time_of(9), Some(8));
        assert_eq!(in_time_of(2), Some(3));
        assert_eq!(in_time_of(8), Some(6));
        assert_eq!(in_time_of(1), None);
    }
}
