//! Where a symbol is in the music: its system, its staff, and its place on it.

use std::collections::HashMap;

use staves::Layout;

use crate::reading::{PageReading, Symbol};
use crate::sign::Sign;

/// How far beyond the end of a staff a symbol may be that belongs to it, in staff spaces.
const BESIDE: f64 = 3.0;
/// How far above or below a staff, in staff spaces.
const REACH: f64 = 14.0;
/// How far from a head's middle ledger lines count for it, in staff spaces.
const LEDGER_REACH: f64 = 0.9;
/// The share of the ledger lines that a head needs on a farther staff which must be there for it to
/// be on that.
const LEAST_LEDGERS: f64 = 0.6;
/// The place from which on heads need ledger lines, in half staff spaces from the middle.
const FIRST_LEDGER: f64 = 5.6;

/// Where a symbol is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// Its system on the page.
    pub system: usize,
    /// Which staff of the system it is on, from the top.
    pub row: usize,
    /// Its middle, as column, in pixels.
    pub x_px: f64,
    /// What it stands for on the staff, in half staff spaces above its middle.
    pub position: f64,
    /// A staff space there, in pixels.
    pub interline_px: f64,
}

impl Place {
    /// The line or space that it stands on.
    pub fn step(&self) -> i32 {
        self.position.round() as i32
    }
}

/// The places of the symbols of a page as it was before an edit.
pub(crate) struct Before<'a> {
    /// The symbols.
    pub symbols: &'a [Symbol],
    /// Their places.
    pub places: &'a [Option<Place>],
}

/// The place of each symbol of a page; none of what is far from all staves. Those that symbols had
/// `before` on the same staves are kept, as ledger lines are searched for long.
pub(crate) fn places(page: &PageReading<'_>, before: Option<&Before<'_>>) -> Vec<Option<Place>> {
    let known = before
        .into_iter()
        .flat_map(|it| it.symbols.iter().zip(it.places));
    let known: HashMap<u64, (&Symbol, Option<Place>)> = known
        .map(|(symbol, place)| (symbol.id, (symbol, *place)))
        .collect();
    let of = |symbol: &Symbol| match known.get(&symbol.id) {
        Some((before, known)) if is_at_same_place(before, symbol) => *known,
        _ => place(page, symbol),
    };
    page.symbols.iter().map(of).collect()
}

fn is_at_same_place(one: &Symbol, two: &Symbol) -> bool {
    let said = |it: &Symbol| it.given.staff_position;
    one.box_px == two.box_px && one.sign == two.sign && said(one) == said(two)
}

fn place(page: &PageReading<'_>, symbol: &Symbol) -> Option<Place> {
    if !symbol.box_px.iter().all(|it| it.is_finite()) {
        return None;
    }
    let [x, y] = symbol.middle_px();
    let position = |staff: usize, interline_px| position(page.layout, staff, symbol, interline_px);
    let near = near(page.layout, [x, y], position);
    if let Sign::Head { .. } = symbol.sign
        && let [first, second, ..] = near[..]
        && let by_second = ledgers_say(page.layout, symbol, &second)
        && by_second > ledgers_say(page.layout, symbol, &first).max(LEAST_LEDGERS)
    {
        return Some(second);
    }
    near.first().copied()
}

/// The place of a point of the page; none of what is far from all staves.
pub(crate) fn at_point(layout: &Layout, x: f64, y: f64) -> Option<Place> {
    let position = |staff: usize, _| layout.staves[staff].position_at(x, y);
    near(layout, [x, y], position).first().copied()
}

/// The places of a point on the staves around it, the nearest one first; `position` is what it stands
/// for on a staff whose lines are so far apart.
fn near(layout: &Layout, [x, y]: [f64; 2], position: impl Fn(usize, f64) -> f64) -> Vec<Place> {
    let mut near: Vec<(f64, Place)> = Vec::new();
    for (system, found) in layout.systems.iter().enumerate() {
        for (row, at) in found.staves.iter().enumerate() {
            let staff = &layout.staves[*at];
            let interline_px = staff.interline_at(x);
            let beside_px = BESIDE * interline_px;
            if x < staff.left_px() - beside_px || x > staff.right_px() + beside_px {
                continue;
            }
            let outside = staff.position_at(x, y).abs() / 2.0 - staff.line_count() as f64 / 2.0;
            if outside > REACH {
                continue;
            }
            let place = Place {
                system,
                row,
                x_px: x,
                position: position(*at, interline_px),
                interline_px,
            };
            near.push((outside, place));
        }
    }
    near.sort_by(|one, two| one.0.total_cmp(&two.0));
    near.into_iter().map(|it| it.1).collect()
}

/// What a symbol stands for on a staff, in half staff spaces above its middle.
fn position(layout: &Layout, staff: usize, symbol: &Symbol, interline_px: f64) -> f64 {
    if let Some(given) = symbol.given.staff_position {
        return f64::from(given);
    }
    let [x, y] = symbol.middle_px();
    let plain = layout.staves[staff].position_at(x, y);
    let position = match symbol.sign {
        Sign::Head { .. } if plain.abs() > FIRST_LEDGER - 1.0 => {
            let reach_px = LEDGER_REACH * interline_px;
            let by_ledgers = layout.position_by_ledgers(staff, x, y, reach_px);
            by_ledgers.unwrap_or(plain)
        }
        _ => plain,
    };
    position + symbol.sign.anchor_positions()
}

/// How wide a ledger line is beside its head, at the least.
const LEAST_BEYOND: f64 = 1.1;

/// How well the ledger lines fit a head at a place: the share of those it needs that are there, and 1
/// where it needs none.
pub(crate) fn ledgers_say(layout: &Layout, symbol: &Symbol, place: &Place) -> f64 {
    let needed = ((place.position.abs() - 4.0) / 2.0 + 0.2).floor();
    if needed < 1.0 {
        return 1.0;
    }
    let staff = layout.systems[place.system].staves[place.row];
    let reach_px = LEDGER_REACH * place.interline_px;
    let [x, _] = symbol.middle_px();
    let [left, _, right, _] = symbol.box_px;
    let ledgers = layout.ledgers(staff, x - reach_px, x + reach_px);
    let on_side = ledgers.iter().filter(|it| {
        let same_side = f64::from(it.position) * place.position > 0.0;
        // The bar of a letter ends within it.
        let is_beyond = it.right_px - it.left_px >= LEAST_BEYOND * (right - left);
        same_side && is_beyond && f64::from(it.position.abs()) <= place.position.abs() + 0.5
    });
    on_side.count() as f64 / needed
}
