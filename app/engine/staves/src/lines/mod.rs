//! From ink to the lines of staves: filaments, lattices of filaments, and what is a staff among them.

pub(crate) mod ends;
pub(crate) mod filaments;
pub(crate) mod groups;
pub(crate) mod lattices;
pub(crate) mod merge;
pub(crate) mod model;
pub(crate) mod seen;
pub(crate) mod settle;
pub(crate) mod single;
