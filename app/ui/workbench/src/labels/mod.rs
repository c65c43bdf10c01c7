//! The labels of the open project: read by every case, changed by wishes, written as they change.

mod desk;
mod refusal;
mod wish;

pub use desk::{LabelDesk, LabelState};
pub use refusal::refusal_text;
pub use wish::LabelWish;
