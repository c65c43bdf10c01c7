//! The detector of "Trace and Detect": a score, a threshold from clean pictures, and how good it is.

mod calibration;
mod histogram;
mod roc;
mod score;
mod settings;
mod table;

pub use calibration::{Calibration, CalibrationError, Verdict, fewest_clean};
pub use histogram::Histogram;
pub use roc::{RATES, Roc, RocPoint};
pub use score::{Score, score};
pub use settings::{DetectorSettings, Trace, UnknownTrace};
pub use table::{ScoredPicture, write_roc, write_scores};
