//! A project's labels out to label formats, and those of others in.
//!
//! - [`ProjectPictures`] are the pictures of a project by the names that label files give them.
//! - [`dataset_of`] makes a [`Dataset`](interchange::Dataset) of a [`Document`](annotation::Document),
//!   and tells what no dataset has a place for; [`interchange::losses`] tells what a format has none
//!   for. [`write_labels`] writes it without replacing anything unasked.
//! - [`plan_import`] says what a dataset would do to a document before anything is changed, and
//!   [`ImportPlan::perform`] does it as one gesture, which one undo takes back.
//!
//! What a format can hold comes back the same, and importing something twice is the same as importing
//! it once.

mod existing;
mod export;
mod forgotten;
mod import;
mod pictures;
mod review;
mod write;

pub use existing::Existing;
pub use export::{ExportOptions, Exported, dataset_of};
pub use forgotten::{Forgotten, ForgottenKind};
pub use import::{
    ClassChoice, ClassFate, ClassPlan, ImportError, ImportOptions, ImportPlan, ImportSummary,
    OtherSize, OtherSizes, Present, Target, Unconfirmed, plan_import,
};
pub use pictures::{Found, Matched, ProjectPicture, ProjectPictures};
pub use review::{LookedThrough, looked_through};
pub use write::{ExportError, write_labels};
