//! Octave lines: from where to where notes sound elsewhere than they stand.

use notation::OctaveShift;
use strokes::Extender;

use crate::place::{Place, at_point};
use crate::reading::{PageReading, Symbol};
use crate::sign::Sign;
use crate::unread_figures::unread_figure;

/// How far right of its sign a line may begin, in staff spaces.
const NEXT: f64 = 3.0;
/// How far above or below the box of the sign it may be.
const LEVEL: f64 = 0.6;
/// How far beyond the ends a note may be that is meant, in staff spaces: lines end over the last note
/// or a bit before its right edge.
const BEYOND: f64 = 1.0;
/// How far from the left end of a staff a line may begin that goes on from the system before, in staff
/// spaces: clef and key signature stand before it.
const AT_START: f64 = 16.0;
/// How far from the right end of a staff a line may end that goes on on the next system.
const AT_END: f64 = 5.0;
/// How far above or below the middle of the staff a sign is at least that is read as another digit, in
/// half staff spaces.
const OUTSIDE: f64 = 5.0;
/// The score from which on a sign without dashes is one: letters look like it.
const LEAST_ALONE: f64 = 0.65;

/// An octave line of a staff, or its sign alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OctaveLine {
    /// Its system on the page.
    pub system: usize,
    /// The staff of the system that it is for.
    pub row: usize,
    /// From which column on it holds, in pixels.
    pub from_px: f64,
    /// Up to which column.
    pub to_px: f64,
    /// What it says.
    pub shift: OctaveShift,
    /// Where it stands, in half staff spaces above the middle of the staff.
    pub position: f64,
    /// Its sign, as a number of the page's symbols; none where it goes on from the system before, or
    /// where nobody read it.
    pub symbol: Option<usize>,
}

impl OctaveLine {
    /// By how many octaves what is under it sounds higher.
    pub const fn octaves(&self) -> i8 {
        match self.shift {
            OctaveShift::OctaveHigher => 1,
            OctaveShift::OctaveLower => -1,
            OctaveShift::TwoOctavesHigher => 2,
            OctaveShift::TwoOctavesLower => -2,
        }
    }

    /// Whether a place on a staff is under it.
    pub fn holds(&self, place: &Place) -> bool {
        (place.system, place.row) == (self.system, self.row)
            && (self.from_px..=self.to_px).contains(&place.x_px)
    }
}

/// What may be an octave line on a page.
#[derive(Debug, Default)]
pub(crate) struct OctaveMarks {
    /// The lines that have a sign.
    lines: Vec<Marked>,
    /// The dashed lines without one at the beginnings of systems, which may go on from the system
    /// before.
    rests: Vec<OctaveRest>,
}

/// An octave line, and whether it goes on on the next system.
#[derive(Debug)]
struct Marked {
    line: OctaveLine,
    goes_on: bool,
    has_hook: bool,
    /// Whether its sign stands before the music of the system.
    is_at_start: bool,
}

/// A dashed line that may go on from the system before.
#[derive(Debug)]
struct OctaveRest {
    system: usize,
    row: usize,
    to_px: f64,
    position: f64,
    goes_on: bool,
}

impl OctaveMarks {
    /// Finds them on a page.
    pub fn of(page: &PageReading<'_>, places: &[Option<Place>]) -> Self {
        let mut found = Self::default();
        let mut is_taken = vec![false; page.strokes.extenders.len()];
        for (at, (symbol, place)) in page.symbols.iter().zip(places).enumerate() {
            let (Some(octaves), Some(place)) = (octaves(symbol.sign), place) else {
                continue;
            };
            let reach_px = BEYOND * place.interline_px;
            let mut extenders = page.strokes.extenders.iter();
            let extender = extenders.position(|it| goes_on(symbol, place, it));
            let line = extender.map(|it| &page.strokes.extenders[it]);
            // Any other 8 is one of octaves only before its dashes.
            let is_outside = place.position.abs() > OUTSIDE && line.is_some_and(|it| it.is_dashed);
            let is_sign = matches!(symbol.sign, Sign::OctaveShift(_));
            let is_sure = line.is_some_and(|it| it.is_dashed) || symbol.score >= LEAST_ALONE;
            if !(is_sure && (is_sign || is_outside)) {
                continue;
            }
            if let Some(taken) = extender {
                is_taken[taken] = true;
            }
            let right_px = line.map_or(symbol.box_px[2], |it| it.right_px[0]);
            found.lines.push(Marked {
                line: OctaveLine {
                    system: place.system,
                    row: place.row,
                    from_px: symbol.box_px[0] - reach_px,
                    to_px: right_px + reach_px,
                    shift: shift(octaves, place.position > 0.0),
                    position: place.position,
                    symbol: Some(at),
                },
                goes_on: line.is_some_and(|it| is_open(page, it)),
                has_hook: line.is_some_and(|it| it.hook_up.max(it.hook_down) > 0.0),
                is_at_start: is_at_start(page, symbol.box_px[0], place),
            });
        }
        let extenders = page.strokes.extenders.iter().zip(is_taken);
        for (extender, _) in extenders.filter(|it| !it.1) {
            match unread(page, extender) {
                Some(marked) => found.lines.push(marked),
                None => found.rests.extend(rest(page, extender)),
            }
        }
        found
    }

    /// Whether there is the sign of a line at the beginning of the next system of the page too.
    fn begins_again(&self, line: &OctaveLine) -> bool {
        self.lines.iter().any(|it| {
            it.is_at_start
                && it.line.system == line.system + 1
                && it.line.row == line.row
                && it.line.shift == line.shift
        })
    }
}

/// The octave lines of each page, with those that go on from system to system.
pub(crate) fn octave_lines<'a>(
    pages: impl Iterator<Item = (&'a OctaveMarks, usize)>,
) -> Vec<Vec<OctaveLine>> {
    let mut all = Vec::new();
    // What goes on from the system before.
    let mut open: Vec<OctaveLine> = Vec::new();
    for (marks, systems) in pages {
        let mut lines = Vec::new();
        for system in 0..systems {
            let mut next = Vec::new();
            for rest in marks.rests.iter().filter(|it| it.system == system) {
                let is_same = |it: &&OctaveLine| {
                    it.row == rest.row && (it.position > 0.0) == (rest.position > 0.0)
                };
                let Some(before) = open.iter().find(is_same) else {
                    continue;
                };
                let line = OctaveLine {
                    system,
                    from_px: f64::NEG_INFINITY,
                    to_px: rest.to_px,
                    position: rest.position,
                    symbol: None,
                    ..*before
                };
                lines.push(line);
                next.extend(rest.goes_on.then_some(line));
            }
            for marked in marks.lines.iter().filter(|it| it.line.system == system) {
                let mut line = marked.line;
                // One that begins again on the next system goes through to the end of this one.
                if !marked.has_hook && marks.begins_again(&line) {
                    line.to_px = f64::INFINITY;
                }
                lines.push(line);
                next.extend(marked.goes_on.then_some(line));
            }
            open = next;
        }
        all.push(joined(lines));
    }
    all
}

/// Lines of which those are one that say the same of a staff at one place: the dashes of a line may be
/// found in two pieces, each of which begins at the same sign or beside it.
fn joined(lines: Vec<OctaveLine>) -> Vec<OctaveLine> {
    let mut kept: Vec<OctaveLine> = Vec::new();
    for line in lines {
        let is_same = |it: &&mut OctaveLine| {
            (it.system, it.row, it.shift) == (line.system, line.row, line.shift)
                && it.from_px < line.to_px
                && line.from_px < it.to_px
        };
        match kept.iter_mut().find(is_same) {
            Some(same) => {
                same.from_px = same.from_px.min(line.from_px);
                same.to_px = same.to_px.max(line.to_px);
                same.symbol = same.symbol.or(line.symbol);
            }
            None => kept.push(line),
        }
    }
    kept
}

/// An octave line without a read sign, where a dashed line begins at what may be one.
fn unread(page: &PageReading<'_>, line: &Extender) -> Option<Marked> {
    let [x, y] = line.left_px;
    let place = at_point(page.layout, x, y)?;
    let left_px = unread_figure(page.layout, line, &place)?;
    let reach_px = BEYOND * place.interline_px;
    Some(Marked {
        line: OctaveLine {
            system: place.system,
            row: place.row,
            from_px: left_px - reach_px,
            to_px: line.right_px[0] + reach_px,
            shift: shift(0, place.position > 0.0),
            position: place.position,
            symbol: None,
        },
        goes_on: is_open(page, line),
        has_hook: line.hook_up.max(line.hook_down) > 0.0,
        is_at_start: is_at_start(page, left_px, &place),
    })
}

/// A dashed line at the beginning of a system.
fn rest(page: &PageReading<'_>, line: &Extender) -> Option<OctaveRest> {
    let [x, y] = line.left_px;
    let place = at_point(page.layout, x, y)?;
    let is_outside = place.position.abs() > 4.0;
    (line.is_dashed && is_outside && is_at_start(page, x, &place)).then(|| OctaveRest {
        system: place.system,
        row: place.row,
        to_px: line.right_px[0] + BEYOND * place.interline_px,
        position: place.position,
        goes_on: is_open(page, line),
    })
}

/// Whether a column is near the left end of a staff.
fn is_at_start(page: &PageReading<'_>, x: f64, place: &Place) -> bool {
    let staff = &page.layout.staves[page.layout.systems[place.system].staves[place.row]];
    x < staff.left_px() + AT_START * place.interline_px
}

/// Whether a line reaches the end of its staff without a hook.
fn is_open(page: &PageReading<'_>, line: &Extender) -> bool {
    let [x, y] = line.right_px;
    at_point(page.layout, x, y).is_some_and(|place| {
        let staff = &page.layout.staves[page.layout.systems[place.system].staves[place.row]];
        let is_at_end = x > staff.right_px() - AT_END * place.interline_px;
        is_at_end && line.hook_up.max(line.hook_down) == 0.0
    })
}

/// Whether a line goes on from an octave sign.
fn goes_on(symbol: &Symbol, place: &Place, line: &Extender) -> bool {
    let [left, top, right, bottom] = symbol.box_px;
    let reach_px = LEVEL * place.interline_px;
    let [x, y] = line.left_px;
    x > left
        && x < right + NEXT * place.interline_px
        && y > top - reach_px
        && y < bottom + reach_px
        && line.right_px[0] > right
}

/// The octaves that a sign may say: 0 for an 8 alone, which may look like a digit of another kind.
const fn octaves(sign: Sign) -> Option<i8> {
    match sign {
        Sign::OctaveShift(octaves) => Some(octaves),
        Sign::TupletDigit(8) | Sign::TimeDigit(8) => Some(0),
        _ => None,
    }
}

/// What a sign says: the plain 8 and 15 mean higher above a staff and lower below it.
const fn shift(octaves: i8, is_above: bool) -> OctaveShift {
    match (octaves, is_above) {
        (2.., true) => OctaveShift::TwoOctavesHigher,
        (2.., false) | (..=-2, _) => OctaveShift::TwoOctavesLower,
        (0, true) | (1, _) => OctaveShift::OctaveHigher,
        (0, false) | (-1, _) => OctaveShift::OctaveLower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_one_line_count_once() {
        let line = |from_px: f64, to_px: f64, symbol| OctaveLine {
            system: 0,
            row: 0,
            from_px,
            to_px,
            shift: OctaveShift::OctaveHigher,
            position: 9.0,
            symbol,
        };
        let pieces = vec![line(130.0, 400.0, None), line(100.0, 300.0, Some(3))];
        assert_eq!(joined(pieces), [line(100.0, 400.0, Some(3))]);
        let apart = vec![line(100.0, 300.0, Some(3)), line(310.0, 400.0, None)];
        assert_eq!(joined(apart.clone()), apart);
        let lower = OctaveLine { row: 1, ..apart[0] };
        assert_eq!(joined(vec![apart[0], lower]).len(), 2);
    }

    #[test]
    fn plain_signs_mean_what_their_side_says() {
        assert_eq!(shift(0, true), OctaveShift::OctaveHigher);
        assert_eq!(shift(0, false), OctaveShift::OctaveLower);
        assert_eq!(shift(1, false), OctaveShift::OctaveHigher);
        assert_eq!(shift(-1, true), OctaveShift::OctaveLower);
        assert_eq!(shift(2, true), OctaveShift::TwoOctavesHigher);
        assert_eq!(shift(2, false), OctaveShift::TwoOctavesLower);
    }
}
