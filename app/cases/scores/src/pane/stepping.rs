//! The order in which symbols are read, and the place of a new one.

use annotation::{Document, LabelId};
use staves::{Layout, Staff};

use super::editing::Place;

/// Symbols whose middles are nearer than this stand above each other, in staff spaces.
const SAME_COLUMN: f64 = 0.8;

/// The symbol that is read after another one, or before it, with its box.
pub fn next_symbol(
    document: &Document,
    place: Place,
    layout: Option<&Layout>,
    selected: Option<LabelId>,
    forwards: bool,
) -> Option<(LabelId, [f64; 4])> {
    let labels = document.labels_on(place.picture, place.layer);
    let mut symbols: Vec<(LabelId, [f64; 4])> = labels
        .filter_map(|label| {
            let bounds = label.shape.bounds()?;
            let edges = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
            Some((label.id, edges))
        })
        .collect();
    let interline_px = layout.map_or(10.0, Layout::interline_px);
    let order = |box_px: &[f64; 4]| {
        let [left, top, right, bottom] = *box_px;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let system = layout.and_then(|it| system_at(it, x, y)).unwrap_or(0);
        (
            system,
            (x / (SAME_COLUMN * interline_px)).floor() as i64,
            y as i64,
        )
    };
    symbols.sort_by_key(|it| order(&it.1));
    let count = symbols.len();
    let at = selected.and_then(|id| symbols.iter().position(|it| it.0 == id));
    let next = match (at, forwards) {
        (_, _) if count == 0 => return None,
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    Some(symbols[next])
}

/// The system that a place is nearest to.
fn system_at(layout: &Layout, x: f64, y: f64) -> Option<usize> {
    let away = |system: &staves::System| {
        let staves = || system.staves.iter().filter_map(|it| layout.staves.get(*it));
        let top = staves()
            .map(|it| it.top_px(x))
            .fold(f64::INFINITY, f64::min);
        let bottom = staves()
            .map(|it| it.bottom_px(x))
            .fold(f64::NEG_INFINITY, f64::max);
        (top - y).max(y - bottom).max(0.0)
    };
    let systems = layout.systems.iter().enumerate();
    let nearest = systems.min_by(|a, b| away(a.1).total_cmp(&away(b.1)));
    nearest.map(|it| it.0)
}

/// Where on a staff symbols of a kind stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// On a line or in a space.
    Position,
    /// From the top line to the bottom line.
    Whole,
    /// Anywhere.
    Free,
}

/// The box of a new symbol around a place, of a size in staff spaces, on the nearest staff.
pub fn box_at(
    layout: Option<&Layout>,
    place_px: [f64; 2],
    size_spaces: [f64; 2],
    stand: Stand,
) -> [f64; 4] {
    let [x, mut y] = place_px;
    let staff = layout.and_then(|it| nearest_staff(it, x, y));
    let interline_px = staff.map_or(10.0, |it| it.scale().interline_px);
    if let Some(staff) = staff {
        y = match stand {
            Stand::Position => staff.place_of(staff.position_at(x, y).round(), x),
            Stand::Whole => staff.middle_px(x),
            Stand::Free => y,
        };
    }
    let [half_width, half_height] = size_spaces.map(|it| it * interline_px / 2.0);
    [
        x - half_width,
        y - half_height,
        x + half_width,
        y + half_height,
    ]
}

/// The staff whose middle is nearest to a place.
pub fn nearest_staff(layout: &Layout, x: f64, y: f64) -> Option<&Staff> {
    let away = |staff: &Staff| (staff.middle_px(x) - y).abs();
    layout
        .staves
        .iter()
        .min_by(|a, b| away(a).total_cmp(&away(b)))
}
