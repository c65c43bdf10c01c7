//! Which models read pages.

use workbench::{PackChoice, PackWish};

/// Models that find things, each with a box.
const MODELS: PackWish = PackWish {
    case: crate::ID,
    setting: "scores.model",
    is_usable: |manifest| manifest.detector.is_some(),
};

/// The choice among the models that read pages.
pub fn choice() -> PackChoice {
    PackChoice::new(MODELS)
}
