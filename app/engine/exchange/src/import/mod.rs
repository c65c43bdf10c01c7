//! Labels of a dataset into a project: what would happen first, and then all of it at once.

mod classes;
mod describe;
mod error;
mod options;
mod perform;
mod places;
mod plan;
mod planner;
mod same;
mod summary;
mod tracks;

pub use error::ImportError;
pub use options::{ClassChoice, ImportOptions, OtherSizes, Present, Target, Unconfirmed};
pub use plan::{ImportPlan, plan_import};
pub use summary::{ClassFate, ClassPlan, ImportSummary, OtherSize};
