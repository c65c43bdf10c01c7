//! Labels on pictures: classes, tracks over series, edits with undo, and who did what.
//!
//! - A [`Document`] is all that is labelled in a project, in memory. Snapshots of it are cheap, so
//!   that jobs work on one while the user goes on.
//! - An [`Edit`] is one gesture of the user: what was there before and what is there after, for
//!   each thing that it touches. Applied, it is all or nothing, and leaves a sound document;
//!   turned round, it is its own undo.
//! - The [`Journal`] is what was done in a project, each edit with who and when. Nothing is ever
//!   taken out of it: an undo is an entry too. So undo has no limit and outlives the program.
//! - [`record`] keeps both in the project file, in one transaction a gesture.
//! - [`act`] holds the gestures themselves: what an edit consists of when the user accepts a
//!   proposal, deletes a class or closes a series.

pub mod act;
mod apply;
mod change;
mod class;
mod correction;
mod document;
mod draft;
mod error;
mod gesture;
mod grouping;
mod ids;
mod invariants;
mod journal;
mod label;
mod labelling;
mod layer;
mod matrix;
mod outbox;
mod picture;
pub mod record;
mod series;
mod session;
mod thing;
mod track;

pub use change::{Change, Edit, Swap};
pub use class::{AttributeKind, AttributeSpec, Class, Colour};
pub use correction::{Correction, Outcome};
pub use document::{Document, Labels};
pub use error::{AnnotationError, Refusal};
pub use gesture::Gesture;
pub use grouping::{Group, Grouping, Named, Pattern, PatternError};
pub use ids::{ClassId, CorrectionId, EditId, IdSource, LabelId, LayerId, SeriesId, TrackId};
pub use invariants::Flaw;
pub use journal::{Entry, Journal, Turn};
pub use label::{Label, ModelSource, Origin, Standing};
pub use labelling::{Done, Labelling, Step};
pub use layer::{Layer, SHARED_LAYER};
pub use matrix::{Cell, Matrix, Obstacle};
pub use outbox::Outbox;
pub use picture::{PictureMark, Review};
pub use series::{Series, Shot};
pub use session::{Session, SessionError};
pub use store::PictureId;
pub use track::Track;
