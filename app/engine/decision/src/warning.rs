//! What must be known about a choice before it is put in force.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Level;
use crate::level::plural;

/// What must be known about a choice before it is put in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Warning {
    /// It was judged on the parts that it was chosen on, which flatters it.
    SameData,
    /// It was chosen on good parts alone, so that nothing is known of misses.
    OnlyGoodParts,
    /// It was chosen on defective parts alone, so that nothing is known of false alarms.
    OnlyBadParts,
    /// It was judged on good parts alone, so that nothing is known of misses on other parts.
    JudgedOnGoodParts,
    /// The recall was reached on these data, but there are too few defects to promise it: even with
    /// no miss, the bound would be above it.
    TooFewToPromise {
        /// What is counted.
        of: Level,
        /// The class; none where all are counted.
        class: Option<String>,
        /// How many there are.
        positives: u64,
        /// How many there must be, none of them missed.
        needed: u64,
    },
    /// A class has no defect to choose its threshold by, so that it has the one of all together.
    ClassWithoutDefects {
        /// The class.
        class: String,
    },
    /// With these costs it would be cheaper never to call a class at all. Its threshold is the
    /// highest score that it has.
    CheaperNeverCalled {
        /// The class.
        class: String,
    },
    /// Something about the scores.
    Scores {
        /// What it is.
        about: evaluation::Warning,
    },
    /// Pictures were left out, because nobody knows whether they are good.
    LeftOut {
        /// Those that nobody has reviewed.
        unreviewed_pictures: usize,
        /// Those that the model has not looked at.
        uninspected_pictures: usize,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameData => f.write_str(
                "the threshold was judged on the parts that it was chosen on, which flatters it; \
                 keep some parts back",
            ),
            Self::OnlyGoodParts => f.write_str(
                "the threshold was chosen on good parts alone, so that nothing is known of misses",
            ),
            Self::OnlyBadParts => f.write_str(
                "the threshold was chosen on defective parts alone, so that nothing is known of \
                 false alarms",
            ),
            Self::JudgedOnGoodParts => f.write_str(
                "the parts that were kept back are all good, so that nothing is known of misses on \
                 them",
            ),
            Self::TooFewToPromise {
                of,
                class,
                positives,
                needed,
            } => {
                if let Some(class) = class {
                    write!(f, "“{class}”: ")?;
                }
                write!(
                    f,
                    "{positives} {} cannot promise the recall; {needed} would be needed, none of \
                     them missed",
                    plural(*of)
                )
            }
            Self::ClassWithoutDefects { class } => write!(
                f,
                "no defect of the class “{class}” was labelled, so that it has the threshold of all \
                 classes together"
            ),
            Self::CheaperNeverCalled { class } => write!(
                f,
                "with these costs it would be cheaper never to call “{class}”; look at what a miss \
                 of it costs"
            ),
            Self::Scores { about } => about.fmt(f),
            Self::LeftOut {
                unreviewed_pictures,
                uninspected_pictures,
            } => write!(
                f,
                "pictures were left out: {unreviewed_pictures} that nobody has reviewed, and \
                 {uninspected_pictures} that the model has not looked at"
            ),
        }
    }
}
