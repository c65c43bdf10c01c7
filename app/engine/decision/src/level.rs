//! What is counted, and among which.

use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Pictures. One is bad when it shows a defect, and called so when something on it is.
    Pictures,
    /// Defects, each with all the pictures that show it. One is found when it is on one of them.
    /// What is found where no defect is counts as a false one, once for each picture.
    Defects,
    /// Parts. One is bad when it has a defect, and rejected when one of its pictures is called bad;
    /// also when that is another picture than the one that shows the defect.
    Parts,
}

/// Among which parts, pictures and defects is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All.
    All,
    /// What has defects of a class, by its name, against all that is good. Of false finds, those
    /// that were called this class.
    Class(String),
    /// Pictures under a regime, and what is on them.
    Regime(String),
}

/// What is counted, in English, for messages.
pub(crate) const fn plural(level: Level) -> &'static str {
    match level {
        Level::Pictures => "pictures with a defect",
        Level::Defects => "defects",
        Level::Parts => "defective parts",
    }
}
