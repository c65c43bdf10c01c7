//! Where a model's threshold should be, and what is said of each part then.
//!
//! - [`truths_of`] gathers what people said of pictures, and [`PictureFindings`] is what a model
//!   found on them, from a low threshold on.
//! - A [`Study`] holds both together: [`Study::at`] says what thresholds do to pictures, defects and
//!   parts, [`Study::curve`] what every threshold does, [`Study::table`] all of it by class and by
//!   regime.
//! - [`Study::decide`] chooses thresholds by recall, by cost or by hand, and judges them on parts
//!   that they were not chosen on. It refuses, with the reason, what the data cannot carry.
//! - An [`OperatingPoint`] is a choice in force: who chose it, when, and on what data.
//! - [`Study::verdicts`] says of each part whether it is rejected, and why.
//! - A [`Report`] puts all of that on a page that somebody can read who owns the product.
//!
//! Everything numeric is of [`evaluation`], whose words are used: *positive* is what has a defect,
//! the *escape rate* is the share of it that is missed, and the *overkill* the share of good things
//! that are called bad. Nothing that nobody has reviewed is ever taken as good.

mod choose;
mod error;
mod finding;
mod level;
mod matching;
mod point;
mod report;
mod rule;
mod study;
mod thresholds;
mod truth;
mod verdict;
mod warning;

pub use choose::{Decision, Outcome};
pub use error::DecisionError;
pub use finding::{Finding, PictureFindings};
pub use level::{Level, Scope};
pub use matching::MatchSettings;
pub use point::OperatingPoint;
pub use report::{
    Labels, Reason, Report, ReportedFinding, ReportedMiss, ReportedPart, Say, Sources, Wording,
};
pub use rule::{ClassCosts, Judging, Rule};
pub use study::{Coverage, LevelCurve, Reading, Study, StudySettings};
pub use thresholds::Thresholds;
pub use truth::{PartId, PictureTruth, TruthMark, truths_of};
pub use verdict::{Agreement, Evidence, Missed, PartVerdict, PersonSaid, PersonVerdict, Verdict};
pub use warning::Warning;
