//! Layers: the labels of one person, kept apart from those of others.

use serde::{Deserialize, Serialize};

use crate::LayerId;

/// The layer that everybody works on, and that is exported. Every project has it.
pub const SHARED_LAYER: LayerId = LayerId(1);

/// The labels of one person who labels without seeing those of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Its number.
    pub id: LayerId,
    /// Whose it is; no other layer has the same name.
    pub name: String,
}
