//! The scores from which on findings count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::DecisionError;

/// The scores from which on findings count, each from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Thresholds {
    /// The same for all classes.
    OneForAll {
        /// Findings count from this score on.
        threshold: f64,
    },
    /// One for each class.
    ByClass {
        /// Findings of a class count from this score on, by the name of the class.
        by_class: BTreeMap<String, f64>,
        /// The threshold of a class that has none.
        otherwise: f64,
    },
}

impl Thresholds {
    /// The same threshold for all classes.
    #[must_use]
    pub const fn one(threshold: f64) -> Self {
        Self::OneForAll { threshold }
    }

    /// The threshold of a class.
    #[must_use]
    pub fn of(&self, class: &str) -> f64 {
        match self {
            Self::OneForAll { threshold } => *threshold,
            Self::ByClass {
                by_class,
                otherwise,
            } => by_class.get(class).copied().unwrap_or(*otherwise),
        }
    }

    /// These thresholds with another one for a class, as when its slider is moved.
    #[must_use]
    pub fn with(&self, class: &str, threshold: f64) -> Self {
        let (mut by_class, otherwise) = match self {
            Self::OneForAll { threshold } => (BTreeMap::new(), *threshold),
            Self::ByClass {
                by_class,
                otherwise,
            } => (by_class.clone(), *otherwise),
        };
        by_class.insert(class.to_owned(), threshold);
        Self::ByClass {
            by_class,
            otherwise,
        }
    }

    /// Refuses thresholds that no score can be compared with in earnest.
    ///
    /// # Errors
    /// [`DecisionError::Threshold`] unless each is from 0 to 1.
    pub fn check(&self) -> Result<(), DecisionError> {
        let all: Vec<f64> = match self {
            Self::OneForAll { threshold } => vec![*threshold],
            Self::ByClass {
                by_class,
                otherwise,
            } => by_class.values().copied().chain([*otherwise]).collect(),
        };
        match all.into_iter().find(|it| !(0.0..=1.0).contains(it)) {
            Some(threshold) => Err(DecisionError::Threshold(threshold)),
            None => Ok(()),
        }
    }
}
