//! The tools that draw, a state machine a file.

mod boxes;
mod brush;
mod cut;
mod freehand;
mod path;
mod point;
mod rotated_box;
mod wand;

pub use boxes::BoxTool;
pub use brush::BrushTool;
pub use cut::CutTool;
pub use freehand::FreehandTool;
pub use path::PathTool;
pub use point::PointTool;
pub use rotated_box::RotatedBoxTool;
pub use wand::WandTool;
