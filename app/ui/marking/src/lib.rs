//! Marking on a picture: the tools, what is selected, and how labels are drawn.
//!
//! - A [`Tool`] is a state machine: it takes an [`Event`] at a time, shows a [`Sketch`] of a gesture
//!   that is not done, and gives a [`Deed`] when it is. [`SelectTool`] does the same with labels
//!   that are there.
//! - A [`Scene`] is the labels of the picture that is shown, to be found by place.
//! - A [`LabelLayer`] is the same labels as geometry on the device.
//! - A [`Board`] puts them together: the picture of a pane as a place to label on.

mod board;
mod label_view;
mod layer;
mod scene;
mod select;
mod tool;
pub mod tools;

pub use board::{Board, label_name, thing_name};
pub use label_view::LabelView;
pub use layer::{LabelLayer, LabelLook, geometry};
pub use scene::{Changed, Scene, Shown};
pub use select::{Choice, SelectSketch, SelectTool, TURN_HANDLE_SCREEN_PX};
pub use tool::{Deed, Event, Sketch, Stage, Tool, ToolKind};
