//! The nouns of quality control.

mod defects;
mod look;

pub use defects::{balloon_classes, names_of_label};
pub use look::{Look, SeenThing, Sighting};
