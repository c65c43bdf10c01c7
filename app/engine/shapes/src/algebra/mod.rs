//! Shapes combined, cut and compared.

mod agreement;
mod combine;
mod hausdorff;
mod split;

pub use combine::merged;
pub use hausdorff::hausdorff_px;
