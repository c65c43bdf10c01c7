//! Bar lines with their repeat dots.

use notation::{BarStyle, Barline, Repeat};
use staves::BarKind;

use crate::ids::Ids;
use crate::prepared::Prepared;
use crate::sign::Sign;

/// How far from a bar line its repeat dots may be, in staff spaces.
const DOTS_REACH: f64 = 2.2;
/// How many dots there must be for a repeat: two on each staff, of which some may be lost.
const LEAST_DOTS: usize = 2;

/// A bar line seen from the measure before it and from the one after it.
pub(crate) struct BarSides {
    /// As the right one of the measure before.
    pub right: Barline,
    /// As the left one of the measure after, where it says more than the right one does.
    pub left: Option<Barline>,
}

/// What a bar line of a system says.
pub(crate) fn bar(prepared: &Prepared<'_>, system: usize, bar: usize, ids: &mut Ids) -> BarSides {
    let found = &prepared.page.layout.systems[system].bar_lines[bar];
    let (before, after) = dots(prepared, system, bar);
    let ends = before >= LEAST_DOTS;
    let begins = after >= LEAST_DOTS;
    let style = match found.kind {
        BarKind::Dotted => BarStyle::Dotted,
        BarKind::Double => BarStyle::LightLight,
        BarKind::Heavy => BarStyle::Heavy,
        BarKind::LightHeavy => BarStyle::LightHeavy,
        BarKind::Both if ends => BarStyle::LightHeavy,
        BarKind::Both => BarStyle::LightLight,
        BarKind::Single | BarKind::HeavyLight => BarStyle::Regular,
    };
    let mut right = Barline::new(ids.next(), if ends { BarStyle::LightHeavy } else { style });
    right.repeat = ends.then_some(Repeat::Backward);
    let opens = begins || (found.kind == BarKind::HeavyLight);
    let left = opens.then(|| {
        let mut left = Barline::new(ids.next(), BarStyle::HeavyLight);
        left.repeat = begins.then_some(Repeat::Forward);
        left
    });
    BarSides { right, left }
}

/// How many repeat dots there are before and after a bar line.
fn dots(prepared: &Prepared<'_>, system: usize, bar: usize) -> (usize, usize) {
    let found = &prepared.page.layout.systems[system].bar_lines[bar];
    let (mut before, mut after) = (0, 0);
    for (symbol, place) in prepared.page.symbols.iter().zip(prepared.places) {
        let (Sign::RepeatDot, Some(place)) = (symbol.sign, place) else {
            continue;
        };
        if place.system != system {
            continue;
        }
        let apart = (place.x_px - found.x_px[place.row]) / place.interline_px;
        if (-DOTS_REACH..0.0).contains(&apart) {
            before += 1;
        } else if (0.0..DOTS_REACH).contains(&apart) {
            after += 1;
        }
    }
    (before, after)
}
