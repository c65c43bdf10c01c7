//! How good a method is, in numbers: no picture, no project and no window.
//!
//! Shapes stay with the caller, who gives a closure that says how similar two are, or plain scores.
//! Everywhere, *positive* means "has a defect", a higher score looks more positive, and a score is
//! called positive from the threshold on.
//!
//! - [`match_optimally`] and [`match_greedily`] say which find belongs to which truth.
//! - [`Share`] says how far a counted share can be from the true one.
//! - [`Curve`] says what each threshold does, and has the areas and rates under it.
//! - [`group_by_maximum`] makes one item of a part and its pictures; [`folds`] and [`hold_out`]
//!   split data without tearing a part apart.
//! - [`choose()`] chooses a threshold by recall, by cost or by F1, and warns of what the data
//!   cannot carry; an [`OperatingPoint`] records the choice.
//! - [`Table`] is the whole account per picture, per defect and per part.
//! - [`PixelScores`] judges maps of scores by pixels and by regions.
//! - [`cohen_kappa`], [`fleiss_kappa`], [`krippendorff_alpha`] and [`object_alpha`] say how far
//!   raters agree.
//! - [`recall_by_covariate`] and [`fit_logistic`] say from which contrast on defects are found.

mod agreement;
mod bounds;
mod contrast;
mod counts;
mod curve;
mod error;
mod grouping;
mod matching;
mod operating;
mod pixel;
mod table;
mod threshold;

pub use agreement::{
    Alpha, CategoryAgreement, CohenKappa, FleissKappa, Seen, cohen_kappa, fleiss_kappa,
    krippendorff_alpha, object_alpha, object_units, object_vitality, vitality,
};
pub use bounds::{Confidence, Interval, Share, fewest_for_bound};
pub use contrast::{
    Graded, Logistic, RecallBin, edges_of_equal_counts, fit_logistic, recall_by_covariate,
};
pub use counts::{Counts, Figures, Rate};
pub use curve::{Curve, CurvePoint, OVERKILL_RATES, Scored, presorted_bad, presorted_good};
pub use error::EvaluationError;
pub use grouping::{GroupScore, HoldOut, Member, folds, group_by_maximum, hold_out};
pub use matching::{Matching, Pair, match_greedily, match_optimally};
pub use operating::{Choice, Costs, OperatingPoint, Promise, Rule, Warning, choose};
pub use pixel::{PixelScores, ProCurve, ProPoint};
pub use table::{
    Breakdown, ConfusionMatrix, EscapesPerMillion, JudgedPicture, Level, MacroAverage, Sighting,
    Table, TableSettings, Verdict,
};
