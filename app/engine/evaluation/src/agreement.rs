//! How far people agree who judged the same things.
//!
//! Two raters: [`cohen_kappa`]. More, each of whom judged everything: [`fleiss_kappa`]. Any number
//! with gaps: [`krippendorff_alpha`]. Objects on pictures, which must be matched first:
//! [`object_alpha`]. All of them correct for chance, and all fall when one category is rare, even
//! where nearly all judgements are the same; so the agreement on each category and how frequent it
//! is stand beside them.

mod alpha;
mod cohen;
mod fleiss;
mod objects;

pub use alpha::{Alpha, krippendorff_alpha, vitality};
pub use cohen::{CategoryAgreement, CohenKappa, cohen_kappa};
pub use fleiss::{FleissKappa, fleiss_kappa};
pub use objects::{Seen, object_alpha, object_units, object_vitality};

/// `(observed − expected) / (1 − expected)`: the agreement beyond chance, as a share of what is
/// possible. None where chance alone agrees always, which is where only one category was used.
fn beyond_chance(observed: f64, expected: f64) -> Option<f64> {
    (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}
