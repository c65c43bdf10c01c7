//! What is doubtful among labels, and where two people differ.
//!
//! - [`Findings`] are what the rules ([`RULES`]) find in a document. They are kept up to date: after
//!   an edit only what it touched is looked at again ([`Changed`]). What rules need beside the
//!   document comes from [`Surroundings`].
//! - [`cut_edges`] is the one rule that needs pixels; it is for a job, and what it finds is handed to
//!   [`Findings::set_cut_edges`].
//! - [`queue()`] is what to look at first, with the reasons.
//! - [`agreement()`] says how far two people agree who labelled the same series blindly, with the
//!   list of their [`Difference`]s.
//!
//! No text for people is made here: a finding has the name of its rule and data, and the window
//! makes a sentence of them.

mod agreement;
mod changed;
mod difference;
mod finding;
mod findings;
mod queue;
mod rules;
mod similarity;
mod surroundings;

pub use agreement::{Agreement, PictureVerdict, agreement};
pub use changed::Changed;
pub use difference::{Difference, Differs};
pub use finding::{Doubt, Finding, Severity};
pub use findings::Findings;
pub use queue::{Queued, Reason, queue};
pub use rules::{PixelSource, RULES, Rule, cut_edges};
pub use similarity::{REACH_PX, similarity};
pub use surroundings::{Nothing, Surroundings};
