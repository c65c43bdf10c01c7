//! The verbs of quality control: no window, no SQL.

mod doubts;
mod film;
mod finding;
mod grouping;
mod open_shots;
mod propagate;
mod shift;
mod training_set;

pub use doubts::{Around, Looked, LookedAt, look};
pub use finding::{FindError, Finds, SharedSegmenter, find, load};
pub use grouping::{SeriesPlan, named};
pub use open_shots::{ShotState, next_open, shot_state};
pub use propagate::{Carried, CarryError, Thing, carry};
pub use shift::begin_shift;
pub use training_set::{LabelledProject, write_training_set};
