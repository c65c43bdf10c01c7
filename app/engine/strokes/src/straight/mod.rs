//! Thin lines that are straight, and what they make: wedges, brackets, level lines.

pub(crate) mod bracket;
mod dashes;
pub(crate) mod extender;
pub(crate) mod hairpin;
mod hooks;
mod merging;
mod pieces;
pub(crate) mod segment;

use staves::{Layout, Staff};

use crate::beams::beam::Beam;
use crate::curves::Curve;
use crate::room::room;
use crate::straight::bracket::{Bracket, brackets};
use crate::straight::extender::{Extender, extenders};
use crate::straight::hairpin::{Hairpin, hairpins};
use crate::straight::merging::merged;
use crate::straight::pieces::pieces;
use crate::surroundings::Surroundings;

/// How near to the right end of a staff a wedge may go over to the next system, in staff spaces, and
/// how near to the left end, where clef and key may be long, it may come from the one before.
const AT_RIGHT: f64 = 4.0;
const AT_LEFT: f64 = 12.0;

/// What straight lines make.
pub(crate) struct Straight {
    pub hairpins: Vec<Hairpin>,
    pub brackets: Vec<Bracket>,
    pub extenders: Vec<Extender>,
}

/// What the straight ones of some thin lines make.
pub(crate) fn straight(
    layout: &Layout,
    curves: &[Curve],
    beams: &[Beam],
    page: &Surroundings<'_>,
) -> Straight {
    let pieces = pieces(layout, curves, beams, page);
    let lines = merged(&pieces, page);
    let is_at_end = |x: f64, y: f64| staff(layout, x, y).is_some_and(|it| is_at_end(it, x));
    let is_above = |x: f64, y: f64| staff(layout, x, y).is_some_and(|it| y < it.top_px(x));
    let is_in_staff = |x: f64, y: f64| {
        staff(layout, x, y).is_some_and(|it| (it.top_px(x)..it.bottom_px(x)).contains(&y))
    };
    let brackets = brackets(&pieces, &lines, page, is_in_staff);
    let mut extenders = extenders(&pieces, &lines, page, is_above);
    extenders.retain(|it| !brackets.iter().any(|bracket| bracket.has_line_of(it)));
    Straight {
        hairpins: hairpins(&lines, is_at_end),
        brackets,
        extenders,
    }
}

/// The staff nearest to a place.
fn staff(layout: &Layout, x: f64, y: f64) -> Option<&Staff> {
    layout.staves.get(room(layout, x, y)?.staff)
}

/// Whether a column is near an end of a staff.
fn is_at_end(staff: &Staff, x: f64) -> bool {
    let interline = staff.scale().interline_px;
    x > staff.right_px() - AT_RIGHT * interline || x < staff.left_px() + AT_LEFT * interline
}
