//! The crate as its users see it, on pages that the tests draw themselves.

mod anything;
mod arcs;
mod beams;
mod drawing;
mod lines;
mod stems;
