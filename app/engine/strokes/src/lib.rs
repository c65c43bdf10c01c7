//! What is long and thin on a page of printed music, found by geometry.
//!
//! [`find`] takes the [`staves::Layout`] of a page and the boxes of the symbols on it ([`Known`]) and
//! gives its [`Strokes`]: stems with their heads and beams, slurs and ties, wedges, brackets and level
//! lines. What it says is what the ink shows; what a bracket or a line means for the music is for those
//! to say who know the digits and words at it.
//!
//! The steps, in their order:
//!
//! 1. The ink without staff lines as bits (`plane`), and the boxes of symbols by column (`boxes`). What
//!    a size is at a place, and which way is up there, the nearest staff says (`room`).
//! 2. At the same time:
//!    - upright strokes at heads (`stems::candidates`, `stems::upright`), made one where they are one
//!      (`stems::clusters`), with their heads and their way (`stems::division`), where a head with
//!      several keeps the best (`stems::sharing`), and stems at flags (`stems::flagged`).
//!      Then, where heads are none (`stems::passed`) or no heads are, thick bars, followed from column
//!      to column (`beams::tracing`), that may be beams (`beams::bars`);
//!    - thin lines of any course (`curves`), also along staff lines (`curves::slivers`).
//! 3. Of thin lines those that are bowed (`arcs::bow`), put together from their pieces
//!    (`arcs::joining`) and cut where they turn (`arcs::line`): slurs, and ties between heads
//!    (`arcs::ties`). Their thick middles are no bars, and edges of beams are no arcs.
//! 4. Bars and stems meet (`beams::meeting`), which says how thick beams are (`beams::thickness`);
//!    stems broken before a bar are mended (`beams::mending`); which bars are at which stems
//!    (`beams::joining`), what they are (`beams::kinds`) and how many each stem has
//!    (`beams::counting`).
//! 5. Slashes across the stems of grace notes (`stems::slashes`).
//! 6. Of thin lines those that are straight (`straight::pieces`), put together as well
//!    (`straight::merging`): wedges (`straight::hairpin`), brackets (`straight::bracket`) and level
//!    lines (`straight::extender`), with their hooks (`straight::hooks`).
//!
//! Columns and rows are pixels of the page, where the first one of each reaches from 0 to 1. The same
//! page and symbols always give the same strokes.

mod arcs;
mod beams;
mod boxes;
mod curves;
mod finding;
mod known;
mod plane;
mod room;
mod stems;
mod straight;
mod surroundings;
#[cfg(test)]
mod testing;

pub use arcs::arc::{Arc, ArcKind};
pub use beams::beam::{Beam, BeamKind};
pub use finding::{Strokes, find};
pub use known::{Known, KnownKind};
pub use stems::stem::{Side, Stem, StemEvidence, StemWay};
pub use straight::bracket::{Bracket, BracketKind};
pub use straight::extender::Extender;
pub use straight::hairpin::{Hairpin, HairpinKind};
