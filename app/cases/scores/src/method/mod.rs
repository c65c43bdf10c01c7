//! The verbs of music scanning: no window, no SQL.

mod accidentals;
mod error;
mod labelling;
mod looking;
mod orientation;
mod page;
mod pieces;
mod setting_aside;
mod training;
mod writing;

pub use error::ScoreError;
pub use labelling::{
    ProposedPage, class_named, corrections_on, found_at, label_id, propose, symbol_id, symbols_on,
};
pub use looking::{LookedAt, layout, load, look, threshold};
pub use page::{Page, symbols_of};
pub use pieces::{piece_name, piece_of};
pub use setting_aside::{aside_attributes, without_set_aside};
pub use training::{TrainingPage, classed_symbols, is_confirmed, write_training_pages};
pub use writing::{MusicFormat, write_music};
