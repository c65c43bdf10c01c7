//! The verbs of quality control: no window, no SQL.

mod doubts;
mod film;
mod finding;
mod grouping;
mod joining;
mod judging;
mod kinds;
mod naming;
mod open_shots;
mod pixels;
mod propagate;
mod proposing;
mod rendered;
mod reporting;
mod shift;
mod training_set;
mod truth;

pub use doubts::{Around, Looked, LookedAt, look};
pub use finding::{FindError, SharedSegmenter, find, load};
pub use grouping::{SeriesPlan, named};
pub use joining::join_series;
pub use judging::{Judged, judge, thresholds};
pub use kinds::{KindError, KindModel, ToldKind, window_px};
pub use naming::class_name;
pub use open_shots::{ShotState, next_open, shot_state};
pub use pixels::{PixelFigures, PixelJudge, PixelTable};
pub use propagate::{Carried, CarryError, Thing, carry};
pub use proposing::Proposals;
pub use reporting::{Reporting, severity, write_page};
pub use shift::begin_shift;
pub use training_set::{LabelledProject, write_training_set};
pub use truth::label_by_truth;
