//! The picture that is looked at: how far its opening is, how its samples become tones, what it is
//! compared with, and the value under the pointer.
//!
//! A [`PictureView`] is the middle of most panes. What lies over the picture, and which tool owns
//! the left button, it is told by the pane ([`Over`]).

mod look_ui;
mod picture_view;
mod stand_in;

pub use look_ui::sample;
pub use picture_view::{Beside, Over, PictureView, Seen};
