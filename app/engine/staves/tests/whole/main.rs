//! The crate as its users see it, on pages that the tests draw themselves.

mod anything;
mod bar_lines;
mod corrections;
mod damage;
mod drawing;
mod ledgers;
mod staves_and_systems;
mod without_staves;
