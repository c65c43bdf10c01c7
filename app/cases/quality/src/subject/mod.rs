//! The nouns of quality control.

mod defects;

pub use defects::{balloon_classes, names_of_label};
