//! Which heads a tie makes one note of.

use std::collections::{BTreeMap, BTreeSet};

use strokes::ArcKind;

use crate::place::Place;
use crate::reading::PageReading;
use crate::sign::Sign;

/// By how many half tones heads are altered that ties may come from.
#[derive(Debug, Default)]
pub(crate) struct TiedAlters {
    /// By head of the page.
    of_heads: BTreeMap<usize, i8>,
    /// By row and tone, of those that ties go from over the end of the system before.
    before: BTreeMap<(usize, i32), i8>,
    /// The same of the present system.
    open: BTreeMap<(usize, i32), i8>,
}

impl TiedAlters {
    /// Forgets the heads of a page.
    pub fn end_page(&mut self) {
        self.of_heads.clear();
    }

    /// Lets the ties that are open go on on the next system.
    pub fn end_system(&mut self) {
        self.before = std::mem::take(&mut self.open);
    }

    /// By how many half tones a head is altered that a tie comes to, where that is known; `place` is
    /// its row and its tone.
    pub fn of(&self, ties: &Ties, head: usize, place: (usize, i32)) -> Option<i8> {
        match ties.before(head) {
            Some(before) => self.of_heads.get(&before).copied(),
            None if ties.comes_to(head) => self.before.get(&place).copied(),
            None => None,
        }
    }

    /// Keeps by how many half tones a head is altered.
    pub fn keep(&mut self, ties: &Ties, head: usize, place: (usize, i32), alter: i8) {
        self.of_heads.insert(head, alter);
        if ties.goes_from(head) && !ties.has_end(head) {
            self.open.insert(place, alter);
        }
    }
}

/// How far off the place of the head that a tie goes from the one that it comes to may be, in half
/// staff spaces.
const OFF: f64 = 0.8;
/// How far right of it that must be at least, in staff spaces.
const LEAST_APART: f64 = 1.0;

/// The ties of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ties {
    /// The head before each that a tie comes to.
    before: BTreeMap<usize, usize>,
    /// The heads that a tie goes from, also over the end of a system.
    from: BTreeSet<usize>,
    /// The heads that a tie comes to, also from the system before.
    to: BTreeSet<usize>,
}

impl Ties {
    /// The ties among the strokes of a page.
    pub fn of(page: &PageReading<'_>, places: &[Option<Place>]) -> Self {
        let mut ties = Self::default();
        for arc in page
            .strokes
            .arcs
            .iter()
            .filter(|it| it.kind == ArcKind::Tie)
        {
            let [left, right] = arc.heads;
            ties.from.extend(left);
            ties.to.extend(right);
            if let [Some(left), Some(right)] = arc.heads {
                ties.before.insert(right, left);
            }
        }
        for (head, symbol) in page.symbols.iter().enumerate() {
            match symbol.given.tie_to_next {
                Some(true) => ties.add(head, next_head(page, places, head)),
                Some(false) => ties.remove(head),
                None => {}
            }
        }
        ties
    }

    fn add(&mut self, from: usize, to: Option<usize>) {
        self.remove(from);
        self.from.insert(from);
        if let Some(to) = to {
            self.to.insert(to);
            self.before.insert(to, from);
        }
    }

    fn remove(&mut self, from: usize) {
        self.from.remove(&from);
        let to = &mut self.to;
        self.before.retain(|right, left| {
            if *left == from {
                to.remove(right);
            }
            *left != from
        });
    }

    /// The head that a tie to this one begins at.
    pub fn before(&self, head: usize) -> Option<usize> {
        self.before.get(&head).copied()
    }

    /// Whether the head that a tie from this one comes to is known.
    fn has_end(&self, head: usize) -> bool {
        self.before.values().any(|it| *it == head)
    }

    /// Whether a tie goes from a head.
    pub fn goes_from(&self, head: usize) -> bool {
        self.from.contains(&head)
    }

    /// Whether a tie comes to a head.
    pub fn comes_to(&self, head: usize) -> bool {
        self.to.contains(&head)
    }
}

/// The next head of the system at the place of the staff that a head is at.
fn next_head(page: &PageReading<'_>, places: &[Option<Place>], head: usize) -> Option<usize> {
    let from = places[head].as_ref()?;
    let symbols = page.symbols.iter().zip(places).enumerate();
    let after = symbols.filter_map(|(at, (symbol, place))| {
        let place = place.as_ref()?;
        let is_next = matches!(symbol.sign, Sign::Head { .. })
            && (place.system, place.row) == (from.system, from.row)
            && (place.position - from.position).abs() < OFF
            && place.x_px > from.x_px + LEAST_APART * from.interline_px;
        is_next.then_some((at, place.x_px))
    });
    let nearest = after.min_by(|one, two| one.1.total_cmp(&two.1));
    nearest.map(|it| it.0)
}
