//! What tools do with shapes: pick, move, insert and delete vertices, drag handles, simplify,
//! convert.

mod convert;
mod handles;
mod pick;
mod simplify;
mod vertices;

pub use handles::BoxHandle;
pub use pick::{EdgeHit, Hit, VertexHit};
pub use vertices::{VertexError, VertexPlace};
