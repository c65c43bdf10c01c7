//! The nouns of music scanning: symbols that were found, what was said of them, and their glyphs.

mod found;
mod given;
mod glyph;
mod named;
mod said_layout;

pub use found::{FoundSymbol, Look, LookOutcome, StoredLook};
pub use given::{attributes_of, given_of};
pub use glyph::glyph;
pub use named::{CLASSES, accidental_class, class_of, head_class, rest_class};
pub use said_layout::{LAYOUT_CLASSES, SET_ASIDE, correction};
