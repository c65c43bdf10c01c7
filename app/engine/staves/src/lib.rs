//! Where the staves of a page of printed music are.
//!
//! [`find`] takes a grey [`Page`] with dark print on light paper and gives its [`Layout`], or says
//! what was seen instead of staves ([`NoStaves`]):
//!
//! - every [`Staff`] with its lines, followed through bends, breaks and what lies over them, so that
//!   any place of the page has a place in the staff ([`Staff::position_at`]);
//! - the [`System`]s, told by the lines, braces and brackets that join staves, never by counting,
//!   with their [`BarLine`]s;
//! - ledger lines, where they are asked for ([`Layout::ledgers`]).
//!
//! The steps of the search, with the module of each:
//!
//! 1. which pixels are ink (`binarise`), and the distances at which lines may be (`scale`);
//! 2. thin ink followed from column to column (`lines::filaments`), numbered by the line that it may
//!    be of (`lines::lattices`);
//! 3. which of these lines are seen on much of the width (`lines::groups`), put together where a staff
//!    fell into pieces (`lines::merge`), and how many lines the ink shows (`lines::settle`);
//! 4. the course of the lines (`lines::model`) and the ends of the staff (`lines::ends`);
//! 5. upright strokes on each staff (`bars::strokes`), what they join (`systems`), and which of them
//!    stand in line on all staves of a system, as bar lines do (`bars::candidate`, `bars::joined`).
//!
//! Columns and rows are pixels of the page, where the first one of each reaches from 0 to 1. Whether
//! a page stands on its head cannot be told from staves and is not said.

mod bars;
mod binarise;
mod brackets;
mod corrected;
mod finding;
mod ink;
mod instead;
mod layout;
mod ledger;
mod lines;
mod no_staves;
mod page;
mod removed;
mod scale;
mod staff;
mod systems;

pub use bars::joined::{BarKind, BarLine};
pub use brackets::{Bracket, BracketKind};
pub use corrected::Correction;
pub use ink::{Ink, Run};
pub use layout::{Layout, Skew, Watch, find};
pub use ledger::Ledger;
pub use no_staves::NoStaves;
pub use page::Page;
pub use scale::Scale;
pub use staff::{Staff, StaffKind};
pub use systems::System;
