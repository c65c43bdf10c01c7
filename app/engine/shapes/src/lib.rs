//! The geometry of labels: boxes, polygons, masks, lines, points, and what is done with them.
//!
//! Coordinates are pixels of the picture as displayed, with its orientation applied. They name
//! edges, not centres: (0, 0) is the upper left corner of the first pixel, whose lower right corner
//! is (1, 1); its centre is (0.5, 0.5). x runs to the right, y down, so that a positive angle turns
//! clockwise on the screen.

mod algebra;
mod boxes;
mod edit;
mod error;
mod index;
mod mask;
mod pixels;
mod planar;
mod point;
mod polygon;
mod polyline;
mod rle;
mod segment;
mod shape;
mod snap;

pub use algebra::{hausdorff_px, merged};
pub use boxes::{Rect, RotatedBox};
pub use edit::{BoxHandle, EdgeHit, Hit, VertexError, VertexHit, VertexPlace};
pub use error::MaskError;
pub use index::{Indexed, ShapeIndex};
pub use mask::{Connectivity, LARGEST_SIDE_PX, Mask, MaskTile, Reach, Run, TILE_SIDE_PX, Wand};
pub use pixels::{PictureSize, PixelRect};
pub use point::Point;
pub use polygon::{MultiPolygon, Polygon};
pub use polyline::Polyline;
pub use rle::Rle;
pub use shape::{Problem, Shape, ShapeKind};
pub use snap::{SnapTarget, Snapped, snapped};
