//! The clefs of a staff, and what tone a place on it is.

use std::collections::BTreeSet;

use notation::{Clef, ClefSign, Step};
use staves::Layout;

use crate::place::{Place, at_point};
use crate::reading::{PageReading, SURE, Symbol};
use crate::sign::Sign;

/// A clef where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClefAt {
    /// From which column on it holds, in pixels.
    pub x_px: f64,
    /// The clef.
    pub clef: Clef,
    /// Its symbol.
    pub symbol: usize,
}

/// The clefs of each staff of a system, from the left to the right.
pub(crate) fn clefs(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    system: usize,
) -> Vec<Vec<ClefAt>> {
    let mut rows = vec![Vec::new(); page.layout.systems[system].staves.len()];
    for (at, symbol) in page.symbols.iter().enumerate() {
        let (Sign::Clef(sign, octaves), Some(place)) = (symbol.sign, &places[at]) else {
            continue;
        };
        if place.system == system {
            let line = line(sign, place.position);
            let is_said = symbol.score >= SURE;
            let is_unusual = octaves != 0 || sign == ClefSign::Percussion;
            let is_seen = octaves == 0 || has_figure(page, symbol, place, octaves > 0);
            let counts =
                !is_unusual || is_said || is_seen && is_usual(page, places, place.row, symbol.sign);
            if !counts && sign == ClefSign::Percussion {
                continue;
            }
            let octaves = if counts { octaves } else { 0 };
            rows[place.row].push(ClefAt {
                x_px: place.x_px,
                clef: Clef {
                    sign,
                    line,
                    octaves,
                },
                symbol: at,
            });
        }
    }
    for row in &mut rows {
        row.sort_by(|one, two| one.x_px.total_cmp(&two.x_px));
    }
    rows
}

/// How far from the left end of its staff a clef stands that begins it, in staff spaces.
const AT_START: f64 = 6.0;
/// How far from the middle of its staff the middle of a clef is at the most, in half staff spaces.
const ON_STAFF: f64 = 6.0;

/// Where the figure of an octave clef is beyond what a plain one takes, in staff spaces above or below
/// the outermost line, and on how many of these rows there is ink at least.
const FIGURE: std::ops::Range<f64> = 1.75..3.2;
const LEAST_OF_FIGURE: f64 = 0.45;

/// Whether there is something where the figure of an octave clef stands, above it or below.
fn has_figure(page: &PageReading<'_>, clef: &Symbol, place: &Place, is_above: bool) -> bool {
    let staff = &page.layout.staves[page.layout.systems[place.system].staves[place.row]];
    let space = place.interline_px;
    let (edge, way) = if is_above {
        (staff.top_px(place.x_px), -1.0)
    } else {
        (staff.bottom_px(place.x_px), 1.0)
    };
    let columns = clef.box_px[0].round() as isize..=clef.box_px[2].round() as isize;
    let steps = (FIGURE.start * space).round() as i64..(FIGURE.end * space).round() as i64;
    let has_ink = |step: &i64| {
        let y = (edge + way * *step as f64).round() as isize;
        columns.clone().any(|x| page.layout.ink.is_ink(x, y))
    };
    steps.filter(has_ink).count() as f64 >= LEAST_OF_FIGURE * space
}

/// Whether a clef that is seldom seen is what most clefs of its sign, or all of them where they have
/// no pitch, are that begin a staff of a row of the page. A staff that sounds an octave higher says so
/// on every line; such a clef among others, or in the middle of a line alone, is a misread one.
fn is_usual(page: &PageReading<'_>, places: &[Option<Place>], row: usize, clef: Sign) -> bool {
    let of_row = page
        .symbols
        .iter()
        .zip(places)
        .filter_map(|(symbol, place)| {
            let is_of_row = place.is_some_and(|it| it.row == row && begins_staff(page.layout, &it));
            let is_alike = match (symbol.sign, clef) {
                (Sign::Clef(..), Sign::Clef(ClefSign::Percussion, _)) => true,
                (Sign::Clef(one, _), Sign::Clef(other, _)) => one == other,
                _ => false,
            };
            (is_of_row && is_alike).then_some(symbol.sign)
        });
    let (all, same) = of_row.fold((0, 0), |(all, same), it| {
        (all + 1, same + usize::from(it == clef))
    });
    2 * same > all
}

/// Whether a place is where the clef of a staff stands at its beginning.
fn begins_staff(layout: &Layout, place: &Place) -> bool {
    let staff = &layout.staves[layout.systems[place.system].staves[place.row]];
    place.x_px < staff.left_px() + AT_START * place.interline_px
}

/// How many staves of a page begin with a clef.
#[must_use]
pub fn staves_begun_by_clefs(layout: &Layout, symbols: &[Symbol]) -> usize {
    let clefs = symbols
        .iter()
        .filter(|it| matches!(it.sign, Sign::Clef(..)));
    let begun = clefs.filter_map(|clef| {
        let [x, y] = clef.middle_px();
        let place = at_point(layout, x, y)?;
        let is_on_it = place.position.abs() <= ON_STAFF && begins_staff(layout, &place);
        is_on_it.then_some((place.system, place.row))
    });
    begun.collect::<BTreeSet<_>>().len()
}

/// The line that a clef names, from 1 at the bottom, by where its middle stands for.
fn line(sign: ClefSign, position: f64) -> u8 {
    let nearest = (position / 2.0).round().clamp(-2.0, 2.0) as i8 + 3;
    match sign {
        // A treble clef on the first line and a bass clef on the fifth are very rare.
        ClefSign::G => 2,
        ClefSign::F => nearest.clamp(3, 4).unsigned_abs(),
        ClefSign::C => nearest.unsigned_abs(),
        ClefSign::Percussion => 3,
    }
}

/// The tone of a place on a staff, as its letter and octave, counted in steps from the C of octave 0;
/// `position` is in half staff spaces above the middle line.
pub(crate) fn tone(clef: Clef, position: i32) -> i32 {
    let named = match clef.sign {
        ClefSign::G => 4 * 7 + Step::G as i32,
        ClefSign::F => 3 * 7 + Step::F as i32,
        ClefSign::C => 4 * 7,
        // Without pitches, as in a treble clef.
        ClefSign::Percussion => 4 * 7 + Step::B as i32,
    };
    let line_position = 2 * (i32::from(clef.line) - 3);
    named + 7 * i32::from(clef.octaves) + position - line_position
}

/// The letter of a tone.
pub(crate) fn step(tone: i32) -> Step {
    Step::ALL[tone.rem_euclid(7) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_lines_are_what_they_are_called() {
        let name = |clef, position| {
            (
                step(tone(clef, position)),
                tone(clef, position).div_euclid(7),
            )
        };
        assert_eq!(name(Clef::TREBLE, 0), (Step::B, 4));
        assert_eq!(name(Clef::TREBLE, -6), (Step::C, 4));
        assert_eq!(name(Clef::BASS, 0), (Step::D, 3));
        assert_eq!(name(Clef::BASS, 6), (Step::C, 4));
        assert_eq!(name(Clef::new(ClefSign::C, 3), 0), (Step::C, 4));
        assert_eq!(name(Clef::new(ClefSign::C, 4), 2), (Step::C, 4));
        let tenor = Clef {
            octaves: -1,
            ..Clef::TREBLE
        };
        assert_eq!(name(tenor, 0), (Step::B, 3));
    }

    #[test]
    fn lines_of_clefs_are_read() {
        assert_eq!(line(ClefSign::F, 2.2), 4);
        assert_eq!(line(ClefSign::F, 0.1), 3);
        assert_eq!(line(ClefSign::C, -3.8), 1);
        assert_eq!(line(ClefSign::C, 1.7), 4);
    }
}
