//! What a model found on a page.

use serde::{Deserialize, Serialize};
use transcription::Sign;

/// A symbol that a model found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundSymbol {
    /// Its name in SMuFL.
    pub class: String,
    /// Left, upper, right and lower edge, in pixels of the page.
    pub box_px: [f64; 4],
    /// How sure the model is, from 0 to 1.
    pub score: f32,
    /// What else it may be, with the probability of each, the likeliest first.
    pub others: Vec<(String, f32)>,
}

impl FoundSymbol {
    /// What else it may be to the music, with scores on the scale of its own.
    #[must_use]
    pub fn other_signs(&self) -> Vec<(Sign, f64)> {
        self.others
            .iter()
            .filter_map(|(class, score)| Some((Sign::of_name(class)?, f64::from(*score))))
            .collect()
    }
}

/// What a model saw on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The distance from staff line to staff line, in pixels: the scale at which it looked.
    pub interline_px: f64,
    /// The symbols that it is sure enough of.
    pub symbols: Vec<FoundSymbol>,
    /// The symbols that it is less sure of.
    pub candidates: Vec<FoundSymbol>,
    /// Boxes around letters of words that are no signs of music.
    pub letters: Vec<[f64; 4]>,
}

/// What came of looking at a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookOutcome {
    /// There is music.
    Seen(Look),
    /// There is none: why it is thought so.
    WithoutMusic(String),
}

/// A look as a project keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredLook {
    /// The model: its name, its version, and a hash of what it is made of.
    pub model: String,
    /// The hash of the file that was looked at, where it was known.
    pub content: Option<String>,
    /// What came of it.
    pub outcome: LookOutcome,
}
