//! What stands between and above staves: dynamics, hairpins, octave lines, pedal signs, segno and coda.

use notation::{
    Direction, DirectionKind, ElementId, OctaveShiftEnd, Pedal, Placement, Quarters, SpanNumber,
    WedgeEnd,
};
use strokes::{Hairpin, HairpinKind};

use crate::accents::{is_accent, middle_of};
use crate::dynamics::dynamics;
use crate::measures::Span;
use crate::octaves::OctaveLine;
use crate::place::at_point;
use crate::prepared::Prepared;
use crate::sign::Sign;

/// How far right of the beginning of a line what it begins with may end, in staff spaces.
const REACH: f64 = 0.8;

/// A direction of a measure of a system.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DirectionAt {
    /// Which measure of the system it is in.
    pub number: usize,
    /// Which staff of the system it stands at.
    pub row: usize,
    /// When it holds.
    pub at: At,
    /// The symbol that it is found again by; none of a line.
    pub symbol: Option<usize>,
    /// On which side of the staff it stands.
    pub placement: Placement,
    /// What it is.
    pub kind: DirectionKind,
}

/// When a direction holds, by its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum At {
    /// With what stands nearest to a column of its staff, in pixels.
    Nearest(f64),
    /// With the first that stands right of a column, or the end of the measure.
    FirstAfter(f64),
}

impl DirectionAt {
    /// The direction with its onset and its staff.
    pub fn direction(&self, id: ElementId, onset: Quarters, staff: u8) -> Direction {
        Direction {
            id,
            onset,
            staff,
            placement: Some(self.placement),
            kind: self.kind.clone(),
        }
    }
}

/// The directions of a system with these measures.
pub(crate) fn directions(
    prepared: &Prepared<'_>,
    system: usize,
    spans: &[Span],
) -> Vec<DirectionAt> {
    let mut found = dynamics(prepared, system, spans);
    for (at, symbol) in prepared.page.symbols.iter().enumerate() {
        let Some(place) = prepared.places[at].filter(|it| it.system == system) else {
            continue;
        };
        let kind = match symbol.sign {
            Sign::Segno => DirectionKind::Segno,
            Sign::Coda => DirectionKind::Coda,
            Sign::PedalDown => DirectionKind::Pedal(Pedal::Start),
            Sign::PedalUp => DirectionKind::Pedal(Pedal::Stop),
            _ => continue,
        };
        found.push(DirectionAt {
            number: number_at(spans, place.row, place.x_px),
            row: place.row,
            at: At::Nearest(symbol.box_px[0]),
            symbol: Some(at),
            placement: placement(place.position),
            kind,
        });
    }
    found.extend(wedges(prepared, system, spans));
    found.sort_by_key(|it| it.number);
    found
}

/// The measure of a system that a column is in: the last one where it is in none.
pub(crate) fn number_at(spans: &[Span], row: usize, x_px: f64) -> usize {
    let number = spans.iter().position(|it| it.holds(row, x_px));
    number.unwrap_or(spans.len().saturating_sub(1))
}

/// On which side of a staff a place is.
pub(crate) fn placement(position: f64) -> Placement {
    if position > 0.0 {
        Placement::Above
    } else {
        Placement::Below
    }
}

/// The beginning and the end of each hairpin.
fn wedges(prepared: &Prepared<'_>, system: usize, spans: &[Span]) -> Vec<DirectionAt> {
    let mut found = Vec::new();
    // Up to which measure each number is taken: within a measure, what ends may be written after what
    // begins later.
    let mut taken: Vec<usize> = Vec::new();
    let mut hairpins: Vec<&Hairpin> = prepared.page.strokes.hairpins.iter().collect();
    hairpins.sort_by(|one, two| one.upper_px[0][0].total_cmp(&two.upper_px[0][0]));
    for hairpin in hairpins {
        let [from, to] = [hairpin.upper_px[0][0], hairpin.upper_px[1][0]];
        let [x, y] = middle_of(hairpin);
        let place = at_point(prepared.page.layout, x, y);
        let Some(place) = place.filter(|it| it.system == system) else {
            continue;
        };
        if is_accent(hairpin, place.interline_px) {
            continue;
        }
        let reach_px = REACH * place.interline_px;
        let begins_in = number_at(spans, place.row, from);
        let ends_in = number_at(spans, place.row, to - reach_px);
        let free = taken.iter().position(|it| *it < begins_in);
        let at = free.unwrap_or_else(|| {
            taken.push(ends_in);
            taken.len() - 1
        });
        let Some(number) = u8::try_from(at + 1).ok().and_then(SpanNumber::new) else {
            continue;
        };
        taken[at] = ends_in;
        let begins = match hairpin.kind {
            HairpinKind::Crescendo => WedgeEnd::Crescendo,
            HairpinKind::Diminuendo => WedgeEnd::Diminuendo,
        };
        for (x, measure, end) in [(from, begins_in, begins), (to, ends_in, WedgeEnd::Stop)] {
            found.push(DirectionAt {
                number: measure,
                row: place.row,
                at: At::FirstAfter(x - reach_px),
                symbol: None,
                placement: placement(place.position),
                kind: DirectionKind::Wedge { number, end },
            });
        }
    }
    found
}

/// The beginning and the end of an octave line.
pub(crate) fn octave_line(line: &OctaveLine, spans: &[Span]) -> [DirectionAt; 2] {
    let number = u8::try_from(line.row + 1).ok().and_then(SpanNumber::new);
    let number = number.unwrap_or(SpanNumber::ONE);
    let end = |x: f64, symbol, end| DirectionAt {
        number: number_at(spans, line.row, x),
        row: line.row,
        at: At::FirstAfter(x),
        symbol,
        placement: placement(line.position),
        kind: DirectionKind::OctaveShift { number, end },
    };
    [
        end(line.from_px, line.symbol, OctaveShiftEnd::Start(line.shift)),
        end(line.to_px, None, OctaveShiftEnd::Stop),
    ]
}
