//! Why nothing can be judged, and why no threshold is chosen.

use annotation::PictureId;
use evaluation::EvaluationError;
use thiserror::Error;

use crate::Level;
use crate::level::plural;
use crate::report::ENGLISH;

/// Why nothing can be judged, or why no threshold is chosen.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DecisionError {
    /// A score is not from 0 to 1.
    #[error("the score {score} on picture {} is not from 0 to 1; run the model again", picture.0)]
    Score {
        /// The picture.
        picture: PictureId,
        /// The score.
        score: f64,
    },
    /// A picture is given twice.
    #[error("picture {} is given twice; give each picture once", .0.0)]
    Twice(PictureId),
    /// A number that says what belongs together means nothing.
    #[error("{0} cannot say what belongs together; choose a finite number of at least 0")]
    Matching(f64),
    /// A threshold is not from 0 to 1.
    #[error("{0} is no threshold; choose a number from 0 to 1")]
    Threshold(f64),
    /// A recall that cannot be asked for.
    #[error(
        "{0} is no recall to aim at; choose a number above 0 and up to 1, and below 1 where it must \
         be promised, because no number of parts proves that nothing is ever missed"
    )]
    Target(f64),
    /// There is nothing that could be missed, so that a recall means nothing.
    #[error(
        "{}no defect has been labelled and looked for by the model, so that nothing can be said \
         about misses; label defective parts",
        of_class(class.as_ref())
    )]
    NoDefects {
        /// The class that has none; none where there is no defect at all.
        class: Option<String>,
    },
    /// No part is known to be good, so that false alarms cannot be weighed.
    #[error(
        "no part is known to be good, so that false alarms cannot be counted; review every picture \
         of some parts without a defect"
    )]
    NoGoodParts,
    /// There are too few defects to promise the recall, even if none of them is missed.
    #[error(
        "{}{positives} {} cannot promise a recall of {}, even with no miss; at least {needed} are \
         needed",
        of_class(class.as_ref()), plural(*of), ENGLISH.asked_per_cent(*target)
    )]
    TooFew {
        /// What is counted.
        of: Level,
        /// The class that has too few; none where all together are too few.
        class: Option<String>,
        /// How many there are.
        positives: u64,
        /// How many there must be, none of them missed.
        needed: u64,
        /// The recall that was asked for.
        target: f64,
    },
    /// The model finds too little, however low the threshold is.
    #[error(
        "{}the model finds {found} of {positives} {}{}, however low the threshold is, which is too \
         few for a recall of {}; ask for less, or train the model on what it misses",
        of_class(class.as_ref()), plural(*of), under_name(class.as_ref()),
        ENGLISH.asked_per_cent(*target)
    )]
    OutOfReach {
        /// What is counted.
        of: Level,
        /// The class; none where all are counted.
        class: Option<String>,
        /// How many are found at the lowest score.
        found: u64,
        /// How many there are.
        positives: u64,
        /// The recall that was asked for.
        target: f64,
    },
    /// With these costs it is cheapest to reject nothing.
    #[error(
        "with these costs it is cheapest to reject no part at all; that is no inspection: look at \
         what a miss costs"
    )]
    NothingToReject,
    /// There are too few parts to choose on some and to judge on others.
    #[error("{parts} parts are too few to choose on some of them and to judge on the others")]
    TooFewParts {
        /// How many parts there are.
        parts: usize,
    },
    /// A number in the request that evaluation refuses.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
}

/// The class that something is said of, as a sentence begins with it.
fn of_class(class: Option<&String>) -> String {
    class
        .map(|class| format!("“{class}”: "))
        .unwrap_or_default()
}

/// What is found of a class may go by the name of another.
fn under_name(class: Option<&String>) -> &'static str {
    class.map_or("", |_| " under that name")
}
